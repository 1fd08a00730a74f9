"""Opening a bundle: every check that needs no store, in an order in which nothing unverified is parsed far."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO

from qms_desktop.core.messages import Message, _
from qms_desktop.exchange import age, limits
from qms_desktop.exchange.age import Keyring
from qms_desktop.exchange.archive import BLOB, CHANGES, FORWARDED, MANIFEST, Archive
from qms_desktop.exchange.container import FORMAT, LOCKED, OPEN, Frame, Header, damaged, frame_of
from qms_desktop.exchange.key_file import Enrolment
from qms_desktop.exchange.manifest import SAID_TWICE, Manifest
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
    def receiving_key(self) -> bytes:
        """The public key that answers to this store are locked for."""
        return next(iter(self.keyring.public_keys), b"")

    @property
    def names(self) -> frozenset[str]:
        """The recipients that mean this store."""
        return frozenset({self.unit, "office"} if self.role in ("office", "auditor") else {self.unit}) | self.audited

    def reads(self, header: Header) -> bool:
        """Whether a file is for this store: by its recipient, or since it comes from a unit below or the unit's own PC."""
        fellow = self.role == header.role == "department" and header.unit == self.unit
        return fellow or header.recipient in self.names or header.unit in self.below


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
    if header.encryption not in (LOCKED, OPEN):
        raise Parked(
            _("The file is locked in a way that this version of the program does not know. Update the program.")
        )
    if identity is not None and header.encryption == LOCKED and identity.keyring.ids.isdisjoint(header.recipients):
        raise _locked_for_others(header, identity)
    return header, payload


def _locked_for_others(header: Header, identity: Identity) -> Parked | Rejected:
    if header.recipient in identity.names:
        return Rejected(_no_key())
    if header.unit in identity.below:
        return Parked(
            _("The file of {unit} is locked for {recipient} alone. It is kept, to be passed on with your own next file.",
              unit=header.unit, recipient=named(header.recipient))
        )  # fmt: skip
    return Rejected(
        _("Not for you: the file is locked for {recipient} alone. Pass it on to them.", recipient=named(header.recipient))
    )


def open_bundle(frame: Frame, header: Header, payload: int, keyring: Keyring) -> Bundle:
    """The bundle in a checked frame; Rejected, as a whole, for whatever in it is not as it must be."""
    file, start, length = _opened_payload(frame, header, payload, keyring)
    archive = Archive(file, start, length)
    manifest = Manifest.from_bytes(archive.read(MANIFEST, limits.MANIFEST))
    if any(getattr(manifest, name) != getattr(header, name) for name in SAID_TWICE):
        raise Rejected(damaged())
    _check_parts(archive, manifest)
    lines = _lines(archive, manifest.parts[CHANGES].sha256)
    return Bundle(header, manifest, lines, frame.sha256, archive)


def _lines(archive: Archive, sha256: str) -> list[bytes]:
    """The lines, told apart as they are unpacked: a member of line ends alone never becomes a list of them."""
    lines: list[bytes] = []
    hashed, rest = hashlib.sha256(), b""
    for piece in archive.stream(CHANGES, limits.CHANGES):
        hashed.update(piece)
        *whole, rest = (rest + piece).split(b"\n")
        lines += whole
        if len(lines) > limits.LINES or max(map(len, (*whole, rest))) > limits.LINE:
            raise Rejected(damaged())
    if rest or hashed.hexdigest() != sha256:
        raise Rejected(damaged())
    return lines


def _opened_payload(frame: Frame, header: Header, payload: int, keyring: Keyring) -> tuple[IO[bytes], int, int]:
    """The file that the zip lies in, where, and how long: the one place that knows how payloads are locked."""
    locked = _Payload(frame.file, payload, header.payload_length)
    if header.encryption == OPEN:
        opened = frame.file, payload, header.payload_length
    else:
        plain = frame.spool()
        try:
            age.decrypt(locked, plain, keyring)
        except age.NoKey:
            raise Rejected(_no_key()) from None
        except age.Altered:
            raise Rejected(damaged()) from None
        opened = plain, 0, plain.tell()
    if locked.sha256() != header.payload_sha256:
        raise Rejected(damaged())
    return opened


class _Payload:
    """The payload inside a file, from its first byte to its last; hashed as it is read."""

    def __init__(self, file: IO[bytes], place: int, length: int) -> None:
        self._file, self._left = file, length
        self._hashed = hashlib.sha256()
        file.seek(place)

    def read(self, length: int) -> bytes:
        piece = self._file.read(min(length, self._left))
        self._left -= len(piece)
        self._hashed.update(piece)
        return piece

    def sha256(self) -> str:
        """Of all of it: what nobody read is read now."""
        while self.read(limits.CHUNK):
            pass
        return self._hashed.hexdigest()


def _no_key() -> Message:
    return _("The file is locked for a key that this computer does not have. Restore the key backup here, or ask for "
             "the file to be sent anew.")  # fmt: skip


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
