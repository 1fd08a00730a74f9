"""The minutes of a meeting: who was there, agenda, heard, decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import values
from qms_desktop.paper.blocks import TEXT, heading, paragraph, space
from qms_desktop.paper.data import PrintJob, Record, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, particulars, record_table

KIND = "minutes"
_HEAD = (Part("title"), Part("date place", heading=p_("paper", "Date, place")), Part("chair"), Part("secretary"),
         Part("attendees", room=3), Part("absent"))  # fmt: skip
_DECISIONS = (Part("text", 90), Part("responsible", 42), Part("due", 28))
_QUESTIONS = 3


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    record = job.body.record
    agenda = values.items(record.get("agenda"))
    yield from particulars(KIND, _HEAD, record, width)
    yield from heading(p_("paper", "AGENDA"), width)
    yield paragraph(_listed(agenda), width, TEXT, glued=True)
    for place, question in enumerate(agenda or [{}] * _QUESTIONS, 1):
        yield from _question(place, question, width)
    yield from record_table(f"{KIND}.decisions", _DECISIONS, record.get("decisions") or (), width,
                            title=p_("paper", "Decisions with their terms"), blank=4)  # fmt: skip


def _listed(agenda: Sequence[Any]) -> list[str]:
    return [f"{place}. {_with_speaker(question)}" for place, question in enumerate(agenda or [{}] * _QUESTIONS, 1)]


def _with_speaker(question: Record) -> str:
    asked, speaker = values.words(question.get("question")) or "_" * 60, values.words(question.get("speaker"))
    return f"{asked} ({speaker})" if speaker else asked


def _question(place: int, question: Record, width: float) -> Iterator[Slice]:
    """What was heard and decided on a question; lines to write on where nothing is written yet."""
    for number, (word, name) in enumerate(((p_("paper", "HEARD"), "heard"), (p_("paper", "DECIDED"), "decided"))):
        yield space(6)
        yield paragraph(f"{place}. {word}:" if number == 0 else f"{word}:", width, TEXT)
        yield paragraph(values.words(question.get(name)) or "\n".join(["_" * 78] * 2), width, TEXT, glued=True)


def _remarks(job: PrintJob) -> list[Words]:
    record = job.body.record
    return [_("{body}: minutes No. {number}", body=values.words(record.get("body")) or "_" * 30,
              number=values.words(record.get("number")) or "____")]  # fmt: skip


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    record = job.body.record
    return (
        Signatory(p_("paper", "Chair"), "", values.words(record.get("chair")), another=True),
        Signatory(p_("paper", "Secretary"), "", values.words(record.get("secretary"))),
    )


FORM = Form(
    code="minutes",
    title=p_("paper", "Minutes"),
    kinds=(KIND,),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=_signatories,
    remarks=_remarks,
)
