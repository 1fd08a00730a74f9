"""What is opened from what: linked both ways, with what is known filled in, by those who may."""

import pytest

from qms_desktop.core.profile import load_profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import openings, records
from qms_desktop.services.links import links

from .working import refused, save

PROFILE = load_profile("oshsu")
RISK = {"title": "Журнал бош калат", "cause": "Жооптуу жок", "process": "J3", "likelihood": 3, "consequence": 4}


def opened(ws, source, kind, **more):
    return records.show(ws, openings.open_from(ws, source, kind, **more).saved[0].key.id)


@pytest.mark.requirement("R106", "R016")
def test_from_a_risk_a_preventive_action_and_a_correction_are_opened(shared):
    unit = shared("МТК")
    risk = save(unit, "risk", **RISK)
    action = opened(unit, risk, "preventive_action", action="Буйрук чыгаруу")
    assert (action["risk"], action["potential"], action["cause"], action["process"], action["unit"]) == (
        risk, RISK["title"], RISK["cause"], "J3", "МТК")  # fmt: skip
    correction = opened(unit, risk, "corrective_action")
    assert (correction["source"], correction["situation"], correction["cause"]) == ("risk", RISK["title"], RISK["cause"])
    assert [(link.kind, link.record) for link in links(unit, risk, "preventive_action")] == [("preventive_action", action["id"])]


@pytest.mark.requirement("R190", "R014", "R261")
def test_from_a_finding_of_an_audit_a_nonconformity_and_actions_are_opened(office):
    audit = save(office, "audit", unit_audited="МТК", lead="Токтогулов А.")
    item = save(office, "checklist_item", audit=audit, clause="7.5.3", question="Журнал толтурулганбы?", verdict="major_nc",
                finding="Журнал бош", evidence="Журнал № 3", checked_on="2026-11-10", checked_by="Токтогулов А.")  # fmt: skip
    found = opened(office, item, "nonconformity")
    assert (found["unit"], found["audit"], found["statement"], found["evidence"], found["class"], found["found_on"]) == (
        "МТК", audit, "Журнал бош", "Журнал № 3", "major", "2026-11-10")  # fmt: skip
    assert found["requirement"] == "7.5.3: Журнал толтурулганбы?"
    assert (found["source"], found["situation"]) == ("internal_audit", "internal_audit")
    assert records.show(office, item)["nonconformity"] == found["id"]
    assert opened(office, item, "preventive_action")["potential"] == "Журнал бош"
    assert opened(office, item, "corrective_action")["source"] == "internal_audit"
    action = opened(office, found["id"], "corrective_action", cause="Буйрук жок")
    assert (action["nonconformity"], action["source"], action["unit"]) == (found["id"], "internal_audit", "МТК")


@pytest.mark.requirement("R151", "R089")
def test_from_a_complaint_a_nonconformity_or_a_proposal_is_opened(office):
    said = save(office, "complaint", group="Иш берүүчү", voice="suggestion", text="Практика узартылсын", channel="letter",
                feedback_source="employers", received_on="2026-10-01", unit="МТК")  # fmt: skip
    proposal = opened(office, said, "improvement")
    assert (proposal["title"], proposal["source"], proposal["unit"]) == ("Практика узартылсын", "complaint", "МТК")
    found = opened(office, said, "nonconformity")
    assert (found["complaint"], found["source"], found["situation"]) == (said, "feedback", "complaints")
    shown = records.show(office, said)
    assert (shown["improvement"], shown["nonconformity"]) == (proposal["id"], found["id"])


@pytest.mark.requirement("R261")
@pytest.mark.parametrize(("kind", "values"), [
    ("measurement", {"title": "Жумушка орношуу", "cause": "Келишим жок", "process": "J3"}),
    ("indicator", {"title": "Жумушка орношуу", "process": "0190a000-0000-7000-8000-000000000001"}),
    ("objective", {"title": "Жумушка орношуу", "deviation_cause": "Келишим жок", "process": "J3"}),
])  # fmt: skip
def test_from_monitoring_corrective_and_preventive_measures_are_opened(shared, kind, values):
    unit = shared("МТК")
    source = save(unit, kind, **values)
    action = opened(unit, source, "corrective_action")
    assert (action["source"], action["situation"]) == ("monitoring", "Жумушка орношуу")
    assert opened(unit, source, "preventive_action")["potential"] == "Жумушка орношуу"


@pytest.mark.requirement("R249")
def test_a_risk_is_seen_in_every_chapter(office):
    """Process, objective, audit, nonconformity, monitoring, context."""
    opens = {kind for kind, all_ in openings.OPENINGS.items() if any(each.kind == "risk" for each in all_)}
    assert {"process", "objective", "checklist_item", "nonconformity", "measurement", "indicator", "context"} <= opens
    card = save(office, "process", name="Китепкана иши", unit="МТК")
    risk = opened(office, card, "risk", title="Фонд эскирди")
    assert (risk["process"], risk["title"], risk["unit"]) == (card, "Фонд эскирди", "МТК")


def test_a_unit_opens_no_nonconformity_and_nothing_that_the_table_lacks(shared):
    unit = shared("МТК")
    risk = save(unit, "risk", **RISK)
    assert set(openings.offered(unit, records.show(unit, risk))) == {"preventive_action", "corrective_action"}
    assert "auditor" in refused(openings.open_from, unit, risk, "nonconformity")
    assert "opened" in refused(openings.open_from, unit, risk, "policy")


def test_every_opening_names_fields_that_there_are():
    for source, all_ in openings.OPENINGS.items():
        for each in all_:
            named = [*each.fills.values(), *([each.back] if each.back else [])]
            assert set(named) <= {"id", *KINDS[source].fields}, (source, each.kind)
            assert {*each.fills, *each.fixed} <= KINDS[each.kind].stored_fields.keys(), (source, each.kind)
            for name, value in each.fixed.items():
                assert value in (KINDS[each.kind].fields[name].choices(PROFILE) or [value]), (source, each.kind, name)


@pytest.mark.requirement("R306", "R234")
def test_process_risk_and_opportunity_lead_to_each_other(shared):
    unit = shared("МТК")
    card = save(unit, "process", number="3", name="Билим берүү процесси", group="core", resources=["Китепкана"],
                controls=["Текшерүү"], purpose="Адис даярдоо")  # fmt: skip
    by_number = save(unit, "risk", title="Мотивация төмөн", process="3")
    by_id = save(unit, "opportunity", title="Дуалдык окутуу", process=card)
    save(unit, "risk", title="Башка процесстики", process="J7")
    found = {link.record for link in links(unit, card, "risk", "opportunity")}
    assert {by_number, by_id} <= found
    assert not any(link.title == "Башка процесстики" for link in links(unit, card))
    for entry in (by_number, by_id):
        (back,) = links(unit, entry, "process")
        assert (back.record, back.names) == (card, True)
