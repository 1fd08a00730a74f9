"""Folding the whole journal again: what is derived is dropped and made anew from the changes alone."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, inspect, select

from qms_desktop import __version__
from qms_desktop.core.profile import Profile
from qms_desktop.journal.change import Change
from qms_desktop.journal.fold import fold_record
from qms_desktop.models.catalogue import office_fields
from qms_desktop.store import search, tables
from qms_desktop.store.engine import bulk_insert
from qms_desktop.store.folded_rows import FoldedRows
from qms_desktop.store.migrate import newer_store
from qms_desktop.store.transaction import journalled
from qms_desktop.store.typed import declaration_hash, statements, typed_tables

BATCH = 2_000
FOLDED_BY, FOLDED_WITH = "folded_by", "folded_with"
"""The settings that say by which declarations and profile, and by which version of the program."""
_NOTHING_HANGS_ON = frozenset({"calendar", "deadlines", "accreditation", "qa_office", "approvers", "withdrawn"})
"""The parts of a profile that no typed row and no search index is computed by: for them nothing is folded again."""


def mark(profile: Profile) -> str:
    """Names the declarations and the profile that the store works by; what comes before the last word derived values hang on."""
    derived = {name: value for name, value in profile.data.items() if name not in _NOTHING_HANGS_ON}
    return f"{declaration_hash()} {_hash(derived)} {_hash(dict(profile.data))}"


def derives_the_same(left: str | None, right: str) -> bool:
    """Whether typed tables that were folded by one mark say what they would by the other."""
    return left is not None and left.rpartition(" ")[0] == right.rpartition(" ")[0]


def _hash(data: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def create_tables(connection: Connection) -> None:
    for statement in statements(f"{connection.dialect.name}+{connection.dialect.driver}"):
        connection.exec_driver_sql(statement)
    search.create(connection, [typed.table.name for typed in typed_tables().values()])


def drop_tables(connection: Connection) -> None:
    """Drop every typed table, those of earlier declarations too."""
    for name in inspect(connection).get_table_names():
        if name.startswith("r_") or name == "other":
            connection.exec_driver_sql(f'DROP TABLE "{name}"')
    search.drop(connection)


def folded_by(connection: Connection) -> str | None:
    """The mark of what the typed tables were folded by; None where they were not."""
    return _setting(connection, FOLDED_BY)


def check_newest(connection: Connection) -> None:
    """UserError where a newer program has folded the tables that others work with: they are not folded back."""
    with_version = _setting(connection, FOLDED_WITH)
    if with_version is not None and _numbers(with_version) > _numbers(__version__):
        raise newer_store()


def note_mark(connection: Connection, profile: Profile) -> None:
    """Write down that the typed tables say what the journal does, by these declarations and this profile."""
    bulk_insert(connection, "setting", ("name", "value"), [(FOLDED_BY, mark(profile)), (FOLDED_WITH, __version__)])


def forget_mark(connection: Connection) -> None:
    """Whoever opens the store next folds it anew."""
    connection.execute(delete(tables.setting).where(tables.setting.c.name.in_((FOLDED_BY, FOLDED_WITH))))


def _setting(connection: Connection, name: str) -> str | None:
    return connection.execute(select(tables.setting.c.value).where(tables.setting.c.name == name)).scalar_one_or_none()


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def records_with_changes(connection: Connection) -> Iterator[tuple[int, str, str, str, list[Change]]]:
    """Every record in the order of its row: (row, unit, kind, id, its changes)."""
    record, change = tables.record, tables.change
    known = {row: key for row, *key in connection.execute(select(record.c.row, record.c.unit, record.c.kind, record.c.id))}
    query = select(change.c.record, change.c.line).order_by(change.c.record, change.c.row)
    current: int | None = None
    changes: list[Change] = []
    for row, line in connection.execute(query, execution_options={"yield_per": BATCH}):
        if row != current:
            if current is not None:
                yield (current, *known[current], changes)
            current, changes = row, []
        changes.append(journalled(line))
    if current is not None:
        yield (current, *known[current], changes)


def refold(connection: Connection, profile: Profile, progress: Callable[[int, int], None]) -> int:
    """Fold the journal again inside the caller's transaction; the number of records."""
    drop_tables(connection)
    create_tables(connection)
    record = tables.record
    total = len(connection.execute(select(record.c.row)).all())
    changed = dict(connection.execute(select(record.c.row, record.c.changed)).all())
    forget_mark(connection)
    rows = FoldedRows(connection, profile)
    done = 0
    for row, unit, kind, record_id, changes in records_with_changes(connection):
        rows.add(row, unit, kind, record_id, fold_record(changes, office_fields(kind)), changed[row], is_new=False)
        done += 1
        if done % BATCH == 0:
            rows.write()
            rows = FoldedRows(connection, profile)
            progress(done, total)
    rows.write()
    note_mark(connection, profile)
    return done
