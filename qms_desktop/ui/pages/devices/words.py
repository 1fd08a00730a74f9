"""What the states of devices, units and invitations are called."""

from __future__ import annotations

from qms_desktop.core.messages import Localised, _
from qms_desktop.services.admitted import Admission
from qms_desktop.services.enrolment import KnownDevice
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.chips import State
from qms_desktop.ui.moments import day_of

_DEVICES: dict[str, State] = {
    "own": State(_("of this store"), "low"),
    "first": State(_("taken on trust"), "low"),
    "confirmed": State(_("trusted"), "low"),
    "waiting": State(_("waits"), "medium"),
    "revoked": State(_("trust withdrawn"), "high"),
}

INVITATIONS: dict[str, State] = {
    "open": State(_("open"), "info"),
    "used": State(_("used"), "low"),
    "expired": State(_("expired"), "medium"),
    "withdrawn": State(_("withdrawn")),
}


def device_state(ws: Workspace, device: KnownDevice) -> State:
    """The chip of a device."""
    if device.device == ws.key.device:
        return State(_("this computer"), "low")
    return _DEVICES[device.state]


def admission_state(row: Admission) -> State:
    """The chip of a unit."""
    if row.state == "open":
        return State(_("invited, {day}", day=day_of(row.invitations[0]["created"])), "info")
    if row.state == "waits":
        second = any(device.state != "waiting" for device in row.devices)
        return State(_("a second computer waits") if second else _("a computer waits"), "medium")
    return {
        "none": State(_("not invited")),
        "expired": State(_("the invitation has expired"), "medium"),
        "withdrawn": State(_("the invitation was withdrawn")),
        "joined": State(_("joined"), "low"),
        "revoked": State(_("trust withdrawn"), "high"),
    }[row.state]


def what_it_is(device: KnownDevice) -> Localised:
    """Whose computer it is: a unit's, the office's, an auditor's."""
    if device.role == "auditor":
        return _("The laptop of an internal auditor")
    return _("A computer of the QA office") if device.unit == "office" else _("A computer of the unit")
