"""How long merging takes beside its floor: `python -m benchmarks.merging [bundles] [changes]`.

Every bundle is signed, locked for the office, and carries the office's list of all trusted devices. The floor decrypts,
inflates, hashes, parses, and inserts the very rows that the store holds afterwards (journal, typed tables, search)
into the same schema, one transaction a bundle, with nothing known and nothing checked. Both run here, in turn, on the
same files. Prints JSON:
`merge_ratio` (at most 2.0), the same of processor time alone, `again_ratio` (receiving the same files again, at most
0.12 of the first time), and the memory that a process which merges them all holds after each quarter (under 400 MB).
"""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
import zipfile
from hashlib import sha256
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
import pyrage

from qms_desktop.core.profile import load_profile
from qms_desktop.exchange import age, issuing, keys, trust
from qms_desktop.exchange.archive import CHANGES
from qms_desktop.exchange.contents import Contents
from qms_desktop.exchange.manifest import Introduced
from qms_desktop.exchange.reader import Identity
from qms_desktop.exchange.receiving import receive
from qms_desktop.exchange.writer import header_of, lock, pack, write_file
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


def enrol(store: Store, office: Identity, key: keys.DeviceKey, units: list[str]) -> dict[str, list[keys.DeviceKey]]:
    """Two believed devices a unit, and the office's list of them all."""
    devices = {unit: [keys.DeviceKey.new(), keys.DeviceKey.new()] for unit in units}
    with store.writing() as tx:
        for unit, unit_devices in devices.items():
            for each in unit_devices:
                trust.put(tx, trust.Device(each.device, each.public_key, unit, "department", trust.CONFIRMED, trust.now(),
                                           each.receiving_key))  # fmt: skip
        issuing.issue(tx, office, key, (0, 0), None)
    return devices


def make_bundles(
    folder: Path, store: Store, office: keys.DeviceKey, devices_of: dict[str, list[keys.DeviceKey]], size: int
) -> list[Path]:
    """The files that the units send."""
    chance = random.Random(1)
    files = []
    with store.reading() as tx:
        trusted = issuing.held(tx)
    for unit, devices in devices_of.items():
        changes, heads = lines_of(unit, devices, size, chance)
        introduced = {
            each.device: Introduced(each.public_key, unit, "department", each.receiving_key) for each in devices
        }
        contents = Contents(
            [change.line for change in changes], len({change.record for change in changes}), tuple(heads), introduced,
            trusted=trusted, locked_for=(office.receiving_key, devices[0].receiving_key),
        )  # fmt: skip
        identity = Identity("generic", "department", unit, devices[0].public_key)
        with store.reading() as tx, tempfile.TemporaryFile() as plain, tempfile.TemporaryFile() as locked:
            manifest = pack(plain, contents, tx, devices[0], identity, "office", (unit,))
            payload = lock(plain, locked, contents.locked_for)
            write_file(folder / f"{unit}.qmsb", header_of(payload, manifest, devices[0]), payload, devices[0])
        files.append(folder / f"{unit}.qmsb")
    return files


class Spent:
    """Time on the wall and of the processor, between `begin` and `end`, summed up."""

    def __init__(self) -> None:
        self.wall = self.processor = 0.0

    def begin(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def end(self) -> None:
        self.wall += time.perf_counter() - self._began[0]
        self.processor += time.process_time() - self._began[1]


TABLES = ("change", "record", "head", "r_risk", "r_risk_measures", "other")


class Floor:
    """The bare work: a database of the same schema, and the very rows that the store holds of a bundle, put in."""

    def __init__(self, empty: Path, store: Path, key: keys.DeviceKey) -> None:
        self.identity = pyrage.x25519.Identity.from_str(age.secret_text(key.receiving_secret))
        self.db = sqlite3.connect(empty, isolation_level=None)
        for setting in ("journal_mode=TRUNCATE", "synchronous=FULL", "cache_size=-65536", "temp_store=MEMORY"):
            self.db.execute(f"PRAGMA {setting}")
        self.source = sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True, isolation_level=None)
        self.decode = msgspec.json.Decoder().decode
        self.taken = dict.fromkeys(TABLES, 0)
        self.spent, self.search_seconds = Spent(), 0.0

    def take(self, path: Path) -> None:
        """One bundle, which the store has just merged."""
        rows = {name: self.source.execute(f'SELECT * FROM "{name}" WHERE rowid > {self.taken[name]}').fetchall()
                for name in TABLES}  # fmt: skip
        for name, found in rows.items():
            self.taken[name] += len(found)
        words = [(row[0], row[3]) for row in rows["r_risk"]]
        self.spent.begin()
        data = path.read_bytes()
        sha256(data).digest()
        plain = pyrage.decrypt(data[12 + int.from_bytes(data[8:12]) : -64], [self.identity])
        with zipfile.ZipFile(io.BytesIO(plain)) as archive:
            lines = archive.read(CHANGES).split(b"\n")[:-1]
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
        self.spent.end()


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
        key = keys.open_key(store).key
        identity = Identity("generic", "office", "office", key.public_key, keyring=key.keyring)
        devices = enrol(store, identity, key, [f"К{number:03d}" for number in range(count)])
        files = make_bundles(folder / "in", store, key, devices, size)
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
        floor = Floor(folder / "floor.sqlite", store.path, key)
        merging = Spent()

        def beside(done: int, _of: int) -> None:
            """The floor takes each file just after it is merged: the machine's speed drifts."""
            merging.end()
            if done:
                floor.take(files[done - 1])
            merging.begin()

        merging.begin()
        results = receive(store, files, identity, progress=beside).files
        merging.end()
        wrong = [result for result in results if (result.status, result.changes_new) != ("merged", size)]
        assert not wrong, str(wrong[0].reason)
        began = time.perf_counter()
        results = receive(store, files, identity).files
        again = time.perf_counter() - began
        assert all(result.status == "already" for result in results)
        lines = count * size
        print(json.dumps({
            "bundles": count, "changes": lines, "bytes_a_line": mean_line(devices["К000"], size),
            "floor_per_second": round(lines / floor.spent.wall), "merge_per_second": round(lines / merging.wall),
            "merge_ratio": round(merging.wall / floor.spent.wall, 2),
            "merge_ratio_of_processor_time": round(merging.processor / floor.spent.processor, 2),
            "merge_ratio_to_a_floor_without_search": round(merging.wall / (floor.spent.wall - floor.search_seconds), 2),
            "again_ratio": round(again / merging.wall, 3),
            "resident_mb_after_each_quarter": held,
        }, indent=1))  # fmt: skip
        store.close()


def mean_line(devices: list[keys.DeviceKey], size: int) -> int:
    """The mean length of a line."""
    changes, _heads = lines_of("К000", devices, size, random.Random(1))
    return sum(len(change.line) for change in changes) // size


if __name__ == "__main__":
    main(sys.argv[1:])
