"""Printing by name: only what is here and belongs on the form; whatever people wrote."""

import io

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import print_bodies, print_processes, records
from qms_desktop.services.printing import form_named, print_form
from qms_desktop.services.views import Selection

HOSTILE = {
    "a very long word": "у" * 3000,
    "marks alone": "\u0301\u0302\u0303" * 40,
    "emoji": "😀👨‍👩‍👧‍👦🏳️‍🌈" * 20,
    "right to left": "שלום עולם العربية \u202e abc",
    "markup": "<b>x</b> & <para> %s %d {x} <br/> </p> &amp;&#0;",
    "white space": "a\tb\nc\r\nd\u2028e\u2029f" + "\n" * 300 + "x",
    "letters that no font has": "漢字中文 ᠮᠣᠩᠭᠣᠯ \ue000\uffff\ufffe",
    "nothing to see": "\u200b\u200d\ufeff\u00ad",
    "a long text": "ү " * 10_000,
}


def save(ws, kind, **values):
    return records.save(ws, kind, [values]).saved[0].key.id


def printed(ws, form, *ids, **more):
    return print_form(ws, form, io.BytesIO(), ids=ids, preview=True, **more)


@pytest.fixture
def ws(make_workspace):
    return make_workspace("МТК")


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_form_prints_whatever_people_wrote(ws, language):
    for text in HOSTILE.values():
        item = {"text": text, "responsible": text, "evidence": text}
        save(ws, "process", name=text, purpose=text, inputs=[text], owners=[{"position": text, "name": text}])
        save(ws, "risk", title=text, cause=text, responsible=[text], measures=[item], likelihood=3, consequence=4)
        save(ws, "opportunity", title=text, essence=text, measures=[item])
        document = save(ws, "document", title=text, owner=text)
        save(ws, "change_entry", document=document, text=text, reason=text)
        save(ws, "checklist_item", clause="4.1", question=text, evidence=text)
    expected = {"Ф-01": 1, "Ф-02": 1, "Ф-03": 2, "Ф-04": 1, "Ф-05": 3, "Ф-09": 1, "Ф-15": 1, "Ф-16": 2}
    for form, kinds in expected.items():
        assert printed(ws, form, language=language).records == kinds * len(HOSTILE), form


@pytest.mark.parametrize("form", ["Ф-01", "Ф-02", "Ф-03", "Ф-04", "Ф-05", "Ф-09", "Ф-15", "Ф-16"])
def test_a_record_that_does_not_belong_on_the_form_is_refused(ws, form):
    person = save(ws, "person", name="Асанов А.")
    gone = [save(ws, "process", name="п"), save(ws, "risk", title="р"), save(ws, "document", title="д"),
            save(ws, "checklist_item", question="с")]  # fmt: skip
    records.delete(ws, gone)
    for record_id in ["nope", person, *gone]:
        with pytest.raises(UserError, match=record_id):
            printed(ws, form, record_id)


def test_a_record_named_twice_is_printed_once(ws, make_workspace):
    office = make_workspace()
    audit = save(office, "audit", unit_audited="МТК", lead="Асанов А.")
    save(office, "checklist_item", audit=audit, clause="4.1", question="Эмне?")
    assert printed(office, "Ф-09", audit, audit).records == 1
    risk = save(ws, "risk", title="Өрт")
    assert printed(ws, "Ф-03", risk, risk).records == 1


def test_a_unit_that_nobody_has_heard_of_is_refused(ws):
    with pytest.raises(UserError, match="MTK"):
        printed(ws, "Ф-03", unit="MTK")
    assert printed(ws, "Ф-03", unit="РЕК").records == 0


def test_a_card_without_a_name_is_not_given_the_risks_without_a_process(ws):
    save(ws, "process", purpose="Аталышы жок")
    save(ws, "risk", title="Процесси жок", likelihood=5, consequence=5)
    with ws.store.reading() as tx:
        (card,) = print_bodies.prints(tx, ws.profile, form_named("Ф-01"), Selection("МТК"), "ky")
        assert card.body.risks == []
        (register,) = print_processes.prints(tx, ws, Selection("МТК"), "ky")
        assert all(row["highest_risk"] is None for row in register.body.processes)
