"""Writing: what is written can be read, and what could not be read is not written."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms_desktop.journal.change import REDACTED, Refused, write_redaction
from qms_desktop.journal.reader import read_line

from .make import change, changes, texts, values

anything = st.recursive(
    values | st.floats() | st.integers() | st.text(st.characters(), max_size=3) | st.binary(max_size=2),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=4,
)


@given(st.dictionaries(st.text(max_size=2), anything, max_size=2), st.text(st.characters(), max_size=4))
def test_written_is_readable_or_refused(fields, why):
    try:
        written = change(set=fields, why=why)
    except ValueError:
        return
    assert read_line(written.line) == written


@given(changes())
def test_immutable(written):
    with pytest.raises(AttributeError):
        written.seq = 2
    assert not hasattr(written, "__dict__")


def test_texts_become_nfc_at_every_depth():
    written = change(
        set={"e\u0301": ["и\u0306", {"и\u0306": "e\u0301"}]}, why="и\u0306", seen={"e\u0301": []}
    )
    assert written.set == {"é": ["й", {"й": "é"}]}
    assert (written.why, written.seen) == ("й", {"é": []})


def test_salt_is_drawn():
    salts = {change(salt=None).salt for _ in range(3)}
    assert len(salts) == 3
    assert all(len(bytes.fromhex(salt)) == 16 for salt in salts)


def deep(levels):
    value = 1
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"set": {}}, "shape"),
        ({"set": {"": 1}}, "shape"),
        ({"set": {1: 1}}, "shape"),
        ({"set": {"t": (1,)}}, "shape"),
        ({"set": {"t": date(2026, 11, 20)}}, "shape"),
        ({"set": {"t": Decimal(1)}}, "shape"),
        ({"set": {"t": b""}}, "shape"),
        ({"set": {"t": REDACTED}}, "shape"),
        ({"set": {"t": 1.5}}, "number"),
        ({"set": {"t": 2**53}}, "number"),
        ({"set": {"t": "\0"}}, "nul"),
        ({"set": {"t": "\ud800"}}, "surrogate"),
        ({"set": {"é": 1, "e\u0301": 1}}, "duplicate_key"),
        ({"set": {"t": deep(31)}}, "depth"),
        ({"set": {"t": deep(5000)}}, "depth"),
        ({"seen": {"t": ["x"]}}, "shape"),
        ({"unit": ""}, "shape"),
        ({"seq": 0}, "chain"),
        ({"seq": 2}, "chain"),
        ({"prev": "a" * 64}, "chain"),
        ({"seq": True, "prev": None}, "shape"),
        ({"by": None}, "shape"),
    ],
)
def test_refused(parts, kind):
    with pytest.raises(Refused) as refused:
        change(**parts)
    assert refused.value.reason_kind == kind


def test_the_deepest_that_is_allowed():
    assert read_line(change(set={"t": deep(30)}).line).set == {"t": deep(30)}


@given(changes())
def test_a_redaction_holds_the_place_and_no_value(written):
    redaction = write_redaction(written)
    assert read_line(redaction.line) == redaction
    other = redaction.stand_in()
    assert (other.id, other.seq, other.prev, other.seen) == (
        written.id,
        written.seq,
        written.prev,
        written.seen,
    )
    assert other.set.keys() == written.set.keys()
    assert (other.salt, other.why) == ("", "")
    # Redacting what is redacted changes nothing.
    assert write_redaction(other) == redaction


@given(texts)
def test_nothing_of_the_text_stays(text):
    secret = f"жашыруун {text}"
    line = write_redaction(change(set={"title": secret, "list": [secret]}, why=secret)).line
    assert "жашыруун".encode() not in line
