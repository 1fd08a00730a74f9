"""Merging is a union: F14, F15, F17, F19, F29-F31, P01-P03, P06, P14, over real stores and real files."""

from qms_desktop.exchange import keys, trust
from qms_desktop.exchange.receiving import confirm_device
from qms_desktop.exchange.redacting import reconcile, redact
from qms_desktop.store.backup import back_up, restore

from .forge import change, forge
from .test_faults_trust import rejected


def meet(left, right, stick):
    """Two stores exchange what they have, both ways."""
    for sender, other in ((left, right), (right, left)):
        units = ["КМТ"]
        path = sender.send(stick / f"{sender.key.device[:8]}.qmsb", recipient=other.unit, units=units, own_work=True)
        assert other.one(path).status in ("merged", "already")


def test_F15_unknown_kinds_and_fields_are_kept_and_forwarded(office, pcs, unit, stick):
    """P14: what a newer program wrote comes back to it whole."""
    unit.save(record="1", kind="hologram", title="Жаңы", beams=[1, {"a": None}])
    unit.save(record="2", title="А", holograms={"x": 1}, **{"holograms/a/b": True})
    office.one(unit.send(stick / "a.qmsb"))
    assert office.digest() == unit.digest()
    assert office.problems() == []
    newer = pcs("КМТ")
    assert office.one(newer.send(stick / "new.qmsb")).status == "waiting"
    confirm_device(office.store, newer.key.device, office.identity)
    returned = office.send(stick / "back.qmsb", recipient="КМТ", units=["КМТ"])
    assert newer.one(returned).status == "merged"
    assert newer.digest() == unit.digest()


def test_F17_a_cloned_disk_shows_the_fork_and_takes_a_new_device(office, pcs, unit, stick):
    unit.save(record="1", title="Мурда")
    with unit.store.reading() as tx:
        _seq, tip = tx.tip(unit.key.device, "КМТ")
        last = tx.change(tip)
    twin = change(unit, last, record="3", set={"title": "Эгиз"})
    unit.save(record="4", title="Кийин")
    office.one(unit.send(stick / "a.qmsb"))
    path = forge(stick / "twin.qmsb", unit, [last, twin])
    assert office.one(path).status == "merged"
    (fork,) = office.forks()
    assert (fork.device, fork.unit, fork.seq) == (unit.key.device, "КМТ", 2)
    # The twin's work comes home: nothing is lost, and from then on this one is another device.
    forged = forge(stick / "home.qmsb", unit, [last, twin], recipient="КМТ")
    received = unit.receive(forged)
    assert received.needs_new_device
    before = unit.key.device
    with unit.at_home():
        opened = keys.new_device(unit.store)
    assert opened.is_new
    assert opened.key.device != before
    assert "Another computer" in opened.reason.text("en")
    assert unit.digest() == office.digest()
    unit.reopen()
    assert unit.key.device == opened.key.device
    # A forked chain travels with the heads of both its ends.
    other = pcs("office", "office")
    assert other.one(unit.send(stick / "both.qmsb")).status == "waiting"  # two devices, of which it knows none
    assert other.devices()[unit.key.device].state == trust.FIRST
    assert confirm_device(other.store, before, other.identity).files[0].status == "merged"
    assert other.digest() == office.digest()
    assert len(other.forks()) == 1


def test_F19_clocks_never_matter(office, pcs, unit, stick):
    """P09: the same saves under other clocks give the same digest."""
    digests = set()
    for clock in ("1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z"):
        pc = pcs("КМТ")
        pc.save(record="1", title="А", at=clock)
        pc.save(record="1", title="Б", at="2026-11-20T10:00:00Z")
        digests.add(pc.digest())
    assert len(digests) == 1


def test_F29_seen_that_names_a_change_of_another_record(office, unit, stick):
    unit.save(record="1", title="А")
    with unit.store.reading() as tx:
        _seq, foreign = tx.tip(unit.key.device, "КМТ")
    unit.save(record="2", title="Б", seen={"title": [foreign, "0" * 64]})
    office.one(unit.send(stick / "a.qmsb"))
    assert office.shown("1", unit="КМТ").shown == {"title": "А"}
    assert office.shown("2", unit="КМТ").shown == {"title": "Б"}
    assert office.digest() == unit.digest()


def two_of_a_unit(pcs, stick):
    """Two computers of one unit that know each other and share a record."""
    left, right = pcs("КМТ"), pcs("КМТ")
    left.save(record="1", title="Мурда", cause="себеп")
    for sender, other in ((left, right), (right, left)):
        path = sender.send(stick / "first.qmsb", recipient="КМТ")
        assert other.one(path).status == "waiting"
        confirm_device(other.store, sender.key.device, other.identity)
    meet(left, right, stick)
    return left, right


