"""Ф-21, a survey: the questionnaire to be filled in without a name, and the summary of the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import signers, values
from qms_desktop.paper.blocks import SMALL, Bar, Ticks, paragraph, space
from qms_desktop.paper.data import PrintJob, Record, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, label, note, particulars, prose, record_table
from qms_desktop.paper.table import Column, Row, table

QUESTIONNAIRE = "questionnaire"
_SCALE = ("five", "four", "three", "two", "one", "hard_to_say")
_TICKS = Ticks(("5", "4", "3", "2", "1", "0"))
_ANSWER = 9 * mm
_OPEN = 24 * mm
_HEAD = (
    Part("group"), Part("participants"), Part("begins_on ends_on"), Part("population"), Part("answered"), Part("rate"),
)  # fmt: skip
_MEASURES = (Part("text", 70), Part("responsible", 40), Part("due", 24), Part("state", 26))


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    if job.body.part == QUESTIONNAIRE:
        yield from _questionnaire(job.body.record, width)
    else:
        yield from _summary(job.body.record, job.body.list("results"), width)


def _questionnaire(survey: Record, width: float) -> Iterator[Slice]:
    """Nothing on it tells who answers."""
    yield paragraph(_("The survey is anonymous: please do not write your name."), width, SMALL)
    scale = "; ".join(str(label("survey_result", name)) for name in _SCALE)
    yield paragraph(f"{scale}.", width, SMALL, glued=True)
    yield space(1.5 * mm, glued=True)
    columns = [Column(p_("paper", "No."), 9, "center"), Column(p_("paper", "Question"), 101), Column(p_("paper", "Answer"), 60)]
    rows = [
        Row([place, values.words(one.get("text")), _TICKS if _is_scale(one) else ""], least=_ANSWER if _is_scale(one) else _OPEN)
        for place, one in enumerate(survey.get("questions") or (), 1)
    ]
    yield from table(columns, rows or [Row([n, "", _TICKS], least=_ANSWER) for n in range(1, 13)], width, glued=True)


def _is_scale(question: Record) -> bool:
    return question.get("scale", True)


def _summary(survey: Record, results: Sequence[Record], width: float) -> Iterator[Slice]:
    yield from particulars("survey", _HEAD, survey, width)
    columns = [
        Part("question section", 56),
        Part("of_unit programme", 30, p_("paper", "Unit, programme")),
        Part("respondents", 14, p_("paper", "n")),
        Part("mean", 16, p_("paper", "Mean")),
        Part("top_two", 24, p_("paper", "4 and 5, %"), _satisfied, "center"),
        Part("", 26, p_("paper", "Mean of 5"), _bar),
    ]
    yield from record_table("survey_result", columns, results, width, title=p_("paper", "Results"), blank=10)
    if any(one.get("small") for one in results):
        yield from note(_("Figures of groups smaller than the smallest group shown are not printed."), width)
    themes = list(dict.fromkeys(theme for one in results for theme in values.points(one.get("themes"))))
    if themes:
        yield from prose(p_("paper", "Themes of open answers"), "; ".join(themes), width)
    yield from prose(p_("paper", "Conclusion"), values.words(survey.get("conclusion")), width)
    yield from record_table("survey.measures", _MEASURES, survey.get("measures") or (), width, title=p_("paper", "Measures"), blank=4)


def _satisfied(result: Record) -> str:
    """A percentage never stands without what was counted."""
    share = values.number(result.get("top_two"))
    counted = (result.get("five") or 0) + (result.get("four") or 0)
    return f"{share} ({counted}/{result['respondents']})" if share and not result.get("small") else share


def _bar(result: Record) -> Bar | str:
    mean = result.get("mean")
    return Bar(float(mean) / 5) if mean not in (None, "") and not result.get("small") else ""


def _remarks(job: PrintJob) -> list[Words]:
    return [_("Survey: {title}", title=values.words(job.body.record.get("title")) or "_" * 40)]


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    return () if job.body.part == QUESTIONNAIRE else signers.head_and_office(job)


FORM = Form(
    code="Ф-21",
    title=p_("paper", "Stakeholder survey and summary"),
    kinds=("survey", "survey_result"),
    landscape=False,
    needs_approval=True,
    build=_build,
    signatories=_signatories,
    remarks=_remarks,
)
