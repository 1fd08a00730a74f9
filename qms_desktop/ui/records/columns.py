"""Columns of tables made from field types: shown, typed, pasted and checked as the field does it."""

from __future__ import annotations

from typing import Any

from qms_desktop.core import fields as f
from qms_desktop.core.fields import Field
from qms_desktop.core.messages import current_language
from qms_desktop.core.profile import Profile
from qms_desktop.ui.components.scale import Step
from qms_desktop.ui.speech import Said
from qms_desktop.ui.table.columns import Column, Kind


def scale_steps(field: f.ScaleField, profile: Profile) -> list[Step]:
    """The steps of a scale with their texts, as they stand beside the choice."""
    return [Step(step.score, step.label, step.meaning) for step in profile.scale(field.scale)]


def column_for(field: Field, profile: Profile, width: int, *, title: Said | None = None, **rest: Any) -> Column:
    """A column for a field; `rest` goes to the column as it is (editable, wrap, stretch, room, missing …)."""
    kind: Kind = "text"
    extra: dict[str, Any] = {}
    if isinstance(field, f.ScaleField):
        kind, extra["steps"] = "scale", tuple(scale_steps(field, profile))
        extra["about"] = profile.scale(field.scale).explanation
    elif field.choices(profile) is not None:
        kind, extra["choices"] = "choice", field.choices(profile)
    elif isinstance(field, f.DateField | f.DeadlineField):
        kind = "date"
    elif field.numeric:
        kind = "number"
    extra["show"] = lambda value: field.show(value, profile, current_language())
    extra["parse"] = lambda text: field.parse(text, profile)
    return Column(field.name, title or field.label, width, kind=kind, **({"name": field.label} | extra | rest))
