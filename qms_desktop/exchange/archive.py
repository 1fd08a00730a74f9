"""Reading the zip inside a bundle: exactly the zip that `writer` makes, and nothing else that calls itself one.

The members must lie one after another from the first byte to the central directory, local and central headers
must say the same, and only stored and deflated data with sizes told beforehand is taken. So no overlapping,
hidden, repeated or unbounded member gets as far as being inflated, and no name ever becomes a path.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from qms_desktop.core.messages import Message, _
from qms_desktop.exchange import limits
from qms_desktop.exchange.outcome import Rejected

MANIFEST, CHANGES = "manifest.json", "changes.jsonl"
BLOB = re.compile(r"blobs/([0-9a-f]{64})")
FORWARDED = re.compile(r"forwarded/([0-9a-f]{64})")
_NAME = re.compile(r"manifest\.json|changes\.jsonl|(blobs|forwarded)/[0-9a-f]{64}")
_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8


class _Malformed(Exception):
    """The zip is not as this program writes it."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside: where its data lies, and how large it is packed and unpacked."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    place: int


class Archive:
    """The zip that fills `length` bytes of `file` from `start` on."""

    def __init__(self, file: IO[bytes], start: int, length: int) -> None:
        self._file, self._start, self._length = file, start, length
        try:
            self.members = {member.name: member for member in self._directory()}
        except (_Malformed, struct.error, UnicodeDecodeError):
            raise Rejected(_not_ours()) from None

    def _at(self, place: int, length: int) -> bytes:
        if place < 0 or place + length > self._length:
            raise _Malformed
        self._file.seek(self._start + place)
        return self._file.read(length)

    def _directory(self) -> Iterator[Member]:
        sign, disk, first_disk, here, count, size, offset, comment = _END.unpack(
            self._at(self._length - _END.size, _END.size)
        )
        if sign != b"PK\5\6" or disk or first_disk or comment or here != count or not 2 <= count <= limits.MEMBERS:
            raise _Malformed
        if offset + size + _END.size != self._length or size > count * (_CENTRAL.size + 128):
            raise _Malformed
        directory = self._at(offset, size)
        place, expected, total = 0, 0, 0
        names: set[str] = set()
        for _number in range(count):
            member, place, header = self._member(directory, place)
            if header != expected or member.name in names:
                raise _Malformed
            names.add(member.name)
            expected = member.place + member.packed
            total += member.size
            if total > limits.INFLATED:
                raise Rejected(_too_large())
            yield member
        if place != size or expected != offset or not {MANIFEST, CHANGES} <= names:
            raise _Malformed

    def _member(self, directory: bytes, place: int) -> tuple[Member, int, int]:
        """A member, the place of the next entry, and where the local header stands."""
        (sign, _made, needs, flags, method, _time, _date, crc, packed, size, name_length, extra, comment, disk,
         _internal, _external, header) = _CENTRAL.unpack_from(directory, place)  # fmt: skip
        name = directory[place + _CENTRAL.size :][:name_length].decode("ascii")
        if sign != b"PK\1\2" or needs > 20 or flags or extra or comment or disk or not _NAME.fullmatch(name):
            raise _Malformed
        if method not in (_STORED, _DEFLATED) or (method == _STORED and packed != size):
            raise _Malformed
        if method != _STORED and FORWARDED.fullmatch(name):
            raise _Malformed  # a bundle that is passed on takes no more room inside than outside
        local = _LOCAL.unpack(self._at(header, _LOCAL.size))
        told = self._at(header + _LOCAL.size, name_length)
        (local_sign, _needs, local_flags, local_method, _t, _d, *sizes, local_length, local_extra) = local
        if local_sign != b"PK\3\4" or local_flags or local_extra or local_length != name_length:
            raise _Malformed
        if told != name.encode() or local_method != method or sizes != [crc, packed, size]:
            raise _Malformed
        data = header + _LOCAL.size + name_length
        if data + packed > self._length:
            raise _Malformed
        return Member(name, method, crc, packed, size, data), place + _CENTRAL.size + name_length, header

    def stream(self, name: str, most: int = limits.INFLATED) -> Iterator[bytes]:
        """The unpacked bytes of a member in pieces; Rejected as soon as there are more or fewer than were told.

        A member may not be larger than `most`.
        """
        member = self.members[name]
        if member.size > most:
            raise Rejected(_too_large())
        given, crc = 0, 0
        try:
            for piece in self._unpacked(member):
                given += len(piece)
                crc = zlib.crc32(piece, crc)
                if given > member.size:
                    raise Rejected(_too_large())
                yield piece
        except (_Malformed, zlib.error):
            raise Rejected(_not_ours()) from None
        if given != member.size or crc != member.crc:
            raise Rejected(_not_ours())

    def read(self, name: str, most: int) -> bytes:
        """A whole member, which may not be larger than `most`."""
        return b"".join(self.stream(name, most))

    def _unpacked(self, member: Member) -> Iterator[bytes]:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS) if member.method == _DEFLATED else None
        left, place = member.packed, member.place
        while left:
            taken = self._at(place, min(limits.CHUNK, left))
            if not taken:
                raise _Malformed
            place, left = place + len(taken), left - len(taken)
            if inflate is None:
                yield taken
                continue
            while taken:
                yield inflate.decompress(taken, limits.CHUNK)
                taken = inflate.unconsumed_tail
        if inflate is not None:
            yield inflate.flush()
            if not inflate.eof or inflate.unused_data:
                raise _Malformed


def _not_ours() -> Message:
    return _("The file holds something that this program does not put there, so it was not opened. Ask for another.")


def _too_large() -> Message:
    return _("The file would unpack to more than any bundle may hold, so it was not opened. Ask for another.")
