"""In R15: how long documents wait for those who agree to them, who is late, and external documents that nobody checked."""

from __future__ import annotations

import datetime as dt

from qms_desktop.core.calendar import months_after
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import _
from qms_desktop.core.reports import Column, Link, Table
from qms_desktop.services.reports.numbers import count, mean, number
from qms_desktop.services.reports.scope import Scope

LISTED = 100


def waiting(scope: Scope) -> list[Table]:
    """The agreement of documents in figures, and those who have not answered in the term of the profile."""
    sheets = {row["id"]: row for row in scope.rows("agreement", ("subject", "sent_on", "state"))}
    if not sheets:
        return []
    days: list[int] = []
    late: list[tuple[dt.date, dict, dict]] = []
    for row in scope.items("agreement", "rows", ("sent_on",), ("position", "name", "received_on", "agreed_on")):
        begins = row["item_received_on"] or row["sent_on"]
        if not is_iso_date(begins) or row["id"] not in sheets:
            continue
        if is_iso_date(row["item_agreed_on"]):
            days.append((dt.date.fromisoformat(row["item_agreed_on"]) - dt.date.fromisoformat(begins)).days)
        elif (due := scope.ws.profile.due_after("agreement", dt.date.fromisoformat(begins))) < scope.today:
            late.append((due, row, sheets[row["id"]]))
    open_ = [record for record, sheet in sheets.items() if sheet["state"] == "open"]
    figures = Table(_("Agreement of documents"), (Column(_("Figure"), 3), Column(_("Value"), 1.3, number=True)), (
        (_("Agreement sheets"), count({"agreement": tuple(sheets)})), (_("of them open"), count({"agreement": open_})),
        (_("Days until somebody agrees: mean"), mean(days)), (_("Have not answered in time"), number(len(late))),
    ))  # fmt: skip
    columns = (Column(_("Document"), 4), Column(_("Who is to agree"), 3), Column(_("Due"), number=True), Column(_("Days late"), number=True))
    rows = tuple(
        (Link(sheet["subject"] or "–", "agreement", row["id"]), ", ".join(filter(None, (row["item_position"], row["item_name"]))),
         format_date(due.isoformat()), number((scope.today - due).days))
        for due, row, sheet in sorted(late, key=lambda each: each[0])[:LISTED]
    )  # fmt: skip
    return [figures, Table(_("Who has not agreed in time"), columns, rows)] if rows else [figures]


def unchecked(scope: Scope) -> Table:
    """The external documents in force of which nobody has checked within a year whether they are current."""
    since = months_after(scope.today, -12).isoformat()
    found = [row for row in scope.rows("external_document", ("title", "checked_on", "in_date", "state"), every_period=True, every_unit=True)
             if row["state"] != "superseded" and (row["checked_on"] or row["in_date"] or "") < since]  # fmt: skip
    rows = tuple((Link(row["title"] or "–", "external_document", row["id"]), format_date(row["checked_on"]) if row["checked_on"] else _("never"))
                 for row in sorted(found, key=lambda row: row["checked_on"] or ""))  # fmt: skip
    return Table(_("External documents that nobody checked within a year"), (Column(_("Document"), 5), Column(_("Checked on"), number=True)),
                 rows[:LISTED])  # fmt: skip
