"""The canonical bytes of a value, and the names made from bytes.

Two values are equal in the journal exactly when their canonical bytes are.
"""

import hashlib
from typing import Any

import msgspec

_encode = msgspec.json.Encoder(order="sorted").encode


def canonical(value: Any) -> bytes:
    """Canonical JSON of a journal value: None, bool, int, str, and lists and str-keyed dicts of such.

    Keys are sorted by their UTF-8 bytes, `,` and `:` stand without spaces, and only `"`, `\\` and
    U+0000-001F are escaped: just what msgspec writes. Half of a surrogate pair raises UnicodeEncodeError.
    """
    return _encode(value)


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of `data` in 64 lower-case hex digits: the id of a line, the name of a blob."""
    return hashlib.sha256(data).hexdigest()
