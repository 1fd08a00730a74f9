"""Chains: which lines may enter, seen to by `seq` and `prev` alone; and where a chain forks.

A chain runs per (device, unit). "Causally closed" is a matter of `prev` alone, never of `seen`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from .canonical import sha256_hex
from .change import Change, Redaction
from .reader import Refused, read_line

Known = Callable[[Sequence[str]], Mapping[str, tuple[str, str, int]]]
"""The places (device, unit, seq) of those ids that are known."""


class Fault(NamedTuple):
    """A line that may not enter: its index among the lines given, and why."""

    index: int
    reason_kind: str


class Admitted(NamedTuple):
    """What of some lines may enter.

    `changes` are the new ones, each once, parents first; where a redaction among the lines stands, its
    stand-in. `redactions` are those that stand, by the id redacted, of known changes too. `refused` is
    ascending; a line that is in none of the three was known, a copy, or gave way to a redaction.
    """

    changes: list[Change]
    redactions: dict[str, Redaction]
    refused: list[Fault]


class Linked(Protocol):
    """What `forks` needs of a change: a Change has it, and so has a row of the journal's table."""

    id: str
    device: str
    unit: str
    seq: int
    prev: str | None


class Fork(NamedTuple):
    """Changes of one (device, unit) that follow the same one; ids ascending."""

    device: str
    unit: str
    seq: int
    changes: tuple[str, ...]


def nothing_known(_: Sequence[str]) -> Mapping[str, tuple[str, str, int]]:
    """The look-up of an empty store."""
    return {}


def admit(lines: Iterable[bytes | str], known: Known = nothing_known, *, all_or_none: bool = False) -> Admitted:
    """Sort out what of `lines` may enter beside the changes known already.

    `known(ids)` gives (device, unit, seq) of those ids that the store holds, and is asked at most twice.
    Lines that are known are not even parsed. Whoever keeps redactions beside the store passes their lines
    too: then they stand in for whatever enters. Of two redactions of one change the smaller stands.
    With `all_or_none` the first line that cannot be read is the only one told: nobody waits for the others.
    """
    lines = [_utf8(line) for line in lines]
    ids = [sha256_hex(line) if isinstance(line, bytes) else "" for line in lines]
    places = dict(known(ids))
    read = _read(lines, ids, places, all_or_none)
    if all_or_none and read.refused:
        return Admitted([], {}, read.refused)
    redactions = read.redactions

    candidates = read.texts | {redacted: redaction.stand_in() for redacted, redaction in redactions.items()}
    outside = {c.prev for c in candidates.values() if c.prev and c.prev not in candidates} | redactions.keys()
    outside -= places.keys() | read.texts.keys()
    if outside:
        places.update(known(list(outside)))
    changes, faults = _link(candidates, places)
    for change_id, reason_kind in faults.items():
        read.refused.extend(Fault(index, reason_kind) for index in read.indices[change_id])
        redactions.pop(change_id, None)
    return Admitted(changes, redactions, sorted(read.refused))


class _Read(NamedTuple):
    indices: dict[str, list[int]]  # of every line that can be read, by the change that it is or redacts
    texts: dict[str, Change]
    redactions: dict[str, Redaction]
    refused: list[Fault]


def _read(lines: Sequence[bytes | str], ids: Sequence[str], known: Mapping[str, Any], all_or_none: bool) -> _Read:
    """The lines, each text read once, known ones not at all; of two redactions of a change the smaller."""
    read = _Read({}, {}, {}, [])
    for index, (name, line) in enumerate(zip(ids, lines, strict=True)):
        if name not in read.texts and name not in known:
            try:
                entry = read_line(line, name)
            except Refused as fault:
                read.refused.append(Fault(index, fault.reason_kind))
                if all_or_none:
                    break
                continue
            if isinstance(entry, Change):
                read.texts[name] = entry
            else:
                name = entry.redacts
                held = read.redactions.setdefault(name, entry)
                if entry.weight < held.weight:
                    read.redactions[name] = entry
        read.indices.setdefault(name, []).append(index)
    return read


def _utf8(line: bytes | str) -> bytes | str:
    try:
        return line.encode() if isinstance(line, str) else line
    except UnicodeEncodeError:
        return line  # the reader says what is wrong with it


def _link(
    candidates: Mapping[str, Change], known: Mapping[str, tuple[str, str, int]]
) -> tuple[list[Change], dict[str, str]]:
    """New changes whose chain is whole, parents first, and the reason kind of each of the others."""
    accepted: dict[str, tuple[str, str, int]] = dict(known)
    changes: list[Change] = []
    rejected: list[Change] = []
    # A parent's seq is one less than its child's, so that ascending order brings parents first.
    for change in sorted(candidates.values(), key=lambda c: c.seq):
        device, unit, seq = place = (change.device, change.unit, change.seq)
        if change.prev is None:
            whole = seq == 1
        else:
            whole = seq > 1 and accepted.get(change.prev) == (device, unit, seq - 1)
        # A redaction cannot move a change that is known to another place: its children stand on it.
        if not whole or known.get(change.id, place) != place:
            rejected.append(change)
        elif change.id not in known:
            accepted[change.id] = place
            changes.append(change)
    faults = {}
    for change in rejected:
        absent = change.seq > 1 and change.prev is not None and change.prev not in accepted
        faults[change.id] = "missing_parent" if absent else "chain"
    return changes, faults


def forks(changes: Iterable[Linked]) -> list[Fork]:
    """Every place where a chain parts, sorted. Changes may be any set that holds both sides of each."""
    followers: dict[tuple[str, str, str | None], dict[str, int]] = {}
    for change in changes:
        followers.setdefault((change.device, change.unit, change.prev), {})[change.id] = change.seq
    return sorted(
        Fork(device, unit, min(sides.values()), tuple(sorted(sides)))
        for (device, unit, _), sides in followers.items()
        if len(sides) > 1
    )
