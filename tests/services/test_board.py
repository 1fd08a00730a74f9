"""The board of units: what was expected, what came and when, whole or not, late or not; put out and reminded of."""

import datetime as dt
import subprocess
import time

import openpyxl
import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import acts, board, board_out, records, reminders, returning
from qms_desktop.services.exchanging import receive, send
from qms_desktop.store.authoring import Edit, new_record_id
from qms_desktop.store.transaction import Key
from tests.services.test_records import RISK

BEFORE, AFTER = dt.date(2026, 11, 29), dt.date(2026, 12, 5)
PERIOD = {"code": "2026/27", "period_kind": "academic_year", "starts_on": "2026-09-01", "ends_on": "2027-08-31", "state": "open",
          "expected": [{"form": "Ф-03", "due": "2026-11-30"}, {"form": "Ф-01", "due": "2026-12-15", "unit_type": "department"},
                       {"form": "Ф-03", "due": "2026-11-16", "unit_type": "college"},
                       {"form": "Ф-03", "due": "2027-01-31", "of_unit": "ЭАБ"}]}  # fmt: skip


@pytest.fixture
def office(make_workspace):
    ws = make_workspace(person="Осмонова Ж. Т.")
    records.save(ws, "unit", [
        {"code": "ФИЛ", "name": "Филология кафедрасы", "type": "department", "parent": "ПЕД"},
        {"code": "МЕД", "name": "Медициналык колледж", "type": "college"},
    ])  # fmt: skip
    return ws


@pytest.fixture
def unit(make_workspace):
    return make_workspace("ФИЛ")


def hand_over(unit, office, path, *kinds):
    send(unit, path)
    (outcome,) = receive(office, [path]).outcomes
    assert outcome.result.status == "merged", outcome.sentence


def rows(office, today=BEFORE):
    return {row.unit: row for row in board.board(office, today=today)}


@pytest.mark.requirement("R240")
def test_without_a_period_the_usual_forms_are_expected_and_nobody_is_late(office, unit, tmp_path):
    (risk,) = [saved.key.id for saved in records.save(unit, "risk", [RISK, {"title": "Долбоор"}]).saved[:1]]
    acts.act(unit, "submit", [risk])
    hand_over(unit, office, tmp_path / "a.qmsb")
    found = rows(office, AFTER)
    assert (found["МЕД"].state, found["МЕД"].last_received, found["МЕД"].due) == ("not_due", None, None)
    row = found["ФИЛ"]
    assert (row.state, row.handed, row.devices, row.parent) == ("received", 1, 1, "ПЕД")
    assert {form: cell.state for form, cell in row.forms.items()} == {
        "Ф-01": "missing", "Ф-03": "draft", "Ф-09": "missing", "Ф-15": "missing",
    }  # fmt: skip
    assert (row.forms["Ф-03"].whole, row.forms["Ф-03"].records, row.percent) == (1, 2, 12)
    assert not row.complete


def test_a_period_says_what_is_expected_of_whom_and_until_when(office):
    records.save(office, "period", [PERIOD])
    found = rows(office)
    assert set(found["ФИЛ"].forms) == {"Ф-01", "Ф-03"}
    assert set(found["МЕД"].forms) == {"Ф-03"}
    assert [found[code].due for code in ("ФИЛ", "МЕД", "ЭАБ", "РЕК")] == [
        dt.date(2026, 11, 30), dt.date(2026, 11, 16), dt.date(2027, 1, 31), dt.date(2026, 11, 30)]  # fmt: skip
    assert [found[code].state for code in ("ФИЛ", "МЕД", "ЭАБ")] == ["not_due", "late", "not_due"]
    assert found["МЕД"].days_late(BEFORE) == 13
    found = rows(office, AFTER)
    assert [found[code].state for code in ("ФИЛ", "МЕД", "ЭАБ")] == ["late", "late", "not_due"]


def test_the_states_of_a_unit_from_nothing_to_accepted(office, unit, tmp_path):
    records.save(office, "period", [PERIOD | {"expected": PERIOD["expected"][:1]}])
    (risk,) = [saved.key.id for saved in records.save(unit, "risk", [RISK]).saved]
    hand_over(unit, office, tmp_path / "1.qmsb")
    row = rows(office, AFTER)["ФИЛ"]
    assert (row.state, row.percent, row.days_late(AFTER)) == ("late", 0, 5), "only a draft came"
    acts.act(unit, "submit", [risk])
    hand_over(unit, office, tmp_path / "2.qmsb")
    row = rows(office, AFTER)["ФИЛ"]
    assert (row.state, row.complete, row.due) == ("received", True, None)
    acts.act(office, "return", [risk], why="Оңдоңуз")
    row = rows(office, AFTER)["ФИЛ"]
    assert (row.state, row.forms["Ф-03"].state, row.complete) == ("returned", "returned", False)
    assert row.last_returned is None
    returning.return_bundles(office, ["ФИЛ"], tmp_path / "out")
    assert rows(office)["ФИЛ"].last_returned
    acts.act(office, "accept", [risk])
    row = rows(office, AFTER)["ФИЛ"]
    assert (row.state, row.complete, row.handed) == ("accepted", True, 0)


