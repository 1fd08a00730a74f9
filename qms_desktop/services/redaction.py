"""Removing a person's data from the journal: what would be taken is shown first, then taken by signed redactions.

A change is taken whole, since its bytes are what names it. What else it said is written anew without the name, head by
head, so that neither a value nor an open conflict is lost with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.exchange import attachments, redacting
from qms_desktop.journal.change import REDACTED, Change
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.changes import Changes
from qms_desktop.services.person_names import Names
from qms_desktop.services.workspace import Workspace, reason
from qms_desktop.store import reading, tables
from qms_desktop.store.authoring import Edit
from qms_desktop.store.backup import back_up
from qms_desktop.store.transaction import Key, Transaction, journalled

_CHANGE = re.compile("[0-9a-f]{64}")
PERSON = "person"
FILES = "files"


@dataclass(frozen=True, slots=True)
class Find:
    """One value that would be taken, and what would stand there afterwards (nothing, where it is empty)."""

    change: str
    key: Key
    cell: str
    at: str
    before: Any
    after: Any

    @property
    def kind_label(self) -> Localised:
        return KINDS[self.key.kind].label if self.key.kind in KINDS else Text.of(self.key.kind)

    @property
    def field_label(self) -> Localised:
        kind = KINDS.get(self.key.kind)
        return (kind.label_of_cell(self.cell) if kind else None) or Text.of(self.cell)

    def as_json(self) -> dict[str, Any]:
        return {
            "change": self.change, "record": self.key.id, "kind": self.key.kind, "unit": self.key.unit,
            "field": self.cell, "at": self.at, "before": self.before, "after": self.after,
        }  # fmt: skip


@dataclass(slots=True)
class Found:
    """All that holds a person's data. `backups` are older copies of the store, which are redacted when restored."""

    names: list[str]
    finds: list[Find] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    drafts: int = 0
    backups: int = 0

    @property
    def changes(self) -> list[str]:
        return list(dict.fromkeys(find.change for find in self.finds))

    @property
    def records(self) -> int:
        return len({find.key for find in self.finds})

    def as_json(self) -> dict[str, Any]:
        return {
            "names": self.names, "changes": len(self.changes), "records": self.records, "files": self.files,
            "drafts": self.drafts, "backups": self.backups, "found": [find.as_json() for find in self.finds],
        }  # fmt: skip


@dataclass(slots=True)
class _Targets:
    """What was chosen: the changes to take, those of them taken `whole`, the person records among what was chosen,
    the names to look for everywhere."""

    changes: dict[str, Change] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    people: set[Key] = field(default_factory=set)
    names: Names = field(default_factory=lambda: Names(()))


def find(ws: Workspace, targets: Sequence[str]) -> Found:
    """What would be taken: of a person, all that holds the name; of another record or change, all that it says."""
    _check_office(ws)
    with ws.store.reading() as tx:
        return _found(ws, tx, _targets(tx, targets))


def redact(ws: Workspace, targets: Sequence[str], *, why: str) -> tuple[Found, Changes]:
    """Take it: sign the redactions, write anew what else was said, drop drafts and files. There is no way back."""
    _check_office(ws)
    why = reason(why)
    if not why:
        raise UserError(_("Say why the data is removed: the reason is kept in its place."))
    with ws.store.writing() as tx:
        chosen = _targets(tx, targets)
        if chosen.names.are_in(why):
            raise UserError(_("The reason would keep the very name that is removed."), _("Write it without the name."))
        found = _found(ws, tx, chosen)
        edits = [edit for key in _keys(chosen) for edit in _said_anew(tx, key, chosen, why)]
        _changes, rewritten = ws.write(tx, edits)
        done = redacting.redact(tx, chosen.changes.values(), ws.key)
        _drop_drafts(tx, chosen.names)
        redacting.keep_beside(tx)
    redacting.let_go(ws.store, done.taken)
    back_up(ws.store, "redaction")  # an older one would bring back neither the person nor what was said anew
    return found, Changes.of(done.keys | rewritten.keys)


def _check_office(ws: Workspace) -> None:
    if not ws.is_office:
        raise UserError(_("Only the QA office removes a person's data."), _("Ask the QA office; its next answer brings it here."))


# --- looking -----------------------------------------------------------------------------------------------------


def _targets(tx: Transaction, given: Sequence[str]) -> _Targets:
    chosen = _Targets()
    names: set[str] = set()
    for target in given:
        for change in _changes_of(tx, target, chosen.people):
            if not _is_redacted(change):
                chosen.changes[change.id] = change
                if change.kind == PERSON and not _CHANGE.fullmatch(target):
                    names.add(change.set.get("name") or "")
                else:
                    chosen.whole.add(change.id)
    chosen.names = Names(names)
    if chosen.names:
        for change in _naming(tx, chosen.names):
            chosen.changes.setdefault(change.id, change)
    return chosen


