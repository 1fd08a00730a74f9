"""Lists of records for scripts: chosen by field, unit and text, values as typed by people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qms_desktop.core.errors import FieldProblem, UserError
from qms_desktop.core.messages import _
from qms_desktop.models.catalogue import kind_named
from qms_desktop.models.kind import Kind
from qms_desktop.services.tables import understood
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading


def records(
    ws: Workspace, kind_name: str, *, where: Sequence[str] = (), search: str = "", unit: str | None = None,
    limit: int | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """The records of a kind; `where` are conditions `FIELD=VALUE`, an empty value finds empty fields."""
    kind = kind_named(kind_name)
    conditions = []
    units = {unit} if unit else set()
    ids: set[str] | None = None
    for condition in where:
        name, equals, text = condition.partition("=")
        if not equals:
            raise UserError(_("“{condition}” is not a condition.", condition=condition), _("Write it as FIELD=VALUE."))
        if name == "id":
            ids = {text} if ids is None else ids & {text}
        elif name == "unit":
            units.add(text)
        else:
            conditions.append((name, _value(ws, kind, name, text)))
    if len(units) > 1:
        return []
    chosen = tuple(ids) if ids is not None else None
    query = understood(ws, reading.Query(kind_name, tuple(conditions), search, next(iter(units), None), ids=chosen))
    found = reading_records(ws, query, limit)
    asked = {name for name, _wanted in conditions}.intersection(kind.conceals)
    return [record for record in found if not kind.is_concealed(record)] if asked else found  # nor told by asking


def _value(ws: Workspace, kind: Kind, name: str, text: str) -> Any:
    field = kind.fields.get(name)
    try:
        return field.parse(text, ws.profile) if field and text else None
    except FieldProblem as problem:
        raise UserError(
            _("Field “{name}” ({label}): {problem}", name=name, label=field.label, problem=problem.message)
        ) from problem


def reading_records(ws: Workspace, query: reading.Query, limit: int | None = None) -> list[dict[str, Any]]:
    with ws.store.reading() as tx:
        return reading.records(tx, query, limit=limit)
