"""Kinds, forms and units described for scripts."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.fields import Field, ItemsField
from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.paper.forms import FORMS, PAPERS


def kinds(profile: Profile) -> list[dict[str, Any]]:
    """Every record kind and its fields, texts in three languages."""
    return [
        {"kind": kind.name, "label": kind.called(profile).texts(), "fields": [_field(f, profile) for f in kind.fields.values()]}
        for kind in KINDS.values()
    ]


def _field(field: Field, profile: Profile, owner: str | None = None) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name, "type": field.type_name, "required": field.required, "owner": field.owner or owner,
        "label": field.label.texts(),
    }  # fmt: skip
    choices = field.choices(profile)
    if choices is not None:
        described["choices"] = {key: words.texts() for key, words in choices.items()}
    if isinstance(field, ItemsField):
        described["fields"] = [_field(item_field, profile, field.owner) for item_field in field.item_fields.values()]
    return described


def forms(*, plain: bool = False) -> list[dict[str, Any]]:
    """The printed forms; with `plain` the papers that carry no form number besides."""
    return [
        {"form": form.code, "code": form.code, "title": form.title.texts(), "kinds": list(form.kinds)}
        for form in (FORMS | PAPERS if plain else FORMS).values()
    ]
