"""Which units have nobody appointed: responsible for the quality management system, chair of the council."""

from __future__ import annotations

from collections import defaultdict

from qms_desktop.core.messages import Localised, _
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import Column, Report, Table
from qms_desktop.services.reports.scope import Scope

WITH_COUNCIL = frozenset({"institute", "faculty", "school", "college"})
"""The types of units that have a teaching-methodical council with a chair."""


def vacancies(scope: Scope, kind: ReportKind) -> Report:
    """The units without a person responsible for the system, and the faculties and colleges without a chair."""
    held = _held(scope)
    responsible = [code for code in scope.all_units if code not in held["qms_responsible"]]
    chairs = [code for code in scope.all_units if scope.units[code].type in WITH_COUNCIL and code not in held["council_chair"]]
    parts = [
        _table(scope, _("Units without a person responsible for the quality management system"), responsible),
        _table(scope, _("Institutes, faculties and colleges without an appointed chair of the council"), chairs),
    ]
    return scope.report(kind.id, kind.title, parts, kinds=())


def _held(scope: Scope) -> dict[str, set[str]]:
    """The units where a duty is held today, by the duty."""
    gone = {row.id for row in scope.rows("person", ("left_on",), every_unit=True) if row.left_on}
    today = scope.today.isoformat()
    found: dict[str, set[str]] = defaultdict(set)
    for row in scope.items("person", "duties", ("duty", "of_unit", "since", "until"), every_unit=True):
        if row.duty and row.id not in gone and (row.since or "") <= today <= (row.until or "9999"):
            found[row.duty].add(row.of_unit or row.unit)
    return found


def _table(scope: Scope, title: Localised, codes: list[str]) -> Table:
    types = scope.ws.profile.unit_types
    rows = tuple((unit.code, unit.name, types.get(scope.units[unit.code].type) or "") for unit in scope.named(codes))
    return Table(title, (Column(_("Code")), Column(_("Unit"), 5), Column(_("Type"), 2)), rows)
