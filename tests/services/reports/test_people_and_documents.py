"""R14, R15 and the lists of what is vacant and what must exist; today is 1 March 2027."""

import pytest

from qms_desktop.services import records
from qms_desktop.services.reports import registry
from tests.services.reports.conftest import TODAY, told


def training(topic, people, held=None, hours=10, **more):
    return {"topic": topic, "training_form": "qms", "basis": "plan", "provider": "Бөлүм", "hours": hours, "held_from": held,
            "participants": [{"name": name, **given} for name, given in people.items()], **more}  # fmt: skip


@pytest.mark.requirement("R112", "R116")
def test_R14_held_of_planned_hours_a_person_evaluated_and_trained(desk, table):
    desk.save("training",
              training("СМС", {"А": {"effect": "effective"}, "Б": {"effect": "partly"}, "В": {}}, "2026-11-01", hours=8,
                       evaluation_due="2027-02-01"),
              training("Аудит", {"А": {"effect": "effective", "valid_to": "2027-04-01"}}, "2026-12-01", hours=16),
              training("Пландалган", {"Г": {}}))  # fmt: skip
    desk.save("competence", *({"position": "Окутуучу", "person": name, "requirements": []} for name in "АБГД"))
    report = desk.report("R14")
    row = {row[0]: row[1:] for row in table(report)}["Математика кафедрасы"]
    # hours: 8·3 + 16·1 = 40 over А, Б, В; evaluated 3 of 4; effective 2 of 3; of А Б Г Д two were trained
    assert row == ["3", "66,7 % (2/3)", "4", "13,3 (n=3)", "75 % (3/4)", "66,7 % (2/3)", "50 % (2/4)"]
    assert [row[1] for row in table(report, 2)] == ["СМС"]
    assert [row[1:3] for row in table(report, 3)] == [["А", "Аудит"]]


def document(code, state="in_force", **more):
    return {"code": code, "title": f"Документ {code}", "level": "2", "state": state, **more}


@pytest.mark.requirement("R145")
def test_R15_in_force_due_overdue_acquainted_changed(desk, table):
    one, _two, *_rest = desk.save(
        "document", document("А", review_due="2027-02-01"), document("Б", review_due="2027-04-01"), document("В"),
        document("Г", "superseded", review_due="2020-01-01"), unit="all")  # fmt: skip
    desk.save("acquaintance", {"document": one, "people": [{"name": "А", "date": "2027-01-01"}, {"name": "Б"}, {"name": "В"}]})
    desk.save("change_entry", *({"document": one, "date": day, "text": "э", "reason": "с", "clause": "1"}
                                for day in ("2026-10-01", "2027-01-05", "2026-05-05")), unit="all")  # fmt: skip
    report = desk.report("R15")
    (line,) = table(report)
    assert line[1:] == ["4", "75 % (3/4)", "1", "1", "1", "33,3 % (1/3)"]
    assert [(row[0], row[3]) for row in table(report, 1)] == [("А", "мөөнөтү өттү"), ("Б", "жакында")]
    assert [row[2] for row in table(report, 2)] == ["33,3 % (1/3)"]
    assert [(row[2], row[3]) for row in table(report, 3)] == [("2", "05.01.2027")]


@pytest.mark.requirement("R061")
def test_R21_says_which_positions_of_the_list_have_no_approved_document(make_workspace):
    ws = make_workspace(institution="oshsu", person="Осмонова Ж. Т.")
    records.save(ws, "document", [
        {"unit": "all", "code": "2.18", "title": "Жазуулар", "state": "approved"},
        {"unit": "all", "code": "К-1", "title": "ИЧКИ АУДИТ", "state": "in_force"},
        {"unit": "all", "code": "2.17", "title": "Иш кагаздары", "state": "draft"}])  # fmt: skip
    rows = {told(row[0]): [told(cell) for cell in row[2:]] for row in registry.make(ws, "R21", "", today=TODAY).tables[0].rows}
    assert len(rows) == 22
    assert rows["2.18"][:2] == rows["2.15"][:2] == ["1", "1"]
    assert rows["2.17"][:2] == ["1", "0"]
    assert rows["3.1"][:2] == ["0", "0"]
    assert rows["3.1"][3] != rows["2.18"][3]


