"""What stands on every page: the header of three cells, the footer with the check code, the mark across."""

from __future__ import annotations

from reportlab.lib.units import mm

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, _, current_language, p_
from qms_desktop.paper import fonts
from qms_desktop.paper.blocks import SMALL, SMALL_STRONG, Laid, Set, lay
from qms_desktop.paper.data import PrintJob, Sheet
from qms_desktop.paper.fonts import Style
from qms_desktop.paper.pen import Pen
from qms_desktop.paper.qr import QrCode

GAP = 3 * mm
_PAD = 1.5 * mm
_EMBLEM = 6.5 * mm
_TITLE = Style(fonts.BOLD, 12, "center")
_THIN = Style(fonts.REGULAR, 3)
_CODE = Style(fonts.BOLD, 11)
_QR = 16 * mm
_NOTE = 46 * mm
_MARK_GREY = 0.86


class Header:
    """University · system and title · code, edition, valid from, page x / y; of a paper without a code its number and page."""

    def __init__(self, job: PrintJob, code: str, title: Localised | str, width: float) -> None:
        self.width = width
        self._abbr = str(job.profile.abbr)
        name = job.profile.institution
        self._left = min(75 * mm, width * 0.3)
        self._right = min(54 * mm, width * 0.27)
        spoken = [Set(name.text("ky"), SMALL_STRONG)]
        if current_language() != "ky":
            spoken.append(Set(str(name), SMALL))
        self._name = lay(spoken, SMALL, self._left - 2 * _EMBLEM - 3 * _PAD)
        middle = width - self._left - self._right - 2 * _PAD
        self._title = lay(_title(job.sheet, title), _TITLE, middle)
        self._facts = [(p_("paper", "Page"), "")]
        if code:
            self._facts[:0] = [
                (p_("paper", "Form code"), code),
                (p_("paper", "Edition"), str(job.sheet.edition)),
                (p_("paper", "Valid from"), format_date(job.sheet.valid_from)),
            ]
        elif job.sheet.record_number:
            self._facts[:0] = [(p_("paper", "No."), job.sheet.record_number)]
        lowest = max(2 * _EMBLEM, self._name.height, self._title.height) + 2 * _PAD
        self.height = max(lowest, len(self._facts) * 4.4 * mm)

    def paint(self, pen: Pen, left: float, top: float, page: int, pages: int) -> None:
        middle, right = left + self._left, left + self.width - self._right
        end, bottom = left + self.width, top + self.height
        row = self.height / len(self._facts)
        pen.rules(
            [(left, top, end, top), (left, bottom, end, bottom)]
            + [(x, top, x, bottom) for x in (left, middle, right, end)]
            + [(right, top + row * n, end, top + row * n) for n in range(1, len(self._facts))]
        )
        self._emblem(pen, left + _PAD + _EMBLEM, top + self.height / 2)
        name_left = left + 2 * _EMBLEM + 2 * _PAD
        self._name.paint(pen, name_left, top + (self.height - self._name.height) / 2)
        self._title.paint(pen, middle + _PAD, top + (self.height - self._title.height) / 2)
        for place, (label, value) in enumerate(self._facts):
            said = value or (f"{page} / {pages}" if place == len(self._facts) - 1 else "")
            y = top + row * place + (row - SMALL.leading) / 2
            room = self._right - 2 * _PAD
            lay(label, SMALL, room).paint(pen, right + _PAD, y)
            lay(said, SMALL_STRONG._replace(align="right"), room).paint(pen, right + _PAD, y)

    def _emblem(self, pen: Pen, x: float, y: float) -> None:
        pen.circle(x, y, _EMBLEM)
        pen.circle(x, y, _EMBLEM - 0.7 * mm)
        size = min(9.0, (2 * _EMBLEM - 2.4 * mm) / fonts.unit_width(self._abbr, fonts.BOLD))
        style = Style(fonts.BOLD, max(9.0, size), "center")
        lay(self._abbr, style, 4 * _EMBLEM).paint(pen, x - 2 * _EMBLEM, y - style.leading / 2)


def _title(sheet: Sheet, title: Localised | str) -> list[Set]:
    system = Set(str(p_("paper", "QUALITY MANAGEMENT SYSTEM")), SMALL_STRONG._replace(align="center"))
    said = [system, Set(" ", _THIN), Set(str(sheet.title or title).upper(), _TITLE)]
    if sheet.is_translation:
        said.append(Set(p_("paper", "Translation"), SMALL._replace(align="center")))
    if sheet.is_copy:
        said.append(Set(p_("paper", "COPY (uncontrolled)"), SMALL_STRONG._replace(align="center")))
    return said


class Footer:
    """Record, version, state, who printed it and when; place of the original; check code; QR code."""

    def __init__(self, sheet: Sheet, width: float) -> None:
        self.width = width
        self._qr = QrCode(sheet.qr) if sheet.qr else None
        quiet = self._qr.quiet(_QR) if self._qr else 0.0
        note = min(_NOTE, width * 0.22) if self._qr else 0.0
        taken = _QR + 2 * quiet + note + GAP if self._qr else 0.0
        self._quiet = quiet
        self._text = lay(_footer_text(sheet), SMALL, width - taken)
        self._note = (
            lay(
                _("The command “Check a sheet” of the program shows whether the sheet is genuine"),
                SMALL._replace(align="right"),
                note,
            )
            if self._qr
            else Laid([], 0.0)
        )
        self.height = 1.2 * mm + max(self._text.height, self._note.height, _QR + quiet if self._qr else 0.0)

    def paint(self, pen: Pen, left: float, top: float) -> None:
        pen.rules([(left, top, left + self.width, top)])
        self._text.paint(pen, left, top + 1.2 * mm)
        if self._qr:
            code_left = left + self.width - _QR
            self._note.paint(pen, code_left - 2 * self._quiet - self._note.width, top + 1.2 * mm)
            self._qr.paint(pen, code_left, top + self.height - _QR, _QR)


def _footer_text(sheet: Sheet) -> list[Set]:
    facts = [
        sheet.record_number,
        str(_("version {n}", n=sheet.version)) if sheet.version else "",
        str(sheet.state),
        _printed(sheet),
        sheet.printed_by,
    ]
    place = sheet.original_place or "_" * 30
    said = [
        Set(" · ".join(fact for fact in facts if fact), SMALL),
        Set(_("Original kept at: {place}", place=place), SMALL),
    ]
    if sheet.fingerprint:
        said.append(Set(_("Check code: {code}", code=sheet.fingerprint), _CODE))
    return said


def _printed(sheet: Sheet) -> str:
    if sheet.printed_at is None:
        return ""
    at = sheet.printed_at
    return str(_("printed {date}, {time}", date=format_date(at.date()), time=f"{at:%H:%M}"))


def paint_mark(pen: Pen, sheet: Sheet) -> None:
    """The word across a page that must not be taken for a valid one."""
    mark = (
        p_("paper", "SUPERSEDED") if sheet.is_superseded
        else p_("paper", "DRAFT") if sheet.is_draft
        else p_("paper", "COPY") if sheet.is_copy
        else None
    )  # fmt: skip
    if mark is None:
        return
    said = str(mark)
    diagonal = (pen.width**2 + pen.height**2) ** 0.5
    size = min(120.0, diagonal * 0.62 / fonts.unit_width(said, fonts.BOLD))
    pen.across(said, 50 if pen.height > pen.width else 33, size, _MARK_GREY)
