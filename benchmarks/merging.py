"""How long merging takes beside its floor: `python benchmarks/merging.py [bundles] [changes]`.

The floor inflates, hashes, parses, and inserts the very rows that the store holds afterwards (journal, typed tables,
search) into the same schema, one transaction a bundle, with nothing known and nothing checked. Both run here, in
turn, on the same files. Prints JSON:
`merge_ratio` (at most 2.5), `again_ratio` (receiving the same files again, at most 0.15 of the first time), and the
memory that a process which merges them all holds after each quarter.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from hashlib import sha256
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from qms_desktop.core.profile import load_profile
from qms_desktop.exchange import keys, trust
from qms_desktop.exchange.archive import CHANGES, Archive
from qms_desktop.exchange.container import take_in
from qms_desktop.exchange.contents import Contents
from qms_desktop.exchange.manifest import Introduced
from qms_desktop.exchange.reader import Identity
from qms_desktop.exchange.receiving import receive
from qms_desktop.exchange.writer import header_of, pack, write_file
from qms_desktop.journal.change import Change, write_change
from qms_desktop.journal.signing import SignedHead, head_message
from qms_desktop.store.store import Store, bring_up_to_date, create_store, open_store

WORDS = ["окуу", "процесси", "сапат", "студент", "кафедра", "жооптуу", "мөөнөт", "чара", "тобокелдик", "билим", "берүү", "программа", "мугалим", "көрсөткүч", "ички", "аудит", "документ", "жетишсиз", "көзөмөл", "маалымат", "ресурс", "шайкеш", "келбөө", "өркүндөтүү", "пландоо"]
CHANGES_A_RECORD = 4


def text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize()


def lines_of(unit: str, devices: list[keys.DeviceKey], count: int, chance: random.Random) -> tuple[list[Change], list[SignedHead]]:
    """Changes of risks, several a record, by turns of the unit's devices; the last of each chain signed."""
    tips: dict[str, tuple[int, str | None]] = {}
    changes = []
    seen: dict[str, list[str]] = {}
    for number in range(count):
        step = number % CHANGES_A_RECORD
        if step == 0:
            record, seen = f"01a1f8bb-{chance.getrandbits(16):04x}-7{number % 4096:03x}-af6f-{chance.getrandbits(48):012x}", {}
        device = devices[step % len(devices)].device
        cells = {
            0: {"title": text(chance, 6), "cause": text(chance, 9), "category": "operational", "process": text(chance, 2)},
            1: {"rating": {"consequence": chance.randint(1, 5), "likelihood": chance.randint(1, 5)},
                "responsible": [text(chance, 2)], "measures/m1/text": text(chance, 7), "measures/m1/order": 1024},
            2: {"title": text(chance, 5), "deadline": "2026-12-25", "measures/m1/due": "2026-11-30"},
            3: {"residual": {"consequence": chance.randint(1, 5), "likelihood": 1}, "cause": text(chance, 9)},
        }[step]  # fmt: skip
        seq, prev = tips.get(device, (0, None))
        change = write_change(
            unit=unit, kind="risk", record=record, device=device, seq=seq + 1, prev=prev, as_=unit,
            by="01a1f8bb-9929-7851-af6f-bcf0f815ca43", at="2026-11-20T10:00:00Z", set=cells,
            seen={cell: seen[cell] for cell in cells if cell in seen}, salt=f"{chance.getrandbits(128):032x}",
        )  # fmt: skip
        seen |= {cell: [change.id] for cell in cells}
        tips[device] = (change.seq, change.id)
        changes.append(change)
    by_name = {each.device: each for each in devices}
    heads = [
        SignedHead(device, unit, seq, last, by_name[device].sign(head_message(device, unit, seq, last)))
        for device, (seq, last) in tips.items()
    ]
    return changes, heads


def make_bundles(store: Store, folder: Path, count: int, size: int) -> tuple[list[Path], dict[str, tuple[bytes, str]]]:
    """The files, and every device with its public key and unit."""
    chance = random.Random(1)
    files, people = [], {}
    for number in range(count):
        unit = f"К{number:03d}"
        devices = [keys.DeviceKey.new(), keys.DeviceKey.new()]
        changes, heads = lines_of(unit, devices, size, chance)
        introduced = {each.device: Introduced(each.public_key, unit, "department") for each in devices}
        people.update({each.device: (each.public_key, unit) for each in devices})
        records = len({change.record for change in changes})
        contents = Contents([change.line for change in changes], records, tuple(heads), introduced)
        identity = Identity("generic", "department", unit, devices[0].public_key)
        with tempfile.TemporaryFile() as payload, store.reading() as tx:
            manifest = pack(payload, contents, tx, devices[0], identity, "office", (unit,))
            write_file(folder / f"{unit}.qmsb", header_of(payload, manifest, devices[0]), payload, devices[0])
        files.append(folder / f"{unit}.qmsb")
    return files, people


TABLES = ("change", "record", "head", "r_risk", "r_risk_measures", "other")


