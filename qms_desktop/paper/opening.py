"""The blocks that open and close a form: whose it is and who approves it, and who signs it."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import _, p_
from qms_desktop.paper.blocks import SMALL, TABLE, TABLE_STRONG, Laid, Set, lay
from qms_desktop.paper.data import Approver, Sheet, Signatory, Words
from qms_desktop.paper.flow import Kept, SideBySide, Slice
from qms_desktop.paper.table import Column, table

_APPROVAL = 66 * mm
_GAP = 6 * mm
_LOWEST_ROW = 8.5 * mm


def opening(sheet: Sheet, remarks: Sequence[Words], approved: bool, width: float) -> Slice:
    """Unit, period, numbers at the left; the approval block at the right if the form asks for approval."""
    left_width = width - _APPROVAL - _GAP if approved else width
    said = [Set(sheet.unit, TABLE_STRONG)]
    if sheet.period:
        said.append(Set(_("Period: {period}", period=sheet.period), TABLE))
    said += [Set(remark, TABLE) for remark in (*remarks, *sheet.remarks)]
    if not sheet.unnumbered:
        said.append(Set(_numbers(sheet), TABLE_STRONG))
    for word, who in ((p_("paper", "CONSIDERED"), sheet.considered), (p_("paper", "AGREED"), sheet.agreed)):
        if who is not None:
            said += [Set(" ", SMALL), *_approval(word, who)]
    left = lay(said, TABLE, left_width)
    if not approved:
        return SideBySide(left, Laid([], 0.0), 0.0)
    collective = bool(sheet.approver.decision)
    word = p_("by a body", "APPROVED") if collective else p_("by a person", "APPROVED BY")
    right = lay(_approval(word, sheet.approver), TABLE, _APPROVAL)
    return SideBySide(left, right, width - _APPROVAL)


def _numbers(sheet: Sheet) -> str:
    number = sheet.record_number or "_" * 16
    if sheet.registration_number:
        registration = _("Registration No. {number}", number=sheet.registration_number)
    elif sheet.accepted:
        registration = _("Registration No. {number}", number="_" * 12)
    else:
        registration = _("not yet accepted")
    record = _("Record No. {number}", number=number)
    return f"{record}\u00a0\u00a0\u00a0\u00a0 {registration}"


def _approval(word: Words, who: Approver) -> list[Set]:
    """Word, position, signature and name, date: a person signs; a body's decision is named."""
    if who.decision:
        return [Set(word, TABLE_STRONG), Set(who.position, TABLE), Set(who.decision, TABLE), Set(format_date(who.date), TABLE)]
    return [
        Set(word, TABLE_STRONG),
        Set(who.position or "_" * 34, TABLE),
        Set(" ", SMALL),
        Set(f"{'_' * 16} {who.name or '_' * 17}", TABLE),
        Set(format_date(who.date) or _("“___” ______________ 20___"), TABLE),
    ]


def signatures(signatories: Sequence[Signatory], width: float) -> Slice:
    """The signature table: rows high enough to sign in, empty where a person is not known."""
    columns = [
        Column("", 29),
        Column(p_("signature table", "position"), 45),
        Column(p_("signature table", "signature"), 30),
        Column(p_("signature table", "name"), 41),
        Column(p_("signature table", "date"), 25),
    ]
    rows = [(one.role, one.position, "", one.name, "") for one in signatories]
    return Kept(list(table(columns, rows, width, least=_LOWEST_ROW)), glued=True)
