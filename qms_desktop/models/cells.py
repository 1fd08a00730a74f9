"""Between a record's values and the journal's cells: pairs in one cell, items spread over cells of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qms_desktop.core.fields import Field, ItemsField
from qms_desktop.models.kind import Kind

ORDER_STEP = 1024


def values_of(kind: Kind, shown: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The record's values from the cells shown by the fold, and the names of fields whose type refuses its cell.

    Such a field is left empty: the fold never fails, and the finding is shown.
    """
    values: dict[str, Any] = dict.fromkeys(kind.stored_fields)
    refused: list[str] = []
    items: dict[str, dict[str, dict[str, Any]]] = {}  # the parts of items, by list and item
    cells, lists = kind.cells, kind.item_lists
    for cell, value in shown.items():
        if cell not in cells:
            _keep_part(items, cell, value)
        elif value is not None and cell not in lists:
            for field in cells[cell]:
                part = value if field.part is None else part_of(field, value)
                if part is None or field.accepts(part):
                    values[field.name] = part
                else:
                    refused.append(field.name)
    for name, field in lists.items():
        values[name], bad = _in_order(field, items[name]) if name in items else ([], [])
        refused += bad
    return values, sorted(refused)


def _keep_part(items: dict[str, dict[str, dict[str, Any]]], cell: str, value: Any) -> None:
    parts = cell.split("/")
    if len(parts) == 3:
        items.setdefault(parts[0], {}).setdefault(parts[1], {})[parts[2]] = value


def part_of(field: Field, value: Any) -> Any:
    """A field's own value out of its cell's value."""
    if field.part is None or value is None:
        return value
    return value.get(field.part) if isinstance(value, dict) else value


def items_of(field: ItemsField, shown: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """The items of a list in their order, from cells `list/item/part`; and the names of what its type refuses."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for cell, value in shown.items():
        _keep_part(found, cell, value)
    return _in_order(field, found.get(field.name, {}))


def _in_order(field: ItemsField, found: Mapping[str, dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    refused = []
    items = []
    for item_id, parts in sorted(found.items(), key=lambda entry: (_order(entry[1]), entry[0])):
        item: dict[str, Any] = {"id": item_id}
        for name, item_field in field.item_fields.items():
            value = parts.get(name)
            if value is not None and not item_field.accepts(value):
                refused.append(f"{field.name}/{item_id}/{name}")
                value = None
            item[name] = value
        items.append(item)
    return items, refused


def _order(parts: dict[str, Any]) -> int:
    order = parts.get("order")
    return order if isinstance(order, int) and not isinstance(order, bool) else 0


def changed_cells(
    kind: Kind, before: Mapping[str, Any], values: Mapping[str, Any], new_item_id: Iterator[str]
) -> dict[str, Any]:
    """The cells that a save must set so that the record shows `values` (only the fields named there).

    `before` is what the cells showed to the author; what is equal to it is not set again. A list is given whole:
    its items match those there by id, else by text; those left out are deleted.
    """
    cells: dict[str, Any] = {}
    for cell, fields in kind.cells.items():
        given = [field for field in fields if field.name in values]
        if not given:
            continue
        if isinstance(fields[0], ItemsField):
            cells.update(_changed_items(fields[0], before, values[fields[0].name] or [], new_item_id))
            continue
        if fields[0].part is None:
            value = values[fields[0].name]
        else:
            parts = {f.part: values.get(f.name, part_of(f, before.get(cell))) for f in fields}
            value = parts if any(part is not None for part in parts.values()) else None
        if not _same(before.get(cell), value):
            cells[cell] = value
    return cells


def _same(left: Any, right: Any) -> bool:
    """Equal as journalled: 1 is not true."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(_same, left, right))
    return left == right


def _changed_items(
    field: ItemsField, before: Mapping[str, Any], given: list[dict[str, Any]], new_item_id: Iterator[str]
) -> dict[str, Any]:
    present, _refused = items_of(field, before)
    by_id = {item["id"]: item for item in present}
    by_text = {item[field.main]: item["id"] for item in reversed(present)}
    cells: dict[str, Any] = {}
    kept: set[str] = set()
    last = 0
    for item in given:
        item_id = item.get("id") or by_text.get(item.get(field.main))
        if item_id is None or item_id in kept:
            item_id = next(new_item_id)
        kept.add(item_id)
        known = by_id.get(item_id, {})
        prefix = f"{field.name}/{item_id}/"
        for name in field.item_fields:
            if name in item and item[name] != known.get(name):
                cells[prefix + name] = item[name]
        order = before.get(prefix + "order")
        if not isinstance(order, int) or order <= last:
            order = last + ORDER_STEP
            cells[prefix + "order"] = order
        last = order
    for item_id in by_id.keys() - kept:
        cells[f"{field.name}/{item_id}/deleted"] = True
    return cells
