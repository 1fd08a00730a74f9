"""What the units lack: appointed people, process managers by name, a plan of preventive actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from qms_desktop.core.messages import Joined, Localised, Text, _
from qms_desktop.services.reports import measured
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import Column, Link, Report, Table
from qms_desktop.services.reports.scope import Scope
from qms_desktop.services.reports.words import Processes

WITH_COUNCIL = frozenset({"institute", "faculty", "school", "college"})
"""The types of units that have a teaching-methodical council with a chair."""

_NO_RESPONSIBLE = _("Units without a person responsible for the quality management system")
_NO_CHAIR = _("Institutes, faculties and colleges without an appointed chair of the council")
_NO_PREVENTIVE_PLAN = _("Units without a plan of preventive actions in the period")


def lacking(scope: Scope, kind: ReportKind) -> Report:
    """R22: where nobody is appointed or named, what prevents nothing, and the processes that nobody entered a result of."""
    held = _held(scope)
    chairs = [code for code in scope.all_units if scope.units[code].type in WITH_COUNCIL]
    planning = {row["unit"] for row in scope.rows("preventive_action", ("period",))}
    parts = [
        _table(scope, _NO_RESPONSIBLE, (code for code in scope.all_units if code not in held["qms_responsible"])),
        _table(scope, _NO_CHAIR, (code for code in chairs if code not in held["council_chair"])),
        _nameless(scope),
        _table(scope, _NO_PREVENTIVE_PLAN, (code for code in scope.all_units if code not in planning)),
        _unmeasured(scope),
    ]
    return scope.report(kind.id, kind.title, parts, kinds=("process",), forms=())


def _held(scope: Scope) -> dict[str, set[str]]:
    """The units where a duty is held today, by the duty."""
    gone = {row["id"] for row in scope.rows("person", ("left_on",), every_unit=True) if row["left_on"]}
    today = scope.today.isoformat()
    found: dict[str, set[str]] = defaultdict(set)
    for row in scope.items("person", "duties", (), ("duty", "of_unit", "since", "until"), every_unit=True):
        held = (row["item_since"] or "") <= today <= (row["item_until"] or "9999")
        if row["item_duty"] and row["id"] not in gone and held:
            found[row["item_duty"]].add(row["item_of_unit"] or row["unit"])
    return found


def _table(scope: Scope, title: Localised, codes: Iterable[str]) -> Table:
    types = scope.ws.profile.unit_types
    rows = tuple((unit.code, unit.name, types.get(scope.units[unit.code].type) or "") for unit in scope.named(list(codes)))
    return Table(title, (Column(_("Code")), Column(_("Unit"), 5), Column(_("Type"), 2)), rows)


def _nameless(scope: Scope) -> Table:
    """The process cards on which the manager is a position without a name, or nobody."""
    rows = []
    for card in sorted(scope.rows("process", ("number", "name", "owners")), key=lambda row: (row["number"] or "", row["unit"])):
        owners = card["owners"] or []
        if not owners or not all(owner.get("name") for owner in owners):
            positions = ", ".join(owner["position"] for owner in owners if owner.get("position") and not owner.get("name"))
            rows.append((card["number"] or "", Link(card["name"] or "–", "process", card["id"]), scope.name(card["unit"]), positions or "–"))
    columns = (Column(_("No."), 0.6), Column(_("Process"), 3), Column(_("Unit"), 2), Column(_("Position without a name"), 2.4))
    return Table(_("Processes whose manager is not named"), columns, tuple(rows))


def _unmeasured(scope: Scope) -> Table:
    """The process cards of the period of which nothing was measured in it."""
    processes = Processes(scope)
    known = {(one.unit, processes.key(one.process)) for one in measured.indicators(scope) if one.actual is not None}
    cards = sorted(scope.rows("process", ("number", "name", "owners")), key=lambda row: (row["number"] or "", row["unit"]))
    rows = tuple(
        (card["number"] or "", Link(card["name"] or "–", "process", card["id"]), scope.name(card["unit"]),
         Joined(tuple(Text.of(owner.get("position") or owner.get("name") or "") for owner in card["owners"] or ())))
        for card in cards if (card["unit"], processes.key(card["id"])) not in known
    )  # fmt: skip
    columns = (Column(_("No."), 0.6), Column(_("Process"), 3), Column(_("Unit"), 2), Column(_("Process owner"), 2.4))
    return Table(_("Processes without results in the period"), columns, rows)
