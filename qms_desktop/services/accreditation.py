"""Records as evidence for the criteria of accreditation: as many criteria to a record as it shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Joined, Localised, Text, _
from qms_desktop.core.profile import Profile
from qms_desktop.services import records, units
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.reading import Query


def served_by(profile: Profile, kind: str) -> Localised | None:
    """For which criteria records of a kind are evidence; None where they are for none."""
    criteria = tuple(Joined((Text.of(one.key), one.title), " ") for one in profile.accreditation.shown_by(kind))
    return _("Evidence for accreditation: {criteria}.", criteria=Joined(criteria, "; ")) if criteria else None


def link(ws: Workspace, criteria: Sequence[str], ids: Sequence[str], *, note: str = "", kept_at: str = "") -> SaveResult:
    """Name records as evidence for criteria, each for each; what is named already is left as it is.

    UserError for a criterion that the institution's list does not have, or a record that is not here.
    """
    known = {criterion.key for criterion in ws.profile.accreditation.criteria}
    for criterion in criteria:
        if criterion not in known:
            raise UserError(_("There is no criterion {criterion}.", criterion=criterion), _("The report R18 lists them."))
    with ws.store.reading() as tx:
        person = units.person(tx, ws.person).get("name", "")
        keys = [reading.key_of(tx, record) for record in ids]
        named = {(each["criterion"], each["of_record"]) for each in reading.records(tx, Query("evidence"))}
    made = [
        {"unit": key.unit if ws.role != "department" else ws.unit, "criterion": criterion, "of_kind": key.kind, "of_record": key.id,
         "note": note, "kept_at": kept_at, "by": person, "on": dt.date.today().isoformat()}
        for criterion in criteria for key in keys if (criterion, key.id) not in named
    ]  # fmt: skip
    if not made:
        raise UserError(_("These records are named as evidence for it already."))
    return records.save(ws, "evidence", made)
