"""What reading any table needs: its places by name, the records while they are read, the problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from qms_desktop.core.messages import Localised
from qms_desktop.core.profile import Profile
from qms_desktop.sheets.columns import Header
from qms_desktop.sheets.raw import RawSheet


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one place of a table. `stops` tells a value that cannot be from what was only left out."""

    sheet: str
    row: int
    column: str
    problem: Localised
    stops: bool = True

    def as_json(self, language: str) -> dict[str, Any]:
        return {"sheet": self.sheet, "row": self.row, "column": self.column, "problem": self.problem.text(language)}


@dataclass(frozen=True, slots=True)
class ImportedRecord:
    """The values of one record for `services.records.save`, and where they stand."""

    sheet: str
    row: int
    values: dict[str, Any]


class Imported(NamedTuple):
    records: list[ImportedRecord]
    problems: list[Problem]


class Row:
    """One record while its cells are read."""

    def __init__(self, number: int, link: str) -> None:
        self.number = number
        self.link = link
        self.values: dict[str, Any] = {}
        self.said: dict[str, tuple[int, Any]] = {}
        """What the cells say of computed fields, with the column."""


class TableReader:
    """What reading any table needs: naming its places, and telling what is wrong there."""

    def __init__(self, sheet: RawSheet, header: Header, profile: Profile, result: Imported) -> None:
        self.sheet, self.header, self.profile, self.result = sheet, header, profile, result
        self.place_of = {key: place for place, key in header.keys.items()}

    def column(self, place: int) -> str:
        """`E «Ыктымалдуулук (1-5)»`, in a Word table `5 «…»`."""
        title = self.header.titles.get(place, "")
        return f"{place + 1 if self.sheet.is_word else column_letter(place)} «{title}»"

    def tell(self, row: int, place: int, problem: Localised, *, stops: bool = True) -> None:
        column = self.column(place) if place >= 0 else ""
        self.result.problems.append(Problem(self.sheet.name, row, column, problem, stops))

    def cell(self, key: str, row: Sequence[Any]) -> Any:
        place = self.place_of.get(key)
        return row[place] if place is not None and place < len(row) else None


def column_letter(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
