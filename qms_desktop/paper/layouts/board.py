"""The board of units: who handed over what, and who is late. No form of the catalogue: a view of the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import _, p_
from qms_desktop.paper.blocks import SMALL
from qms_desktop.paper.data import PrintJob, Signatory
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.table import Column, table


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    board = job.body
    columns = [
        Column(p_("paper", "No."), 10, "center"),
        Column(p_("paper", "Unit"), 56),
        Column(p_("paper", "State"), 24),
        Column(_("Came"), 21, "center"),
        Column(_("Due"), 21, "center"),
        Column(_("Days late"), 17, "center"),
        Column("%", 12, "center"),
        *(Column(form, 20, "center") for form in board.forms),
        Column(_("Conflicts"), 20, "center"),
    ]
    rows = (
        [
            place, [row["unit"], row["code"]], row["state"], row["received"], row["due"], row["late"], row["percent"],
            *row["forms"], row["waits"],
        ]
        for place, row in enumerate(board.rows, 1)
    )  # fmt: skip
    yield from table(columns, rows, width, style=SMALL)


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    return (Signatory(p_("paper", "Prepared by"), job.profile.qa_office.name),)


FORM = Form(
    code="board",
    title=_("Board of units"),
    kinds=(),
    landscape=True,
    needs_approval=False,
    build=_build,
    signatories=_signatories,
)
