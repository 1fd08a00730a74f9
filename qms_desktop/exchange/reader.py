"""Opening a bundle: every check that needs no store, in an order in which nothing unverified is parsed far."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO

from qms_desktop.core.messages import _
from qms_desktop.exchange import limits
from qms_desktop.exchange.age import Keyring
from qms_desktop.exchange.archive import BLOB, CHANGES, FORWARDED, MANIFEST, Archive
from qms_desktop.exchange.container import FORMAT, Frame, Header, damaged, frame_of
from qms_desktop.exchange.key_file import Enrolment
from qms_desktop.exchange.manifest import Manifest
from qms_desktop.exchange.outcome import Parked, Rejected, named
from qms_desktop.exchange.signatures import device_name


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a store is: its institution's profile, what it is for, its unit (`office` for the office's own)."""

    institution: str
    role: str
    unit: str
    public_key: bytes
    audited: frozenset[str] = frozenset()
    """The units of an auditor's laptop's audits."""
    below: frozenset[str] = frozenset()
    """The units under a dean's office, at any depth."""
    keyring: Keyring = field(default_factory=Keyring, compare=False)
    """The private keys with which this PC opens what is locked for it."""
    enrolment: Enrolment | None = field(default=None, compare=False, repr=False)
    """The invitation that the store was made from."""

    @property
    def device(self) -> str:
        return device_name(self.public_key)

    @property
    def names(self) -> frozenset[str]:
        """The recipients that mean this store."""
        return frozenset({self.unit, "office"} if self.role in ("office", "auditor") else {self.unit}) | self.audited

    def reads(self, header: Header) -> bool:
        """Whether a file is for this store: by its recipient, or since it comes from a unit below."""
        return header.recipient in self.names or header.unit in self.below


@dataclass(slots=True)
class Bundle:
    """A bundle whose signature is good and whose parts are what the manifest says."""

    header: Header
    manifest: Manifest
    lines: list[bytes]
    sha256: str
    _archive: Archive

    def blob(self, sha256: str, take: Callable[[bytes], object]) -> None:
        """Hand the bytes of an enclosed attachment to `take`, piece by piece; Rejected if they are not its own."""
        hashed = hashlib.sha256()
        for piece in self._archive.stream(f"blobs/{sha256}"):
            hashed.update(piece)
            take(piece)
        if hashed.hexdigest() != sha256:
            raise Rejected(_("An attachment in the file was altered. Ask for the file to be sent again."))

    def forwarded(self, sha256: str) -> Frame:
        """A bundle of another unit that is passed on unopened; Rejected if it is not the one that was enclosed."""
        frame = frame_of(self._archive.stream(f"forwarded/{sha256}"))
        if frame.sha256 != sha256:
            frame.close()
            raise Rejected(damaged())
        return frame


def check_frame(frame: Frame, identity: Identity | None) -> tuple[Header, int]:
    """The header and the payload's place, once the signature and the recipient are right.

    Parked for a later format: its frame is the same, so that it is known to be whole and for whom it is.
    """
    header, payload = frame.header()
    frame.check_signature(header)
    if identity is not None:
        if header.institution != identity.institution:
            raise Rejected(
                _("Not for you: the file belongs to another institution, {institution}.", institution=header.institution)
            )
        if header.device == identity.device and header.recipient not in identity.names:
            raise Rejected(_("You made this file yourself; pass it on to {recipient}.", recipient=named(header.recipient)))
        if not identity.reads(header):
            raise Rejected(
                _("Not for you: the file was made for {recipient}. Pass it on to them.", recipient=named(header.recipient))
            )
    if header.min_reader > FORMAT:
        raise Parked(
            _("The file was made by a newer version of the program. Update the program; the file is kept until then.")
        )
    return header, payload


def open_bundle(frame: Frame, header: Header, payload: int) -> Bundle:
    """The bundle in a checked frame; Rejected, as a whole, for whatever in it is not as it must be."""
    file, start, length = _opened_payload(frame, header, payload)
    archive = Archive(file, start, length)
    manifest = Manifest.from_bytes(archive.read(MANIFEST, limits.MANIFEST))
    said = (manifest.bundle, manifest.institution, manifest.device, manifest.unit, manifest.role, manifest.recipient)
    if said != (header.bundle, header.institution, header.device, header.unit, header.role, header.recipient):
        raise Rejected(damaged())
    _check_parts(archive, manifest)
    changes = archive.read(CHANGES, limits.CHANGES)
    if hashlib.sha256(changes).hexdigest() != manifest.parts[CHANGES].sha256:
        raise Rejected(damaged())
    lines = changes.split(b"\n")
    if lines.pop() or max(map(len, lines), default=0) > limits.LINE:
        raise Rejected(damaged())
    return Bundle(header, manifest, lines, frame.sha256, archive)


def _opened_payload(frame: Frame, header: Header, payload: int) -> tuple[IO[bytes], int, int]:
    """The file that the zip lies in, where, and how long: the one place that knows how payloads are encrypted."""
    if header.encryption != "none":
        raise Parked(
            _("The file is locked in a way that this version of the program does not know. Update the program.")
        )
    hashed, left = hashlib.sha256(), header.payload_length
    frame.file.seek(payload)
    while left and (piece := frame.file.read(min(limits.CHUNK, left))):
        hashed.update(piece)
        left -= len(piece)
    if hashed.hexdigest() != header.payload_sha256:
        raise Rejected(damaged())
    return frame.file, payload, header.payload_length


def _check_parts(archive: Archive, manifest: Manifest) -> None:
    """The manifest lists exactly the members that there are, and exactly the attachments that are enclosed."""
    there = {name: member.size for name, member in archive.members.items() if name != MANIFEST}
    if there != {name: part.size for name, part in manifest.parts.items()}:
        raise Rejected(damaged())
    blobs = {found[1]: manifest.parts[name] for name in there if (found := BLOB.fullmatch(name))}
    enclosed = {a.sha256: a.size for a in manifest.attachments if a.enclosed}
    if enclosed != {name: part.size for name, part in blobs.items() if part.sha256 == name} or len(enclosed) < len(blobs):
        raise Rejected(damaged())
    passed_on = {found[1]: size for name, size in there.items() if (found := FORWARDED.fullmatch(name))}
    if passed_on.keys() != set(manifest.forwarded) or len(passed_on) < len(manifest.forwarded):
        raise Rejected(damaged())
    if len(passed_on) > limits.FORWARDED_FILES or sum(passed_on.values()) > limits.FORWARDED:
        raise Rejected(damaged())
