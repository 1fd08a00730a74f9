"""P04, P07, P09, P14, P18: what holds after every step of any schedule, over real stores and real files."""

import contextlib
import random

import pytest

from qms_desktop.core.fields import TextField
from qms_desktop.core.messages import _
from qms_desktop.exchange import trust
from qms_desktop.exchange.receiving import confirm_device
from qms_desktop.exchange.redacting import keep_beside, let_go, redact
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.declared import DECLARED
from qms_desktop.models.kind import Kind
from qms_desktop.store import reading, typed
from qms_desktop.store.store import bring_up_to_date, rebuild
from qms_desktop.store.transaction import Key
from tests.amounts import schedules

RECORDS = ("r0", "r1", "r2")
UNIT = "КМТ"


class Schedule:
    """Two computers of a unit and the office, over a stick; every clock says what it likes."""

    def __init__(self, pcs, stick, seed, clocks):
        self.chance, self.clocks, self.stick = random.Random(seed), random.Random(clocks), stick
        self.office, self.units = pcs("office", "office", name=f"o{clocks}"), [pcs(UNIT, name=f"{n}{clocks}") for n in "ab"]
        self.pool, self.steps, self.redacted = [], 0, set()

    @property
    def all(self):
        return [self.office, *self.units]

    def run(self, steps, watch=lambda: None):
        for _step in range(steps):
            self.chance.choice([self.edit] * 4 + [self.send] * 2 + [self.receive] * 4)()
            self.steps += 1
            watch()

    def edit(self):
        pc = self.chance.choice(self.all)
        cells = {self.chance.choice(["title", "cause", "number", "hologram"]): self.chance.choice(["а", "б", "в", None])}
        pc.save(self.chance.choice(RECORDS), unit=UNIT, at=f"{self.clocks.randrange(1970, 2099)}-01-01T00:00:00Z", **cells)

    def send(self):
        pc = self.chance.choice(self.all)
        recipient = UNIT if pc is self.office else self.chance.choice(["office", UNIT])
        self.pool.append((self.write(pc, recipient), recipient))

    def write(self, pc, recipient):
        path = self.stick / f"{len(self.pool)}-{self.steps}-{pc.store.folder.name}.qmsb"
        return pc.send(path, recipient=recipient, units=[UNIT])

    def receive(self):
        if self.pool:
            path, recipient = self.chance.choice(self.pool)
            self.take(self.office if recipient == "office" else self.chance.choice(self.units), path, may_be_locked=True)

    def take(self, pc, path, may_be_locked=False):
        """Receive a file; a person confirms what waits. One that was locked before its sender knew this computer is lost."""
        received = pc.receive(path)
        while received.files[0].status == "waiting":
            for device in pc.devices().values():
                if device.state == trust.WAITING:
                    received = confirm_device(pc.store, device.device, pc.identity)
        (result,) = received.files
        locked = result.reason is not None and "locked for a key" in result.reason.text("en")
        assert result.status in ("merged", "already") or (may_be_locked and locked), result.reason

    def meet(self):
        """Everybody hands over to the office, and takes its answer."""
        for pc in self.units:
            self.take(self.office, self.write(pc, "office"))
        answer = self.write(self.office, UNIT)
        for pc in self.units:
            self.take(pc, answer)


def heads_of(pc):
    """By record and field, the changes that stand for it in a store, and the values."""
    with pc.store.reading() as tx:
        folds = {record: tx.fold(Key(UNIT, "risk", record)) for record in RECORDS}
        return {(record, cell): {head.change: head.value for head in heads}
                for record, folded in folds.items() if folded for cell, heads in folded.heads.items()}  # fmt: skip


class Witness:
    """Sees that no value goes from view but by somebody who had seen it, or by a redaction."""

    def __init__(self, schedule):
        self.schedule = schedule
        self.before = {id(pc): heads_of(pc) for pc in schedule.all}
        self.shown = {}
        """By change, the heads that its author was shown of each field."""
        self.went = 0

    def look(self):
        for pc in self.schedule.all:
            before, after = self.before[id(pc)], heads_of(pc)
            self._note_authors(pc, before)
            for place, heads in before.items():
                for change in heads.keys() - after.get(place, {}).keys():
                    self._judge(pc, place, change)
            self.before[id(pc)] = after

    def _note_authors(self, pc, before):
        with pc.store.reading() as tx:
            _seq, last = tx.tip(pc.key.device, UNIT)
            written = tx.change(last) if last else None
        if written is not None and written.id not in self.shown:
            self.shown[written.id] = {
                cell: set(before.get((written.record, cell), ())) for cell in written.set
            }  # fmt: skip

    def _judge(self, pc, place, gone):
        record, cell = place
        self.went += 1
        if gone in self.schedule.redacted:
            return
        with pc.store.reading() as tx:
            changes = tx.changes_of(tx.row_of(Key(UNIT, "risk", record)))
        replaced_by = [change for change in changes if gone in change.seen.get(cell, ()) and cell in change.set]
        assert replaced_by, f"{cell} of {record} went from view, and nobody replaced it"
        assert all(gone in self.shown[change.id][cell] for change in replaced_by), "its replacer had not seen it"


@pytest.mark.parametrize("seed", range(schedules("properties")))
def test_P04_a_value_goes_only_by_somebody_who_had_seen_it_or_by_a_redaction(pcs, stick, seed, figures):
    schedule = Schedule(pcs, stick, seed, clocks=1)
    witness = Witness(schedule)
    schedule.run(40, watch=witness.look)
    schedule.meet()
    witness.look()
    with schedule.office.store.writing() as tx:
        (record,) = [row for row in (tx.row_of(Key(UNIT, "risk", r)) for r in RECORDS) if row][:1]
        taken = tx.changes_of(record)[-1:]
        done = redact(tx, taken, schedule.office.key)
        keep_beside(tx)
    let_go(schedule.office.store, done.taken)
    schedule.redacted |= {change.id for change in taken}
    schedule.meet()
    witness.look()
    assert witness.went > 0
    figures(schedules=1, steps=schedule.steps, values_gone=witness.went)


