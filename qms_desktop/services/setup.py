"""Beginning: a new store for a department, the QA office, an auditor or a reader."""

from __future__ import annotations

from qms_desktop.core.errors import UserError
from qms_desktop.core.fields.simple import checked_text
from qms_desktop.core.languages import clean_text
from qms_desktop.core.messages import _
from qms_desktop.core.profile import load_profile
from qms_desktop.journal.fold import OFFICE
from qms_desktop.journal.identity import ruled_id
from qms_desktop.services.entry import new_unit_code, unit_record_id
from qms_desktop.services.workspace import ROLES, Workspace, make_store
from qms_desktop.store.authoring import Edit
from qms_desktop.store.places import Place
from qms_desktop.store.transaction import Key


def init(
    place: Place, *, institution: str, role: str, unit: str | None, person: str, position: str, language: str = "ky",
    unit_name: str | None = None, unit_type: str | None = None,
) -> Workspace:  # fmt: skip
    """Make a store: its settings, its device, the person's record, and the unit's where the profile lacks it."""
    if role not in ROLES:
        raise UserError(_("There is no role “{role}”.", role=role), _("Choose one of: {roles}.", roles=", ".join(ROLES)))
    profile = load_profile(institution)
    person, position = checked_text(person), checked_text(position)
    if not person or not position:
        raise UserError(_("A name and a position are needed."), _("They stand on every printed form."))
    code = _unit_code(role, unit)
    person_id = ruled_id(profile.key, "person", code, person)
    workspace = make_store(place, profile, role=role, unit=code, person=person_id, language=language)
    if role == "reader":
        return workspace
    try:
        edits = [Edit(Key(code, "person", person_id), {"name": person, "position": position})]
        if role == "department" and code not in {seed.code for seed in profile.units}:
            cells = {"code": code, "name": clean_text(unit_name or "") or code, "type": unit_type or "department"}
            edits.append(Edit(Key(code, "unit", unit_record_id(profile, code)), cells))
        with workspace.store.writing() as tx:
            workspace.write(tx, edits, op="setup")
    except BaseException:
        workspace.store.discard()
        raise
    return workspace


def _unit_code(role: str, unit: str | None) -> str:
    if role != "department":
        return OFFICE
    code = clean_text(unit or "")
    if not code:
        raise UserError(_("A department needs the code of its unit."), _("The QA office gives it: two to five letters."))
    return new_unit_code(code)

