"""Locked files, invitations and return bundles together: a dean's office, its departments and an auditor, as people meet."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import acts, audits, exchanging, records
from qms_desktop.store import reading

from .campus import RISK, Campus


@pytest.fixture
def campus(tmp_path):
    made = Campus(tmp_path)
    made.office.do(records.save, "unit", [
        {"code": "ПЕД", "name": "Педагогика институту", "type": "institute", "parent": "ЖАМУ"},
        {"code": "ФИЛ", "name": "Филология кафедрасы", "type": "department", "parent": "ПЕД"},
        {"code": "ТАР", "name": "Тарых кафедрасы", "type": "department", "parent": "ПЕД"},
    ])  # fmt: skip
    yield made
    made.close()


def risks(desk):
    """(unit, title) of the risks that a computer shows."""
    with desk.ws.store.reading() as tx:
        return {(risk["unit"], risk["title"]) for risk in reading.records(tx, reading.Query("risk"))}


@pytest.fixture
def institute(campus):
    """The dean's office and its two departments, all enrolled; each knows what the office gave back."""
    desks = {code: campus.joined(code, code) for code in ("ПЕД", "ФИЛ", "ТАР")}
    for desk in desks.values():
        assert campus.pass_on(desk, campus.office).status == "merged"
    for code, desk in desks.items():
        assert desk.one(campus.give_back(code)).status in ("merged", "already")
    return desks


def test_before_the_list_names_the_dean_files_are_kept_and_passed_on_locked(campus):
    dean, unit = (campus.joined(code, code) for code in ("ПЕД", "ФИЛ"))
    dean.one(campus.give_back("ПЕД"))
    unit.save(title="Кафедранын тобокелдиги")
    result = campus.pass_on(unit, dean)
    assert result.status == "parked"
    assert risks(dean) == set()
    results = [o.result for o in campus.office.do(exchanging.receive, [dean.send(campus.out())]).outcomes]
    assert [(r.unit, r.status, r.via) for r in results] == [("ПЕД", "merged", ()), ("ФИЛ", "merged", ("ПЕД",))]
    assert risks(campus.office) == {("ФИЛ", "Кафедранын тобокелдиги")}


def test_a_dean_opens_merges_and_sends_and_the_office_knows_the_author(campus, institute):
    dean, unit = institute["ПЕД"], institute["ФИЛ"]
    record = unit.save(title="Кафедранын тобокелдиги")
    assert campus.pass_on(unit, dean).status == "merged"
    assert risks(dean) == {("ФИЛ", "Кафедранын тобокелдиги")}
    result = campus.pass_on(dean, campus.office)
    assert (result.status, result.unit, result.changes_new) == ("merged", "ПЕД", 1)
    (change,) = campus.office.do(records.history, record)
    assert (change["device"], change["as"]) == (unit.ws.key.device, "ФИЛ")


@pytest.mark.requirement("R309")
def test_a_dean_reads_the_records_of_the_units_below_and_changes_none(campus, institute):
    """R309: by the return bundle too, and only those of its own departments."""
    dean, unit = institute["ПЕД"], institute["ФИЛ"]
    record = unit.save(title="Кафедранын тобокелдиги")
    other = campus.joined("СТБ", "other")
    other.save(title="Башкалардыкы")
    for desk in (unit, other):
        campus.pass_on(desk, campus.office)
    assert dean.one(campus.give_back("ПЕД")).status == "merged"
    assert risks(dean) == {("ФИЛ", "Кафедранын тобокелдиги")}
    for attempt in (
        lambda ws: records.save(ws, "risk", [{"id": record, "title": "Декан жазды"}]),
        lambda ws: records.delete(ws, [record]),
        lambda ws: acts.act(ws, "submit", [record]),
    ):
        with pytest.raises(UserError):
            dean.do(attempt)
    assert risks(dean) == {("ФИЛ", "Кафедранын тобокелдиги")}


def test_other_departments_and_the_units_above_cannot_open_a_return_bundle(campus, institute):
    path = campus.give_back("ФИЛ")
    for code in ("ПЕД", "ТАР"):
        assert institute[code].one(path).status == "rejected"
    assert institute["ФИЛ"].one(path).status in ("merged", "already")


def test_a_laptop_joins_audits_two_units_and_brings_the_findings_back(campus, institute):
    office = campus.office
    for code in ("ФИЛ", "ТАР"):
        institute[code].save(title=f"{code} тобокелдиги")
        campus.pass_on(institute[code], office)
    made = {code: office.do(audits.begin, {"unit_audited": code, "lead": "Токтогулов А."}).saved[0].key.id for code in ("ФИЛ", "ТАР")}
    laptop = campus.join(campus.invite("ФИЛ", role="auditor")["ФИЛ"], "laptop", person="Токтогулов А.")
    assert laptop.one(campus.give_back("ФИЛ")).status == "merged", "before the laptop ever sent"
    assert laptop.one(campus.give_back("ТАР")).status == "rejected"
    assert risks(laptop) == {("ФИЛ", "ФИЛ тобокелдиги")}
    (first, *_rest) = laptop.do(audits.read, made["ФИЛ"]).items
    laptop.do(records.save, "checklist_item", [{"id": first["id"], "verdict": "conforms", "evidence": "№ 3 протокол"}])
    with pytest.raises(UserError):
        laptop.do(records.save, "risk", [RISK | {"unit": "ФИЛ"}])
    assert campus.pass_on(laptop, office).status == "merged"
    assert institute["ФИЛ"].one(campus.give_back("ФИЛ")).status == "merged"
    for desk in (office, institute["ФИЛ"]):
        assert desk.do(records.show, first["id"])["verdict"] == "conforms"
        assert desk.problems() == []
