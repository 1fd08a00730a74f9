"""Which column of a table holds which field, and where in the table the header row is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from qms_desktop.core.profile import Profile
from qms_desktop.models.kind import Kind
from qms_desktop.sheets.kinds import ID
from qms_desktop.sheets.marks import MarkedTable
from qms_desktop.sheets.registers import NUMBER
from qms_desktop.sheets.titles import as_cyrillic, folder, titles_of, without_brackets

_DEEPEST_HEADER = 40
"""Rows from the top among which the header row is looked for."""


@dataclass(slots=True)
class Header:
    """Where a table's header ends, what it calls its columns, and which of them are understood."""

    row: int
    """The index of the last header row."""
    titles: dict[int, str]
    keys: dict[int, str] = field(default_factory=dict)
    repeated: list[int] = field(default_factory=list)
    """Columns whose field another column holds already."""

    @property
    def unknown(self) -> list[int]:
        return [place for place in self.titles if place not in self.keys and place not in self.repeated]


def map_columns(kind: Kind, header: Sequence[Any], profile: Profile) -> dict[int, str]:
    """The keys of the columns by their place; what is not understood is left out.

    A key is a field's name, `id`, `unit`, `no` (the column №), or `list.part` for a part of a list's items.
    """
    return _mapped(kind, _titles(header), profile)[0]


def _mapped(kind: Kind, titles: dict[int, str], profile: Profile) -> tuple[dict[int, str], list[int]]:
    known, fold = titles_of(kind, profile), folder(profile)
    keys: dict[int, str] = {}
    repeated = []
    for place, title in titles.items():
        key = _key(title, known, fold)
        if key is None:
            continue
        if key in keys.values():
            repeated.append(place)
        else:
            keys[place] = key
    return keys, repeated


def _key(title: str, known: dict[str, str], fold: Callable[[str], str]) -> str | None:
    for text in (title, without_brackets(title), as_cyrillic(title), as_cyrillic(without_brackets(title))):
        if (key := known.get(fold(text))) is not None:
            return key
    found = {known[part] for part in map(fold, without_brackets(title).split("/")) if part in known}
    return found.pop() if len(found) == 1 else None


def _titles(row: Sequence[Any]) -> dict[int, str]:
    return {place: text for place, value in enumerate(row) if isinstance(value, str) and (text := value.strip())}


def find_header(kind: Kind, rows: Sequence[Sequence[Any]], profile: Profile) -> Header | None:
    """The header row of a table that people made, under whatever title; None where there is none.

    It is the first row that names most fields of the kind, two at least (one where the table has one column).
    """
    best: Header | None = None
    for index, row in enumerate(rows[:_DEEPEST_HEADER]):
        titles = _titles(row)
        keys, repeated = _mapped(kind, titles, profile)
        if best is None or _weight(keys) > _weight(best.keys):
            best = Header(index, titles, keys, repeated)
    if best is None or _weight(best.keys) < 1 or (_weight(best.keys) < 2 and len(best.titles) > 1):
        return None
    return _with_second_row(kind, best, rows, profile)


def _weight(keys: dict[int, str]) -> int:
    return sum(key not in (ID, NUMBER) for key in keys.values())


def _with_second_row(kind: Kind, header: Header, rows: Sequence[Sequence[Any]], profile: Profile) -> Header:
    """A header of two rows: the second names the columns that the first only sums up."""
    if header.row + 1 >= len(rows):
        return header
    below = {p: title for p, title in _titles(rows[header.row + 1]).items() if header.titles.get(p) != title}
    keys, repeated = _mapped(kind, below, profile)
    new = {place: key for place, key in keys.items() if place not in header.keys and key not in header.keys.values()}
    if not new or len(new) < len(below) or repeated:
        return header
    return Header(header.row + 1, {**header.titles, **below}, {**header.keys, **new}, header.repeated)


def marked_header(table: MarkedTable, rows: Sequence[Sequence[Any]]) -> Header | None:
    """The header row of a table that the program wrote, its columns perhaps in another order; None if it is gone."""
    for index, row in enumerate(rows[:_DEEPEST_HEADER]):
        titles = _titles(row)
        left = list(table.titles)
        keys: dict[int, str] = {}
        for place, title in titles.items():
            pair = next((pair for pair in left if pair[0].strip() == title), None)
            if pair:
                left.remove(pair)
                keys[place] = pair[1]
        if keys and len(keys) * 2 >= len(table.titles):
            return Header(index, titles, keys)
    return None


def is_header_again(header: Header, row: Sequence[Any]) -> bool:
    """Whether a row repeats the header (on the next page of a Word table) or numbers its columns: 1 2 3 4."""
    cells = {place: value for place, value in enumerate(row) if value not in (None, "")}
    if len(cells) < 2:
        return False
    if all(isinstance(value, str) and value.strip() == header.titles.get(place) for place, value in cells.items()):
        return True
    said = [str(value).strip().rstrip(".") for value in cells.values()]
    return len(said) > 2 and len(said) >= len(header.titles) - 1 and said == [str(n) for n in range(1, len(said) + 1)]