class Floor:
    """The bare work: a database of the same schema, and the very rows that the store holds of a bundle, put in."""

    def __init__(self, empty: Path, store: Path) -> None:
        self.db = sqlite3.connect(empty, isolation_level=None)
        for setting in ("journal_mode=TRUNCATE", "synchronous=FULL", "cache_size=-65536", "temp_store=MEMORY"):
            self.db.execute(f"PRAGMA {setting}")
        self.source = sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True, isolation_level=None)
        self.decode = msgspec.json.Decoder().decode
        self.taken = dict.fromkeys(TABLES, 0)
        self.seconds = self.search_seconds = 0.0

    def take(self, path: Path) -> None:
        """One bundle, which the store has just merged."""
        rows = {name: self.source.execute(f'SELECT * FROM "{name}" WHERE rowid > {self.taken[name]}').fetchall()
                for name in TABLES}  # fmt: skip
        for name, found in rows.items():
            self.taken[name] += len(found)
        words = [(row[0], row[3]) for row in rows["r_risk"]]
        began = time.perf_counter()
        with take_in(path) as frame:
            header, payload = frame.header()
            lines = Archive(frame.file, payload, header.payload_length).read(CHANGES, 1 << 28).split(b"\n")[:-1]
        for line in lines:
            sha256(line).digest()
            self.decode(line)
        self.db.execute("BEGIN IMMEDIATE")
        for name, found in rows.items():
            if found:
                self.db.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(found[0]))})', found)
        search_began = time.perf_counter()
        self.db.executemany("INSERT INTO search (rowid, text) VALUES (?, ?)", words)
        self.search_seconds += time.perf_counter() - search_began
        self.db.execute("COMMIT")
        self.seconds += time.perf_counter() - began


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def merge_alone(folder: Path, files: list[Path], profile_name: str, identity: Identity, said: Connection) -> None:
    """Merge all files in a process of its own, and say what memory it holds after each quarter of them."""
    store = open_store(folder, before_migration=lambda _store: None)
    store.use_profile(load_profile(profile_name))
    quarters = {len(files) * part // 4 for part in (1, 2, 3, 4)}
    held: list[float] = []

    def beside(done: int, _of: int) -> None:
        if done in quarters:
            held.append(round(resident_mb()))

    receive(store, files, identity, progress=beside)
    store.close()
    said.send(held)


def main(arguments: list[str]) -> None:
    count, size = (int(arguments[0]) if arguments else 200), (int(arguments[1]) if len(arguments) > 1 else 1000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["QMS_KEYS"] = str(folder / "keys")
        (folder / "in").mkdir()
        store = create_store(folder / "store")
        store.use_profile(load_profile("generic"))
        bring_up_to_date(store)
        files, people = make_bundles(store, folder / "in", count, size)
        key = keys.open_key(store).key
        with store.writing() as tx:
            for device, (public_key, unit) in people.items():
                trust.put(tx, trust.Device(device, public_key, unit, "department", trust.CONFIRMED, trust.now()))
        identity = Identity("generic", "office", "office", key.public_key)
        shutil.copyfile(store.path, folder / "floor.sqlite")
        (folder / "alone").mkdir()
        shutil.copyfile(store.path, folder / "alone" / store.path.name)
        hears, says = Pipe(duplex=False)
        apart = get_context("spawn").Process(
            target=merge_alone, args=(folder / "alone", files, "generic", identity, says)
        )
        apart.start()
        held = hears.recv()
        apart.join()
        floor = Floor(folder / "floor.sqlite", store.path)
        spent = 0.0

        def beside(done: int, _of: int) -> None:
            """The floor takes each file just after it is merged: the machine's speed drifts."""
            nonlocal spent
            began = time.perf_counter()
            if done:
                floor.take(files[done - 1])
            spent += time.perf_counter() - began

        began = time.perf_counter()
        results = receive(store, files, identity, progress=beside).files
        merging = time.perf_counter() - began - spent
        wrong = [result for result in results if (result.status, result.changes_new) != ("merged", size)]
        assert not wrong, str(wrong[0].reason)
        began = time.perf_counter()
        results = receive(store, files, identity).files
        again = time.perf_counter() - began
        assert all(result.status == "already" for result in results)
        lines = count * size
        print(json.dumps({
            "bundles": count, "changes": lines, "bytes_a_line": mean_line(files[0], size),
            "floor_per_second": round(lines / floor.seconds), "merge_per_second": round(lines / merging),
            "merge_ratio": round(merging / floor.seconds, 2),
            "merge_ratio_to_a_floor_without_search": round(merging / (floor.seconds - floor.search_seconds), 2), "again_ratio": round(again / merging, 3),
            "resident_mb_after_each_quarter": held,
        }, indent=1))  # fmt: skip
        store.close()


def mean_line(path: Path, size: int) -> int:
    """The mean length of a line."""
    with take_in(path) as frame:
        header, payload = frame.header()
        return Archive(frame.file, payload, header.payload_length).members[CHANGES].size // size


if __name__ == "__main__":
    main(sys.argv[1:])
