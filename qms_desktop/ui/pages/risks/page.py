"""The page of risks: passport, matrix, opportunities, integrated table; for the office the register as well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from qms_desktop.core.messages import Localised, _, p_
from qms_desktop.services import records, risks, roles
from qms_desktop.services.locks import lock_of
from qms_desktop.services.paper_numbers import number_on_paper
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.filters import Toggle
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.components.tabs import Tab, Tabs
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.memory import Memory
from qms_desktop.ui.pages.risks import columns as shapes
from qms_desktop.ui.pages.risks.listing import PassportTab
from qms_desktop.ui.pages.risks.matrix import MatrixTab
from qms_desktop.ui.pages.risks.panel import OPPORTUNITY_PARTS, RISK_PARTS, PassportPanel
from qms_desktop.ui.pages.risks.picture import Pictures
from qms_desktop.ui.pages.risks.registers import IntegratedTab, RegisterTab, level_toggles
from qms_desktop.ui.pages.risks.totals import tell_opportunities, tell_risks
from qms_desktop.ui.records.editing import Editing, touches
from qms_desktop.ui.records.excel import ExcelButton, Files
from qms_desktop.ui.records.scope import Known, ScopeBar, known
from qms_desktop.ui.runner import Runner

FORMS = {"passport": "Ф-03", "matrix": "Ф-03", "opportunities": "Ф-03", "integrated": "Ф-05", "register": "Ф-04"}
KINDS_OF = {"passport": "risk", "opportunities": "opportunity"}


class RisksPage(Page):
    """`print_asked(form, ids)` asks for the printing of a form, of the records named or of all that belong on it.

    `record_asked(kind, id)` asks for a record that a risk or an opportunity leads to.
    """

    print_asked = Signal(str, list)
    record_asked = Signal(str, str)

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing) -> None:
        super().__init__(_("Risks"))
        self._ws, self._runner, self._editing = ws, runner, editing
        self._known = Known({}, [], {})
        self._memory = Memory()
        self._read: set[str] = set()
        self._ready = False
        self.files = Files(ws, runner, editing, self, self.notices)
        self.pictures = Pictures(self, self.notices)
        self.views: dict[str, QWidget] = {}
        self._panels: dict[str, PassportPanel] = {}
        self._panel_wanted = bool(self._memory.get("risks panel", True))
        self._lay_out()
        self._connect()
        self._show_tab("passport")

    # --- the tabs: each is made, with its panel, when it is first looked at ----------------------------------------

    def _view(self, key: str) -> QWidget:
        return getattr(self, key)

    def _take_in_view(self, key: str, view: QWidget, panel: PassportPanel | None = None) -> None:
        self.views[key] = view
        self.stack.addWidget(view)
        if panel is not None:
            self._panels[key] = panel
            self.set_panel(panel)
            panel.offer_processes(self._known.cards)
            self._connect_records(key, view, panel)

    @cached_property
    def passport(self) -> PassportTab:
        ws = self._ws
        made = PassportTab(
            ws, self._runner, self._editing, shapes.RISK, shapes.risk_columns(ws.profile, editable=roles.makes_records(ws, "risk")),
            lambda record: shapes.risk_row(record, ws.profile, self._known.cards, dt.date.today(),
                                           lock_of(ws, shapes.RISK, record)),
            level_toggles(ws.profile), _("Write a new risk here or paste from Excel (Ctrl+V)"), shapes.PUT_AWAY,
            EmptyState("shield-alert", _("Here stands what may hinder the unit, how grave it is, and what is done about it."),
                       _("For example: “Shortage of teachers with a degree”, 4 × 4 = 16, high.")),
            order="code", tell=lambda line, totals: tell_risks(line, totals, ws.profile),
        )  # fmt: skip
        self._take_in_view("passport", made, PassportPanel(ws, self._runner, self._editing, shapes.RISK, RISK_PARTS))
        return made

    @cached_property
    def opportunities(self) -> PassportTab:
        ws = self._ws

        def to_row(record: Mapping[str, Any]) -> dict[str, Any]:
            place = next((at for at, r in enumerate(made.rows.records, 1) if r["id"] == record["id"]), 0)
            return shapes.opportunity_row(record, place, self._known.cards, dt.date.today())

        made = PassportTab(
            ws, self._runner, self._editing, shapes.OPPORTUNITY,
            shapes.opportunity_columns(ws.profile, editable=roles.makes_records(ws, "risk")), to_row,
            [Toggle("all", _("All"), 0), Toggle("overdue", _("Overdue"), 0)],
            _("Write a new opportunity here or paste from Excel (Ctrl+V)"), {"process"},
            EmptyState("lightbulb", _("Here stands what the unit could use to its advantage, and what is done for it."),
                       _("For example: “Implementing dual education” – higher teaching quality.")),
            tell=tell_opportunities,
        )  # fmt: skip
        self._take_in_view("opportunities", made, PassportPanel(ws, self._runner, self._editing, shapes.OPPORTUNITY, OPPORTUNITY_PARTS))
        return made

    @cached_property
    def matrix(self) -> MatrixTab:
        made = MatrixTab(self._ws, self._runner)
        made.opened.connect(lambda risk_id: self.open_record("risk", risk_id))
        self._take_in_view("matrix", made)
        return made

    @cached_property
    def integrated(self) -> IntegratedTab:
        made = IntegratedTab(self._ws, self._runner)
        made.opened.connect(self.open_record)
        self._take_in_view("integrated", made)
        return made

    @cached_property
    def register(self) -> RegisterTab:
        made = RegisterTab(self._ws, self._runner, self._editing)
        made.opened.connect(lambda risk_id: self.open_record("risk", risk_id))
        made.taken.connect(lambda: self._offer(_("The risk stands in the university’s register now.")))
        self._take_in_view("register", made)
        return made

    # --- building ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        office = [Tab("register", _("Register"))] if self._ws.is_office else []
        self.tabs = Tabs([
            Tab("passport", _("Passport")), Tab("matrix", p_("risks", "Matrix")), Tab("opportunities", _("Opportunities")),
            Tab("integrated", _("Integrated table")), *office,
        ])  # fmt: skip
        self.scope_bar = ScopeBar(self._ws)
        head = row(self.tabs, self.scope_bar)
        head.setStretch(0, 1)
        head.setAlignment(self.scope_bar, Qt.AlignmentFlag.AlignTop)
        self.add(head)
        self.stack = QStackedWidget()
        self.add(self.stack, 1)
        taking = self._take_in if roles.makes_records(self._ws, "risk") else None
        self.excel = ExcelButton(self._put_out, taking)
        self.pdf = Button("PDF", "secondary", "download")
        self.picture = Button(_("Picture or PDF"), "secondary", "download")
        self.print_button = Button(_("Print"), "secondary", "printer")
        self.add_button = Button(_("Add a risk"), "primary", "plus")
        self.header.add(self.excel, self.pdf, self.picture, self.print_button, self.add_button)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_tab)
        self.scope_bar.changed.connect(self._show_scope)
        self.pdf.clicked.connect(self._put_out_pdf)
        self.picture.clicked.connect(lambda: self.pictures.picture(self.matrix.scroll.widget(), str(_("Risk matrix"))))
        self.print_button.clicked.connect(self.print_page)
        self.add_button.clicked.connect(self.new_record)
        self.undo_bar.undone.connect(self._editing.undo)
        self._editing.saved.connect(self.undo_bar.next_act)

    def _connect_records(self, key: str, view: PassportTab, panel: PassportPanel) -> None:
        view.chosen.connect(lambda record_id: self._show_in_panel(key, record_id))
        view.opened.connect(lambda record_id, field: self._open_panel(key, record_id, field))
        view.saving.batched.connect(self.undo_bar.offer)
        panel.stand_beside(view.sheet, view.saving)
        panel.print_asked.connect(self.print_page)
        panel.followed.connect(self.record_asked)
        panel.delete_asked.connect(lambda record_id: view.saving.delete([record_id]))

    # --- what is in sight ----------------------------------------------------------------------------------------

    def _show_tab(self, key: str) -> None:
        self.leave()
        self.undo_bar.next_act()
        view = self._view(key)
        self.stack.setCurrentWidget(view)
        self.filters = getattr(view, "filters", None)
        records_shown, register = key in KINDS_OF, key in ("integrated", "register")
        self.excel.setVisible(key != "matrix")
        if self.excel.take_in is not None:
            self.excel.take_in.setVisible(records_shown)
        self.pdf.setVisible(register)
        self.picture.setVisible(key == "matrix")
        self.print_button.setVisible(key != "matrix")
        self.add_button.setVisible(records_shown and roles.makes_records(self._ws, "risk"))
        for other, panel in self._panels.items():
            panel.setVisible(False)
            if other == key:
                self.panel = panel
                self.insertWidget(1, panel)
        if not records_shown:
            self.panel = None
        self._say_head()
        if self._ready and key not in self._read:
            self._read.add(key)
            view.show_scope(self.scope_bar.scope())
        self._arrange()

    def _show_scope(self) -> None:
        self.leave()
        scope = self.scope_bar.scope()
        self._read = {self.tabs.current()}
        self.views[self.tabs.current()].show_scope(scope)
        self._say_head()

    def _say_head(self) -> None:
        scope = self.scope_bar.scope()
        form = self._ws.profile.forms.get(FORMS[self.tabs.current()])
        period = scope.period or period_now(self._ws.profile)
        number = number_on_paper(form, scope.unit, period, "") if scope.unit else ""
        parts = [part for part in (number, form.code if form and not number else "", period) if part]
        self.header.say(_("Risks"), " · ".join(parts))

    def refresh(self, changes: Any = None) -> None:
        if touches(changes, "risk", "opportunity", "process", "unit"):
            self._runner.run(lambda: known(self._ws, "risk", "opportunity"), done=lambda found: self._take_known(found, changes))

    def _take_known(self, found: Known, changes: Any) -> None:
        first, self._ready = not self._ready, True
        cards_changed = found.cards != self._known.cards
        self._known = found
        before = self.scope_bar.scope()
        self.scope_bar.offer(found)
        if cards_changed:
            for panel in self._panels.values():
                panel.offer_processes(found.cards)
        if first or self.scope_bar.scope() != before:
            self._show_scope()
            return
        current = self.tabs.current()
        self._read &= {current}
        view = self.views[current]
        if isinstance(view, PassportTab):
            view.refresh(changes)
        elif touches(changes, "risk", "opportunity", "process"):
            view.read()
        self._say_head()

    # --- the panel -----------------------------------------------------------------------------------------------

    def _show_in_panel(self, key: str, record_id: str | None) -> None:
        view, panel = self.views[key], self._panels[key]
        record = view.record(record_id) if record_id is not None else None
        if record is not None:
            panel.show_one(record, view.saving.base(), *view.place(record_id))
        elif panel.record is not None and not view.sheet.rows.record_count():
            panel.show_nothing()
        if key == self.tabs.current() and panel.isHidden() == self.panel_is_open():
            self._arrange()

    def _open_panel(self, key: str, record_id: str | None, field: str) -> None:
        self._show_in_panel(key, record_id)
        self.show_panel()
        if field:
            self._panels[key].go_to(field)

    def show_panel(self) -> None:
        self._memory["risks panel"] = True
        super().show_panel()

    def hide_panel(self) -> None:
        self._memory["risks panel"] = False
        self.leave()
        super().hide_panel()

    def panel_is_open(self) -> bool:
        return super().panel_is_open() and self.panel.record is not None

    def _arrange(self) -> None:
        wanted = self._panel_wanted
        if self.panel is not None and self.panel.record is None:
            self._panel_wanted = False  # there is nothing to show in it yet
        super()._arrange()
        self._panel_wanted = wanted

    def arranged(self) -> None:
        room = self.room()
        if room == "narrow":
            self.add_button.say(p_("risks", "Add"))
        else:
            self.add_button.say(_("Add a risk") if self.tabs.current() != "opportunities" else _("Add an opportunity"))
        for view in self.views.values():
            sheet = getattr(view, "sheet", None)
            if sheet is not None:
                sheet.set_room(room)

    # --- doing ---------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        for key, panel in self._panels.items():
            self.views[key].saving.flush()
            self.views[key].remember()
            panel.form.leave()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a risk or an opportunity in its tab with the panel open, whatever unit or period is chosen."""
        key = next((key for key, name in KINDS_OF.items() if name == kind), "passport")

        def found(record: dict[str, Any]) -> None:
            self.tabs.choose(key)
            scope = self.scope_bar.scope()
            outside = scope.unit not in (None, record["unit"]) or scope.period not in (None, record.get("period"))
            self._panel_wanted = True
            if outside:
                self.scope_bar.choose(record["unit"], record.get("period"))
            self._view(key).open_record(record_id)
            self._arrange()

        self._runner.run(lambda: records.show(self._ws, record_id), done=found)

    def new_record(self) -> None:
        """Begin a risk, or on its tab an opportunity."""
        if not roles.makes_records(self._ws, "risk"):
            return
        if self.tabs.current() not in KINDS_OF:
            self.tabs.choose("passport")
        self.views[self.tabs.current()].new_record()

    def print_page(self) -> None:
        """Go to the printing of the form that is in sight."""
        self.leave()
        key, scope, ws = self.tabs.current(), self.scope_bar.scope(), self._ws
        code = FORMS[key]
        if scope.period is None and (scope.unit is None or not ws.is_office):
            self.print_asked.emit(code, [])
            return
        self._runner.run(lambda: risks.ids_on_form(ws, code, scope.unit, scope.period),
                         done=lambda ids: self.print_asked.emit(code, ids))  # fmt: skip

    def step(self, by: int) -> None:
        view = self.views[self.tabs.current()]
        if isinstance(view, PassportTab):
            view.step(by)

    def focus_content(self) -> None:
        sheet = getattr(self.views[self.tabs.current()], "sheet", None)
        if sheet is not None and sheet.isVisible():
            sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().focus_content()

    def _name(self) -> str:
        scope = self.scope_bar.scope()
        parts = [FORMS[self.tabs.current()], scope.unit or "", (scope.period or "").replace("/", "-")]
        return " ".join(part for part in parts if part)

    def _put_out(self) -> None:
        self.leave()
        key = self.tabs.current()
        what = "opportunity" if key == "opportunities" else FORMS[key]
        self.files.put_out(what, self._name(), self.scope_bar.scope())

    def _put_out_pdf(self) -> None:
        self.leave()
        self.files.put_out_pdf(FORMS[self.tabs.current()], self._name(), self.scope_bar.scope())

    def _take_in(self) -> None:
        self.leave()
        self.files.take_in(KINDS_OF.get(self.tabs.current(), "risk"), self._offer)

    def _offer(self, said: Localised) -> None:
        self.undo_bar.offer(said)

    def retranslate(self) -> None:
        for part in (*self.views.values(), *self._panels.values()):
            if hasattr(part, "retranslate"):
                part.retranslate()

    def help_key(self) -> str:
        return "risks"
