"""What all parts of the played year share: the stores, the day, the rows to be written, and saying what was made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qms_desktop.core.examples import load_examples
from qms_desktop.core.messages import Localised, Text
from qms_desktop.core.profile import Profile
from qms_desktop.core.profile_parts import ProcessSeed
from qms_desktop.services import acts, records
from qms_desktop.services.demo_rows import STAFF, DemoUnit
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.store import reading

Say = Callable[[str], None]
BUNDLES, RETURNS, INVITATIONS, PAPERS, SHEETS = "bundles", "return", "invitations", "pdf", "xlsx"


_DEPUTY = Text("Башчынын орун басары", "Заместитель руководителя", "Deputy head")
POSITIONS = {
    "teaching": (_DEPUTY, Text("Ага окутуучу", "Старший преподаватель", "Senior teacher"), Text("Лаборант", "Лаборант", "Laboratory assistant")),
    "library": (_DEPUTY, Text("Библиограф", "Библиограф", "Bibliographer"), Text("Китепканачы", "Библиотекарь", "Librarian")),
    "staff": (_DEPUTY, Text("Башкы адис", "Главный специалист", "Chief specialist"), Text("Адис", "Специалист", "Specialist")),
}
"""The positions in a unit after its head's."""


@dataclass
class Department:
    """A unit of the demo with its store, and what was written in it by kind."""

    unit: DemoUnit
    ws: Workspace
    measured: list[tuple[dict[str, str], dict[str, Any], list[list[int]]]] = field(default_factory=list)
    """What is measured twice a year: of which card, as which row says, what was counted of how many."""
    led: list[str] = field(default_factory=list)
    """The processes of the institution that it leads, the first its own."""
    effect: str = ""
    documents: list[tuple[str, str]] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)

    @property
    def people(self) -> tuple[str, ...]:
        """Who works in the unit, the head first."""
        return (self.unit.person, *STAFF[self.unit.folder])

    @property
    def code(self) -> str:
        return self.ws.unit

    @property
    def sort(self) -> str:
        """Of which sort the unit is among those that the examples name."""
        return {"library": "library", "office": "staff"}.get(self.unit.type, "teaching")

    def position(self, place: int) -> str:
        """The position of the person at this place among its people."""
        staff = POSITIONS[self.sort]
        return self.unit.position if place == 0 else staff[min(place, len(staff)) - 1].text(self.ws.language)


