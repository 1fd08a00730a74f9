"""Between values and cells: lists as lines, what a sheet leaves out, the words of levels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from qms_desktop.core.fields import Field, TextField
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import _
from qms_desktop.core.profile import LEVELS, Profile
from qms_desktop.models.kind import Kind
from qms_desktop.sheets.data import Cell, LevelCell

LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""
CUT = " […]"
"""The end of a cell whose text was too long for Excel; such a cell is not read back."""
_FIRST_YEAR = 1901
_CONTINUED = "\n  "

PEOPLE_PARTS: dict[str, Field] = {
    "position": TextField(_("Position")),
    "name": TextField(_("Surname and initials")),
}


def sheet_fields(kind: Kind) -> dict[str, Field]:
    """The fields that a sheet shows, a kind's own before those that many kinds share.

    Left out is what only the program writes (submissions, verdicts), and what a computed column shows already.
    """
    shown_by_others = {field.written_as for field in kind.fields.values() if field.written_as}
    own = vars(type(kind))
    ordered = sorted(kind.fields.items(), key=lambda entry: entry[0] not in own)
    return {name: f for name, f in ordered if not f.by_program and name not in shown_by_others}


def parts_of(field: Field) -> dict[str, Field]:
    """The fields of a list's items; none where the items are plain texts, or where the field is no list."""
    if field.type_name == "people":
        return PEOPLE_PARTS
    return getattr(field, "item_fields", {})


def is_list(field: Field) -> bool:
    return field.storage == "json"


def is_level(field: Field, profile: Profile) -> bool:
    return set(field.choices(profile) or ()) == set(LEVELS)


def filled(value: Any) -> bool:
    return value not in (None, "", [], {})


def shown_items(field: Field, value: Any, profile: Profile, language: str) -> list[str]:
    """Each item of a list in words."""
    if isinstance(value, str | Mapping):
        value = [value]
    return [field.show([one], profile, language) for one in map(_as_item(field), value or ())]


def _as_item(field: Field) -> Any:
    main = next(iter(parts_of(field)), None)
    return lambda one: {main: one} if main and isinstance(one, str) else one


def lines_cell(texts: Iterable[str]) -> str | None:
    """Items as the lines of one cell; a line of an item's own text is indented."""
    return "\n".join(text.replace("\n", _CONTINUED) for text in texts) or None


def cell_lines(text: str) -> list[str]:
    """The items in a cell that `lines_cell` made, perhaps with lines that a person added."""
    items: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.startswith("  ") and items:
            items[-1] += "\n" + line[2:]
        elif line.strip():
            items.append(line)
    return items


def cell_of(field: Field, value: Any, profile: Profile, language: str) -> Cell:
    """A value as the cell of an export."""
    if not filled(value):
        return None
    if is_list(field):
        return lines_cell(shown_items(field, value, profile, language))
    if is_level(field, profile):
        return LevelCell(field.show(value, profile, language), value)
    cell = field.to_cell(value, profile, language)
    if isinstance(cell, float) and Decimal(repr(cell)) != Decimal(str(value)):
        return str(value)  # more digits than a spreadsheet's number holds
    if isinstance(cell, dt.date) and cell.year < _FIRST_YEAR:
        return format_date(cell)  # spreadsheets begin in 1900
    return cell


def level_cell(record: Mapping[str, Any], profile: Profile, language: str, prefix: str = "") -> LevelCell | None:
    """`16 – жогору`: the score and the level's word, whatever of the two is known; None where neither is."""
    score = record.get(f"{prefix}score")
    pair = record.get(f"{prefix}likelihood"), record.get(f"{prefix}consequence")
    if score is None and all(pair):
        score = pair[0] * pair[1]
    level = profile.level(score) if score else record.get(f"{prefix}level")
    word = profile.level_word(level).text(language) if level in LEVELS else level
    text = " – ".join(str(part) for part in (score, word) if part)
    return LevelCell(text, level) if text else None
