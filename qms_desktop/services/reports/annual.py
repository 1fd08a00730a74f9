"""R20: the year's audits and nonconformities in one report, with what follows from the figures said in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qms_desktop.core.messages import Joined, Localised, Text, _, n_
from qms_desktop.core.reports import Part, Report, Words
from qms_desktop.services.reports import conformity, nonconformities, programme, timeliness
from qms_desktop.services.reports.found import found_between, repeats, verified_between
from qms_desktop.services.reports.numbers import percent
from qms_desktop.services.reports.registry import ReportKind, made
from qms_desktop.services.reports.scope import Scope

PARTS = ("R7", "R8", "R9", "R10", "R11", "R12")


def summary(scope: Scope, kind: ReportKind) -> Report:
    """R7 to R12 one after the other, after the conclusions in words."""
    parts: list[Part] = [Words(said) for said in conclusions(scope)]
    for number in PARTS:
        report = made(scope, number)
        first, *rest = report.parts
        parts += [replace(first, title=_("{report}: {part}", report=report.title, part=first.title)), *rest]
    return scope.report(kind.id, kind.title, parts, kinds=("audit", "nonconformity"), forms=())


def conclusions(scope: Scope) -> Iterator[Localised]:
    """What the figures of the year say, one sentence a figure."""
    lines = programme.lines(scope)
    planned = [line for line in lines if line.in_plan]
    done = [line for line in planned if line.state == "completed"]
    if planned:
        yield _("Of the planned audits {share} were carried out.", share=percent(len(done), len(planned)).shown)
    verdicts = conformity.verdicts(scope)
    examined, conforming = (len(conformity.having(verdicts, wanted)) for wanted in (conformity.EXAMINED, conformity.CONFORMING))
    if examined:
        yield _("Of what was examined {share} conforms.", share=percent(conforming, examined).shown)
    yield from _of_nonconformities(scope)
    late = len(list(programme.late(scope, lines)))
    if late:
        yield n_("{n} audit or report is overdue.", "{n} audits and reports are overdue.", late)


def _of_nonconformities(scope: Scope) -> Iterator[Localised]:
    found = found_between(scope.tx, *scope.dates, scope.codes)
    if not found:
        yield _("No nonconformity was found.")
        return
    major = sum(one.class_ == "major" for one in found)
    yield n_("{n} nonconformity was found, {major} of them major.", "{n} nonconformities were found, {major} of them major.",
             len(found), major=major)  # fmt: skip
    if earlier := scope.before():
        yield _("A year before they were {n}.", n=len(found_between(scope.tx, *earlier.dates, scope.codes)))
    closed = [one for one in found if not one.is_open]
    in_time = sum(not one.is_late(scope.ws.profile, scope.today) for one in closed)
    yield _("Closed are {share}; of them in time {in_time}.", share=percent(len(closed), len(found)).shown,
            in_time=percent(in_time, len(closed)).shown)  # fmt: skip
    if again := repeats(scope.tx, found):
        yield _("Repeated are {share}: the earlier actions did not remove the cause.", share=percent(len(again), len(found)).shown)
    if clauses := [Text.of(clause) for clause, _those in nonconformities.systemic_clauses(found)]:
        yield _("In {n} units or more the same clause is not met: {clauses}.", n=nonconformities.SYSTEMIC, clauses=Joined(tuple(clauses)))
    verified = verified_between(scope.tx, *scope.dates, scope.codes)
    if verified:
        effective = sum(one.effective == "effective" for one in verified)
        yield _("Of the verified actions {share} were effective.", share=percent(effective, len(verified)).shown)
    late = len(timeliness.late(scope).rows)
    if late:
        yield n_("{n} step of a nonconformity is late today.", "{n} steps of nonconformities are late today.", late)
