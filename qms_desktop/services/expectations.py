"""What the QA office expects of every unit: the forms of the period that it opened, and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from msgspec import Struct

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.units import UnitInfo
from qms_desktop.store import reading
from qms_desktop.store.transaction import Transaction

USUAL = ("process", "risk", "checklist_item", "document")
"""The kinds whose forms are expected of every unit while no period is open, in the order of Home."""


class Expected(Struct, frozen=True):
    """A form that a unit is to hand over, the kind of its records, and the last day; None where there is none."""

    form: str
    kind: str
    due: dt.date | None


class Expectations(Struct, frozen=True, dict=True):
    """The period that is open (its `code` and first day) with its lines; without one, the usual forms and no days."""

    period: str | None = None
    since: str | None = None
    lines: tuple[dict[str, Any], ...] = ()

    def of(self, unit: UnitInfo) -> tuple[Expected, ...]:
        """What is expected of a unit: a line of its own goes before one of its type, that before one for all."""
        if self.period is None:
            return tuple(Expected(KINDS[name].forms[0], name, None) for name in USUAL)
        found: dict[str, tuple[int, dict[str, Any]]] = {}
        for line in self.lines:
            weight = _weight(line, unit)
            kind = self._kinds.get(line["form"])
            if weight and kind and weight > found.get(line["form"], (0, {}))[0]:
                found[line["form"]] = weight, line
        return tuple(Expected(form, self._kinds[form], _day(line["due"])) for form, (_weight, line) in sorted(found.items()))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of all forms that are expected of anybody."""
        if self.period is None:
            return USUAL
        return tuple(dict.fromkeys(self._kinds[line["form"]] for line in self.lines if line["form"] in self._kinds))

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {form: kind for form in {line["form"] for line in self.lines if line["form"]} if (kind := kind_of(form))}


def _weight(line: dict[str, Any], unit: UnitInfo) -> int:
    if line["of_unit"]:
        return 3 if line["of_unit"] == unit.code else 0
    if line["unit_type"]:
        return 2 if line["unit_type"] == unit.type else 0
    return 1


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if is_iso_date(value) else None


def kind_of(form: str) -> str | None:
    """The kind whose records are handed over on a form: the one that names it first."""
    naming = [kind for kind in KINDS.values() if form in kind.forms]
    return min(naming, key=lambda kind: kind.forms.index(form)).name if naming else None


def expectations(tx: Transaction) -> Expectations:
    """What is expected now: by the open period that began last."""
    if "period" not in KINDS:
        return Expectations()
    opened: Iterable[dict[str, Any]] = reading.records(tx, reading.Query("period", (("state", "open"),)))
    last = max(opened, key=lambda period: period["starts_on"] or "", default=None)
    if last is None:
        return Expectations()
    return Expectations(last["code"], last["starts_on"], tuple(last["expected"]))
