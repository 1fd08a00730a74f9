"""The frame of a `.qmsb` file: magic, public header, payload, signature. See docs/bundle-format.md.

The frame never changes within one magic: any version of the program can tell who sent a file, for whom, and
whether it is whole, before it knows what lies in the payload.
"""

from __future__ import annotations

import hashlib
import struct
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from qms_desktop.core.messages import Message, _
from qms_desktop.exchange import limits
from qms_desktop.exchange.foreign import what_it_is
from qms_desktop.exchange.outcome import Rejected
from qms_desktop.exchange.signatures import SIGNATURE_BYTES, device_name, verify
from qms_desktop.journal.canonical import canonical
from qms_desktop.journal.strict import Refused, read_json

MAGIC = b"QMSB\r\n\x1a\n"
FORMAT = 2
"""The newest format that is read: 1 lies open, 2 is locked by age."""
LOCKED, OPEN = "age", "none"
"""How a payload lies in the file."""
ENDING = ".qmsb"
ROLES = ("department", "office", "auditor", "reader")
_LENGTH = struct.Struct(">I")
_PREFIX = len(MAGIC) + _LENGTH.size


@dataclass(frozen=True, slots=True)
class Header:
    """What a bundle says in the open. Nothing in it is believed before the signature is verified."""

    format: int
    min_reader: int
    bundle: str
    institution: str
    unit: str
    role: str
    device: str
    public_key: bytes
    recipient: str
    created: str
    payload_length: int
    payload_sha256: str
    encryption: str
    receiving_key: bytes = b""
    """The X25519 key that answers to the sender are locked for; empty in format 1."""
    recipients: tuple[str, ...] = ()
    """The ids of the receiving keys that open the payload (`age.key_id`)."""
    invitation: str = ""
    """The invitation whose secret the sender proves; empty where there is none."""
    proof: bytes = b""
    """HMAC-SHA256 by the secret, over what `invitations.proof_of` says."""

    def to_bytes(self) -> bytes:
        told = asdict(self) | {"recipients": list(self.recipients)}
        return canonical(told | {name: told[name].hex() for name in _BYTES})

    @classmethod
    def from_bytes(cls, data: bytes) -> Header:
        """The header; Rejected if it is not one. Names of a later version beside ours are passed over."""
        try:
            value = read_json(data, max_depth=8)
            if canonical(value) != data or not isinstance(value, dict):
                raise Refused("shape")
            names = [name for name in cls.__dataclass_fields__ if name in value or name not in _SINCE_FORMAT_2]
            header = cls(**{name: _typed(value, name) for name in names})
        except (Refused, ValueError, KeyError):
            raise Rejected(damaged()) from None
        if header.device != device_name(header.public_key) or header.role not in ROLES:
            raise Rejected(damaged())
        return header


_INTEGERS = ("format", "min_reader", "payload_length")
_BYTES = ("public_key", "receiving_key", "proof")
_SINCE_FORMAT_2 = ("receiving_key", "recipients", "invitation", "proof")


def _typed(value: Mapping[str, Any], name: str) -> Any:
    found = value[name]
    if name == "recipients":
        if type(found) is not list or not all(type(each) is str for each in found):
            raise Refused("shape")
        return tuple(found)
    if type(found) is not (int if name in _INTEGERS else str):
        raise Refused("shape")
    if name in _INTEGERS and found < 1:
        raise Refused("shape")
    return bytes.fromhex(found) if name in _BYTES else found


def damaged() -> Message:
    return _("The file is damaged. Ask for it to be sent again.")


def cut_short() -> Message:
    return _("The file is cut short: it was not copied to its end. Copy it again, or ask for it to be sent again.")


def signed_message(digest: bytes) -> bytes:
    """What the sender signs: the SHA-256 of everything that stands before the signature."""
    return b"qms-bundle-1\n" + digest


