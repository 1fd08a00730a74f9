"""The fold as a function: of a set, in any order, in linear time; and the details that the command line shows."""

import sys
import time
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from qms_desktop.journal.change import REDACTED, write_redaction
from qms_desktop.journal.depth import depths
from qms_desktop.journal.digest import digest, digest_lines
from qms_desktop.journal.fold import fold_record, owner

from .make import UNIT, change

OFFICE = frozenset({"number"})
FIELDS = ["title", "number", "deleted", "measures/m/due", "measures/m/deleted"]


@st.composite
def histories(draw):
    """Changes of one record, each of which has seen some of those before it."""
    made = []
    for number in range(draw(st.integers(1, 7))):
        fields = draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=3, unique=True))
        earlier = st.lists(st.sampled_from(made), max_size=3) if made else st.just([])
        seen = {field: [c.id for c in draw(earlier)] for field in fields}
        value = draw(st.sampled_from([True, False, 1, None, "а"]))
        as_ = draw(st.sampled_from([UNIT, UNIT, "office", "ПЦК-2"]))
        made.append(change(number, set=dict.fromkeys(fields, value), seen=seen, as_=as_, device=f"d{number}"))
        if draw(st.integers(0, 9)) == 0:
            made[-1] = write_redaction(made[-1]).stand_in()
    return made


@given(histories(), st.data())
def test_order_and_repetition_do_not_matter(made, data):
    shuffled = data.draw(st.permutations(made)) + made[:2]
    once, again = fold_record(made, OFFICE), fold_record(shuffled, OFFICE)
    assert again == once
    lines = digest_lines(UNIT, "risk", "r", once)
    assert digest(lines) == digest(reversed(digest_lines(UNIT, "risk", "r", again)))


@given(histories(), histories())
def test_equal_values_never_make_a_conflict(made, more):
    folded = fold_record([*made, *more], OFFICE)
    for field in folded.heads:
        assert (field in folded.conflicts) == (len(folded.values(field)) > 1)
        assert set(folded.shown) <= set(folded.heads)


def test_one_change():
    only = change(set={"title": "а", "cause": None}, by="Айгүл", at="2026-01-01T00:00:00Z")
    folded = fold_record([only], OFFICE)
    assert folded.shown == {"title": "а", "cause": None}
    (head,) = folded.heads["title"]
    assert (head.change, head.value, head.as_, head.by, head.at, head.device) == (
        only.id, "а", UNIT, "Айгүл", "2026-01-01T00:00:00Z", "d",
    )  # fmt: skip
    assert (folded.conflicts, folded.proposals, folded.deleted, folded.flagged) == ((), (), False, False)


def test_redacted_head():
    folded = fold_record([write_redaction(change()).stand_in()], OFFICE)
    (head,) = folded.heads["title"]
    assert head.value is REDACTED
    assert (folded.shown, folded.values("title"), folded.conflicts) == ({}, [], ())


def test_proposal_says_whose_it_is():
    asked = change(set={"number": 7}, by="Айгүл")
    (proposal,) = fold_record([asked], OFFICE).proposals
    assert (proposal.field, proposal.value, proposal.change, proposal.as_, proposal.by) == (
        "number", 7, asked.id, UNIT, "Айгүл",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "field", "whose"),
    [
        (UNIT, "title", UNIT),
        (UNIT, "number", "office"),
        (UNIT, "number/1/text", "office"),
        (UNIT, "numbers", UNIT),
        (UNIT, "title/number/x", UNIT),
        ("office", "title", "office"),
    ],
)
def test_owner(unit, field, whose):
    assert owner(unit, field, OFFICE) == whose


@pytest.mark.parametrize("prefix", ["", "measures/a/"])
@pytest.mark.parametrize(
    ("said", "deleted", "flagged"),
    [
        ([True], True, False),
        ([True, True], True, False),
        ([True, False], False, True),
        ([True, 1], False, True),
        ([True, None], False, True),
        ([True, REDACTED], True, False),  # no value, and so no other value
        ([False], False, False),
        ([1], False, False),
        (["true"], False, False),
        ([None], False, False),
        ([REDACTED], False, False),
    ],
)
def test_deleted_and_flagged(prefix, said, deleted, flagged):
    field = f"{prefix}deleted"
    made = []
    for number, value in enumerate(said):
        one = change(number, set={field: None if value is REDACTED else value}, device=f"d{number}")
        made.append(write_redaction(one).stand_in() if value is REDACTED else one)
    folded = fold_record(made, OFFICE)
    if prefix:
        assert (folded.deleted, folded.flagged) == (False, False)
        assert ("measures/a" in folded.gone_items, "measures/a" in folded.flagged_items) == (deleted, flagged)
    else:
        assert (folded.deleted, folded.flagged) == (deleted, flagged)


