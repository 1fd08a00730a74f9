"""Who does what: the parts of people in a unit, the rector's office, and readers, who write nothing at all."""

import subprocess

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import (
    acts,
    checklists,
    conflicts,
    enrolment,
    exchanging,
    files,
    handing,
    institution,
    joining,
    key_backup,
    lives,
    printing,
    proposals,
    publishing,
    questions,
    records,
    redaction,
    returning,
    roles,
    setup,
)
from qms_desktop.services.listing import records as listed
from qms_desktop.services.records import save
from qms_desktop.services.workspace import open_workspace
from tests.services.rules.conftest import RISK

POLICY = {"title": "Сапат саясаты", "text": "Сапаттуу билим беребиз.", "edition": 1}


def made(ws, kind="risk", values=RISK, **more):
    return save(ws, kind, [values | more]).saved[0].key.id


def actions(ws, record):
    return {offer.action for offer in lives.offered(ws, records.show(ws, record))}


# --- people of a unit --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("part", "may"), [("head", True), ("responsible", True), ("process_owner", False), ("employee", False)])
def test_who_submits_a_risk(make_workspace, part, may):
    unit = make_workspace("МТК")
    roles.take_part(unit, part)
    record = made(unit)
    assert ("submit" in actions(unit, record)) is may
    if may:
        acts.act(unit, "submit", [record])
        assert records.show(unit, record)["state"] == "submitted"
        assert [form.handed for form in handing.forms(unit)] == [1]
    else:
        assert [form.ready for form in handing.forms(unit)] == [()], "nothing is offered to be handed over with the package"
        with pytest.raises(UserError):
            acts.act(unit, "submit", [record])
        assert records.show(unit, record)["state"] == "draft"


def test_the_responsible_submits_the_head_does_the_rest_and_an_owner_looks_after_the_process():
    for part, steps in roles.STEPS.items():
        assert roles.takes_unit_step(part, "submit", "risk") is (part in ("head", "responsible"))
        assert roles.takes_unit_step(part, "close", "complaint") is (part == "head")
        assert roles.takes_unit_step(part, "submit", "indicator") is (steps is None or "submit" in steps)


def test_a_part_is_kept_and_another_one_does_not_exist(make_workspace):
    unit = make_workspace("МТК")
    roles.take_part(unit, "employee")
    with pytest.raises(UserError):
        roles.take_part(unit, "rector")
    place = unit.store.place
    unit.store.close()
    with open_workspace(place) as again:
        assert roles.part_of(again) == "employee"


@pytest.mark.requirement("R241")
def test_a_head_plans_for_the_own_unit_alone(make_workspace):
    unit = make_workspace("МТК")
    made(unit, "plan", {"title": "Иш планы"})
    with pytest.raises(UserError):
        save(unit, "plan", [{"title": "Башка бөлүмдүн планы", "unit": "ФИЛ"}])


# --- the rector's office -----------------------------------------------------------------------------------------


@pytest.mark.requirement("R239")
def test_the_rector_sees_everything_and_approves_the_policy(rectorate):
    risk = made(rectorate.unit)
    rectorate.send(rectorate.unit)
    policy = made(rectorate.office, "policy", POLICY)
    rectorate.down()
    assert records.show(rectorate.rector, risk)["title"] == RISK["title"]
    assert "approve" in actions(rectorate.rector, policy)
    acts.act(rectorate.rector, "approve", [policy])
    with pytest.raises(UserError):
        acts.act(rectorate.rector, "approve", [policy])
    rectorate.send(rectorate.rector)
    waiting = {made.field: made for made in proposals.proposals(rectorate.office) if made.decidable}
    assert {"state", "approved_on", "approved_by"} <= waiting.keys(), "his word waits for the office to take it in"
    for field, made_ in waiting.items():
        conflicts.decide(rectorate.office, policy, field, take=made_.made.change)
    rectorate.down()
    assert records.show(rectorate.rector, policy)["state"] == "approved"
    assert records.history(rectorate.rector, policy)


@pytest.mark.requirement("R239")
def test_a_vice_rector_approves_policy_and_objectives_and_agrees_the_review(rectorate):
    ws = rectorate.rector
    roles.take_part(ws, "representative")
    for kind, action, may in (("policy", "approve", True), ("objective", "approve", True), ("review", "verify", True),
                              ("register_entry", "approve", False), ("review", "approve", False)):  # fmt: skip
        assert roles.takes_from_above(ws, roles.part_of(ws), action, kind, None, "all") is may, (kind, action)


