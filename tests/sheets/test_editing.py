"""An exported workbook that a person worked on and handed back."""

import time
import uuid

import pytest
from openpyxl import load_workbook

from qms_desktop.core.examples import load_examples
from qms_desktop.models.catalogue import KINDS
from qms_desktop.sheets import kind_sheet, read_table, register_sheet, rows_to_records

RISK = KINDS["risk"]
FIRST, SECOND = (str(uuid.UUID(int=n)) for n in (1, 2))


@pytest.fixture
def edited(jasu, written):
    """Export two risks, let `change` work on the book, read it in again."""

    def go(change, make=kind_sheet):
        rows = [
            {"id": FIRST, "title": "А", "likelihood": 3, "consequence": 3, "score": 9, "level": "medium",
             "measures": [{"id": "m1", "text": "бир", "due": "2026-12-01"}, {"id": "m2", "text": "эки"}]},
            {"id": SECOND, "title": "Б", "likelihood": 1, "consequence": 1, "measures": []},
        ]  # fmt: skip
        sheet = make(RISK, rows, jasu, "en") if make is kind_sheet else make(rows, jasu, "en")
        out = written(sheet, "en")
        book = load_workbook(out)
        change(book)
        book.save(out)
        return rows_to_records(RISK, read_table(out), jasu)

    return go


def place(page, title):
    return next(cell.column for cell in page[1] if cell.value == title)


def test_columns_in_another_order_and_a_renamed_sheet(edited):
    def change(book):
        page = book.worksheets[0]
        page.move_range(f"B1:{page.cell(1, page.max_column).column_letter}3", cols=2)
        page["B1"], page["B2"] = "Эскертүү", "менин белгим"

    records, problems = edited(change)
    assert [record.values["title"] for record in records] == ["А", "Б"]
    assert [problem.stops for problem in problems] == [False]


def test_a_new_likelihood_beside_the_old_level(edited):
    """The level in the sheet is no formula: it stays behind, and that stops nothing."""

    def change(book):
        page = book.worksheets[0]
        page.cell(2, place(page, "Likelihood")).value = 5

    records, problems = edited(change)
    assert records[0].values["likelihood"] == 5
    assert {problem.stops for problem in problems} == {False}


def test_a_new_row_is_a_new_record(edited):
    def change(book):
        page = book.worksheets[0]
        page.cell(4, place(page, "Risk")).value = "В"
        page.cell(4, place(page, "Mitigation measures")).value = "үч; төрт"

    records, _problems = edited(change)
    assert records[2].values == {"title": "В", "measures": [{"text": "үч"}, {"text": "төрт"}]}


def test_a_row_copied_whole_is_told(edited):
    def change(book):
        page = book.worksheets[0]
        page.append([cell.value for cell in page[2]])

    records, problems = edited(change)
    assert len(records) == 2
    assert [(problem.row, problem.stops) for problem in problems] == [(4, True)]


def test_an_item_is_changed_on_its_own_sheet(edited):
    def change(book):
        page = book.worksheets[1]
        page.cell(2, place(page, "Due")).value = "01.02.2027"
        page.cell(3, place(page, "Responsible")).value = "Декан"

    records, problems = edited(change)
    measures = records[0].values["measures"]
    assert [(m["id"], m["due"], m["responsible"]) for m in measures] == [
        ("m1", "2027-02-01", None), ("m2", None, "Декан"),
    ]  # fmt: skip
    assert not problems


def test_an_item_changed_in_one_place_only_is_told(edited):
    def change(book):
        page = book.worksheets[0]
        page.cell(2, place(page, "Mitigation measures")).value = "бир\nэки\nүч"

    _records, problems = edited(change)
    assert [(problem.row, problem.stops) for problem in problems] == [(2, True)]


def test_an_item_added_by_the_name_of_its_record(edited):
    def change(book):
        page = book.worksheets[1]
        page.append([None, None, "Б", "жаңы"])
        page.append([None, None, "Мындай жок", "жаңы"])
        main = book.worksheets[0]
        main.cell(3, place(main, "Mitigation measures")).value = "жаңы"

    records, problems = edited(change)
    assert records[1].values["measures"] == [{"text": "жаңы"}]
    assert [(problem.row, problem.stops) for problem in problems] == [(5, True)]


def test_rows_sorted_by_a_person_keep_their_records(edited):
    def change(book):
        page = book.worksheets[0]
        rows = [[cell.value for cell in page[n]] for n in (3, 2)]
        page.delete_rows(2, 2)
        for values in rows:
            page.append(values)

    records, problems = edited(change)
    assert [(r.values["id"], r.values["title"]) for r in records] == [(SECOND, "Б"), (FIRST, "А")]
    assert not problems


def test_a_register_without_the_hidden_sheet_keeps_the_ids(edited):
    def change(book):
        del book["_qms"]

    records, problems = edited(change, register_sheet)
    assert [record.values["id"] for record in records] == [FIRST, SECOND]
    assert not problems


def test_five_thousand_rows(jasu, written):
    examples = load_examples("jasu", "ky")["register_entry"]
    rows = [{**examples[n % 8], "id": str(uuid.UUID(int=n + 1)), "title": f"Тобокелдик {n}"} for n in range(5000)]
    out = written(register_sheet(rows, jasu, "ky"))
    begun = time.perf_counter()
    found = rows_to_records(RISK, read_table(out), jasu)
    assert time.perf_counter() - begun < 30  # about 3 s on an idle office PC
    assert len(found.records) == 5000
    assert not found.problems