def test_P01_P02_any_order_and_repetition(office, pcs, stick):
    left, right = two_of_a_unit(pcs, stick)
    paths = []
    for number, pc in enumerate([left, right, left]):
        pc.save(record="1", title=f"т{number}")
        pc.save(record=f"n{number}", title="жаңы")
        paths.append(pc.send(stick / f"{number}.qmsb"))
    meet(left, right, stick)
    ends = set()
    for order in (paths, paths[::-1], [*paths, *paths], [paths[1], paths[2], paths[0]]):
        other = pcs("office", "office")
        with other.store.writing() as tx:
            for pc in (left, right):
                trust.put(tx, trust.Device(pc.key.device, pc.key.public_key, "КМТ", "department", trust.CONFIRMED, ""))
        other.receive(*order)
        ends.add(other.digest())
        assert other.problems() == []
    assert ends == {left.digest()} == {right.digest()}


def test_P05_P06_concurrent_edits(pcs, stick):
    left, right = two_of_a_unit(pcs, stick)
    left.save(record="1", title="Бир", cause="бирдей")
    right.save(record="1", title="Эки", cause="бирдей")
    path = right.send(stick / "a.qmsb", recipient="КМТ")
    assert left.one(path).conflicts_new == 1
    meet(left, right, stick)
    folded = left.shown("1")
    assert folded.conflicts == ("title",)
    assert folded.shown["cause"] == "бирдей"
    left.save(record="1", title="Эки")  # a decision, having seen both
    meet(left, right, stick)
    assert right.shown("1").conflicts == ()
    assert left.digest() == right.digest()


def test_P03_every_change_stays_or_is_named_in_a_signed_redaction(office, unit, stick):
    unit.save(record="1", title="Жашыруун")
    unit.save(record="1", title="Ачык")
    office.one(unit.send(stick / "a.qmsb"))
    with office.store.writing() as tx:
        (secret,) = [c for c in tx.changes_of(1) if c.set["title"] == "Жашыруун"]
        redact(tx, [secret], office.key)
    result = unit.one(office.send(stick / "b.qmsb", recipient="КМТ", units=["КМТ"]))
    assert result.status == "merged"
    assert unit.digest() == office.digest()
    assert unit.totals() == office.totals() == (1, 2)
    lines = [row[5] for row in unit.state()[0][0]]
    assert not any("Жашыруун".encode() in line for line in lines)
    # The text does not come back with an old bundle, and the redaction travels on with its proof.
    assert unit.problems() == []
    copy = stick / "old.qmsb"
    copy.write_bytes((stick / "a.qmsb").read_bytes())
    assert office.one(copy).status == "already"
    assert office.digest() == unit.digest()


def test_P16_what_was_redacted_does_not_come_back(office, unit, stick):
    """Neither with a backup that holds it, nor with an old bundle that enters a backup without it."""
    early = back_up(office.store, "daily")
    unit.save(record="1", title="Жашыруун")
    path = unit.send(stick / "a.qmsb")
    office.one(path)
    late = back_up(office.store, "daily")
    with office.store.writing() as tx:
        redact(tx, tx.changes_of(1)[:1], office.key)
    assert reconcile(office.store) == 0
    taken = office.digest()
    for backup, told in ((late, 1), (early, 0)):
        folder = office.store.folder
        office.store.close()
        restore(folder, backup)
        office.reopen()
        assert reconcile(office.store) == told
        assert office.one(path).status == ("already" if told else "merged")
        assert office.digest() == taken
        lines = [row[5] for row in office.state()[0][0]]
        assert not any("Жашыруун".encode() in line for line in lines)
        assert office.problems() == []
    # The proof travels on from a restored store.
    assert unit.one(office.send(stick / "back.qmsb", recipient="КМТ", units=["КМТ"])).status == "merged"
    assert unit.digest() == taken


def test_P03_a_redaction_that_nobody_signed(office, unit, pcs, stick):
    from qms_desktop.journal.change import write_redaction

    unit.save(record="1", title="Керек")
    office.one(unit.send(stick / "a.qmsb"))
    with unit.store.reading() as tx:
        (kept,) = tx.changes_of(1)
    path = forge(stick / "b.qmsb", unit, [write_redaction(kept).line], heads=[])
    rejected(office, path, "takes values away")
