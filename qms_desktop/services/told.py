"""The history of a record told in sentences: who, when, what, why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import Profile
from qms_desktop.journal.fold import DELETED, OFFICE
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.services import records, units
from qms_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Said:
    """One change: its sentences (one a field), the person, the moment (ISO 8601), the reason.

    `values` are the fields' values before it, for putting them back.
    """

    change: str
    sentences: list[Localised]
    who: str
    at: str
    why: str
    by_office: bool
    values: dict[str, Any]


def history(ws: Workspace, record_id: str) -> list[Said]:
    """What happened to a record, the latest first."""
    changes = records.history(ws, record_id)
    shown = records.show(ws, record_id)
    kind = KINDS.get(shown["kind"])
    with ws.store.reading() as tx:
        people = units.people(tx)
    before: dict[str, Any] = {}
    told: list[Said] = []
    for place, change in enumerate(changes):
        who = people.get(change["by"], {})
        sentences = _sentences(kind, before, change["set"], ws.profile, ws.language, first=place == 0)
        told.append(Said(
            change["change"], sentences, ", ".join(filter(None, (who.get("name"), who.get("position")))), change["at"],
            change["why"], change["as"] == OFFICE, {name: before.get(name) for name in change["set"]},
        ))  # fmt: skip
        before |= change["set"]
    return told[::-1]


def _sentences(
    kind: Kind | None, before: dict[str, Any], now: dict[str, Any], profile: Profile, language: str, *, first: bool
) -> list[Localised]:
    if now.get(DELETED) is True:
        return [_("The record was deleted.")]
    if now.get(DELETED) is False:
        return [_("The record was brought back.")]
    if first:
        return [_("The record was made.")]
    found: list[Localised] = []
    for name, value in now.items():
        sentence = _sentence(kind, name, before.get(name), value, profile, language)
        if sentence is not None:
            found.append(sentence)
    return found


def _sentence(
    kind: Kind | None, name: str, before: Any, value: Any, profile: Profile, language: str
) -> Localised | None:
    list_name, _slash, rest = name.partition("/")
    if rest:
        return _item_sentence(kind, list_name, rest, before, value, profile, language)
    field = kind.fields.get(name) if kind else None
    label: Localised | str = field.label if field else name
    if name in ("submission", "verdict"):
        return _("The record was submitted.") if name == "submission" else _("The QA office gave its verdict.")
    if before == value:
        return None
    old, new = _words(field, before, profile, language), _words(field, value, profile, language)
    if not old:
        return _("{field}: {new}", field=label, new=new)
    if not new:
        return _("{field}: “{old}” was removed", field=label, old=old)
    return _("{field}: {old} → {new}", field=label, old=old, new=new)


def _item_sentence(
    kind: Kind | None, list_name: str, rest: str, before: Any, value: Any, profile: Profile, language: str
) -> Localised | None:
    part = rest.rpartition("/")[2]
    if kind is None or list_name not in kind.item_lists or part == "order":
        return None
    items = kind.item_lists[list_name]
    if part == DELETED:
        return _("{list}: an entry was removed", list=items.label) if value else None
    field = items.item_fields.get(part)
    if field is None or (items.by_program and part != items.main):
        return None
    new = _words(field, value, profile, language)
    if before is None and part == items.main:
        return _("{list}: “{new}” was added", list=items.label, new=new)
    return _("{list}, {field}: {new}", list=items.label, field=field.label, new=new or "–")


def _words(field: Any, value: Any, profile: Profile, language: str) -> str:
    if value is None:
        return ""
    shown = field.show(value, profile, language) if field is not None and field.accepts(value) else str(value)
    return shown if len(shown) <= 120 else shown[:117] + "…"
