"""Where the rows of a table come from."""

from __future__ import annotations

from typing import Any, Protocol

Row = dict[str, Any]
Patch = tuple[Any, dict[str, Any]]  # the row's id (None for a new row), and its new values


class RowSource(Protocol):
    """Rows in pages. A row has `id`, a value for each column's key, perhaps `_marks` and `_heading`.

    A source that asks another thread answers None and gives the rows to `RowModel.deliver` when they come.
    """

    def count(self) -> int: ...

    def fetch(self, offset: int, limit: int) -> list[Row] | None: ...


class ListSource:
    """Rows that are all in memory: small tables inside forms."""

    def __init__(self, rows: list[Row] | None = None) -> None:
        self.rows: list[Row] = list(rows or [])

    def count(self) -> int:
        return len(self.rows)

    def fetch(self, offset: int, limit: int) -> list[Row]:
        return self.rows[offset : offset + limit]
