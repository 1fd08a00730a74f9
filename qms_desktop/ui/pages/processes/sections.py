"""The sections of a process card: which fields they hold, and how far each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.messages import Message, _
from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.findings import findings, is_filled

KIND = KINDS["process"]


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its fields, and the question of the bank that an auditor asks about it."""

    key: str
    label: Message
    fields: tuple[str, ...]
    question: str = "AQ-4.4-01"

    def required(self) -> tuple[str, ...]:
        return tuple(name for name in self.fields if KIND.fields[name].required)


PARTS = (
    Part("main", _("Main facts"), ("name", "purpose", "number", "group", "period", "owners", "participants")),
    Part("flow", _("Inputs and outputs"), ("inputs", "outputs", "suppliers", "customers"), "AQ-4.4-02"),
    Part("resources", _("Resources"), ("resources", "resource_rows"), "AQ-7.1.1-01"),
    Part("indicators", _("Indicators"), ("indicators",), "AQ-9.1.1-01"),
    Part("norms", _("Governing documents"), ("norms", "clauses"), "AQ-7.5.3-01"),
    Part("steps", _("Main steps"), ("steps",), "AQ-8.1-01"),
    Part("records", _("Records produced"), ("records",), "AQ-7.5.3-03"),
    Part("place", _("Place among the processes"), ("preceding", "following", "activity", "pdca", "controls", "units_involved"), "AQ-4.4-02"),
    Part("approval", _("Approval and review"), ("approved_by", "approved_on", "approval", "edition", "review_due"), "AQ-7.5.3-01"),
    Part("risks", _("Risks"), (), "AQ-6.1-01"),
    Part("audits", _("Results of audits"), (), "AQ-9.2.2-01"),
)

FORM_FIELDS = tuple(name for part in PARTS for name in part.fields if name != "indicators")
"""What the form types; the indicators have a table of their own."""

INDICATOR_NEEDS = ("title", "measured_in", "target", "frequency")


def states(
    values: Mapping[str, Any], indicators: list[dict[str, Any]], risks: int, audits: int, profile: Profile
) -> dict[str, str]:
    """The state of each section: `full`, `remark` (a doubt), `error` (begun, something is missing) or `empty`."""
    doubtful = {f.field for f in findings(KIND, dict(values), profile) if f.severity in ("doubt", "late")}
    found = {}
    for part in PARTS:
        if part.key in ("risks", "audits"):
            found[part.key] = "full" if {"risks": risks, "audits": audits}[part.key] else "empty"
        elif part.key == "indicators":
            found[part.key] = _indicators(indicators)
        else:
            found[part.key] = _state(part, values, doubtful)
    return found


def _state(part: Part, values: Mapping[str, Any], doubtful: set[str]) -> str:
    filled = [name for name in part.fields if is_filled(KIND, dict(values), name)]
    missing = [name for name in part.required() if name not in filled]
    if not filled:
        return "empty"
    if missing:
        return "error"
    return "remark" if doubtful & set(part.fields) else "full"


def _indicators(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "empty"
    whole = all(row.get(name) not in (None, "") for row in rows for name in INDICATOR_NEEDS)
    return "full" if whole else "remark"


def required_parts() -> list[str]:
    """The sections that a card cannot be handed over without."""
    return [part.key for part in PARTS if part.required()]


def part_of(field: str) -> Part:
    """The section that a field stands in."""
    return next(part for part in PARTS if field in part.fields)
