"""What records have that are handed over for a period and judged by the QA office."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    ItemsField,
    ObjectField,
    PersonField,
    TextField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import this_period

RECORD_STATES = {
    "draft": _("draft"),
    "submitted": _("submitted"),
    "returned": _("returned"),
    "accepted": _("accepted"),
}


def record_state(values: dict[str, Any], _profile: object) -> str:
    """The state follows from the submission and the verdict on that very version; it is never stored."""
    submission, verdict = values.get("submission"), values.get("verdict")
    if not submission:
        return "draft"
    if verdict and verdict.get("version") == submission.get("version"):
        return "accepted" if verdict.get("result") == "accepted" else "returned"
    return "submitted"


STANDS_AS_HANDED = "stands_as_handed"
"""Among the values that the fold gives to computed fields: whether a record stands in the version that was submitted."""


def is_changed(values: dict[str, Any], _profile: object) -> bool | None:
    """Whether a record says something else than what was submitted; None where nothing was, or it was sent back."""
    if not values.get("submission") or record_state(values, _profile) == "returned":
        return None
    return not values.get(STANDS_AS_HANDED, True)


class NotesField(ItemsField):
    """Notes that the program keeps beside a record: a list that no form and no sheet edits."""

    type_name = "notes"
    by_program = True


class Submitted:
    """A kind whose records a unit hands over and the QA office accepts or returns.

    An answer carries the id of the remark that it answers.
    """

    period = TextField(_("Period"), narrows=True, default=this_period,
                       help=_("The academic or calendar year that the record is for, such as 2026/27."))
    submission = ObjectField(_("Submission"), content=False)
    verdict = ObjectField(_("Verdict of the QA office"), owner="office")
    remarks = TextField(_("Remarks of the QA office"), owner="office", lines=2)
    field_remarks = NotesField(_("Remarks on single fields"), {
        "text": TextField(_("Remark"), lines=2),
        "field": TextField(_("Field")),
        "version": TextField(_("Version")),
        "settled": BooleanField(_("Settled")),
    }, owner="office", content=False)
    answers = NotesField(_("Answers to remarks"), {"text": TextField(_("Answer"), lines=2)}, owner="unit", content=False)
    state = ChoiceField(_("State"), RECORD_STATES, compute=record_state)
    changed = BooleanField(_("Changed after submission"), compute=is_changed)


class Registered(Submitted):
    """A kind whose records get a number of the QA office's register when they are accepted."""

    register_number = TextField(_("Register No."), owner="office", searched=True, content=False)


class Discussed:
    """What a council or a meeting considers before it is approved."""

    discussed_by = TextField(_("Considered by"), content=False, help=_("The council or meeting, with the number of its minutes."))
    discussed_on = DateField(_("Considered on"), content=False)


class Approved:
    """What a person or a body approves, by an order or minutes."""

    approved_by = PersonField(_("Approved by"), content=False)
    approved_on = DateField(_("Approved on"), content=False)
    approval = TextField(_("Order or minutes"), content=False, help=_("Its number and date, as it is written there."))
