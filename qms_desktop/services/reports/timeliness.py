"""R10 and R12: whether nonconformities are answered, mended and closed in time, and whether the actions help."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.core.reports import DASH, Column, Figure, Link, Report, Table
from qms_desktop.models.action_words import EFFECTS
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.reports import naming
from qms_desktop.services.reports.found import (
    KIND,
    Found,
    closed_between,
    extensions,
    found_between,
    handed_in,
    open_ones,
    verified_between,
)
from qms_desktop.services.reports.nonconformities import ids, tally
from qms_desktop.services.reports.numbers import count, mean, number, percent
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.scope import Scope

ACTIONS = ("corrective_action", "preventive_action")
_FIGURE, _VALUE = Column(_("Figure"), 3), Column(_("Value"), 1.3, number=True)


def timeliness(scope: Scope, kind: ReportKind) -> Report:
    """R10: what was closed and in time, how many days it took, and what is late today."""
    return scope.report(kind.id, kind.title, (totals(scope), late(scope), extended(scope)), kinds=(KIND,), forms=())


def totals(scope: Scope) -> Table:
    """Closed and closed in time, of those found in the period; the days to the plan, and to the closing in the period."""
    found = found_between(scope.tx, *scope.dates, scope.codes)
    closed = [one for one in found if not one.is_open]
    in_time = [one for one in closed if not one.is_late(scope.ws.profile, scope.today)]
    ended = closed_between(scope.tx, *scope.dates, scope.codes)
    to_close = [(one.closed_on - one.found_on).days for one in ended if one.found_on and one.closed_on]
    handed = handed_in(scope.tx, found)
    to_plan = [(day - begins).days for one in found if (day := handed.get(one.id)) and (begins := one.acknowledged_on or one.found_on)]
    rows = (
        (_("Found in the period"), count(ids(found))),
        (_("of them closed"), percent(len(closed), len(found), ids(closed))),
        (_("of the closed ones in time"), percent(len(in_time), len(closed), ids(in_time))),
        (_("Closed in the period, whenever found"), count(ids(ended))),
        (_("Days from acquaintance to the plan: mean"), mean(to_plan)),
        (_("Days from acquaintance to the plan: median"), _median(to_plan)),
        (_("Days from finding to closing: mean"), mean(to_close)),
        (_("Days from finding to closing: median"), _median(to_close)),
    )
    note = _("In time: the actions were done by the day planned or last extended; without one, by the term of the class.")
    return Table(_("Totals"), (_FIGURE, _VALUE), rows, note=note)


def _median(days: Sequence[int]) -> Figure:
    return number(Decimal(str(statistics.median(days))) if days else None, n=len(days) or None)


def late(scope: Scope) -> Table:
    """What is late today, whenever it was found, by how many days; the latest first."""
    columns = (Column(_("Protocol No.")), Column(_("Unit"), 2), Column(_("Clause")), Column(_("What is late"), 1.6),
               Column(_("Due")), Column(_("Days late"), 0.8, number=True))  # fmt: skip
    rows = [
        (Link(one.number or "–", KIND, one.id), scope.name(one.unit), one.clause or DASH, what, _day(due),
         number((scope.today - due).days))
        for one, what, due in sorted(_late(scope), key=lambda each: (each[2], each[0].row))
    ]  # fmt: skip
    return Table(_("Late today"), columns, tuple(rows))


def _late(scope: Scope) -> Iterator[tuple[Found, Localised, dt.date]]:
    """The step that each open nonconformity waits for, where its day is past: plan, actions, or their verification."""
    profile = scope.ws.profile
    for one in open_ones(scope.tx, scope.codes):
        if one.state in ("registered", "acknowledged", "plan_returned"):
            what, begins, term = _("plan of the unit"), one.acknowledged_on or one.found_on, "nc_answer"
            due = profile.due_after(term, begins) if begins else None
        elif one.done_on:
            what = _("verification of effectiveness")
            due = profile.due_after("effectiveness_check", one.done_on)
        else:
            what, due = _("actions"), one.term(profile)
        if due is not None and due < scope.today:
            yield one, what, due


def extended(scope: Scope) -> Table:
    """Those found in the period whose term was extended, and how often."""
    found = found_between(scope.tx, *scope.dates, scope.codes)
    times = extensions(scope.tx, found)
    columns = (Column(_("Protocol No.")), Column(_("Unit"), 2), Column(_("Extensions"), 0.8, number=True), Column(_("Due now")))
    rows = tuple(
        (Link(one.number or "–", KIND, one.id), scope.name(one.unit), number(times[one.id]), _day(one.due))
        for one in found if one.id in times
    )  # fmt: skip
    return Table(_("Extended terms"), columns, rows)


# --- effectiveness -----------------------------------------------------------------------------------------------


def effectiveness(scope: Scope, kind: ReportKind) -> Report:
    """R12: which actions proved effective, of those that were verified in the period, and where actions stand."""
    verified = verified_between(scope.tx, *scope.dates, scope.codes)
    parts = (judged(scope, verified), by_cause(scope, verified), states(scope))
    return scope.report(kind.id, kind.title, parts, kinds=(KIND, *ACTIONS), forms=())


def judged(scope: Scope, verified: Sequence[Found]) -> Table:
    """Effective ones of those verified, by kind of record; nonconformities that needed a second cycle."""
    columns = (Column(_("What was verified"), 2.4), Column(_("Verified"), 0.8, number=True), Column(EFFECTS["effective"], 1.3, number=True),
               Column(EFFECTS["partly"], 0.8, number=True), Column(EFFECTS["not_effective"], 0.8, number=True),
               Column(_("Second cycle"), 0.8, number=True))  # fmt: skip
    again = found_between(scope.tx, *scope.dates, scope.codes)
    second = count(ids([one for one in again if one.cycle > 1]))
    rows = [_effects(KINDS[KIND].plural, KIND, [(one.id, one.effective) for one in verified], second)]
    for kind in ACTIONS:
        done = [(row["id"], row["effective"]) for row in scope.rows(kind, ("effective", "effective_on"), every_period=True)
                if row["effective"] and scope.holds(row["effective_on"])]  # fmt: skip
        rows.append(_effects(KINDS[kind].plural, kind, done))
    return Table(_("Effective, of those verified"), columns, tuple(rows))


def _effects(
    label: Localised, kind: str, those: Iterable[tuple[str, str | None]], second: Figure | None = None
) -> tuple[Localised | Figure | None, ...]:
    by = {effect: [id_ for id_, found in those if found == effect] for effect in EFFECTS} if (those := list(those)) else {}
    effective = by.get("effective", [])
    return (label, count({kind: [id_ for id_, _effect in those]}), percent(len(effective), len(those), {kind: effective}),
            count({kind: by.get("partly", [])}), count({kind: by.get("not_effective", [])}), second)  # fmt: skip


def by_cause(scope: Scope, verified: Sequence[Found]) -> Table:
    """The same of the nonconformities by the category of their cause: which kind of action does not help."""
    columns = (Column(_("Category of the cause"), 3), Column(_("Verified"), 0.8, number=True), Column(EFFECTS["effective"], 1.3, number=True))
    rows = []
    for cause, those in tally(verified, lambda one: one.cause):
        helped = [one for one in those if one.effective == "effective"]
        rows.append((naming.chosen(scope, KIND, "cause_category", cause), count(ids(those)),
                     percent(len(helped), len(those), ids(helped))))  # fmt: skip
    return Table(_("Effective, by category of the cause"), columns, tuple(rows))


GROUPS: Mapping[str, tuple[Localised, tuple[str, ...]]] = {
    "open": (_("open"), ("draft", "submitted", "returned", "accepted")),
    "in_work": (_("in work"), ("in_progress", "done", "completion_checked", "ineffective")),
    "effective": (_("effective"), ("effective",)),
    "closed": (_("closed"), ("closed",)),
}
"""The states of actions as the yearly report asks for them; overdue ones are counted beside them."""


def states(scope: Scope) -> Table:
    """Where corrective and preventive actions stand: open, in work, overdue, effective, closed."""
    columns = (Column(_("Actions"), 2.4), *(Column(label, number=True) for label, _states in GROUPS.values()),
               Column(_("overdue"), number=True), Column(_("Total"), number=True))  # fmt: skip
    rows = []
    for kind in ACTIONS:
        found = [row for row in scope.rows(kind, ("state", "due", "done_on")) if row["state"] != "void"]
        late = [row["id"] for row in found if row["due"] and row["due"] < scope.today.isoformat() and not row["done_on"] and row["state"] != "closed"]
        cells = [count({kind: [row["id"] for row in found if row["state"] in states]}) for _label, states in GROUPS.values()]
        rows.append((KINDS[kind].plural, *cells, count({kind: late}), count({kind: [row["id"] for row in found]})))
    return Table(_("Corrective and preventive actions by state"), columns, tuple(rows))


def _day(day: dt.date | None) -> Localised | None:
    return Text.of(format_date(day)) if day else None
