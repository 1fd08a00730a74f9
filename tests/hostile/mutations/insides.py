"""Manifests, lines, heads, attachments and headers of a hostile insider, whose device is believed and whose key is good."""

from __future__ import annotations

import contextlib
import json
import random
import struct
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from qms_desktop.exchange import trusted_list
from qms_desktop.exchange.archive import CHANGES, MANIFEST
from qms_desktop.journal.canonical import canonical
from qms_desktop.journal.change import Change, write_redaction
from qms_desktop.journal.reader import read_line
from qms_desktop.journal.strict import Refused
from tests.exchange import forge
from tests.exchange.listing import listed, listing
from tests.exchange.office import CLOCK

from .ground import SCAN, Ground, lines_of
from .values import Token, dumped, edited, hostile


def rezipped(**members: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """`rewrite`: members made over, and (unless it is made over itself) a manifest that tells their sizes and hashes."""

    def rewrite(data: bytes) -> bytes:
        found = forge.members_of(data)
        for name in found.keys() & members.keys() - {MANIFEST}:
            found[name] = members[name](found[name])
        manifest = json.loads(found[MANIFEST])
        for part in manifest["parts"]:
            body = found[part["name"]]
            part |= {"size": len(body), "sha256": sha256(body).hexdigest()}
        found[MANIFEST] = canonical(manifest)
        if MANIFEST in members:
            found[MANIFEST] = members[MANIFEST](found[MANIFEST])
        return forge.zipped(found)

    return rewrite


def manifest_edited(ground: Ground, chance: random.Random) -> bytes:
    return ground.forge(rezipped(**{MANIFEST: lambda data: edited(json.loads(data), chance)}))


def manifest_part(ground: Ground, chance: random.Random) -> bytes:
    """An edit of one of its lists: parts, heads, devices, attachments, what is trusted, held, forwarded, redacted."""

    def other(data: bytes) -> bytes:
        value = json.loads(data)
        names = [name for name, inside in value.items() if isinstance(inside, dict | list) and inside]
        name = chance.choice(names)
        part = json.loads(edited_part(value[name], chance))
        return canonical(value | {name: part})

    def edited_part(part: Any, chance: random.Random) -> bytes:
        while True:
            text = edited(json.loads(json.dumps(part)), chance)
            try:
                return canonical(json.loads(text))
            except (ValueError, TypeError, RecursionError):
                continue  # that one is for `manifest_edited`

    return ground.forge(rezipped(**{MANIFEST: other}))


def lists_forged(ground: Ground, chance: random.Random) -> bytes:
    """Lists that only others may sign, signed by the insider or by nobody."""
    unit, office = ground.unit.key, ground.office.key
    named = [listed(unit, *chance.choice((("office", "office"), ("КМТ", "department"))))]
    if chance.random() < 0.5:
        named.append(listed(office, state=chance.choice(("trusted", "revoked"))))
    told = listing(*named, epoch=chance.choice((1, 2, 2**53 - 1)), number=chance.choice((1, 99, 2**53 - 1)),
                   institution=chance.choice(("generic", "jasu")))  # fmt: skip
    given = trusted_list.signed(told, chance.choice((unit.device, office.device, "recovery", "")), unit.sign)
    line, signature = given.line.decode(), given.signature
    stranger = ground.stranger()
    wrong = {
        "trusted": {"line": chance.choice((line, line, "{}", "x" * 1000)), "signer": given.signer,
                    "signature": chance.choice((signature.hex(), signature.hex(), "", "00" * 64))},
        "held": {"number": chance.choice((-1, 2**53 - 1)), "hashes": chance.choice((["0" * 64] * 3, ["x"], [1]))},
        "forwarded": ["0" * 64],
        "redactions": [{"redacts": chance.choice(sorted(ground.known)), "device": unit.device, "signature": signature.hex()}],
        "devices": {stranger.device: {"public_key": stranger.public_key.hex(), "unit": "office", "role": "office", "receiving_key": ""}},
    }  # fmt: skip
    name = chance.choice(list(wrong))

    def other(data: bytes) -> bytes:
        return canonical(json.loads(data) | {name: wrong[name]})

    return ground.forge(rezipped(**{MANIFEST: other}))


def line_edited(ground: Ground, chance: random.Random) -> bytes:
    """A line with something made over: its id is another then, which no head reaches."""
    lines = list(ground.lines)
    for _line in range(chance.choice((1, 1, 1, 3))):
        place = chance.randrange(len(lines))
        try:
            lines[place] = edited(json.loads(lines[place]), chance)
        except (ValueError, RecursionError):
            continue  # it is no JSON any more
    return ground.forge(rezipped(**{CHANGES: lambda _data: b"".join(line + b"\n" for line in lines)}))


def lines_spoilt(ground: Ground, chance: random.Random) -> bytes:
    """Bytes of the lines changed, their ends other ones, some missing, twice, in another order, too long, too many."""

    def other(data: bytes) -> bytes:
        lines = data.split(b"\n")[:-1]
        place = chance.randrange(len(data))
        mixed = chance.sample(lines, len(lines))
        return chance.choice((
            lambda: data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :],
            lambda: data[:place], lambda: data + data[:place], lambda: data[:-1], lambda: data + b"\n", lambda: b"\n" + data,
            lambda: data.replace(b"\n", b"\r\n"), lambda: b"", lambda: b"\n", lambda: b"{}\n" + data, lambda: data + b"null\n",
            lambda: b"".join(line + b"\n" for line in mixed), lambda: data + data,
            lambda: b"".join(line + b"\n" for line in mixed[: chance.randrange(len(mixed))]),
            lambda: data + b'{"a":"' + b"x" * (2**20 + 1) + b'"}\n', lambda: data + b"[" * 900_000 + b"\n",
            lambda: data + b"1\n" * 50_000, lambda: data + b"\n" * 200_000, lambda: data + b"\xff\xfe\n", lambda: data + b"\0\n",
        ))()  # fmt: skip

    return ground.forge(rezipped(**{CHANGES: other}))