def _changes_of(tx: Transaction, target: str, people: set[Key]) -> list[Change]:
    if _CHANGE.fullmatch(target):
        change = tx.change(target)
        if change is None:
            raise UserError(_("There is no change {id}.", id=target))
        return [change]
    keys = reading.keys_of(tx, target)
    if not keys:
        raise UserError(_("There is no record {id}.", id=target), _("“qms-desktop list KIND” lists the records."))
    people |= {key for key in keys if key.kind == PERSON}
    rows = [row for key in keys if (row := tx.row_of(key)) is not None]
    return [change for row in rows for change in tx.changes_of(row)]


def _is_redacted(change: Change) -> bool:
    return REDACTED in change.set.values() or not change.salt


def _naming(tx: Transaction, names: Names) -> Iterator[Change]:
    """The changes in whose values, or reason, one of the names stands."""
    query = select(tables.change.c.line).execution_options(yield_per=1000)
    for line in tx.connection.execute(query).scalars():
        if names.may_be_in(line):
            change = journalled(line)
            if not _is_redacted(change) and names.are_in([change.set, change.why]):
                yield change


def _found(ws: Workspace, tx: Transaction, chosen: _Targets) -> Found:
    found = Found(chosen.names.names)
    for key in _keys(chosen):
        for change in _of(chosen, key):
            found.finds += _finds(change, key, chosen)
    taken = attachments.hashes_in(change.line for change in chosen.changes.values())
    kept = attachments.hashes_in([json.dumps(edit.cells).encode() for key in _keys(chosen)
                                  for edit in _said_anew(tx, key, chosen, "")])  # fmt: skip
    listed = attachments.listed(tx)
    elsewhere = attachments.spoken_of_elsewhere(tx, taken & listed.keys() - kept, set(chosen.changes))
    found.files = [listed[sha256].name for sha256 in sorted((taken & listed.keys()) - kept - elsewhere)]
    found.drafts = len(_drafts(tx, chosen.names))
    found.backups = len(list(ws.store.backups.glob("*.sqlite"))) if ws.store.backups.is_dir() else 0
    return found


def _keys(chosen: _Targets) -> list[Key]:
    return sorted({Key(change.unit, change.kind, change.record) for change in chosen.changes.values()})


def _of(chosen: _Targets, key: Key) -> list[Change]:
    return [change for change in chosen.changes.values() if (change.unit, change.kind, change.record) == key]


def _finds(change: Change, key: Key, chosen: _Targets) -> Iterator[Find]:
    """What of a change is shown to be taken: all of it, or where it only names somebody, the values that do."""
    rest = _rest(change, key, chosen)
    for cell, value in change.set.items():
        if cell not in rest or rest[cell] != value:
            yield Find(change.id, key, cell, change.at, value, rest.get(cell))
    if chosen.names.are_in(change.why):
        yield Find(change.id, key, "why", change.at, change.why, None)


def _rest(change: Change, key: Key, chosen: _Targets) -> dict[str, Any]:
    """What a change says without the person: what is written anew where it stands for a field."""
    names = chosen.names
    if key in chosen.people:
        return {cell: names.taken_out(value) if _is_of_the_post(key, cell) else None for cell, value in change.set.items()}
    if change.id in chosen.whole:
        return {}
    about = {cell.rpartition("/")[0] for cell, value in change.set.items()
             if cell.startswith(FILES + "/") and names.are_in(value)}  # fmt: skip
    return {cell: names.taken_out(value) for cell, value in change.set.items() if cell.rpartition("/")[0] not in about}


def _is_of_the_post(key: Key, cell: str) -> bool:
    """Whether a field of a person's record speaks of the post, not of the person: that stays."""
    fields = KINDS[key.kind].cells.get(cell, ())
    return any(each.name == "position" or each.type_name in ("unit", "choice") for each in fields)


# --- taking ------------------------------------------------------------------------------------------------------


def _said_anew(tx: Transaction, key: Key, chosen: _Targets, why: str) -> Iterator[Edit]:
    """What the changes taken from a record stand for, less the person; each in the place of its own, conflicts too."""
    folded = tx.fold(key)
    if folded is None or folded.deleted:
        return
    for change in _of(chosen, key):
        standing = {
            cell: value for cell, value in _rest(change, key, chosen).items()
            if cell in folded.heads and change.id in {head.change for head in folded.heads[cell]}
            and cell.rpartition("/")[0] not in folded.gone_items
        }  # fmt: skip
        if standing:
            yield Edit(key, standing, seen={cell: [change.id] for cell in standing}, why=why)


def _drafts(tx: Transaction, names: Names) -> list[tuple[str, str, str, str]]:
    draft = tables.draft
    query = select(draft.c.kind, draft.c.record, draft.c.unit, draft.c.field, draft.c.value)
    return [place for *place, value in map(tuple, tx.connection.execute(query)) if names and names.are_in(json.loads(value))]


def _drop_drafts(tx: Transaction, names: Names) -> None:
    draft = tables.draft
    for kind, record, unit, name in _drafts(tx, names):
        tx.connection.execute(delete(draft).where(
            draft.c.kind == kind, draft.c.record == record, draft.c.unit == unit, draft.c.field == name
        ))  # fmt: skip
