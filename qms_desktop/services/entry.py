"""From what a person or a script gives to what is set in the journal: checked, numbered, matched with what is there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from qms_desktop.core.errors import FieldProblem, UserError
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import Profile
from qms_desktop.journal.fold import OFFICE
from qms_desktop.journal.identity import ruled_id
from qms_desktop.models.kind import Kind
from qms_desktop.services.workspace import ALL, period_now
from qms_desktop.store import reading
from qms_desktop.store.authoring import new_record_id
from qms_desktop.store.transaction import Transaction

OUTSIDE = frozenset({"id", "kind", "unit", "base", "why"})
"""Keys of a record's JSON that are not its fields."""

PUBLISHED = frozenset({"unit", "document", "change_entry", "process", "indicator"})
"""What the QA office makes for everybody: it is born in the unit `all`."""


def item_ids() -> Iterator[str]:
    """New ids for items of lists."""
    while True:
        yield new_record_id()


def checked_values(kind: Kind, given: Mapping[str, Any], profile: Profile) -> dict[str, Any]:
    """The values of the fields given, as they are stored; FieldProblem names the field that cannot be.

    Computed fields may stand in what is given (a listed record saved again) where they say what is computed.
    """
    values: dict[str, Any] = {}
    computed: dict[str, Any] = {}
    for name, value in given.items():
        if name in OUTSIDE:
            continue
        field = kind.fields.get(name)
        if field is None:
            raise _about(name, _("a record of this kind has no such field"))
        try:
            checked = field.check(value, profile)
        except FieldProblem as problem:
            raise _about(name, problem.message, field.label) from problem
        if field.compute:
            computed[name] = checked
        else:
            values[name] = checked
    return values | _written_as(kind, values, computed, given, profile)


def _written_as(
    kind: Kind, values: dict[str, Any], computed: dict[str, Any], given: Mapping[str, Any], profile: Profile
) -> dict[str, Any]:
    """A computed value that a paper register prints alone is kept as printed; any other must be what is computed."""
    kept: dict[str, Any] = {}
    for name, value in computed.items():
        field = kind.fields[name]
        if value is None or field.name in {"state"}:
            continue
        if field.written_as and kind.compute(values, profile).get(name) is None:
            kept[field.written_as] = value
    expected = kind.compute(values | kept, profile)
    for name, value in computed.items():
        if value is not None and expected.get(name) not in (None, value):
            field = kind.fields[name]
            raise _about(
                name, _("it is computed and cannot be written; it comes to {value}",
                        value=field.show(expected[name], profile, "ky")), field.label)  # fmt: skip
    return kept


def _about(name: str, problem: Localised, label: Localised | None = None) -> FieldProblem:
    if label is None:
        return FieldProblem(_("Field “{name}”: {problem}", name=name, problem=problem))
    return FieldProblem(_("Field “{name}” ({label}): {problem}", name=name, label=label, problem=problem))


def home_unit(kind: Kind, values: Mapping[str, Any], given: Mapping[str, Any], unit: str, tx: Transaction) -> str:
    """The unit that a new record belongs to."""
    named = given.get("unit")
    if isinstance(named, str) and named:
        return named
    if kind.name == "audit" and values.get("unit_audited"):
        return values["unit_audited"]
    if values.get("audit"):
        audits = [key for key in reading.keys_of(tx, values["audit"]) if key.kind == "audit"]
        if audits:
            return audits[0].unit
    if unit == OFFICE and kind.name in PUBLISHED:
        return ALL
    return unit


def with_defaults(
    kind: Kind, values: dict[str, Any], unit: str, tx: Transaction, profile: Profile, taken: dict[str, int]
) -> dict[str, Any]:
    """A new record's values with what the program writes by itself: the period, the number, the day of assessment.

    `taken` counts the numbers given out in the same batch.
    """
    values = dict(values)
    if "period" in kind.stored_fields and not values.get("period"):
        values["period"] = period_now(profile)
    if kind.name == "risk":
        if not values.get("code"):
            values["code"] = f"{kind.prefix}-{unit}-{_next(tx, kind, 'code', unit, taken):02d}"
        if values.get("likelihood") and not values.get("assessed_on"):
            values["assessed_on"] = dt.date.today().isoformat()
    if kind.name == "change_entry" and not values.get("number") and values.get("document"):
        values["number"] = _next_change(tx, values["document"], taken)
    return values


_SERIAL = re.compile(r"-(\d+)$")


def _next(tx: Transaction, kind: Kind, field: str, unit: str, taken: dict[str, int]) -> int:
    if unit not in taken:
        present = reading.column(tx, reading.Query(kind.name, unit=unit), field)
        serials = [int(found.group(1)) for value in present if value and (found := _SERIAL.search(value))]
        taken[unit] = max(serials, default=0)
    taken[unit] += 1
    return taken[unit]


def _next_change(tx: Transaction, document: str, taken: dict[str, int]) -> int:
    if document not in taken:
        present = reading.column(tx, reading.Query("change_entry", where=(("document", document),)), "number")
        taken[document] = max((number for number in present if number), default=0)
    taken[document] += 1
    return taken[document]


def unit_record_id(profile: Profile, code: str) -> str:
    """The id of a unit's record: the same on every computer of the institution."""
    return ruled_id(profile.key, "unit", code)


def check_duplicate(kind: Kind, values: Mapping[str, Any], record_id: str | None, tx: Transaction) -> None:
    """Refuse a document code that another visible document has already."""
    code = values.get("code")
    if kind.name != "document" or not code:
        return
    same = reading.records(tx, reading.Query("document", where=(("code", code),)), limit=2)
    if any(found["id"] != record_id for found in same):
        raise UserError(
            _("There is a document with the code “{code}” already.", code=code),
            _("Give this one another code, or change the other document."),
        )
