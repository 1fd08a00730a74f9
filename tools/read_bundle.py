#!/usr/bin/env python3
"""read_bundle.py FILE.qmsb [KEY-FILE]: reads a bundle without the program, written from docs/bundle-format.md alone.

The key file is any text with AGE-SECRET-KEY-1… in it. Prints JSON, or `refused: …` on stderr with exit code 1.
"""

import io
import json
import re
import struct
import sys
import unicodedata
import zipfile
import zlib
from hashlib import sha256
from pathlib import Path

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KIB, MIB = 1 << 10, 1 << 20
CHANGE = {"v", "unit", "kind", "record", "device", "seq", "prev", "salt", "as", "by", "at", "op", "set", "seen", "why"}
TWICE = ("bundle", "institution", "device", "unit", "role", "recipient")

REFUSALS = (ValueError, LookupError, TypeError, AttributeError, OSError, EOFError, RecursionError, NotImplementedError,
            struct.error, zlib.error, zipfile.BadZipFile, InvalidSignature, pyrage.DecryptError)  # fmt: skip


def must(holds, otherwise):
    if not holds:
        raise ValueError(otherwise)


def name(data):
    return sha256(data).hexdigest()


def verify(key, message, signature):
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)


def as_object(pairs):
    must(len(dict(pairs)) == len(pairs), "a key stands twice in one JSON object")
    return dict(pairs)


def as_integer(digits):
    must(len(digits) < 18 and abs(int(digits)) < 2**53, "a number is no integer, or too large")
    return int(digits)


def check_texts(value, depth=1):
    if isinstance(value, str):
        value.encode()  # fails for half of a surrogate pair
        must("\0" not in value and unicodedata.is_normalized("NFC", value), "a text is malformed")
    elif isinstance(value, dict | list):
        must(depth <= 32, "JSON is nested too deep")
        for each in [*value, *value.values()] if isinstance(value, dict) else value:
            check_texts(each, depth + 1)


def read_json(data, is_canonical=True):
    numbers = dict.fromkeys(("parse_int", "parse_float", "parse_constant"), as_integer)
    value = json.loads(data.decode(), object_pairs_hook=as_object, **numbers)
    check_texts(value)
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    must(written == data or not is_canonical, "JSON is not canonical")
    return value


def open_frame(data, secrets):
    must(len(data) <= 200 * MIB and data[:8] == b"QMSB\r\n\x1a\n", "this is no bundle")
    (length,) = struct.unpack(">I", data[8:12])
    must(length <= 64 * KIB, "the header is too long")
    header, payload = read_json(data[12 : 12 + length]), data[12 + length : -64]
    must(len(payload) == header["payload_length"], "the file is cut short, or longer than it says")
    must(header["device"] == name(bytes.fromhex(header["public_key"])), "the sender's name is not its key's")
    verify(header["public_key"], b"qms-bundle-1\n" + sha256(data[:-64]).digest(), data[-64:].hex())
    must(header["min_reader"] <= 2 and header["encryption"] in ("age", "none"), "a newer reader is needed")
    must(name(payload) == header["payload_sha256"], "the payload is not the one that the header names")
    if header["encryption"] == "age":
        end = payload[: 64 * KIB].find(b"\n--- ")
        must(end > 0 and payload.count(b"\n-> ", 0, end) <= 500, "the age header is too long")
        payload = pyrage.decrypt(payload, [pyrage.x25519.Identity.from_str(secret) for secret in secrets])
    return header, payload


def read_members(data):
    """Members lie one after another from the first byte to the directory, with nothing between and nothing beside."""
    archive, at = zipfile.ZipFile(io.BytesIO(data)), 0
    _sign, *disks, here, count, size, offset, note = struct.unpack("<4s4H2LH", data[-22:])
    must((disks, note, here) == ([0, 0], 0, count) and offset + size + 22 == len(data), "the zip's end lies")
    for each in archive.infolist():
        local = struct.unpack("<4s5H3L2H", data[at : at + 30])
        told = (each.flag_bits, each.compress_type, each.CRC, each.compress_size, each.file_size, len(each.filename), 0)
        must(each.header_offset == at and (*local[2:4], *local[6:]) == told, "the zip's members do not follow on")
        at += 30 + len(each.filename) + each.compress_size
        must(not (each.flag_bits or each.extra or each.comment or each.volume), "the zip has extras")
        must(each.compress_type in (0, 8) and each.extract_version <= 20, "the zip needs another program")
        must(re.fullmatch("manifest.json|changes.jsonl|(blobs|forwarded)/[0-9a-f]{64}", each.filename), "a foreign name")
    sizes = {each.filename: each.file_size for each in archive.infolist()}
    must(at == archive.start_dir == offset and sizes.get("manifest.json", 0) <= 4 * MIB, "the zip has gaps, or no manifest")
    must(len(sizes) == count <= 10_000 and sum(sizes.values()) <= 500 * MIB, "the zip holds too much")
    return {each: archive.read(each) for each in sizes}