def test_a_past_periods_work_does_not_count_for_the_open_one(office, unit, tmp_path):
    (risk,) = [saved.key.id for saved in records.save(unit, "risk", [RISK | {"period": "2025/26"}]).saved]
    acts.act(unit, "submit", [risk])
    hand_over(unit, office, tmp_path / "a.qmsb")
    records.save(office, "period", [PERIOD | {"expected": PERIOD["expected"][:1]}])
    row = rows(office)["ФИЛ"]
    assert (row.forms["Ф-03"].state, row.handed) == ("missing", 0)


def test_the_board_goes_out_as_xlsx_and_as_pdf(office, unit, tmp_path):
    records.save(office, "period", [PERIOD])
    records.save(unit, "risk", [RISK])
    hand_over(unit, office, tmp_path / "a.qmsb")
    shown = board.board(office, today=AFTER)
    assert board_out.write_board(office, shown, tmp_path / "board.xlsx", today=AFTER) == len(shown)
    page = openpyxl.load_workbook(tmp_path / "board.xlsx").worksheets[0]
    table = [[cell.value for cell in row] for row in page.iter_rows()]
    place = next(n for n, cells in enumerate(table) if "Ф-03" in cells)
    by_code = {cells[1]: dict(zip(table[place], cells, strict=True)) for cells in table[place + 1 :]}
    assert by_code["ФИЛ"]["Ф-03"] == "долбоор"
    assert by_code["МЕД"]["Ф-01"] is None
    board_out.write_board(office, shown, tmp_path / "board.pdf", today=AFTER)
    text = subprocess.run(["pdftotext", tmp_path / "board.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "Филология кафедрасы" in " ".join(text.split())
    with pytest.raises(UserError):
        board_out.write_board(office, shown, tmp_path / "board.doc")


@pytest.mark.parametrize(("language", "greeting"), [("ky", "Урматтуу"), ("ru", "Уважаемые"), ("en", "Dear")])
def test_reminders_name_the_unit_the_forms_and_the_days(office, language, greeting):
    records.save(office, "period", [PERIOD])
    found = {each.unit: each for each in reminders.reminders(office, language=language, today=AFTER)}
    assert {"ФИЛ", "МЕД"} <= set(found)
    assert "ЭАБ" not in found
    text = found["ФИЛ"].text
    assert text.startswith(greeting)
    assert "Филология кафедрасы" in text
    assert "30.11.2026" in text
    assert "5" in text
    assert {line[2:6] for line in text.splitlines() if line.startswith("– ")} == {"Ф-01", "Ф-03"}
    assert "Осмонова Ж. Т." in text
    (one,) = reminders.reminders(office, ["ЭАБ"], language=language, today=AFTER)
    assert "31.01.2027" in one.text
    with pytest.raises(UserError):
        reminders.reminders(office, ["ЖОК"])


@pytest.mark.requirement("R041")
def test_a_reminder_goes_to_the_chair_of_the_units_council(office):
    def greeting():
        (one,) = reminders.reminders(office, ["ФИЛ"], language="ru", today=AFTER)
        return one.text.splitlines()[0]

    assert greeting() == "Уважаемые коллеги (Филология кафедрасы)!"
    records.save(office, "person", [
        {"name": "Асанов А.", "position": "Кафедра башчысы", "unit": "ФИЛ", "duties": [{"duty": "head"}]},
        {"name": "Бекова Б.", "position": "Доцент", "unit": "ФИЛ", "duties": [{"duty": "council_chair", "until": "2026-01-01"}]}])  # fmt: skip
    assert "Асанов А." in greeting(), "the term of the chair is over"
    records.save(office, "person", [{"name": "Усенова У.", "position": "Доцент", "duties": [
        {"duty": "council_chair", "of_unit": "ФИЛ", "since": "2026-09-01"}]}])  # fmt: skip
    assert "Усенова У." in greeting()


def test_conflicts_proposals_forks_and_devices_are_counted(office, unit, tmp_path):
    records.save(unit, "risk", [RISK])
    with unit.store.writing() as tx:
        unit.write(tx, [Edit(Key("ФИЛ", "risk", new_record_id()), {"title": "А", "number": "Р-1"}, seen={})])
    hand_over(unit, office, tmp_path / "a.qmsb")
    row = rows(office)["ФИЛ"]
    assert (row.conflicts, row.proposals, row.forks, row.devices, row.waiting_devices) == (0, 1, 0, 1, 0)


@pytest.mark.requirement("R022")
def test_210_units_are_on_the_board_at_once(office):
    codes = [f"Б{number:03}" for number in range(210)]
    with office.store.writing() as tx:
        office.write(tx, [Edit(Key("all", "unit", code), {"code": code, "name": code, "type": "department"}, seen={}) for code in codes])
        office.write(tx, [Edit(Key(code, "risk", new_record_id()), {"title": "Тобокелдик", "period": "2026/27"}, seen={})
                          for code in codes for _number in range(5)])  # fmt: skip
    begun = time.perf_counter()
    found = rows(office)
    assert time.perf_counter() - begun < 1.5
    assert all(found[code].forms["Ф-03"].records == 5 for code in codes)
