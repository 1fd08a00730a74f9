"""The side panel of a record: its form in sections that fold, its steps and what leads on from it, its checks, links,
history, files and paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.models.kind import Kind
from qms_desktop.services import references, roles
from qms_desktop.services.findings import findings
from qms_desktop.services.titles import is_titled_by_key
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.authoring import Base
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.components.panel import Check, Fold, SidePanel
from qms_desktop.ui.components.tabs import Tab
from qms_desktop.ui.memory import Memory
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.records.editors import EditorFactory
from qms_desktop.ui.records.files import RecordFiles
from qms_desktop.ui.records.form import RecordForm
from qms_desktop.ui.records.item_cards import ItemCards
from qms_desktop.ui.records.links import Links, Openings
from qms_desktop.ui.records.locked import Locked
from qms_desktop.ui.records.moves import Moves
from qms_desktop.ui.records.naming import Naming
from qms_desktop.ui.records.newer import FromNewer
from qms_desktop.ui.records.past import Past
from qms_desktop.ui.records.printed import SheetState
from qms_desktop.ui.records.saving import Saving
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import Said
from qms_desktop.ui.table.view import Sheet
from qms_desktop.ui.words import Lines

LINKS = "links"
_ORDER = {"missing": 0, "late": 1, "doubt": 2, "good": 3}


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form: its fields, and whether it is open at first."""

    key: str
    title: Localised
    fields: tuple[str, ...]
    open: bool = True


