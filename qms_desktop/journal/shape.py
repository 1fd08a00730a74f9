"""The shape of a line: its version, its keys and their types."""

import re
from typing import Any

from .strict import Refused

CHANGE_KEYS = frozenset(
    [
        "v",
        "unit",
        "kind",
        "record",
        "device",
        "seq",
        "prev",
        "salt",
        "as",
        "by",
        "at",
        "op",
        "set",
        "seen",
        "why",
    ]
)
SKELETON_KEYS = CHANGE_KEYS - {"salt", "why"}
REDACTION_KEYS = frozenset({"v", "redacts", "skeleton"})

_NAMES = ("unit", "kind", "record", "device", "as")
_TEXTS = ("salt", "by", "at", "op", "why")
_is_id = re.compile("[0-9a-f]{64}").fullmatch


def is_redaction(value: Any) -> bool:
    """Whether a strictly read line is a redaction; True or False, it has the shape of one or of a change.

    Raises Refused: `version`, or `shape`.
    """
    if type(value) is not dict:
        raise Refused("shape")
    if type(value.get("v")) is not int or value["v"] != 1:
        raise Refused("version")
    redaction = "redacts" in value
    if not (_redaction(value) if redaction else _change(value, CHANGE_KEYS)):
        raise Refused("shape")
    return redaction


def keeps_value(field: str) -> bool:
    """Whether a redaction leaves true and false of `field`: of the record's `deleted` and of an item's."""
    parts = field.split("/")
    return parts[-1] == "deleted" and len(parts) in (1, 3)


def _redaction(value: dict[str, Any]) -> bool:
    skeleton = value.get("skeleton")
    return (
        value.keys() == REDACTION_KEYS
        and _id(value["redacts"])
        and type(skeleton) is dict
        and _change(skeleton, SKELETON_KEYS)
        and all(
            held is None or (type(held) is bool and keeps_value(field))
            for field, held in skeleton["set"].items()
        )
    )


def _change(value: dict[str, Any], keys: frozenset[str]) -> bool:
    return (
        value.keys() == keys
        and type(value["v"]) is int
        and value["v"] == 1
        and type(value["seq"]) is int
        and value["seq"] >= 1
        and (value["prev"] is None or _id(value["prev"]))
        and all(type(value[key]) is str and value[key] for key in _NAMES)
        and all(type(value[key]) is str for key in _TEXTS if key in keys)
        and _fields(value["set"])
        and len(value["set"]) > 0
        and _fields(value["seen"])
        and all(type(ids) is list and all(map(_id, ids)) for ids in value["seen"].values())
    )


def _fields(value: Any) -> bool:
    return type(value) is dict and "" not in value


def _id(value: Any) -> bool:
    return type(value) is str and _is_id(value) is not None
