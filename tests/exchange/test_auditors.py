"""An auditor's laptop: what it carries, what it may write, and that everybody refuses what it may not."""

import json
from dataclasses import replace

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.exchange import trust, writer
from qms_desktop.services import acts, audits, records, returning, units
from qms_desktop.services.exchanging import identity, receive, send
from qms_desktop.services.setup import init
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit, new_record_id, write
from qms_desktop.store.transaction import Key

RISK = {"title": "Өрт чыгуу коркунучу", "likelihood": 3, "consequence": 3}
NC = {"source": "internal_audit", "situation": "internal_audit", "found_on": "2026-11-20", "auditor": "Токтогулов А.",
      "requirement": "7.5.3", "statement": "Барак жок", "evidence": "Папка № 3", "class": "minor"}  # fmt: skip


def save(ws, kind, *given):
    return [saved.key.id for saved in records.save(ws, kind, list(given)).saved]


def carry(source, target, path, **how):
    send(source, path, **how)
    (outcome,) = receive(target, [path]).outcomes
    return outcome.result


@pytest.fixture
def year(make_workspace, tmp_path):
    """The office, two units that sent their risks, an audit of МТК, and the laptop that is to audit МТК."""
    office = make_workspace(person="Осмонова Ж. Т.")
    pcs = {code: make_workspace(code) for code in ("МТК", "ФИЛ")}
    for code, ws in pcs.items():
        save(ws, "risk", RISK)
        assert carry(ws, office, tmp_path / f"{code}.qmsb").status == "merged"
    audit = audits.begin(office, {"unit_audited": "МТК", "lead": "Токтогулов А."}).saved[0].key.id
    with init(tmp_path / "laptop", institution="jasu", role="auditor", unit=None, person="Токтогулов А.",
              position="Ички аудитор") as laptop:  # fmt: skip
        entrust(office, laptop, "МТК")
        (back,) = returning.return_bundles(office, ["МТК"], tmp_path / "out")
        (outcome,) = receive(laptop, [back.file]).outcomes
        assert outcome.result.status == "merged", outcome.sentence
        yield office, pcs, laptop, audit


def entrust(office, laptop, *scope):
    """Let the laptop in, for the audits of those units, as its invitation does."""
    said = json.dumps(scope, ensure_ascii=False)
    with laptop.store.writing() as tx:
        trust.register_own(tx, laptop.key.public_key, "office", "auditor", laptop.key.receiving_key)
        own = trust.devices(tx)[laptop.key.device]
        trust.put(tx, replace(own, scope=said))
    with office.store.writing() as tx:
        trust.put(tx, replace(own, state=trust.CONFIRMED, scope=said))
        theirs = trust.devices(tx).get(office.key.device)
    if theirs is not None:
        with laptop.store.writing() as tx:
            trust.put(tx, replace(theirs, state=trust.CONFIRMED))


def questions(ws, audit):
    with ws.store.reading() as tx:
        return reading.records(tx, reading.Query("checklist_item", where=(("audit", audit),)))


def test_the_laptop_carries_the_audited_units_records_and_no_others(year):
    _office, _pcs, laptop, audit = year
    assert records.show(laptop, audit)["lead"] == "Токтогулов А."
    assert questions(laptop, audit)
    with laptop.store.reading() as tx:
        assert {risk["unit"] for risk in reading.records(tx, reading.Query("risk"))} == {"МТК"}
        assert {name for name, _kind in _units_of_records(tx)} <= {"МТК", "all", "office"}


def _units_of_records(tx):
    rows = tx.connection.exec_driver_sql("SELECT unit, kind FROM record").all()
    return {tuple(row) for row in rows}


def test_verdicts_and_nonconformities_come_back_to_the_office_and_to_the_unit(year, tmp_path):
    office, pcs, laptop, audit = year
    first, *_rest = questions(laptop, audit)
    records.save(laptop, "checklist_item", [{"id": first["id"], "verdict": "minor_nc", "evidence": "Папка № 3",
                                             "finding": "Барак жок"}])  # fmt: skip
    (found,) = save(laptop, "nonconformity", NC | {"audit": audit, "checklist_item": first["id"]})
    assert records.show(laptop, found)["unit"] == "МТК"
    result = carry(laptop, office, tmp_path / "back.qmsb")
    assert (result.status, result.unit) == ("merged", "office")
    (back,) = returning.return_bundles(office, ["МТК"], tmp_path / "out")
    receive(pcs["МТК"], [back.file])
    for ws in (office, pcs["МТК"]):
        assert records.show(ws, first["id"])["verdict"] == "minor_nc"
        assert records.show(ws, found)["statement"] == "Барак жок"
        by = records.history(ws, found)[0]["by"]
        with ws.store.reading() as tx:
            assert units.people(tx)[by]["name"] == "Токтогулов А."
    records.save(pcs["МТК"], "nonconformity", [{"id": found, "root_cause": "Тартип жок"}])
    assert carry(pcs["МТК"], office, tmp_path / "answer.qmsb").proposals_new == 0, "parts 3 to 6 are the unit's"


