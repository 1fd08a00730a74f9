"""What all parts of the played year share: the stores, the day, the rows to be written, and saying what was made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qms_desktop.core.examples import load_examples
from qms_desktop.core.messages import Localised
from qms_desktop.core.profile import Profile
from qms_desktop.services import acts, records
from qms_desktop.services.demo_rows import STAFF, DemoUnit
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.store import reading

Say = Callable[[str], None]
BUNDLES, RETURNS, INVITATIONS, PAPERS, SHEETS = "bundles", "return", "invitations", "pdf", "xlsx"


@dataclass
class Department:
    """A unit of the demo with its store, and what was written in it by kind."""

    unit: DemoUnit
    ws: Workspace
    measured: list[tuple[dict[str, str], dict[str, Any], list[list[int]]]] = field(default_factory=list)
    """What is measured twice a year: of which card, as which row says, what was counted of how many."""
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
    stores: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    open_ones: ExitStack = field(default_factory=ExitStack)
    office: Workspace = field(init=False)
    departments: list[Department] = field(default_factory=list)
    of_university: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """The objectives of the whole university with their rows."""
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
        return cls(folder, institution, language, say, profile, first, load_examples("year", language))

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
        number = self._taken.get(kind, 0)
        self._taken[kind] = number + 1
        return dict(self.rows[kind][number % len(self.rows[kind])])

    def process(self, group: str) -> str:
        """A process of the institution, of that group if it has one; another one each time."""
        found = [seed.id for seed in self.profile.processes if seed.group == group] or [seed.id for seed in self.profile.processes]
        number = self._taken.get(f"process {group}", 0)
        self._taken[f"process {group}"] = number + 1
        return found[number % len(found)]

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
