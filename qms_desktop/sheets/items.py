"""The sheet of one list's items, in a workbook that the program wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from qms_desktop.core.errors import FieldProblem
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import Profile
from qms_desktop.models.kind import Kind
from qms_desktop.sheets.cells import cell_lines, parts_of, shown_items
from qms_desktop.sheets.columns import Header
from qms_desktop.sheets.entering import entered, is_empty, was_cut
from qms_desktop.sheets.kinds import ID, ITEM, OF
from qms_desktop.sheets.raw import RawSheet
from qms_desktop.sheets.reading import Imported, Row, TableReader


class Records(Protocol):
    """A table of records that has been read."""

    rows: list[Row]
    by_link: dict[str, Row]
    place_of: dict[str, int]

    def tell(self, row: int, place: int, problem: Localised, *, stops: bool = True) -> None: ...


class ItemTable(TableReader):
    """The items of one list, each in a row; they stand for the lines of the main table, which must say the same."""

    def __init__(
        self, kind: Kind, name: str, sheet: RawSheet, header: Header, profile: Profile,
        tables: Sequence[Records], result: Imported,
    ) -> None:  # fmt: skip
        super().__init__(sheet, header, profile, result)
        self._name, self._tables = name, tables
        self._title_field, self._title_name = kind.fields[kind.title_field], kind.title_field
        self._field = kind.fields[name]
        self._parts = parts_of(self._field)

    def read(self) -> None:
        """Put the items into their records."""
        found: dict[int, list[dict[str, Any]]] = {}
        entries = {id(entry): (table, entry) for table in self._tables for entry in table.rows}
        for index in range(self.header.row + 1, len(self.sheet.rows)):
            row, number = self.sheet.rows[index], index + 1
            item = self._item(row, number)
            if not item:
                continue
            entry = self._entry(row)
            if entry is None:
                self.tell(number, self.place_of.get(OF, 0), _("No row of the main table is called so."))
            else:
                found.setdefault(id(entry), []).append(item)
        for key, items in found.items():
            self._put(*entries[key], items)

    def _item(self, row: Sequence[Any], number: int) -> dict[str, Any]:
        """The filled parts of an item; of one that has an id, the emptied ones too."""
        item: dict[str, Any] = {}
        emptied: dict[str, Any] = {}
        item_id = self.cell(ITEM, row)
        for part, field in self._parts.items():
            cell = self.cell(part, row)
            if was_cut(cell) or part not in self.place_of:
                continue
            if is_empty(cell, field if item_id else None):
                emptied[part] = None
                continue
            try:
                item[part] = entered(field, cell, self.profile, by_program=bool(item_id))
            except FieldProblem as problem:
                self.tell(number, self.place_of[part], problem.message)
        return {"id": str(item_id), **emptied, **item} if item and item_id else item

    def _entry(self, row: Sequence[Any]) -> Row | None:
        """The record that an item belongs to: by the hidden link, in a row that a person added by its title."""
        link = str(self.cell(ID, row) or "")
        if link:
            return next((table.by_link[link] for table in self._tables if link in table.by_link), None)
        wanted = str(self.cell(OF, row) or "").strip()
        found = [entry for table in self._tables for entry in table.rows if wanted and self._title(entry) == wanted]
        return found[0] if len(found) == 1 else None

    def _title(self, entry: Row) -> str:
        return self._title_field.show(entry.values.get(self._title_name), self.profile, "ky").strip()

    def _put(self, table: Records, entry: Row, items: list[dict[str, Any]]) -> None:
        written = entry.values.get(self._name) or []
        items = self._field.check(items, self.profile)
        if self._name in table.place_of and self._lines(written) != self._lines(items):
            table.tell(entry.number, table.place_of[self._name], _(
                "The sheet “{sheet}” lists something else for this record; make both the same.",
                sheet=self.sheet.name))  # fmt: skip
        else:
            entry.values[self._name] = items

    def _lines(self, items: Any) -> list[str]:
        texts = shown_items(self._field, items, self.profile, "ky")
        return [line.strip() for text in texts for line in cell_lines(text)]
