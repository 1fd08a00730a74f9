"""The change sheet Ф-16 of a document, edited in place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.documents import NEW_EDITION_AFTER
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import RowCard
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.records.columns import column_for
from qms_desktop.ui.records.pending import PendingRows
from qms_desktop.ui.speech import Said
from qms_desktop.ui.table.columns import Column
from qms_desktop.ui.table.source import ListSource, Patch
from qms_desktop.ui.table.view import Sheet
from qms_desktop.ui.theme.fonts import sized

_FIELDS = KINDS["change_entry"].fields


class ChangeSheet(QWidget):
    """`save_asked(rows)`: `(id, values)`, the id None for a new change; the two buttons are the page's to answer."""

    save_asked = Signal(list)
    review_asked = Signal()
    edition_asked = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self.source = ListSource()
        self.sheet = Sheet(self.source, self._columns(profile), _("Write the next change here"))
        self.sheet.rows.refused.connect(self._tell_refused)
        self.pending = PendingRows(self.sheet, self.ask_save)
        self.title = Label(_("Sheet of changes and additions"), "section", wrap=True)
        self.review = Button(_("Review without change"), "secondary", "calendar-check")
        self.enter = Button(_("Enter a change"), "primary", "plus")
        self.review.clicked.connect(self.review_asked)
        self.enter.clicked.connect(self.begin_change)
        self.code = Label("Ф-16", "small", "text2")
        head = row(self.title, self.code, None, self.review, self.enter, gap=10)
        head.setStretch(0, 4)
        self.problem = Label(role="small", tone="high", wrap=True)
        self.problem.hide()
        self.caution = Label(role="small", tone="medium", wrap=True)
        self.caution.hide()
        self.foot = RowCard()
        self.words = Label(role="body", tone="text2", wrap=True)
        self.begin = Button(_("Begin the new edition"), "link")
        self.begin.clicked.connect(self.edition_asked)
        self.foot_title = Label(_("New edition"), "strong")
        self.foot.add_row(IconLabel("file-plus"), self.foot_title, self.words, self.begin, stretch=2)
        sized(self.sheet, "setMinimumHeight", 150)
        self.setLayout(column(head, self.sheet, self.problem, self.caution, self.foot, gap=8))
        self.layout().setStretch(1, 1)

    def _columns(self, profile: Profile) -> list[Column]:
        write = _("write")

        def made(name: str, width: int, **rest: Any) -> Column:
            return column_for(_FIELDS[name], profile, width, editable=True, **rest)

        return [
            column_for(_FIELDS["number"], profile, 48, title=_("No."), align="centre", room="narrow"),
            made("clause", 100, title=_("Clause, page"), wrap=True, missing=write, room="narrow"),
            made("change_kind", 104, wrap=True, room="panel"),
            made("text", 150, wrap=True, stretch=True, missing=write, room="narrow"),
            made("reason", 130, wrap=True, missing=write, room="narrow"),
            made("basis", 106, wrap=True, room="wide"),
            made("made_by_name", 118, wrap=True, missing=write, room="wide"),
            made("date", 96, missing=write, room="narrow", title=_("Date")),
            made("approved_by", 110, wrap=True, room="wide"),
        ]

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what the tab and the icons say already."""
        for part in (self.title, self.code, self.foot_title):
            part.setVisible(not narrow)
        self.review.set_compact(narrow)
        self.sheet.set_room("narrow" if narrow else "panel")

    def show_entries(self, entries: list[dict[str, Any]], changes: int, edition: int, *, editable: bool) -> None:
        """Show the entries, and how near the next edition is."""
        self.enter.setVisible(editable)
        self.review.setVisible(editable)
        self.begin.setVisible(editable and changes > 0)
        self.sheet.rows.invite = _("Write the next change here") if editable else None
        self.sheet.setEditTriggers(
            Sheet.EditTrigger.EditKeyPressed | Sheet.EditTrigger.AnyKeyPressed | Sheet.EditTrigger.DoubleClicked
            if editable else Sheet.EditTrigger.NoEditTriggers
        )  # fmt: skip
        self.words.say(edition_words(changes, edition))
        self.words.set_tone("medium" if changes >= NEW_EDITION_AFTER else "text2")
        if not self.pending.is_waiting():
            self.source.rows = entries
            self.sheet.rows.replace_source(self.source)

    def show_caution(self, sentence: Localised | None) -> None:
        """Say beside the sheet what is doubtful about its entries."""
        self.caution.setVisible(sentence is not None)
        if sentence is not None:
            self.caution.say(sentence)

    def begin_change(self) -> None:
        """Put the cursor where the next change is written."""
        at = self.sheet.rows.record_count()
        self.sheet.setCurrentIndex(self.sheet.rows.index(at, 1))
        self.sheet.setFocus()
        self.sheet.scrollTo(self.sheet.currentIndex(), Sheet.ScrollHint.PositionAtBottom)
        self.sheet.edit(self.sheet.currentIndex(), Sheet.EditTrigger.EditKeyPressed, None)

    def _tell_refused(self, refused: list) -> None:
        first = refused[0].error
        self.problem.say(first.message if first.hint is None else _("{sentence} {hint}", sentence=first.message,
                                                                     hint=first.hint))  # fmt: skip
        self.problem.show()

    def ask_save(self, rows: list[Patch]) -> None:
        self.problem.hide()
        self.save_asked.emit(rows)


def edition_words(changes: int, edition: int) -> Said:
    """How many changes the edition has, and when the next one is proposed."""
    left = NEW_EDITION_AFTER - changes
    if changes == 0:
        return _("No change in this edition yet.")
    if left > 0:
        return n_(
            "{n} change is entered; after {left} more edition {next} is proposed.",
            "{n} changes are entered; after {left} more edition {next} is proposed.",
            changes, left=left, next=edition + 1,
        )  # fmt: skip
    return _("{changes} changes are entered: it is time for edition {next}.", changes=changes, next=edition + 1)
