"""Long lists for the window: the first page at once, the rest as it comes into sight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from qms_desktop.core.synonyms import other_words
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.reading import Query

PAGE = 200


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a list from an offset on; `position` is what whoever looks at them was shown (see `Base`)."""

    rows: list[dict[str, Any]]
    position: int


def understood(ws: Workspace, query: Query) -> Query:
    """The query that finds what it looks for by every word that the institution has for it."""
    return replace(query, also=other_words(ws.profile, query.search)) if query.search else query


def page(ws: Workspace, query: Query, offset: int = 0, limit: int = PAGE) -> Page:
    """A page of the records that a query finds."""
    with ws.store.reading() as tx:
        position = tx.position()
        return Page(reading.records(tx, understood(ws, query), limit=limit, offset=offset), position)


def count(ws: Workspace, query: Query) -> int:
    """How many records a query finds."""
    with ws.store.reading() as tx:
        return reading.count(tx, understood(ws, query))


def place(ws: Workspace, query: Query, record_id: str) -> int | None:
    """Where a record stands in what a query finds, from 0; None if it is not among it."""
    with ws.store.reading() as tx:
        rows = {tx.row_of(key) for key in reading.keys_of(tx, record_id) if key.kind == query.kind}
        return next((at for at, row in enumerate(reading.rows(tx, understood(ws, query))) if row in rows), None)
