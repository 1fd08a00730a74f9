"""Cases by their numbers, one after the other into one office: what became of each, how long it took, how much memory.

    python -m tests.hostile.mutations --first 0 --count 500      JSON of what happened, exit 1 for any fault
    python -m tests.hostile.mutations --first 1234 --count 1     the same case again
"""

from __future__ import annotations

import hashlib
import random
import re
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from . import insides, passing, raw, zips
from .ground import Ground, ids

Make = Callable[[Ground, random.Random], bytes]

KINDS: dict[str, tuple[int, Make]] = {
    "bits flipped": (8, raw.flipped), "cut": (4, raw.cut), "spliced": (6, raw.spliced), "blocks repeated": (6, raw.repeated),
    "lengths": (2, raw.relength), "header, unsigned": (4, raw.header_edited), "copied as text": (1, raw.text_mode),
    "header, re-signed": (8, insides.header_resigned), "payload, re-signed": (5, insides.payload_spoilt),
    "signed by others": (5, insides.strangers),
    "zip by other tools": (6, zips.other_tool), "zip members": (6, zips.members_changed), "zip headers": (10, zips.header_lies),
    "zip bytes": (6, zips.spoilt), "zip gaps": (5, zips.gaps), "zip overlaps": (3, zips.overlapping), "zip bombs": (1, zips.bomb),
    "zip of many": (1, zips.many),
    "manifest": (14, insides.manifest_edited), "manifest lists": (8, insides.manifest_part), "forged lists": (4, insides.lists_forged),
    "lines": (14, insides.line_edited), "lines' bytes": (8, insides.lines_spoilt), "heavy": (2, insides.heavy), "own lines": (8, insides.own_line),
    "forged changes": (8, insides.forged),
    "forged redactions": (3, insides.taken_away), "forged heads": (4, insides.heads_forged),
    "attachments": (6, insides.attachment_altered), "passed on": (5, passing.passed_on),
}  # fmt: skip
"""How to make each kind of case, and how often."""

_ORDER = [name for name, (share, _make) in KINDS.items() for _ in range(share)]
random.Random(0).shuffle(_ORDER)

MOST_SECONDS, MOST_MB = 5.0, 300.0


@dataclass
class Case:
    """What became of one file."""

    number: int
    kind: str
    status: str = ""
    seconds: float = 0.0
    mb: float = 0.0
    faults: list[str] = field(default_factory=list)


@dataclass
class Told:
    """What became of many."""

    cases: int = 0
    outcomes: Counter = field(default_factory=Counter)
    """By (kind, status)."""
    most_seconds: float = 0.0
    most_mb: float = 0.0
    faults: list[str] = field(default_factory=list)

    def add(self, case: Case) -> None:
        self.cases += 1
        self.outcomes[case.kind, case.status] += 1
        self.most_seconds, self.most_mb = max(self.most_seconds, case.seconds), max(self.most_mb, case.mb)
        self.faults += [f"case {case.number} ({case.kind}): {fault}" for fault in case.faults]


def run(ground: Ground, number: int, kind: str | None = None) -> Case:
    """Make a case, let the office receive it, and look whether everything is as it must be."""
    kind = kind or _ORDER[number % len(_ORDER)]
    chance = random.Random(f"{kind} {number}")
    data = ground.honest
    while data in (ground.honest, ground.others):  # what changed nothing is no mutation
        data = KINDS[kind][1](ground, chance)
    case = Case(number, kind)
    receive(ground, data, case)
    return case


def receive(ground: Ground, data: bytes, case: Case, most_mb: float = MOST_MB) -> None:
    """Let the office receive a file, and write down what became of it and what is not as it must be."""
    ground.out.write_bytes(data)
    before = ground.fingerprint()
    _forget_peak()
    start = time.process_time()  # a busy machine is no fault; the watchdog sees to what waits
    try:
        case.status = "+".join(sorted({file.status for file in ground.office.receive(ground.out).files}))
    except Exception:  # noqa: BLE001 whatever it is, it is what is looked for
        case.status = "exception"
        case.faults.append(traceback.format_exc())
    case.seconds, case.mb = time.process_time() - start, _peak_mb()
    if case.seconds > MOST_SECONDS:
        case.faults.append(f"took {case.seconds:.1f} s")
    if case.mb > most_mb:
        case.faults.append(f"took {case.mb:.0f} MB")
    if ground.fingerprint() != before:
        case.faults += _changed(ground, case.status)
        ground.put_back()


def _changed(ground: Ground, status: str) -> list[str]:
    """The faults of a store that is not as it was."""
    if status in ("rejected", "exception"):
        return [f"{status}, but the store is not as it was"]
    office, faults = ground.office, []
    now = set(ids(office))
    if not ground.known <= now:
        faults.append("changes are gone")
    if not all(ground.is_own(name) for name in now - ground.known - ground.true):
        faults.append("changes that are not true came in")
    if "merged" not in status and now != ground.known:
        faults.append(f"{status}, but changes came in")
    if status == "merged" and now == ground.known and not (office.store.folder / "files" / ground.attached).exists():
        faults.append("merged, but nothing came in")
    faults += [str(problem) for problem in office.problems()]
    faults += [
        f"the device {name} is believed" for name, device in office.devices().items()
        if ground.devices.get(name) != (device.unit, device.role, device.state) and device.trusted
    ]  # fmt: skip
    faults += [f"the file {path.name} is not what it is called" for path in (office.store.folder / "files").iterdir() if not _own(path)]
    return faults


def _own(path: Path) -> bool:
    return hashlib.sha256(path.read_bytes()).hexdigest() == path.name


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak_mb() -> float:
    """The most memory that this process held since the peak was forgotten."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
