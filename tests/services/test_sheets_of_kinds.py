"""Spreadsheets of every kind and form: exported and read in again nothing has changed."""

import datetime as dt

import openpyxl
import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.models.catalogue import KINDS
from qms_desktop.paper.forms import FORMS
from qms_desktop.services import records, sheeting
from qms_desktop.services.listing import records as listed
from tests.services.paper_records import office_records, unit_records
from tests.sheets.test_round_trip import full_record

WRITTEN = [name for name, kind in KINDS.items() if any(not field.by_program for field in kind.stored_fields.values())]
PLAUSIBLE = {"unit": {"code": "КОД"}, "audit": {"lead": "Осмонова Ж. Т.", "team": ["Бекова С. А."]}}
"""What the rules of a kind ask for, instead of any text."""


@pytest.mark.parametrize("name", WRITTEN)
def test_a_kind_goes_out_and_comes_back_and_nothing_has_changed(make_workspace, tmp_path, name):
    ws, kind = make_workspace(), KINDS[name]
    given = {field: value for field, value in full_record(kind, ws.profile, 0).items() if field not in ("id", *_linked(kind))}
    with_units = {field: "АРБ" for field, of in kind.fields.items() if of.type_name == "unit" and field in given}
    records.save(ws, name, [given | with_units | PLAUSIBLE.get(name, {})])
    before = listed(ws, name)
    assert before
    file = tmp_path / f"{name}.xlsx"
    assert sheeting.export(ws, name, file)["rows"] == len(before)
    taken = sheeting.take_in(ws, file, name)
    assert taken["problems"] == []
    assert (taken["rows"], taken["created"], taken["updated"]) == (len(before), 0, 0)
    assert listed(ws, name) == before


def _linked(kind):
    return [name for name, field in kind.stored_fields.items() if field.type_name == "reference"]


@pytest.fixture(params=["unit", "office"])
def ws(request, make_workspace):
    made = make_workspace("МТК" if request.param == "unit" else None)
    (unit_records if request.param == "unit" else office_records)(made)
    return made


def test_a_year_of_records_goes_out_and_comes_back_and_nothing_has_changed(ws, tmp_path):
    found = {name: own for name in WRITTEN if (own := listed(ws, name))}
    assert len(found) > 8
    for name, before in found.items():
        file = tmp_path / f"{name}.xlsx"
        sheeting.export(ws, name, file)
        taken = sheeting.take_in(ws, file, name)
        assert (taken["created"], taken["updated"]) == (0, 0), (name, taken)
        assert listed(ws, name) == before, name


def test_every_form_that_is_a_table_goes_to_a_spreadsheet(ws, tmp_path):
    tables = [code for code in FORMS if sheeting.has_sheet(code) and not (code == "Ф-07" and not ws.is_office)]
    assert {"Ф-02", "Ф-04", "Ф-06", "Ф-11", "Ф-12", "Ф-15", "Ф-19", "Ф-20", "Ф-22", "Ф-23", "Ф-25"} <= set(tables)
    for code in tables:
        file = tmp_path / f"{code}.xlsx"
        made = sheeting.export(ws, code, file)
        page = openpyxl.load_workbook(file).worksheets[0]
        assert page.max_row == made["rows"] + 1, code


def test_the_second_kind_of_a_form_stands_behind_the_first(make_workspace, tmp_path):
    ws = make_workspace("МТК")
    unit_records(ws)
    file = tmp_path / "Ф-19.xlsx"
    assert sheeting.export(ws, "Ф-19", file)["rows"] == 2
    book = openpyxl.load_workbook(file)
    cells = {cell for page in book.worksheets for row in page.values for cell in row}
    assert {"ISO 9001:2015 боюнча ички аудиторлорду даярдоо", "36 саат жетишпейт"} <= cells
    taken = sheeting.take_in(ws, file, "training")
    assert (taken["created"], taken["updated"]) == (0, 0)


def test_a_gathered_form_is_a_view_and_is_not_read_back(make_workspace, tmp_path):
    ws = make_workspace("МТК")
    unit_records(ws)
    file = tmp_path / "Ф-25.xlsx"
    assert sheeting.export(ws, "Ф-25", file)["rows"] == 10
    rows = list(openpyxl.load_workbook(file).worksheets[0].values)
    assert rows[0][:3] == ("№", "Булагы", "Тапшырма")
    assert "колу" not in rows[0]
    assert {type(row[4]) for row in rows[1:] if row[4]} == {dt.datetime}
    with pytest.raises(UserError):
        sheeting.take_in(ws, file, "action")
