"""Which units are in: a row a unit, from the invitations that were made and the devices that are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.languages import sort_key
from qms_desktop.core.messages import Localised, Text
from qms_desktop.exchange import trust
from qms_desktop.journal.fold import OFFICE
from qms_desktop.services import enrolment, roles, units
from qms_desktop.services.enrolment import KnownDevice
from qms_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Admission:
    """A unit with its computers and its invitations, the newest first.

    `state` is `waits` (a computer waits for a person), `joined`, `revoked` (none is trusted any more), `open` (invited),
    `expired`, `withdrawn`, or `none` (never invited).
    """

    unit: str
    name: Localised
    state: str
    devices: tuple[KnownDevice, ...]
    invitations: tuple[dict[str, Any], ...]
    leads: bool = False
    """Whether it is the rector's office, to which everything goes."""

    @property
    def open_invitations(self) -> list[str]:
        """The ids of the invitations that would still let somebody in."""
        return [each["id"] for each in self.invitations if each["state"] == "open"]


def admissions(ws: Workspace) -> list[Admission]:
    """A row for the QA office with its auditors, then one for every unit in Kyrgyz order of their names."""
    devices, made = enrolment.devices(ws), enrolment.invitations(ws)
    with ws.store.reading() as tx:
        known = units.units(tx, ws.profile)
    codes = [code for code, unit in known.items() if (unit.type != "university" or roles.leads(ws.profile, code)) and code != ws.profile.qa_office.code]
    codes += sorted({d.unit for d in devices} - set(codes) - {OFFICE})
    rows = []
    for code in codes:
        name = known[code].name if code in known else Text.of(code)
        own = tuple(each for each in devices if each.unit == code)
        invitations = _newest_first([each for each in made if each["unit"] == code and each["role"] == "department"])
        rows.append(Admission(code, name, _state(own, invitations), own, invitations, roles.leads(ws.profile, code)))
    rows.sort(key=lambda row: sort_key(row.name.text(ws.language)))
    office = tuple(each for each in devices if each.unit == OFFICE)
    auditors = _newest_first([each for each in made if each["role"] in ("auditor", "reader")])
    return [Admission(OFFICE, ws.profile.qa_office.name, _state(office, ()), office, auditors), *rows]


def _newest_first(made: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    return tuple(sorted(made, key=lambda each: each["created"], reverse=True))


def _state(devices: Sequence[KnownDevice], invitations: Sequence[dict[str, Any]]) -> str:
    states = {device.state for device in devices}
    if trust.WAITING in states:
        return "waits"
    if states & trust.TRUSTED:
        return "joined"
    if any(each["state"] == "open" for each in invitations):
        return "open"
    if trust.REVOKED in states:
        return "revoked"
    return invitations[0]["state"] if invitations and invitations[0]["state"] != "used" else "none"
