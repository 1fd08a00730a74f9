"""The words for what stands on the board of units, the same in the window, on paper and in reminders."""

from __future__ import annotations

from qms_desktop.core.messages import Message, _

STATES: dict[str, Message] = {
    "not_due": _("not sent yet"),
    "late": _("late"),
    "received": _("waits"),
    "returned": _("sent back"),
    "accepted": _("accepted"),
}

FORM_STATES: dict[str, Message] = {
    "missing": _("is not there"),
    "draft": _("is a draft"),
    "there": _("is there"),
    "received": _("waits"),
    "returned": _("sent back"),
    "accepted": _("accepted"),
}
