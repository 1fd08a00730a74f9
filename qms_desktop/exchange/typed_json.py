"""Dataclasses as canonical JSON, and back again strictly: every name there, every value of its type, no other form."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from qms_desktop.journal.canonical import canonical
from qms_desktop.journal.strict import Refused, read_json

T = TypeVar("T")


class Hex(bytes):
    """Bytes that stand as lower-case hex digits in JSON."""


def to_json(value: Any) -> bytes:
    """The canonical bytes of a dataclass."""
    return canonical(msgspec.to_builtins(value, enc_hook=_hex))


def from_json(data: bytes, kind: type[T], max_depth: int) -> T:
    """The dataclass that these bytes are; Refused for anything else. Names of a later version are passed over."""
    value = read_json(data, max_depth)
    if canonical(value) != data:
        raise Refused("shape")
    try:
        return msgspec.convert(value, kind, strict=True, dec_hook=_from_hex)
    except msgspec.ValidationError:
        raise Refused("shape") from None


def _hex(value: Any) -> str:
    if isinstance(value, Hex):
        return value.hex()
    raise NotImplementedError(type(value))


def _from_hex(kind: type, value: Any) -> Any:
    if kind is Hex and type(value) is str and (found := Hex.fromhex(value)).hex() == value:
        return found
    raise ValueError("not hex")