def read_manifest(header, members):
    manifest = read_json(members.pop("manifest.json"))
    told = {each: header[each] for each in TWICE} | {"recipients": header.get("recipients", [])}
    must({each: manifest.get(each, []) for each in told} == told, "manifest and header differ")
    parts = [(part["name"], part["size"], part["sha256"]) for part in manifest["parts"]]
    must(sorted(parts) == sorted((each, len(body), name(body)) for each, body in members.items()), "a part is not as listed")
    enclosed = [f"blobs/{each['sha256']}" for each in manifest["attachments"] if each["enclosed"]]
    enclosed += [f"forwarded/{each}" for each in manifest.get("forwarded", [])]
    must(sorted([*enclosed, "changes.jsonl"]) == sorted(members), "the enclosed files are not the listed ones")
    must(all(each.endswith("/" + name(members[each])) for each in enclosed), "an enclosed file is not what its name says")
    must(all(name(bytes.fromhex(each["public_key"])) == device for device, each in manifest["devices"].items()), "a false device")
    return manifest


def read_changes(data, manifest):
    """(device, unit, seq), prev and record of every change, by its id; each vouched for and each `prev` there."""
    *lines, rest = data.split(b"\n")
    must(not rest and len(lines) <= 400_000 and max(map(len, lines), default=0) <= MIB, "a line is too long, or cut")
    devices, found = manifest["devices"], {}
    redactions = {each["redacts"]: each for each in manifest["redactions"]}
    for line in lines:
        change, body = name(line), read_json(line, is_canonical=False)
        if "redacts" in body:
            must(body.keys() == {"v", "redacts", "skeleton"}, "a line is no redaction")
            change, body = body["redacts"], body["skeleton"] | {"salt": "", "why": ""}
            signed = redactions[change]
            verify(devices[signed["device"]]["public_key"], b"qms-redaction-1\n" + name(line).encode(), signed["signature"])
        must(body.keys() == CHANGE and body["v"] == 1 and type(body["seq"]) is int and body["set"], "a line is no change")
        author = devices[body["device"]]
        speaks_as = "office" if author["role"] in ("office", "auditor") else author["unit"]
        must(body["as"] == speaks_as, "a change claims another author")
        place = (body["device"], body["unit"], body["seq"])
        found[change] = (place, body["prev"], (body["unit"], body["kind"], body["record"]))
    for (device, unit, seq), prev, _record in found.values():
        must((found[prev][0] if prev else (device, unit, 0)) == (device, unit, seq - 1), "a chain is broken")
    reached = set()
    for head in manifest["heads"]:
        place, change = (head["device"], head["unit"], head["seq"]), head["change"]
        must(found[change][0] == place, "a head stands elsewhere")
        message = "\n".join(["qms-head-1", *map(str, place), change]).encode()
        verify(devices[head["device"]]["public_key"], message, head["signature"])
        while change and change not in reached:
            reached.add(change)
            change = found[change][1]
    must(reached == found.keys(), "a change that no device signed for")
    return found


def check_list(signed):
    """The signature of the list of trusted devices; whether its signer is believed is for a store to say."""
    told = read_json(signed["line"].encode())
    keys = {each["device"]: each["public_key"] for each in told["devices"]} | {"recovery": (told["recovery"] or {}).get("public_key")}
    if keys.get(signed["signer"]):
        verify(keys[signed["signer"]], b"qms-trusted-1\n" + sha256(signed["line"].encode()).digest(), signed["signature"])
    return {"epoch": told["epoch"], "number": told["number"]}


def main(file, key=None):
    secrets = re.findall("AGE-SECRET-KEY-1[0-9A-Z]+", Path(key).read_text()) if key else []
    header, payload = open_frame(Path(file).read_bytes(), secrets)
    members = read_members(payload)
    manifest = read_manifest(header, members)
    changes = read_changes(members["changes.jsonl"], manifest)
    return {each: header[each] for each in (*TWICE, "format", "created")} | {
        "units": manifest["units"], "changes": len(changes), "chains": len({place[:2] for place, *_rest in changes.values()}),
        "records": len({record for *_rest, record in changes.values()}), "redactions": len(manifest["redactions"]),
        "attachments": len(manifest["attachments"]), "forwarded": len(manifest.get("forwarded", [])),
        "heads": name("\n".join(sorted(each["change"] for each in manifest["heads"])).encode()),
        "digest": manifest.get("digest"), "trusted": check_list(manifest["trusted"]) if manifest.get("trusted") else None,
    }  # fmt: skip


if __name__ == "__main__":
    try:
        print(json.dumps(main(*sys.argv[1:]), ensure_ascii=False, indent=1))
    except REFUSALS as problem:
        sys.exit(f"refused: {type(problem).__name__} {problem}")