@dataclass
class Stage:
    """The demo while it is played: the year that ended last, the first day of which is `first`."""

    folder: Path
    institution: str
    language: str
    say: Say
    profile: Profile
    first: dt.date
    rows: dict[str, list[dict[str, Any]]]
    cards: list[dict[str, Any]]
    """What suits which processes of the institutions."""
    stores: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    open_ones: ExitStack = field(default_factory=ExitStack)
    office: Workspace = field(init=False)
    departments: list[Department] = field(default_factory=list)
    of_university: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """The objectives of the whole university with their rows."""
    documents: list[dict[str, Any]] = field(default_factory=list)
    """The documents that the institution's list names."""
    plan: str = ""
    """The plan of the whole university."""
    programme: str = ""
    audits: list[str] = field(default_factory=list)
    nonconformities: list[str] = field(default_factory=list)
    stories: list[tuple[Department, dict[str, Any]]] = field(default_factory=list)
    """Of each nonconformity its unit and the row that says what becomes of it."""
    _taken: dict[str, int] = field(default_factory=dict)
    _round: int = 0

    @classmethod
    def of(cls, folder: Path, institution: str, language: str, say: Say, profile: Profile) -> Stage:
        this_year, _last = profile.period_of(dt.date.today())
        first, _last = profile.period_of(this_year - dt.timedelta(days=1))
        cards = load_examples("cards", language)["card"]
        return cls(folder, institution, language, say, profile, first, _examples(language), cards)

    @property
    def period(self) -> str:
        return period_now(self.profile, self.first)

    # --- days ------------------------------------------------------------------------------------------------------

    def date(self, number: int) -> dt.date:
        """The so-and-so-many-th day of the year, or the working day after it."""
        day = self.first + dt.timedelta(days=number)
        while not self.profile.calendar.is_working_day(day):
            day += dt.timedelta(days=1)
        return day

    def day(self, number: int) -> str:
        return self.date(number).isoformat()

    def come_to(self, number: int) -> None:
        """It is that day in every store."""
        for ws in (self.office, *(each.ws for each in self.departments)):
            ws.day = self.date(number)

    # --- rows ------------------------------------------------------------------------------------------------------

    def row(self, kind: str) -> dict[str, Any]:
        """The next of the examples, from the beginning again after the last."""
        return dict(self.rows[kind][self.turn(kind) % len(self.rows[kind])])

    def rows_of(self, kind: str, each: Department) -> list[dict[str, Any]]:
        """The examples for one unit: those that name it or its sort, else those that name none."""
        names = {each.unit.folder, each.sort}
        named = [row for row in self.rows[kind] if names.intersection(row.get("of", ()))]
        return [{name: value for name, value in row.items() if name != "of"}
                for row in named or [row for row in self.rows[kind] if "of" not in row]]  # fmt: skip

    def row_of(self, kind: str, each: Department) -> dict[str, Any]:
        """The next example for units of this sort, from the beginning again after the last."""
        rows = self.rows_of(kind, each)
        return rows[self.turn(f"{kind} {each.sort}") % len(rows)]

    def turn(self, name: str) -> int:
        """How many times it was asked for by this name before."""
        number = self._taken.get(name, 0)
        self._taken[name] = number + 1
        return number

    def number(self) -> int:
        """The next of the numbers that papers bear."""
        return 201 + self.turn("number")

    def process(self, group: str) -> str:
        """A process of the institution, of that group if it has one; another one each time."""
        found = [seed.id for seed in self.profile.processes if seed.group == group] or [seed.id for seed in self.profile.processes]
        return found[self.turn(f"process {group}") % len(found)]

    def known(self, processes: Iterable[str]) -> list[ProcessSeed]:
        """Those of the processes named that this institution has."""
        return [seed for seed in self.profile.processes if seed.id in set(processes)]

    def process_name(self, key: str) -> str:
        return next(seed.name for seed in self.profile.processes if seed.id == key).text(self.language)

    def word(self, name: str) -> str:
        """What somebody is called by position."""
        return self.rows["position"][0][name]

    # --- saying and doing ------------------------------------------------------------------------------------------

    def tell(self, sentence: Localised) -> None:
        self.say(sentence.text(self.language))

    def made(self, path: Path) -> Path:
        self.files.append(str(path))
        return path

    def next_folder(self) -> Path:
        """The folder of the bundles of the next round."""
        self._round += 1
        folder = self.folder / BUNDLES / str(self._round)
        folder.mkdir()
        return folder


def _examples(language: str) -> dict[str, list[dict[str, Any]]]:
    """What any unit writes in a year, and what units of one sort write."""
    rows = load_examples("year", language)
    for kind, more in load_examples("units", language).items():
        rows[kind] = [*rows.get(kind, ()), *more]
    return rows


def save(ws: Workspace, kind: str, *rows: dict[str, Any]) -> list[str]:
    """Save records; their ids."""
    return [saved.key.id for saved in records.save(ws, kind, rows).saved]


def act(ws: Workspace, actions: str, ids: Sequence[str], why: str = "") -> None:
    """Take steps with records, one after the other."""
    for action in actions.split() if ids else ():
        acts.act(ws, action, ids, why=why)


def own(each: Department, kind: str) -> list[dict[str, Any]]:
    """A unit's own records of a kind: a dean's office sees those of its departments too."""
    with each.ws.store.reading() as tx:
        return reading.records(tx, reading.Query(kind, unit=each.code))


def found(ws: Workspace, kind: str, *where: tuple[str, Any]) -> list[dict[str, Any]]:
    """The records of a kind that are in a store."""
    with ws.store.reading() as tx:
        return reading.records(tx, reading.Query(kind, where))


def ids(those: Iterable[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in those]


def one(ws: Workspace, kind: str, id_: str) -> dict[str, Any]:
    """A record of a store."""
    with ws.store.reading() as tx:
        return reading.records(tx, reading.Query(kind, ids=(id_,)))[0]
