"""Lists of records for scripts: chosen by field, unit and text, values as typed by people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.models.catalogue import kind_named
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading


def records(
    ws: Workspace, kind_name: str, *, where: Sequence[str] = (), search: str = "", unit: str | None = None,
    limit: int | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """The records of a kind; `where` are conditions `FIELD=VALUE`, an empty value finds empty fields."""
    kind = kind_named(kind_name)
    conditions = []
    for condition in where:
        name, equals, text = condition.partition("=")
        if not equals:
            raise UserError(_("“{condition}” is not a condition.", condition=condition), _("Write it as FIELD=VALUE."))
        if name == "id":
            return [r for r in reading_records(ws, reading.Query(kind_name, ids=(text,), unit=unit)) if r["id"] == text]
        field = kind.fields.get(name)
        value = field.parse(text, ws.profile) if field and text else None
        conditions.append((name, value))
    return reading_records(ws, reading.Query(kind_name, tuple(conditions), search, unit), limit)


def reading_records(ws: Workspace, query: reading.Query, limit: int | None = None) -> list[dict[str, Any]]:
    with ws.store.reading() as tx:
        return reading.records(tx, query, limit=limit)
