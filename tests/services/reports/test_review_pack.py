"""R17: the pack of the management review, item by item."""

import pytest

from qms_desktop.core.reports import Chart, Table
from qms_desktop.services import records
from qms_desktop.services.reports import review
from qms_desktop.services.reports.scope import reporting

from .conftest import TODAY, Desk, told

TWELVE = ["a", "b", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "d", "e", "f"]


def sections(desk, period="2026/27"):
    with reporting(desk.ws, period, None, TODAY) as scope:
        return {section.item.key: section for section in review.sections(scope)}


@pytest.fixture
def oshsu(make_workspace):
    return Desk(make_workspace(institution="oshsu"))


@pytest.mark.requirement("R211")
def test_the_eight_items_of_the_manual_stand_in_their_order_and_none_is_skipped(oshsu):
    """An empty store has no data for any of them, and each says so."""
    found = sections(oshsu)
    assert list(found)[:8] == ["а", "б", "в", "г", "д", "е", "ж", "з"]
    assert all(found[key].item.source.text("ky").startswith("13.1") for key in list(found)[:8])
    assert all(section.is_empty and section.lack.text("ky") == "маалымат жок" for section in found.values())


def test_inputs_of_the_standard_that_the_list_lacks_follow_it_and_the_report_says_which(oshsu):
    assert [key for key, section in sections(oshsu).items() if section.item.added] == ["a", "b", "c7", "d", "e"]
    report = oshsu.report("R17")
    assert any(note.text("ky").endswith("a, b, c7, d, e.") for note in report.notes)


def test_another_institution_has_the_twelve_inputs_in_the_order_of_the_standard(desk):
    """What the regulation of ЖАМУ asks for (8.3) stands beside the input that it falls under."""
    found = sections(desk)
    assert list(found) == TWELVE
    assert found["c2"].item.source.text("ky") == "9.3.2 c2, 8.3 (2)"
    assert found["d"].item.source.text("ky") == "9.3.2 d, 8.3 (3)"


@pytest.mark.requirement("R210")
def test_each_item_is_filled_from_the_registers(year_of_findings):
    """Nonconformities as in the picture of the page: found, closed, in time, repeated."""
    section = sections(year_of_findings)["c4"]
    said = [(label.text("ky"), figure.shown.text("ky")) for label, figure in section.figures[:4]]
    assert said == [
        ("катталды, бир жыл мурун 1", "5"), ("жабылды", "40 % (2/5)"), ("мөөнөтүндө жабылды", "50 % (1/2)"),
        ("кайталанды: бөлүм жана пункт бирдей", "40 % (2/5)"),
    ]  # fmt: skip
    bars, columns = (part for part in section.parts if isinstance(part, Chart))
    assert (bars.kind, bars.series[0].values, columns.series[0].values) == ("bars", (4, 1), (1, 1, 1, 5))


@pytest.mark.requirement("R212")
def test_the_state_of_corrective_and_preventive_actions_is_an_item_of_its_own(oshsu):
    action = {"title": "Окутуу", "source": "internal_audit", "situation": "Жагдай", "cause": "Себеп", "responsible": "Башчы",
              "criterion": "Критерий", "due": "2027-02-01"}  # fmt: skip
    records.save(oshsu.ws, "corrective_action", [action | {"period": "2026/27"}])
    (table, *_rest) = sections(oshsu)["е"].parts
    assert [told(cell) for cell in table.rows[0]] == ["Коррекциялык иш-аракеттер", "1", "0", "0", "0", "1", "1"]


def test_earlier_decisions_are_counted_by_what_became_of_them(desk):
    decision = {"body": "management_review", "text": "Окутуу", "decision_kind": "improvement", "responsible": "Башчы", "date": "2026-05-01"}
    desk.save("decision", decision | {"period": "2025/26", "due": "2026-10-01", "state": "done", "done_on": "2026-09-01"},
              decision | {"period": "2025/26", "due": "2027-02-01", "state": "in_progress"},
              decision | {"period": "2025/26", "due": "2027-06-01", "state": "not_begun"},
              decision | {"period": "2026/27", "due": "2027-06-01"})  # fmt: skip
    section = sections(desk)["a"]
    assert [figure.shown.text("ky") for _label, figure in section.figures] == ["3", "33,3 % (1/3)", "33,3 % (1/3)"]
    assert [told(row[4]) for row in section.parts[0].rows] == ["", "28", ""]


