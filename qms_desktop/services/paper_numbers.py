"""The number that a record has on its paper: the profile says its pattern, form by form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from qms_desktop.core.profile import Profile
from qms_desktop.journal.fold import OFFICE
from qms_desktop.services.workspace import ALL

_UNKNOWN = re.compile(r"\{\w+\}")


def unit_in_numbers(profile: Profile, unit: str | None) -> str:
    """What stands for a unit in a number: its code, for what is of the whole institution the institution's abbreviation."""
    if unit == OFFICE:
        return profile.qa_office.code
    return profile.abbr.text(profile.original_language) if unit == ALL else unit or ""


def number_on_paper(
    described: Any, unit: str | None, period: str, number: str, more: Mapping[str, str] | None = None
) -> str:
    """The record's number after the form's pattern, `ТП-{unit}-{year}`; a part that is not known is left out.

    `more` holds further parts by their names.
    """
    if described is None:
        return number
    parts = {"unit": unit or "", "year": period.split("/")[0], "period": period.replace("/", "-"), "process": number,
             "edition": str(described.edition), "nn": number, "nnnn": number, "plan": number, **(more or {})}  # fmt: skip
    pattern = described.number
    for name, value in parts.items():
        pattern = pattern.replace("{" + name + "}", value)
    return "-".join(part for part in _UNKNOWN.sub("", pattern).split("-") if part)
