"""Policy and quality objectives (7.3 and 8.1 of the manual; 2.1 and 5 of the regulation)."""

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import acts, listing, records
from qms_desktop.services.findings import findings
from qms_desktop.services.reports import registry

from .working import change, kept, move, offers, part_offers, refused, save

OBJECTIVE = {
    "title": "Жумушка орношууну көтөрүү", "policy_point": "2", "process": "J3", "indicator": "Орношкондор", "measured_in": "%",
    "baseline": "70", "target": "85", "frequency": "year", "source": "Карьера борбору", "responsible": "Назарова А. К.",
    "due": "2027-06-30", "measures": [{"text": "Ярмарка", "responsible": "Назарова А. К.", "due": "2027-03-01"}],
}  # fmt: skip
POLICY = {"title": "Сапат саясаты", "text": "Биз …", "edition": 1}


@pytest.mark.requirement("R091", "R243")
def test_every_edition_of_the_policy_has_its_reason_and_the_rectors_dated_approval(office):
    first = save(office, "policy", **POLICY)
    assert move(office, "approve", first) == "approved"
    shown = records.show(office, first)
    assert shown["approved_by"] == office.profile.approvers["policy"].text("ky") == "Ректор"
    assert shown["approved_on"]
    second = save(office, "policy", **POLICY | {"edition": 2})
    assert "Reason of the edition" in refused(acts.act, office, "approve", [second])
    change(office, "policy", second, reason="Жаңы стратегия")
    assert move(office, "approve", second) == "approved"
    assert {each["edition"] for each in listing.records(office, "policy", where=["state=approved"])} == {1, 2}


@pytest.mark.requirement("R245")
def test_the_four_compulsory_contents_of_the_policy_are_asked_about(office):
    parts = ("names_goals", "names_priorities", "commits_to_requirements", "commits_to_improvement")
    shown = records.show(office, save(office, "policy", **POLICY, names_goals=True))
    asked = {found.field for found in findings(KINDS["policy"], shown, office.profile)}
    assert asked & set(parts) == set(parts[1:])
    shown = change(office, "policy", shown["id"], **dict.fromkeys(parts, True))
    assert not {found.field for found in findings(KINDS["policy"], shown, office.profile)} & set(parts)


@pytest.mark.requirement("R244", "R124")
def test_it_is_recorded_how_the_policy_was_made_known_and_by_which_way(office):
    part_offers(office, "policy", "communications", "channel", "instruction council staff_meeting network website notice_board")
    told = [{"audience": "Кызматкерлер", "channel": "staff_meeting", "on": "2026-09-10", "by": "Назарова А.", "evidence": "№ 2 протокол"},
            {"audience": "Студенттер", "channel": "website", "on": "2026-09-12"}]  # fmt: skip
    kept(office, "policy", **POLICY, communications=told)


@pytest.mark.requirement("R094")
def test_an_objective_has_an_indicator_with_target_and_actual_value(office):
    record = save(office, "objective", **OBJECTIVE)
    shown = change(office, "objective", record, numerator="60", denominator="75")
    assert (shown["actual"], shown["target"], shown["achieved"], shown["deviation"]) == ("80", "85", "94.1", "-5")
    offers(office, "objective", "direction", "more less range yes_no")
    quality = kept(office, "objective", title="Аккредитациядан өтүү", direction="yes_no", target="1", entered="1")
    assert quality["achieved"] == "100"


@pytest.mark.requirement("R095", "R133", "R098")
def test_a_unit_enters_its_objectives_under_those_of_the_university_and_the_policy(desks):
    policy = save(desks.office, "policy", **POLICY)
    above = save(desks.office, "objective", title="ТОП-700гө кирүү", level="university", policy=policy, policy_point="1")
    desks.down()
    own = save(desks.unit, "objective", **OBJECTIVE | {"level": "unit", "parent": above})
    assert records.show(desks.unit, above)["level"] == "university"
    change(desks.unit, "objective", own, policy_point=None)
    assert "Point of the policy" in refused(acts.act, desks.unit, "submit", [own])
    change(desks.unit, "objective", own, policy_point="2", policy=policy)
    assert move(desks.unit, "submit", own) == "submitted"
    plan = kept(desks.unit, "plan", title="Кафедранын планы", plan_kind="unit", term="year", objective=own, policy_point="2",
                strategic_direction="Эл аралык кызматташуу")  # fmt: skip
    assert plan["unit"] == "МТК"


