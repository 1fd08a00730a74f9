"""What the tests of the rules do to a store, in short words."""

from __future__ import annotations

from typing import Any

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.core.fields import ItemsField
from qms_desktop.core.messages import LANGUAGES, speaking
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import acts, listing, records
from qms_desktop.services.workspace import Workspace


def save(ws: Workspace, kind: str, **values: Any) -> str:
    """A new record; its id."""
    return records.save(ws, kind, [values]).saved[0].key.id


def change(ws: Workspace, kind: str, record: str, **values: Any) -> dict[str, Any]:
    """Some fields of a record set; the record as it stands then."""
    records.save(ws, kind, [{"id": record, **values}])
    return records.show(ws, record)


def move(ws: Workspace, action: str, record: str, **how: Any) -> str:
    """A step of a record's life; the state that it comes to."""
    return acts.act(ws, action, [record], **how)[0].state


def refused(service: Any, *given: Any, **how: Any) -> str:
    """The sentence with which something is refused, in English."""
    with pytest.raises(UserError) as problem:
        service(*given, **how)
    return problem.value.message.text("en")


def kept(ws: Workspace, kind: str, **values: Any) -> dict[str, Any]:
    """A record saved with these values and found in the list of its kind; every value stands as it was given."""
    record = save(ws, kind, **values)
    shown = next(each for each in listing.records(ws, kind, where=[f"id={record}"]))
    for name, value in values.items():
        if name != "unit":
            assert plain(KINDS[kind].fields[name], shown[name]) == value, name
    return shown


def plain(field: Any, value: Any) -> Any:
    """A value as it is given: items without the ids and the empty parts that they have in a record."""
    if not isinstance(field, ItemsField):
        return value
    return [{name: part for name, part in item.items() if part is not None and name not in ("id", "order")} for item in value]


def offers(ws: Workspace, kind: str, field: str, keys: str) -> None:
    """A choice holds just these `keys`: each is said in three languages, saved by its word, found by it in the list."""
    declared = KINDS[kind].fields[field]
    options = declared.choices(ws.profile)
    assert set(keys.split()) <= set(options), set(keys.split()) - set(options)
    for key in keys.split():
        for language in LANGUAGES:
            with speaking(language):
                assert str(options[key]).strip()
        record = save(ws, kind, **{field: options[key].text("ky")})
        found = listing.records(ws, kind, where=[f"{field}={key}"])
        assert record in [each["id"] for each in found]
    with pytest.raises(UserError):
        save(ws, kind, **{field: "жок мындай сөз"})


def part_offers(ws: Workspace, kind: str, items: str, part: str, keys: str) -> None:
    """The same of a choice in the items of a list."""
    declared = KINDS[kind].item_lists[items].item_fields[part]
    assert set(keys.split()) <= set(declared.choices(ws.profile))
    shown = records.show(ws, save(ws, kind, **{items: [{part: key} for key in keys.split()]}))
    assert [item[part] for item in shown[items]] == keys.split()
    with pytest.raises(UserError):
        save(ws, kind, **{items: [{part: "жок мындай сөз"}]})
