"""What comes: what an auditor would find, what the year asks for, and whether a new year can be begun.

It takes longer than what Home shows at once, and is read when the window rests.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Generator
from itertools import chain

from msgspec import Struct

from qms_desktop.services import checks, new_year, year
from qms_desktop.services.workspace import Workspace
from qms_desktop.services.year import Owed

AHEAD = 60
"""Days that Home looks ahead."""


class Outlook(Struct, frozen=True):
    """`weights` counts what an auditor would find; `owed` is late or due soon; `carried` waits to be carried over.

    `seconds` says how long it took to read: what takes long is read more seldom.
    """

    weights: dict[str, int]
    owed: list[Owed]
    late: int
    carried: int
    today: dt.date
    seconds: float

    @property
    def found(self) -> int:
        return sum(self.weights.values())


def outlook(ws: Workspace, today: dt.date | None = None) -> Generator[None, None, Outlook]:
    """The outlook of this store's unit, or of the QA office over all units; between two steps other work may be done."""
    today = today or dt.date.today()
    spent, begun = 0.0, time.monotonic()
    for _step in chain(checks.look_through(ws, today=today), year.look_through(ws, AHEAD, today=today)):
        spent += time.monotonic() - begun
        yield
        begun = time.monotonic()
    weights = Counter(one.weight for one in checks.findings(ws, today=today))
    owed = year.owed_now(ws, AHEAD, today=today)
    waiting = new_year.to_carry(ws, today=today) if ws.role in ("department", "office") else None
    return Outlook(
        {weight: weights[weight] for weight in checks.WEIGHTS}, owed, sum(one.due < today for one in owed),
        waiting.count if waiting else 0, today, spent + time.monotonic() - begun,
    )  # fmt: skip