@pytest.mark.requirement("R096")
def test_control_and_updating_are_recorded_on_an_accepted_objective_too(desks):
    objective = desks.handed("objective", OBJECTIVE)
    move(desks.office, "accept", objective)
    desks.down()
    assert refused(records.save, desks.unit, "objective", [{"id": objective, "target": "50"}])
    control = {"note": "Биринчи жарым жылдыкта 40 %", "on": "2027-01-15", "by": "Процесстин ээси"}
    shown = change(desks.unit, "objective", objective, controls=[control])
    assert [(each["note"], each["on"], each["by"]) for each in shown["controls"]] == [tuple(control.values())]
    assert (shown["state"], shown["changed"]) == ("accepted", False)
    desks.up()
    assert change(desks.office, "objective", objective, target="90")["target"] == "90", "the office updates it"


@pytest.mark.requirement("R024")
def test_an_objective_serves_a_strategic_direction(office):
    for direction in ("Эл аралык кызматташуу", "Цифралаштыруу"):
        kept(office, "objective", **OBJECTIVE | {"strategic_direction": direction})
    found = listing.records(office, "objective", where=["strategic_direction=Цифралаштыруу"])
    assert [each["strategic_direction"] for each in found] == ["Цифралаштыруу"]


@pytest.mark.requirement("R052", "R233", "R020", "R156")
def test_an_objective_answers_the_need_of_an_interested_party_and_is_measured(office):
    offers(office, "interested_party", "obligation", "obligatory implied")
    offers(office, "interested_party", "group", "learners employers state")
    party = save(office, "interested_party", name="Иш берүүчүлөр", group="employers", need="Даяр адис", obligation="obligatory")
    objective = kept(office, "objective", **OBJECTIVE | {"title": "Иш берүүчүлөрдүн канааттануусу"}, interested_party=party)
    for part, value in (("1", "70"), ("2", "82")):
        save(office, "measurement", title="Канааттануу", objective=objective["id"], part=part, entered=value, target="80",
             measured_on=f"2027-0{part}-01")  # fmt: skip
    found = listing.records(office, "measurement", where=[f"objective={objective['id']}"])
    assert [each["deviation"] for each in found] == ["-10", "2"]


@pytest.mark.requirement("R030", "R196", "R271")
def test_values_are_entered_at_any_time_with_their_date_in_any_unit_of_measure(office):
    card = save(office, "process", name="Кабыл алуу")
    for measured_in, value in (("%", "92.5"), ("киши", "120"), ("балл", "4.2")):
        indicator = save(office, "indicator", title=f"Көрсөткүч, {measured_in}", process=card, measured_in=measured_in, target="100",
                         frequency="month")  # fmt: skip
        for day in ("2026-09-30", "2026-10-31"):
            save(office, "measurement", title="Айлык", indicator=indicator, measured_on=day, entered=value, measured_in=measured_in)
        found = listing.records(office, "measurement", where=[f"indicator={indicator}"])
        assert [(each["measured_on"], each["actual"], each["measured_in"]) for each in found] == [
            ("2026-09-30", value, measured_in), ("2026-10-31", value, measured_in)]  # fmt: skip


@pytest.mark.requirement("R255", "R088", "R110")
def test_the_five_kinds_of_monitoring_data_and_employment_and_staff_satisfaction_are_indicators(office):
    offers(office, "indicator", "data_kind",
           "learning student_satisfaction employer_satisfaction employment publications staff_satisfaction process")  # fmt: skip


@pytest.mark.requirement("R088")
def test_the_employment_of_graduates_is_an_indicator_with_a_report(office):
    card = save(office, "process", name="Жумушка орноштуруу", unit="МТК")
    save(office, "indicator", title="Жумушка орношкон бүтүрүүчүлөр", process=card, data_kind="employment", measured_in="%", target="80",
         actual="72", measured_on="2026-11-01", unit="МТК")  # fmt: skip
    rows = [[str(getattr(cell, "shown", None) or getattr(cell, "words", None) or cell) for cell in row]
            for table in registry.make(office, "R1", "").tables for row in table.rows]  # fmt: skip
    (row,) = [row for row in rows if "Жумушка орношкон бүтүрүүчүлөр" in row]
    assert any(cell.startswith("90") for cell in row), "72 of 80"


@pytest.mark.requirement("R171")
def test_an_indicator_says_how_it_is_measured(office):
    kept(office, "indicator", title="Жетишүү", method="Сессиянын жыйынтыгы боюнча", formula="Өткөндөр / бардыгы × 100", source="AVN")


def test_a_units_objective_is_approved_below_the_rector_and_the_universitys_by_him(office):
    positions = office.profile.positions
    for unit, position in (("МТК", "vice_rector"), ("all", "rector")):
        objective = save(office, "objective", **OBJECTIVE, unit=unit)
        acts.act(office, "submit", [objective])
        acts.act(office, "accept", [objective])
        acts.act(office, "approve", [objective])
        assert records.show(office, objective)["approved_by"] == positions[position].text("ky")
