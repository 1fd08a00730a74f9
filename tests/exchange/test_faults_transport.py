"""Faults of sticks, copies and files: F02-F06, F09, F13, F25, F28, F34, and what is no bundle at all."""

import io
import random
import zipfile
from dataclasses import replace
from hashlib import sha256

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.exchange import container, limits
from qms_desktop.exchange.container import FORMAT
from qms_desktop.exchange.manifest import Attachment, Manifest, Part

from .forge import change, forge, header_bytes, members_of, resigned, with_changes, zipped
from .office import CLOCK


def test_F02_received_twice(office, unit, stick):
    unit.save()
    path = unit.send(stick / "a.qmsb")
    office.one(path)
    before = office.state()
    result = office.one(path)
    assert (result.status, result.unit, result.changes_new) == ("already", "КМТ", 0)
    assert office.state() == before


def test_F02_the_same_records_in_another_file(office, unit, stick):
    unit.save()
    office.one(unit.send(stick / "a.qmsb"))
    again = office.receive(unit.send(stick / "b.qmsb"))
    assert again.files[0].status == "already"
    assert again.backup is None


def test_F02_a_known_bundle_id_on_other_bytes_is_read(office, unit, stick):
    """The id is the sender's word; only the bytes name a file."""
    first = change(unit)
    forge(stick / "a.qmsb", unit, [first], header={"bundle": "7"}, manifest={"bundle": "7"})
    forge(stick / "b.qmsb", unit, [first, change(unit, first)], header={"bundle": "7"}, manifest={"bundle": "7"})
    assert [each.changes_new for each in office.receive(stick).files] == [1, 1]
    assert [each.status for each in office.receive(stick).files] == ["already", "already"]


def test_F03_reverse_order(office, pcs, unit, stick):
    for number in range(3):
        unit.save(record="1", title=f"{number}")
        unit.send(stick / f"{number}.qmsb")
    paths = sorted(stick.iterdir())
    other = pcs("office", "office")
    assert [r.status for r in office.receive(*paths).files] == ["merged"] * 3
    assert [r.status for r in other.receive(*reversed(paths)).files] == ["merged", "already", "already"]
    assert office.digest() == other.digest() == unit.digest()


def test_F04_one_never_comes(office, unit, stick):
    unit.save()
    unit.send(stick / "lost.qmsb").unlink()
    unit.save()
    assert office.one(unit.send(stick / "next.qmsb")).changes_new == 2
    assert office.digest() == unit.digest()


def test_F05_truncated_at_every_byte(office, unit, stick, figures):
    unit.save()
    data = unit.send(stick / "a.qmsb").read_bytes()
    before = office.state()
    for length in range(len(data)):
        (stick / "cut.qmsb").write_bytes(data[:length])
        result = office.one(stick / "cut.qmsb")
        assert result.status == "rejected", length
        assert "copied to its end" in str(result.reason.text("en")), length
    assert office.state() == before
    (stick / "long.qmsb").write_bytes(data + b"\0")
    assert office.one(stick / "long.qmsb").status == "rejected"
    assert office.state() == before
    figures(truncation_points=len(data))


def test_F06_any_bit_flipped(office, unit, stick, figures):
    unit.save()
    data = unit.send(stick / "a.qmsb").read_bytes()
    before = office.state()
    chance = random.Random(6)
    for place in range(len(data)):
        flipped = bytearray(data)
        flipped[place] ^= 1 << chance.randrange(8)
        (stick / "flipped.qmsb").write_bytes(flipped)
        assert office.one(stick / "flipped.qmsb").status == "rejected", place
    assert office.state() == before
    figures(bits_flipped=len(data))


def test_F09_meant_for_another_office(pcs, unit, stick):
    unit.save()
    other = pcs("МТК")
    path = unit.send(stick / "a.qmsb")
    result = other.one(path)
    assert (result.status, result.unit) == ("rejected", "КМТ")
    assert str(result.reason.text("en")).startswith("Not for you")


def test_F09_another_institution(office, pcs, stick):
    foreign = pcs("КМТ", institution="jasu")
    foreign.save()
    result = office.one(foreign.send(stick / "a.qmsb"))
    assert result.status == "rejected"
    assert "jasu" in result.reason.text("en")


def test_F09_ones_own_file(unit, stick):
    unit.save()
    result = unit.one(unit.send(stick / "a.qmsb"))
    assert result.status == "rejected"
    assert "pass it on" in result.reason.text("en")


