"""The manifest of a bundle: what is inside, whose it is, and who vouches for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from qms_desktop.exchange.container import ROLES, damaged
from qms_desktop.exchange.outcome import Rejected
from qms_desktop.exchange.signatures import device_name
from qms_desktop.journal.canonical import canonical
from qms_desktop.journal.signing import SignedHead
from qms_desktop.journal.strict import Refused, read_json

_is_hash = re.compile("[0-9a-f]{64}").fullmatch


SAID_TWICE = ("bundle", "institution", "device", "unit", "role", "recipient", "recipients")
"""What stands in the header and in the manifest, and must be the same."""


@dataclass(frozen=True, slots=True)
class Introduced:
    """A device as the sender knows it."""

    public_key: bytes
    unit: str
    role: str
    receiving_key: bytes = b""


@dataclass(frozen=True, slots=True)
class Part:
    """A member of the zip: its size and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that records speak of; `enclosed` if it lies in the bundle."""

    sha256: str
    size: int
    name: str
    enclosed: bool


@dataclass(frozen=True, slots=True)
class SignedRedaction:
    """Who signed the redaction of a change."""

    redacts: str
    device: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class SignedList:
    """The office's list of trusted devices as it was signed: `line` is its canonical JSON (see `trusted_list`)."""

    line: bytes
    signer: str
    """The device that signed, or `recovery`."""
    signature: bytes


@dataclass(frozen=True, slots=True)
class Held:
    """The hashes of the attachments that a device holds; a higher number takes the place of a lower one."""

    number: int
    hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is inside; sender, recipient and id stand here again, so that they are encrypted with the rest."""

    bundle: str
    institution: str
    device: str
    unit: str
    role: str
    recipient: str
    units: tuple[str, ...]
    parts: Mapping[str, Part]
    counts: Mapping[str, int]
    heads: tuple[SignedHead, ...]
    devices: Mapping[str, Introduced]
    redactions: Mapping[str, SignedRedaction]
    attachments: tuple[Attachment, ...]
    trusted: SignedList | None = None
    """The newest signed list of trusted devices that the sender knows."""
    held: Held | None = None
    """The attachments that the sender holds, so that nobody sends them again."""
    forwarded: tuple[str, ...] = ()
    """SHA-256 of the bundles of other units that are passed on unopened, as members `forwarded/<sha256>`."""
    recipients: tuple[str, ...] = ()
    """The ids of the receiving keys that it is locked for, as in the header."""
    digest: str = ""
    """Of a store that holds the lines inside and no others, as the sender's program folds them."""

    def to_bytes(self) -> bytes:
        return canonical({
            "bundle": self.bundle, "institution": self.institution, "device": self.device, "unit": self.unit,
            "role": self.role, "recipient": self.recipient, "units": list(self.units),
            "parts": [{"name": name, **asdict(part)} for name, part in sorted(self.parts.items())],
            "counts": dict(self.counts),
            "heads": [h._asdict() | {"signature": h.signature.hex()} for h in sorted(self.heads)],
            "devices": {
                name: asdict(known)
                | {"public_key": known.public_key.hex(), "receiving_key": known.receiving_key.hex()}
                for name, known in self.devices.items()
            },
            "redactions": [
                {"redacts": r.redacts, "device": r.device, "signature": r.signature.hex()}
                for _name, r in sorted(self.redactions.items())
            ],
            "attachments": [asdict(a) for a in sorted(self.attachments, key=lambda a: a.sha256)],
            "trusted": None if self.trusted is None else {
                "line": self.trusted.line.decode(), "signer": self.trusted.signer,
                "signature": self.trusted.signature.hex(),
            },
            "held": None if self.held is None else {"number": self.held.number, "hashes": sorted(self.held.hashes)},
            "forwarded": sorted(self.forwarded), "recipients": list(self.recipients), "digest": self.digest,
        })  # fmt: skip

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """The manifest; Rejected if it is not one. Names of a later version beside ours are passed over."""
        try:
            value = read_json(data, max_depth=8)
            if canonical(value) != data:
                raise Refused("shape")
            return _manifest(_Reader(value))
        except (ValueError, KeyError):
            raise Rejected(damaged()) from None