@pytest.mark.parametrize("seed", range(schedules("properties")))
def test_P07_folding_again_gives_what_is_stored(pcs, stick, seed, figures):
    schedule = Schedule(pcs, stick, seed, clocks=2)
    for _part in range(3):
        schedule.run(12)
        for pc in schedule.all:
            assert pc.problems() == [], "check folds each record anew and compares"
            before = dump(pc)
            rebuild(pc.store)
            assert dump(pc) == before
    figures(schedules=1, steps=schedule.steps)


def dump(pc):
    """Every row that follows from the journal."""
    with pc.store.reading() as tx:
        names = ["record", "other", "r_risk", *(table.name for table in typed.typed_tables()["risk"].children.values())]
        return {name: sorted(map(repr, tx.connection.exec_driver_sql(f'SELECT * FROM "{name}"').all())) for name in names}


@pytest.mark.parametrize("seed", range(schedules("properties")))
def test_P09_the_same_schedule_under_other_clocks_gives_the_same_digest(pcs, stick, seed, figures):
    digests, steps = set(), 0
    for clocks in (3, 4):
        schedule = Schedule(pcs, stick, seed, clocks)
        schedule.run(30)
        for _edit in range(12):
            schedule.edit()  # apart from each other: whose value stands may depend on no clock
        schedule.meet()
        digests |= {pc.digest() for pc in schedule.all}
        steps += schedule.steps
    assert len(digests) == 1
    figures(schedules=2, steps=steps)


@pytest.mark.parametrize("seed", range(schedules("properties")))
def test_P18_one_decider_who_sees_all_settles_all(pcs, stick, seed, figures):
    schedule = Schedule(pcs, stick, seed, clocks=5)
    schedule.run(40)
    schedule.meet()
    decided = 0
    for record in RECORDS:
        for folded in filter(None, [schedule.office.shown(record, unit=UNIT)]):
            for cell in folded.conflicts:
                schedule.office.save(record, unit=UNIT, **{cell: folded.shown[cell]})
                decided += 1
    schedule.meet()
    for pc in schedule.all:
        assert [pc.shown(record, unit=UNIT).conflicts for record in RECORDS if pc.shown(record, unit=UNIT)] == [()] * len(
            [record for record in RECORDS if pc.shown(record, unit=UNIT)])
    figures(schedules=1, steps=schedule.steps, conflicts_decided=decided)


# --- another version ---------------------------------------------------------------------------------------------


@contextlib.contextmanager
def newer_program():
    """Inside the block the program knows one more kind of record, and one more field of a risk."""
    class Hologram(Kind, name="hologram", label=_("Files"), plural=_("Files"), title="title"):
        title = TextField(_("Files"))
        beams = TextField(_("Files"))

    KINDS._chapter_of["hologram"] = typed.DECLARED = "of a later version"
    beam = TextField(_("Files"), owner="unit")
    beam.__set_name__(type(KINDS["risk"]), "beam")
    KINDS["risk"].fields["beam"] = beam
    forget()
    try:
        yield
    finally:
        typed.DECLARED = DECLARED
        del KINDS._chapter_of["hologram"], Kind.catalogue["hologram"], KINDS["risk"].fields["beam"]
        forget()


def forget():
    """Let the typed tables be described anew, as in a program that has just started."""
    for name in ("cells", "stored_fields"):
        vars(KINDS["risk"]).pop(name, None)
    tables = typed.typed_tables()
    for name in ("risk", "hologram"):
        if made := tables._made.pop(name, None):
            for table in (made.table, *made.children.values()):
                typed.metadata.remove(table)
    typed.declaration_hash.cache_clear()
    typed.statements.cache_clear()


def test_P14_old_program_new_program_old_again(office, unit, stick):
    """What the new one writes passes through the old one whole, and is there when the new one comes."""
    with newer_program():
        bring_up_to_date(unit.store)
        unit.save("1", kind="hologram", title="Жаңы", beams="үч")
        unit.save("2", title="Тобокелдик", beam="төрт")
        first = unit.send(stick / "new.qmsb")
    office.one(first)
    office.save("2", unit=UNIT, title="Эски программа өзгөрттү")
    with office.store.reading() as tx:
        assert reading.unknown_values(tx, Key(UNIT, "hologram", "1")) == {"title": "Жаңы", "beams": "үч"}
        assert reading.unknown_values(tx, Key(UNIT, "risk", "2")) == {"beam": "төрт"}
    back = office.send(stick / "old.qmsb", recipient=UNIT, units=[UNIT])
    with newer_program():
        bring_up_to_date(unit.store)
        unit.one(back)
        bring_up_to_date(office.store)
        for pc in (unit, office):
            with pc.store.reading() as tx:
                (hologram,) = reading.records(tx, reading.Query("hologram"))
                (risk,) = reading.records(tx, reading.Query("risk"))
                assert reading.unknown_values(tx, Key(UNIT, "risk", "2")) == {}
            assert (hologram["beams"], risk["beam"], risk["title"]) == ("үч", "төрт", "Эски программа өзгөрттү")
            assert pc.problems() == []
    for pc in (unit, office):
        bring_up_to_date(pc.store)
        with pc.store.reading() as tx:
            assert reading.unknown_values(tx, Key(UNIT, "risk", "2")) == {"beam": "төрт"}
        assert pc.problems() == []
    assert unit.digest() == office.digest()
