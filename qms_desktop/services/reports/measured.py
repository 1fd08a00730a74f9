"""What was measured in a period: every indicator and objective with its last value, and how far it reached its target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qms_desktop.models.figures import achieved, reached
from qms_desktop.services.reports.numbers import decimal
from qms_desktop.services.reports.scope import Scope

_CARD = ("title", "measured_in", "formula", "direction", "target", "target_to", "weight", "actual", "measured_on", "period")


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator (or objective) of a unit; `actual` and `achieved` are None where nothing was measured.

    `achieved` is rounded, `reached` is not. `kind` and `id` name the record that says what is measured, `value_of` the measurement that the value is from.
    """

    kind: str
    id: str
    unit: str
    title: str
    process: str | None
    measured_in: str
    formula: str
    direction: str
    target: Decimal | None
    weight: Decimal
    actual: Decimal | None
    achieved: Decimal | None
    reached: bool | None
    period: str
    value_of: str | None = None

    @property
    def records(self) -> dict[str, tuple[str, ...]]:
        """The records behind the value."""
        if self.value_of is None or self.kind == "measurement":
            return {self.kind: (self.id,)}
        return {self.kind: (self.id,), "measurement": (self.value_of,)}


def behind(measured: Iterable[Measured]) -> dict[str, tuple[str, ...]]:
    """The records that say what was measured, by their kinds."""
    found: dict[str, dict[str, None]] = {}
    for each in measured:
        found.setdefault(each.kind, {})[each.id] = None
    return {kind: tuple(ids) for kind, ids in found.items()}


def indicators(scope: Scope) -> list[Measured]:
    """The indicators of the period: their cards, and what was measured without a card."""
    values = _values(scope)
    found = _of_cards(scope, "indicator", "process", values)
    known = {(each.unit, each.title.casefold()) for each in found}
    free = [row for rows in _latest(row for row in values if not row["indicator"] and not row["objective"]).values() for row in rows]
    for row in free:
        if (row["of_unit"] or row["unit"], (row["title"] or "").casefold()) not in known:
            found.append(_made("measurement", row, row, row["process"], row["of_unit"] or row["unit"]))
    return found


def objectives(scope: Scope) -> list[Measured]:
    """The objectives of the period, by whatever state they are in."""
    return _of_cards(scope, "objective", "process", _values(scope))


def _values(scope: Scope) -> list[Any]:
    names = ("title", "indicator", "objective", "process", "of_unit", "measured_on", "measured_in", "actual", "target",
             "target_to", "direction", "period")  # fmt: skip
    return scope.rows("measurement", names)


def _latest(values: Iterable[Any]) -> dict[str, list[Any]]:
    """Of each card and measured unit the value of the last day, by the card; what has no card by its title."""
    last: dict[tuple[str, str], Any] = {}
    for row in sorted(values, key=lambda each: (each["measured_on"] or "", each["id"])):
        if row["actual"] is not None:
            last[row["indicator"] or row["objective"] or (row["title"] or "").casefold(), row["of_unit"] or row["unit"]] = row
    found: dict[str, list[Any]] = {}
    for (card, _unit), row in last.items():
        found.setdefault(card, []).append(row)
    return found


def _of_cards(scope: Scope, kind: str, process: str, values: list[Any]) -> list[Measured]:
    by_card = _latest(row for row in values if row[kind])
    counted = set(scope.periods or ())
    found = []
    for card in scope.rows(kind, (*_CARD, process), every_period=True):
        own = by_card.get(card["id"], [])
        if counted and card["period"] and card["period"] not in counted and not own:
            continue
        if own:
            found += [_made(kind, card, row, card["process"], row["of_unit"] or card["unit"]) for row in own]
        else:
            found.append(_made(kind, card, None, card["process"], card["unit"]))
    return found


def _made(kind: str, card: Any, value: Any, process: str | None, unit: str) -> Measured:
    """`value` is the measurement that is taken; without one, what the card itself says was measured."""
    source = card if value is None else value
    target, direction = _first(source, card, "target"), _first(source, card, "direction")
    values = {"actual": source["actual"], "target": target, "target_to": _first(source, card, "target_to"), "direction": direction}
    return Measured(
        kind, card["id"], unit, card["title"] or "", process, card["measured_in"] or "", card.get("formula") or "",
        direction or "more", decimal(target), decimal(card.get("weight")) or Decimal(1), decimal(source["actual"]),
        decimal(achieved(values)), reached(values), source["period"] or card["period"] or "", None if value is None else value["id"],
    )  # fmt: skip


def _first(source: Any, card: Any, name: str) -> Any:
    """What the measurement says, else what the card says: the target as it was on that day."""
    own = source[name]
    return own if own is not None else card[name]