OUTSIDE = {
    "a risk": ("risk", {"title": "Аудитор жазды"}),
    "a verdict of the office": ("risk", {"verdict": {"version": "x", "result": "accepted"}}),
    "the unit's part of Ф-10": ("nonconformity", {"root_cause": "Аудитор жазды"}),
    "the office's part of Ф-10": ("nonconformity", {"closed_on": "2026-11-20"}),
    "deleting a nonconformity": ("nonconformity", {"deleted": True}),
    "a unit": ("unit", {"parent": "ФИЛ"}),
    "a person": ("person", {"name": "Башка"}),
    "an unknown kind": ("later_kind", {"title": "А"}),
}


@pytest.mark.parametrize("what", OUTSIDE)
def test_what_is_not_the_auditors_is_refused_by_the_program_and_by_everybody(year, tmp_path, what):
    office, pcs, laptop, _audit = year
    kind, cells = OUTSIDE[what]
    edit = Edit(Key("МТК", kind, new_record_id()), cells, seen={})
    with laptop.store.writing() as tx, pytest.raises(UserError):
        laptop.write(tx, [edit])
    forced(laptop, edit)
    path = tmp_path / "forced.qmsb"
    assert carry(laptop, office, path).status == "rejected"
    assert "not part of its audits" in str(receive(office, [path]).outcomes[0].result.reason.text("en"))
    back = tmp_path / "to the unit.qmsb"
    writer.send(laptop.store, laptop.key, identity(laptop), back, recipient="МТК", units=["МТК"])
    entrust(pcs["МТК"], laptop, "МТК")
    assert receive(pcs["МТК"], [back]).outcomes[0].result.status == "rejected"


def forced(laptop, *edits):
    """Written past the program's own refusal, as a hostile one would."""
    author = Workspace.author.fget(laptop)
    with laptop.store.writing() as tx:
        write(tx, edits, author, "2026-11-20T10:00:00Z")


@pytest.mark.parametrize("unit", ["ФИЛ", "all", "office"])
def test_other_units_are_refused(year, tmp_path, unit):
    office, _pcs, laptop, _audit = year
    edit = Edit(Key(unit, "checklist_item", new_record_id()), {"question": "Кайсы?", "verdict": "conforms"}, seen={})
    with laptop.store.writing() as tx, pytest.raises(UserError):
        laptop.write(tx, [edit])
    forced(laptop, edit)
    writer.send(laptop.store, laptop.key, identity(laptop), tmp_path / "a.qmsb", units=["МТК", unit])
    assert receive(office, [tmp_path / "a.qmsb"]).outcomes[0].result.status == "rejected"


def test_an_auditor_neither_submits_nor_accepts_for_others(year):
    _office, _pcs, laptop, _audit = year
    with laptop.store.reading() as tx:
        (risk,) = reading.records(tx, reading.Query("risk"))
    for action in ("submit", "accept"):
        with pytest.raises(UserError):
            acts.act(laptop, action, [risk["id"]])


def test_a_scope_narrowed_later_takes_nothing_back(year, tmp_path):
    """The unit gets what the office has accepted, although the laptop may audit it no more."""
    office, pcs, laptop, audit = year
    receive(pcs["МТК"], [tmp_path / "out" / "МТК.qmsb"])
    first, *_rest = questions(laptop, audit)
    records.save(laptop, "checklist_item", [{"id": first["id"], "verdict": "conforms", "evidence": "Көрүлдү"}])
    assert carry(laptop, office, tmp_path / "back.qmsb").status == "merged"
    entrust(office, laptop, "ФИЛ")
    entrust(pcs["МТК"], laptop, "ФИЛ")
    (back,) = returning.return_bundles(office, ["МТК"], tmp_path / "out")
    assert receive(pcs["МТК"], [back.file]).outcomes[0].result.status == "merged"
    assert records.show(pcs["МТК"], first["id"])["verdict"] == "conforms"


def test_an_auditor_may_bear_the_name_of_somebody_at_the_office(make_workspace, tmp_path):
    office, unit = make_workspace(person="Осмонова Ж. Т."), make_workspace("МТК")
    carry(unit, office, tmp_path / "a.qmsb")
    with init(tmp_path / "laptop", institution="jasu", role="auditor", unit=None, person="Осмонова Ж. Т.",
              position="Аудитор") as laptop:  # fmt: skip
        entrust(office, laptop, "МТК")
        save(laptop, "audit", {"unit_audited": "МТК", "lead": "Осмонова Ж. Т."})
        assert carry(laptop, office, tmp_path / "b.qmsb").status == "merged"
