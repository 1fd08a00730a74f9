"""Publishing: a unit's record becomes what everybody sees, with what belongs to it, and without what lies between two."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import acts, publishing, records, returning
from qms_desktop.services.exchanging import receive, send
from qms_desktop.store import reading


@pytest.fixture
def both(make_workspace, tmp_path):
    unit, office = make_workspace("МТК"), make_workspace()
    document = save(unit, "document", title="Кафедранын жобосу", code="КЖ-1")
    save(unit, "change_entry", document=document, clause="2", text="Жаңы", reason="Буйрук", change_kind="change",
         made_by_name="А.", date="2026-11-01")  # fmt: skip
    send(unit, tmp_path / "a.qmsb")
    receive(office, [tmp_path / "a.qmsb"])
    return unit, office, document


def save(ws, kind, **values):
    return records.save(ws, kind, [values]).saved[0].key.id


def published(ws, kind):
    with ws.store.reading() as tx:
        return reading.records(tx, reading.Query(kind, unit="all"))


def test_a_document_is_published_with_its_changes_and_reaches_other_units(both, make_workspace, tmp_path):
    _unit, office, document = both
    other = make_workspace("ФИЛ")
    publishing.publish(office, [document])
    send(other, tmp_path / "b.qmsb")
    receive(office, [tmp_path / "b.qmsb"])
    (written,) = returning.return_bundles(office, ["ФИЛ"], tmp_path / "out")
    receive(other, [written.file])
    (copy,) = published(other, "document")
    assert (copy["title"], copy["code"]) == ("Кафедранын жобосу", "КЖ-1")
    (entry,) = published(other, "change_entry")
    assert entry["document"] == copy["id"] != document


def test_published_again_it_is_brought_up_to_date(both):
    _unit, office, document = both
    first = publishing.publish(office, [document]).saved[0].key
    assert publishing.publish(office, [document]).saved[0] == publishing.Saved(first, None)
    records.save(office, "document", [{"id": document, "unit": "МТК", "title": "Жобо, 2-редакция", "code": None}])
    publishing.publish(office, [document])
    (copy,) = published(office, "document")
    assert (copy["id"], copy["title"], copy["code"]) == (first.id, "Жобо, 2-редакция", None)
    records.delete(office, [first.id])
    publishing.publish(office, [document])
    assert len(published(office, "document")) == 1


def test_submission_verdict_and_remarks_stay_between_unit_and_office(make_workspace, tmp_path):
    unit, office = make_workspace("МТК"), make_workspace()
    card = save(unit, "process", name="Окуу процесси", group="core", purpose="Окутуу", inputs=["план"], outputs=["билим"],
                owners=[{"position": "Башчы", "name": "А."}], resources=["аудитория"], indicators=["%"])  # fmt: skip
    acts.act(unit, "submit", [card])
    send(unit, tmp_path / "a.qmsb")
    receive(office, [tmp_path / "a.qmsb"])
    acts.act(office, "return", [card], why="Оңдоңуз", remarks={"name": "Тактаңыз"})
    publishing.publish(office, [card])
    (copy,) = published(office, "process")
    assert copy["name"] == "Окуу процесси"
    assert (copy["submission"], copy["verdict"], copy["remarks"], copy["field_remarks"]) == (None, None, None, [])


def test_what_cannot_be_published(both):
    unit, office, document = both
    risk = save(office, "risk", title="Өрт")
    copy = publishing.publish(office, [document]).saved[0].key.id
    for ws, record in ((unit, document), (office, risk), (office, copy), (office, "no such record")):
        with pytest.raises(UserError):
            publishing.publish(ws, [record])
