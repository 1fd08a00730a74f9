"""From the rows of a table to records that can be saved, and to the problems that a person must look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any

from qms_desktop.core.errors import FieldProblem, UserError
from qms_desktop.core.fields import Field
from qms_desktop.core.fields.references import is_record_id
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import Profile
from qms_desktop.models.kind import Kind
from qms_desktop.sheets.cells import filled, is_level, is_list, parts_of
from qms_desktop.sheets.columns import Header, find_header, is_header_again, marked_header
from qms_desktop.sheets.entering import entered, is_empty, score_and_level, was_cut
from qms_desktop.sheets.items import ItemTable
from qms_desktop.sheets.kinds import ID, UNIT
from qms_desktop.sheets.raw import Continued, RawSheet
from qms_desktop.sheets.reading import Imported, ImportedRecord, Problem, Row, TableReader
from qms_desktop.sheets.registers import NUMBER

__all__ = ["Find", "Imported", "ImportedRecord", "Problem", "base_of", "rows_to_records"]

Find = Callable[[str, str], str | None]
"""The id of a record of a kind by how people name it; None where no single one is called so."""


def base_of(raw: Sequence[RawSheet]) -> Any:
    """What the exporting caller gave as `base`; None for a table that people made."""
    return next((sheet.mark.base for sheet in raw if sheet.mark), None)


def rows_to_records(
    kind: Kind, raw: Sequence[RawSheet] | RawSheet, profile: Profile, *, find: Find | None = None
) -> Imported:
    """The records of a kind in the tables of a file, and the problems.

    A record that has problems is there as well, without the values that cannot be. UserError where no table
    is one of this kind. `find` looks up what reference fields name in words.
    """
    sheets = [raw] if isinstance(raw, RawSheet) else list(raw)
    mark = next((sheet.mark for sheet in sheets if sheet.mark), None)
    if mark and not mark.kind:
        raise UserError(
            _("The table {form} is put together from other records and cannot be read in.", form=mark.form),
            _("Change the records themselves: their own sheets can be read in."),
        )
    if mark and mark.kind != kind.name:
        raise UserError(
            _("The sheet holds records of the kind “{found}”, not “{wanted}”.", found=mark.kind, wanted=kind.name),
            _("Choose the kind that the sheet was exported for."),
        )
    result = Imported([], [])
    tables = [RecordTable(kind, sheet, header, profile, find, result) for sheet, header in _tables(kind, sheets, profile)]
    if not tables:
        raise UserError(
            _("No table for “{kind}” was found in the file.", kind=kind.plural),
            _("The first row of the table must name its columns, for example: {titles}.", titles=_Titles(kind)),
        )
    for table in tables:
        table.read()
    for sheet in sheets:
        marked = sheet.mark.tables.get(sheet.name) if sheet.mark else None
        if marked and _is_list_of(kind, marked.of) and (header := marked_header(marked, sheet.rows)):
            ItemTable(kind, marked.of, sheet, header, profile, tables, result).read()
    for table in tables:
        table.finish()
    result.problems.sort(key=lambda problem: (problem.sheet, problem.row))
    return result


def _tables(kind: Kind, sheets: Sequence[RawSheet], profile: Profile) -> list[tuple[RawSheet, Header]]:
    found = []
    for sheet in sheets:
        marked = sheet.mark.tables.get(sheet.name) if sheet.mark else None
        if marked and marked.of:
            continue
        header = marked_header(marked, sheet.rows) if marked else None
        if header is None:
            header = find_header(kind, sheet.rows, profile)
        if header is not None and _names_the_record(kind, header):
            found.append((sheet, header))
    return found


def _is_list_of(kind: Kind, name: str) -> bool:
    return name in kind.fields and bool(parts_of(kind.fields[name]))


def _names_the_record(kind: Kind, header: Header) -> bool:
    """Whether a table can be one of this kind: it has the column by which a record is called, or ids."""
    return kind.title_field in header.keys.values() or ID in header.keys.values()


class _Titles(Localised):
    """The titles of the columns that a kind asks for, in the language of the sentence."""

    def __init__(self, kind: Kind) -> None:
        required = [field for field in kind.stored_fields.values() if field.required]
        self._fields = required[:4] or [kind.fields[kind.title_field]]

    def text(self, language: str) -> str:
        return ", ".join(field.label.text(language) for field in self._fields)


class RecordTable(TableReader):
    """A table of records."""

    def __init__(
        self, kind: Kind, sheet: RawSheet, header: Header, profile: Profile, find: Find | None, result: Imported
    ) -> None:
        super().__init__(sheet, header, profile, result)
        self.kind, self._find = kind, find
        self.rows: list[Row] = []
        self.by_link: dict[str, Row] = {}
        self._known: dict[tuple[str, type, Any], Any] = {}
        self._computed = {
            name: field for name, field in kind.computed_fields.items() if field.numeric or is_level(field, profile)
        }

    def read(self) -> None:
        for place in self.header.unknown:
            self.tell(self.header.row + 1, place, _("This column is not known and was left out."), stops=False)
        for place in self.header.repeated:
            self.tell(self.header.row + 1, place, _("Another column holds the same already."), stops=False)
        for index in range(self.header.row + 1, len(self.sheet.rows)):
            self._read_row(self.sheet.rows[index], index + 1)

    def _read_row(self, row: Sequence[Any], number: int) -> None:
        told = {
            key: row[place] for place, key in self.header.keys.items()
            if place < len(row) and not is_empty(row[place]) and key != ID and not key.startswith("~")
        }  # fmt: skip
        if not told or is_header_again(self.header, row):
            return
        if not set(told) - {NUMBER, UNIT} - self.kind.computed_fields.keys():
            # A blank row that was numbered beforehand, or a remark that stands under the table.
            if not _is_ordinal(told.get(NUMBER, "")):
                self.tell(number, self.place_of[NUMBER], _("The row holds no record and was left out."), stops=False)
            return
        if self.rows and self._goes_on(told):
            self._go_on(told, number)
            return
        link = str(self.cell(ID, row) or "").strip()
        if link and link in self.by_link:
            self.tell(number, self.place_of[ID], _(
                "The row is a copy of row {row}: both are one record. Write a new record into an empty row.",
                row=self.by_link[link].number))  # fmt: skip
            return
        entry = Row(number, link)
        if link and not link.startswith("#"):
            if not is_record_id(link):
                self.tell(number, self.place_of[ID], _("This is not the id of a record."))
                return
            entry.values["id"] = link
        for place, key in self.header.keys.items():
            cell = row[place] if place < len(row) else None
            self._take(entry, key, cell, place)
        self._join_parts(entry, told)
        title = self.kind.title_field
        if title not in told and "id" not in entry.values and not self.kind.fields[title].compute:
            place = self.place_of.get(title, 0)
            self.tell(number, place, _("“{label}” is empty.", label=self.kind.fields[title].label), stops=False)
        self.rows.append(entry)
        if link:
            self.by_link[link] = entry

    def _goes_on(self, told: dict[str, Any]) -> bool:
        """Whether a row carries on the record above: its name is merged with that one, or only lists go on."""
        title = told.get(self.kind.title_field)
        if isinstance(title, Continued):
            return True
        lists = {name for name, field in self.kind.fields.items() if is_list(field)}
        return title is None and ID not in self.place_of and set(told) <= lists

    def _go_on(self, told: dict[str, Any], number: int) -> None:
        last = self.rows[-1]
        for key, cell in told.items():
            field = self.kind.fields.get(key)
            if isinstance(cell, Continued) or field is None or field.compute:
                continue
            place = self.place_of[key]
            if is_list(field):
                more = self._value(field, cell, number, place, by_program=False)
                last.values[key] = [*(last.values.get(key) or ()), *(more or ())]
            elif key not in last.values:
                self._take(last, key, cell, place)
            else:
                self.tell(number, place, _("The record in row {row} has a value here already.", row=last.number))

    def _take(self, entry: Row, key: str, cell: Any, place: int) -> None:
        """One cell into the record."""
        if key == NUMBER:
            self._take_number(entry, cell)
            return
        if key == UNIT and key not in self.kind.fields:
            if not is_empty(cell):
                entry.values[UNIT] = str(cell).strip()
            return
        field = self.kind.fields.get(key)
        if field is None or was_cut(cell):
            return
        if field.compute:
            self._take_computed(entry, key, field, cell, place)
        elif not is_empty(cell, field if entry.link else None):
            value = self._value(field, cell, entry.number, place, by_program=bool(entry.link))
            if filled(value):
                entry.values[key] = value
        elif "id" in entry.values:
            entry.values[key] = None

    def _take_number(self, entry: Row, cell: Any) -> None:
        """The column №: a code, a register number, or only the row's place (`1.`)."""
        text = (format(cell, ".15g") if isinstance(cell, float) else str(cell or "")).strip()
        fields = self.kind.fields
        if not text or ((is_risk := "code" in fields and "number" in fields) and re.fullmatch(r"\d+\.", text)):
            return
        if is_risk and re.search(r"[^\W\d_]", text):
            entry.values["code"] = text
        elif "number" in fields and (not is_risk or self._is_register):
            place = self.place_of[NUMBER]
            value = self._value(fields["number"], text.rstrip("."), entry.number, place, by_program=False)
            if filled(value):
                entry.values["number"] = value
        elif not is_risk and not _is_ordinal(text):
            entry.values["code"] = text

    @property
    def _is_register(self) -> bool:
        """A register's № is the number of the risk; in other tables of risks it counts the rows."""
        return {"category", "deadline"} <= set(self.place_of)

    def _take_computed(self, entry: Row, key: str, field: Field, cell: Any, place: int) -> None:
        if key not in self._computed or is_empty(cell):
            return
        try:
            if is_level(field, self.profile):
                score, level = score_and_level(field, cell, self.profile)
                score_key = key.replace("level", "score")
                if level:
                    entry.said[key] = (place, level)
                if score and score_key in self._computed:
                    entry.said.setdefault(score_key, (place, score))
            else:
                entry.said[key] = (place, entered(field, cell, self.profile))
        except FieldProblem as problem:
            self.tell(entry.number, place, problem.message)

    def _value(self, field: Field, cell: Any, row: int, place: int, *, by_program: bool) -> Any:
        """The value of a cell, None and a problem where it cannot be. What recurs is looked up."""
        known = (field.name, type(cell), cell)
        if known in self._known:
            return self._known[known]
        if field.names_record and (named := self._found(field, cell)):
            self._known[known] = named
            return named
        try:
            value = entered(field, cell, self.profile, by_program=by_program)
        except FieldProblem as problem:
            self.tell(row, place, problem.message)
            return None
        if isinstance(value, str | int):
            self._known[known] = value
        return value

    def _found(self, field: Field, cell: Any) -> str | None:
        """The record that a reference field names in words."""
        if self._find is None or field.type_name != "reference" or not isinstance(cell, str) or is_record_id(cell.strip()):
            return None
        return self._find(field.refers_to, cell.strip())

    def _join_parts(self, entry: Row, told: dict[str, Any]) -> None:
        """Columns `list.part`, each with a line an item, as one list."""
        for name in {key.partition(".")[0] for key in self.place_of if "." in key}:
            columns = {key.partition(".")[2]: key for key in self.place_of if key.startswith(f"{name}.")}
            lines = [str(told.get(key) or "").split("\n") for key in columns.values()]
            rows = [["" if is_empty(text) else text.strip() for text in row] for row in zip_longest(*lines)]
            items = [dict(zip(columns, row, strict=True)) for row in rows if any(row)]
            try:
                value = self.kind.fields[name].check(items, self.profile)
            except FieldProblem as problem:
                self.tell(entry.number, self.place_of[next(iter(columns.values()))], problem.message)
                continue
            if filled(value) or "id" in entry.values:
                entry.values[name] = value

    def finish(self) -> None:
        """Compare what the cells say of computed fields with what they come to, and hand the records out."""
        for entry in self.rows:
            if entry.said:
                self._compare(entry)
            self.result.records.append(ImportedRecord(self.sheet.name, entry.number, entry.values))

    def _compare(self, entry: Row) -> None:
        """In a row that the program wrote, a level is still the old one after its numbers were changed: only told."""
        values = dict(entry.values)
        for name, (_place, value) in entry.said.items():
            alone = self.kind.fields[name].written_as
            if alone and self.kind.compute(values, self.profile).get(name) is None:
                entry.values[name] = values[alone] = value
        computed = self.kind.compute(values, self.profile)
        told: set[int] = set()
        for name, (place, value) in entry.said.items():
            field, expected = self.kind.fields[name], computed.get(name)
            if expected is None:
                problem = _("“{label}” is computed, and what it is computed from is empty.", label=field.label)
                self.tell(entry.number, place, problem, stops=False)
            elif expected != value and place not in told:
                told.add(place)
                problem = _(
                    "“{label}” is computed: it comes to “{right}” and not “{written}”.", label=field.label,
                    right=_Shown(field, expected, self.profile), written=_Shown(field, value, self.profile),
                )  # fmt: skip
                self.tell(entry.number, place, problem, stops=not entry.link)


class _Shown(Localised):
    """A value in the language of the sentence."""

    def __init__(self, field: Field, value: Any, profile: Profile) -> None:
        self._field, self._value, self._profile = field, value, profile

    def text(self, language: str) -> str:
        return self._field.show(self._value, self._profile, language)


def _is_ordinal(value: Any) -> bool:
    return re.fullmatch(r"\d*(\.0)?\.?", str(value).strip()) is not None


