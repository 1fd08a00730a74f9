"""Reminders: a ready text to paste into a mail, for one unit or for all that are late, in the language of its reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.services import units
from qms_desktop.services.board import BoardRow, board
from qms_desktop.services.board_words import FORM_STATES
from qms_desktop.services.contacts import contacts
from qms_desktop.services.expectations import expectations
from qms_desktop.services.workspace import Workspace, period_now

_OPEN = ("missing", "draft", "returned")
"""The states of forms that a unit is still to do something about."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A mail to a unit: its subject, and its text with line ends."""

    unit: str
    subject: str
    text: str

    def as_json(self) -> dict[str, Any]:
        return {"unit": self.unit, "subject": self.subject, "text": self.text}


def reminders(
    ws: Workspace, codes: Sequence[str] | None = None, *, language: str | None = None, today: dt.date | None = None
) -> list[Reminder]:
    """A reminder for each unit named, or else for every one that is late; UserError for a unit that is not known."""
    today = today or dt.date.today()
    language = language or ws.language
    rows = {row.unit: row for row in board(ws, today=today)}
    with ws.store.reading() as tx:
        for code in codes or ():
            units.check_unit(tx, ws.profile, code)
        period = expectations(tx).period or period_now(ws.profile, today)
        sender = units.person(tx, ws.person)
        known = contacts(tx, today)
    chosen = [rows[code] for code in codes if code in rows] if codes is not None else [r for r in rows.values() if r.state == "late"]
    return [_reminder(ws, row, period, sender, known.get(row.unit, ""), language, today) for row in chosen]


def _reminder(
    ws: Workspace, row: BoardRow, period: str, sender: dict[str, str], contact: str, language: str, today: dt.date
) -> Reminder:
    def say(words: Localised) -> str:
        return words.text(language)

    name = row.name.text(language)
    lines = [
        say(_("Dear {person}, dear colleagues of {unit},", person=contact, unit=name) if contact
            else _("Dear colleagues of {unit},", unit=name)),
        "",
        say(_asked(row, period, today)),
        *_forms(ws, row, language),
        "",
        say(_("Open the program, look through what is missing, press “Send to the QA office” and bring the file on a stick or "
              "mail it.")),
        "",
        ", ".join(filter(None, (sender.get("position"), sender.get("name")))),
        ws.profile.qa_office.name.text(language),
    ]  # fmt: skip
    return Reminder(row.unit, say(_("Quality management: forms of {unit} for {period}", unit=name, period=period)), "\n".join(lines))


def _asked(row: BoardRow, period: str, today: dt.date) -> Localised:
    """What the mail is about: what is late, what is due, or what is awaited."""
    days = row.days_late(today)
    if row.due is not None and days:
        return n_("The forms for {period} were due on {date}: that was {n} day ago.",
                  "The forms for {period} were due on {date}: that was {n} days ago.", days,
                  period=period, date=format_date(row.due))  # fmt: skip
    if row.due is not None:
        return _("The forms for {period} are awaited by {date}.", period=period, date=format_date(row.due))
    if row.state == "returned":
        return _("Some forms for {period} were sent back with remarks; they are awaited again.", period=period)
    return _("The forms for {period} are awaited.", period=period)


def _forms(ws: Workspace, row: BoardRow, language: str) -> Iterator[str]:
    for form, cell in row.forms.items():
        if cell.state in _OPEN:
            title = ws.profile.forms[form].title.text(language) if form in ws.profile.forms else ""
            yield f"– {form} {title}: {FORM_STATES[cell.state].text(language)}"
