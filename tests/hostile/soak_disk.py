"""The failing disk, exhaustively: every event of every job struck in every way. `make soak-disk`.

    python -m tests.hostile.soak_disk [JOB…]
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from qms_desktop.core.messages import speaking

from . import disk
from .disk import Fails, Full
from .jobs import JOBS, Job
from .site import make_site
from .sweeps import PAGE, Sweep, cut_power, events_of, fail

SEEDS = (None, 1, 2)


def soak(job: Job, told: dict[str, Sweep]) -> None:
    """All of one job."""
    events = events_of(job)
    numbers = range(1, len(events) + 1)
    cut_power(job, [(number, seed) for number in numbers for seed in SEEDS], told["F21 the power is cut"])
    job.reset()
    with disk.on(job.site.place) as sound:
        job.do()
    for said in fail(job, (Full(room) for room in range(0, sound.most, PAGE)), told["F22 the disk is full"]):
        assert "full" in str(said)
    faults = (Fails(number, lasting=lasting) for number in numbers for lasting in (False, True))
    for _said in fail(job, faults, told["F23 one thing fails"]):
        pass


def main() -> int:
    summary = {}
    with tempfile.TemporaryDirectory() as folder, speaking("en"):
        site = make_site(Path(folder))
        for kind in [kind for kind in JOBS if kind.name in (sys.argv[1:] or [kind.name])]:
            told = {name: Sweep() for name in ("F21 the power is cut", "F22 the disk is full", "F23 one thing fails")}
            soak(kind(site), told)
            summary[kind.name] = {name: asdict(sweep) for name, sweep in told.items()}
            print(kind.name, {name: str(sweep) for name, sweep in told.items()}, file=sys.stderr, flush=True)
    json.dump(summary, sys.stdout, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
