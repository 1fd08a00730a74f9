"""Example records of the institutions' documents (`resources/examples`), for the demo, first steps and tests."""

from __future__ import annotations

import functools
import json
from typing import Any

from qms_desktop.core.messages import LANGUAGES, Text, current_language
from qms_desktop.core.paths import resources_dir


def load_examples(institution: str, language: str | None = None) -> dict[str, list[dict[str, Any]]]:
    """Records ready to be saved, by kind, in one language (else the current one).

    `process` of a risk or an opportunity names a process of the profile by its id, `document` of a change entry a
    document by its code. An institution without examples of its own gives an empty table.
    """
    language = language or current_language()
    return {
        kind: [in_language(row["record"], language) for row in rows]
        for kind, rows in read(institution).items()
    }


@functools.cache
def read(institution: str) -> dict[str, list[dict[str, Any]]]:
    """The rows as they lie in the file: `record`, and under `printed` what else the paper says about it."""
    path = resources_dir() / "examples" / f"{institution}.json"
    if not path.is_file():
        return {}
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {kind: value for kind, value in rows.items() if kind != "about"}


def in_language(value: Any, language: str) -> Any:
    """The value with every three-language text replaced by its wording in one language; always a new value."""
    if isinstance(value, dict):
        if value and set(value) <= set(LANGUAGES):
            return Text.of(value).text(language)
        return {key: in_language(inner, language) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_language(inner, language) for inner in value]
    return value
