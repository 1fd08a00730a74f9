"""The awareness sheet: the staff of a unit sign that they know the policy, the objectives, their own part, and what follows
from not meeting the requirements."""

from __future__ import annotations

from collections.abc import Iterator

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import signers, values
from qms_desktop.paper.blocks import TABLE, heading, paragraph
from qms_desktop.paper.data import PrintJob
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, record_table, to_sign

_COLUMNS = (Part("name", 52), Part("position", 52), to_sign(p_("paper", "Acquainted (signature)"), 34),
            Part("", 24, p_("paper", "Date"), lambda _record: ""))  # fmt: skip
_NEWCOMERS = 4


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    body = job.body
    policy = values.words(body.record.get("title")) or "_" * 40
    edition = values.words(body.record.get("edition")) or "____"
    yield paragraph(p_("paper", "I know:"), width, TABLE)
    yield paragraph(_("1) the quality policy “{title}”, edition {edition};", title=policy, edition=edition), width, TABLE, glued=True)
    yield paragraph(p_("paper", "2) the quality objectives of the unit:"), width, TABLE, glued=True)
    objectives = [values.words(one.get("title")) for one in body.list("objectives")] or ["_" * 70] * 2
    yield paragraph([f"– {one}" for one in objectives], width, TABLE, glued=True)
    for sentence in (
        p_("paper", "3) what I contribute to the effectiveness of the quality management system and to its improvement;"),
        p_("paper", "4) what follows when the requirements of the quality management system are not met."),
    ):
        yield paragraph(sentence, width, TABLE, glued=True)
    yield from heading(p_("paper", "Staff"), width)
    yield from record_table("person", _COLUMNS, body.list("people"), width, blank=15, spare=_NEWCOMERS, signed=True, glued=True)


FORM = Form(
    code="awareness",
    title=p_("paper", "Awareness sheet"),
    kinds=("person",),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=signers.head,
)