class _Reader:
    """An object read strictly: a value of the type asked for, or Refused."""

    def __init__(self, value: Any) -> None:
        if type(value) is not dict:
            raise Refused("shape")
        self.value = value

    def text(self, name: str) -> str:
        return self._of(name, str)

    def integer(self, name: str) -> int:
        found = self._of(name, int)
        if found < 0:
            raise Refused("shape")
        return found

    def name(self, name: str) -> str:
        """A SHA-256 in hex."""
        found = self.text(name)
        if not _is_hash(found):
            raise Refused("shape")
        return found

    def bytes(self, name: str) -> bytes:
        return bytes.fromhex(self.text(name))

    def flag(self, name: str) -> bool:
        return self._of(name, bool)

    def all(self, name: str, make: Callable[[_Reader], Any]) -> list[Any]:
        return [make(_Reader(each)) for each in self._of(name, list)]

    def texts(self, name: str) -> tuple[str, ...]:
        found = self._of(name, list)
        if not all(type(each) is str for each in found):
            raise Refused("shape")
        return tuple(found)

    def names(self, name: str) -> tuple[str, ...]:
        """SHA-256 hashes in hex."""
        found = self.texts(name)
        if not all(map(_is_hash, found)):
            raise Refused("shape")
        return found

    def under(self, name: str) -> dict[str, Any]:
        return self._of(name, dict)

    def _of(self, name: str, wanted: type) -> Any:
        found = self.value[name]
        if type(found) is not wanted:
            raise Refused("shape")
        return found


def _manifest(read: _Reader) -> Manifest:
    devices = {}
    for name, given in read.under("devices").items():
        each = _Reader(given)
        known = Introduced(
            each.bytes("public_key"), each.text("unit"), each.text("role"),
            each.bytes("receiving_key") if "receiving_key" in given else b"",
        )  # fmt: skip
        if device_name(known.public_key) != name or known.role not in ROLES or not known.unit:
            raise Refused("shape")
        devices[name] = known
    counts = {name: _Reader(read.under("counts")).integer(name) for name in ("changes", "records", "attachments")}
    return Manifest(
        bundle=read.text("bundle"), institution=read.text("institution"), device=read.name("device"),
        unit=read.text("unit"), role=read.text("role"), recipient=read.text("recipient"), units=read.texts("units"),
        parts=_once(read.all("parts", lambda r: (r.text("name"), Part(r.integer("size"), r.name("sha256"))))),
        counts=counts,
        heads=tuple(read.all("heads", lambda r: SignedHead(
            r.name("device"), r.text("unit"), r.integer("seq"), r.name("change"), r.bytes("signature")))),
        devices=devices,
        redactions=_once(read.all("redactions", lambda r: (
            r.name("redacts"), SignedRedaction(r.name("redacts"), r.name("device"), r.bytes("signature"))))),
        attachments=tuple(_once(read.all("attachments", lambda r: (
            r.name("sha256"), Attachment(r.name("sha256"), r.integer("size"), r.text("name"), r.flag("enclosed"))))).values()),
        trusted=_maybe(read, "trusted", lambda r: SignedList(
            r.text("line").encode(), r.text("signer"), r.bytes("signature"))),
        held=_maybe(read, "held", lambda r: Held(r.integer("number"), r.names("hashes"))),
        forwarded=read.names("forwarded") if "forwarded" in read.value else (),
        recipients=read.texts("recipients") if "recipients" in read.value else (),
        digest=read.text("digest") if "digest" in read.value else "",
    )  # fmt: skip


def _maybe(read: _Reader, name: str, make: Callable[[_Reader], Any]) -> Any:
    """What stands under a name that format 1 does not have, or that may be null."""
    found = read.value.get(name)
    return None if found is None else make(_Reader(found))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Refused("duplicate_key")
    return found
