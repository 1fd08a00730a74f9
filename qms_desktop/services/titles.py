"""What records are called in words whose title is a key: an audit by its unit's name, a printout by its paper's title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qms_desktop.core.fields import UnitField
from qms_desktop.models.kind import Kind
from qms_desktop.services.units import unit_names
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.transaction import Transaction

PRINTOUT = "printout"


def is_titled_by_key(kind: Kind) -> bool:
    """Whether the title of a kind's records is a code, whose words the declaration alone does not know."""
    return kind.name == PRINTOUT or isinstance(kind.fields[kind.title_field], UnitField)


def titles(tx: Transaction, ws: Workspace, kind: Kind, records: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The titles of records of one kind by their ids, in the words of the person's language."""
    records = list(records)
    if not is_titled_by_key(kind):
        return {record["id"]: kind.title_of(dict(record), ws.profile, ws.language) for record in records}
    keys = {record["id"]: record.get(kind.title_field) or "" for record in records}
    if kind.name == PRINTOUT:
        # The layouts are many modules, imported only where a printout is named.
        from qms_desktop.services.papers import title

        words = {code: title(ws.profile, code) for code in set(keys.values())}
        return {each: f"{code}. {words[code].text(ws.language)}" if code in ws.profile.forms else words[code].text(ws.language)
                for each, code in keys.items()}  # fmt: skip
    names = unit_names(tx, ws.profile, filter(None, keys.values()))
    return {each: names[code].text(ws.language) if code else "" for each, code in keys.items()}