@pytest.mark.requirement("R058")
def test_R21_shows_the_table_of_the_manual_with_number_name_level_and_users(make_workspace):
    ws = make_workspace(institution="oshsu", person="Осмонова Ж. Т.")
    kinds = registry.make(ws, "R21", "", today=TODAY).tables[1]
    printed = [
        ("1", "Сапат областындагы саясат", "1"), ("2", "Сапат боюнча жетектеме", "1"), ("", "СМСтин документтештирилген процедуралары", "2"),
        ("3", "Башкаруу документациясы", "3"), ("4", "Окуу жана окуу-усулдук документация", "3"), ("5", "Кызматтык инструкциялар", "3"),
        ("6", "Бөлүмдөр жөнүндө жоболор", "3"), ("7", "Сапат боюнча регистрациялык маалыматтар-жазуулар", "4"),
        ("8", "Укуктук-ченемдик документтер, жоболор", "base")]  # fmt: skip
    levels = ws.profile.choices("document_levels")
    assert [tuple(told(cell) for cell in row[:3]) for row in kinds.rows] == [(no, name, levels[level].ky) for no, name, level in printed]
    assert [told(row[3]) for row in kinds.rows][:2] == ["Университеттин жетекчилиги, кызматкерлер", "Кызыкдар тараптар"]


@pytest.mark.requirement("R263")
def test_R21_says_whether_the_kinds_of_documents_exist_and_are_current(desk, table):
    policy, minutes = desk.ws.profile.document_kinds[0].name.ky, desk.ws.profile.document_kinds[4].name.ky
    desk.save("document", {"code": "1", "title": "А", "document_kind": policy, "state": "in_force"},
              {"code": "2", "title": "Б", "document_kind": minutes, "state": "in_force", "review_due": "2026-01-01"}, unit="all")  # fmt: skip
    rows = {row[1]: row[4:] for row in table(desk.report("R21"))}
    states = [rows[policy][3], rows[minutes][3], rows[desk.ws.profile.document_kinds[3].name.ky][3]]
    assert rows[policy][:3] == ["1", "1", "0"]
    assert rows[minutes][:3] == ["1", "1", "1"]
    assert len(set(states)) == 3


@pytest.mark.requirement("R042")
def test_R22_lists_units_where_nobody_is_appointed(desk, table):
    duty = {"duty": "qms_responsible", "of_unit": "МТК", "since": "2026-01-01"}
    desk.save("person", {"name": "А", "position": "Окутуучу", "duties": [duty, {"duty": "council_chair", "of_unit": "ПЕД"}]},
              {"name": "Б", "position": "Окутуучу", "duties": [duty | {"of_unit": "ФИЛ", "until": "2027-01-31"}]},
              {"name": "В", "position": "Окутуучу", "left_on": "2026-12-01", "duties": [duty | {"of_unit": "МЕД"}]})  # fmt: skip
    report = desk.report("R22")
    responsible, chairs = ({row[0] for row in table(report, place)} for place in (0, 1))
    assert "МТК" not in responsible
    assert {"ФИЛ", "МЕД", "ПЕД"} <= responsible
    assert chairs == {"МЕД"}


@pytest.mark.requirement("R221")
def test_R22_lists_processes_whose_manager_is_a_position_without_a_name(desk, table):
    desk.save("process", {"number": "1", "name": "Окутуу", "owners": [{"position": "Проректор", "name": ""}]},
              {"number": "2", "name": "Тарбия", "owners": [{"position": "Декан", "name": "Асанов А."}]}, {"number": "3", "name": "Илим"})
    assert [(row[0], row[3]) for row in table(desk.report("R22"), 2)] == [("1", "Проректор"), ("3", "–")]


@pytest.mark.requirement("R172")
def test_R22_lists_the_processes_of_which_nothing_was_measured_in_the_period(desk, table):
    measured, _other, by_name = desk.save("process", {"number": "1", "name": "Окутуу"}, {"number": "2", "name": "Тарбия"},
                                          {"number": "3", "name": "Илим"})  # fmt: skip
    desk.save("process", {"number": "9", "name": "Былтыркы", "period": "2025/26"})
    (indicator,) = desk.save("indicator", {"title": "Жетишүү", "process": measured, "target": "90"})
    assert [row[0] for row in table(desk.report("R22"), 4)] == ["1", "2", "3"]
    desk.save("measurement", {"title": "Жетишүү", "indicator": indicator, "entered": "82", "measured_on": "2027-01-20"},
              {"title": "Макалалар", "process": by_name, "entered": "12", "measured_on": "2027-01-20"})  # fmt: skip
    assert [row[1] for row in table(desk.report("R22"), 4)] == ["Тарбия"]


