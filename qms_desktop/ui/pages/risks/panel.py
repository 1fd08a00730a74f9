"""The side panel of a risk or an opportunity: its form in sections that fold, its checks, history and paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from qms_desktop.core.messages import Localised, Message, _, n_
from qms_desktop.models.kind import Kind
from qms_desktop.services.findings import findings
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.authoring import Base
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.chips import Level, LevelChip
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.components.panel import Check, Fold, SidePanel
from qms_desktop.ui.components.tabs import Tab
from qms_desktop.ui.memory import Memory
from qms_desktop.ui.pages.risks.columns import level
from qms_desktop.ui.pages.risks.measures import MeasuresEditor
from qms_desktop.ui.pages.risks.past import Past
from qms_desktop.ui.pages.risks.sheet import SheetState
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.records.files import RecordFiles
from qms_desktop.ui.records.form import RecordForm
from qms_desktop.ui.records.locked import Locked
from qms_desktop.ui.records.moves import Moves
from qms_desktop.ui.records.newer import FromNewer
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import Said
from qms_desktop.ui.words import Lines

_ORDER = {"missing": 0, "late": 1, "doubt": 2, "good": 3}

Summary = Callable[["RecordPanel", dict[str, Any]], Said]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form: its fields, the product shown below them, whether it is open at first."""

    key: str
    title: Message
    fields: tuple[str, ...]
    product: str = ""
    product_title: Message | None = None
    open: bool = True


RISK_PARTS = (
    Part("content", _("Content"), ("title", "category", "process", "cause"), open=False),
    Part("rating", _("Assessment"), ("likelihood", "consequence"), "", _("Initial level")),
    Part("measures", _("Mitigation measures"), ("measures",)),
    Part("residual", _("Residual risk"), ("residual_likelihood", "residual_consequence", "residual_comment"),
         "residual_", _("Residual level")),
    Part("who", _("Responsible and deadline"), ("responsible", "deadline", "triggered", "assessed_on")),
)  # fmt: skip

OPPORTUNITY_PARTS = (
    Part("content", _("Content"), ("title", "process", "essence", "effect")),
    Part("measures", _("Measures"), ("measures",)),
    Part("who", _("Responsible and deadline"), ("responsible", "deadline", "state", "result")),
)


class Product(QFrame):
    """`Initial level    4 × 4 = 16 high`."""

    def __init__(self, title: Message) -> None:
        super().__init__()
        self.setProperty("frame", "subtle")
        self.sum = Label(role="body", tone="text2")
        self.chip = LevelChip(Level(1, "", "low"))
        self.setLayout(row(Label(title, "strong"), None, self.sum, self.chip, margins=(12, 7, 12, 7)))

    def show_product(self, first: int | None, second: int | None, shown: Level | None) -> None:
        factors = f"{first} × {second} =" if first and second else "– × –" if shown is None else ""
        self.sum.say(factors)
        self.chip.setVisible(shown is not None)
        if shown is not None:
            self.chip.show_level(shown)


