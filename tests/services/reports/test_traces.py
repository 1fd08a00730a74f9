"""T1 to T3: chains from requirement to improvement and from process to process, and the records by clause."""

import pytest

from qms_desktop.core.clauses import load_clauses
from qms_desktop.models.catalogue import KINDS


@pytest.mark.requirement("R105")
def test_an_objective_is_traced_from_requirement_to_improvement(desk, table):
    (policy,) = desk.save("policy", {"title": "Сапат саясаты"}, unit="all")
    (need,) = desk.save("interested_party", {"name": "Иш берүүчү", "need": "Даяр адис"}, unit="all")
    (card,) = desk.save("process", {"name": "Окутуу"})
    (whole, bare) = desk.save("objective", {
        "title": "Орношууну көтөрүү", "policy": policy, "policy_point": "2", "interested_party": need, "process": card,
        "indicator": "Орношкондор", "target": "85", "entered": "80", "measured_in": "%"}, {"title": "Башка"})  # fmt: skip
    desk.save("analysis", {"title": "Талдоо", "process": card, "date": "2027-01-10"})
    desk.save("improvement", {"title": "Ярмарка", "objective": whole})
    report = desk.report("T1")
    first, second = table(report, 1)
    assert first == ["Даяр адис", "Сапат саясаты, 2", "Орношууну көтөрүү", "Орношкондор: 80 / 85 %", "Окутуу", "1", "1"]
    assert second == ["", "", "Башка", "", "", "", ""]
    assert [row[1] for row in table(report)] == ["50 % (1/2)", "50 % (1/2)", "100 % (2/2)", *["50 % (1/2)"] * 5]
    links = {(cell.kind, cell.record) for row in report.tables[1].rows for cell in row if hasattr(cell, "record")}
    assert {("objective", bare), ("process", card), ("interested_party", need)} <= links


@pytest.mark.requirement("R053", "R054", "R056")
def test_outputs_of_one_process_are_inputs_of_another_and_the_chain_is_shown(desk, table):
    desk.save("process",
              {"name": "Кабыл алуу", "number": "2.1", "group": "core", "inputs": ["Талап"], "outputs": ["Студент"]},
              {"name": "Окутуу", "number": "2.2", "group": "core", "inputs": ["студент"], "outputs": ["Бүтүрүүчү"], "following": ["2.9"]},
              {"name": "Жумушка орноштуруу", "number": "2.9", "group": "core", "outputs": ["Канааттануу"]},
              {"name": "Китепкана", "number": "3.1", "group": "support"})  # fmt: skip
    desk.save("process", {"name": "Башка бөлүмдө окутуу", "inputs": ["Студент"]}, unit="ФИЛ")
    report = desk.report("T2")
    titles = [each.title.text("ky") for each in report.tables]
    groups = desk.ws.profile.process_groups
    assert titles[:2] == [groups["core"].ky, groups["support"].ky]
    assert table(report, 0)[0] == ["2.1", "Талап", "Кабыл алуу", "Студент"]
    assert table(report, 2) == [["Кабыл алуу", "Студент", "Окутуу"], ["Окутуу", "", "Жумушка орноштуруу"]]
    assert [row[1] for row in table(report, 3)] == ["Китепкана", "Башка бөлүмдө окутуу"]


@pytest.mark.requirement("R001", "R007")
def test_every_kind_of_record_stands_under_a_clause_of_the_standard(desk, table):
    clauses = load_clauses()
    assert {kind for kinds in clauses.records.values() for kind in kinds} == set(KINDS)
    desk.save("measuring_resource", {"name": "Тест базасы", "clauses": ["7.1.5", "8.5.1"]})
    desk.save("nonconformity", {"statement": "Журнал бош", "clause": "8.5.1"})
    report = desk.report("T3")
    rows = {row[0].split(" ")[0]: row[1:] for row in table(report)}
    assert rows["7.1.5"][1:] == ["1", "1"]
    assert rows["8.5.1"] == ["", "", "2"]
    assert rows["10.2"][1] == "1"
    assert "9.3" in {row[0].split(" ")[0] for row in table(report, 1)}, "nothing shows the management review yet"


def test_the_clauses_that_an_amendment_changed_are_marked_and_it_is_told(desk, table):
    report = desk.report("T3")
    marked = {row[0].split(" ")[0] for row in table(report) if row[0].endswith("(ISO 9001:2015/Amd 1:2024)")}
    assert marked == {"4.1", "4.2"}
    note = report.tables[0].note.text("ky")
    assert desk.ws.profile.standard in note
    assert "4.1, 4.2 – ISO 9001:2015/Amd 1:2024: Климаттын өзгөрүшү" in note
