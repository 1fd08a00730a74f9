"""Folding bare lines, without any store: for checks from outside and for recovery."""

from collections.abc import Callable, Sequence
from typing import Any

from .chains import Fork, admit, forks
from .change import Change
from .digest import digest, digest_lines
from .fold import Folded, fold_record


def fold_lines(
    texts: Sequence[str | bytes], office_fields: Callable[[str], frozenset[str]]
) -> dict[str, Any]:
    """What `texts`, in any order and some twice, fold to, as plain JSON:

        {"refused": [{"index", "reason_kind"}],
         "records": [{"unit", "kind", "record", "deleted", "heads": {field: [values]},
                      "shown": {field: value}, "conflicts": [fields],
                      "proposals": [{"field", "value", "change"}]}],
         "forks": [{"device", "unit", "seq", "changes"}], "digest": hex}

    `office_fields(kind)` gives the first parts of the fields that the office owns. Never fails.
    """
    admitted = admit(texts)
    folded = _folded(admitted.changes, office_fields)
    return {
        "refused": [fault._asdict() for fault in admitted.refused],
        "records": [plain_record(*key, record) for key, record in folded.items()],
        "forks": [plain_fork(fork) for fork in forks(admitted.changes)],
        "digest": _digest(folded),
    }


def digest_of(texts: Sequence[str | bytes], office_fields: Callable[[str], frozenset[str]]) -> str:
    """The digest of a store that holds these lines and no others."""
    return _digest(_folded(admit(texts).changes, office_fields))


def _folded(
    changes: Sequence[Change], office_fields: Callable[[str], frozenset[str]]
) -> dict[tuple[str, str, str], Folded]:
    records: dict[tuple[str, str, str], list[Change]] = {}
    for change in changes:
        records.setdefault((change.unit, change.kind, change.record), []).append(change)
    return {key: fold_record(record, office_fields(key[1])) for key, record in sorted(records.items())}


def _digest(folded: dict[tuple[str, str, str], Folded]) -> str:
    return digest(line for key, record in folded.items() for line in digest_lines(*key, record))


def plain_record(unit: str, kind: str, record: str, folded: Folded) -> dict[str, Any]:
    """A record as `fold` prints it."""
    return {
        "unit": unit,
        "kind": kind,
        "record": record,
        "deleted": folded.deleted,
        "heads": {field: folded.values(field) for field in folded.heads},
        "shown": folded.shown,
        "conflicts": list(folded.conflicts),
        "proposals": [{"field": p.field, "value": p.value, "change": p.change} for p in folded.proposals],
    }


def plain_fork(fork: Fork) -> dict[str, Any]:
    """A fork as `fold` prints it."""
    return fork._asdict() | {"changes": list(fork.changes)}
