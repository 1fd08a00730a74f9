"""From what a person or a script gives to what is set in the journal: checked, numbered, matched with what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from qms_desktop.core.errors import FieldProblem, UserError
from qms_desktop.core.fields import Field
from qms_desktop.core.languages import clean_text
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import Profile
from qms_desktop.journal.fold import OFFICE
from qms_desktop.journal.identity import ruled_id
from qms_desktop.models.catalogue import AUDITOR_KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.services.copies import doubled
from qms_desktop.services.numbering import NewRecord, Taken
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import new_record_id
from qms_desktop.store.picking import Where, pick
from qms_desktop.store.transaction import Transaction

OUTSIDE = frozenset({"id", "kind", "unit", "base", "why"})
"""Keys of a record's JSON that are not its fields."""

LONGEST_CODE = 20
"""Letters of a unit's code: it stands in record numbers and in file names."""

_NOT_IN_FILE_NAMES = re.compile(r'[/\\:*?"<>|]')


def item_ids() -> Iterator[str]:
    """New ids for items of lists."""
    while True:
        yield new_record_id()


def checked_values(
    kind: Kind, given: Mapping[str, Any], profile: Profile
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of the fields given, as they are stored: those that are written, and those that are computed.

    FieldProblem names the field that cannot be.
    """
    if given.get("kind") not in (None, kind.name):
        raise _about("kind", _("this is a record of another kind"))
    values: dict[str, Any] = {}
    computed: dict[str, Any] = {}
    for name, value in given.items():
        if name in OUTSIDE:
            continue
        field = kind.fields.get(name)
        if field is None:
            raise _about(name, _("a record of this kind has no such field"))
        (computed if field.compute else values)[name] = _checked(field, name, value, profile)
    return values, computed


def _checked(field: Field, name: str, value: Any, profile: Profile) -> Any:
    try:
        return field.check(value, profile)
    except FieldProblem as problem:
        raise _about(name, problem.message, field.label) from problem


def as_printed(
    kind: Kind, values: dict[str, Any], computed: Mapping[str, Any], before: Mapping[str, Any], profile: Profile
) -> dict[str, Any]:
    """The values with what a paper prints alone in place of what is computed; FieldProblem for a contradiction.

    A computed value may stand in what is given where it says what the record showed `before` (a listed record
    saved again, some fields of it changed) or what it comes to now. What the program writes itself (a submission,
    a verdict, attached files) stands as it is.
    """
    shown = kind.compute({**before}, profile)
    values = dict(values)
    for name, value in values.items():
        if kind.fields[name].by_program and (value or None) != (before.get(name) or None):
            raise _about(name, _("only the program itself writes it"), kind.fields[name].label)
    for name, value in computed.items():
        alone = kind.fields[name].written_as
        if alone and value != shown[name] and kind.compute({**before, **values, alone: None}, profile)[name] is None:
            values[alone] = _checked(kind.fields[alone], name, value, profile)
    expected = kind.compute({**before, **values}, profile)
    for name, value in computed.items():
        if value in (None, shown[name], expected[name]):
            continue
        field = kind.fields[name]
        if expected[name] is None:
            raise _about(name, _("it is computed, and what it is computed from is empty"), field.label)
        raise _about(
            name, _("it is computed and cannot be written; it comes to {value}",
                    value=field.show(expected[name], profile, "ky")), field.label)  # fmt: skip
    return values


def _about(name: str, problem: Localised, label: Localised | None = None) -> FieldProblem:
    if label is None:
        return FieldProblem(_("Field “{name}”: {problem}", name=name, problem=problem))
    return FieldProblem(_("Field “{name}” ({label}): {problem}", name=name, label=label, problem=problem))


def unit_code(given: Any) -> str:
    """The code of a unit as it is stored; UserError where it cannot be one."""
    code = clean_text(given) if isinstance(given, str) else ""
    if not code or not code.isprintable() or _NOT_IN_FILE_NAMES.search(code) or len(code) > LONGEST_CODE:
        raise _no_unit_code(str(given))
    return code


def new_unit_code(given: Any) -> str:
    """The code of a unit of the institution: the office and what it publishes have theirs already."""
    code = unit_code(given)
    if code.casefold() in (OFFICE, ALL):
        raise _no_unit_code(code)
    return code


def _no_unit_code(code: str) -> UserError:
    return UserError(_("“{code}” cannot be the code of a unit.", code=code), _("The QA office gives it: two to five letters."))


def home_unit(kind: Kind, values: Mapping[str, Any], given: Mapping[str, Any], ws: Workspace, tx: Transaction) -> str:
    """The unit that a new record belongs to; a department makes records of its own alone."""
    home = _home_unit(kind, values, given, ws.unit, tx)
    if ws.role == "department" and home != ws.unit:
        raise UserError(
            _("A record of the unit {unit} cannot be made here: this is the store of {own}.", unit=home, own=ws.unit),
            _("Leave out the unit; the record is made for your own."),
        )
    return home


def _home_unit(kind: Kind, values: Mapping[str, Any], given: Mapping[str, Any], unit: str, tx: Transaction) -> str:
    if given.get("unit") not in (None, ""):
        return unit_code(given["unit"])
    for name in kind.home:
        field = kind.fields[name]
        if field.names_record:
            of_kind = [key for key in reading.keys_of(tx, values.get(name) or "") if key.kind == field.refers_to]
            if of_kind:
                # What could tell on somebody does not go to everybody with what it belongs to.
                return OFFICE if kind.conceals and of_kind[0].unit == ALL else of_kind[0].unit
        elif values.get(name):
            return unit_code(values[name])
    return ALL if unit == OFFICE and kind.published else unit


def with_defaults(
    kind: Kind, values: dict[str, Any], unit: str, ws: Workspace, tx: Transaction, taken: Taken
) -> dict[str, Any]:
    """A new record's values with what the program writes by itself where its author may write it."""
    values = dict(values)
    new = NewRecord(kind, values, unit, ws.profile, tx, taken, ws.today)
    for name, written in kind.stored_fields.items():
        if written.default and values.get(name) is None and may_write(kind, written, ws.role):
            values[name] = written.default(new, written)
    return values


def may_write(kind: Kind, written: Field, role: str) -> bool:
    """Whether somebody of that role writes the field in records that are his: what others own is not typed here."""
    if role == "auditor":
        return kind.name in AUDITOR_KINDS and written.cell in kind.auditor_fields
    return role == "office" or (role == "department" and written.owner == "unit")


def unit_record_id(profile: Profile, code: str) -> str:
    """The id of a unit's record: the same on every computer of the institution."""
    return ruled_id(profile.key, "unit", code)


class Batch(Struct):
    """What the records before this one in the same save have taken: numbers given out, codes of documents."""

    numbers: Taken = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)


def check_code(
    kind: Kind, values: Mapping[str, Any], record_id: str | None, profile: Profile, tx: Transaction, batch: Batch
) -> None:
    """Refuse a code that no unit can have, and a document's that another visible document has already; a copy is none."""
    code = values.get("code")
    if kind.name == "unit" and code:
        new_unit_code(code)
    if kind.name != "document" or not code:
        return
    same = pick(tx, "document", (), Where(equal={"code": code}))
    copies = doubled(profile, "document", ((found["unit"], found["id"]) for found in same))
    if code in batch.codes or any(found["id"] not in (record_id, *copies) for found in same):
        raise UserError(
            _("There is a document with the code “{code}” already.", code=code),
            _("Give this one another code, or change the other document."),
        )
    batch.codes.add(code)
