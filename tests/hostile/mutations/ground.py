"""What the mutations start from: an office that knows a department, an honest bundle, and what is true in it."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from pathlib import Path

from sqlalchemy import select

from qms_desktop.exchange import attachments, invitations, trust
from qms_desktop.exchange.archive import MANIFEST
from qms_desktop.exchange.keys import DeviceKey
from qms_desktop.exchange.manifest import Introduced
from qms_desktop.exchange.receiving import confirm_device
from qms_desktop.journal.canonical import canonical
from qms_desktop.journal.change import Change
from qms_desktop.journal.reader import read_line
from qms_desktop.store import tables
from tests.exchange import forge
from tests.exchange.listing import an_invitation
from tests.exchange.office import CLOCK, Pc, make_pc

SCAN = b"%PDF-1.4 a scan " * 200


class Ground:
    """The office, the department КМТ (the insider), another department, and the files between them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "case.qmsb"
        self.office = make_pc(folder / "office", "office", "office")
        self.unit = make_pc(folder / "КМТ", "КМТ")
        self.other = make_pc(folder / "МТК", "МТК")
        for pc in (self.unit, self.other):
            pc.fill(4)
            let_in(self.office, pc.send(folder / f"{pc.unit}-0.qmsb"))
            let_in(pc, self.office.send(folder / f"{pc.unit}.qmsb", recipient=pc.unit, units=[pc.unit]))
        self.attached = self._attach()
        self.unit.fill(6)
        self.unit.save("1", title="Өзгөргөн")
        self.unit.save(unit="МТК", title="Сунуш")
        self.honest = self.unit.send(folder / "honest.qmsb").read_bytes()
        self.others = self.other.send(folder / "other.qmsb").read_bytes()
        assert is_locked(self.honest)
        assert is_locked(self.others)
        self.lines = lines_of(self.unit)
        self.heads = [forge.head(self.unit, last) for last in _last(self.lines)]
        self.invitation = invitations.to_bytes(an_invitation(self.office.key), self.office.key.sign)
        self.known = set(ids(self.office))
        self.devices = {name: (d.unit, d.role, d.state) for name, d in self.office.devices().items()}
        self.true = {hashlib.sha256(line).hexdigest() for line in self.lines}
        self.office.store.close()
        shutil.copytree(self.office.store.folder, folder / "kept")
        self.office.reopen()

    def _attach(self) -> str:
        path = self.folder / "скан.pdf"
        path.write_bytes(SCAN)
        with self.unit.store.writing() as tx:
            found = attachments.add(tx, path, CLOCK)
        cells = {"name": path.name, "sha256": found.sha256, "size": found.size}
        self.unit.save("1", title="Тиркеме", **{f"files/{found.sha256[:32]}/{k}": v for k, v in cells.items()})
        return found.sha256

    def zip_of(self, data: bytes) -> bytes:
        """The honest payload, its attachment in it, out of what `forge` packs."""
        members = forge.members_of(data)
        manifest = json.loads(members[MANIFEST])
        manifest["attachments"] = [{"sha256": self.attached, "size": len(SCAN), "name": "скан.pdf", "enclosed": True}]
        manifest["parts"].append({"name": f"blobs/{self.attached}", "size": len(SCAN), "sha256": self.attached})
        manifest["counts"]["attachments"] = 1
        blob = {f"blobs/{self.attached}": SCAN}
        return forge.zipped({"changes.jsonl": members["changes.jsonl"], **blob, MANIFEST: canonical(manifest)})

    def forge(self, rewrite=None, *, lines=None, heads=None, **how) -> bytes:
        """A bundle of the insider, encrypted and signed as it should be; `rewrite` makes another zip of the honest one."""
        def made_over(data: bytes) -> bytes:
            data = self.zip_of(data)
            return rewrite(data) if rewrite else data

        named = {pc.key.device: Introduced(pc.key.public_key, pc.unit, pc.identity.role) for pc in (self.unit, self.other)}
        lines = self.lines if lines is None else lines
        heads = self.heads if heads is None else heads
        forge.forge(self.out, self.unit, lines, heads, named, rewrite=made_over, **how)
        return self.out.read_bytes()

    def is_own(self, change: str) -> bool:
        """Whether a change that came into the office is the insider's own, in its own name: that it may always write."""
        with self.office.store.reading() as tx:
            found = tx.change(change)
        return (found.device, found.as_) == (self.unit.key.device, "КМТ")

    def put_back(self) -> None:
        """The office's store as it was at the beginning."""
        folder = self.office.store.folder
        self.office.store.close()
        shutil.rmtree(folder)
        shutil.copytree(self.folder / "kept", folder)
        self.office.reopen()

    def fingerprint(self) -> tuple[str, list[str]]:
        """Every byte of the office's store, and the names of what is kept beside it."""
        store = self.office.store
        beside = sorted(path.name for part in (store.folder / "files", store.folder / "waiting") for path in part.iterdir())
        return hashlib.sha256(store.path.read_bytes()).hexdigest(), beside

    def close(self) -> None:
        for pc in (self.office, self.unit, self.other):
            pc.store.close()

    def stranger(self) -> DeviceKey:
        return DeviceKey.new()


def let_in(pc: Pc, bundle: Path) -> None:
    """Receive a bundle as if a person had confirmed its device."""
    pc.receive(bundle)
    for device in pc.devices().values():
        if device.state == trust.WAITING:
            confirm_device(pc.store, device.device, pc.identity)
    assert pc.one(bundle).status == "already"


def is_locked(data: bytes) -> bool:
    return b"age-encryption.org" in data[:70_000]


def ids(pc: Pc) -> list[str]:
    with pc.store.reading() as tx:
        return [name.hex() for name in tx.connection.execute(select(tables.change.c.id)).scalars()]


def lines_of(pc: Pc) -> list[bytes]:
    with pc.store.reading() as tx:
        return list(tx.connection.execute(select(tables.change.c.line).order_by(tables.change.c.row)).scalars())


def _last(lines: list[bytes]) -> list[Change]:
    found = {}
    for line in lines:
        read = read_line(line)
        found[read.unit] = read
    return list(found.values())


def some(chance: random.Random, data: bytes) -> slice:
    """A stretch of the data."""
    start = chance.randrange(len(data))
    return slice(start, start + chance.choice((1, 2, 4, 16, 64, 600)))
