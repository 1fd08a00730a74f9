"""The page of a chapter: a tab for each of its kinds with the list, and at the right the record in sight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget

from qms_desktop.core.messages import _, p_
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import records
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.tabs import Tab, Tabs
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.memory import Memory
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.records.chapters import FURTHER, PAPERS, Chapter
from qms_desktop.ui.pages.records.listing import KindTab
from qms_desktop.ui.pages.records.panel import KindPanel
from qms_desktop.ui.records.editing import Editing, touches
from qms_desktop.ui.records.excel import ExcelButton, Files
from qms_desktop.ui.records.scope import Known, known_at_once
from qms_desktop.ui.runner import Runner

LIST_FIRST = 20
"""ms in which a list is painted before the panel beside it is made."""


class ChapterPage(Page):
    """The lists and panels of the kinds are made when they are first looked at."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, go: Navigator, chapter: Chapter) -> None:
        super().__init__(chapter.label)
        self._ws, self._runner, self._editing, self._go, self.chapter = ws, runner, editing, go, chapter
        self._memory = Memory()
        self._known: Known | None = None
        self._read: set[str] = set()
        self.lists: dict[str, KindTab] = {}
        self.panels: dict[str, KindPanel] = {}
        self._later = QTimer(self, singleShot=True, interval=LIST_FIRST)
        self._later.timeout.connect(self._show_current)
        self.files = Files(ws, runner, editing, self, self.notices)
        self._lay_out()
        self._panel_wanted = bool(self._memory.get("records panel", True))
        self._show_tab(chapter.kinds[0])

    def _lay_out(self) -> None:
        self.tabs = Tabs([Tab(name, KINDS[name].plural) for name in self.chapter.kinds])
        self.add(self.tabs)
        self.tabs.setVisible(len(self.chapter.kinds) > 1)
        self.stack = QStackedWidget()
        self.add(self.stack, 1)
        self.excel = ExcelButton(self._put_out, self._take_in if self._ws.role != "reader" else None)
        self.print_button = Button(_("Print"), "secondary", "printer")
        self.new_button = Button(_("New record"), "primary", "plus")
        self.header.add(self.excel, self.print_button, self.new_button)
        self.tabs.chosen.connect(self._show_tab)
        self.print_button.clicked.connect(self.print_page)
        self.new_button.clicked.connect(self.new_record)
        self.undo_bar.undone.connect(self._editing.undo)
        self._editing.saved.connect(self.undo_bar.next_act)

    def kind_in_sight(self) -> str:
        return self.tabs.current()

    def list_in_sight(self) -> KindTab:
        return self.lists[self.kind_in_sight()]

    def _list(self, name: str) -> KindTab:
        if name not in self.lists:
            made = KindTab(self._ws, self._runner, self._editing, KINDS[name], self.chapter)
            made.chosen.connect(lambda record_id: self._show_in_panel(name, record_id))
            made.opened.connect(lambda record_id, field: self._open_panel(name, record_id, field))
            made.saving.batched.connect(self.undo_bar.offer)
            self.lists[name] = made
            self.stack.addWidget(made)
        return self.lists[name]

    def _panel(self, name: str) -> KindPanel:
        if name not in self.panels:
            view = self._list(name)
            made = KindPanel(self._ws, self._runner, self._editing, KINDS[name], printed=bool(self._form(name)))
            made.stand_beside(view.sheet, view.saving)
            # The list goes to the record that the empty form became, and the form stays.
            made.form.made.connect(lambda key: self.lists[name].open_one(key.id, key.unit))
            made.print_asked.connect(self.print_page)
            made.delete_asked.connect(lambda record_id: view.saving.delete([record_id]))
            made.followed.connect(self._go.record)
            made.begun.connect(self._go.begin)
            made.expanded.connect(self.expand_panel)
            self.panels[name] = made
            self.set_panel(made)
            self.insertWidget(1, made)  # straight beside the list: what is further away has no share of the width
        return self.panels[name]

    # --- what is in sight ----------------------------------------------------------------------------------------

    def _show_tab(self, name: str) -> None:
        self.leave()
        self.undo_bar.next_act()
        view = self._list(name)
        self.stack.setCurrentWidget(view)
        self.filters = view.filters
        for other, panel in self.panels.items():
            panel.setVisible(False)
            if other == name:
                self.insertWidget(1, panel)
        self.panel = self.panels.get(name)
        self.print_button.setVisible(bool(self._form(name)))
        self.new_button.setVisible(view.may_begin)
        if self.excel.take_in is not None:
            self.excel.take_in.setVisible(view.may_begin)
        if self._known is not None and name not in self._read:
            self._read.add(name)
            view.scope_bar.offer(self._known)
            view.show_scope(view.scope_bar.scope())
        self._arrange()

    def _form(self, name: str) -> str:
        """The paper of a kind: a form, or one that only its records have; empty where it has none."""
        return PAPERS.get(name) or next((code for code in KINDS[name].forms if code in self._ws.profile.forms), "")

    def refresh(self, changes: Any = None) -> None:
        if self._known is None or touches(changes, "unit", "period"):
            self._runner.run(lambda: known_at_once(self._ws), done=lambda found: self._take_known(found, changes))
            return
        self._refresh_list(changes)

    def _take_known(self, found: Known, changes: Any) -> None:
        first, self._known = self._known is None, found
        if first:
            self._show_tab(self.kind_in_sight())
            return
        for name in self._read:
            self.lists[name].scope_bar.offer(found)
        self._refresh_list(changes)

    def _refresh_list(self, changes: Any) -> None:
        self._read &= {self.kind_in_sight()}
        if changes is None or touches(changes, *self.chapter.kinds):
            self.list_in_sight().refresh(changes)

    # --- the panel -----------------------------------------------------------------------------------------------

    def _show_in_panel(self, name: str, record_id: str | None, *, at_once: bool = False) -> None:
        """Show a record beside its list; the first time the list stands before the panel is made."""
        view = self.lists[name]
        record = view.record(record_id) if record_id is not None else None
        known = self.panels.get(name)
        filling = known is not None and known.form.is_new() and name == self.kind_in_sight()
        if filling and (record_id is None or not view.sheet.hasFocus()):
            return  # an empty form is being filled: a list that is read again does not take it away
        if record is not None and known is None and self._panel_wanted and not at_once:
            self._later.start()
            return
        if record is not None and (self._panel_wanted or known is not None):
            panel = self._panel(name)
            panel.show_one(record, view.saving.base(), *view.place(record_id))
        elif known is not None and known.record is not None and not view.sheet.rows.record_count():
            known.show_nothing()
        if name == self.kind_in_sight():
            self.panel = self.panels.get(name)
            if self.panel is not None and self.panel.isHidden() == self.panel_is_open():
                self._arrange()

    def _show_current(self) -> None:
        self._show_in_panel(self.kind_in_sight(), self.list_in_sight().sheet.current_id(), at_once=True)

    def _open_panel(self, name: str, record_id: str | None, field: str) -> None:
        self._panel_wanted = True
        self._show_in_panel(name, record_id, at_once=True)
        self.show_panel()
        if field and name in self.panels:
            self.panels[name].go_to(field)

    def toggle_panel(self) -> None:
        if self.panel_is_open():
            self.hide_panel()
        else:
            self._open_panel(self.kind_in_sight(), self.list_in_sight().sheet.current_id(), "")

    def show_panel(self) -> None:
        self._memory["records panel"] = True
        super().show_panel()

    def hide_panel(self) -> None:
        if not self._panel_expanded:
            self._memory["records panel"] = False
            self.leave()
        super().hide_panel()

    def panel_is_open(self) -> bool:
        return super().panel_is_open() and self._has_something()

    def _has_something(self) -> bool:
        return isinstance(self.panel, KindPanel) and (self.panel.record is not None or self.panel.form.is_new())

    def _arrange(self) -> None:
        wanted = self._panel_wanted
        if self.panel is not None and not self._has_something():
            self._panel_wanted = False  # there is nothing to show in it yet
        super()._arrange()
        self._panel_wanted = wanted

    def arranged(self) -> None:
        self.new_button.say(p_("record", "New") if self.room() == "narrow" else _("New record"))
        for view in self.lists.values():
            view.set_room(self.room())

    # --- doing ---------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        for name, view in getattr(self, "lists", {}).items():
            view.saving.flush()
            view.remember()
            if name in self.panels:
                self.panels[name].form.leave()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a record in its tab with the panel open, whatever unit or period is chosen."""
        self._runner.run(lambda: records.show(self._ws, record_id), done=lambda record: self._open(kind, record))

    def _open(self, kind: str, record: dict[str, Any]) -> None:
        self.tabs.choose(kind)
        self._panel_wanted = True
        self._list(kind).open_one(record["id"], record["unit"])
        self._arrange()

    def new_record(self) -> None:
        """Show the empty form of a record of the kind in sight."""
        view = self.list_in_sight()
        if not view.may_begin:
            return
        self.leave()
        panel = self._panel(self.kind_in_sight())
        self.panel = panel
        unit = self._ws.unit if self._ws.role == "department" else view.scope.unit if view.asks_unit() else None
        panel.begin(unit, view.new_values(), ask_unit=view.asks_unit())
        self.show_panel()

    def print_page(self) -> None:
        """Go to the printing of the paper on which the record in sight stands."""
        from qms_desktop.services.papers import EACH

        self.leave()
        name = self.kind_in_sight()
        code, current = self._form(name), self.list_in_sight().sheet.current_id()
        if code:
            self._go.print_form(code, [current] if current and EACH.get(code) == name else [])

    def step(self, by: int) -> None:
        self.list_in_sight().step(by)

    def focus_content(self) -> None:
        sheet = self.list_in_sight().sheet
        sheet.setFocus(Qt.FocusReason.OtherFocusReason) if sheet.isVisible() else super().focus_content()

    def _put_out(self) -> None:
        self.leave()
        name, scope = self.kind_in_sight(), self.list_in_sight().scope
        called = [str(KINDS[name].plural), scope.unit or "", (scope.period or "").replace("/", "-")]
        self.files.put_out(name, " ".join(filter(None, called)), scope)

    def _take_in(self) -> None:
        self.leave()
        self.files.take_in(self.kind_in_sight(), self.undo_bar.offer)

    def retranslate(self) -> None:
        for part in (*self.lists.values(), *self.panels.values()):
            part.retranslate()

    def help_key(self) -> str:
        return "records" if self.chapter.key == FURTHER.key else self.chapter.key
