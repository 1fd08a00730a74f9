"""The page of checklists: for a department its self-check, for the office the audits and their checklists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from qms_desktop.core.messages import Counted, Localised, Text, _, n_
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import audits, checklists, openings
from qms_desktop.services.audits import Checklist
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.components.notices import Banner, EmptyState
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.pages.checklists.audits import AuditsList, NewAudit
from qms_desktop.ui.pages.checklists.question import QuestionForm
from qms_desktop.ui.pages.checklists.verdicts import verdict_icon, verdict_words
from qms_desktop.ui.records.editing import Editing, touches
from qms_desktop.ui.records.links import Openings
from qms_desktop.ui.records.moves import Moves
from qms_desktop.ui.records.panel import Shown
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import Said
from qms_desktop.ui.table.record_list import ListColumn, ListRow
from qms_desktop.ui.words import Lines

FORM = "Ф-09"
LIST, NEW, QUESTIONS, EMPTY, UNBEGUN = range(5)


class ChecklistPage(Page):
    """`print_asked(form, ids)` asks the window for the printing of the checklist in sight, `record_asked(kind, id)` for
    what was opened from the audit or from a finding of it."""

    print_asked = Signal(str, list)
    record_asked = Signal(str, str)

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing) -> None:
        super().__init__(_("Audits") if ws.is_office else _("Self-check"))
        self._ws, self._runner, self._editing = ws, runner, editing
        self._self_check = ws.role == "department"
        self._audit: str | None = None
        self._checklist: Checklist | None = None
        self._wanted: str | None = None
        self._shown_item: str | None = None
        self._by: dict[str, str] = {}
        self._build()
        self._connect()
        self._renew_head()

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.back = Button(_("All audits"), "secondary", "arrow-left")
        self.printing = Button(_("Print the checklist"), "secondary", "printer")
        self.act = Button(_("New audit"), "primary", "plus")
        self.header.add(self.back, self.printing, self.act)
        self.notice = Banner(_("This is the unit's check of itself: it helps to prepare for the audit and does not count "
                               "in the audit figures."), "info")  # fmt: skip
        self.notice.setVisible(self._self_check)
        self.add(self.notice)
        self.moves = Moves(self._ws, self._editing, self.leave)
        self.openings = Openings(self._ws, self._editing, self.leave, in_menu=True)
        self.openings.opened.connect(self.record_asked)
        self.onwards = QWidget()
        self.onwards.setLayout(row(self.moves, self.openings, gap=16))
        self.onwards.layout().setStretch(0, 1)
        self.add(self.onwards)
        self.onwards.hide()
        self.audits = AuditsList()
        self.new_audit = NewAudit(self._ws.profile)
        self.list = ListColumn(_("Checklist"), meter=True, width=312)
        self.question = QuestionForm(self._ws, self._runner, self._editing)
        questions = QWidget()
        line = row(self.list, self.question, gap=20)
        line.setStretch(1, 1)
        questions.setLayout(line)
        if self._self_check:
            self.empty = EmptyState(
                "clipboard-check", _("The questions that an auditor would ask your unit stand here."),
                _("For example: “Is there a risk passport in force, and who looks after each measure?” You answer in your "
                  "own time, one question after the other."),
                _("Begin the self-check"),
            )  # fmt: skip
        else:
            self.empty = EmptyState(
                "clipboard-check", _("The audits of the units stand here, each with its checklist."),
                _("For example: internal audit of a department, lead auditor, two dates."), _("New audit"),
            )  # fmt: skip
        self.unbegun = EmptyState("clipboard-check", _("The questions of this audit are not laid out yet."),
                                  _("They come from the bank, by the kind of the unit."), _("Lay out the questions"))  # fmt: skip
        self.stack = QStackedWidget()
        for part in (self.audits, self.new_audit, questions, self.empty, self.unbegun):
            self.stack.addWidget(part)
        self.add(self.stack, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self._go_back)
        self.printing.clicked.connect(self.print_page)
        self.act.clicked.connect(self._act)
        self.audits.opened.connect(lambda audit_id: self.open_record("audit", audit_id))
        self.new_audit.made.connect(self._make_audit)
        self.new_audit.given_up.connect(self._go_back)
        self.empty.acted.connect(self.new_record)
        self.unbegun.acted.connect(self._lay_out)
        self.list.list.chosen.connect(self._choose)
        self.question.stepped.connect(self.step)
        self.question.edited.connect(self._show_verdict)
        self.question.openings.opened.connect(self.record_asked)

    # --- reading -------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        if not touches(changes, "checklist_item", "audit", "unit", "person"):
            return
        if self._self_check or self._audit is not None:
            self._read_checklist()
        if not self._self_check:
            self._runner.run(lambda: audits.audits(self._ws), done=self._show_audits, title=_("Reading the audits"))

    def _show_audits(self, found: list[dict[str, Any]]) -> None:
        self.audits.show_audits(found)
        if self._audit is None and self.stack.currentIndex() in (LIST, EMPTY):
            self.stack.setCurrentIndex(LIST if found else EMPTY)
            self._renew_head()

    def _read_checklist(self) -> None:
        ws, audit = self._ws, self._audit

        def work() -> tuple[Checklist, dict[str, str]]:
            return audits.read(ws, audit), audits.today_by(ws)

        def done(result: tuple[Checklist, dict[str, str]]) -> None:
            if audit == self._audit:
                self._show_checklist(*result)

        self._runner.run(work, done=done, title=_("Reading the checklist"))

    def _show_checklist(self, checklist: Checklist, by: dict[str, str]) -> None:
        self._checklist, self._by = checklist, by
        items = checklist.items
        if not items:
            self.stack.setCurrentIndex(EMPTY if self._self_check else UNBEGUN)
            self.unbegun.button.setVisible(self._ws.role != "reader")
            self._shown_item = None
            self._renew_head()
            return
        self.stack.setCurrentIndex(QUESTIONS)
        ids = [item["id"] for item in items]
        first = next((item["id"] for item in items if not item["verdict"]), ids[0])
        wanted = self._wanted if self._wanted in ids else self._shown_item if self._shown_item in ids else first
        self._wanted = None
        self.list.show_rows([self._row(item, item["verdict"]) for item in items], wanted)
        self._measure()
        self._show_item(wanted)
        self._renew_head()

    def _row(self, item: dict[str, Any], verdict: str | None) -> ListRow:
        icon, tone = verdict_icon(verdict)
        return ListRow(item["id"], item["topic"] or item["question"] or "", verdict_words(verdict), item["clause"] or "",
                       second_tone=tone, icon=icon, icon_tone=tone)  # fmt: skip

    def _measure(self) -> None:
        if self._checklist is None:
            return
        done, of = checklists.progress(self._checklist.items)
        self.list.meter.measure(done, of)
        self.list.words.say(n_("{done} of {n} question looked at", "{done} of {n} questions looked at", of,
                               done=Counted(done)))  # fmt: skip

    # --- one question --------------------------------------------------------------------------------------------

    def _choose(self, item_id: str) -> None:
        self._show_item(item_id)

    def _show_item(self, item_id: str) -> None:
        checklist = self._checklist
        if checklist is None:
            return
        at = next(at for at, item in enumerate(checklist.items) if item["id"] == item_id)
        again = item_id == self._shown_item
        self._shown_item = item_id
        self.question.show_item(checklist.items[at], checklist.base, at + 1, len(checklist.items), self._by, again=again)

    def _show_verdict(self) -> None:
        """The list says the verdict at once; the figure follows when it is saved."""
        checklist = self._checklist
        if checklist is None:
            return
        verdict = self.question.form.values().get("verdict")
        rows = [self._row(item, verdict if item["id"] == self._shown_item else item["verdict"])
                for item in checklist.items]  # fmt: skip
        self.list.show_rows(rows, self._shown_item)

    def step(self, by: int) -> None:
        """Go to the next or the previous question; the one in sight is saved."""
        if self.stack.currentIndex() == QUESTIONS and not self.list.list.walk(by):
            self.leave()

    # --- doing ---------------------------------------------------------------------------------------------------

    def _renew_head(self) -> None:
        where = self.stack.currentIndex()
        in_audit = where in (QUESTIONS, UNBEGUN) and not self._self_check
        self.back.setVisible(in_audit)
        self.printing.setVisible(where == QUESTIONS)
        self.act.setVisible(where in (LIST, NEW) and not self._self_check and self._ws.role != "reader")
        audit = self._checklist.audit if self._checklist is not None and in_audit else None
        self.onwards.setVisible(audit is not None)
        if audit is not None:
            self.moves.show_record(audit)
            self.openings.show_record(audit)
        self.act.say(_("Make the audit") if where == NEW else _("New audit"))
        if self._self_check:
            self.header.say(_("Self-check"), _("Checklist of {period}", period=period_now(self._ws.profile)))
        elif audit is not None:
            self._say_audit(self._checklist)
        else:
            self.header.say(_("Audits"), _("Internal audits of the units and their checklists"))

    def _say_audit(self, checklist: Checklist) -> None:
        audit = checklist.audit or {}
        parts: list[Said] = []
        if audit.get("number"):
            parts.append(Text.of(audit["number"]))
        if audit.get("dates"):
            parts.append(Shown(KINDS["audit"], "dates", audit["dates"], self._ws.profile))
        if audit.get("lead"):
            parts.append(_("lead auditor {name}", name=audit["lead"]))
        if audit.get("representative"):
            parts.append(_("representative of the unit {name}", name=audit["representative"]))
        self.header.say(_("Internal audit: {unit}", unit=checklist.unit), Lines(tuple(parts), " · "))

    def _act(self) -> None:
        self.new_audit.make() if self.stack.currentIndex() == NEW else self.new_record()

    def new_record(self) -> None:
        """Begin the self-check, or a new audit."""
        if self._ws.role == "reader":
            return
        if self._self_check:
            self._editing.act(lambda: checklists.begin(self._ws), _("Beginning the self-check"))
            return
        self.begin_from(None)

    def begin_from(self, programme: Mapping[str, Any] | None) -> None:
        """Show the empty form of an audit, of a programme or of none."""
        self.leave()
        ws = self._ws

        def work() -> tuple[dict[str, Localised], str, dict[str, Any]]:
            carried = openings.carried(ws, programme, "audit") if programme else {}
            return audits.known_units(ws), audits.today_by(ws).get("checked_by", ""), carried

        def done(result: tuple[dict[str, Localised], str, dict[str, Any]]) -> None:
            self._audit = self._shown_item = None
            self.stack.setCurrentIndex(NEW)
            self.new_audit.begin(*result)
            self._renew_head()

        self._runner.run(work, done=done)

    def _lay_out(self) -> None:
        ws, audit = self._ws, self._audit
        self._editing.act(lambda: checklists.begin(ws, audit=audit), _("Laying out the questions"))

    def _make_audit(self, values: dict[str, Any]) -> None:
        self._editing.act(lambda: audits.begin(self._ws, values), _("New audit"),
                          done=lambda result: self.open_record("audit", result.saved[0].key.id))  # fmt: skip

    def open_record(self, kind: str, record_id: str) -> None:
        """Show the checklist of an audit, or the checklist that a question stands in."""
        self.leave()
        if kind == "audit":
            self._go(record_id, None)
        elif self._self_check:
            self._go(None, record_id)
        else:
            ws = self._ws
            self._runner.run(lambda: audits.records.show(ws, record_id).get("audit"),
                             done=lambda audit: self._go(audit, record_id))  # fmt: skip

    def _go(self, audit: str | None, item: str | None) -> None:
        self._audit, self._wanted = audit, item
        if item is None or item != self._shown_item:
            self._shown_item = None
        self._read_checklist()

    def _go_back(self) -> None:
        self.leave()
        self._audit = self._checklist = self._shown_item = None
        self.stack.setCurrentIndex(LIST)
        self._renew_head()
        self.refresh(None)
        self.focus_content()

    def primary(self) -> None:
        where = self.stack.currentIndex()
        if where == QUESTIONS:
            self.question.next.click()
        elif where == EMPTY:
            self.new_record()
        else:
            super().primary()

    def print_page(self) -> None:
        """Go to the printing of the checklist in sight."""
        self.leave()
        self.print_asked.emit(FORM, [self._audit] if self._audit else [])

    def leave(self) -> None:
        self.question.leave()

    def arranged(self) -> None:
        self.list.setVisible(self.width_class > Width.SINGLE)
        narrow = self.width_class < Width.RAIL
        self.list.set_narrow(narrow)
        self.question.number.setVisible(not narrow)
        self.audits.sheet.set_room(self.room())

    def help_key(self) -> str:
        return "checklists"


