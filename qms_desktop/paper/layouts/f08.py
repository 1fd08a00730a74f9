"""Ф-08, the plan of one audit: its objective, team and timetable, with which the audited unit is made acquainted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import values
from qms_desktop.paper.data import PrintJob, Record, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, note, particulars, record_table

KIND = "audit_plan"


def _dates(plan: Record) -> str:
    days = [values.day(plan.get(name)) for name in ("starts_on", "ends_on")]
    return " – ".join(dict.fromkeys(filter(None, days)))


_HEAD = (
    Part("goal", room=2),
    Part("scope", room=2),
    Part("criteria", room=2),
    Part("basis"),
    Part("starts_on", heading=p_("paper", "Dates of the audit"), say=_dates),
    Part("place"),
    Part("opening"),
    Part("closing"),
)
_MORE = (Part("documents_requested"), Part("language"), Part("confidentiality"))
_TEAM = (Part("name", 90), Part("role", 70))
_ITINERARY = (
    Part("date at", 24, p_("paper", "Date, time")),
    Part("process", 40),
    Part("clauses", 22),
    Part("auditor", 30),
    Part("representative", 30),
    Part("where", 24),
)
_EARLIER = (Part("number", 30), Part("clause", 20), Part("statement", 75), Part("class", 20), Part("state", 25))


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    plan = job.body.record
    yield from particulars(KIND, _HEAD, plan, width)
    yield from record_table(f"{KIND}.team", _TEAM, plan.get("team") or (), width, title=p_("paper", "Team and roles"), blank=4)
    yield from record_table(f"{KIND}.itinerary", _ITINERARY, plan.get("itinerary") or (), width,
                            title=p_("paper", "Timetable of the audit"), blank=8)  # fmt: skip
    yield from note(_("The times are approximate. The head of the unit is present at the opening and closing meetings."), width)
    if job.body.list("earlier"):
        yield from record_table("nonconformity", _EARLIER, job.body.list("earlier"), width,
                                title=p_("paper", "Nonconformities of earlier audits to be looked at"))  # fmt: skip
    yield from particulars(KIND, _MORE, plan, width, title=p_("paper", "Further particulars"), sparse=True)


def _remarks(job: PrintJob) -> list[Words]:
    return [_("Audited unit: {unit}", unit=job.sheet.unit if job.body.record else "_" * 40)]


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    plan, positions = job.body.record, job.profile.positions
    return (
        Signatory(p_("paper", "Prepared by"), positions.get("lead_auditor", ""), values.words(plan.get("prepared_by")), another=True),
        Signatory(p_("paper", "Acquainted"), positions.get("unit_head", ""), values.words(plan.get("acknowledged_by"))),
    )


FORM = Form(
    code="Ф-08",
    title=p_("paper", "Audit plan"),
    kinds=("audit_plan", "audit"),
    landscape=False,
    needs_approval=True,
    build=_build,
    signatories=_signatories,
    remarks=_remarks,
)
