"""What is opened from a record carries over what it says, and the two lead to each other."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import openings, records, references
from qms_desktop.services.openings_table import OPENINGS
from tests.contract.test_kinds import sample


def made(ws, kind, **values):
    return records.show(ws, records.save(ws, kind, [values]).saved[0].key.id)


def opened(ws, record, target):
    key = openings.open_from(ws, record, target).saved[0].key
    assert key.kind == target
    return records.show(ws, key.id)


def targets(ws, record):
    return [opening.target for opening in openings.offered(ws, record)]


def linked(ws, record):
    return {(link.kind, link.id) for link in references.links(ws, record)}


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda opening: opening.key)
def test_every_way_names_fields_that_there_are(opening):
    source, target = KINDS[opening.source], KINDS[opening.target]
    if opening.names:
        assert target.fields[opening.names].refers_to == opening.source
    if opening.named_in:
        assert source.fields[opening.named_in].refers_to == opening.target


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda opening: opening.key)
def test_what_is_opened_from_a_complete_record_is_saved_and_found_from_there(opening, make_workspace):
    ws = make_workspace()
    records.save(ws, "unit", [{"code": "МТК", "name": "Математика", "type": "department"}])
    kind = KINDS[opening.source]
    values = {name: sample(field, place) for place, (name, field) in enumerate(kind.stored_fields.items())
              if field.required and not field.names_record}  # fmt: skip
    (saved,) = records.save(ws, kind.name, [{**values, **FITTING.get(kind.name, {}), "unit": "МТК"}]).saved
    record = records.show(ws, saved.key.id)
    assert opening.target in targets(ws, record)
    new = opened(ws, record, opening.target)
    assert new["unit"] == "МТК"
    record = records.show(ws, record["id"])
    if opening.names or opening.named_in:
        assert (new["kind"], new["id"]) in linked(ws, record)
        assert (record["kind"], record["id"]) in linked(ws, new)
    if opening.named_in:
        assert record[opening.named_in] == new["id"]
        assert opening.target not in targets(ws, record), "it was opened already"
        with pytest.raises(UserError):
            openings.open_from(ws, record, opening.target)


FITTING = {
    "checklist_item": {"verdict": "major_nc"}, "risk": {"triggered": True}, "measurement": {"target": "90", "entered": "40"},
    "objective": {"target": "90", "entered": "40"}, "indicator": {"target": "90", "actual": "40"},
}  # fmt: skip


@pytest.mark.requirement("R190")
def test_from_a_finding_of_an_audit_open_its_protocol_and_the_actions(make_workspace):
    ws = make_workspace()
    audit = made(ws, "audit", unit_audited="МТК", lead="Асанов Б.")
    finding = made(ws, "checklist_item", audit=audit["id"], clause="7.2", question="Окутуу жүргүзүлөбү?", verdict="major_nc",
                   finding="Окутуу жазылган эмес", evidence="2026-жылдын планы", checked_by="Асанов Б.", checked_on="2026-11-03")  # fmt: skip
    assert targets(ws, finding) == ["nonconformity", "corrective_action", "preventive_action"]
    protocol = opened(ws, finding, "nonconformity")
    assert protocol["unit"] == "МТК"
    assert protocol["class"] == "major"
    assert protocol["audit"] == audit["id"]
    assert protocol["statement"] == "Окутуу жазылган эмес"
    assert protocol["evidence"] == "2026-жылдын планы"
    assert protocol["requirement"] == "Окутуу жүргүзүлөбү?"
    assert protocol["clause"] == "7.2"
    assert (protocol["auditor"], protocol["found_on"], protocol["source"]) == ("Асанов Б.", "2026-11-03", "internal_audit")
    action = opened(ws, protocol, "corrective_action")
    assert action["situation"] == "Окутуу жазылган эмес"
    assert action["source"] == "internal_audit"
    assert {"corrective_action", "nonconformity", "preventive_action"} <= set(targets(ws, audit))
    conforming = made(ws, "checklist_item", audit=audit["id"], clause="7.1", question="?", verdict="conforms")
    assert targets(ws, conforming) == []


@pytest.mark.requirement("R106")
def test_from_a_risk_its_unit_opens_a_preventive_and_a_corrective_action(make_workspace):
    ws = make_workspace("МТК")
    risk = made(ws, "risk", title="Сервер иштебей калат", cause="Эски жабдык", process="J3", deadline="2027-01-15")
    prevention = opened(ws, risk, "preventive_action")
    assert prevention["risk"] == risk["id"]
    assert prevention["potential"] == "Сервер иштебей калат"
    assert (prevention["cause"], prevention["process"], prevention["due"]) == ("Эски жабдык", "J3", "2027-01-15")
    correction = opened(ws, risk, "corrective_action")
    assert correction["source"] == "risk"
    assert correction["cause"] == "Эски жабдык"
    yearly = made(ws, "risk", title="Өрт", deadline="Жыл сайын")
    assert opened(ws, yearly, "preventive_action")["due"] is None, "words are no date, and refuse nothing"


@pytest.mark.requirement("R261")
def test_from_a_missed_measurement_open_actions_and_a_nonconformity(make_workspace):
    ws = make_workspace()
    missed = made(ws, "measurement", unit="МТК", title="Жетишүү", target="90", entered="60", cause="Катышуу аз", process="J3")
    assert targets(ws, missed) == ["nonconformity", "corrective_action", "preventive_action", "analysis"]
    assert opened(ws, missed, "nonconformity")["situation"] == "monitoring"
    action = opened(ws, missed, "corrective_action")
    assert action["source"] == "monitoring"
    assert action["cause"] == "Катышуу аз"
    assert action["unit"] == "МТК"
    reached = made(ws, "measurement", unit="МТК", title="Жетишүү", target="90", entered="95")
    assert targets(ws, reached) == ["preventive_action", "analysis"]
    department = make_workspace("МТК")
    own = made(department, "measurement", title="Жетишүү", target="90", entered="60")
    assert targets(department, own) == ["corrective_action", "preventive_action", "analysis"], "a protocol is the auditor's to write"


@pytest.mark.requirement("R139")
def test_a_decision_leads_to_the_change_of_a_document_that_carries_it_out(make_workspace):
    ws = make_workspace()
    decision = made(ws, "decision", body="rectorate", date="2026-11-03", text="Жобону жаңыртуу", minutes_number="№ 4")
    change = opened(ws, decision, "change_entry")
    assert change["reason"] == "Жобону жаңыртуу"
    assert change["basis"] == "№ 4"
    assert records.show(ws, decision["id"])["change_entry"] == change["id"]


@pytest.mark.requirement("R306")
def test_process_risk_and_opportunity_lead_to_each_other(make_workspace):
    ws = make_workspace("МТК")
    card = made(ws, "process", name=ws.profile.processes[2].name.text("ky"))
    seed = ws.profile.processes[2].id
    risk = made(ws, "risk", title="Тобокелдик", process=card["id"])
    chance = made(ws, "opportunity", title="Мүмкүнчүлүк", process=seed)
    assert linked(ws, card) == {("risk", risk["id"]), ("opportunity", chance["id"])}
    assert linked(ws, risk) == linked(ws, chance) == {("process", card["id"])}


def test_what_is_named_in_an_item_of_a_list_leads_there_and_back(make_workspace):
    ws = make_workspace()
    risk, other = made(ws, "risk", unit="МТК", title="Өрт"), made(ws, "risk", unit="МТК", title="Суу")
    entry = made(ws, "register_entry", title="Өрт", sources=[{"risk": risk["id"], "of_unit": "МТК"}])
    assert linked(ws, risk) == {("register_entry", entry["id"])}
    assert linked(ws, entry) == {("risk", risk["id"])}
    assert linked(ws, other) == set()
    (link,) = references.links(ws, risk)
    assert (link.named, link.through) == (False, KINDS["register_entry"].fields["sources"].label)


@pytest.mark.parametrize("way", ["number", "name"])
def test_an_audit_leads_to_the_cards_of_its_processes_and_back(make_workspace, way):
    ws = make_workspace()
    seed = ws.profile.processes[2]
    card = made(ws, "process", unit="МТК", number=seed.number, name=seed.name.text("ky"))
    written = {"number": seed.number, "name": seed.name.text("ru")}[way]
    audit = made(ws, "audit", unit="МТК", processes=[written, "Белгисиз"])
    made(ws, "audit", unit="МТК", processes=["Белгисиз"])
    assert linked(ws, card) == {("audit", audit["id"])}
    assert linked(ws, audit) == {("process", card["id"])}


def test_nothing_is_opened_half(make_workspace, monkeypatch):
    """What is opened and the field that names it are one transaction: a refusal of the second takes back the first."""
    ws = make_workspace("МТК")
    complaint = made(ws, "complaint", text="Аудитория суук", voice="complaint")
    kind = KINDS["complaint"]
    monkeypatch.setattr(kind.fields["improvement"], "check", lambda value, profile: (_ for _ in ()).throw(UserError("no")))
    with pytest.raises(UserError):
        openings.open_from(ws, complaint, "improvement")
    from qms_desktop.services.listing import records as listed

    assert listed(ws, "improvement") == []


def test_a_reader_opens_nothing_and_a_department_not_from_the_records_of_others(make_workspace):
    ws = make_workspace("МТК")
    risk = made(ws, "risk", title="Тобокелдик")
    assert openings.offered(ws, {**risk, "unit": "ФИЗ"}) == []
    ws.role = "reader"
    assert openings.offered(ws, risk) == []


def test_what_can_be_chosen_is_the_units_own_first_the_latest_of_it(make_workspace):
    ws = make_workspace()
    for unit, title in (("МТК", "Биринчи"), ("ФИЗ", "Башка"), ("МТК", "Экинчи")):
        records.save(ws, "objective", [{"title": title, "unit": unit}])
    assert [title.split()[-1] for _id, title in references.choices(ws, "objective", "МТК")] == ["Экинчи", "Биринчи", "Башка"]
    assert [title.split()[-1] for _id, title in references.choices(ws, "objective", "МТК", "баш")] == ["Башка"]
