"""Rows of the store for a table: the first page at once, further ones when they come into sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer

from qms_desktop.services import tables
from qms_desktop.services.tables import PAGE, Page
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.authoring import Base
from qms_desktop.store.reading import Query
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.table.model import RowModel

RECORD = "_record"
"""Where a row keeps the record that it shows."""

ToRow = Callable[[dict[str, Any]], dict[str, Any]]

Dress = Callable[[Workspace, list[dict[str, Any]]], dict[str, str]]
"""What rows call the records that they name: titles by ids. It is asked on the worker."""

COUNTED_AFTER = 250
"""ms of rest after which a long list is counted: while one types, the next letter's rows come first."""

FIRST = 40
"""More rows than a window shows: so many are read while one types."""


class _Source:
    """What the table's model asks: rows that were read, and a promise for the others."""

    def __init__(self, first: Page, total: int, ask: Callable[[int, int], None], to_row: ToRow) -> None:
        self.first, self.total = first, total
        self._ask, self._to_row = ask, to_row
        self._asked: set[int] = set()
        self._made: list[dict[str, Any]] = []

    def count(self) -> int:
        return self.total

    def fetch(self, offset: int, limit: int) -> list[dict[str, Any]] | None:
        if offset == 0:
            if not self._made:  # each row once, though the model asks again when the list was counted
                self._made = [self._to_row(record) for record in self.first.rows[:limit]]
            return self._made
        if offset not in self._asked:
            self._asked.add(offset)
            self._ask(offset, limit)
        return None

    def forget(self) -> None:
        """The first page holds other records now."""
        self._made = []

    def came(self, offset: int) -> None:
        """A page was delivered; the model may let it go and ask for it again."""
        self._asked.discard(offset)


class StoreRows(QObject):
    """Feeds a table's model with the records that a query finds, turned into rows by `to_row`.

    `show(query)` replaces what is shown; while typing only the latest query counts. `base` is what the person
    who looks at the table was shown: saves from it carry that. `on_shown(total)` is called when rows stand, and
    again when a long list has been counted.
    """

    def __init__(
        self, ws: Workspace, runner: Runner, model: RowModel, to_row: ToRow, dress: Dress | None = None
    ) -> None:
        super().__init__(model)
        self._ws, self._runner, self._model, self._to_row, self._dress = ws, runner, model, to_row, dress
        self.names: dict[str, str] = {}
        """What the records are called that the rows read so far name."""
        self._query: Query | None = None
        self._shown: Query | None = None
        self._source: _Source | None = None
        self._asked = 0
        self.records: list[dict[str, Any]] = []
        """The first page as it was read."""
        self.base = Base(0)
        self.on_shown: Callable[[int], None] | None = None
        self._rest = QTimer(self, singleShot=True, interval=COUNTED_AFTER)
        self._rest.timeout.connect(self._count)

    def show(self, query: Query, *, typing: bool = False) -> None:
        """Show what the query finds: its first page as soon as it is read, its length after a rest.

        While one types, the first page is only what the window shows, and the rest of it comes with the length.
        """
        self._asked += 1
        number = self._asked
        self._query = query
        self._rest.stop()
        limit = FIRST if typing and query != self._shown else PAGE

        def work() -> Page | None:
            return self._page(query, limit=limit) if number == self._asked else None

        self._runner.run(work, done=lambda page: self._take(number, query, page, limit))

    def _page(self, query: Query, offset: int = 0, limit: int = PAGE) -> Page:
        """A page with what its rows call others; runs on the worker."""
        page = tables.page(self._ws, query, offset, limit)
        if self._dress is not None and page.rows:
            self.names = self.names | self._dress(self._ws, page.rows)
        return page

    def refresh(self) -> None:
        """Read the same query again; the place in the table stays."""
        if self._query is not None:
            self.show(self._query)

    def renew(self, ids: Iterable[str]) -> None:
        """Read some of the records shown again and leave them where they stand, whatever the order says."""
        query = self._query
        wanted = tuple(record_id for record_id in ids if self._model.find(record_id) is not None)
        if query is None or not wanted:
            return
        number = self._asked

        def renewed(page: Page) -> None:
            if number != self._asked:
                return
            if len(page.rows) < len(wanted):
                self.refresh()
                return
            fresh = {record["id"]: record for record in page.rows}
            self.records[:] = [fresh.get(record["id"], record) for record in self.records]
            if self._source is not None:
                self._source.forget()
            for record in page.rows:
                self._model.put(self._to_row(record))

        self._runner.run(lambda: self._page(replace(Query(query.kind), ids=wanted)), done=renewed)

    def _take(self, number: int, query: Query, page: Page | None, limit: int) -> None:
        if number != self._asked or page is None:
            return
        again = query == self._shown
        whole = len(page.rows) < limit
        total = len(page.rows) if whole or not again else max(self._model.record_count(), len(page.rows))
        self.base = Base(page.position)
        self.records = page.rows
        self._source = _Source(page, total, lambda offset, limit: self._fetch(number, offset, limit), self._to_row)
        if again:
            self._model.replace_source(self._source)
        else:
            self._model.show_source(self._source)
        self._shown = query
        if self.on_shown is not None:
            self.on_shown(total)
        if not whole:
            self._rest.start()

    def _count(self) -> None:
        number, query, source = self._asked, self._query, self._source
        if query is None or source is None:
            return

        def work() -> tuple[Page | None, int]:
            page = self._page(query) if len(source.first.rows) < PAGE else None
            return page, tables.count(self._ws, query)

        def counted(found: tuple[Page | None, int]) -> None:
            page, total = found
            if number != self._asked or (page is None and total == source.total):
                return
            if page is not None:
                source.first, self.records, self.base = page, page.rows, Base(page.position)
                source.forget()
            source.total = total
            self._model.refresh()
            if self.on_shown is not None:
                self.on_shown(total)

        self._runner.run(work, done=counted)

    def _fetch(self, number: int, offset: int, limit: int) -> None:
        query, source = self._query, self._source
        if query is None:
            return

        def delivered(page: Page) -> None:
            if number == self._asked and source is not None:
                source.came(offset)
                self._model.deliver(offset, [self._to_row(record) for record in page.rows])

        self._runner.run(lambda: self._page(query, offset, limit), done=delivered)
