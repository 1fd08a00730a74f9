"""The list of the records of one kind on a page of its chapter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from qms_desktop.core.messages import _, n_
from qms_desktop.models.kind import Kind
from qms_desktop.services import founding, openings, references
from qms_desktop.services.locks import lock_of
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.reading import Query
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.pages.records import layout
from qms_desktop.ui.pages.records.chapters import BY_PROGRAM, Chapter
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.records.listing import RecordsTab
from qms_desktop.ui.records.scope import Scope, ScopeBar
from qms_desktop.ui.records.states import axis_of
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.table.columns import Room
from qms_desktop.ui.theme.fonts import sized

NEWEST = "-row"
"""The latest record first: what a person entered stands where he looks."""


def _empty(ws: Workspace, editing: Editing, kind: Kind, chapter: Chapter, *, may_begin: bool) -> EmptyState:
    """What is said where there is no record; what the founding document names is entered by one button.

    The sentence of the chapter speaks of its first kind; the others say their own name and how one begins.
    """
    label = _("Enter what the founding document names") if founding.is_named(ws, kind.name) else None
    said, further = chapter.sentence, chapter.example
    if kind.name != chapter.kinds[0]:
        said = _("{kinds}: nothing is written yet.", kinds=kind.plural)
        further = _("Begin with “New record”, or write into the row above.") if may_begin else _(
            "These records are not written here: they come from other pages or from the QA office.")  # fmt: skip
    made = EmptyState(chapter.icon, said, further, label, "book-open")
    if label is not None:
        made.acted.connect(lambda: editing.act(lambda: founding.lay_out(ws, kind.name), label))
    return made


class KindTab(RecordsTab):
    """The records of a kind: narrowed by their state, their unit, their period and what is typed."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, kind: Kind, chapter: Chapter) -> None:
        self.may_begin = kind.name not in BY_PROGRAM and openings.may_begin(ws, kind)
        columns, put_away = layout.columns(kind, ws.profile, ws.role)
        title = next(column for column in columns if column.key == kind.title_field)
        invite = _("Write the next one here, or paste (Ctrl+V)") if self.may_begin and title.editable else None
        self.opening = {column.key: column.key for column in columns if not column.editable}
        axis = axis_of(kind)
        states = kind.fields[axis].choices(ws.profile) if axis else None
        self.states = ChoiceBox(states or {}, _("all"), prefix=_("State"))
        sized(self.states, "setMaximumWidth", 180)
        self.scope_bar = ScopeBar(ws, now=False, with_period="period" in kind.fields)
        self.scope_bar.changed.connect(lambda: self.show_scope(self.scope_bar.scope()))
        if not states:
            self.states.hide()
        empty = _empty(ws, editing, kind, chapter, may_begin=self.may_begin)
        super().__init__(
            ws, runner, editing, kind, columns, self._shape, [], invite, put_away, empty,
            self.states, self.scope_bar, order=NEWEST, dress=references.names,
        )  # fmt: skip
        self._axis = axis
        self.states.chosen.connect(lambda _key: self.show_list())

    def _shape(self, record: Any) -> dict[str, Any]:
        return layout.row_of(self.kind, record, self._ws.profile, self.rows.names, dt.date.today(),
                             lock_of(self._ws, self.kind, record))  # fmt: skip

    def base_query(self) -> Query:
        state = ((self._axis, self.states.key()),) if self.states.key() else ()
        found = self.scope.query(self.kind.name, search=self.filters.text(), where=(*self.conditions, *state))
        own = self._ws.role == "department" and self.scope.unit == self._ws.unit
        # What the office published stands beside the department's own; a dean's office chooses between it and those below.
        return replace(found, unit=None) if own and self.kind.published and not self.scope_bar.has_units() else found

    def is_narrowed(self) -> bool:
        own = self._ws.unit if self._ws.role == "department" else None
        return super().is_narrowed() or self.states.key() is not None or self.scope != Scope(own, None)

    def open_one(self, record_id: str, unit: str) -> None:
        """Make a record of a unit current, whatever narrows the list now."""
        self.states.set_key(None)
        self.scope_bar.clear()
        if self._ws.role == "department" and unit != self._ws.unit and self.scope_bar.has_units():
            self.scope_bar.unit.set_key(unit)
        self.take_scope(self.scope_bar.scope())
        self.open_record(record_id)

    def may_add(self) -> bool:
        """A row is begun here where it is clear whose the record will be."""
        if self._ws.role == "department":
            return self._invite is not None and self.scope.unit == self._ws.unit
        return self._invite is not None and (not self.asks_unit() or self.scope.unit is not None)

    def asks_unit(self) -> bool:
        """Whether a new record may be of one unit or another: of the QA office's own kinds and what is for all it is not."""
        kind = self.kind
        own = kind.fields[kind.title_field].owner == "office"
        return self._ws.role != "department" and not kind.published and not own and "of_unit" not in kind.home

    def new_values(self) -> dict[str, Any]:
        """What a new record has from the scope that it is begun in."""
        return {"period": self.scope.period} if self.scope.period else {}

    def set_room(self, room: Room) -> None:
        """Where there is little room the choice of unit and period waits until the panel is closed, unless it narrows."""
        self.sheet.set_room(room)
        own = self._ws.unit if self._ws.role == "department" else None
        self.scope_bar.setVisible(room != "narrow" or self.scope_bar.scope() != Scope(own, None))

    def tell_figures(self) -> None:
        self.line.say(n_("{n} record", "{n} records", self.sheet.rows.record_count()))