def test_an_item_whose_figures_are_of_the_year_before_does_not_lack_data(desk):
    desk.save("decision", {"body": "management_review", "text": "Окутуу", "decision_kind": "improvement", "responsible": "Башчы",
                           "date": "2026-05-01", "period": "2025/26", "due": "2026-10-01"})  # fmt: skip
    assert sections(desk)["a"].lack is None


def test_units_whose_data_an_item_lacks_are_named(desk):
    records.save(desk.ws, "process", [{"unit": "МТК", "name": "Окутуу", "group": "core", "period": "2026/27"}])
    lack = sections(desk)["c3"].lack.text("ky")
    assert "Филология кафедрасы" in lack
    assert "Математика кафедрасы" not in lack


@pytest.mark.requirement("R168", "R170")
def test_the_seven_areas_and_the_analyses_stand_in_the_review(desk):
    desk.save("evaluation", {"area": "risks", "data": "Реестр", "judgement": "Чаралар натыйжалуу", "by": "Башчы", "on": "2027-01-10"})
    desk.save("analysis", {"title": "Баалардын анализи", "analysis_kind": "assessment", "date": "2027-01-20", "by": "Башчы",
                           "results": "Өсүү", "sources": [{"source": "audits"}], "measures": [{"text": "Улантуу"}]})  # fmt: skip
    areas, analyses = [part for part in sections(desk)["c5"].parts if isinstance(part, Table)][-2:]
    assert len(areas.rows) == 7
    assert [told(row[1]) for row in areas.rows].count("бааланган эмес") == 6
    assert told(analyses.rows[0][0]) == "Баалардын анализи"


@pytest.mark.requirement("R163", "R155")
def test_what_surveys_and_complaints_said_in_the_period_flows_into_the_review(desk):
    for period, satisfied in (("2025/26", 10), ("2026/27", 90)):
        (survey,) = desk.save("survey", {"title": f"Студенттер {period}", "group": "students", "population": 200, "answered": 100,
                                         "period": period, "state": "analysed"})  # fmt: skip
        records.save(desk.ws, "survey_result", [{"survey": survey, "question": "Канааттанасызбы?", "five": satisfied, "one": 100 - satisfied}])
    desk.save("complaint", {"text": "Суук", "voice": "complaint", "received_on": "2026-11-01"})
    section = sections(desk)["c1"]
    assert not section.is_empty
    texts = {told(cell) for part in section.parts if isinstance(part, Table) for row in part.rows for cell in row}
    assert any("Студенттер 2026/27" in text for text in texts), texts
    assert not any("Студенттер 2025/26" in text for text in texts)


def test_complaints_are_told_by_theme_and_unit_with_what_was_answered_in_time_and_became_a_nonconformity(desk):
    (found,) = desk.save("nonconformity", {"statement": "Суук", "found_on": "2026-12-01"})
    say = {"text": "Суук", "voice": "complaint", "theme": "conditions", "received_on": "2027-01-10", "due": "2027-01-20"}
    desk.save("complaint", say | {"answered_on": "2027-01-15", "nonconformity": found}, say | {"answered_on": "2027-02-02"}, say,
              say | {"voice": "thanks", "due": "2027-04-01"})  # fmt: skip
    section = sections(desk)["c1"]
    by_title = {told(part.title): part for part in section.parts if isinstance(part, Table)}
    (line,) = by_title["Даттануулар жана сунуштар бөлүмдөр боюнча"].rows
    # Of three whose day is past one was answered in time; of three complaints one became a nonconformity.
    assert [told(cell) for cell in line[-3:]] == ["4", "33,3 % (1/3)", "33,3 % (1/3)"]
    assert told(line[0]) == "Математика кафедрасы"
