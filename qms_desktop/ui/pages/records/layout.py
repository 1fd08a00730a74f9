"""How records of a kind are laid out where nobody drew them by hand: columns of the list, sections of the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from qms_desktop.core import fields as f
from qms_desktop.core.fields import Field
from qms_desktop.core.fields.references import is_record_id
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.messages import Message, _
from qms_desktop.core.profile import Profile
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.kind import Kind
from qms_desktop.models.measures import measure_fields
from qms_desktop.services.entry import may_write
from qms_desktop.services.locks import is_open
from qms_desktop.services.titles import is_titled_by_key
from qms_desktop.services.workspace import ALL
from qms_desktop.ui.records.columns import column_for
from qms_desktop.ui.records.editors import EditorFactory
from qms_desktop.ui.records.item_cards import ItemCards, has_cards
from qms_desktop.ui.records.measures import MeasuresEditor
from qms_desktop.ui.records.panel import Part
from qms_desktop.ui.records.reference_editor import ReferenceEditor, UnitEditor
from qms_desktop.ui.records.rows import RECORD
from qms_desktop.ui.records.states import axis_of, chip_of, has_ended
from qms_desktop.ui.table.columns import MARKS, Column, Mark
from qms_desktop.ui.words import days_late

STATE = "state_chip"
DUE = ("due", "deadline", "review_due", "next_check", "next_due", "evaluation_due")
"""The fields by which something is owed: past their day it is late."""

_NUMBERS = ("code", "number", "register_number")
_APPROVAL = ("approved_by", "approved_on", "approval", "discussed_by", "discussed_on", "agreed_by", "agreed_on")
_SHORT = (f.DateField, f.DeadlineField, f.ChoiceField, f.NumberField, f.IntegerField, f.BooleanField)
_SIMPLE = (*_SHORT, f.TextField, f.PersonField)
_MOST_COLUMNS = 5


def number_field(kind: Kind) -> str:
    """The field that holds the number by which people call a record; empty where there is none."""
    return next((name for name in _NUMBERS if name in kind.fields and name != kind.title_field), "")


# --- the list ----------------------------------------------------------------------------------------------------


def columns(kind: Kind, profile: Profile, role: str) -> tuple[list[Column], set[str]]:
    """The columns of a list of the kind, and the keys of those that are put away until somebody wants them."""
    number, title = number_field(kind), kind.title_field
    shown = set(_telling(kind))
    axis = axis_of(kind)
    made = [_column(kind, number, profile, role, 112, wrap=True, whole=True, room="narrow")] if number else []
    if not (kind.published and kind.fields[title].owner == "office") and not isinstance(kind.fields[title], f.UnitField):
        made.append(Column("unit", _("Unit"), 64, room="wide" if number else "panel"))  # a number names the unit already
    made.append(_column(kind, title, profile, role, 220, wrap=True, stretch=True, room="narrow", missing=_missing(kind.fields[title])))
    further = [field for name, field in kind.fields.items() if name not in (number, title, axis) and _is_listed(field)]
    further.sort(key=lambda field: field.name not in shown)
    beside = _beside([field for field in further if field.name in shown])
    for field in further:
        wide = 116 if isinstance(field, _SHORT) else 140
        made.append(_column(kind, field.name, profile, role, wide, wrap=not isinstance(field, f.DateField),
                            room="panel" if field is beside else "wide", missing=_missing(field)))  # fmt: skip
    if axis:
        made.insert(len(made) - len(further) + len(shown), Column(STATE, kind.fields[axis].label, 120, kind="state", room="narrow"))
    return made, {field.name for field in further} - shown


def _beside(shown: list[Field]) -> Field | None:
    """The one column that stays beside the panel: until when, else what it comes to, else what tells most."""
    dated = [field for field in shown if field.name in (*DUE, "date")]
    return next(iter([*dated, *(field for field in shown if field.compute), *shown]), None)


def _column(kind: Kind, name: str, profile: Profile, role: str, wide: int, **rest: Any) -> Column:
    field = kind.fields[name]
    simple = isinstance(field, _SIMPLE) and not isinstance(field, f.UnitField | f.ReferenceField)
    editable = simple and not field.compute and not field.kept and may_write(kind, field, role)
    column = column_for(field, profile, wide, editable=editable, sortable=field.sorted, **rest)
    return replace(column, show=str, kind="text") if field.refers_to else column


def _missing(field: Field) -> Message | None:
    if not field.required or field.compute:
        return None
    return _("choose") if isinstance(field, f.ChoiceField | f.ReferenceField) else _("write")


def _is_listed(field: Field) -> bool:
    return not field.by_program and not isinstance(field, f.ItemsField | f.PeopleField | f.StringsField | f.FilesField)


def _telling(kind: Kind) -> list[str]:
    """The few fields that tell one record from another at a glance: what it is, of what, who answers, until when."""
    listed = [field for name, field in kind.fields.items() if _is_listed(field)
              and name not in (kind.title_field, number_field(kind), axis_of(kind))]  # fmt: skip
    required = [field for field in listed if field.required]
    found: list[Field] = []
    found += [field for field in required if isinstance(field, f.ChoiceField) and not isinstance(field, f.ScaleField)][:1]
    found += [field for field in required if isinstance(field, f.ReferenceField | f.ProcessField | f.UnitField)][:1]
    found += [field for field in required if isinstance(field, f.PersonField)][:1]
    found += [field for field in listed if field.compute and field.numeric][:1]
    dates = [field for field in listed if isinstance(field, f.DateField | f.DeadlineField)]
    found += [next(iter([d for d in dates if d.name in DUE] + [d for d in dates if d.required] + dates), None)] if dates else []
    found += [field for field in required if field not in found and isinstance(field, f.TextField)]
    return [field.name for field in dict.fromkeys(filter(None, found))][:_MOST_COLUMNS]


def row_of(
    kind: Kind, record: Mapping[str, Any], profile: Profile, names: Mapping[str, str], today: dt.date, lock: Message | None,
) -> dict[str, Any]:  # fmt: skip
    """A record as a row; `lock` says why what was handed over cannot be changed."""
    row = {**record, RECORD: dict(record), STATE: chip_of(kind, record, profile), "unit": _home(record["unit"], profile)}
    if is_titled_by_key(kind):
        row[kind.title_field] = names.get(record["id"], record.get(kind.title_field))
    marks: dict[str, Mark] = {}
    for name, field in kind.fields.items():
        value = record.get(name)
        if field.refers_to and value:
            known = names.get(value) or (str(_("not arrived yet")) if is_record_id(value) else None)
            row[name] = known or field.show(value, profile, "ky")
        if name in DUE and is_iso_date(value) and value < today.isoformat() and not has_ended(kind, record):
            marks[name] = Mark(second=days_late(value, today), tone="high")
        if lock is not None and not is_open(kind, field):
            marks[name] = replace(marks.get(name, Mark()), locked=lock)
    if record.get("state") == "returned" and record.get("remarks"):
        remark = _("Remark of the QA office: {remark}", remark=record["remarks"])
        marks[kind.title_field] = replace(marks.get(kind.title_field, Mark()), remark=remark)
    row[MARKS] = marks
    return row


def _home(unit: str, profile: Profile) -> str:
    """Whose a record is, as short as a code."""
    return str(_("all")) if unit == ALL else profile.qa_office.code if unit == OFFICE else unit


# --- the form ----------------------------------------------------------------------------------------------------


def parts(kind: Kind, role: str) -> tuple[Part, ...]:
    """The sections of the form: what is asked for, what may be said besides, what it belongs to, who judges and approves."""
    said_above = kind.title_field if is_titled_by_key(kind) and kind.fields[kind.title_field].kept else None
    written = [field for name, field in kind.stored_fields.items() if not field.by_program and name != said_above]
    approval = [field for field in written if field.name in _APPROVAL]
    owned_by_unit = any(field.owner == "unit" and field.required for field in written)
    judged = [field for field in written if field not in approval and owned_by_unit and field.owner != "unit"]
    rest = [field for field in written if field not in approval and field not in judged]
    named = [field for field in rest if field.names_record and not field.required]
    asked = [field for field in rest if field.required or field.name == kind.title_field]
    besides = [field for field in rest if field not in asked and field not in named]
    few = len(asked) + len(besides) <= 9
    found = [
        ("main", _("Main facts"), asked + besides if few else asked, True),
        ("besides", _("Further particulars"), [] if few else besides, False),
        ("named", _("Belongs to"), named, False),
        ("judged", _("Judged by the QA office"), judged, role != "department"),
        ("approval", _("Approval"), approval, False),
    ]  # fmt: skip
    return tuple(Part(key, title, _names(fields), open_) for key, title, fields, open_ in found if fields)


def _names(fields: Iterable[Field]) -> tuple[str, ...]:
    return tuple(field.name for field in fields)


def editors(kind: Kind) -> dict[str, EditorFactory]:
    """The editors that stand in a panel in place of those of the field's type."""
    found: dict[str, EditorFactory] = {}
    for name, field in kind.stored_fields.items():
        if isinstance(field, f.ReferenceField):
            found[name] = ReferenceEditor
        elif isinstance(field, f.UnitField):
            found[name] = UnitEditor
        elif isinstance(field, f.ItemsField) and measure_fields().keys() <= field.item_fields.keys():
            found[name] = MeasuresEditor
        elif has_cards(field):
            found[name] = ItemCards
    return found
