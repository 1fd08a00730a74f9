"""Spreadsheets that go out and come back."""

import openpyxl
import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.core.examples import load_examples
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import conflicts, exchanging, publishing, records, sheeting
from qms_desktop.services.listing import records as listed
from qms_desktop.store import reading

ROWS = load_examples("jasu", "ky")["register_entry"]


def risks():
    names = ("title", "category", "process", "likelihood", "consequence", "responsible", "measures", "deadline", "residual_score")
    return [{name: row[name] for name in names if row.get(name) is not None} for row in ROWS]


def test_the_register_of_the_annex_goes_out_and_comes_into_another_store(make_workspace, tmp_path):
    ws = make_workspace("МТК")
    records.save(ws, "risk", risks())
    made = sheeting.export(ws, "Ф-04", tmp_path / "реестр.xlsx")
    assert made["rows"] == len(ROWS) == 8
    other = make_workspace("ФИЛ")
    taken = sheeting.take_in(other, tmp_path / "реестр.xlsx", "risk")
    assert (taken["created"], taken["updated"]) == (8, 0), taken["problems"]
    def content(of):
        return sorted((r["title"], r["category"], r["score"], r["level"], r["deadline"], r["residual_score"],
                       tuple(m["text"] for m in r["measures"])) for r in listed(of, "risk"))  # fmt: skip

    assert content(other) == content(ws)


def test_a_sheet_that_comes_back_updates_what_it_came_from(make_workspace, tmp_path):
    ws = make_workspace("МТК")
    records.save(ws, "risk", risks()[:2])
    file = tmp_path / "risks.xlsx"
    sheeting.export(ws, "risk", file)
    book = openpyxl.load_workbook(file)
    page = book.worksheets[0]
    title = str(KINDS["risk"].fields["title"].label)
    header = next(row for row in page.iter_rows() if any(cell.value == title for cell in row))
    column = next(cell.column for cell in header if cell.value == title)
    page.cell(header[0].row + 1, column).value = "Excelде оңдолгон"
    book.save(file)
    dry = sheeting.take_in(ws, file, "risk", dry_run=True)
    assert (dry["rows"], dry["updated"]) == (2, 2)
    taken = sheeting.take_in(ws, file, "risk")
    assert (taken["created"], taken["updated"]) == (0, 1), taken
    with ws.store.reading() as tx:
        assert "Excelде оңдолгон" in {r["title"] for r in reading.records(tx, reading.Query("risk"))}


def test_a_sheet_exported_before_a_change_and_taken_in_after_it_makes_a_conflict(make_workspace, tmp_path):
    ws = make_workspace("МТК")
    (saved,) = records.save(ws, "risk", risks()[:1]).saved
    file = tmp_path / "risks.xlsx"
    sheeting.export(ws, "risk", file)
    records.save(ws, "risk", [{"id": saved.key.id, "title": "Программада оңдолгон"}])
    book = openpyxl.load_workbook(file)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value == risks()[0]["title"]:
                cell.value = "Excelде оңдолгон"
    book.save(file)
    sheeting.take_in(ws, file, "risk")
    (conflict,) = conflicts.conflicts(ws)
    assert {head.value for head in conflict.heads} == {"Программада оңдолгон", "Excelде оңдолгон"}


def test_one_bad_cell_saves_nothing_and_is_named(make_workspace, tmp_path):
    ws = make_workspace("МТК")
    book = openpyxl.Workbook()
    book.active.append(["Тобокелдик", "Ыктымалдуулук (1-5)", "Натыйжалары (1-5)"])
    book.active.append(["Өрт", 3, 3])
    book.active.append(["Суу", 9, 3])
    book.save(tmp_path / "own.xlsx")
    taken = sheeting.take_in(ws, tmp_path / "own.xlsx", "risk")
    assert (taken["created"], taken["updated"]) == (0, 0)
    (problem,) = taken["problems"]
    assert problem["row"] == 3
    assert "Ыктымалдуулук" in problem["column"]


@pytest.mark.parametrize("what", ["Ф-02", "Ф-03", "Ф-04", "Ф-05", "risk", "process", "checklist_item", "unit"])
def test_forms_and_kinds_go_out_of_an_empty_store(make_workspace, tmp_path, what):
    ws = make_workspace("МТК")
    made = sheeting.export(ws, what, tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(made["file"]).worksheets


def test_an_unknown_kind_is_one_sentence(make_workspace, tmp_path):
    with pytest.raises(UserError):
        sheeting.export(make_workspace("МТК"), "nonsense", tmp_path / "out.xlsx")


def test_a_sheet_of_another_store_overwrites_nothing_in_silence(make_workspace, tmp_path):
    ws, office = make_workspace("МТК"), make_workspace()
    (saved,) = records.save(ws, "risk", risks()[:1]).saved
    exchanging.send(ws, tmp_path / "МТК.qmsb")
    exchanging.receive(office, [tmp_path / "МТК.qmsb"])
    records.save(ws, "risk", [{"id": saved.key.id, "title": "Кафедра оңдогон"}])
    sheeting.export(ws, "risk", tmp_path / "risks.xlsx")
    records.save(office, "risk", [{"id": saved.key.id, "title": "Сапат бөлүмү оңдогон"}])
    sheeting.take_in(office, tmp_path / "risks.xlsx", "risk")
    (conflict,) = conflicts.conflicts(office)
    assert conflict.field == "title"


def test_a_published_copy_beside_its_original_is_one_row(make_workspace, tmp_path):
    office = make_workspace()
    (document,) = records.save(office, "document", [{"unit": "МТК", "code": "Д-1", "title": "Жобо", "level": "3", "edition": 1}]).saved
    publishing.publish(office, [document.key.id])
    assert sheeting.export(office, "document", tmp_path / "d.xlsx")["rows"] == 1
