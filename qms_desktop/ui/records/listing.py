"""A tab whose records are edited in a table like Excel's: filter, order, and what the panel shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.models.kind import Kind
from qms_desktop.services import roles, tables
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.reading import Query
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.filters import FilterRow, Toggle
from qms_desktop.ui.components.layout import column
from qms_desktop.ui.components.notice_area import NoticeArea
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.memory import Memory
from qms_desktop.ui.records.editing import Editing, touches
from qms_desktop.ui.records.rows import RECORD, Dress, StoreRows
from qms_desktop.ui.records.saving import Saving
from qms_desktop.ui.records.scope import Scope
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.table.columns import Column
from qms_desktop.ui.table.extras import BatchBar, ColumnsButton, TotalsLine
from qms_desktop.ui.table.source import ListSource, Patch
from qms_desktop.ui.table.view import Sheet
from qms_desktop.ui.theme.fonts import px

ToRow = Callable[[Mapping[str, Any]], dict[str, Any]]


class RecordsTab(QWidget):
    """The records of a kind within a scope, in an editable table.

    `chosen(id)` fires when another row becomes current or was read again, `opened(id, field)` asks for the panel.
    What is saved, and what can be taken back, `saving` tells. `dress` reads for the rows what else they show.
    """

    orders: Mapping[str, str] = {}
    """What the store sorts by for each column that can be sorted, where it is not called so itself."""
    opening: Mapping[str, str] = {}
    """The cells that are not typed in: a double click on them asks for the panel, at that field."""

    chosen = Signal(object)
    opened = Signal(object, str)

    def __init__(
        self, ws: Workspace, runner: Runner, editing: Editing, kind: Kind, columns: list[Column], to_row: ToRow,
        toggles: list[Toggle], invite: Localised | None, put_away: set[str], empty: EmptyState, *further: QWidget,
        order: str = "", dress: Dress | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._ws, self._runner, self._editing, self.kind = ws, runner, editing, kind
        self._to_row = to_row
        self._invite = invite if roles.makes_records(ws, kind.name) else None
        self._put_away = set(put_away)
        self.scope = Scope(ws.unit, None)
        self.order = self._first_order = order
        self.conditions: tuple[tuple[str, Any], ...] = ()
        """What else narrows the list: the cell of the matrix that was clicked."""
        self._wanted: str | None = None
        self._made: tuple[str, int] | None = None
        self.sheet = Sheet(ListSource(), columns, self._invite)
        self.sheet.setAccessibleName(str(kind.plural))
        self.rows = StoreRows(ws, runner, self.sheet.rows, self._row, dress)
        self.rows.on_shown = self._take_shown
        self.notices = NoticeArea()
        self.saving = Saving(ws, runner, editing, kind, self.sheet, self.notices, self._new_values)
        self.columns = ColumnsButton(self.sheet)
        self.filters = FilterRow(_("Filter"), toggles, *further, self.columns)
        self.line = TotalsLine()
        self.delete_button = Button(_("Delete"), "inline", "trash-2")
        self.batch = BatchBar(*([self.delete_button] if self._invite is not None else []))
        self.empty = empty
        self.setLayout(column(self.filters, self.notices, self.sheet, self.empty, self.line, self.batch, gap=10))
        for place in (2, 3):
            self.layout().setStretch(place, 1)
        self.empty.hide()
        self._recall()
        self._connect()

    def _connect(self) -> None:
        sheet = self.sheet
        sheet.rows.edited.connect(self._edited)
        sheet.row_chosen.connect(self.chosen)
        sheet.sort_asked.connect(self._sort)
        sheet.undo_asked.connect(self._undo)
        sheet.redo_asked.connect(self._editing.redo)
        sheet.selection_said.connect(self._say_selection)
        sheet.doubleClicked.connect(self._double_clicked)
        sheet.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        sheet.customContextMenuRequested.connect(self._menu)
        self.saving.made.connect(self._take_made)
        self.saving.lost.connect(self.show_list)
        self.filters.filtered.connect(lambda _text, _key: self.show_list(typing=self._wanted is None))
        self.columns.columns_changed.connect(self.remember)
        self.delete_button.clicked.connect(self.delete_selected)
        self.batch.let_go.connect(lambda: sheet.choose_row(max(sheet.currentIndex().row(), 0)))
        if self._invite is not None:
            delete = QShortcut(QKeySequence("Ctrl+-"), sheet)
            delete.setContext(Qt.ShortcutContext.WidgetShortcut)
            delete.activated.connect(self.delete_selected)

    # --- what is shown -------------------------------------------------------------------------------------------

    def show_scope(self, scope: Scope) -> None:
        """Show the records of another unit or period."""
        self.take_scope(scope)
        self.show_list()

    def take_scope(self, scope: Scope) -> None:
        """From now on be about another unit or period; the list is read next."""
        self.saving.flush()
        self.scope = scope
        self.sheet.rows.invite = self._invite if self.may_add() else None
        self._put_columns_away()

    def may_add(self) -> bool:
        """Whether a row may be begun here: a department's in its own records, the office's in those of a unit."""
        below = self._ws.role == "department" and self.scope.unit != self._ws.unit
        return self._invite is not None and not below and (not self._ws.is_office or self.scope.unit is not None)

    def _put_columns_away(self) -> None:
        several = self.scope.unit is None and self._ws.role != "department"
        self.sheet.put_away(self._put_away - {"unit"} if several else self._put_away | {"unit"})

    def base_query(self) -> Query:
        """What the counts of the toggle buttons are taken from."""
        return self.scope.query(self.kind.name, search=self.filters.text(), where=self.conditions)

    def query(self) -> Query:
        """What the table shows."""
        return replace(self.base_query(), order=self.order)

    def show_list(self, *, typing: bool = False) -> None:
        self.rows.show(self.query(), typing=typing)
        self.renew_figures()

    def refresh(self, changes: Any = None) -> None:
        """Show what an operation changed; rows that were saved from here stay where they are."""
        if not touches(changes, self.kind.name, "unit", "process"):
            return
        if changes is not None and changes.ids <= self.saving.own and self._wanted is None:
            self.rows.renew(changes.ids)
        else:
            self.rows.show(self.query())
        self.saving.own.clear()
        self.renew_figures()

    def narrow(self, conditions: tuple[tuple[str, Any], ...]) -> None:
        """Show only records with these values."""
        self.conditions = conditions
        self.show_list()

    def is_narrowed(self) -> bool:
        return bool(self.filters.text() or self.conditions)

    def _row(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """The row of a record, with what was typed in it and waits."""
        waiting = self.saving.pending.waiting(record["id"])
        if not waiting:
            return self._to_row(record)
        values = {**record, **waiting}
        return self._to_row(values | self.kind.compute(values, self._ws.profile)) | {RECORD: dict(record)}

    def _take_shown(self, total: int) -> None:
        self.saving.show(self.rows.base)
        self.sheet.rows.row(0)  # the first page is there to be looked through
        nothing = total == 0 and not self.is_narrowed()
        self.empty.setVisible(nothing)
        self.sheet.setMaximumHeight(px(96) if nothing else 16777215)
        wanted, self._wanted = self._wanted, None
        if self._made is not None:
            self._after_made(*self._made)
        elif wanted is not None:
            self._go_to(wanted)
        elif not self.sheet.currentIndex().isValid() and self.sheet.rows.record_count():
            self.sheet.choose_row(0)
        else:
            self.chosen.emit(self.sheet.current_id())
        self.tell_figures()

    # --- going to records ----------------------------------------------------------------------------------------

    def record(self, record_id: str) -> dict[str, Any] | None:
        """A record as the table shows it, with what is typed in its row; None where it is not among the rows read."""
        at = self.sheet.rows.find(record_id)
        row = self.sheet.rows.row(at) if at is not None else None
        if not row:
            return None
        values = {**row[RECORD], **self.saving.pending.waiting(record_id)}
        return values | self.kind.compute(values, self._ws.profile)

    def place(self, record_id: str) -> tuple[int, int]:
        """Which of how many a record is, from 1; 0 where it is not among the rows read."""
        at = self.sheet.rows.find(record_id)
        return (at + 1 if at is not None else 0), self.sheet.rows.record_count()

    def step(self, by: int) -> None:
        at = self.sheet.currentIndex().row() + by
        if 0 <= at < self.sheet.rows.record_count():
            self.sheet.choose_row(at)

    def open_record(self, record_id: str) -> None:
        """Read the list again and make a record current, taking filters off that hide it."""
        self._wanted = record_id
        self.conditions = ()
        if self.is_narrowed():
            self.filters.clear()
        else:
            self.show_list()

    def _go_to(self, record_id: str) -> None:
        at = self.sheet.rows.find(record_id)
        if at is not None:
            self._choose(at)
            return
        query = self.query()

        def found(place: int | None) -> None:
            if place is not None and place < self.sheet.rows.record_count():
                self._choose(place)

        self._runner.run(lambda: tables.place(self._ws, query, record_id), done=found)

    def _choose(self, at: int) -> None:
        same = at == self.sheet.currentIndex().row()
        self.sheet.choose_row(at)
        if same:
            self.chosen.emit(self.sheet.current_id())

    def _sort(self, key: str, descending: bool) -> None:
        self.saving.flush()
        order = self.orders.get(key, key)
        self.order = f"-{order}" if descending else order
        self.show_list()

    # --- figures -------------------------------------------------------------------------------------------------

    def renew_figures(self) -> None:
        """Read anew what is said of the list as a whole, beside what the table shows."""

    def tell_figures(self) -> None:
        """Say below the table what is known of the list as a whole."""
        self.line.say(n_("{n} row", "{n} rows", self.sheet.rows.record_count()))

    def retranslate(self) -> None:
        self.tell_figures()

    def _say_selection(self, count: int) -> None:
        many = count > 1
        self.line.setVisible(not many)
        self.batch.say(n_("{n} row is selected", "{n} rows are selected", count) if many else None)

    # --- typing --------------------------------------------------------------------------------------------------

    def _edited(self, batch: list[Patch]) -> None:
        """Show at once what follows from a cell: the product, the level."""
        self.notices.clear()
        at = self.sheet.rows.find(batch[0][0]) if len(batch) == 1 and batch[0][0] is not None else None
        row = self.sheet.rows.row(at) if at is not None else None
        if row is not None:
            self.sheet.rows.put(self._row(row[RECORD]))
            if batch[0][0] == self.sheet.current_id():
                self.chosen.emit(batch[0][0])

    def _undo(self) -> None:
        self.saving.flush()
        self._editing.undo()

    def _new_values(self) -> dict[str, Any]:
        """What a new record has from the scope that it is made in."""
        unit = {"unit": self.scope.unit} if self._ws.is_office and self.scope.unit else {}
        return unit | ({"period": self.scope.period} if self.scope.period else {})

    def _take_made(self, record_id: str, column: int) -> None:
        """A row was begun in the last line: it stays there, whatever was filtered or sorted before."""
        self._made = (record_id, column)
        if self.order != self._first_order:
            self.order = self._first_order
            self.sheet.horizontalHeader().setSortIndicatorShown(False)
        if self.is_narrowed():
            self.conditions = ()
            self.filters.clear()

    def _after_made(self, record_id: str, came_from: int) -> None:
        """After Enter the cursor goes on to the next new row, after Tab it stays in the one that was begun."""
        at = self.sheet.rows.find(record_id)
        if at is None:
            if len(self.rows.records) == self.sheet.rows.record_count():
                return  # the list was read before the record was there; it is read again
            self._made = None
            self._go_to(record_id)
            return
        self._made = None
        index = self.sheet.currentIndex()
        entered = index.column() == came_from and index.row() in (at, self.sheet.rows.record_count())
        if entered and at == self.sheet.rows.record_count() - 1 and self.sheet.rows.invite is not None:
            self.sheet.setCurrentIndex(self.sheet.rows.index(at + 1, came_from))
        elif index.row() != at:
            self._choose(at)
        self.sheet.scrollTo(self.sheet.currentIndex())
        self.chosen.emit(record_id)

    # --- new, delete, menu ---------------------------------------------------------------------------------------

    def new_record(self) -> None:
        """Go to the row that invites and begin to write."""
        if not self.may_add():
            if self._ws.is_office:
                self.notices.say(_("Choose a unit first: a new row belongs to one."))
            return
        self.saving.flush()
        name = self.kind.title_field
        title = next(place for place, column in enumerate(self.sheet.rows.columns) if column.key == name)
        index = self.sheet.rows.index(self.sheet.rows.record_count(), title)
        self.sheet.scrollToBottom()
        self.sheet.setFocus()
        self.sheet.setCurrentIndex(index)
        self.sheet.edit(index, Sheet.EditTrigger.EditKeyPressed, None)

    def delete_selected(self) -> None:
        """Delete the records of the selected rows; the focus stays in the place."""
        ids = self.sheet.selected_ids() or [i for i in (self.sheet.current_id(),) if i is not None]
        if ids and self._invite is not None:
            self.saving.delete(ids)

    def _menu(self, place: QPoint) -> None:
        index = self.sheet.indexAt(place)
        if not index.isValid() or self.sheet.rows.is_invite(index.row()):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(f"{_('Open the form')}\tF4", lambda: self.opened.emit(self.sheet.current_id(), ""))
        menu.addSeparator()
        edits = ((_("Copy"), "Ctrl+C", Qt.Key.Key_C), (_("Paste"), "Ctrl+V", Qt.Key.Key_V),
                 (_("Fill down"), "Ctrl+D", Qt.Key.Key_D))  # fmt: skip
        for said, keys, key in edits if self._invite is not None else edits[:1]:
            menu.addAction(f"{said}\t{keys}", lambda key=key: self.sheet.command(key))
        if self._invite is not None:
            menu.addSeparator()
            menu.addAction(f"{_('Delete the row')}\tCtrl+-", self.delete_selected)
        menu.popup(self.sheet.viewport().mapToGlobal(place))

    def _double_clicked(self, index: Any) -> None:
        key = self.sheet.rows.columns[index.column()].key
        if key in self.opening and self.sheet.current_id() is not None:
            self.opened.emit(self.sheet.current_id(), self.opening[key])

    # --- what the person arranged --------------------------------------------------------------------------------

    def remember(self) -> None:
        """Keep the columns and their widths for the next time."""
        kept = self.sheet.remembered()
        self._put_away = set(kept["hidden"]) - {"unit"}
        arranged = {"hidden": sorted(self._put_away), "widths": kept["widths"]}
        if arranged != self._arranged:
            self._arranged = Memory()[f"columns {self.kind.name}"] = arranged

    def _recall(self) -> None:
        kept = Memory().get(f"columns {self.kind.name}")
        if isinstance(kept, dict) and isinstance(kept.get("hidden"), list) and isinstance(kept.get("widths"), dict):
            self._put_away = {key for key in kept["hidden"] if isinstance(key, str)}
            self.sheet.recall(kept)
        self._arranged = {"hidden": sorted(self._put_away), "widths": self.sheet.remembered()["widths"]}
        self._put_columns_away()
