"""Bundles inside bundles, as a dean's office passes them on: sound and spoilt ones, lies about them, and many deep."""

from __future__ import annotations

import json
import random
import zlib
from hashlib import sha256

from qms_desktop.exchange.archive import MANIFEST
from qms_desktop.journal.canonical import canonical
from tests.exchange import forge

from . import raw, zips
from .ground import Ground


def passed_on(ground: Ground, chance: random.Random) -> bytes:
    inside = [
        chance.choice((
            lambda: ground.others, lambda: ground.honest, lambda: raw.flipped(ground, chance), lambda: raw.cut(ground, chance),
            lambda: b"", lambda: ground.invitation, lambda: bytes(10**6),
        ))()
        for _bundle in range(chance.choice((1, 1, 2, 6)))
    ]  # fmt: skip
    data = _around(ground, inside, chance)
    for _deep in range(chance.choice((0, 0, 1, 4, 12))):
        data = _around(ground, [data], chance)
    return data


def _around(ground: Ground, inside: list[bytes], chance: random.Random) -> bytes:
    def rewrite(data: bytes) -> bytes:
        members = forge.members_of(data)
        manifest = json.loads(members.pop(MANIFEST))
        names = []
        for body in inside:
            name = sha256(body).hexdigest() if chance.random() < 0.8 else "0" * 64
            names.append(name)
            members[f"forwarded/{name}"] = body
            manifest["parts"].append({"name": f"forwarded/{name}", "size": len(body), "sha256": name})
        told = chance.choice((names, names, names, names * 2, [], ["f" * 64, *names]))
        members[MANIFEST] = canonical(manifest | {"forwarded": told})
        return zips.archived([(name, 0, body, len(body), zlib.crc32(body)) for name, body in members.items()])

    return ground.forge(rewrite)
