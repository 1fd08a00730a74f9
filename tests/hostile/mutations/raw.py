"""What sticks, mail programs and clumsy hands do: no key is at hand, so that the signature does not hold."""

from __future__ import annotations

import json
import random
import struct

from qms_desktop.exchange.container import MAGIC
from tests.exchange.forge import header_bytes

from .ground import Ground, some
from .values import edited


def flipped(ground: Ground, chance: random.Random) -> bytes:
    data = bytearray(ground.honest)
    for _bit in range(chance.choice((1, 1, 1, 2, 8))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def cut(ground: Ground, chance: random.Random) -> bytes:
    data = ground.honest
    return chance.choice((data[: chance.randrange(len(data))], data[chance.randrange(1, len(data)) :]))


def spliced(ground: Ground, chance: random.Random) -> bytes:
    """The beginning of one bundle and the end of another, or a stretch of one in the other."""
    one, two = ground.honest, ground.others
    if chance.random() < 0.5:
        return one[: chance.randrange(1, len(one))] + two[chance.randrange(1, len(two)) :]
    place = some(chance, two)
    return one[: place.start] + two[place] + one[place.stop :]


def repeated(ground: Ground, chance: random.Random) -> bytes:
    """A block twice, as zeros, gone, or in another place."""
    data, place = ground.honest, some(chance, ground.honest)
    block = data[place]
    to = chance.randrange(len(data))
    moved = data[: place.start] + data[place.stop :]
    return chance.choice((
        data[: place.stop] + block + data[place.stop :],
        data[: place.start] + bytes(len(block)) + data[place.stop :],
        moved,
        moved[:to] + block + moved[to:],
        data + block,
        data + data,
    ))  # fmt: skip


def relength(ground: Ground, chance: random.Random) -> bytes:
    """Another length of the header."""
    before, header, after = header_bytes(ground.honest)
    length = chance.choice((0, 1, len(header) - 1, len(header) + 1, 65536, 65537, 2**31, 2**32 - 1, chance.randrange(70000)))
    return before[: len(MAGIC)] + struct.pack(">I", length) + header + after


def header_edited(ground: Ground, chance: random.Random) -> bytes:
    """Another header, of the right length, under the old signature."""
    before, header, after = header_bytes(ground.honest)
    other = edited(json.loads(header), chance)
    return before[: len(MAGIC)] + struct.pack(">I", len(other)) + other + after


def text_mode(ground: Ground, chance: random.Random) -> bytes:
    """Copied as if it were text."""
    data = ground.honest
    return chance.choice((
        data.replace(b"\r\n", b"\n"), data.replace(b"\n", b"\r\n"), data.split(b"\x1a")[0],
        data.decode("latin-1").encode(), bytes(byte & 127 for byte in data), data.decode("utf-8", "replace").encode(),
    ))  # fmt: skip
