"""Zips inside a bundle that is signed as it should be: by other tools, lying headers, hostile names, bombs."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
import zlib

from qms_desktop.exchange import limits
from tests.exchange.forge import members_of, zipped

from .ground import Ground, some

NAMES = (
    "../evil.txt", "/etc/passwd", "C:\\evil.txt", "..\\evil.txt", "blobs/../../evil", "blobs/", "CON", "NUL.txt", "aux",
    "manifest.json/", "MANIFEST.JSON", "changes.jsonl\0.txt", "blobs/" + "A" * 64, "blobs/" + "a" * 63, "ү", "",
    "blobs/" + "a" * 64 + "/x", "./manifest.json", "blobs//" + "a" * 64, "a" * 65000, "blobs/" + "a" * 64,
    "forwarded/" + "a" * 64, "манифест.json", "manifest.json ", "changes.jsonl.",
)  # fmt: skip


def other_tool(ground: Ground, chance: random.Random) -> bytes:
    """As other programs pack: other methods, streamed, with comments, extra fields, folders, in another order."""

    def rewrite(data: bytes) -> bytes:
        members = list(members_of(data).items())
        if chance.random() < 0.4:
            chance.shuffle(members)
        buffer = io.BytesIO()
        target = _Unseekable(buffer) if chance.random() < 0.3 else buffer
        method = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
        with zipfile.ZipFile(target, "w", method, compresslevel=chance.randint(1, 9)) as archive:
            if chance.random() < 0.2:
                archive.comment = b"packed elsewhere"
            if chance.random() < 0.2:
                archive.writestr("blobs/", b"")
            for name, body in members:
                entry = zipfile.ZipInfo(name, chance.choice(((1980, 1, 1, 0, 0, 0), (2026, 11, 20, 10, 0, 0))))
                entry.compress_type = method
                entry.create_system = chance.choice((0, 3))
                entry.external_attr = chance.choice((0, 0o644 << 16, 0o120777 << 16))  # the last a symbolic link
                entry.extra = chance.choice((b"", b"", b"UT\5\0\3" + bytes(4)))
                with archive.open(entry, "w", force_zip64=chance.random() < 0.2) as file:
                    file.write(body)
        return buffer.getvalue()

    return ground.forge(rewrite)


class _Unseekable(io.RawIOBase):
    """A pipe: sizes come after the data."""

    def __init__(self, below: io.BytesIO) -> None:
        self.below = below

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
        return self.below.write(data)


def members_changed(ground: Ground, chance: random.Random) -> bytes:
    """Extra, missing, renamed, repeated members."""

    def rewrite(data: bytes) -> bytes:
        members = list(members_of(data).items())
        place = chance.randrange(len(members))
        name = chance.choice(NAMES)
        how = chance.randrange(5)
        if how == 0:
            members.insert(place, (name, chance.choice((b"", b"x", members[place][1]))))
        elif how == 1:
            del members[place]
        elif how == 2:
            members[place] = (name, members[place][1])
        elif how == 3:
            members.append((members[place][0], chance.choice((b"", members[place][1]))))
        else:
            members[place] = (members[place][0], chance.choice((b"", members[place][1] * 2, members[place][1][:-1], bytes(99))))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of zipfile, that a name is there twice
            return zipped(members)

    return ground.forge(rewrite)


LOCAL = ((4, 2), (6, 2), (8, 2), (10, 4), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2))
CENTRAL = ((6, 2), (8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (34, 2), (38, 4), (42, 4))
END = ((4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2))


def header_lies(ground: Ground, chance: random.Random) -> bytes:
    """A field of a local, central or end header says something else; sometimes two agree in their lie."""

    def rewrite(data: bytes) -> bytes:
        changed = bytearray(data)
        sign, fields = chance.choice(((b"PK\3\4", LOCAL), (b"PK\1\2", CENTRAL), (b"PK\5\6", END)))
        places = [n for n in range(len(data) - 3) if data[n : n + 4] == sign]
        place, size = chance.choice(fields)
        at = chance.choice(places) + place
        old = int.from_bytes(data[at : at + size], "little")
        new = chance.choice((0, 1, 8, 9, 45, old + 1, old - 1, old * 2, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, chance.randrange(2**31)))
        changed[at : at + size] = (new % 256**size).to_bytes(size, "little")
        if sign == b"PK\3\4" and 14 <= place < 26 and chance.random() < 0.5:  # the same lie in the directory
            name = data[at - place + 30 :][:8]
            for central in range(data.index(b"PK\1\2"), len(data) - 54):
                if data[central : central + 4] == b"PK\1\2" and data[central + 46 : central + 54] == name:
                    changed[central + place + 2 : central + place + 2 + size] = changed[at : at + size]
        return bytes(changed)

    return ground.forge(rewrite)


def spoilt(ground: Ground, chance: random.Random) -> bytes:
    """Bytes of the zip changed anywhere, under a good signature."""

    def rewrite(data: bytes) -> bytes:
        changed = bytearray(data)
        for _byte in range(chance.choice((1, 1, 2, 5, 40))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        return bytes(changed)

    return ground.forge(rewrite)


def gaps(ground: Ground, chance: random.Random) -> bytes:
    """Bytes before, between and after, or missing, with the directory's place put right or not."""

    def rewrite(data: bytes) -> bytes:
        place = some(chance, data)
        if chance.random() < 0.3:
            return data[: place.start] + data[place.stop :]
        directory = int.from_bytes(data[-6:-2], "little")
        at = chance.choice((0, directory, len(data) - 22, len(data), place.start))
        hole = chance.choice((b"x", b"hidden", bytes(64), b"PK\3\4" + bytes(26), data[place]))
        moved = data[:at] + hole + data[at:]
        if at <= directory and chance.random() < 0.6:
            moved = moved[:-6] + struct.pack("<L", directory + len(hole)) + moved[-2:]
        return moved

    return ground.forge(rewrite)