def test_a_unit_approves_nothing_that_is_the_rectors(rectorate):
    policy = made(rectorate.office, "policy", POLICY)
    (written,) = returning.return_bundles(rectorate.office, ["МТК"], rectorate.folder / "МТК")
    exchanging.receive(rectorate.unit, [written.file])
    assert "approve" not in actions(rectorate.unit, policy)
    with pytest.raises(UserError):
        acts.act(rectorate.unit, "approve", [policy])


@pytest.mark.requirement("R062")
def test_every_unit_reads_the_approved_documents(rectorate):
    document = made(rectorate.office, "document", {"title": "Сапат колдонмосу", "code": "СК-1"})
    (written,) = returning.return_bundles(rectorate.office, ["МТК"], rectorate.folder / "МТК")
    exchanging.receive(rectorate.unit, [written.file])
    assert records.show(rectorate.unit, document)["title"] == "Сапат колдонмосу"


# --- readers -----------------------------------------------------------------------------------------------------


@pytest.fixture
def reader(rectorate, tmp_path):
    """An outside auditor, invited to read one unit, who has received its return bundle."""
    made(rectorate.unit)
    rectorate.send(rectorate.unit)
    (invitation,) = enrolment.invite(rectorate.office, ["МТК"], tmp_path / "read", role="reader")
    with joining.join(tmp_path / "reader", invitation.file, person="Эксперт Э. Э.", position="Аудитор") as ws:
        (written,) = returning.return_bundles(rectorate.office, ["МТК"], tmp_path / "for the reader")
        (outcome,) = exchanging.receive(ws, [written.file]).outcomes
        assert outcome.result.status == "merged", str(outcome.sentence)
        yield ws


def test_an_invited_reader_reads_and_prints_copies(reader, tmp_path):
    assert [risk["title"] for risk in _risks(reader)] == [RISK["title"]]
    printing.print_form(reader, "Ф-03", tmp_path / "Ф-03.pdf", unit="МТК", language="ky")
    text = subprocess.run(["pdftotext", tmp_path / "Ф-03.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "КӨЧҮРМӨ" in text


def _risks(ws):
    return listed(ws, "risk")


def _a_file(place):
    (place / "scan.pdf").write_bytes(b"%PDF-1.4")
    return place / "scan.pdf"


WRITES = {
    "save": lambda ws, one, place: save(ws, "risk", [{"id": one, "title": "Башка"}]),
    "make": lambda ws, one, place: save(ws, "risk", [RISK]),
    "delete": lambda ws, one, place: records.delete(ws, [one]),
    "bring back": lambda ws, one, place: records.bring_back(ws, [one]),
    "undo": lambda ws, one, place: records.undo(ws, [records.history(ws, one)[0]["change"]]),
    "submit": lambda ws, one, place: acts.act(ws, "submit", [one]),
    "accept": lambda ws, one, place: acts.act(ws, "accept", [one]),
    "decide": lambda ws, one, place: conflicts.decide(ws, one, "title", value="Башка"),
    "send": lambda ws, one, place: exchanging.send(ws, place / "reader.qmsb"),
    "return": lambda ws, one, place: returning.return_bundles(ws, ["МТК"], place / "out"),
    "invite": lambda ws, one, place: enrolment.invite(ws, ["МТК"], place / "out"),
    "publish": lambda ws, one, place: publishing.publish(ws, [one]),
    "checklist": lambda ws, one, place: checklists.begin(ws),
    "profile": lambda ws, one, place: institution.change(ws, "levels", "low", {"value": "6"}),
    "question": lambda ws, one, place: questions.answer(ws, "smzh", "as_printed"),
    "redact": lambda ws, one, place: redaction.redact(ws, [one], why="ката"),
    "person": lambda ws, one, place: setup.change_person(ws, "Башка Б. Б.", "Аудитор"),
    "attach": lambda ws, one, place: files.attach(ws, one, [_a_file(place)]),
    "part": lambda ws, one, place: roles.take_part(ws, "reader"),
    "keys": lambda ws, one, place: key_backup.back_up(ws, place / "keys.qmsk", "өтө узун сөз айкашы"),
}


def test_a_reader_is_refused_every_write_in_a_sentence(reader, tmp_path):
    (one,) = (risk["id"] for risk in _risks(reader))
    with reader.store.reading() as tx:
        before = tx.position()
    for name, write in WRITES.items():
        with pytest.raises(UserError) as refused:
            write(reader, one, tmp_path)
        assert str(refused.value), name
        with reader.store.reading() as tx:
            assert tx.position() == before, name
