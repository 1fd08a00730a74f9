"""A change: one save, immutable, named by the SHA-256 of its bytes; and a redaction, which takes its values.

The bytes of a change are shipped and stored as they were born: whoever may write them writes them here.
"""

import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Final

import msgspec

from .canonical import canonical, sha256_hex
from .shape import is_redaction, keeps_value
from .strict import MAX_DEPTH, Refused, check_integer, read_json

SALT_BYTES = 16


class Redacted(Enum):
    """The type of REDACTED: no value, which is not null."""

    REDACTED = "redacted"

    def __repr__(self) -> str:
        return "REDACTED"


REDACTED: Final = Redacted.REDACTED


class Change(msgspec.Struct, frozen=True, gc=False):
    """One save of some fields of one record.

    `id` is the hex SHA-256 of `line`, the exact bytes as born. Where a redaction stands in for the text,
    `id` is the redacted id, `line` the redaction's, `salt` and `why` are empty, and values are REDACTED.
    """

    v: int
    unit: str
    kind: str
    record: str
    device: str
    seq: int
    prev: str | None
    salt: str
    as_: str
    by: str
    at: str
    op: str
    set: dict[str, Any]
    seen: dict[str, list[str]]
    why: str
    id: str
    line: bytes

    @classmethod
    def of(cls, value: Mapping[str, Any], line: bytes) -> "Change":
        """The change that a strictly read object of the right shape is."""
        names = cls.__struct_fields__[:-2]
        return cls(*(value["as" if name == "as_" else name] for name in names), sha256_hex(line), line)


class Redaction(msgspec.Struct, frozen=True):
    """Says that the change `redacts` keeps its place and loses its values; in no chain itself.

    `skeleton` is the change less `salt` and `why`, each value null but true and false of `deleted`.
    """

    redacts: str
    skeleton: dict[str, Any]
    line: bytes

    @property
    def weight(self) -> bytes:
        """Of two redactions of one change that differ the one of the smaller weight stands."""
        return canonical(self.skeleton)

    def stand_in(self) -> Change:
        """The change that takes the place of the text, whether that is present or not."""
        part = self.skeleton
        held = {field: REDACTED if value is None else value for field, value in part["set"].items()}
        return Change(
            1, part["unit"], part["kind"], part["record"], part["device"], part["seq"], part["prev"], "",
            part["as"], part["by"], part["at"], part["op"], held, part["seen"], "", self.redacts, self.line,
        )  # fmt: skip


def write_change(
    *,
    unit: str,
    kind: str,
    record: str,
    device: str,
    seq: int,
    prev: str | None,
    as_: str,
    by: str,
    at: str,
    set: Mapping[str, Any],
    seen: Mapping[str, Sequence[str]],
    op: str = "",
    why: str = "",
    salt: str | None = None,
) -> Change:
    """A new change in canonical bytes, its texts brought to NFC, its salt (if none is given) drawn.

    Raises Refused (a ValueError) for whatever a reader would refuse: what is written can always be read.
    """
    body = {
        "v": 1, "unit": unit, "kind": kind, "record": record, "device": device, "seq": seq, "prev": prev,
        "salt": secrets.token_hex(SALT_BYTES) if salt is None else salt, "as": as_, "by": by, "at": at,
        "op": op, "set": dict(set), "seen": {field: list(ids) for field, ids in seen.items()}, "why": why,
    }  # fmt: skip
    if (seq == 1) != (prev is None):
        raise Refused("chain")
    line = canonical(_normalised(body, 1))
    value = read_json(line)
    if is_redaction(value):
        raise Refused("shape")
    return Change.of(value, line)


def write_redaction(change: Change) -> Redaction:
    """The redaction of `change`, in canonical bytes; it waits for its signature elsewhere."""
    held = {f: v if type(v) is bool and keeps_value(f) else None for f, v in change.set.items()}
    skeleton = {
        "v": 1, "unit": change.unit, "kind": change.kind, "record": change.record, "device": change.device,
        "seq": change.seq, "prev": change.prev, "as": change.as_, "by": change.by, "at": change.at,
        "op": change.op, "set": held, "seen": change.seen,
    }  # fmt: skip
    return Redaction(change.id, skeleton, canonical({"v": 1, "redacts": change.id, "skeleton": skeleton}))


def _normalised(value: Any, depth: int) -> Any:
    """A copy of `value` with every text in NFC; refuses what has no place in the journal's JSON."""
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is int:
        check_integer(value)
        return value
    if kind is str:
        return _text(value)
    if kind is float:
        raise Refused("number")
    if kind not in (dict, list):
        raise Refused("shape")
    if depth > MAX_DEPTH:
        raise Refused("depth")
    if kind is list:
        return [_normalised(item, depth + 1) for item in value]
    result = {_text(key): _normalised(item, depth + 1) for key, item in value.items()}
    if len(result) < len(value):
        raise Refused("duplicate_key")
    return result


def _text(value: Any) -> str:
    if type(value) is not str:
        raise Refused("shape")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Refused("surrogate") from None
    return unicodedata.normalize("NFC", value)
