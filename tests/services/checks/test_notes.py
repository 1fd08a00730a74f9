"""What is found in a department and in the office, and how a note with its reason lets a finding rest."""

import datetime as dt

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import checks, exchanging, records

TODAY = dt.date(2026, 11, 20)
RISK = {"title": "Өрт", "period": "2026/27", "likelihood": 2, "consequence": 3, "responsible": ["Декан"]}


def of(found, rule):
    return [one for one in found if one.rule == rule]


def test_a_department_is_told_of_its_own_records_and_the_office_of_all(make_workspace, tmp_path):
    unit, office = make_workspace("МТК"), make_workspace()
    records.save(unit, "risk", [RISK])
    exchanging.send(unit, tmp_path / "m.qmsb")
    exchanging.receive(office, [tmp_path / "m.qmsb"])
    records.save(office, "risk", [RISK | {"unit": "АРБ", "title": "Суу"}])
    assert {one.unit for one in checks.findings(unit, today=TODAY)} == {"МТК"}
    assert {one.title for one in of(checks.findings(office, today=TODAY), "risk.no_measure")} == {"Өрт", "Суу"}
    assert {one.unit for one in checks.findings(office, "АРБ", today=TODAY)} == {"АРБ"}
    with pytest.raises(UserError):
        checks.findings(office, "ЖОК", today=TODAY)


def test_the_heaviest_come_first(make_workspace):
    ws = make_workspace("МТК")
    records.save(ws, "risk", [RISK])
    weights = [list(checks.WEIGHTS).index(one.weight) for one in checks.findings(ws, today=TODAY)]
    assert weights == sorted(weights)
    assert len(set(weights)) > 1


def test_a_note_with_its_reason_lets_a_finding_rest_until_its_day_and_travels_to_the_office(make_workspace, tmp_path):
    unit, office = make_workspace("МТК"), make_workspace()
    records.save(unit, "risk", [RISK, RISK | {"title": "Суу"}])
    first, second = of(checks.findings(unit, today=TODAY), "risk.no_measure")
    checks.note(unit, first, "Кеңеш 3-декабрда чечет", until=dt.date(2026, 12, 5), today=TODAY)
    assert [one.record for one in of(checks.findings(unit, today=TODAY), "risk.no_measure")] == [second.record]
    rested = next(one for one in checks.findings(unit, today=TODAY, noted=True) if one.record == first.record and one.note)
    assert (rested.note.text, rested.note.by) == ("Кеңеш 3-декабрда чечет", "Назарова А. К.")
    exchanging.send(unit, tmp_path / "m.qmsb")
    exchanging.receive(office, [tmp_path / "m.qmsb"])
    assert [one.record for one in of(checks.findings(office, today=TODAY), "risk.no_measure")] == [second.record]
    later = of(checks.findings(unit, today=dt.date(2026, 12, 6)), "risk.no_measure")
    assert {one.record for one in later} == {first.record, second.record}


def test_a_note_about_the_unit_rests_for_this_year_alone(make_workspace):
    ws = make_workspace("МТК")
    (missing,) = of(checks.findings(ws, today=TODAY), "unit.no_objectives")
    checks.note(ws, missing, "Кафедра жабылып жатат", today=TODAY)
    assert not of(checks.findings(ws, today=TODAY), "unit.no_objectives")
    assert of(checks.findings(ws, today=dt.date(2027, 9, 1)), "unit.no_objectives")


def test_a_note_needs_its_reason(make_workspace):
    ws = make_workspace("МТК")
    with pytest.raises(UserError):
        checks.note(ws, checks.findings(ws, today=TODAY)[0], "  ", today=TODAY)
    assert not any(one.note for one in checks.findings(ws, today=TODAY, noted=True))


def test_letters_of_another_alphabet_are_set_right_by_one_act(make_workspace):
    from qms_desktop.store.authoring import Edit
    from qms_desktop.store.transaction import Key

    ws = make_workspace("МТК")
    key = Key("МТК", "risk", records.save(ws, "risk", [RISK]).saved[0].key.id)
    with ws.store.writing() as tx:  # an older version took them as they were typed
        ws.write(tx, [Edit(key, {"title": "Өpт"})])
    (found,) = of(checks.findings(ws, today=TODAY), "text.look_alike")
    assert "Өрт" in found.sentence.text("ky")
    checks.mend(ws, found)
    assert records.show(ws, key.id)["title"] == "Өрт"
    assert not of(checks.findings(ws, today=TODAY), "text.look_alike")


def test_checks_and_calendar_read_either_database(new_place):
    from qms_desktop.services import new_year, year
    from qms_desktop.services.setup import init

    with init(new_place(), institution="jasu", role="office", unit=None, person="Осмонова Ж. Т.", position="Башчы") as ws:
        measures = [{"text": "Чара", "due": "2026-11-01"}, {"text": "Чара", "due": "Квартал сайын"}]
        records.save(ws, "risk", [RISK | {"unit": "АРБ", "period": "2025/26", "measures": measures}])
        records.save(ws, "objective", [{"title": "Максат", "period": "2025/26"}])
        new_year.carry_over(ws, today=TODAY)
        assert of(checks.findings(ws, today=TODAY), "objective.no_target")
        assert of(checks.findings(ws, "АРБ", today=TODAY), "risk.overdue")
        owed = year.calendar(ws, unit="АРБ", today=TODAY).owed
        assert [one.state(TODAY) for one in owed if one.rule == "risk.measures"].count("late") == 2
