"""Spreadsheets: xlsx out and in, and the tables of Word files in.

Out: `kind_sheet` for any record kind, `register_sheet`, `passport_sheet`, `process_register_sheet`,
`integrated_sheet` for the forms; `write_sheet` puts them on the disk. In: `read_table`, then `rows_to_records`.
"""

from qms_desktop.sheets.columns import map_columns
from qms_desktop.sheets.data import LevelCell, SheetColumn, SheetData, SheetTable
from qms_desktop.sheets.integrated import integrated_sheet
from qms_desktop.sheets.kinds import kind_sheet
from qms_desktop.sheets.raw import RawSheet
from qms_desktop.sheets.read import read_table
from qms_desktop.sheets.records import Imported, ImportedRecord, Problem, base_of, rows_to_records
from qms_desktop.sheets.registers import passport_sheet, process_register_sheet, register_sheet
from qms_desktop.sheets.write import write_sheet

__all__ = [
    "Imported", "ImportedRecord", "LevelCell", "Problem", "RawSheet", "SheetColumn", "SheetData", "SheetTable",
    "base_of", "integrated_sheet", "kind_sheet", "map_columns", "passport_sheet", "process_register_sheet",
    "read_table", "register_sheet", "rows_to_records", "write_sheet",
]
