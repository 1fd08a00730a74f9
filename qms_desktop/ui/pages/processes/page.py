"""The page of process cards: its list, the form of one card with its history and its paper, and a new card."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.core.profile import ProcessSeed
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import cards, roles, told, views
from qms_desktop.services.cards import Card
from qms_desktop.services.paper_numbers import number_on_paper
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.store.authoring import Base
from qms_desktop.ui.components.buttons import Button, IconButton
from qms_desktop.ui.components.cards import Card as CardFrame
from qms_desktop.ui.components.history import HistoryList
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column
from qms_desktop.ui.components.notices import Banner
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.components.tabs import Tab, Tabs
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.pages.processes.form import CardForm
from qms_desktop.ui.pages.processes.listing import CardsList, StartCard
from qms_desktop.ui.records.editing import Editing, touches
from qms_desktop.ui.records.files import RecordFiles
from qms_desktop.ui.records.pending import Shown, undo_from_tables
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import Said
from qms_desktop.ui.words import Lines, events, record_state

KIND = KINDS["process"]
FORM = "Ф-01"


class ProcessesPage(Page):
    """`print_asked(form, ids)` and `record_asked(kind, id)` ask the window to go elsewhere."""

    print_asked = Signal(str, list)
    record_asked = Signal(str, str)

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing) -> None:
        super().__init__(_("Process cards"))
        self._ws, self._runner, self._editing = ws, runner, editing
        self._card: Card | None = None
        self._shown = Shown(Base(0))
        self._name_next = False  # a card of the unit's own was begun: its name is what is written first
        self._cards: list[dict[str, Any]] = []
        self.list = CardsList(ws.profile, office=ws.is_office or ws.role == "reader")
        self.start = StartCard(ws.profile)
        self.form: CardForm | None = None
        self._build()
        self._connect()
        self._renew_head()

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.back = Button(_("All cards"), "secondary", "arrow-left")
        self.previous = IconButton("chevron-left", _("Previous record"), "Ctrl+PgUp")
        self.place = Label(role="body", tone="text2")
        self.next = IconButton("chevron-right", _("Next record"), "Ctrl+PgDn")
        self.printing = Button(_("Print"), "secondary", "printer")
        self.act = Button(_("Begin a card"), "primary")
        self.header.add(self.back, self.previous, self.place, self.next, self.printing, self.act)
        self.stack = QStackedWidget()
        for part in (self.list, self.start):
            self.stack.addWidget(part)
        self.add(self.stack, 1)
        self.filters = self.list.filters

    def _build_card(self) -> None:
        """What shows one card is made when the first one is opened: the list stands sooner."""
        self.remark = Banner("", "warning")
        self.remark.hide()
        self.tabs = Tabs([Tab("form", _("Form")), Tab("files", _("Files")), Tab("history", _("History")),
                          Tab("paper", _("Sheet"))])  # fmt: skip
        self.form = CardForm(self._ws, self._runner, self._editing)
        self.history = HistoryList()
        from qms_desktop.ui.pages.paper import PaperView  # what shows a sheet is imported with the first card

        self.paper = PaperView(self._ws, self._runner)
        history, sheet = Scroll(margins=(0, 0, 8, 12)), CardFrame()
        sheet.add(self.history)
        history.body.addWidget(sheet)
        self.files = RecordFiles(self._ws, self._runner, self._editing)
        self.files.counted.connect(lambda count: self.tabs.set_count("files", count or None))
        attached = Scroll(margins=(0, 4, 8, 12))
        attached.body.addWidget(self.files)
        self._views = QStackedWidget()
        for part in (self.form, attached, history, self.paper):
            self._views.addWidget(part)
        card = QWidget()
        card.setLayout(column(self.remark, self.tabs, self._views, gap=10))
        card.layout().setStretch(2, 1)
        self.stack.addWidget(card)
        self.tabs.chosen.connect(self._show_tab)
        self.form.save_rows.connect(self._save_indicators)
        self.form.delete_row.connect(self._delete_indicator)
        self.form.record_asked.connect(self.record_asked)
        self.form.changed.connect(self._renew_head)
        undo_from_tables(self, self._editing, card)
        self.arranged()

    def _connect(self) -> None:
        self.back.clicked.connect(self._go_back)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.printing.clicked.connect(self.print_page)
        self.act.clicked.connect(self._act)
        self.list.opened.connect(lambda card_id: self.open_record("process", card_id))
        self.list.begin_asked.connect(self.new_record)
        self.list.tabs.chosen.connect(lambda _key: self._renew_head())
        self.start.begun.connect(self._begin)
        self.start.given_up.connect(self._show_list)
        undo_from_tables(self, self._editing)

    # --- what is in sight ----------------------------------------------------------------------------------------

    def _in_form(self) -> bool:
        return self.stack.currentIndex() == 2

    def _show_list(self) -> None:
        self.leave()
        self._card = None
        self.stack.setCurrentIndex(0)
        self._renew_head()
        self._read_list()

    def _go_back(self) -> None:
        self._show_list()
        self.focus_content()

    def _renew_head(self) -> None:
        form, start = self._in_form(), self.stack.currentIndex() == 1
        for part in (self.back, self.previous, self.place, self.next):
            part.setVisible(form)
        self.printing.setVisible(not start)
        self.act.setVisible((form and self._may_submit()) or start or (
            not form and not self.list.is_empty() and roles.makes_records(self._ws, "process")))  # fmt: skip
        if form and self._card is not None:
            self._say_card(self._card)
        elif start:
            self.header.say(_("New process card"))
            self.act.say(_("Begin the card"))
            self.act.refuse(None)
        else:
            self.header.say(_("Process cards"), _("What the unit does, for whom, and how one sees that it succeeds"))
            self.act.say(_("Begin a card"))
            self.act.refuse(None)

    def _say_card(self, card: Card) -> None:
        values = self.form.form.values()
        parts: list[Localised] = []
        number = values.get("number")
        if number:
            described = self._ws.profile.forms.get(FORM)
            period = card.record["period"] or period_now(self._ws.profile)
            parts.append(Text.of(number_on_paper(described, card.record["unit"], period, number)))
        if self._ws.is_office:
            parts.append(card.unit)
        parts.append(record_state(card.record["state"]).words)
        if card.changed:
            parts.append(_("changed since it was handed over"))
        self.header.say(values.get("name") or _("New process card"), Lines(tuple(parts), " · "))
        order = list(card.order)
        at = order.index(card.record["id"]) if card.record["id"] in order else 0
        self.place.say(f"{at + 1} / {len(order)}")
        self.previous.setEnabled(at > 0)
        self.next.setEnabled(at + 1 < len(order))
        self.act.say(_("Hand over for agreement"))
        handed = card.record["state"] in ("submitted", "accepted") and not card.changed and not self.form.form.typed()
        self.act.refuse(_("It was handed over and has not changed since.") if handed else None)

    def _may_submit(self) -> bool:
        """A unit hands over its own cards; the office those that it published."""
        if self._card is None or not roles.makes_records(self._ws, "process"):
            return False
        return self._card.record["unit"] == self._ws.unit or (self._ws.is_office and self._card.record["unit"] == "all")

    # --- reading -------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        if not touches(changes, "process", "indicator", "risk", "unit", "person"):
            return
        if self._in_form() and self._card is not None:
            self._read_card(self._card.record["id"], again=True)
        else:
            self._read_list()

    def _read_list(self) -> None:
        ws = self._ws

        def work() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
            found = cards.cards(ws)
            if not ws.is_office:
                return found, []
            with ws.store.reading() as tx:
                return found, views.process_register(tx, ws.profile, views.Selection(), ws.language)

        def done(result: tuple[list[dict[str, Any]], list[dict[str, Any]]]) -> None:
            self._cards = result[0]
            self.list.show_cards(*result)
            self._renew_head()

        self._runner.run(work, done=done, title=_("Reading the process cards"))

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a card; for an indicator the card that it belongs to."""
        self.leave()
        if kind == "indicator":
            ws = self._ws

            def done(record: dict[str, Any]) -> None:
                if record.get("process"):
                    self._read_card(record["process"])

            self._runner.run(lambda: cards.records.show(ws, record_id), done=done)
            return
        self._read_card(record_id)

    def _read_card(self, card_id: str, *, again: bool = False) -> None:
        def done(card: Card | None) -> None:
            if card is None:
                self._show_list()
            elif not again or (self._card is not None and self._card.record["id"] == card_id):
                self._show_card(card, again=again)

        self._runner.run(lambda: cards.read(self._ws, card_id), done=done, title=_("Reading the process card"))

    def _show_card(self, card: Card, *, again: bool) -> None:
        self._card, self._shown = card, Shown(card.base)
        if self.form is None:
            self._build_card()
        self.stack.setCurrentIndex(2)
        if not again:
            self.tabs.choose("form")
        self.form.show_card(card, again=again)
        remark = card.record.get("remarks") if card.record["state"] == "returned" else None
        self.remark.setVisible(bool(remark))
        self.remark.label.say(_("Remark of the QA office: {remark}", remark=remark) if remark else "")
        self._renew_head()
        self.tabs.set_count("files", len(card.record["files"]) or None)
        self._show_tab(self.tabs.current())
        if self._name_next:
            name = self.form.form.box("name").editor
            name.setFocus()
            name.selectAll()
        elif not again:
            self.form.sections.setFocus()
        self._name_next = False

    def _show_tab(self, key: str) -> None:
        self._views.setCurrentIndex(("form", "files", "history", "paper").index(key))
        card = self._card
        if card is None:
            return
        if key != "form":
            self.leave()
        if key == "files":
            self.files.show_record(card.record)
        elif key == "history":
            self._runner.run(lambda: told.history(self._ws, card.record["id"]),
                             done=lambda said: self.history.show_events(events(said)))  # fmt: skip
        elif key == "paper":
            self.paper.show_form(FORM, ids=(card.record["id"],))

    # --- doing ---------------------------------------------------------------------------------------------------

    def _act(self) -> None:
        if self.stack.currentIndex() == 1:
            self.start.begin_current()
        elif self._in_form():
            self.submit()
        else:
            self.new_record()

    def new_record(self) -> None:
        """Choose the process of a new card."""
        if not roles.makes_records(self._ws, "process"):
            return
        self.leave()
        self.start.show_used([card for card in self._cards if card["unit"] == self._ws.unit or self._ws.is_office])
        self.stack.setCurrentIndex(1)
        self._renew_head()
        self.start.column.list.setFocus()

    def _begin(self, seed: ProcessSeed | None) -> None:
        self._name_next = seed is None
        label: Localised = _("New process card “{name}”", name=seed.name) if seed else _("New process card")
        self._editing.act(
            lambda: cards.begin(self._ws, seed), label,
            done=lambda result: self._read_card(result.saved[0].key.id),
        )  # fmt: skip

    def submit(self) -> None:
        """Hand the card over; what is missing is said, and its section comes into sight."""
        if self._card is None:
            return
        self.notices.clear()
        self.leave()

        def refused(error: UserError) -> None:
            self.notices.refuse(error)
            self.tabs.choose("form")
            self.form.go_to_first_gap()

        def done(_result: Any) -> None:
            self.notices.say(_("The card was handed over for agreement. It goes to the QA office with the next bundle."),
                             "done")  # fmt: skip

        name: Said = self.form.form.values().get("name") or _("New process card")
        self._editing.move("submit", [self._card.record["id"]], _("Handing over the card “{name}” for agreement", name=name),
                           done=done, refused=refused)  # fmt: skip

    def _save_indicators(self, rows: list) -> None:
        if self._card is None:
            return
        card_id, shown = self._card.record["id"], self._shown
        self._editing.act(
            lambda: shown.save(lambda base: cards.save_indicators(self._ws, card_id, rows, base)),
            _("Indicators of the process"), refused=self._refuse_indicators,
        )  # fmt: skip

    def _refuse_indicators(self, error: UserError) -> None:
        self.notices.refuse(error)
        self.refresh(None)

    def _delete_indicator(self, row_id: str) -> None:
        if self._card is not None:
            card_id = self._card.record["id"]
            self._editing.act(lambda: cards.delete_indicator(self._ws, card_id, row_id), _("Deleting the indicator"))

    def print_page(self) -> None:
        """Go to the printing of this card, or of the register."""
        self.leave()
        if self._in_form() and self._card is not None:
            self.print_asked.emit(FORM, [self._card.record["id"]])
        elif self.list.tabs.current() == "register":
            self.print_asked.emit("Ф-02", [])
        else:
            self.print_asked.emit(FORM, [])

    def step(self, by: int) -> None:
        """Go to the next or the previous card."""
        if self._card is None:
            return
        order = list(self._card.order)
        at = order.index(self._card.record["id"]) + by if self._card.record["id"] in order else -1
        if 0 <= at < len(order):
            self.open_record("process", order[at])

    def leave(self) -> None:
        if self._card is not None:
            self.form.leave()

    def arranged(self) -> None:
        sheets = [self.list.sheet, self.list.register]
        if self.form is not None:
            self.form.set_narrow(self.width_class < Width.RAIL)
            sheets.append(self.form.indicators)
        for sheet in sheets:
            sheet.set_room(self.room())

    def help_key(self) -> str:
        return "processes"