@pytest.mark.requirement("R205")
def test_R22_lists_units_without_a_plan_of_preventive_actions_in_the_period(desk, table):
    desk.save("preventive_action", {"potential": "Коркунуч", "action": "Иш"})
    desk.save("preventive_action", {"potential": "Былтыркы", "period": "2025/26"}, unit="ФИЛ")
    without = {row[0] for row in table(desk.report("R22"), 3)}
    assert "МТК" not in without
    assert {"ФИЛ", "МЕД"} <= without


def test_R15_the_last_round_of_acquaintance_counts_in_whatever_order_the_sheets_came(desk):
    (document,) = desk.save("document", {"code": "Ж-7", "title": "Жобо", "state": "in_force"}, unit="all")
    for valid_from, signed in (("2027-02-01", None), ("2026-09-01", "2026-09-05")):
        desk.save("acquaintance", {"document": document, "subject": "Жобо", "valid_from": valid_from, "people": [{"name": "Асанов А.", "date": signed}]})
    by_level = next(each for each in desk.report("R15").tables if told(each.title) == "Деңгээлдер боюнча документтер")
    assert told(by_level.total[6]) == "0 % (0/1)", "the round of February, though its sheet came first"


def test_R15_how_long_agreement_takes_and_who_is_late(desk):
    desk.save("agreement", {"subject": "Жобо, 2-редакция", "sent_on": "2027-02-01", "rows": [
        {"position": "Юрист", "received_on": "2027-02-01", "agreed_on": "2027-02-03"}, {"position": "Башкы бухгалтер", "agreed_on": "2027-02-05"},
        {"position": "Проректор", "received_on": "2027-02-15"}]})  # fmt: skip
    desk.save("external_document", {"title": "Эски", "in_date": "2025-01-10"}, {"title": "Каралган", "in_date": "2025-01-10", "checks": [
        {"note": "өзгөрүү жок", "on": "2026-09-01", "by": "Осмонова Ж. Т."}]}, unit="all")  # fmt: skip
    tables = {told(each.title): each for each in desk.report("R15").tables}
    # 2 and 4 days; the third had until 22 February, five working days.
    assert [told(row[1]) for row in tables["Документтерди макулдашуу"].rows] == ["1", "1", "3 (n=2)", "1"]
    assert [[told(cell) for cell in row[1:]] for row in tables["Мөөнөтүндө макулдашпагандар"].rows] == [["Проректор", "22.02.2027", "7"]]
    (row,) = tables["Бир жылдан бери текшерилбеген тышкы документтер"].rows
    assert [told(cell) for cell in row] == ["Эски", "эч качан"]


@pytest.mark.requirement("R083")
def test_R23_tells_the_public_results_and_plans_without_persons_units_or_records(desk, table):
    goal = {"measured_in": "%", "level": "university", "approved_on": "2026-09-01", "responsible": "Асанов А."}
    desk.save("objective", goal | {"title": "Ишке орношуу", "target": "80", "entered": "84"},
              goal | {"title": "Ички", "target": "80", "entered": "40", "level": "unit"}, unit="all")  # fmt: skip
    desk.save("objective", goal | {"title": "Жаңы максат", "target": "90", "period": "2027/28"}, unit="all")
    (survey,) = desk.save("survey", {"title": "Сурамжылоо", "group": "students", "population": 40}, unit="all")
    desk.save("survey_result", {"survey": survey, "question": "Окутуу", "five": 6, "four": 4}, unit="all")
    report = desk.report("R23")
    assert table(report)[0][1] == "50 % (1/2)"
    assert [row[1] for row in table(report, 2)] == ["92 %"], "(6·5 + 4·4) / 10 / 5"
    assert [row[:1] + row[2:4] for row in table(report, 1)] == [["Ишке орношуу", "80", "84"]]
    assert [row[0] for row in table(report, 3)] == ["Жаңы максат"]
    assert not any(getattr(cell, "records", None) for each in report.tables for row in each.rows for cell in row)
    assert "Асанов" not in str(report.parts)
