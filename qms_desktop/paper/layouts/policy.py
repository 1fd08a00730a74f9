"""The quality policy on one page in the three languages, and the check of what it has to say."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.lib.units import mm

from qms_desktop.core.messages import Text, p_
from qms_desktop.paper import fonts, signers, values
from qms_desktop.paper.data import PrintJob, Record
from qms_desktop.paper.flow import Kept, Slice
from qms_desktop.paper.fonts import Style
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, fields_of, record_table, strong
from qms_desktop.paper.table import HAND_ROW, Column, table

KIND = "policy"
_LANGUAGES = (("text", Text("Кыргызча", "Кыргызча", "Кыргызча")), ("text_ru", Text("Русский", "Русский", "Русский")),
              ("text_en", Text("English", "English", "English")))  # fmt: skip
_SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
_ROOM = 150 * mm
"""What header, approval, signatures and footer leave of a page."""

_CHECKS = ("names_goals", "names_priorities", "commits_to_requirements", "commits_to_improvement")
_MADE_KNOWN = (Part("audience", 45), Part("channel", 45), Part("on", 22), Part("by", 30), Part("evidence", 28))


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    policy = job.body.record
    for size in _SIZES:
        page = _page(policy, Style(fonts.REGULAR, size), width)
        if sum(piece.height for piece in page) <= _ROOM:
            return iter([Kept(page)])
    return iter(page)


def _page(policy: Record, style: Style, width: float) -> list[Slice]:
    """The texts side by side, those that there are, then the points across the page."""
    shown = [(name, word) for name, word in _LANGUAGES if policy.get(name)] or _LANGUAGES[:1]
    columns = [Column(word, 1) for _name, word in shown]
    page = list(table(columns, [[values.words(policy.get(name)) for name, _word in shown]], width, style=style, top=True,
                      least=60 * mm))  # fmt: skip
    points = [
        [values.words(point.get("number")) or str(place), values.words(point.get("text"))]
        for place, point in enumerate(values.items(policy.get("points")), 1)
    ]
    if points:
        headings = [Column(p_("paper", "No."), 10, "center"), Column(p_("paper", "Points of the policy"), 160)]
        page += table(headings, points, width, style=style)
    return page


def _check(job: PrintJob, width: float) -> Iterator[Slice]:
    """What the standard and the institution's own document ask of a policy, point by point."""
    policy, fields = job.body.record, fields_of(KIND)
    columns = [Column(p_("paper", "No."), 10, "center"), Column(p_("paper", "What the policy has to say"), 90),
               Column(p_("paper", "It says so"), 25, "center"), Column(p_("paper", "Note"), 45)]  # fmt: skip
    rows = [[place, fields[name].label, strong(values.words(policy.get(name))), ""] for place, name in enumerate(_CHECKS, 1)]
    yield from table(columns, rows, width, least=HAND_ROW)
    yield from record_table(f"{KIND}.communications", _MADE_KNOWN, policy.get("communications") or (), width,
                            title=p_("paper", "How the policy was made known"), blank=5)  # fmt: skip


FORM = Form(
    code="policy",
    title=p_("paper", "Quality policy"),
    kinds=(KIND,),
    landscape=False,
    needs_approval=True,
    approved_by="policy",
    build=_build,
    signatories=signers.nobody,
)
CHECK = Form(
    code="policy-check",
    title=p_("paper", "Check of the quality policy"),
    kinds=(KIND,),
    landscape=False,
    needs_approval=False,
    build=_check,
    signatories=signers.office,
)
