"""Chains: what may enter beside what is known, in which order, and where they fork."""

from itertools import permutations

import pytest

from qms_desktop.journal.canonical import canonical
from qms_desktop.journal.chains import Fork, admit, forks
from qms_desktop.journal.change import REDACTED, write_redaction

from .make import UNIT, change

FIRST = change(1)
SECOND = change(2, FIRST)
THIRD = change(3, SECOND)
CHAIN = [FIRST, SECOND, THIRD]


def knows(*held):
    places = {c.id: (c.device, c.unit, c.seq) for c in held}
    return lambda ids: {i: places[i] for i in ids if i in places}


def skeleton_line(change_id, of, **parts):
    body = write_redaction(of).skeleton | parts
    return canonical({"v": 1, "redacts": change_id, "skeleton": body})


@pytest.mark.parametrize("order", list(permutations(CHAIN)))
def test_parents_first_whatever_the_order(order):
    admitted = admit([c.line for c in order] * 2)
    assert admitted.changes == CHAIN
    assert admitted.refused == []


def test_known_changes_are_neither_new_nor_refused():
    admitted = admit([c.line for c in CHAIN], knows(FIRST, SECOND))
    assert (admitted.changes, admitted.refused) == ([THIRD], [])
    assert admit([THIRD.line], knows(FIRST, SECOND)).changes == [THIRD]
    assert admit([c.line for c in CHAIN], knows(*CHAIN)).changes == []


def test_known_is_asked_at_most_twice():
    asked = []

    def known(ids):
        asked.append(sorted(ids))
        return {}

    admit([THIRD.line, THIRD.line], known)
    assert asked == [[THIRD.id, THIRD.id], [SECOND.id]]


def test_every_copy_of_what_is_refused():
    lines = [THIRD.line, b"?", SECOND.line, THIRD.line.decode()]
    assert admit(lines).refused == [
        (0, "missing_parent"), (1, "syntax"), (2, "missing_parent"), (3, "missing_parent"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (change(4, THIRD, seq=3), "chain"),
        (change(4, THIRD, seq=5), "chain"),
        (change(4, FIRST, seq=3), "chain"),
        (change(4, FIRST, device="other"), "chain"),
        (change(4, FIRST, unit="other"), "chain"),
        (change(4, change(9)), "missing_parent"),
        (change(4, change(9), seq=7), "missing_parent"),
    ],
)
def test_broken_links(broken, kind):
    child = change(5, broken)
    for lines in ([*CHAIN, broken, child], [child, broken, *CHAIN]):
        admitted = admit([c.line for c in lines])
        assert admitted.changes == CHAIN
        kinds = {lines[fault.index].id: fault.reason_kind for fault in admitted.refused}
        assert kinds == {broken.id: kind, child.id: "missing_parent"}
    beside = admit([broken.line], knows(*CHAIN))
    assert [fault.reason_kind for fault in beside.refused] == [kind]


def test_first_with_a_parent_and_second_without():
    line = FIRST.line.replace(b'"seq":1', b'"seq":2')
    assert admit([line]).refused == [(0, "chain")]
    line = SECOND.line.replace(b'"seq":2', b'"seq":1')
    assert admit([line]).refused == [(0, "chain")]


def test_redaction_stands_in_for_its_text():
    redaction = write_redaction(SECOND)
    for lines in permutations([*(c.line for c in CHAIN), redaction.line]):
        admitted = admit(lines)
        assert admitted.changes == [FIRST, redaction.stand_in(), THIRD]
        assert admitted.changes[1].set == {"title": REDACTED}
        assert admitted.redactions == {SECOND.id: redaction}


def test_redaction_of_a_known_change_is_handed_over():
    redaction = write_redaction(SECOND)
    admitted = admit([redaction.line], knows(*CHAIN))
    assert (admitted.changes, admitted.redactions) == ([], {SECOND.id: redaction})


def test_redaction_waits_for_its_parent_and_takes_its_text_along():
    lines = [write_redaction(SECOND).line, SECOND.line, THIRD.line]
    admitted = admit(lines)
    assert (admitted.changes, admitted.redactions) == ([], {})
    assert admitted.refused == [(0, "missing_parent"), (1, "missing_parent"), (2, "missing_parent")]
    assert len(admit(lines, knows(FIRST)).changes) == 2


def test_of_two_redactions_the_smaller_stands():
    small, large = (skeleton_line(FIRST.id, FIRST, at=at) for at in ("1", "2"))
    for lines in permutations([small, large, FIRST.line]):
        assert [c.at for c in admit(lines).changes] == ["1"]


def test_a_redaction_cannot_move_a_known_change():
    moved = skeleton_line(FIRST.id, FIRST, device="other")
    assert admit([moved], knows(*CHAIN)).refused == [(0, "chain")]


def test_redactions_that_stand_on_each_other_in_a_circle():
    a, b = "a" * 64, "b" * 64
    lines = [skeleton_line(a, SECOND, prev=b), skeleton_line(b, SECOND, prev=a, seq=3)]
    assert {fault.reason_kind for fault in admit(lines).refused} == {"missing_parent"}


def test_forks_are_listed_once_where_they_part():
    other = change(7, FIRST)
    lone, twin = change(8, unit="other"), change(9, unit="other")
    found = forks([*CHAIN, other, change(6, other), lone, twin, lone, change(10, device="e")])
    assert found == [
        Fork("d", "other", 1, tuple(sorted([lone.id, twin.id]))),
        Fork("d", UNIT, 2, tuple(sorted([SECOND.id, other.id]))),
    ]
