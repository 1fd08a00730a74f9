"""Jobs done over disks that fail at one place after the other, and what must hold each time."""

from __future__ import annotations

import contextlib
import itertools
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qms_desktop.core.errors import UserError

from . import disk
from .disk import Event, Fault
from .jobs import Job

PAGE = 4096


STATES = {1: ("sound",), 2: ("old", "new"), 3: ("old", "between files", "new")}
"""What a store is said to be that was left in one of the states of a job."""


@dataclass
class Sweep:
    """How many places were struck, and whether the job was in its old state, a new one, or between afterwards."""

    places: int = 0
    told: int = 0
    """How often the job was stopped by it; at other places nothing depended on what failed."""
    ended: Counter = field(default_factory=Counter)

    def __str__(self) -> str:
        return f"{self.places} places, {self.told} told; " + ", ".join(f"{k} {n}" for k, n in sorted(self.ended.items()))


def events_of(job: Job) -> list[Event]:
    """Everything that the job does to a sound disk."""
    job.reset()
    with disk.on(job.site.place) as sound:
        job.do()
    return sound.events


def telling(events: Iterable[Event], most: int, seed: int) -> list[int]:
    """So many places, of those that differ from their neighbours: the ends of each run of one thing on one file."""
    chosen: set[int] = set()
    for _key, run in itertools.groupby(events, key=lambda event: (event.kind, event.path)):
        numbers = [event.number for event in run]
        chosen |= {numbers[0], numbers[-1]}
    return sorted(random.Random(seed).sample(sorted(chosen), min(most, len(chosen))))


def fail(job: Job, faults: Iterable[Fault], sweep: Sweep) -> Iterator[UserError]:
    """Do the job over each faulty disk, look at what is left, and do it again on a sound one; the sentences told."""
    for fault in faults:
        job.reset()
        said = None
        with disk.on(job.site.place, fault):
            try:
                job.do()
            except UserError as told:
                said = told
        _look(job, sweep, said is not None)
        if said is not None:
            yield said


def cut_power(job: Job, cuts: Iterable[tuple[int, int | None]], sweep: Sweep) -> None:
    """Cut the power at each (event, seed); what was not synced is lost: all of it, or with a seed some by chance."""
    for number, seed in cuts:
        job.reset()
        with disk.on(job.site.place, disk.PowerCut(number)) as struck, contextlib.suppress(UserError):
            job.do()
        struck.cut(None if seed is None else random.Random(f"{number} {seed}"))
        found = _look(job, sweep, struck.dead)
        assert struck.dead or found == job.passes[-1]  # what was said to be done is done


def _look(job: Job, sweep: Sweep, told: bool) -> str:
    sweep.places += 1
    sweep.told += told
    found = job.look()
    sweep.ended[STATES[len(job.passes)][job.passes.index(found)]] += 1
    job.finish()
    return found
