"""Whether a store of 1,000,000 changes is as quick as one of 10,000: `python -m benchmarks.million [changes]`.

Makes both stores of risks (eight saves a record) and asks them in turn, so that the machine's drift touches both: how
long opening takes, how soon the window shows its first screen (a process of its own; also its processor time, which
other programs on the machine do not lengthen), one record's history, one save. Prints JSON: the quickest of each in
milliseconds, and the ratios of the large store to the small one, each at most 1.3.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.merging import text
from benchmarks.start import ours
from qms_desktop.journal.change import Change, write_change
from qms_desktop.journal.signing import SignedHead, head_message
from qms_desktop.services import records, setup
from qms_desktop.services.workspace import Workspace, open_workspace

SMALL, LARGE = 10_000, 1_000_000
SAVES, UNITS, BATCH = 8, 200, 20_000
ROUNDS, SCREENS = 31, 5


class Writer:
    """Changes of risks by one device, in the chains of all units."""

    def __init__(self, ws: Workspace) -> None:
        self.ws, self.chance = ws, random.Random(3)
        self.tips: dict[str, tuple[int, str | None]] = {}
        self.records: list[str] = []

    def fill(self, count: int) -> None:
        """Write that many changes, in transactions of `BATCH`, each with its chains' heads signed."""
        for start in range(0, count, BATCH):
            changes = [each for _record in range(min(BATCH, count - start) // SAVES) for each in self.record()]
            key = self.ws.key
            heads = [
                SignedHead(key.device, unit, *self.tips[unit], key.sign(head_message(key.device, unit, *self.tips[unit])))
                for unit in {change.unit for change in changes}
            ]
            with self.ws.store.writing() as tx:
                tx.append(changes, heads)

    def record(self) -> list[Change]:
        """The saves of a new record."""
        chance = self.chance
        unit = f"Б{len(self.records) % UNITS:03d}"
        record = f"01a1f8bb-{len(self.records) % 65536:04x}-7{len(self.records) // 65536:03x}-af6f-{chance.getrandbits(48):012x}"
        self.records.append(record)
        title, cause = text(chance, 5), text(chance, 7)
        saves = [
            {"title": title, "code": f"Т-{unit}-{len(self.records)}", "category": "academic"},
            {"cause": cause, "period": "2026/27"},
            {"rating": {"consequence": chance.randint(1, 5), "likelihood": chance.randint(1, 5)}},
            {"measures/m1/text": text(chance, 5), "measures/m1/order": 1024}, {"deadline": "2026-12-25"},
            {"measures/m1/due": "2026-11-30"}, {"title": f"{title}, {chance.randint(1, 99)}"}, {"cause": f"{cause}."},
        ]  # fmt: skip
        heads: dict[str, list[str]] = {}
        return [self.change(unit, record, cells, heads) for cells in saves]

    def change(self, unit: str, record: str, cells: dict, heads: dict[str, list[str]]) -> Change:
        """A save by somebody who was shown what stood there."""
        seq, prev = self.tips.get(unit, (0, None))
        change = write_change(
            unit=unit, kind="risk", record=record, device=self.ws.key.device, seq=seq + 1, prev=prev, as_="office",
            by=self.ws.person, at="2026-11-20T10:00:00Z", set=cells,
            seen={cell: heads[cell] for cell in cells if cell in heads}, salt=f"{self.chance.getrandbits(128):032x}",
        )  # fmt: skip
        self.tips[unit] = (change.seq, change.id)
        heads |= {cell: [change.id] for cell in cells}
        return change


def make(folder: Path, count: int) -> tuple[Path, list[str]]:
    """A store of that many changes, and its records."""
    with setup.init(folder, institution="jasu", role="office", unit=None, person="А. Б.", position="Башчы") as ws:
        writer = Writer(ws)
        writer.fill(count)
        return folder, writer.records


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def screen(folder: Path) -> tuple[float, float]:
    """When the first screen of a store stands, and the processor time of the whole process, in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    shown = ours(folder)["data_ms"]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return shown, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def measure(stores: dict[str, tuple[Path, list[str]]]) -> dict[str, dict[str, float]]:
    """By what was asked: the quickest of each store."""
    chance, took = random.Random(5), {}
    for name, (folder, _records) in stores.items():
        ours(folder)  # the first start of the day makes a backup
        took[name] = {what: [] for what in ("open", "screen", "screen_processor", "history", "save")}
    for number in range(ROUNDS):
        for name, (folder, known) in stores.items():
            if number < SCREENS:
                shown, processor = screen(folder)
                took[name]["screen"].append(shown)
                took[name]["screen_processor"].append(processor)
            began = time.perf_counter()
            with open_workspace(folder) as ws:
                took[name]["open"].append((time.perf_counter() - began) * 1000)
                one, other = chance.choice(known), chance.choice(known)
                records.history(ws, known[0])  # what is read once, whatever is asked
                took[name]["history"].append(milliseconds(lambda ws=ws, one=one: records.history(ws, one)))
                change = {"id": other, "cause": f"Себеп {number}"}
                took[name]["save"].append(milliseconds(lambda ws=ws, change=change: records.save(ws, "risk", [change])))
    return {name: {what: min(times) for what, times in told.items()} for name, told in took.items()}


def main(count: int = LARGE) -> dict:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["QMS_KEYS"] = str(folder / "keys")
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
        began = time.perf_counter()
        stores = {"small": make(folder / "small", SMALL), "large": make(folder / "large", count)}
        made = time.perf_counter() - began
        took = measure(stores)
        size = (folder / "large" / "store.sqlite").stat().st_size
        return {
            "changes": count, "made_in_s": round(made), "store_mb": round(size / 2**20),
            **{f"{what}_ms": [round(took[name][what], 1) for name in ("small", "large")] for what in took["small"]},
            **{f"{what}_ratio": round(took["large"][what] / took["small"][what], 2) for what in took["small"]},
        }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else LARGE), indent=1))
