"""Sending: F24, P10, P11, and what a bundle says of itself."""

import struct

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.exchange import writer
from qms_desktop.exchange.container import MAGIC
from qms_desktop.journal.reader import read_line
from qms_desktop.journal.strict import read_json

from .office import opened


def test_the_frame_is_as_documented(unit, stick):
    unit.save()
    sent = unit.send(stick / "a.qmsb")
    data = sent.read_bytes()
    assert data.startswith(MAGIC)
    (length,) = struct.unpack(">I", data[8:12])
    header = read_json(data[12 : 12 + length])
    assert header["device"] == unit.key.device
    assert header["encryption"] == "none"
    assert len(data) == 12 + length + header["payload_length"] + 64
    manifest = opened(sent, unit.key).manifest
    assert manifest.counts == {"changes": 1, "records": 1, "attachments": 0}
    assert manifest.units == ("КМТ",)


def test_P10_bundles_are_causally_closed(office, unit, stick):
    for number in range(5):
        unit.save(record=str(number % 2), title=str(number))
    bundle = opened(unit.send(stick / "a.qmsb"), unit.key)
    changes = [read_line(line) for line in bundle.lines]
    ids = {change.id for change in changes}
    assert len(ids) == 5
    assert all(change.prev is None or change.prev in ids for change in changes)


def test_P11_a_return_bundle_holds_no_other_units_record(office, pcs, unit, stick):
    other = pcs("МТК")
    for pc in (unit, other):
        pc.save(title=f"{pc.unit} жашыруун")
        office.one(pc.send(stick / f"{pc.unit}.qmsb"))
    office.save(unit="all", kind="document", title="Жобо")
    office.save(unit="office", title="Кеңсенин өзүнүкү")
    bundle = opened(office.send(stick / "back.qmsb", recipient="КМТ", units=["КМТ", "all"]), office.key)
    assert {read_line(line).unit for line in bundle.lines} == {"КМТ", "all"}
    assert "МТК".encode() not in bundle.manifest.to_bytes()
    result = unit.one(stick / "back.qmsb")
    assert (result.status, result.records_new) == ("merged", 1)


def test_F24_stick_pulled_while_sending(unit, stick, monkeypatch):
    """Whatever step fails, no file bears the name, and an older whole one stays."""
    unit.save()
    older = unit.send(stick / "a.qmsb").read_bytes()
    unit.save()
    for step in ("write_frame", "take_in", "publish_heads", "put_in_place"):

        def pulled(*_arguments, **_more):
            raise OSError(19, "No such device")

        with monkeypatch.context() as patched:
            patched.setattr(writer, step, pulled)
            with pytest.raises(UserError, match="stick"):
                unit.send(stick / "a.qmsb")
        assert (stick / "a.qmsb").read_bytes() == older
        assert [path.name for path in stick.iterdir()] == ["a.qmsb"]
    assert unit.send(stick / "a.qmsb").read_bytes() != older


def test_F24_a_folder_that_is_not_there(unit, tmp_path):
    unit.save()
    with pytest.raises(UserError, match="could not be written"):
        unit.send(tmp_path / "no" / "a.qmsb")


def test_sending_the_same_state_gives_the_same_lines(unit, stick):
    unit.fill(20)
    assert opened(unit.send(stick / "a.qmsb"), unit.key).lines == opened(unit.send(stick / "b.qmsb"), unit.key).lines


def test_an_empty_unit_may_send(office, unit, stick):
    assert office.one(unit.send(stick / "a.qmsb")).status == "already"
    assert office.devices()[unit.key.device].unit == "КМТ"
