"""Rows of the store for a table: the first page at once, further ones when they come into sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from qms_desktop.services import tables
from qms_desktop.services.tables import PAGE, Page
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.authoring import Base
from qms_desktop.store.reading import Query
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.table.model import RowModel

ToRow = Callable[[dict[str, Any]], dict[str, Any]]


class _Source:
    """What the table's model asks: rows that were read, and a promise for the others."""

    def __init__(self, first: Page, total: int, ask: Callable[[int, int], None], to_row: ToRow) -> None:
        self.first, self.total = first, total
        self._ask, self._to_row = ask, to_row
        self._asked: set[int] = set()

    def count(self) -> int:
        return self.total

    def fetch(self, offset: int, limit: int) -> list[dict[str, Any]] | None:
        if offset == 0:
            return [self._to_row(record) for record in self.first.rows[:limit]]
        if offset not in self._asked:
            self._asked.add(offset)
            self._ask(offset, limit)
        return None


class StoreRows(QObject):
    """Feeds a table's model with the records that a query finds, turned into rows by `to_row`.

    `show(query)` replaces what is shown; while typing only the latest query counts. `base` is what the person
    who looks at the table was shown: saves from it carry that.
    """

    def __init__(self, ws: Workspace, runner: Runner, model: RowModel, to_row: ToRow) -> None:
        super().__init__(model)
        self._ws, self._runner, self._model, self._to_row = ws, runner, model, to_row
        self._query: Query | None = None
        self._shown: Query | None = None
        self._asked = 0
        self.records: list[dict[str, Any]] = []
        """The first page as it was read."""
        self.base = Base(0)
        self.on_shown: Callable[[int], None] | None = None

    def show(self, query: Query) -> None:
        """Show what the query finds: its first page as soon as it is read, its length right after."""
        self._asked += 1
        number = self._asked
        self._query = query

        def work() -> tuple[Page, int]:
            if number != self._asked:
                return Page([], 0), -1
            page = tables.page(self._ws, query)
            total = len(page.rows) if len(page.rows) < PAGE else tables.count(self._ws, query)
            return page, total

        self._runner.run(work, done=lambda result: self._take(number, query, *result))

    def refresh(self) -> None:
        """Read the same query again; the place in the table stays."""
        if self._query is not None:
            self.show(self._query)

    def _take(self, number: int, query: Query, page: Page, total: int) -> None:
        if number != self._asked or total < 0:
            return
        self.base = Base(page.position)
        self.records = page.rows
        source = _Source(page, total, lambda offset, limit: self._fetch(number, offset, limit), self._to_row)
        if query == self._shown:
            self._model.replace_source(source)
        else:
            self._model.show_source(source)
        self._shown = query
        if self.on_shown is not None:
            self.on_shown(total)

    def _fetch(self, number: int, offset: int, limit: int) -> None:
        query = self._query
        if query is None:
            return

        def delivered(page: Page) -> None:
            if number == self._asked:
                self._model.deliver(offset, [self._to_row(record) for record in page.rows])

        self._runner.run(lambda: tables.page(self._ws, query, offset, limit), done=delivered)
