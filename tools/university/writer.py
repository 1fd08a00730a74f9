"""Writing many records at once: as the journal's own lines, by the declarations, with ids that follow from the seed."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.cells import changed_cells
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key
from qms_desktop.store.versions import handed_version
from tools.university.place import Unit

BATCH = 4_000


class Writer:
    """Gathers records and writes them in big transactions."""

    def __init__(self, ws: Workspace, chance: random.Random) -> None:
        self.ws, self.chance = ws, chance
        self.written = 0
        self._edits: list[Edit] = []
        self._moment = self._registered = 0
        self._carried: dict[tuple[str, str], dict[str, list[str]]] = {}

    def new_id(self) -> str:
        """A UUIDv7 that follows from the seed; later ones sort later."""
        self._moment += 7
        value = (0x018C_0000_0000 + self._moment) << 80 | self.chance.getrandbits(80)
        value = value & ~(0xF << 76) | 0x7 << 76
        return str(uuid.UUID(int=value & ~(0x3 << 62) | 0x2 << 62))

    def next_number(self) -> str:
        """The next of the QA office's register: none stands twice."""
        self._registered += 1
        return f"Р-{self._registered:06d}"

    def follow(self, kind: str, unit: str, period: str, id_: str) -> str | None:
        """The record of the year before that this one follows from: the one of the same place in the unit's list."""
        years = self._carried.setdefault((kind, unit), {})
        own = years.setdefault(period, [])
        before = next(reversed([those for year, those in years.items() if year != period]), [])
        own.append(id_)
        return before[len(own) - 1] if len(own) <= len(before) else None

    def _item_ids(self) -> Iterator[str]:
        while True:
            yield self.new_id()

    def add(self, kind: str, unit: str, values: Mapping[str, Any], state: str = "", period: str = "", id_: str | None = None) -> str:
        """A new record; `state` is how far it was handed over: submitted, accepted or returned."""
        declared = KINDS[kind]
        cells = changed_cells(declared, {}, {name: value for name, value in values.items() if value is not None}, self._item_ids())
        if state:
            version = handed_version(declared, cells)
            cells["submission"] = {"version": version, "period": period}
            if state != "submitted":
                cells["verdict"] = {"version": version, "result": state}
        key = Key(unit, kind, id_ or self.new_id())
        self._edits.append(Edit(key, cells, seen={}))
        if len(self._edits) >= BATCH:
            self.flush()
        return key.id

    def flush(self) -> None:
        """Write what was gathered."""
        if self._edits:
            with self.ws.store.writing() as tx:
                self.ws.write(tx, self._edits, op="university")
            self.written += len(self._edits)
            self._edits = []


class Season:
    """One unit in one year: what the chapters write with."""

    def __init__(self, writer: Writer, unit: Unit, period: str, first: dt.date, part: float, rows: Mapping[str, list[dict]]) -> None:
        self.writer, self.unit, self.period, self.first, self.part, self.rows = writer, unit, period, first, part, rows
        self.chance, self.today = writer.chance, dt.date.today()
        self.risks: list[str] = []
        self.documents: list[str] = []
        self.nonconformities: list[str] = []

    @property
    def profile(self) -> Profile:
        return self.writer.ws.profile

    def times(self, often: float) -> range:
        """As many turns as a unit takes in a year, made fewer where the store is to be smaller."""
        return range(int(often * self.part + self.chance.random()))

    def day(self, number: int) -> str:
        """The so-and-so-many-th day of the year."""
        return (self.first + dt.timedelta(days=number)).isoformat()

    def past(self, number: int) -> str | None:
        """The same if it is past, None for what is yet to come."""
        day = self.first + dt.timedelta(days=number)
        return day.isoformat() if day <= self.today else None

    def is_over(self) -> bool:
        return self.first + dt.timedelta(days=365) <= self.today

    def row(self, kind: str) -> dict[str, Any]:
        """One of the examples, to be changed."""
        return dict(self.chance.choice(self.rows[kind]))

    def person(self) -> str:
        return self.chance.choice(self.unit.people)[0]

    @property
    def head(self) -> str:
        return self.unit.people[0][0]

    def own(self, text: str) -> str:
        """A text with something of its own, so that no two units write the same."""
        return f"{text}: {self.chance.choice(_OF)}"

    def add(self, kind: str, values: Mapping[str, Any], state: str = "", unit: str | None = None, id_: str | None = None) -> str:
        declared, home, id_ = KINDS[kind].stored_fields, unit or self.unit.code, id_ or self.writer.new_id()
        said = {"period": self.period, **values} if "period" in declared else dict(values)
        if "previous" in declared:
            said["previous"] = self.writer.follow(kind, home, self.period, id_)
        return self.writer.add(kind, home, said, state, self.period, id_)

    def handed(self) -> str:
        """How far something was handed over: nearly all of the earlier years is accepted."""
        if self.is_over():
            return self.chance.choices(("accepted", "returned", "submitted", ""), (93, 3, 2, 2))[0]
        return self.chance.choices(("accepted", "returned", "submitted", ""), (35, 10, 30, 25))[0]

    def measures(self, texts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Measures with terms, of which most are done when their day is past."""
        found = []
        for place, text in enumerate(texts):
            due = 60 + 70 * place + self.chance.randint(0, 60)
            done = self.past(due - self.chance.randint(-20, 30)) if self.chance.random() < 0.85 else None
            found.append({
                "text": text["text"], "due": self.day(due), "responsible": self.person(),
                "state": "done" if done else self.chance.choice(("planned", "in_progress")), "done_on": done,
                "evidence": "протокол" if done else None,
            })  # fmt: skip
        return found


_OF = (
    "1-курс", "2-курс", "3-курс", "4-курс", "магистратура", "сырттан окуу бөлүмү", "дуалдык топтор", "практика мезгили", "кышкы сессия",
    "жайкы сессия", "лабораториялык сабактар", "дипломдук иштер", "кабыл алуу мезгили", "аралыктан окутуу", "чет өлкөлүк студенттер",
    "жатакана", "китепкана", "окуу корпусу № 2", "окуу корпусу № 5", "спорт залы", "компьютердик класс", "илимий долбоорлор",
)  # fmt: skip
