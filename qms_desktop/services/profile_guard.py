"""What holds whatever way the profile is edited, and what an edited profile asks of every other record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qms_desktop.core.errors import FieldProblem, UserError
from qms_desktop.core.fields import Field
from qms_desktop.core.fields.choices import ProfileChoiceField
from qms_desktop.core.messages import _, n_
from qms_desktop.core.profile import Profile
from qms_desktop.core.profile_edits import LISTS, PARTS
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.store import edits, reading
from qms_desktop.store.picking import Where, pick_items
from qms_desktop.store.transaction import PROFILE_ENTRY, Key, Transaction


def check(tx: Transaction, keys: Iterable[Key]) -> None:
    """UserError where the entries just written make a profile that cannot be, or take away what records name."""
    folded = [tx.fold(key) for key in keys if key.kind == PROFILE_ENTRY]
    parts = {entry.shown.get("part") for entry in folded if entry is not None}
    profile = edits.in_force(tx, tx.profile.document, strict={part for part in parts if part in PARTS})
    for part in sorted(parts.intersection(LISTS)):
        for gone in tx.profile.choices(part).keys() - profile.choices(part).keys():
            if used := count_of(tx, part, gone):
                raise UserError(
                    n_("“{word}” cannot vanish from the list: {n} record names it.",
                       "“{word}” cannot vanish from the list: {n} records name it.", used, word=tx.profile.choices(part)[gone]),
                    _("Withdraw it: it stays where it stands, and is chosen no more."),
                )  # fmt: skip


def count_of(tx: Transaction, part: str, key: str) -> int:
    """How many records name an entry of a list, in a field or in an item of a list."""
    present = [KINDS[name] for name in reading.present(tx, tuple(KINDS))]
    in_fields = sum(
        reading.count(tx, reading.Query(kind.name, ((field.name, key),)))
        for kind in present for field in kind.stored_fields.values() if _is_of(field, part)
    )  # fmt: skip
    in_items = sum(
        len({row["id"] for row in pick_items(tx, kind.name, name, (), (), items=Where(equal={field.name: key}))})
        for kind in present for name, items in kind.item_lists.items()
        for field in items.item_fields.values() if _is_of(field, part)
    )  # fmt: skip
    return in_fields + in_items


def _is_of(field: Field, part: str) -> bool:
    return isinstance(field, ProfileChoiceField) and field.source == part


def check_in_use(kind: Kind, values: Mapping[str, Any], before: Mapping[str, Any], profile: Profile) -> None:
    """FieldProblem where an entry that the office withdrew is chosen anew; where it stands already it may stay."""
    for name, value in values.items():
        field = kind.fields[name]
        if isinstance(field, ProfileChoiceField) and value != before.get(name) and value in profile.withdrawn(field.source):
            raise FieldProblem(
                _("Field “{name}” ({label}): {problem}", name=name, label=field.label,
                  problem=_("“{word}” is not used any more", word=field.show(value, profile, "ky")))
            )  # fmt: skip


def new_entry(profile: Profile, tx: Transaction, part: str, key: str) -> str:
    """The id of an entry's record, which two computers make alike; UserError if there is one already."""
    name = edits.entry_id(profile.key, part, key)
    if reading.record(tx, Key(edits.PUBLISHED, PROFILE_ENTRY, name)) is not None:
        raise UserError(_("The entry “{key}” was changed before: change that record.", key=key))
    return name