def test_an_edit_that_the_deletion_did_not_see_keeps_the_record_alive():
    made = change(1)
    gone = change(2, set={"deleted": True, "title": 2}, seen={"title": [made.id]}, device="e")
    assert fold_record([made, gone], OFFICE).deleted
    edit = change(3, made, set={"title": 2}, seen={"title": [made.id]})
    folded = fold_record([made, gone, edit], OFFICE)
    assert (folded.deleted, folded.flagged) == (False, True)


def test_what_is_seen_of_one_field_says_nothing_of_another():
    both = change(1, set={"title": 1, "cause": 1})
    later = change(
        2, set={"title": 2, "cause": 2}, seen={"title": ["0" * 64], "cause": [both.id]}, device="e"
    )
    folded = fold_record([both, later], OFFICE)
    assert (folded.values("title"), folded.values("cause")) == ([1, 2], [2])


def test_items_gone_and_flagged():
    made = change(1, set={f"measures/{item}/due": "1" for item in "ab"})
    seen = {f"measures/{item}/due": [made.id] for item in "ab"}
    gone = change(2, set={f"measures/{item}/deleted": True for item in "ab"}, seen=seen, device="e")
    edit = change(3, made, set={"measures/b/due": "2"}, seen=seen)
    folded = fold_record([made, gone, edit], OFFICE)
    assert (folded.gone_items, folded.flagged_items) == ({"measures/a"}, {"measures/b"})
    assert folded.shown == {"measures/b/due": "2", "measures/b/deleted": True}
    assert "measures/a/due" in folded.heads


def chain(length):
    """Two people who save one field by turns, each having seen the other; at the end a conflict."""
    made = [change(0)]
    for number in range(1, length):
        made.append(change(number, made[-1], seen={"title": [made[-1].id]}))
    side = change(length, set={"title": "side"}, seen={"title": [made[0].id]}, device="e")
    return [*made, side]


def test_long_chains_fold_in_linear_time_without_recursion():
    long = chain(5000)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(200)
    try:
        started = time.perf_counter()
        folded = fold_record(reversed(long), OFFICE)
        took = time.perf_counter() - started
    finally:
        sys.setrecursionlimit(limit)
    assert folded.conflicts == ("title",)
    assert folded.shown == {"title": 4999}  # the deepest
    assert took < 1  # measured: 0.02; what is quadratic takes many seconds


def test_heads_that_name_each_other_leave_none():
    """Hashes forbid it, but a skeleton may claim any id; the fold never fails."""
    first = write_redaction(change(1, seen={"title": ["b" * 64]})).stand_in()
    second = write_redaction(change(2, seen={"title": [first.id]})).stand_in()
    folded = fold_record([first, replace(second, id="b" * 64)], OFFICE)
    assert (folded.heads, folded.shown, folded.conflicts) == ({}, {}, ())


def test_depths():
    assert depths({"a": [], "b": ["a"], "c": ["a", "b", "b"], "d": ["c", "absent"], "e": ["a"]}) == {
        "a": 0, "b": 1, "c": 2, "d": 3, "e": 1,
    }  # fmt: skip
    # Only forged redactions make circles: no walk through them counts, and none is endless.
    assert depths({"a": ["b"], "b": ["a"], "c": ["a"], "d": []}) == {"a": 0, "b": 0, "c": 0, "d": 0}


@pytest.mark.parametrize("order", list(permutations(["r", "x", "y", "s", "both"])))
def test_depth_is_the_longest_walk_whatever_comes_first(order):
    behind = {"r": [], "x": ["r"], "y": ["x"], "s": [], "both": ["s", "y", "r"]}
    assert depths({node: behind[node] for node in order}) == {"r": 0, "x": 1, "y": 2, "s": 0, "both": 3}


def test_digest_of_nothing():
    assert digest([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
