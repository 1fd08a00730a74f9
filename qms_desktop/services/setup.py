"""Beginning: a new store for a department, the QA office, an auditor or a reader; and who works in it from then on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from qms_desktop.core.errors import UserError
from qms_desktop.core.fields.simple import checked_text
from qms_desktop.core.languages import clean_text
from qms_desktop.core.messages import _
from qms_desktop.core.profile import Profile, load_profile
from qms_desktop.exchange import keys
from qms_desktop.journal.fold import OFFICE
from qms_desktop.journal.identity import ruled_id
from qms_desktop.services import units
from qms_desktop.services.changes import Changes
from qms_desktop.services.enrolment import refresh_list
from qms_desktop.services.entry import new_unit_code, unit_record_id
from qms_desktop.services.workspace import ALL, ROLES, Workspace, make_store, own_setting
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.places import Place
from qms_desktop.store.store import put_settings
from qms_desktop.store.transaction import Key


def init(
    place: Place, *, institution: str, role: str, unit: str | None, person: str, position: str, language: str = "ky",
    unit_name: str | None = None, unit_type: str | None = None,
) -> Workspace:  # fmt: skip
    """Make a store: its settings, its device, the person's record, and the unit's where the profile lacks it.

    The QA office's gets a recovery key too, which stands in its list of trusted devices (see `recovery`).
    """
    if role not in ROLES:
        raise UserError(_("There is no role “{role}”.", role=role), _("Choose one of: {roles}.", roles=", ".join(ROLES)))
    profile = load_profile(institution)
    name, position = named_person(person, position)
    code = _unit_code(role, unit)
    edits = [person_edit(profile, code, name, position)]
    if role == "department" and code not in {seed.code for seed in profile.units}:
        cells = {"code": code, "name": clean_text(unit_name or "") or code, "type": unit_type or "department"}
        edits.append(Edit(Key(code, "unit", unit_record_id(profile, code)), cells))
    ws = make_store(place, profile, role=role, unit=code, person=edits[0].key.id, language=language)
    if role == "reader":
        return ws
    with whole_or_gone(ws):
        if role == "office":
            keys.keep_recovery(ws.store, keys.DeviceKey.new())
        with ws.store.writing() as tx:
            ws.write(tx, edits, op="setup")
        if role == "office":
            refresh_list(ws)  # the first: whoever opens the same database later is not in it by himself
    return ws


@contextlib.contextmanager
def whole_or_gone(ws: Workspace) -> Iterator[None]:
    """Fill a store that was just made: after any exception there is none."""
    try:
        yield
    except BaseException:
        ws.store.discard()
        raise


def named_person(person: str, position: str) -> tuple[str, str]:
    """A person's name and position as they are stored; UserError where one is missing."""
    person, position = checked_text(person), checked_text(position)
    if not person or not position:
        raise UserError(_("A name and a position are needed."), _("They stand on every printed form."))
    return person, position


def person_edit(profile: Profile, unit: str, person: str, position: str) -> Edit:
    """The record of a person of a unit, the same on every computer."""
    cells = {"name": person, "position": position}
    return Edit(Key(unit, "person", ruled_id(profile.key, "person", unit, person)), cells)


def change_person(ws: Workspace, person: str, position: str) -> Changes:
    """Somebody else works here from now on: a new head, a new person at the desk. What was written stays its author's."""
    name, position = named_person(person, position)
    edit = person_edit(ws.profile, ws.unit, name, position)
    before, ws.person = ws.person, edit.key.id
    try:
        with ws.store.writing() as tx:
            known = [key for key in reading.keys_of(tx, edit.key.id) if key.kind == "person"]
            edit.key = next((key for key in known if key.unit == ALL), edit.key)  # the office's people are published
            shown = units.person(tx, edit.key.id)
            edit.cells = {cell: value for cell, value in edit.cells.items() if shown.get(cell) != value}
            _changes, done = ws.write(tx, [edit])
            put_settings(tx.connection, {own_setting(ws.store, ws.key, "person"): ws.person})
    except BaseException:
        ws.person = before
        raise
    return Changes.of(done.keys)


def who_works_here(ws: Workspace) -> dict[str, str]:
    """The person who works here now: `{"id", "name", "position"}`."""
    with ws.store.reading() as tx:
        return {"id": ws.person, "name": "", "position": ""} | units.person(tx, ws.person)


def _unit_code(role: str, unit: str | None) -> str:
    if role != "department":
        return OFFICE
    code = clean_text(unit or "")
    if not code:
        raise UserError(_("A department needs the code of its unit."), _("The QA office gives it: two to five letters."))
    return new_unit_code(code)
