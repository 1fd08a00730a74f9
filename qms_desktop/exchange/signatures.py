"""Ed25519 as the exchange uses it: names of devices, signatures, the digits that people compare by phone.

`cryptography` is imported when it is first needed, so that the window stands before it is loaded.
"""

from __future__ import annotations

import functools
import hashlib
from typing import Any

SIGNATURE_BYTES = 64
KEY_BYTES = 32


def device_name(public_key: bytes) -> str:
    """The name of the device that holds the key: the SHA-256 of the raw public key, in hex."""
    return hashlib.sha256(public_key).hexdigest()


def digits(public_key: bytes) -> str:
    """Six groups of five digits for two people to compare by phone."""
    number = int.from_bytes(hashlib.sha256(b"qms-digits-1\n" + public_key).digest()) % 10**30
    text = f"{number:030d}"
    return " ".join(text[start : start + 5] for start in range(0, 30, 5))


@functools.lru_cache(maxsize=1024)
def _public(public_key: bytes) -> Any:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(public_key)


def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of the key signed the message; False for a key or a signature of a wrong shape."""
    from cryptography.exceptions import InvalidSignature

    if len(public_key) != KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        _public(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
