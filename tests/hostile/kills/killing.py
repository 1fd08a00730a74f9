"""A job in a process that is killed, in one of three ways; what it leaves; and the same job done again.

- at an event: the process kills itself just before the n-th thing that it does to the disk, seldom ones too
- after a while: the services run over the real SQLite, and the parent kills after a random part of the usual time
- the command: the same with the program itself, started by its command line
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.hostile import disk
from tests.hostile.jobs import JOBS, Job
from tests.hostile.site import Site
from tests.hostile.sweeps import STATES, events_of, telling

WAYS = ("at an event", "at an event", "after a while", "at an event", "after a while", "the command")


@dataclass
class Told:
    """What became of the kills."""

    kills: int = 0
    outcomes: Counter = field(default_factory=Counter)
    """By (job, way, state afterwards)."""
    faults: list[str] = field(default_factory=list)


class Killer:
    """Kills jobs on one site."""

    def __init__(self, site: Site) -> None:
        self.told = Told()
        self.jobs = [kind(site) for kind in JOBS]
        self._events = {job.name: events_of(job) for job in self.jobs}
        self._usual: dict[tuple[str, str], float] = {}

    def kill(self, number: int) -> None:
        """The kill of that number: any job, any way, any moment."""
        job, way = self.jobs[number % len(self.jobs)], WAYS[number // len(self.jobs) % len(WAYS)]
        chance = random.Random(number)
        self.told.kills += 1
        try:
            job.reset()
            struck = self._struck(job, way, chance)
            where = job.passes.index(job.look())
            job.finish()
        except Exception:  # noqa: BLE001 whatever it is, it is what is looked for
            self.told.faults.append(f"kill {number} ({job.name}, {way}): {traceback.format_exc()}")
            return
        state = STATES[len(job.passes)][where]
        self.told.outcomes[job.name, way, state if struck else "was done before"] += 1

    def _struck(self, job: Job, way: str, chance: random.Random) -> bool:
        if way == "at an event":
            events = self._events[job.name]
            at = chance.choice(telling(events, len(events), 0)) if chance.random() < 0.7 else chance.randint(1, len(events))
            return _killed(_forked(lambda: _until_event(job, at)))
        if (job.name, way) not in self._usual:
            start = time.perf_counter()
            self._start(job, way).wait()
            self._usual[job.name, way] = time.perf_counter() - start
            job.reset()
        process = self._start(job, way)
        time.sleep(chance.random() * self._usual[job.name, way])
        process.kill()
        return process.wait() == -signal.SIGKILL

    def _start(self, job: Job, way: str) -> _Forked | subprocess.Popen[str]:
        return _Forked(job.do) if way == "after a while" else _command(job)


def _until_event(job: Job, number: int) -> None:
    with disk.on(job.site.place, disk.Killed(number)):
        job.do()


class _Forked:
    """A process that does something in a copy of this one."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._pid = os.fork()
        if self._pid == 0:
            code = 1
            try:
                work()
                code = 0
            except BaseException:  # noqa: BLE001 nothing of the parent's may run on in this copy of it
                traceback.print_exc()
            finally:
                os._exit(code)

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])


def _forked(work: Callable[[], None]) -> int:
    return _Forked(work).wait()


def _killed(code: int) -> bool:
    if code not in (0, -signal.SIGKILL):
        raise AssertionError(f"the job ended by itself with {code}")
    return code != 0


def _command(job: Job) -> subprocess.Popen[str]:
    words, given = job.command()
    with job.site.at_home():
        process = subprocess.Popen(
            [sys.executable, "-m", "qms_desktop", "--store", str(job.folder), *words],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
    process.stdin.write(given)
    process.stdin.close()
    return process