def test_F13_format_too_new(office, unit, stick, monkeypatch):
    path = forge(stick / "new.qmsb", unit, [change(unit)], header={"format": FORMAT + 1, "min_reader": FORMAT + 1})
    result = office.one(path)
    assert (result.status, result.changes_new) == ("parked", 0)
    assert "Update the program" in result.reason.text("en")
    assert office.totals() == (0, 0)
    assert office.one(path).status == "parked"
    assert len(list((office.store.folder / "waiting").iterdir())) == 1
    # The program is updated: what was parked is read.
    from qms_desktop.exchange import reader, receiving

    monkeypatch.setattr(reader, "FORMAT", FORMAT + 1)
    (result,) = receiving.receive_kept(office.store, office.identity).files
    assert (result.status, result.file, result.changes_new) == ("merged", path, 1)
    assert list((office.store.folder / "waiting").iterdir()) == []


def test_F13_a_damaged_file_is_not_parked(office, unit, stick):
    """That a file needs a newer program counts only once its signature is good."""
    path = forge(stick / "a.qmsb", unit, [change(unit)])
    before, header, after = header_bytes(path.read_bytes())
    path.write_bytes(before + header.replace(b'"min_reader":1', b'"min_reader":3') + after)
    assert office.one(path).status == "rejected"


def test_F14_names_of_a_later_minor_format_are_passed_over(office, unit, stick):
    path = forge(stick / "a.qmsb", unit, [change(unit)])
    before, header, after = header_bytes(path.read_bytes())
    longer = header[:-1] + b',"zz":{"later":true}}'
    data = before[:-4] + len(longer).to_bytes(4) + longer + after
    path.write_bytes(resigned(data, unit.key))
    assert office.one(path).status == "merged"


def test_F25_stick_pulled_while_receiving(office, unit, stick, monkeypatch):
    for number in range(3):
        unit.save()
        unit.send(stick / f"{number}.qmsb")
    whole = container._copied

    def pulled(source):
        if source.name.endswith("1.qmsb"):
            raise OSError(5, "Input/output error")
        return whole(source)

    monkeypatch.setattr(container, "_copied", pulled)
    results = office.receive(stick).files
    assert [r.status for r in results] == ["merged", "rejected", "merged"]
    assert "stick" in results[1].reason.text("en")
    monkeypatch.undo()
    assert [r.status for r in office.receive(stick).files] == ["already"] * 3
    assert office.digest() == unit.digest()


HOSTILE_LINES = {
    "deep": lambda line: line.replace(b'"title":"\xd0\x90"', b'"title":' + b"[" * 5000 + b"]" * 5000),
    "nan": lambda line: line.replace(b'"title":"\xd0\x90"', b'"title":NaN'),
    "float": lambda line: line.replace(b'"title":"\xd0\x90"', b'"title":1.5'),
    "huge": lambda line: line.replace(b'"title":"\xd0\x90"', b'"title":' + b"9" * 5000),
    "twice": lambda line: line.replace(b'"seq":1', b'"seq":1,"seq":1'),
    "surrogate": lambda line: line.replace(b'"title":"\xd0\x90"', b'"title":"\\ud800"'),
    "not utf-8": lambda line: line.replace(b"\xd0\x90", b"\xff"),
    "decomposed": lambda line: line.replace(b"\xd0\x90", "\u0438\u0306".encode()),
    "nothing": lambda line: b"",
    "list": lambda line: b"[]",
    "version": lambda line: line.replace(b'"v":1', b'"v":2'),
}


@pytest.mark.parametrize("how", HOSTILE_LINES)
def test_F28_hostile_lines(office, unit, stick, how):
    """One bad line, and nothing of the bundle is merged."""
    good = change(unit)
    bad = HOSTILE_LINES[how](change(unit, record="2").line)
    assert bad != change(unit, record="2").line
    lines = good.line + b"\n" + bad + b"\n"
    path = forge(stick / "a.qmsb", unit, [good], rewrite=with_changes(unit, lines))
    before = office.state()
    result = office.one(path)
    assert result.status == "rejected"
    assert office.state() == before


def test_F28_a_line_without_end_and_one_too_long(office, unit, stick):
    good = change(unit)
    forge(stick / "a.qmsb", unit, [good], rewrite=with_changes(unit, good.line))
    forge(stick / "b.qmsb", unit, [good], rewrite=with_changes(unit, good.line + b"\n" + b"1" * (limits.LINE + 1) + b"\n"))
    assert [r.status for r in office.receive(stick).files] == ["rejected", "rejected"]


def office_document(inside):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(inside, "<a/>")
    return buffer.getvalue()