@dataclass(slots=True)
class Frame:
    """A file taken in whole: its bytes no longer depend on the stick that it lies on."""

    file: IO[bytes]
    size: int
    sha256: str
    before_signature: bytes
    """The SHA-256 of everything before the signature."""
    _beside: list[IO[bytes]] = field(default_factory=list)

    def close(self) -> None:
        for file in (self.file, *self._beside):
            file.close()

    def spool(self) -> IO[bytes]:
        """An empty file that lives as long as this one, in memory while it is small."""
        file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=limits.IN_MEMORY)  # noqa: SIM115
        self._beside.append(file)
        return file

    def __enter__(self) -> Frame:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def header(self) -> tuple[Header, int]:
        """The header and where the payload begins; Rejected for a file of another sort, or one cut short."""
        start = self._at(0, _PREFIX)
        if not start.startswith(MAGIC):
            if start and MAGIC.startswith(start):
                raise Rejected(cut_short())
            raise Rejected(what_it_is(self._at(0, 4096)))
        if len(start) < _PREFIX:
            raise Rejected(cut_short())
        (length,) = _LENGTH.unpack(start[len(MAGIC) :])
        if length > limits.HEADER:
            raise Rejected(damaged())
        data = self._at(_PREFIX, length)
        if len(data) < length:
            raise Rejected(cut_short())
        header = Header.from_bytes(data)
        payload = _PREFIX + length
        declared = payload + header.payload_length + SIGNATURE_BYTES
        if self.size < declared:
            raise Rejected(cut_short())
        if self.size > declared:
            raise Rejected(damaged())
        return header, payload

    def check_signature(self, header: Header) -> None:
        """Rejected unless the device that the header names signed every byte."""
        signature = self._at(self.size - SIGNATURE_BYTES, SIGNATURE_BYTES)
        if not verify(header.public_key, signed_message(self.before_signature), signature):
            raise Rejected(
                _("The file was altered after it was signed, or it is damaged. Ask for it to be sent again.")
            )

    def _at(self, place: int, length: int) -> bytes:
        self.file.seek(place)
        return self.file.read(length)


def take_in(path: Path) -> Frame:
    """Read a file once, from its first byte to its last, hashing it; Rejected if it is too large or unreadable."""
    if path.is_dir():
        raise Rejected(_("This is a folder, not a bundle. Choose the .qmsb files in it."))
    try:
        with path.open("rb") as source:
            return _copied(source)
    except FileNotFoundError:
        raise Rejected(_("There is no such file. Look whether the stick is still in its place.")) from None
    except OSError:
        raise Rejected(
            _("The file cannot be read to its end. Look whether the stick is still in its place, then do it again.")
        ) from None


def _copied(source: IO[bytes]) -> Frame:
    return frame_of(iter(lambda: source.read(limits.CHUNK), b""))


def frame_of(pieces: Iterable[bytes]) -> Frame:
    """A file taken in piece by piece; Rejected if it is too large."""
    whole, before = hashlib.sha256(), hashlib.sha256()
    held = b""  # the last bytes so far: they may be the signature
    size = 0
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=limits.IN_MEMORY)  # noqa: SIM115
    try:
        for chunk in pieces:
            size += len(chunk)
            if size > limits.FILE:
                raise Rejected(
                    _("The file is larger than any bundle may be ({most} MB). Ask the sender to leave large "
                      "attachments out.", most=limits.FILE // limits.MIB)
                )  # fmt: skip
            whole.update(chunk)
            held += chunk
            before.update(held[:-SIGNATURE_BYTES])
            held = held[-SIGNATURE_BYTES:]
            file.write(chunk)
    except BaseException:
        file.close()
        raise
    return Frame(file, size, whole.hexdigest(), before.digest())


def write_frame(file: IO[bytes], header: Header, payload: IO[bytes], sign: Callable[[bytes], bytes]) -> None:
    """Write a whole frame: the header must tell the payload's length and hash."""
    hashed = hashlib.sha256()
    head = header.to_bytes()
    if len(head) > limits.HEADER:
        raise ValueError("the header is too long")
    for part in (MAGIC, _LENGTH.pack(len(head)), head):
        hashed.update(part)
        file.write(part)
    payload.seek(0)
    while chunk := payload.read(limits.CHUNK):
        hashed.update(chunk)
        file.write(chunk)
    file.write(sign(signed_message(hashed.digest())))
