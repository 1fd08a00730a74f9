"""A form as PDF: measured once, laid on pages, painted."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from qms_desktop.core.files import write_whole
from qms_desktop.core.messages import speaking
from qms_desktop.paper import fonts
from qms_desktop.paper.blocks import space
from qms_desktop.paper.data import PrintJob
from qms_desktop.paper.flow import Placed, Slice, paginate
from qms_desktop.paper.form import Form
from qms_desktop.paper.forms import FORMS
from qms_desktop.paper.frame import GAP, Footer, Header, paint_mark
from qms_desktop.paper.opening import opening, signatures
from qms_desktop.paper.pen import Pen


@dataclass(frozen=True, slots=True)
class Rendered:
    """A form that was printed: its code and how many pages it has."""

    form: str
    pages: int


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet and the area of it that may be printed on, in points."""

    width: float
    height: float
    left: float
    top: float
    inner_width: float
    inner_height: float


def render(
    form_code: str, jobs: PrintJob | Sequence[PrintJob], out: BinaryIO | Path, language: str
) -> Rendered:
    """Print a form (`Ф-03`) into a file or an open stream, in a language.

    Several prints of a form (one process card after another) follow each other, each with its own page numbers
    and on its own side; there must be one at least.
    A file appears whole or not at all; one that was there is replaced.
    """
    return render_form(FORMS[form_code], jobs, out, language)


def render_form(form: Form, jobs: PrintJob | Sequence[PrintJob], out: BinaryIO | Path, language: str) -> Rendered:
    """Print a form as `render` does, one that is in no catalogue too."""
    painted = io.BytesIO()
    with speaking(language):
        pages = _paint(form, [jobs] if isinstance(jobs, PrintJob) else jobs, painted, language)
    if isinstance(out, Path):
        write_whole(out, lambda file: file.write(painted.getbuffer()))
    else:
        out.write(painted.getbuffer())
    return Rendered(form.code, pages)


def page_of(job: PrintJob, landscape: bool) -> Page:
    """The page of a form; a turned sheet keeps its binding margin, which is then at the top."""
    margins = job.profile.margins
    width, height = A4
    left, right, top, bottom = (
        side * mm for side in (margins.left, margins.right, margins.top, margins.bottom)
    )
    if landscape:
        width, height = height, width
        left, right, top, bottom = bottom, top, left, right
    return Page(width, height, left, top, width - left - right, height - top - bottom)


def _paint(form: Form, jobs: Sequence[PrintJob], out: BinaryIO, language: str) -> int:
    fonts.register()
    pages = [page_of(job, form.lies_on_its_side(job)) for job in jobs]
    pen = Pen(out, pages[0].width, pages[0].height, language)
    _describe(pen, form, jobs[0])
    painted = sum(_paint_one(pen, form, job, page) for job, page in zip(jobs, pages, strict=True))
    pen.finish()
    return painted


def _paint_one(pen: Pen, form: Form, job: PrintJob, page: Page) -> int:
    """Paint one print on pages of its own; how many they are."""
    header = Header(job, form.shown_code, form.title, page.inner_width)
    footer = Footer(job.sheet, page.inner_width)
    body_height = page.inner_height - header.height - footer.height - 2 * GAP
    pages = deque(paginate(_slices(form, job, page.inner_width), body_height))
    count = len(pages)
    pen.turn(page.width, page.height)
    for number in range(1, count + 1):
        paint_mark(pen, job.sheet)
        header.paint(pen, page.left, page.top, number, count)
        _paint_body(pen, pages.popleft(), page.left, page.top + header.height + GAP)
        footer.paint(pen, page.left, page.top + page.inner_height - footer.height)
        pen.next_page()
    return count


def _slices(form: Form, job: PrintJob, width: float) -> Iterator[Slice]:
    """The whole form from the opening to the signatures."""
    yield opening(job.sheet, form.remarks(job), form.needs_approval, width)
    yield space(3 * mm)
    yield from form.build(job, width)
    signatories = job.sheet.signatories or form.signatories(job)
    if signatories:
        yield space(4 * mm, glued=True)
        yield signatures(signatories, width)


def _paint_body(pen: Pen, placed: list[Placed], left: float, top: float) -> None:
    for piece, below in placed:
        piece.paint(pen, left, top + below)


def _describe(pen: Pen, form: Form, job: PrintJob) -> None:
    number = job.sheet.record_number
    title = str(job.sheet.title or form.title)
    pen.canvas.setTitle(f"{form.shown_code} {title} {number}".strip("– "))
    pen.canvas.setAuthor(str(job.profile.institution))
    pen.canvas.setSubject(str(job.sheet.unit))
    pen.canvas.setCreator("QMS Desktop")
