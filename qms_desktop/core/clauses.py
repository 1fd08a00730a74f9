"""The clauses of the standard as data with an edition (`resources/clauses`): numbers, and titles in our own words.

An edition to come stands on the one before it (`"extends"`) and names only what it changes. The twelve inputs of the
management review belong to the edition too, with the kinds of records that feed each.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from qms_desktop.core.messages import Joined, Localised, Text
from qms_desktop.core.paths import resources_dir


class Clause(Struct, frozen=True):
    """A clause: its number, what it is about, and the number of the clause above it."""

    number: str
    title: Text
    parent: str | None


class Amendment(Struct, frozen=True):
    """What came with an amendment or with the edition itself: the clauses touched, and what it asks for."""

    edition: str
    name: str
    published: date | None
    clauses: tuple[str, ...]
    note: Text

    @property
    def sentence(self) -> Localised:
        """Its name, and what it asks for."""
        return Joined((Text.of(self.name), self.note), ": ")


class ReviewInput(Struct, frozen=True):
    """Something that the management review looks at: its letter, what it is, the kinds of records that feed it."""

    key: str
    clause: str
    title: Text
    kinds: tuple[str, ...]


class ClauseList(Struct, frozen=True):
    """An edition of the standard. Iterating gives its clauses in their order; `records` are the kinds that show a clause."""

    edition: str
    name: str
    in_force: bool
    amendments: tuple[Amendment, ...]
    review_inputs: tuple[ReviewInput, ...]
    clauses: dict[str, Clause]
    records: dict[str, tuple[str, ...]]

    def __getitem__(self, number: str) -> Clause:
        return self.clauses[number]

    def __contains__(self, number: object) -> bool:
        return number in self.clauses

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.clauses.values())

    def below(self, number: str) -> tuple[Clause, ...]:
        """The clauses right under one."""
        return tuple(clause for clause in self if clause.parent == number)

    def section(self, number: str) -> str | None:
        """The chapter, 4 to 10, that a clause belongs to; None for a number that the edition does not have."""
        chapter = number.partition(".")[0]
        return chapter if number in self.clauses else None

    def amended(self, number: str) -> tuple[Amendment, ...]:
        """The amendments that touch a clause."""
        return tuple(amendment for amendment in self.amendments if number in amendment.clauses)


def editions() -> tuple[str, ...]:
    """The names of the shipped editions, the oldest first."""
    return tuple(sorted(path.stem for path in _folder().glob("*.json")))


@functools.cache
def load_clauses(name: str = "iso9001-2015") -> ClauseList:
    """An edition by its name in `editions()`; KeyError for one that is not shipped."""
    if name not in editions():
        raise KeyError(name)
    data = _read(name)
    return ClauseList(
        edition=data["edition"],
        name=data["name"],
        in_force=data["in_force"],
        amendments=tuple(_amendment(given) for given in data["amendments"]),
        review_inputs=tuple(
            ReviewInput(given["key"], given["clause"], Text.of(given["title"]), tuple(given["kinds"]))
            for given in data["review_inputs"]
        ),
        clauses={
            given["number"]: Clause(given["number"], Text.of(given["title"]), given["parent"])
            for given in data["clauses"]
        },
        records={number: tuple(kinds) for number, kinds in data["records"].items()},
    )


def order(number: str) -> tuple[int, ...]:
    """What sorts clauses as people count them: 9.1 before 10.2."""
    return tuple(int(part) for part in number.split(".") if part.isdigit())


def _folder() -> Path:
    return resources_dir() / "clauses"


def _read(name: str) -> dict[str, Any]:
    data = json.loads((_folder() / f"{name}.json").read_text(encoding="utf-8"))
    if "extends" not in data:
        return data
    below = _read(data["extends"])
    clauses = {given["number"]: given for given in [*below["clauses"], *data["clauses"]]}
    return data | {
        "amendments": below["amendments"] + data["amendments"],
        "clauses": sorted(clauses.values(), key=lambda given: order(given["number"])),
        "review_inputs": data["review_inputs"] or below["review_inputs"],
        "records": below["records"] | data.get("records", {}),
    }


def _amendment(given: dict[str, Any]) -> Amendment:
    published = date.fromisoformat(given["published"]) if given["published"] else None
    return Amendment(given["edition"], given["name"], published, tuple(given["clauses"]), Text.of(given["note"]))
