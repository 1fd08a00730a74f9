"""The page of documents: the list at the left, and one document with its life, its facts, its change sheet and its links."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from qms_desktop.core.messages import Localised, Text, _, n_
from qms_desktop.services import documents, founding, records, roles, told
from qms_desktop.services.documents import Sheet as DocumentSheet
from qms_desktop.services.records import SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.authoring import Base
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.history import HistoryList
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.components.notices import Banner, EmptyState
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.components.tabs import Tab, Tabs
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.pages.documents.changes import ChangeSheet
from qms_desktop.ui.pages.documents.entry import EntryParticulars
from qms_desktop.ui.pages.documents.life import KeyFacts, LifeLine, days_late
from qms_desktop.ui.pages.documents.listing import row_of
from qms_desktop.ui.pages.documents.particulars import KIND, Particulars
from qms_desktop.ui.records.editing import Editing, touches
from qms_desktop.ui.records.files import RecordFiles
from qms_desktop.ui.records.form import RecordForm
from qms_desktop.ui.records.links import Links, Openings
from qms_desktop.ui.records.moves import Moves
from qms_desktop.ui.records.pending import Shown, undo_from_tables
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import Said, speak
from qms_desktop.ui.table.record_list import ListColumn
from qms_desktop.ui.theme.fonts import px
from qms_desktop.ui.words import Lines, events

FORM, REGISTER = "Ф-16", "Ф-15"
LAY_OUT = _("Enter what the founding document names")


class DocumentsPage(Page):
    """`print_asked(form, ids, variant)` asks the window for the printing of a sheet or of the register.

    `record_asked(kind, id)` asks for a record that a document or a change of it leads to.
    """

    print_asked = Signal(str, list)
    record_asked = Signal(str, str)
    variant_asked = Signal(str, list, str)

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing) -> None:
        super().__init__(_("Documents"))
        self._ws, self._runner, self._editing = ws, runner, editing
        self._shown_sheet: DocumentSheet | None = None
        self._base = Shown(Base(0))
        self._wanted: str | None = None
        self._build()
        self._connect()

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.new = Button(_("Add a document"), "secondary", "file-plus")
        self.printing = Button(_("Print"), "secondary", "printer")
        self.printing.setMenu(self._print_menu())
        self.header.add(self.new, self.printing)
        self.list = ListColumn(_("Documents"), _("Filter"), width=290)
        self.life = LifeLine()
        self.facts = KeyFacts()
        self.late = Banner("", "warning")
        self.moves = Moves(self._ws, self._editing, self.leave)
        self.openings = Openings(self._ws, self._editing, self.leave, in_menu=True)
        self.tabs = Tabs([Tab("changes", _("Change sheet")), Tab("facts", _("Particulars")), Tab("links", _("Links")),
                          Tab("files", _("Files")), Tab("history", _("History"))])  # fmt: skip
        self.changes = ChangeSheet(self._ws.profile)
        self.links = Links(self._ws, self._runner)
        self.history = HistoryList()
        history, sheet = Scroll(margins=(0, 0, 8, 12)), Card()
        sheet.add(self.history)
        history.body.addWidget(sheet)
        self.files = RecordFiles(self._ws, self._runner, self._editing)
        self.files.counted.connect(lambda count: self.tabs.set_count("files", count or None))
        attached = Scroll(margins=(0, 4, 8, 12))
        attached.body.addWidget(self.files)
        linked = Scroll(margins=(0, 4, 8, 12))
        linked.body.addWidget(self.links)
        self._sheet_and_entry, self._facts_place = QWidget(), QWidget()
        self._sheet_and_entry.setLayout(column(self.changes, gap=10))
        self._sheet_and_entry.layout().setStretch(0, 1)
        self._facts_place.setLayout(column())
        self._views = QStackedWidget()
        for part in (self._sheet_and_entry, self._facts_place, linked, attached, history):
            self._views.addWidget(part)
        onwards = QWidget()
        onwards.setLayout(row(self.moves, self.openings, None, gap=16))
        detail = Scroll(margins=(0, 0, 0, 0))
        for part in (self.life, onwards, self.facts, self.late, self.tabs, self._views):
            detail.body.addWidget(part)
        detail.body.setStretch(5, 1)
        detail.holder.layout().setStretch(0, 1)
        detail.holder.layout().setStretch(1, 0)
        self.empty = EmptyState(
            "file-text", _("The documents that the unit works by stand here, each with its change sheet."),
            _("For example: the regulation of the department, a syllabus instruction, a form."),
            _("Add a document") if roles.makes_records(self._ws, "document") else None,
        )  # fmt: skip
        self.empty.acted.connect(self.new_record)
        self.laid_out = Button(LAY_OUT, "secondary", "book-open")
        self.laid_out.setVisible(founding.is_named(self._ws, KIND.name))
        blank = QWidget()
        blank.setLayout(column(self.empty, row(None, self.laid_out, None), None, gap=8))
        walk = QWidget()
        line = row(self.list, detail, gap=20)
        line.setStretch(1, 1)
        walk.setLayout(line)
        self.stack = QStackedWidget()
        self.stack.addWidget(walk)
        self.stack.addWidget(blank)
        self.add(self.stack, 1)

    @cached_property
    def particulars(self) -> Particulars:
        """Made when they are first looked at: the change sheet stands sooner."""
        made = Particulars(self._ws, self._runner, self._editing)
        made.form.edited.connect(self._show_typed)
        self._facts_place.layout().addWidget(made)
        if self._shown_sheet is not None:
            made.form.show_record(self._shown_sheet.record, self._shown_sheet.base)
            made.naming.show_record(self._shown_sheet.record)
        return made

    @property
    def form(self) -> RecordForm:
        return self.particulars.form

    @cached_property
    def entry(self) -> EntryParticulars:
        """Made when the first change is chosen."""
        made = EntryParticulars(self._ws, self._runner, self._editing, lambda: self._base)
        made.opened.connect(self.record_asked)
        self._sheet_and_entry.layout().addWidget(made)
        return made

    def _is_made(self, part: str) -> bool:
        return part in self.__dict__

    def _print_menu(self) -> QMenu:
        menu = QMenu(self)
        for key, sheet in self._ws.profile.change_sheets.items():
            action = QAction(menu)
            speak(action, "setText", _("Change sheet: {variant}", variant=sheet.name))
            action.triggered.connect(lambda _on=False, key=key: self._print(key))
            menu.addAction(action)
        menu.addSeparator()
        register = QAction(menu)
        speak(register, "setText", _("Register of documents, Ф-15"))
        register.triggered.connect(lambda: self.print_asked.emit(REGISTER, []))
        menu.addAction(register)
        return menu

    def _connect(self) -> None:
        self.new.clicked.connect(self.new_record)
        self.list.list.chosen.connect(lambda record_id: self.open_record("document", record_id))
        self.tabs.chosen.connect(self._show_tab)
        self.changes.save_asked.connect(self._save_changes)
        self.changes.review_asked.connect(self.review)
        self.changes.edition_asked.connect(self.begin_edition)
        undo_from_tables(self, self._editing)
        self.changes.sheet.row_chosen.connect(self._show_entry)
        self.laid_out.clicked.connect(self._lay_out)
        self.links.counted.connect(lambda count: self.tabs.set_count("links", count or None))
        for signal in (self.links.followed, self.openings.opened):
            signal.connect(self.record_asked)

    # --- reading -------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        if not touches(changes, "document", "change_entry", "person"):
            return
        self._runner.run(lambda: documents.listed(self._ws), done=self._show_list, title=_("Reading the documents"))

    def _show_list(self, found: list[dict[str, Any]]) -> None:
        self.stack.setCurrentIndex(0 if found else 1)
        self.new.setVisible(bool(found) and roles.makes_records(self._ws, "document"))
        self.printing.setVisible(bool(found))
        if not found:
            self.header.say(_("Documents"))
            self._shown_sheet = None
            return
        today = dt.date.today()
        rows = [row_of(document, today) for document in found]
        ids = [document["id"] for document in found]
        current = self._shown_sheet.record["id"] if self._shown_sheet else None
        wanted = self._wanted if self._wanted in ids else current if current in ids else ids[0]
        self.list.show_rows(rows, wanted)
        self._wanted = None
        self._read(wanted, again=wanted == current)

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a document; for a change entry the document that it belongs to."""
        self.leave()
        if kind == "change_entry":
            self._runner.run(lambda: records.show(self._ws, record_id).get("document"),
                             done=lambda found: self._go(found) if found else None)  # fmt: skip
        else:
            self._go(record_id)

    def _go(self, document_id: str) -> None:
        self.notices.clear()
        if not self.list.list.mark(document_id):
            self._wanted = document_id
        self._read(document_id)

    def _read(self, document_id: str, *, again: bool = False) -> None:
        self._runner.run(lambda: documents.read(self._ws, document_id),
                         done=lambda sheet: self._show(sheet, again=again), title=_("Reading the document"))  # fmt: skip

    def _show(self, sheet: DocumentSheet | None, *, again: bool) -> None:
        if sheet is None or (self.list.list.current_id() not in (None, sheet.record["id"])):
            return
        self._shown_sheet, self._base = sheet, Shown(sheet.base)
        document = sheet.record
        if self._is_made("particulars"):
            self.form.show_again(document, sheet.base) if again else self.form.show_record(document, sheet.base)
            self.particulars.naming.show_record(document)
        self.facts.show_document(document)
        self.moves.show_record(document)
        self.openings.show_record(document)
        days = days_late(document)
        self.late.setVisible(days > 0)
        if days > 0:
            self.late.label.say(n_(
                "The yearly review was due {n} day ago. If nothing changes, enter “Review without change”.",
                "The yearly review was due {n} days ago. If nothing changes, enter “Review without change”.", days,
            ))  # fmt: skip
        editable = roles.makes_records(self._ws, "document")
        self.changes.show_entries(sheet.entries, sheet.changes, document["edition"] or 1, editable=editable)
        self.changes.show_caution(sheet.caution)
        self.tabs.set_count("changes", len(sheet.entries))
        self._show_typed()
        self.tabs.set_count("files", len(document["files"]) or None)
        if not again:
            self.tabs.set_count("links", None)
        self._show_entry(self.changes.sheet.current_id())
        if self.tabs.current() in ("history", "files", "links"):
            self._show_tab(self.tabs.current())

    def _show_typed(self) -> None:
        """The head and the place in the life, as they stand in the particulars."""
        document = self.form.values() if self._is_made("particulars") else self._shown_sheet.record
        self._say_head(document)
        self.life.show_state(document["state"])

    def _say_head(self, document: dict[str, Any]) -> None:
        parts: list[Localised] = []
        if document.get("code"):
            parts.append(Text.of(document["code"]))
        if document.get("edition"):
            parts.append(_("edition {n}", n=document["edition"]))
        if document.get("pages"):
            parts.append(n_("{n} page", "{n} pages", document["pages"]))
        if document.get("owner"):
            parts.append(_("answerable: {owner}", owner=document["owner"]))
        title: Said = document.get("title") or _("Untitled document")
        self.header.say(title, Lines(tuple(parts), " · "))

    def _show_tab(self, key: str) -> None:
        self._views.setCurrentIndex(("changes", "facts", "links", "files", "history").index(key))
        if key == "facts":
            self.particulars.show()
        elif self._is_made("particulars"):
            self.form.leave()
        if key == "links" and self._shown_sheet is not None:
            self.links.show_record(self._shown_sheet.record)
        if key == "files" and self._shown_sheet is not None:
            self.files.show_record(self._shown_sheet.record)
        elif key == "history" and self._shown_sheet is not None:
            self.leave()
            document_id = self._shown_sheet.record["id"]
            self._runner.run(lambda: told.history(self._ws, document_id),
                             done=lambda said: self.history.show_events(events(said)))  # fmt: skip

    def _show_entry(self, entry_id: Any) -> None:
        """Show below the sheet what the change under the cursor holds besides."""
        sheet = self._shown_sheet
        entry = next((one for one in sheet.entries if one["id"] == entry_id), None) if sheet is not None else None
        if entry is not None or self._is_made("entry"):
            self.entry.show_entry(entry, sheet.base if sheet is not None else Base(0))

    # --- doing ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._editing.act(lambda: founding.lay_out(self._ws, KIND.name), LAY_OUT)

    def _document_id(self) -> str | None:
        return self._shown_sheet.record["id"] if self._shown_sheet else None

    def new_record(self) -> None:
        """Add a document and open its particulars."""
        if not roles.makes_records(self._ws, "document"):
            return
        self.leave()

        def done(result: SaveResult) -> None:
            self._wanted = result.saved[0].key.id
            self.tabs.choose("facts")
            self.form.box("title").editor.setFocus()

        self._editing.save("document", [{"edition": 1, "state": "draft"}], _("New document"), done=done)

    def primary(self) -> None:
        if self.stack.currentIndex() == 1:
            self.new_record()
        elif self._shown_sheet is not None and self.changes.enter.isVisibleTo(self):
            self.tabs.choose("changes")
            self.changes.begin_change()

    def _save_changes(self, rows: list) -> None:
        document_id, shown, ws = self._document_id(), self._base, self._ws
        if document_id is None:
            return

        def work(base: Base) -> SaveResult:
            made = [documents.add_change(ws, document_id, values) for row_id, values in rows if row_id is None]
            known = [{"id": row_id, **values} for row_id, values in rows if row_id is not None]
            if known:
                made.append(records.save(ws, "change_entry", known, base=base))
            return records.joined(made)

        self._editing.act(lambda: shown.save(work), _("Change sheet"))

    def review(self) -> None:
        """Enter that the document was looked through and stays as it is."""
        document_id = self._document_id()
        if document_id is None:
            return
        self.leave()
        language = self._ws.language
        texts = {
            "clause": _("The whole document").text(language), "text": _("Without change").text(language),
            "reason": _("Yearly review").text(language),
        }  # fmt: skip

        def done(_result: SaveResult) -> None:
            self.notices.say(_("The review is entered; the next one is due in a year."), "done")

        self._editing.act(lambda: documents.review_without_change(self._ws, document_id, texts),
                          _("Review without change"), done=done)  # fmt: skip

    def begin_edition(self) -> None:
        """Put the document under revision."""
        document_id = self._document_id()
        if document_id is None:
            return
        self.leave()

        def done(_result: SaveResult) -> None:
            self.notices.say(_("The document is under revision. When the new edition is approved, write its number "
                               "and dates under “Particulars”."), "info")  # fmt: skip

        self._editing.act(lambda: documents.begin_edition(self._ws, document_id), _("Beginning the new edition"),
                          done=done)  # fmt: skip

    def print_page(self) -> None:
        """Go to the printing of this document's change sheet."""
        document_id = self._document_id()
        self.print_asked.emit(FORM if document_id else REGISTER, [document_id] if document_id else [])

    def _print(self, variant: str) -> None:
        self.leave()
        document_id = self._document_id()
        self.variant_asked.emit(FORM, [document_id] if document_id else [], variant)

    def step(self, by: int) -> None:
        self.list.list.walk(by)

    def find(self) -> None:
        if self.list.box is not None:
            self.list.box.setFocus()

    def leave(self) -> None:
        self.changes.pending.flush()
        for part in ("entry", "particulars"):
            if self._is_made(part):
                getattr(self, part).form.leave()

    def arranged(self) -> None:
        narrow = self.width_class < Width.RAIL
        self.list.setVisible(self.width_class > Width.SINGLE)
        self.list.set_narrow(narrow)
        self.facts.setVisible(not narrow)  # “Particulars” holds them too
        self.changes.set_narrow(narrow)
        if not narrow and self.width_class == Width.FULL and self.width() > px(1400):
            self.changes.sheet.set_room("wide")

    def help_key(self) -> str:
        return "documents"
