"""The reports by their ids. A report's own module is imported only when it is asked for."""

from __future__ import annotations

import datetime as dt
import importlib
from dataclasses import dataclass

from qms_desktop.core.errors import UserError
from qms_desktop.core.garbage import fewer_collections
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.reports import Report
from qms_desktop.services.reports.scope import Scope, reporting
from qms_desktop.services.roles import is_leadership
from qms_desktop.services.workspace import Workspace

GROUPS = {
    "goals": _("Objectives and indicators"),
    "risks": _("Risks and opportunities"),
    "audits": _("Audits"),
    "nonconformities": _("Nonconformities and actions"),
    "people": _("People and satisfaction"),
    "documents": _("Documents"),
    "year": _("The year as a whole"),
}


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report: `maker` is `module:function` in this package, which makes it of a scope.

    Reports of the office alone are not offered to units.
    """

    id: str
    title: Localised
    group: str
    maker: str
    about: Localised
    office_only: bool = False


_ALL = (
    ReportKind("R1", _("Achievement of the indicators"), "goals", "indicators:achievement",
               _("How far every indicator reached its target, by unit and by process.")),
    ReportKind("R2", _("Process index"), "goals", "indicators:process_index",
               _("How well every process works: the weighted mean of its indicators, and of how many there are data.")),
    ReportKind("R3", _("Fulfilment of the quality objectives"), "goals", "objectives:fulfilment",
               _("Reached of approved by unit, faculty and university; the change to the last period; units without any.")),
    ReportKind("R4", _("Trend of the last years"), "goals", "trends:trend",
               _("Every indicator and objective year by year; years with another formula are marked.")),
    ReportKind("R5", _("Risk map and levels"), "risks", "risks:heat",
               _("The matrix before and after the measures, levels by category and unit, measures in time, the years.")),
    ReportKind("R6", _("From the passports to the register"), "risks", "roll_up:register",
               _("The university's register with its sources, what is not in it yet, the opportunities of all units, and which are missing.")),
    ReportKind("R7", _("Fulfilment of the audit programme"), "audits", "programme:fulfilment",
               _("What was done and moved, which audits and reports are late, which clauses were looked at where.")),
    ReportKind("R8", _("Conformity by clause and unit"), "audits", "conformity:conformity",
               _("How much of what the audits examined conforms, with how many questions were examined.")),
    ReportKind("R9", _("Nonconformities: statistics"), "nonconformities", "nonconformities:statistics",
               _("How many by unit, clause, process, class, source and cause, with Pareto charts.")),
    ReportKind("R10", _("Nonconformities: timeliness"), "nonconformities", "timeliness:timeliness",
               _("What was closed in time, how many days it took, and what is late today.")),
    ReportKind("R11", _("Repeated nonconformities"), "nonconformities", "nonconformities:repeated",
               _("What came again in a unit within two years, and what several units have in common.")),
    ReportKind("R12", _("Effectiveness of corrective actions"), "nonconformities", "timeliness:effectiveness",
               _("Which actions helped, of those that were verified, and where actions stand.")),
    ReportKind("R13", _("Summary of the surveys"), "people", "surveys:summary",
               _("Means, shares of the satisfied, response, sections, the index CSI and its change.")),
    ReportKind("R14", _("Training of the staff"), "people", "trainings:fulfilment",
               _("What was planned and held, hours a person, effectiveness, certificates that run out.")),
    ReportKind("R15", _("State of the documents"), "documents", "documents:standing",
               _("In force, due and overdue for review, acquaintance, changes in the period.")),
    ReportKind("R16", _("Control of the actions"), "nonconformities", "actions:control",
               _("Done, in time and overdue by unit and person, how long overdue, measures after audits.")),
    ReportKind("R17", _("Management review"), "year", "review:pack",
               _("All that the review looks at, item by item, each filled from the registers."), office_only=True),
    ReportKind("R18", _("Evidence for accreditation"), "year", "evidence:index",
               _("For every criterion the records that show it, with numbers, dates and where they are kept.")),
    ReportKind("R19", _("Completeness of what is handed over"), "year", "completeness:completeness",
               _("Which form of which unit has come, was returned, is missing or late.")),
    ReportKind("R20", _("Annual summary of the audits"), "audits", "annual:summary",
               _("The audits, nonconformities and actions of the year, with conclusions in words.")),
    ReportKind("R21", _("Documents that must exist"), "documents", "documents:named",
               _("Which of the documents and kinds of documents that the founding document names exist and are current.")),
    ReportKind("R22", _("What the units lack"), "people", "lacking:lacking",
               _("Units without a responsible person, a chair or a plan of preventive actions; processes without a named manager or results.")),
    ReportKind("R23", _("Results and plans for the public"), "year", "for_the_public:summary",
               _("The year in figures, the objectives of the university and satisfaction, without persons or single records.")),
    ReportKind("R24", _("Inspections, monitoring, surveys"), "people", "inspections:statistics",
               _("What the inspections, indicators, analyses and surveys of the period came to, by kind and by unit.")),
    ReportKind("T1", _("From requirement to improvement"), "goals", "traces:trace",
               _("Every objective with the need and the policy that it serves, its indicator and process, and what came of it.")),
    ReportKind("T2", _("Processes and how they feed each other"), "year", "traces:chain",
               _("The processes by group with inputs and outputs, and which output of one is an input of another.")),
    ReportKind("T3", _("Records by clause of the standard"), "year", "by_clause:index",
               _("For every clause the kinds of records that show it, how many there are, and what names the clause itself.")),
)  # fmt: skip

REPORTS: dict[str, ReportKind] = {kind.id: kind for kind in _ALL}


def kind_of(number: str) -> ReportKind:
    """The report of that id, in whatever case it is written; UserError if there is none."""
    found = REPORTS.get(number.strip().upper())
    if found is None:
        raise UserError(_("There is no report {id}.", id=number), _("“qms-desktop report” lists them."))
    return found


def offered(ws: Workspace) -> list[ReportKind]:
    """The reports that this person can make, in their order: the leadership's are those of the office."""
    whole = ws.role != "department" or is_leadership(ws)
    return [kind for kind in REPORTS.values() if whole or not kind.office_only]


def make(ws: Workspace, number: str, period: str | None = None, unit: str | None = None, *,
         today: dt.date | None = None) -> Report:  # fmt: skip
    """A report of a period (None: the open one, "": all) and of a unit with those below it (None: all that are here)."""
    with reporting(ws, period, unit, today) as scope, fewer_collections():
        return made(scope, number)


def made(scope: Scope, number: str) -> Report:
    """The same in a scope that is there already: reports are made of reports."""
    kind = kind_of(number)
    module, function = kind.maker.split(":")
    return getattr(importlib.import_module(f"{__package__}.{module}"), function)(scope, kind)