def overlapping(ground: Ground, chance: random.Random) -> bytes:
    """Several names over one stretch of data."""

    def rewrite(data: bytes) -> bytes:
        members = members_of(data)
        extra = {f"blobs/{n:064x}": b"" for n in range(chance.choice((1, 3, 40)))}
        made = bytearray(zipped([*members.items(), *extra.items()]))
        places = [n for n in range(len(made) - 46) if made[n : n + 4] == b"PK\1\2"]
        to = chance.choice((0, int.from_bytes(made[places[0] + 42 : places[0] + 46], "little"), 30))
        for place in places[len(members) :]:
            made[place + 42 : place + 46] = struct.pack("<L", to)
            if chance.random() < 0.5:  # and its sizes
                made[place + 16 : place + 28] = made[places[0] + 16 : places[0] + 28]
        return bytes(made)

    return ground.forge(rewrite)


def bomb(ground: Ground, chance: random.Random) -> bytes:
    """A little that unpacks to much, whatever its headers tell."""
    name = chance.choice(("changes.jsonl", "manifest.json", f"blobs/{ground.attached}"))
    megabytes = chance.choice((20, 120, 300))
    told = chance.choice((megabytes * limits.MIB, 600 * limits.MIB, 1000, 2**32 - 1))
    filling = chance.choice((bytes(limits.MIB), b"\n" * limits.MIB, b"[" * limits.MIB, b'{"a":' * (limits.MIB // 5)))

    def rewrite(data: bytes) -> bytes:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = b"".join(packer.compress(filling) for _ in range(megabytes)) + packer.flush()
        entries = [
            (each, 8, packed, told, 0) if each == name else (each, 0, body, len(body), zlib.crc32(body))
            for each, body in members_of(data).items()
        ]
        return archived(entries)

    return ground.forge(rewrite)


def many(ground: Ground, chance: random.Random) -> bytes:
    """More members than any bundle has."""
    count = chance.choice((300, 9_990, 10_001, 30_000))

    def rewrite(data: bytes) -> bytes:
        entries = [(name, 0, body, len(body), zlib.crc32(body)) for name, body in members_of(data).items()]
        return archived([*((f"blobs/{n:064x}", 0, b"", 0, 0) for n in range(count)), *entries])

    return ground.forge(rewrite)


def archived(entries: list[tuple[str, int, bytes, int, int]]) -> bytes:
    """A zip of (name, method, packed body, size told, CRC told)."""
    out, directory = io.BytesIO(), []
    for name, method, body, size, crc in entries:
        header = out.tell()
        common = (20, 0, method, 0, 0x21, crc, len(body), size, len(name), 0)
        out.write(struct.pack("<4s5H3L2H", b"PK\3\4", *common) + name.encode() + body)
        directory.append(struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *common, 0, 0, 0, 0, header) + name.encode())
    start, listed = out.tell(), b"".join(directory)
    count = len(entries) % 65536
    return out.getvalue() + listed + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(listed), start, 0)
