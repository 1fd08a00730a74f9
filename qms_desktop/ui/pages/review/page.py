"""The management review: its items at the left, at the right the item in sight, or conclusions, decisions, approval."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, Text, _, n_
from qms_desktop.core.reports import Figure, Link
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.reviews import REVIEW_STATES
from qms_desktop.services import drafts, reviews
from qms_desktop.services.records import SaveResult
from qms_desktop.services.reports import chooser
from qms_desktop.services.reviews import Due, Item, Sheet
from qms_desktop.services.searching import Found
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.transaction import Key
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.reports.behind import BehindPanel
from qms_desktop.ui.pages.review.closing import APPROVAL, CONCLUSIONS, FIELDS, DecisionsView, form_page
from qms_desktop.ui.pages.review.item import ItemView, said_of
from qms_desktop.ui.records.editing import Editing, touches
from qms_desktop.ui.records.form import REST, RecordForm
from qms_desktop.ui.records.moves import Moves
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import Said
from qms_desktop.ui.table.record_list import ListColumn, ListRow
from qms_desktop.ui.words import Lines

FORM = "Ф-14"
AFTER: dict[str, tuple[Localised, str]] = {
    "conclusions": (_("Conclusions"), "pen-line"),
    "decisions": (_("Decisions"), "list-checks"),
    "approval": (_("Agreement, approval, distribution"), "signature"),
}
"""What follows the items in the list, with its icon."""


Read = tuple[Sheet | None, list[dict[str, Any]], Due]


class ReviewPage(Page):
    """`open_record("review", id)` shows another year's review."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, go: Navigator) -> None:
        super().__init__(_("Management review"))
        self._ws, self._runner, self._editing, self._go = ws, runner, editing, go
        self.sheet: Sheet | None = None
        self._wanted: str | None = None
        self._place = ""
        self._typed: dict[str, str] = {}
        self._timer = QTimer(self, singleShot=True, interval=REST)
        self._timer.timeout.connect(self._keep_draft)
        self._build()

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.year = ChoiceBox({}, None, _("Period"))
        self.year.chosen.connect(self._choose_review)
        self.freeze = Button(_("Keep the figures"), "secondary", "lock")
        self.freeze.clicked.connect(self.keep_figures)
        self.paper = Button(_("See the report"), "primary", "file-text")
        self.paper.clicked.connect(self.print_page)
        self.ask = Button(_("Ask the units"), "secondary", "mail-question-mark")
        self.ask.clicked.connect(self.call_for_data)
        self.next = Button(_("Begin the next review"), "secondary", "plus")
        self.next.clicked.connect(self.new_record)
        self.header.add(self.year, self.next, self.ask, self.freeze, self.paper)
        self.list = ListColumn(_("What the review looks at"), meter=True, width=300)
        self.list.count.hide()
        self.list.list.chosen.connect(self.show_place)
        self.item = ItemView()
        self.item.commented.connect(self._take_comment)
        self.item.next_asked.connect(lambda: self.step(1))
        self.item.parts.record_asked.connect(self._open)
        self.item.figure_asked.connect(self.show_behind)
        self.behind = BehindPanel()
        self.behind.asked.connect(lambda kind, record: self._go.record(kind, record))
        self.set_panel(self.behind)
        self.form = RecordForm(self._ws, self._runner, self._editing, KINDS["review"], FIELDS)
        self.form.setParent(self)
        self.moves = Moves(self._ws, self._editing, self.leave)
        self.decisions = DecisionsView(typed=self._ws.profile.typed_decisions)
        self.decisions.made.connect(self._decide)
        self.decisions.opened.connect(lambda record: self._go.record("decision", record))
        self.views = QStackedWidget()
        for view in (self.item, form_page(self.form, CONCLUSIONS), self.decisions, form_page(self.form, APPROVAL, self.moves)):
            self.views.addWidget(view)
        walk = row(self.list, self.views, gap=20)
        walk.setStretch(1, 1)
        self.empty = EmptyState(
            "landmark", _("Once a year the management looks at how the system works."),
            _("The figures come from the registers; you write a word about each, and the paper is made."),
            _("Begin the review") if self._ws.is_office else None,
        )  # fmt: skip
        self.empty.acted.connect(self.new_record)
        self.empty.hide()
        self.add(self.empty, 1)
        self.add(walk, 1)
        self._walk = (self.list, self.views)

    # --- reading -------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        """Read the review at once, then count its figures, unless only what is written in it has changed."""
        if not touches(changes, "review", "decision", "report_package", "person"):
            return
        ws, wanted = self._ws, self._wanted
        known = self.sheet if changes is not None and self.sheet is not None and self.sheet.taken is not None else None

        def begin() -> Read:
            sheet = reviews.outline(ws, wanted) if known is None else reviews.read(ws, wanted, known=known)
            return sheet, reviews.listed(ws), reviews.due(ws)

        self._runner.run(begin, done=self._begin, title=_("Reading the review"))

    def _begin(self, found: Read) -> None:
        self._show(found)
        sheet, listed, due = found
        if sheet is not None and sheet.taken is None:
            ws, review = self._ws, sheet.record["id"]
            self._runner.run(lambda: (reviews.read(ws, review), listed, due), done=self._count,
                             title=_("Counting the figures of the review"), counts=True)  # fmt: skip

    def _count(self, found: Read) -> None:
        """Show the figures of the review in sight; those of another one come too late."""
        if self.sheet is not None and found[0] is not None and found[0].record["id"] == self.sheet.record["id"]:
            self._show(found)

    def _show(self, found: Read) -> None:
        sheet, listed, due = found
        self._warn(due, listed)
        if sheet is not None and sheet.taken is not None and not sheet.taken.is_whole:
            self.notices.say(said_of(sheet.taken), "error")
        self.empty.setVisible(sheet is None)
        for part in (*self._walk, self.year, self.ask, self.freeze, self.paper):
            part.setVisible(sheet is not None)
        self.sheet = sheet
        self.next.setVisible(self._ws.is_office and sheet is not None and due.begins is not None)
        if sheet is None:
            return
        record = sheet.record
        self.year.offer([(one["id"], Text.of(one["period"] or "–")) for one in listed])
        self.year.set_key(record["id"])
        self.year.setVisible(len(listed) > 1)
        state = REVIEW_STATES[record["state"]]
        self.header.say(_("Management review, {period}", period=record["period"]),
                        Lines(tuple(part for part in (Text.of(record["number"] or ""), state) if str(part)), " · "))  # fmt: skip
        again = self.form.key is not None and self.form.key.id == record["id"]
        self.form.show_again(record, sheet.base) if again else self.form.show_record(record, sheet.base)
        self.moves.show_record(record)
        self.freeze.refuse(None if self._is_open() else _("The report is prepared: its figures stay as they are."))
        self.ask.setVisible(self._is_open() and any(item.lack is not None for item in sheet.items))
        self.decisions.show_decisions(sheet.decisions, editable=self._ws.is_office and record["state"] != "closed")
        self._list_items()
        self.show_place(self._place if self._place in self._keys() else self._keys()[0])

    def _warn(self, due: Due, listed: list[dict[str, Any]]) -> None:
        """More than twelve months since the last review, or none yet: said above everything."""
        today = dt.date.today()
        running = any(one["state"] not in ("approved", "closed") for one in listed)
        late = due.days_late(today)
        if late and due.last:
            self.notices.say(n_("The last review was approved on {date}. The next one is {n} day late.",
                                "The last review was approved on {date}. The next one is {n} days late.", late,
                                date=format_date(due.last)), "warning")  # fmt: skip
        elif due.last is None and not running:
            self.notices.say(_("No review was approved yet. It is held once a year at least."), "warning")

    def _is_open(self) -> bool:
        return self.sheet is not None and self._ws.is_office and self.sheet.record["state"] in reviews.OPEN

    def _keys(self) -> list[str]:
        return [*(item.key for item in self.sheet.items), *AFTER] if self.sheet else []

    def _list_items(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        rows = [self._row(item, place) for place, item in enumerate(sheet.items, 1)]
        rows += [ListRow(key, title, icon=icon) for key, (title, icon) in AFTER.items()]
        self.list.show_rows(rows, self._place or None)
        done = sum(bool(self._comment(item)) for item in sheet.items)
        if self.list.meter is not None:
            self.list.meter.measure(done, len(sheet.items))
            self.list.words.say(_("{done} of {of} ready", done=done, of=len(sheet.items)))

    def _row(self, item: Item, place: int) -> ListRow:
        said, now = self._comment(item), item.key == self._place
        code = _sign(item, place).rstrip(".)")
        if item.key in self._typed and now:
            return ListRow(item.key, item.title, _("is being written"), code, "accent", icon="pencil", icon_tone="accent")
        if said:
            return ListRow(item.key, item.title, _("has a comment"), code, icon="circle-check", icon_tone="low")
        if item.lack is not None:
            return ListRow(item.key, item.title, _("no data") if item.is_empty else _("data are missing"), code, "high",
                           icon="circle-alert", icon_tone="high")  # fmt: skip
        return ListRow(item.key, item.title, _("no comment yet"), code, icon="circle-dashed")

    def _comment(self, item: Item) -> str:
        return self._typed.get(item.key, item.comment)

    # --- walking -------------------------------------------------------------------------------------------------

    def show_place(self, key: str) -> None:
        """Show an item, or what follows the items; what was typed in the one before is saved."""
        if key != self._place:
            self.leave()
        self._place = key
        sheet = self.sheet
        if sheet is None:
            return
        self.list.list.mark(key)
        if key in AFTER:
            self.views.setCurrentIndex(1 + list(AFTER).index(key))
            return
        place = next(at for at, item in enumerate(sheet.items) if item.key == key)
        item = sheet.items[place]
        self.views.setCurrentIndex(0)
        self.item.show_item(item, _sign(item, place + 1), sheet.taken, sheet.record["period"] or "", typed=self._typed.get(key), editable=self._is_open())

    def step(self, by: int) -> None:
        self.list.list.walk(by)

    def open_record(self, kind: str, record_id: str) -> None:
        if kind == "review":
            self._choose_review(record_id)

    def _choose_review(self, record_id: str) -> None:
        self.leave()
        self._wanted, self._place = record_id, ""
        self.refresh()

    def _open(self, link: Link) -> None:
        self._go.record(link.kind, link.record)

    def show_behind(self, figure: Figure, name: Said) -> None:
        """List the records that a figure was counted from."""
        ws = self._ws

        def show(found: list[Found]) -> None:
            self.behind.show_records(name, figure.shown, found, figure.behind)
            self.show_panel()

        self._runner.run(lambda: chooser.behind(ws, figure.records), done=show)

    # --- doing ---------------------------------------------------------------------------------------------------

    def new_record(self) -> None:
        """Begin the review of this period."""
        if self._ws.is_office:
            self._editing.act(lambda: reviews.begin(self._ws), _("Management review begun"))

    def primary(self) -> None:
        if self.sheet is None:
            self.new_record()
        else:
            super().primary()

    def call_for_data(self) -> None:
        """Put the words that ask for what is missing where they can be pasted into a letter."""
        if self.sheet is not None:
            QGuiApplication.clipboard().setText(reviews.call_for_data(self.sheet, self._ws.language))
            self.notices.say(_("The call for the missing data is copied: paste it into a letter or a message."), "done")

    def keep_figures(self) -> None:
        """Keep the figures as they are now: from here on the registers may change, the report does not."""
        sheet = self.sheet
        if sheet is None:
            return
        self.leave()
        review = sheet.record["id"]

        def done(_result: SaveResult) -> None:
            self.notices.say(_("The figures are kept as of today. They can be taken anew until the report is prepared."), "done")

        self._editing.act(lambda: reviews.freeze(self._ws, review), _("Figures of the review kept"), done=done)

    def _take_comment(self) -> None:
        if self.item.item is not None:
            self._typed[self.item.item.key] = self.item.comment.value() or ""
            self._timer.start()
            self._list_items()

    def _keep_draft(self) -> None:
        """What is typed outlives a sudden end: it becomes a change when the program starts again."""
        sheet, typed, ws = self.sheet, dict(self._typed), self._ws
        if sheet is not None and typed:
            record, base = sheet.record, sheet.base
            key = Key(record["unit"], "review", record["id"])
            lines = reviews.lines_with(record, typed)
            self._runner.run(lambda: drafts.keep(ws, key, {"inputs": lines}, base), title=_("Keeping what is typed"))

    def leave(self) -> None:
        """Save what is typed: the comments, and the conclusions."""
        self._timer.stop()
        self.form.leave()
        sheet, typed = self.sheet, dict(self._typed)
        if sheet is None or not typed:
            return
        self._typed.clear()
        known = {item.key: item.comment for item in sheet.items}
        changed = {key: said for key, said in typed.items() if known.get(key) != said}
        if changed:
            review, ws = sheet.record["id"], self._ws
            key = Key(sheet.record["unit"], "review", review)
            self._editing.act(
                lambda: reviews.comment(ws, review, changed), _("Comment in the review"),
                done=lambda _result: self._runner.run(lambda: drafts.drop(ws, key), title=_("Keeping what is typed")),
            )  # fmt: skip

    def _decide(self, values: dict[str, Any]) -> None:
        if self.sheet is not None:
            review = self.sheet.record["id"]
            self._editing.act(lambda: reviews.decide(self._ws, review, values), _("Decision of the review"))

    def print_page(self) -> None:
        if self.sheet is not None:
            self.leave()
            self._go.print_form(FORM, [self.sheet.record["id"]])

    def arranged(self) -> None:
        if hasattr(self, "list"):
            self.list.set_narrow(self.width_class < Width.FULL)
            self.item.set_narrow(self.room() != "wide")


def _sign(item: Item, place: int) -> str:
    """What stands before an item: the letter of the institution's own list, else its number."""
    return f"{place}." if item.key.isascii() else f"{item.key})"
