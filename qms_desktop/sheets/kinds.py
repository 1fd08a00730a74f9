"""Any record kind as a spreadsheet: its columns follow from its declaration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from qms_desktop.core.fields import Field
from qms_desktop.core.messages import _
from qms_desktop.core.profile import Profile
from qms_desktop.models.kind import Kind
from qms_desktop.sheets.cells import cell_of, filled, is_level, parts_of, sheet_fields
from qms_desktop.sheets.data import Cell, SheetColumn, SheetData, SheetTable

Record = Mapping[str, Any]
ID = "id"
ITEM = "item"
OF = "of"
UNIT = "unit"
_MOST_OPTIONS = 250
"""Excel's limit for a list of choices written out in a cell's rule, a few letters less."""


def kind_sheet(
    kind: Kind,
    records: Sequence[Record],
    profile: Profile,
    language: str,
    *,
    info: Mapping[str, Any] | None = None,
    base: Any = None,
    names: Mapping[str, str] | None = None,
) -> SheetData:
    """The records of a kind, values in the command line's JSON names.

    A list is lines in one cell; where an item holds more than one thing, the list has a sheet of its own besides.
    `names` gives the words for the ids of other records that stand in reference fields; two records that are
    called the same keep their ids.
    """
    called = Counter((names or {}).values())
    names = {known: words for known, words in (names or {}).items() if called[words] == 1}
    fields = sheet_fields(kind)
    with_unit = UNIT not in fields and any(record.get(UNIT) for record in records)
    columns = [id_column()]
    if with_unit:
        columns.append(SheetColumn(UNIT, _("Unit")))
    columns += [_column(name, field, profile, language) for name, field in fields.items()]
    rows: list[list[Cell]] = []
    for link, record in linked(records):
        row: list[Cell] = [link]
        if with_unit:
            row.append(record.get(UNIT))
        row += [_cell(field, record.get(name), profile, language, names) for name, field in fields.items()]
        rows.append(row)
    return SheetData(
        title=kind.plural, columns=columns, rows=rows, lists=list_tables(kind, records, profile, language),
        info=info or {}, kind=kind.name, base=base,
    )  # fmt: skip


def id_column() -> SheetColumn:
    return SheetColumn(ID, ID, hidden=True)


def linked(records: Sequence[Record]) -> list[tuple[str, Record]]:
    """Each record with what its rows are known by: its id, or its place where it has none yet."""
    return [(record.get(ID) or f"#{place}", record) for place, record in enumerate(records, start=1)]


def _column(name: str, field: Field, profile: Profile, language: str) -> SheetColumn:
    words = [option.text(language) for option in (field.choices(profile) or {}).values()]
    offered = tuple(dict.fromkeys(words)) if not field.compute else ()
    if any("," in word or '"' in word for word in offered) or len(",".join(offered)) > _MOST_OPTIONS:
        offered = ()
    return SheetColumn(name, field.label, centred=field.numeric or is_level(field, profile), options=offered)


def _cell(field: Field, value: Any, profile: Profile, language: str, names: Mapping[str, str]) -> Cell:
    if isinstance(value, str) and value in names and field.names_record:
        return names[value]
    return cell_of(field, value, profile, language)


def list_tables(kind: Kind, records: Sequence[Record], profile: Profile, language: str) -> list[SheetTable]:
    """A sheet for every list whose items hold more than one thing."""
    found = []
    for name, field in kind.stored_fields.items():
        parts = parts_of(field)
        if parts and not field.by_program and any(_is_full(item, parts) for record in records for item in _items(record, name)):
            found.append(_list_table(kind, name, records, profile, language))
    return found


def _items(record: Record, name: str) -> list[Mapping[str, Any]]:
    value = record.get(name)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _is_full(item: Mapping[str, Any], parts: Mapping[str, Field]) -> bool:
    return sum(filled(item.get(part)) for part in parts) > 1


def _list_table(
    kind: Kind, name: str, records: Sequence[Record], profile: Profile, language: str
) -> SheetTable:
    field = kind.fields[name]
    parts = parts_of(field)
    columns = [
        id_column(),
        SheetColumn(ITEM, ITEM, hidden=True),
        SheetColumn(OF, kind.fields[kind.title_field].label),
        *(_column(part, part_field, profile, language) for part, part_field in parts.items()),
    ]
    rows: list[list[Cell]] = []
    for link, record in linked(records):
        title = kind.title_of(record, profile, language)
        for item in record.get(name) or ():
            known = item if isinstance(item, Mapping) else {next(iter(parts)): item}
            cells = (cell_of(part_field, known.get(part), profile, language) for part, part_field in parts.items())
            rows.append([link, known.get("id"), title, *cells])
    return SheetTable(name, field.label, columns, rows)
