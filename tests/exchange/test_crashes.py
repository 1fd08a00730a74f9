"""F20, F22, F35, P08: killed, out of room, and two at once."""

import os
import random
import signal
import subprocess
import sys
import threading
import time

import pytest

from qms_desktop.core.errors import UserError

RECEIVER = """
import os, sys
from pathlib import Path
os.environ["QMS_KEYS"] = sys.argv[2]
from qms_desktop.core.profile import load_profile
from qms_desktop.exchange.keys import open_key
from qms_desktop.exchange.reader import Identity
from qms_desktop.exchange.receiving import receive
from qms_desktop.store.store import open_store
store = open_store(Path(sys.argv[1]), wait_seconds=30, before_migration=lambda s: None)
store.use_profile(load_profile("generic"))
identity = Identity("generic", "office", "office", (key := open_key(store).key).public_key, keyring=key.keyring)
print("ready", flush=True)
files = receive(store, [Path(p) for p in sys.argv[3:]], identity).files
print(" ".join(f.status for f in files), flush=True)
"""


def receiver(office, *paths):
    return subprocess.Popen(
        [sys.executable, "-c", RECEIVER, str(office.store.folder), str(office.home), *map(str, paths)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_F20_killed_at_any_moment_of_a_merge(office, unit, stick):
    """P08: each file is in whole or not at all, and asking again goes on."""
    paths = []
    for number in range(4):
        unit.fill(300)
        paths.append(unit.send(stick / f"{number}.qmsb"))
    chance = random.Random(20)
    office.store.close()
    merged = []
    for _turn in range(6):
        process = receiver(office, *paths)
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.random() * 0.25)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        office.reopen()
        _records, changes = office.totals()
        assert changes in (0, 300, 600, 900, 1200)
        assert changes >= max(merged, default=0)
        merged.append(changes)
        assert office.problems() == []
        office.store.close()
    process = receiver(office, *paths)
    said, _ = process.communicate(timeout=60)
    assert set(said.split()[1:]) <= {"merged", "already"}
    office.reopen()
    assert office.digest() == unit.digest()


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_F22_disk_full_while_merging(office, unit, stick):
    """No more room for the store's file: one sentence, and everything as before."""
    import resource

    unit.save()
    office.one(unit.send(stick / "first.qmsb"))
    unit.fill(600)
    path = unit.send(stick / "a.qmsb")
    before, size = office.state(), office.store.path.stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, hard))
        with pytest.raises(UserError) as told:
            office.receive(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert "nothing was changed" in str(told.value)
    assert office.state() == before
    assert office.one(path).status == "merged"
    assert office.digest() == unit.digest()
    assert office.problems() == []


def test_F35_two_imports_at_once(office, unit, stick):
    """Two threads of one program, then two programs: one after the other."""
    paths = []
    for number in range(4):
        unit.fill(50)
        paths.append(unit.send(stick / f"{number}.qmsb"))
    results = {}
    threads = [
        threading.Thread(target=lambda n=n, part=part: results.update({n: office.receive(*part).files}))
        for n, part in enumerate((paths, paths[::-1]))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {r.status for files in results.values() for r in files} == {"merged", "already"}
    assert office.digest() == unit.digest()
    unit.fill(50)
    path = unit.send(stick / "more.qmsb")
    office.store.close()
    programs = [receiver(office, path), receiver(office, path)]
    said = sorted(program.communicate(timeout=60)[0].split()[-1] for program in programs)
    assert said == ["already", "merged"]
    office.reopen()
    assert office.digest() == unit.digest()


def test_a_crash_between_blob_and_commit_leaves_nothing_that_counts(office, unit, stick, monkeypatch):
    from qms_desktop.exchange import ledger

    from .test_faults_transport import attach

    named = attach(unit, b"scan" * 100)
    unit.save(title="А", scans=[named])
    path = unit.send(stick / "a.qmsb")

    def broken(*_arguments):
        raise RuntimeError("pulled")

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "enter_received", broken)
        with pytest.raises(RuntimeError):
            office.one(path)
    assert office.totals() == (0, 0)
    assert office.one(path).status == "merged"


def test_the_folder_waiting_is_made_again(office, pcs, unit, stick):
    unit.save()
    office.one(unit.send(stick / "a.qmsb"))
    (office.store.folder / "waiting").rmdir()
    second = pcs("КМТ")
    second.save()
    assert office.one(second.send(stick / "b.qmsb")).status == "waiting"


