"""Measures: what is done, by whom, until when, and what came of it."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.fields import ChoiceField, DateField, DeadlineField, PersonField, TextField
from qms_desktop.core.messages import _

MEASURE_STATES = {
    "planned": _("planned"),
    "in_progress": _("in progress"),
    "done": _("done"),
    "stopped": _("stopped"),
}

MEASURE_EFFECTS = {
    "effective": _("effective"),
    "partly": _("partly effective"),
    "not_effective": _("not effective"),
}


MEASURE_AIMS = {
    "remove": _("removes the undesired effect"),
    "reduce": _("reduces the undesired effect"),
}


def risk_measure_fields() -> dict[str, Any]:
    """What a measure against a risk holds besides."""
    return measure_fields() | {"aim": ChoiceField(_("What the measure does"), MEASURE_AIMS)}


def measure_fields() -> dict[str, Any]:
    """What a measure holds, whatever it is taken for: a risk, an objective, a nonconformity, a decision."""
    return {
        "text": TextField(_("Measure"), lines=2),
        "due": DeadlineField(_("Due")),
        "responsible": PersonField(_("Responsible")),
        "state": ChoiceField(_("State of the measure"), MEASURE_STATES, open_when_locked=True),
        "done_on": DateField(_("Done on"), open_when_locked=True),
        "evidence": TextField(_("Evidence"), open_when_locked=True),
        "effect": ChoiceField(_("Effect of the measure"), MEASURE_EFFECTS, open_when_locked=True),
    }
