"""Ф-19, training and competence: the plan of the year, the journal of what was held, the matrix of competence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import p_
from qms_desktop.paper import signers, values
from qms_desktop.paper.data import PrintJob, Record, Signatory
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, record_table, to_sign

PLAN, JOURNAL, MATRIX = "plan", "journal", "matrix"
TITLES = {
    PLAN: p_("paper", "Training plan"),
    JOURNAL: p_("paper", "Training journal"),
    MATRIX: p_("paper", "Competence matrix"),
}


def _people(training: Record) -> list[str]:
    return [values.words(one.get("name")) for one in values.items(training.get("participants"))]


def _held(row: Record) -> str:
    days = [values.day(row.get(name)) for name in ("held_from", "held_to")]
    return " – ".join(dict.fromkeys(filter(None, days)))


def _met(row: Record, name: str) -> list[str]:
    """One requirement a line, numbered, so that what is asked for and what is there stand across from each other."""
    given = values.items(row.get("requirements"))
    if len(given) == 1:
        return [values.words(given[0].get(name))]
    return [f"{place}) {values.words(one.get(name)) or '–'}" for place, one in enumerate(given, 1)]


_PLAN = (
    Part("topic training_form", 40),
    Part("provider", 26),
    Part("hours", 13),
    Part("planned_on", 22),
    Part("participants", 36, say=_people),
    Part("basis risk", 24),
)
_JOURNAL = (
    Part("name", 30, p_("paper", "Employee"), lambda row: [row.get("name"), row.get("position")]),
    Part("topic", 42, p_("paper", "Training"), lambda row: [row.get("topic"), row.get("training_form")]),
    Part("provider", 34, p_("paper", "Organised by"), lambda row: [row.get("provider")]),
    Part("hours", 14, p_("paper", "Hours"), lambda row: values.words(row.get("hours")), "center"),
    Part("held", 26, p_("paper", "Held"), _held, "center"),
    Part("document", 32, p_("paper", "Document No., date"), lambda row: [row.get("document"), values.day(row.get("valid_to"))]),
    Part("method", 26, p_("paper", "Method of evaluation"), lambda row: values.words(row.get("method"))),
    Part("effect", 36, p_("paper", "Effectiveness, by whom, date"),
         lambda row: [row.get("effect"), row.get("evaluated_by"), values.day(row.get("evaluated_on"))]),
    to_sign(),
)  # fmt: skip
JOURNAL_OF_ONE = _JOURNAL[1:-1]
"""What the journal says of one person's training."""
_MATRIX = (
    Part("position person", 48),
    Part("required", 62, p_("paper", "Requirement"), lambda row: _met(row, "required")),
    Part("actual", 50, p_("paper", "Actual state"), lambda row: _met(row, "actual")),
    Part("met", 18, p_("paper", "Meets"), lambda row: _met(row, "met"), "center"),
    Part("gap", 36),
    Part("action training", 40),
)
_SHEETS = {PLAN: ("training", _PLAN), JOURNAL: ("training", _JOURNAL), MATRIX: ("competence", _MATRIX)}


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    part = job.body.part or PLAN
    kind, columns = _SHEETS[part]
    yield from record_table(kind, columns, job.body.list("rows"), width, title=TITLES[part], blank=8,
                            signed=part == JOURNAL)  # fmt: skip


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    confirmed = Signatory(p_("paper", "Confirmed"), job.profile.positions.get("hr_head", ""))
    return (*signers.head(job), confirmed) if job.body.part else signers.head_and_office(job)


FORM = Form(
    code="Ф-19",
    title=p_("paper", "Training and competence records"),
    kinds=("training", "competence"),
    landscape=False,
    needs_approval=True,
    build=_build,
    signatories=_signatories,
    turned=lambda job: job.body.part in (JOURNAL, MATRIX),
)
