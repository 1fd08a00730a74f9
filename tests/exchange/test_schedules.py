"""P01-P03, P07, P10: random schedules of edits, bundles, losses, repeats and restored backups, over real files."""

import random

import pytest
from sqlalchemy import select

from qms_desktop.exchange import trust
from qms_desktop.exchange.container import take_in
from qms_desktop.exchange.receiving import confirm_device
from qms_desktop.journal.digest import digest, digest_lines
from qms_desktop.journal.fold import fold_record
from qms_desktop.models.catalogue import office_fields
from qms_desktop.store import tables
from qms_desktop.store.backup import back_up, restore
from qms_desktop.store.refold import records_with_changes
from tests.amounts import schedules


def ids(pc):
    with pc.store.reading() as tx:
        return {name.hex() for name in tx.connection.execute(select(tables.change.c.id)).scalars()}


def unit_digest(pc, unit):
    with pc.store.reading() as tx:
        return digest(
            line
            for _row, of, kind, record, changes in records_with_changes(tx.connection)
            if of == unit
            for line in digest_lines(of, kind, record, fold_record(changes, office_fields(kind)))
        )


def locked_for_others(pc, path):
    """Whether a file was written before its writer knew of this computer, and so is locked for others of the unit."""
    with take_in(path) as frame:
        header, _payload = frame.header()
    return pc.identity.keyring.ids.isdisjoint(header.recipients)


class Year:
    """Two units, one with two computers, and the office, over a stick that loses and repeats."""

    def __init__(self, pcs, stick, seed):
        self.chance, self.stick = random.Random(seed), stick
        self.office = pcs("office", "office")
        self.units = {"КМТ": [pcs("КМТ"), pcs("КМТ")], "МТК": [pcs("МТК")]}
        self.pool, self.backups, self.sent = [], {}, 0

    @property
    def all(self):
        return [self.office, *(pc for those in self.units.values() for pc in those)]

    def edit(self):
        pc = self.chance.choice(self.all)
        unit = self.chance.choice(list(self.units)) if pc is self.office else pc.unit
        cells = {self.chance.choice(["title", "cause", "number"]): self.chance.choice(["а", "б", None])}
        if self.chance.random() < 0.1:
            cells = {"deleted": True}
        pc.save(f"r{self.chance.randrange(3)}", unit=unit, **cells)

    def write(self, pc, recipient):
        self.sent += 1
        path = self.stick / f"{self.sent}.qmsb"
        return pc.send(path, recipient=recipient, units=[recipient] if pc is self.office else None)

    def send(self):
        pc = self.chance.choice(self.all)
        if pc is self.office:
            recipient = self.chance.choice(list(self.units))
        else:
            recipient = self.chance.choice(["office", pc.unit])
        self.pool.append((self.write(pc, recipient), recipient))

    def receive(self):
        if self.pool:
            path, recipient = self.chance.choice(self.pool)
            self.take(self.chance.choice([self.office] if recipient == "office" else self.units[recipient]), path)

    def take(self, pc, path):
        """Receive a file; a person confirms what waits."""
        before = ids(pc)
        received = pc.receive(path)
        if received.files[0].status == "rejected" and locked_for_others(pc, path):
            return
        while received.files[0].status == "waiting":
            for device in pc.devices().values():
                if device.state == trust.WAITING:
                    received = confirm_device(pc.store, device.device, pc.identity)
        assert received.files[0].status in ("merged", "already"), received.files[0].reason
        assert not received.needs_new_device
        assert before <= ids(pc)

    def lose(self):
        if self.pool:
            self.pool.remove(self.chance.choice(self.pool))

    def back_up(self):
        pc = self.chance.choice(self.all)
        self.backups[id(pc)] = (pc, back_up(pc.store, "daily"))

    def restore(self):
        if self.backups:
            pc, backup = self.backups.pop(self.chance.choice(list(self.backups)))
            folder = pc.store.folder
            pc.store.close()
            restore(folder, backup)
            pc.reopen()
            with pc.store.writing() as tx:
                trust.register_own(tx, pc.key.public_key, pc.unit, pc.identity.role)

    def end(self):
        """Everybody sends to the office and gets its answer: then all agree, and nothing that anybody had is missing."""
        had = set().union(*map(ids, self.all))
        for those in self.units.values():
            for pc in those:
                self.take(self.office, self.write(pc, "office"))
        assert had <= ids(self.office)
        for unit, those in self.units.items():
            answer = self.write(self.office, unit)
            for pc in those:
                self.take(pc, answer)
                assert unit_digest(pc, unit) == unit_digest(self.office, unit)
                assert pc.digest() == unit_digest(self.office, unit)
        for pc in self.all:
            assert pc.problems() == []
            assert pc.forks() == []


@pytest.mark.parametrize("seed", range(schedules("files")))
def test_any_schedule(pcs, stick, seed):
    year = Year(pcs, stick, seed)
    steps = [year.edit] * 5 + [year.send] * 3 + [year.receive] * 4 + [year.lose, year.back_up, year.restore]
    for _step in range(40):
        year.chance.choice(steps)()
    year.end()