def heavy(ground: Ground, chance: random.Random) -> bytes:
    """Much of little sense, packed small, with sizes, sums and hashes that agree."""
    line = b'{"as":"x","at":"","by":"","device":"x","kind":"x","op":"","prev":null,"record":"x","salt":"","seen":{},"seq":1}\n'
    lines = chance.choice((b"\n", b"{}\n", line, line * 2 + b"{}\n", b"[" * 250 + b"\n", b" " * 2**20 + b"\n", b'"' + b"a" * 2**19 + b'"\n'))
    size = chance.choice((3, 20, 60, 120, 250)) * 2**20
    many = chance.choice(("{}", "[]", '{"a":0}', "0", '"a"', '"\u044f"')) + ","
    told = chance.choice((2**20, 3 * 2**20, 15 * 2**20))

    def manifest(data: bytes) -> bytes:
        return data[:-1] + b',"x":[' + (many * (told // len(many)))[:-1].encode() + b"]}"

    if chance.random() < 0.4:
        return ground.forge(rezipped(**{MANIFEST: manifest}))
    return ground.forge(rezipped(**{CHANGES: lambda data: data + lines * (size // len(lines))}))


def own_line(ground: Ground, chance: random.Random) -> bytes:
    """A line of its own made over into whatever JSON can be, and signed for: its own it may write, and nothing else."""
    place = chance.randrange(len(ground.lines))
    try:
        other = json.loads(edited(json.loads(ground.lines[place]), chance))
        canonical(other)
    except (ValueError, RecursionError, TypeError):
        other = hostile(chance)
    return rechained(ground, place, other if not isinstance(other, Token) else None)


def forged(ground: Ground, chance: random.Random) -> bytes:
    """Changes that the insider may not write, each at the end of a chain and under a head by its key."""
    unit, office, other = ground.unit, ground.office, ground.other
    mine = [read_line(line) for line in ground.lines]
    last = max((each for each in mine if each.unit == "КМТ"), key=lambda each: each.seq)
    given: dict[str, Any] = chance.choice((
        {"as": "office"}, {"as": "МТК"}, {"as": "all"},
        {"device": other.key.device}, {"device": office.key.device, "as": "office"},
        {"device": ground.stranger().device}, {"device": "0" * 64},
        {"seq": last.seq + 2}, {"seq": last.seq}, {"seq": 1}, {"seq": 2**53 - 1},
        {"prev": "0" * 64}, {"prev": mine[0].id}, {"prev": None},
        {"prev": None, "seq": 1, "as": "office"},
    ))  # fmt: skip
    true: dict[str, Any] = {
        "unit": "КМТ", "kind": "risk", "record": "1", "device": last.device, "seq": last.seq + 1, "prev": last.id,
        "as": "КМТ", "by": "p", "at": CLOCK, "set": {"number": "1", "title": "Жалган"}, "seen": {},
        "v": 1, "salt": "", "op": "", "why": "",
    }  # fmt: skip
    bad = Change.of(true | given, canonical(true | given))  # what this program would refuse to write
    after = forge.change(unit, bad, device=bad.device, as_=bad.as_) if bad.seq < 2**53 - 1 and chance.random() < 0.3 else bad
    added = [bad] if after is bad else [bad, after]
    heads = chance.choice((
        [*ground.heads, forge.head(unit, after)], [*ground.heads, forge.head(unit, bad)],
        [forge.head(unit, after)], ground.heads,
    ))  # fmt: skip
    return ground.forge(lines=[*ground.lines, *added], heads=heads)


def taken_away(ground: Ground, chance: random.Random) -> bytes:
    """Redactions of what belongs to another, or that nobody signed."""
    theirs = chance.choice([read_line(line) for line in lines_of(ground.other)])
    mine = chance.choice([read_line(line) for line in ground.lines])
    redacted, line = theirs, write_redaction(theirs).line
    if chance.random() < 0.4:
        redacted, line = mine, write_redaction(mine).line  # its own, but the signature is missing or another's
    signed = [{"redacts": redacted.id, "device": chance.choice((ground.other.key.device, ground.office.key.device)),
               "signature": ground.unit.key.sign(b"qms-redaction-1\n" + sha256(line).hexdigest().encode()).hex()}]  # fmt: skip
    told = chance.choice((signed, [], [signed[0] | {"redacts": "0" * 64}]))
    return ground.forge(rezipped(**{
        CHANGES: lambda data: data + line + b"\n",
        MANIFEST: lambda data: canonical(json.loads(data) | {"redactions": told}),
    }))  # fmt: skip


def heads_forged(ground: Ground, chance: random.Random) -> bytes:
    """Heads that do not reach, of other chains, or with a bit of their signature changed."""
    one = chance.choice(ground.heads)
    signature = bytearray(one.signature)
    signature[chance.randrange(64)] ^= 1 << chance.randrange(8)
    wrong = chance.choice((
        [], [one._replace(signature=bytes(signature))], [one._replace(signature=b"")], [one._replace(seq=one.seq + 1)],
        [one._replace(device=ground.other.key.device)], [one._replace(unit="МТК" if one.unit == "КМТ" else "КМТ")],
        [one._replace(change="0" * 64)], [*ground.heads, one._replace(change="0" * 64)],
    ))  # fmt: skip
    return ground.forge(heads=wrong)


def attachment_altered(ground: Ground, chance: random.Random) -> bytes:
    """Another file under the name of the attachment, or lies about its size, name and whether it is there."""
    name = f"blobs/{ground.attached}"
    body = chance.choice((SCAN[:-1], SCAN + b"x", b"", SCAN[::-1], b"MZ" + SCAN, bytes(2 * 10**6)))

    def lying(data: bytes) -> bytes:
        value = json.loads(data)
        (one,) = value["attachments"]
        field = chance.choice(list(one))
        one[field] = chance.choice((not one[field], False)) if field == "enclosed" else hostile(chance, one[field])
        return dumped(value).encode("utf-8", "surrogatepass")

    def honest_parts(data: bytes) -> bytes:
        """The manifest still tells the attachment's own hash."""
        value = json.loads(data)
        for part in value["parts"]:
            if part["name"] == name and chance.random() < 0.5:
                part["sha256"] = ground.attached
        return canonical(value)

    if chance.random() < 0.5:
        return ground.forge(rezipped(**{MANIFEST: lying}))
    return ground.forge(rezipped(**{name: lambda _data: body, MANIFEST: honest_parts}))


def header_resigned(ground: Ground, chance: random.Random) -> bytes:
    """Another header under a fresh signature of the insider's key."""
    if chance.random() < 0.5:
        known = {
            "unit": ("МТК", "office", "", "а" * 20_000), "role": ("office", "auditor", "reader"), "recipient": ("МТК", "", "all", "КМТ"),
            "institution": ("jasu", ""), "min_reader": (2, 99, 2**53 - 1), "format": (2, 99), "bundle": ("", "x" * 5000, "0" * 32),
            "encryption": ("rot13", ""), "payload_sha256": ("0" * 64, ""), "payload_length": (1, 2**40),
            "created": ("", "1970-01-01T00:00:00Z", "9999-99-99"),
            "device": (ground.other.key.device, "0" * 64), "public_key": (ground.other.key.public_key, b""),
        }  # fmt: skip
        name = chance.choice(list(known))
        return ground.forge(header={name: chance.choice(known[name])})
    before, header, after = forge.header_bytes(ground.forge())
    other = edited(json.loads(header), chance)
    return forge.resigned(before[:8] + struct.pack(">I", len(other)) + other + after, ground.unit.key)


def payload_spoilt(ground: Ground, chance: random.Random) -> bytes:
    """The bytes of the payload changed as they lie in the file, with a header and a signature that agree."""
    before, header, after = forge.header_bytes(ground.forge())
    payload = bytearray(after[:-64])
    how = chance.random()
    if how < 0.6:
        for _byte in range(chance.choice((1, 3, 30))):
            payload[chance.randrange(len(payload))] ^= chance.randrange(1, 256)
    elif how < 0.8:
        del payload[chance.randrange(len(payload)) :]
    else:
        payload += chance.choice((b"x", bytes(1000), bytes(payload)))
    told = json.loads(header) | {"payload_length": len(payload), "payload_sha256": sha256(payload).hexdigest()}
    other = canonical(told)
    return forge.resigned(before[:8] + struct.pack(">I", len(other)) + other + bytes(payload) + bytes(64), ground.unit.key)


def strangers(ground: Ground, chance: random.Random) -> bytes:
    """The honest bundle, or somebody else's, under the signature of another device that is believed, or of none."""
    data = chance.choice((ground.honest, ground.others))
    key = chance.choice((ground.other.key, ground.stranger(), ground.unit.key))
    before, header, after = forge.header_bytes(data)
    told = json.loads(header)
    if chance.random() < 0.6:
        told |= {"device": key.device, "public_key": key.public_key.hex()}
    if chance.random() < 0.3:
        told |= {"unit": chance.choice(("КМТ", "МТК", "office")), "role": chance.choice(("department", "office", "auditor"))}
    other = canonical(told)
    return forge.resigned(before[:8] + struct.pack(">I", len(other)) + other + after, key)


def rechained(ground: Ground, place: int, other: Any) -> bytes:
    """The honest lines with one made over, what follows it put behind it, and heads by the insider's key over all."""
    lines: list[bytes] = []
    renamed: dict[str, str] = {}
    last = {}
    for number, line in enumerate(ground.lines):
        value = other if number == place else json.loads(line)
        if isinstance(value, dict) and isinstance(value.get("prev"), str):
            value |= {"prev": renamed.get(value["prev"], value["prev"])}
        lines.append(canonical(value))
        renamed[sha256(line).hexdigest()] = sha256(lines[-1]).hexdigest()
        with contextlib.suppress(Refused):
            read = read_line(lines[-1])
            if isinstance(read, Change):
                last[read.device, read.unit] = read
    heads = [forge.head(ground.unit, each) for each in last.values()]
    return ground.forge(rezipped(**{CHANGES: lambda _data: b"".join(line + b"\n" for line in lines)}), heads=heads)