class RecordPanel(SidePanel):
    """`show_record(record, base, place, of)`; `restored(values)` asks to put values of the history back."""

    print_asked = Signal()
    delete_asked = Signal(str)

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, kind: Kind, parts: Sequence[Part]) -> None:
        super().__init__([Tab("form", _("Form")), Tab("history", _("History, remarks")), Tab("files", _("Files")),
                          Tab("sheet", _("Sheet"))])  # fmt: skip
        self._ws, self._runner, self.kind, self._parts = ws, runner, kind, parts
        names = [name for part in parts for name in part.fields]
        self.form = RecordForm(ws, runner, editing, kind, names, {"measures": MeasuresEditor})
        self.form.setParent(self)
        self.record: dict[str, Any] | None = None
        self.folds: dict[str, Fold] = {}
        self.products: dict[str, Product] = {}
        self.expand.hide()
        self._memory = Memory()
        self.newer = FromNewer(ws, runner)
        self.locked = Locked(ws, kind)
        self.tab("form").body.addWidget(self.newer)
        self.tab("form").body.addWidget(self.locked)
        self.moves = Moves(ws, editing, self.form.leave)
        self.tab("form").body.addWidget(self.moves)
        for part in parts:
            self._add_part(part)
        self._add_delete()
        self.past = Past(ws, runner, editing)
        self.tab("history").body.addWidget(self.past)
        self.files = RecordFiles(ws, runner, editing)
        self.files.counted.connect(lambda count: self.tabs.set_count("files", count or None))
        self.tab("files").body.addWidget(self.files)
        self.sheet = SheetState(ws, runner)
        self.sheet.print_asked.connect(self.print_asked)
        self.tab("sheet").body.addWidget(self.sheet)
        self._judging = QTimer(self, singleShot=True, interval=0)
        self._judging.timeout.connect(self.judge)
        self.form.edited.connect(self._judging.start)
        self.form.saved.connect(lambda _result: self._read_tab())
        self.check_followed.connect(self.go_to)
        self.tab_chosen.connect(lambda _key: self._read_tab())

    def _add_part(self, part: Part) -> None:
        kept = self._memory.get(f"fold {self.kind.name}")
        open_ = kept.get(part.key, part.open) if isinstance(kept, dict) else part.open
        fold = Fold(part.title, open_=bool(open_))
        for name in part.fields:
            box = self.form.box(name)
            if len(part.fields) == 1:
                box.hide_label()  # the section's title says it already
            fold.add(box)
            if part.product_title is not None and name.endswith("consequence"):
                self.products[part.key] = Product(part.product_title)
                fold.add(self.products[part.key])
        fold.folded.connect(lambda _folded: self._remember_folds())
        self.folds[part.key] = fold
        self.tab("form").body.addWidget(fold)

    def _add_delete(self) -> None:
        delete = Button(_("Delete the record"), "link", "trash-2")
        delete.clicked.connect(lambda: self.record and self.delete_asked.emit(self.record["id"]))
        delete.setVisible(self._ws.role != "reader")
        self.tab("form").body.addLayout(row(delete, None))

    def _remember_folds(self) -> None:
        self._memory[f"fold {self.kind.name}"] = {key: fold.is_open() for key, fold in self.folds.items()}

    # --- showing -------------------------------------------------------------------------------------------------

    def show_one(self, record: dict[str, Any], base: Base, place: int, of: int) -> None:
        """Show a record as it was read; the same one again keeps what is being typed."""
        again = self.record is not None and self.record["id"] == record["id"]
        self.record = record
        self.locked.show_record(record)
        self.moves.show_record(record)
        if again:
            self.form.show_again(record, base)
        else:
            self.newer.show_record(record)
            self.form.show_record(record, base)
            self.tab("form").verticalScrollBar().setValue(0)
        super().show_record(record.get("code") or self.kind.label, record.get("title") or _("Without a title"), place, of)
        remarked = record.get("state") == "returned" and bool(record.get("remarks"))
        self.tabs.set_count("history", 1 if remarked else None, owed=remarked)
        self.tabs.set_count("files", len(record.get("files") or ()) or None)
        self.judge()
        self._read_tab()

    def show_nothing(self) -> None:
        """There is no record to show."""
        self.form.leave()
        self.record = None

    def offer_processes(self, cards: dict[str, str]) -> None:
        """The process cards that can be chosen, beside the processes of the register."""
        self.form.box("process").editor.offer_cards(cards)

    def _read_tab(self) -> None:
        key = self.tabs.current()
        if self.record is None:
            return
        if key == "history":
            self.past.show_record(self.kind, self.record, self.form)
        elif key == "files":
            self.files.show_record(self.record)
        elif key == "sheet":
            self.sheet.show_record(self.record)

    # --- judging -------------------------------------------------------------------------------------------------

    def judge(self) -> None:
        """Bring the product, the summaries and the checks up to date with what is typed."""
        values = self.form.values()
        profile = self._ws.profile
        for key, product in self.products.items():
            residual = key == "residual"
            prefix = "residual_" if residual else ""
            product.show_product(values.get(f"{prefix}likelihood"), values.get(f"{prefix}consequence"),
                                 level(values, profile, residual=residual))  # fmt: skip
        for part in self._parts:
            self.folds[part.key].summary.say(self._summary(part, values))
        if "rating" in self.folds:
            day = self.kind.fields["assessed_on"].show(values.get("assessed_on"), profile, "ky")
            self.folds["rating"].note.say(_("assessed on {day}", day=day) if day else "")
        found = sorted(findings(self.kind, values, profile), key=lambda finding: _ORDER[finding.severity])
        self.show_checks([
            Check(f.sentence, f.severity == "good", None if f.severity == "good" else _("Write it"), f.field) for f in found
        ])  # fmt: skip

    def _summary(self, part: Part, values: dict[str, Any]) -> Said:
        """One line for a section that is folded."""
        profile = self._ws.profile
        if part.key == "measures":
            items = values.get("measures") or []
            done = sum(item.get("state") == "done" for item in items)
            return n_("{n} measure, {done} done", "{n} measures, {done} done", len(items), done=done)
        if part.product_title is not None:
            shown = level(values, profile, residual=part.key == "residual")
            return _("{number} {word}", number=shown.number, word=shown.word) if shown else _("not assessed yet")
        if part.key == "content":
            parts = [_Shown(self.kind, name, values.get(name), profile) for name in ("category", "process")
                     if name in self.kind.fields and values.get(name)]  # fmt: skip
            return Lines(tuple(parts), " · ")
        parts = [_Shown(self.kind, name, values.get(name), profile) for name in ("responsible", "deadline") if values.get(name)]
        return Lines(tuple(parts), " · ")

    def go_to(self, name: str) -> None:
        """Open the section of a field and give it the focus."""
        self.tabs.choose("form")
        part = next((part for part in self._parts if name in part.fields), None)
        if part is None:
            return
        self.folds[part.key].set_open(True)
        box = self.form.box(name)
        if isinstance(box.editor, MeasuresEditor):
            box.editor.open_first_gap()
        else:
            box.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._bring_into_sight(box))

    def _bring_into_sight(self, box: QWidget) -> None:
        self.tab("form").ensureWidgetVisible(box, 0, 40)

    def retranslate(self) -> None:
        self.form.retranslate()
        self.judge()


@dataclass(frozen=True, slots=True)
class _Shown(Localised):
    """A field's value in the words of the language."""

    kind: Kind
    name: str
    value: Any
    profile: Any

    def text(self, language: str) -> str:
        return self.kind.fields[self.name].show(self.value, self.profile, language)

    __str__ = Localised.__str__
