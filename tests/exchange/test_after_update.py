"""F13: what was put aside for want of a newer program is merged after the update, by itself and once."""

import pytest

from qms_desktop.exchange import reader
from qms_desktop.exchange.container import FORMAT
from qms_desktop.services import exchanging, records

from .forge import change, forge


@pytest.fixture
def parked(make_workspace, unit, stick):
    """An office's store in which a file of the next format waits."""
    office = make_workspace(institution="generic")
    path = forge(stick / "new.qmsb", unit, [change(unit)], header={"format": FORMAT + 1, "min_reader": FORMAT + 1})
    (outcome,) = exchanging.receive(office, [path]).outcomes
    assert outcome.result.status == "parked"
    return office


def test_F13_after_the_update_it_is_merged_once(parked, monkeypatch):
    assert exchanging.take_parked(parked).outcomes == [], "the same program still cannot"
    assert exchanging.take_parked(parked).outcomes == []
    monkeypatch.setattr(reader, "FORMAT", FORMAT + 1)
    taken = exchanging.take_parked(parked)
    assert [outcome.result.status for outcome in taken.outcomes] == ["merged"]
    assert taken.changes.touches("risk")
    assert records.show(parked, "1")["title"] == "А"
    assert exchanging.take_parked(parked).outcomes == []
