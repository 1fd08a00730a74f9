"""Walks over the shipped texts."""

import json
from pathlib import Path

from qms_desktop.core.messages import LANGUAGES
from qms_desktop.core.paths import resources_dir


def data_files() -> list[Path]:
    """Every file of data that ships with the program."""
    return sorted(resources_dir().glob("*/*.json"))


def walk(value, place=""):
    """Every value that is not a table, with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from walk(inner, f"{place}[{number}]")
    else:
        yield place, value


def texts_of(value, place=""):
    """Every table that is a text in languages, with its place."""
    if isinstance(value, dict):
        if value and set(value) <= set(LANGUAGES):
            yield place, value
        else:
            for key, inner in value.items():
                yield from texts_of(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts_of(inner, f"{place}[{number}]")


def parsed(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))
