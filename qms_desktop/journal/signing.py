"""What a device signs when it writes: the head of one of its chains. The keys themselves lie elsewhere."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Signer(Protocol):
    """A device that writes: its name is the SHA-256 of its public key."""

    @property
    def device(self) -> str: ...

    @property
    def public_key(self) -> bytes: ...

    def sign(self, message: bytes) -> bytes: ...


class SignedHead(NamedTuple):
    """A chain's last change, signed: it vouches for all that `prev` leads back to."""

    device: str
    unit: str
    seq: int
    change: str
    signature: bytes


def head_message(device: str, unit: str, seq: int, change: str) -> bytes:
    """The bytes that are signed for a chain head."""
    return f"qms-head-1\n{device}\n{unit}\n{seq}\n{change}".encode()
