"""The strict reader of lines, with a fast path for the lines that this program itself writes.

The fast path takes a line only when it can prove cheaply that the exact reader would take it too:
decoded by types and encoded again, it must give the same bytes. That rules out keys given twice,
spaces, other escapes, fractions and -0; what remains to be seen to is listed in `_fast`.
"""

import re
import unicodedata
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from .canonical import sha256_hex
from .change import Change, Redaction
from .shape import is_redaction
from .strict import MAX_DEPTH, MAX_INTEGER, Refused, read_json, read_text

__all__ = ["Refused", "read_json", "read_line", "reread"]

_Name = Annotated[str, Meta(min_length=1)]
_Id = Annotated[str, Meta(min_length=64, max_length=64)]
_Integer = Annotated[int, Meta(ge=-MAX_INTEGER, le=MAX_INTEGER)]
_Value = None | bool | _Integer | str | list[Any] | dict[str, Any]


class _Body(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, rename={"as_": "as"}):
    # In the order of canonical keys: that is the order in which they are encoded again.
    as_: _Name
    at: str
    by: str
    device: _Name
    kind: _Name
    op: str
    prev: _Id | None
    record: _Name
    salt: str
    seen: dict[_Name, list[_Id]]
    seq: Annotated[int, Meta(ge=1, le=MAX_INTEGER)]
    set: Annotated[dict[_Name, _Value], Meta(min_length=1)]
    unit: _Name
    v: Literal[1]
    why: str


_decode = msgspec.json.Decoder(_Body).decode
_encode = msgspec.json.Encoder(order="deterministic").encode
_all_hex = re.compile("[0-9a-f]*").fullmatch


def read_line(line: bytes | str, name: str | None = None) -> Change | Redaction:
    """The change or redaction that a line (without its line end) is; `name` is its SHA-256 where that is known.

    Raises Refused with the `reason_kind` of the first fault found: `syntax`, `depth`, `duplicate_key`,
    `number`, `nul`, `surrogate`, `not_nfc`, `version` or `shape`.
    """
    if isinstance(line, str):
        try:
            line = line.encode()
        except UnicodeEncodeError:
            return _exact(line)
    return _fast(line, name) or _exact(line)


def reread(line: bytes, change_id: str) -> Change:
    """The change that a store strictly read when it entered: the same as `read_line` gives, unproven.

    Half the work, for refolding what is there already. Redactions go through `read_line`.
    """
    return _change(_decode(line), change_id, line)


def _fast(line: bytes, name: str | None = None) -> Change | None:
    """The change, if it is beyond doubt that `_exact` gives the same; else None."""
    try:
        body = _decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if _encode(body) != line or b"\\u0000" in line:
        return None
    # Parts of an NFC text are NFC, and no escape that is left joins with what stands beside it.
    if not line.isascii() and not unicodedata.is_normalized("NFC", line.decode()):
        return None
    for value in body.set.values():
        if type(value) in (list, dict) and not _plain(value, 3):
            return None
    ids = body.prev or ""
    for seen in body.seen.values():
        ids += "".join(seen)
    if not _all_hex(ids):
        return None
    return _change(body, name or sha256_hex(line), line)


def _change(body: _Body, change_id: str, line: bytes) -> Change:
    return Change(
        1, body.unit, body.kind, body.record, body.device, body.seq, body.prev, body.salt, body.as_, body.by,
        body.at, body.op, body.set, body.seen, body.why, change_id, line,
    )  # fmt: skip


def _plain(value: Any, depth: int) -> bool:
    """Whether a value at `depth` holds no fraction, no large integer, and nothing too deep."""
    kind = type(value)
    if kind is dict or kind is list:
        items = value.values() if kind is dict else value
        return depth <= MAX_DEPTH and all(_plain(item, depth + 1) for item in items)
    if kind is int:
        return -MAX_INTEGER <= value <= MAX_INTEGER
    return kind is not float


def _exact(line: bytes | str) -> Change | Redaction:
    if isinstance(line, bytes):
        try:
            text = line.decode()
        except UnicodeDecodeError:
            raise Refused("syntax") from None
    else:
        text = line
    if "\n" in text or "\r" in text:
        raise Refused("syntax")
    value = read_text(text)
    data = text.encode()
    if is_redaction(value):
        return Redaction(value["redacts"], value["skeleton"], data)
    return Change.of(value, data)
