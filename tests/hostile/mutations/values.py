"""Hostile JSON: values of another type, too deep, too large, said twice; and texts that are not quite JSON."""

from __future__ import annotations

import json
import random
from typing import Any

from qms_desktop.journal.canonical import canonical


class Token(str):
    """Text that stands in JSON as it is."""


def hostile(chance: random.Random, old: Any = None) -> Any:
    """A value to be put in the place of another."""
    depth = chance.choice((9, 33, 200, 5000, 100_000))
    if isinstance(old, str) and old and chance.random() < 0.4:
        place = chance.randrange(len(old))
        return chance.choice((old[:place], old + old, old.upper(), old[:place] + chance.choice("0aғ/\\\u0301") + old[place + 1 :]))
    if type(old) is int and chance.random() < 0.5:
        return old + chance.choice((-1, 1, 2**31, -(2**53), 2**53 - 1))
    return chance.choice((
        None, True, False, 0, -1, 1, 2**53, 2**63, 2**64, -(2**63), "", "office", "all", "МТК", "../../x", "a" * 70_000,
        [], {}, [[]], {"": 1}, {"а": {}}, ["x"] * 300, "e\u0301", "0" * 64, "f" * 64, "А" * 32,
        Token("NaN"), Token("-Infinity"), Token("1e999"), Token("-0"), Token("1.0"), Token("9" * 5000), Token("01"),
        Token('"\\ud800"'), Token('"\\u0000"'), Token("[" * depth + "]" * depth), Token('{"a":' * depth + "1" + "}" * depth),
        Token('{"a":1,"a":1}'), Token('"\\x"'), Token("tru"), Token(""), Token('"\x01"'), Token("/**/1"), Token("'x'"),
    ))  # fmt: skip


def edited(value: Any, chance: random.Random) -> bytes:
    """The JSON of a value with something in it made over: mostly one value, else keys or the writing."""
    how = chance.random()
    if not isinstance(value, dict | list) or not value:
        return _otherwise(value, chance)
    if how < 0.5:
        holder, key = _place(value, chance)
        holder[key] = hostile(chance, holder[key])
    elif how < 0.6:
        holder, key = _place(value, chance)
        del holder[key]
    elif how < 0.7:
        holder, key = _place(value, chance)
        if isinstance(holder, list):
            chance.choice((holder.reverse, lambda: holder.append(holder[key]), lambda: holder.insert(0, holder[key])))()
        else:
            holder[chance.choice(("x", "", "v", "__proto__", "ү", "a" * 300))] = hostile(chance)
    elif how < 0.8:
        (one, a), (two, b) = _place(value, chance), _place(value, chance)
        one[a], two[b] = json.loads(json.dumps(two[b])), json.loads(json.dumps(one[a]))
    else:
        return _otherwise(value, chance)
    return dumped(value).encode("utf-8", "surrogatepass")


def _place(value: Any, chance: random.Random) -> tuple[Any, Any]:
    """A container inside and a key of it."""
    containers = [value]
    for each in containers:
        inside = each.values() if isinstance(each, dict) else each
        containers += [item for item in inside if isinstance(item, dict | list) and item]
    holder = chance.choice(containers)
    return holder, chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))


def _otherwise(value: Any, chance: random.Random) -> bytes:
    """The same value in writing that no writer of ours uses, or not JSON any more."""
    plain = canonical(value)
    text = plain.decode()
    place = chance.randrange(len(plain))
    key = chance.choice(list(value)) if isinstance(value, dict) and value else "x"
    return chance.choice((
        json.dumps(value).encode(), json.dumps(value, indent=1, ensure_ascii=False).encode(), plain + b" ", b"\xef\xbb\xbf" + plain,
        text.encode("utf-16"), text.encode("utf-32"), plain[:place], plain + plain, plain + b"\0", b"", b"null", b"[]", b"{}",
        plain[:place] + bytes([chance.randrange(256)]) + plain[place + 1 :],
        plain[:-1] + b"," + dumped({key: hostile(chance)}).encode("utf-8", "surrogatepass")[1:],
        text.replace("\\", "\\\\").encode(), text.replace('"', "'").encode(), plain.replace(b"e", b"\\u0065", 1),
    ))  # fmt: skip


def dumped(value: Any) -> str:
    """As canonical JSON, but taking tokens as they are and anything else."""
    if isinstance(value, Token):
        return str(value)
    if isinstance(value, dict):
        inside = sorted(value.items(), key=lambda pair: pair[0].encode())
        return "{" + ",".join(f"{dumped(k)}:{dumped(v)}" for k, v in inside) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(dumped, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