OTHERS = {
    "empty": (b"", "empty"),
    "xlsx": (office_document("xl/workbook.xml"), "Excel"),
    "docx": (office_document("word/document.xml"), "Word"),
    "zip": (office_document("a.txt"), "archive"),
    "xls": (b"\xd0\xcf\x11\xe0" + bytes(600), "old Word or Excel"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "text": (b"hello", "not a bundle"),
    "magic alone": (b"QMSB\r\n\x1a\n", "cut short"),
}


@pytest.mark.parametrize("sort", OTHERS)
def test_other_files_have_a_sentence_each(office, stick, sort):
    data, words = OTHERS[sort]
    path = stick / "a.qmsb"
    path.write_bytes(data)
    result = office.one(path)
    assert result.status == "rejected"
    assert words in result.reason.text("en")


def test_a_missing_file_a_folder_and_a_huge_header(office, unit, stick, monkeypatch):
    assert office.one(stick / "none.qmsb").status == "rejected"
    assert office.receive(stick).files == []
    (stick / "a.qmsb").write_bytes(b"QMSB\r\n\x1a\n\xff\xff\xff\xff" + bytes(100))
    assert office.one(stick / "a.qmsb").status == "rejected"
    unit.save()
    unit.send(stick / "b.qmsb")
    monkeypatch.setattr(limits, "FILE", 100)
    assert "larger" in office.one(stick / "b.qmsb").reason.text("en")


def test_folders_are_searched_sorted_and_shadows_left(office, unit, pcs, stick):
    other = pcs("МТК")
    unit.save()
    other.save()
    (stick / "б").mkdir()
    unit.send(stick / "б" / "Б.QMSB")
    other.send(stick / "а.qmsb")
    (stick / "._а.qmsb").write_bytes(b"shadow")
    (stick / "notes.txt").write_text("x")
    received = office.receive(stick)
    assert [r.unit for r in received.files] == ["МТК", "КМТ"]
    assert [r.status for r in received.files] == ["merged", "merged"]
    assert received.backup is not None
    assert received.backup.exists()
    assert len(received.keys) == 2


def test_stopping_leaves_whole_files(office, unit, stick):
    for number in range(3):
        unit.save(at=CLOCK)
        unit.send(stick / f"{number}.qmsb")
    told = []
    received = office.receive(stick, progress=lambda *done: told.append(done), cancelled=lambda: len(told) == 2)
    assert [r.status for r in received.files] == ["merged", "merged"]
    assert told == [(0, 3), (1, 3), (2, 3)]


def attach(pc, data, name="скан.pdf"):
    from qms_desktop.store.engine import bulk_insert

    named = sha256(data).hexdigest()
    (pc.store.folder / "files" / named).write_bytes(data)
    with pc.store.writing() as tx:
        bulk_insert(tx.connection, "attachment", ("sha256", "size", "name", "at"), [(named, len(data), name, CLOCK)])
    return named


def test_F34_attachments_travel(office, unit, stick):
    from qms_desktop.exchange.attachments import awaited

    here, missing = attach(unit, b"scan" * 1000), attach(unit, b"lost")
    (unit.store.folder / "files" / missing).unlink()
    unit.save(title="А", scans=[here, missing])
    assert office.one(unit.send(stick / "a.qmsb")).status == "merged"
    assert (office.store.folder / "files" / here).read_bytes() == b"scan" * 1000
    with office.store.reading() as tx:
        assert awaited(tx) == [missing]
    (unit.store.folder / "files" / missing).write_bytes(b"lost")
    assert office.one(unit.send(stick / "b.qmsb")).status == "merged"
    with office.store.reading() as tx:
        assert awaited(tx) == []


def test_F34_an_attachment_altered_at_home(unit, stick):
    named = attach(unit, b"scan")
    unit.save(title="А", scans=[named])
    (unit.store.folder / "files" / named).write_bytes(b"scam")
    with pytest.raises(UserError, match="altered on this computer"):
        unit.send(stick / "a.qmsb")
    assert list(stick.iterdir()) == []


def test_F34_an_altered_attachment_is_rejected(office, unit, stick):
    named = sha256(b"scan").hexdigest()

    def rewrite(data):
        members = members_of(data)
        told = Manifest.from_bytes(members["manifest.json"])
        parts = {**told.parts, f"blobs/{named}": Part(4, named)}
        members = {"changes.jsonl": members["changes.jsonl"], f"blobs/{named}": b"scam"}
        told = replace(told, parts=parts, attachments=(Attachment(named, 4, "a.pdf", True),))
        return zipped(members | {"manifest.json": told.to_bytes()})

    path = forge(stick / "a.qmsb", unit, [change(unit)], rewrite=rewrite)
    before = office.state()
    result = office.one(path)
    assert result.status == "rejected"
    assert "altered" in result.reason.text("en")
    assert office.state() == before