class RecordPanel(SidePanel):
    """`show_one(record, base, place, of)`; `print_asked` and `delete_asked` are the page's to answer.

    `followed(kind, id)` asks for a record that this one leads to, `begun(kind, source)` for the empty form of one.
    """

    print_asked = Signal()
    delete_asked = Signal(str)
    followed = Signal(str, str)
    begun = Signal(str, dict)

    def __init__(
        self, ws: Workspace, runner: Runner, editing: Editing, kind: Kind, parts: Sequence[Part],
        editors: Mapping[str, EditorFactory], *, printed: bool = True,
    ) -> None:  # fmt: skip
        """`editors` gives some fields another editor than that of their type."""
        super().__init__([
            Tab("form", _("Form")), Tab(LINKS, _("Links")), Tab("history", _("History")), Tab("files", _("Files")),
            *([Tab("sheet", _("Sheet"))] if printed else []),
        ])  # fmt: skip
        self._ws, self._runner, self._editing, self.kind, self.parts = ws, runner, editing, kind, parts
        names = [name for part in parts for name in part.fields]
        self.form = RecordForm(ws, runner, editing, kind, names, editors)
        self.form.setParent(self)  # its timer ends with the panel
        self.record: dict[str, Any] | None = None
        self.folds: dict[str, Fold] = {}
        self._explained: set[str] = set()
        self.expand.hide()
        self._memory = Memory()
        self.newer = FromNewer(ws, runner)
        self.locked = Locked(ws, kind)
        self.moves = Moves(ws, editing, self.form.leave)
        for part in (self.newer, self.locked, self.moves):
            self.tab("form").body.addWidget(part)
        self.lay_form()
        self.naming = Naming(ws, runner, self.form)
        self.links = Links(ws, runner)
        self.links.followed.connect(self.followed)
        self.links.counted.connect(lambda count: self.tabs.set_count(LINKS, count or None))
        self.tab(LINKS).body.addWidget(self.links)
        self.past = Past(ws, runner, editing)
        self.tab("history").body.addWidget(self.past)
        self.files = RecordFiles(ws, runner, editing)
        self.files.counted.connect(lambda count: self.tabs.set_count("files", count or None))
        self.tab("files").body.addWidget(self.files)
        if printed:
            self.sheet = SheetState(ws, runner)
            self.sheet.print_asked.connect(self.print_asked)
            self.tab("sheet").body.addWidget(self.sheet)
        self._judging = QTimer(self, singleShot=True, interval=0)
        self._judging.timeout.connect(self.judge)
        self.form.edited.connect(self._judging.start)
        self.form.saved.connect(lambda _result: self.read_tab())
        self.check_followed.connect(self.go_to)
        self.form.help_asked.connect(lambda key: self._explain(key.rpartition(".")[2]))
        self.tab_chosen.connect(lambda _key: self.read_tab())

    def stand_beside(self, sheet: Sheet, saving: Saving) -> None:
        """Share the records with a table: what is typed in one is saved before anything is typed in the other."""
        self.form.edited.connect(saving.flush)
        self.form.shared = lambda: saving.shown
        sheet.came_in.connect(self.form.leave)

    def lay_form(self) -> None:
        """Put the sections of the form one below the other, under them what leads on and the way to delete the record."""
        for part in self.parts:
            self.add_part(part)
        self.onwards = Label(_("Open from this record"), "label", "text2")
        self.openings = Openings(self._ws, self._editing, self.form.leave)
        self.openings.opened.connect(self.followed)
        self.openings.begun.connect(self.begun)
        for each in (self.onwards, self.openings):
            self.tab("form").body.addWidget(each)
        self.delete_button = Button(_("Delete the record"), "link", "trash-2")
        self.delete_button.clicked.connect(lambda: self.record and self.delete_asked.emit(self.record["id"]))
        self.tab("form").body.addLayout(row(self.delete_button, None))
        self.delete_button.setVisible(roles.makes_records(self._ws, self.kind.name))

    def add_part(self, part: Part) -> Fold:
        """One section with its fields."""
        kept = self._memory.get(f"fold {self.kind.name}")
        open_ = kept.get(part.key, part.open) if isinstance(kept, dict) else part.open
        fold = Fold(part.title, open_=bool(open_))
        for name in part.fields:
            box = self.form.box(name)
            if len(part.fields) == 1:
                box.hide_label()  # the section's title says it already
            fold.add(box)
        fold.folded.connect(lambda _folded: self._remember_folds())
        self.folds[part.key] = fold
        self.tab("form").body.addWidget(fold)
        return fold

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
            self.naming.show_record(record)
            self.tabs.set_count(LINKS, None)
            self.form.show_record(record, base)
            self.tab("form").verticalScrollBar().setValue(0)
        self.openings.show_record(record)
        self.onwards.setVisible(bool(self.openings.ways))
        self.name_record(record, place, of)
        remarked = record.get("state") == "returned" and bool(record.get("remarks"))
        self.tabs.set_count("history", 1 if remarked else None, owed=remarked)
        self.tabs.set_count("files", len(record.get("files") or ()) or None)
        self.judge()
        self.read_tab()

    def name_record(self, record: Mapping[str, Any], place: int, of: int) -> None:
        """Say in the head what the record is called, and which of how many it is."""
        number = str(record.get("code") or record.get("number") or "")
        title = Shown(self.kind, self.kind.title_field, record.get(self.kind.title_field), self._ws.profile)
        called = self.kind.called(self._ws.profile)
        self.show_record(number or called, title if record.get(self.kind.title_field) else _("Without a title"), place, of)
        if is_titled_by_key(self.kind):
            self._runner.run(lambda: references.names(self._ws, [record]), done=lambda words: self._name_in_words(record, words))

    def _name_in_words(self, record: Mapping[str, Any], words: Mapping[str, str]) -> None:
        if self.record is not None and self.record["id"] == record["id"] and words.get(record["id"]):
            self.title.say(words[record["id"]])

    def show_nothing(self) -> None:
        """There is no record to show."""
        self.form.leave()
        self.record = None

    def read_tab(self) -> None:
        """Read what the tab in sight shows of the record."""
        key = self.tabs.current()
        if self.record is None:
            return
        if key == "history":
            self.past.show_record(self.kind, self.record, self.form)
        elif key == LINKS:
            self.links.show_record(self.record)
        elif key == "files":
            self.files.show_record(self.record)
        elif key == "sheet":
            self.sheet.show_record(self.record)

    # --- judging -------------------------------------------------------------------------------------------------

    def judge(self) -> None:
        """Bring the summaries and the checks up to date with what is typed."""
        values = self.form.values()
        for part in self.parts:
            self.folds[part.key].summary.say(self.summary(part, values))
        found = sorted(findings(self.kind, values, self._ws.profile), key=lambda finding: _ORDER[finding.severity])
        self.show_checks([
            Check(f.sentence, f.severity == "good", None if f.severity == "good" else _("Write it"), f.field) for f in found
        ])  # fmt: skip

    def summary(self, part: Part, values: dict[str, Any]) -> Said:
        """One line for a section that is folded: what stands in it, or how much of it is filled."""
        if part.key == "measures":
            items = values.get("measures") or []
            done = sum(item.get("state") == "done" for item in items)
            return n_("{n} measure, {done} done", "{n} measures, {done} done", len(items), done=done)
        fields = [self.kind.fields[name] for name in part.fields]
        short = [field for field in fields if values.get(field.name) and field.type_name not in ("items", "people", "texts")]
        return Lines(tuple(Shown(self.kind, f.name, values[f.name], self._ws.profile) for f in short[:2] if not f.names_record), " · ")

    def go_to(self, name: str) -> None:
        """Open the section of a field and give it the focus."""
        self.tabs.choose("form")
        part = next((part for part in self.parts if name in part.fields), None)
        if part is None:
            return
        self.folds[part.key].set_open(True)
        box = self.form.box(name)
        if isinstance(box.editor, ItemCards):
            box.editor.open_first_gap()
        else:
            box.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._bring_into_sight(box))

    def _explain(self, name: str) -> None:
        """Say below a field what belongs there; a second time it goes."""
        box, said = self.form.box(name), self.kind.fields[name].help
        self._explained ^= {name}
        box.say_hint(said if name in self._explained else None)

    def _bring_into_sight(self, box: QWidget) -> None:
        self.tab("form").ensureWidgetVisible(box, 0, 40)

    def retranslate(self) -> None:
        self.form.retranslate()
        self.judge()


@dataclass(frozen=True, slots=True)
class Shown(Localised):
    """A field's value in the words of the language."""

    kind: Kind
    name: str
    value: Any
    profile: Any

    def text(self, language: str) -> str:
        return self.kind.fields[self.name].show(self.value, self.profile, language)

    __str__ = Localised.__str__
