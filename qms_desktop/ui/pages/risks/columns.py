"""The columns of the risk passport and of the opportunities, and records as rows of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qms_desktop.core.messages import Message, _
from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.locks import is_open
from qms_desktop.services.risks import is_overdue
from qms_desktop.ui.components.chips import Level
from qms_desktop.ui.records.columns import column_for
from qms_desktop.ui.records.rows import RECORD
from qms_desktop.ui.table.columns import MARKS, Column, Mark
from qms_desktop.ui.words import days_late, record_state

RISK, OPPORTUNITY = KINDS["risk"], KINDS["opportunity"]
LIKELIHOOD, CONSEQUENCE = _("Lik. 1–5"), _("Cons. 1–5")
WRITE, RATE, CHOOSE = _("write"), _("rate"), _("choose")

ORDERS = {"number": "code", "title": "title", "level_chip": "score", "residual_chip": "residual_score",
          "deadline": "deadline"}  # fmt: skip
"""What the store sorts by for each column that can be sorted."""

PUT_AWAY = {"unit", "category", "process", "cause", "residual_likelihood", "residual_consequence", "residual_comment",
            "assessed_on", "triggered", "register_number", "state_chip"}  # fmt: skip
"""Columns that the paper form does not have: shown on demand."""

UNRATED = "?"
"""In a column too narrow for the word; the level beside it says it in full."""


def risk_columns(profile: Profile, *, editable: bool) -> list[Column]:
    """The columns of the paper passport in its order, then the further ones."""

    def of(name: str, width: int, **rest: Any) -> Column:
        return column_for(RISK.fields[name], profile, width, **({"editable": editable} | rest))

    return [
        Column("number", _("No."), 36, align="right", room="narrow", sortable=True),
        Column("unit", _("Unit"), 62, room="narrow"),
        of("title", 220, wrap=True, stretch=True, room="narrow", sortable=True, missing=WRITE),
        of("likelihood", 46, title=LIKELIHOOD, room="panel", missing=UNRATED),
        of("consequence", 46, title=CONSEQUENCE, room="panel", missing=UNRATED),
        Column("level_chip", _("Level"), 96, kind="level", room="narrow", sortable=True, missing=RATE),
        of("responsible", 156, wrap=True, missing=WRITE),
        of("measures", 232, wrap=True, missing=WRITE),
        of("deadline", 92, wrap=True, room="panel", sortable=True, missing=WRITE),
        Column("residual_chip", _("Residual risk"), 100, kind="level", room="panel", sortable=True, missing=RATE),
        of("category", 130, wrap=True, missing=CHOOSE),
        of("process", 150, wrap=True, missing=WRITE),
        of("cause", 200, wrap=True, missing=WRITE),
        of("residual_likelihood", 90, wrap=True),
        of("residual_consequence", 90, wrap=True),
        of("residual_comment", 180, wrap=True),
        of("assessed_on", 96),
        of("triggered", 90),
        Column("register_number", RISK.fields["number"].label, 96),
        Column("state_chip", _("State"), 130, kind="state"),
    ]


def opportunity_columns(profile: Profile, *, editable: bool) -> list[Column]:
    """The columns of the opportunities on the passport, in the paper's order."""

    def of(name: str, width: int, **rest: Any) -> Column:
        return column_for(OPPORTUNITY.fields[name], profile, width, **({"editable": editable, "wrap": True} | rest))

    return [
        Column("number", _("No."), 40, align="right", room="narrow"),
        Column("unit", _("Unit"), 62, room="narrow"),
        of("title", 190, stretch=True, room="narrow", sortable=True, missing=WRITE),
        of("essence", 190, room="panel", missing=WRITE),
        of("effect", 170, missing=WRITE),
        of("measures", 190, missing=WRITE),
        of("responsible", 140, missing=WRITE),
        of("deadline", 104, wrap=False, room="panel"),
        of("state", 104, wrap=False, room="panel"),
        of("process", 150, missing=WRITE),
        of("result", 150),
    ]


_SERIAL = re.compile(r"-0*(\d+)$")


def number_of(record: Mapping[str, Any]) -> str:
    """The short number of a risk: the end of its code."""
    code = record.get("code") or ""
    found = _SERIAL.search(code)
    return found.group(1) if found else code


def level(record: Mapping[str, Any], profile: Profile, *, residual: bool = False) -> Level | None:
    """The chip of a risk's level."""
    prefix = "residual_" if residual else ""
    score, key = record.get(f"{prefix}score"), record.get(f"{prefix}level")
    return Level(score, profile.level_word(key), key) if score and key else None


def risk_row(record: Mapping[str, Any], profile: Profile, cards: Mapping[str, str], today: dt.date,
             lock: Message | None = None) -> dict[str, Any]:  # fmt: skip
    """A risk as a row of the passport; `lock` says why what was handed over cannot be changed."""
    row = {**record, RECORD: dict(record)}
    row["number"], row["register_number"] = number_of(record), record.get("number")
    row["level_chip"], row["residual_chip"] = level(record, profile), level(record, profile, residual=True)
    row["state_chip"] = record_state(record.get("state"), record.get("changed"))
    row["process"] = cards.get(record.get("process") or "", record.get("process"))
    row[MARKS] = marks(record, today)
    for name, field in RISK.fields.items() if lock is not None else ():
        if not is_open(RISK, field):
            row[MARKS][name] = replace(row[MARKS].get(name, Mark()), locked=lock)
    return row


def opportunity_row(record: Mapping[str, Any], place: int, cards: Mapping[str, str], today: dt.date) -> dict[str, Any]:
    """An opportunity as a row."""
    row = {**record, RECORD: dict(record), "number": str(place)}
    row["process"] = cards.get(record.get("process") or "", record.get("process"))
    row[MARKS] = marks(record, today)
    return row


def marks(record: Mapping[str, Any], today: dt.date) -> dict[str, Mark]:
    """What is said of single cells: how late it is, what the office remarked."""
    found: dict[str, Mark] = {}
    if is_overdue(record, today) and record.get("state") != "completed":
        found["deadline"] = Mark(second=days_late(record["deadline"], today), tone="high")
    if record.get("state") == "returned" and record.get("remarks"):
        found["title"] = Mark(remark=_("Remark of the QA office: {remark}", remark=record["remarks"]))
    return found
