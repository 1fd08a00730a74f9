"""Ф-14, the report and minutes of the management review: every item with its figures and a word about it, then the decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import _, p_
from qms_desktop.paper import values
from qms_desktop.paper.blocks import SMALL, SMALL_STRONG, STRONG, TABLE, Set, paragraph, space
from qms_desktop.paper.data import PrintJob, Record, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.layouts import report
from qms_desktop.paper.records import Part, particulars, prose, record_table
from qms_desktop.paper.table import Column, table

KIND = "review"
_CONCLUSIONS = tuple(Part(name, room=3) for name in (
    "effectiveness", "objectives", "resources", "suitability", "adequacy", "proposals_qms", "proposals_improvement",
    "representative_evaluation", "rector_evaluation",
))  # fmt: skip
_MEETING = (Part("date place", heading=p_("paper", "Date, place")), Part("chair"), Part("secretary"), Part("attendees", room=3), Part("absent"))
_AGENDA = (Part("question speaker", 45, p_("paper", "AGENDA")), Part("heard", 60, p_("paper", "HEARD")), Part("decided", 60, p_("paper", "DECIDED")))
_DECISIONS = (
    Part("text", 52), Part("decision_kind verb", 29), Part("objective planned_resource", 30), Part("responsible", 28), Part("due", 25),
    Part("resources", 26),
)  # fmt: skip
_DISTRIBUTION = (Part("recipient", 110), Part("on", 30))
_INFORMED = (Part("audience", 60), Part("on", 24), Part("by", 40), Part("evidence", 50))


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    body = job.body
    items = body.list("items")
    yield from _title(p_("paper", "A. Report"), width)
    yield from _contents(items, width)
    yield from _of_which_data(body.list("taken"), width)
    added = False
    for item in items:
        if item["added"] and not added:
            added = True
            yield space(5 * mm)
            yield paragraph(_("Inputs of the standard that the institution’s list does not name"), width, STRONG)
        yield from _item(item, width)
    yield from _title(p_("paper", "Conclusions"), width)
    yield from particulars(KIND, _CONCLUSIONS, body.record, width, glued=True)
    yield from _minutes(job, width)
    yield from record_table(f"{KIND}.distribution", _DISTRIBUTION, body.record.get("distribution") or (), width,
                            title=p_("paper", "Distribution list"), blank=4)  # fmt: skip
    yield from record_table(f"{KIND}.informed", _INFORMED, body.record.get("informed") or (), width,
                            title=p_("paper", "Informed of the results"), blank=3)  # fmt: skip


def _title(said: Words, width: float) -> Iterator[Slice]:
    yield space(6 * mm)
    yield paragraph(said, width, STRONG._replace(align="center"))
    yield space(2 * mm, glued=True)


def _contents(items: Sequence[Record], width: float) -> Iterator[Slice]:
    """What the report holds, in its order: nothing is left out in silence."""
    columns = [Column("", 14, "center"), Column(p_("paper", "Item of the report"), 110), Column(p_("paper", "Asked for by"), 40)]
    rows = [[_sign(item), item["title"], item["source"]] for item in items]
    yield from table(columns, rows, width, style=SMALL, blank=12, glued=True)


def _sign(item: Record) -> str:
    """The letter of an item; an input that the institution's list lacks is named by its clause, not to be taken for one."""
    return str(item["source"]) if item["added"] else item["key"]


def _of_which_data(taken: Sequence[Record], width: float) -> Iterator[Slice]:
    for one in taken:
        words = _("Figures as of {date}, data version {version}; units included: {included}, missing: {missing}.", date=format_date(one["on"]),
                  version=one["position"], included=one["included"], missing=one["missing"])  # fmt: skip
        yield space(2 * mm)
        yield paragraph(words, width, SMALL)
        kept = _("Kept with the report; fingerprint {code}.", code=one["fingerprint"][:16].upper())
        if not one["is_whole"]:
            changed = _("The kept figures were changed after they were counted: they no longer match fingerprint {code}.",
                        code=one["fingerprint"][:16].upper() or "–")  # fmt: skip
            yield paragraph(changed, width, SMALL_STRONG, glued=True)
            continue
        yield paragraph(kept if one["is_frozen"] else _("Not kept yet: the figures still follow the registers."), width, SMALL, glued=True)


def _item(item: Record, width: float) -> Iterator[Slice]:
    title = p_("paper", "{key}) {title}", key=_sign(item), title=item["title"])
    yield space(5 * mm)
    yield paragraph(Set(title, STRONG), width, STRONG)
    if item["lack"] is not None:
        yield paragraph(item["lack"], width, TABLE, glued=True)
    if item["figures"]:
        yield space(1.5 * mm, glued=True)
        rows = [[label, Set(figure.shown, SMALL_STRONG)] for label, figure in item["figures"]]
        yield from table([Column("", 120), Column("", 50, "center")], rows, width, style=SMALL, headed=False, glued=True)
    for part in item["parts"]:
        yield from report.part(part, width)
    yield from prose(p_("paper", "Comment of the head of the QA office"), item["comment"], width, room=2)


def _minutes(job: PrintJob, width: float) -> Iterator[Slice]:
    """The meeting at which the report was considered, and what was decided; lines to write on where nothing is entered."""
    meeting = next(iter(job.body.list("minutes")), {})
    yield from _title(p_("paper", "B. Minutes"), width)
    shown = {**meeting, "attendees": meeting.get("attendees") or job.body.record.get("participants")}
    yield from particulars("minutes", _MEETING, shown, width, glued=True)
    yield from record_table("minutes.agenda", _AGENDA, values.items(meeting.get("agenda")), width, title=p_("paper", "Course of the meeting"), blank=3)
    yield from record_table("decision", _DECISIONS, job.body.list("decisions"), width, title=p_("paper", "Decisions"), blank=6)


def _remarks(job: PrintJob) -> list[Words]:
    title = values.words(job.body.record.get("title"))
    return [title] if title else []


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    record, meeting = job.body.record, next(iter(job.body.list("minutes")), {})
    head = job.profile.positions.get("qa_head", job.profile.qa_office.name)
    return (
        Signatory(p_("paper", "Prepared by"), head, values.words(record.get("prepared_by"))),
        Signatory(p_("paper", "Chair"), "", values.words(meeting.get("chair"))),
        Signatory(p_("paper", "Secretary"), "", values.words(meeting.get("secretary"))),
    )


FORM = Form(
    code="Ф-14",
    title=p_("paper", "Management review report and minutes"),
    kinds=("review",),
    landscape=False,
    needs_approval=True,
    build=_build,
    signatories=_signatories,
    remarks=_remarks,
)
