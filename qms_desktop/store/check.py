"""Verifying a store: pages, the journal's hashes and chains, and that folding gives the stored state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from qms_desktop.core.messages import Message, _
from qms_desktop.journal import chains
from qms_desktop.journal.canonical import sha256_hex
from qms_desktop.journal.digest import digest, digest_lines
from qms_desktop.journal.fold import fold_record
from qms_desktop.models.catalogue import office_fields
from qms_desktop.store import tables
from qms_desktop.store.folded_rows import unknown_cells
from qms_desktop.store.refold import records_with_changes
from qms_desktop.store.transaction import Transaction, journalled
from qms_desktop.store.typed import other, typed_tables


def problems(tx: Transaction, progress: Callable[[int, int], None]) -> list[Message]:
    """What is wrong with the store, a sentence each; empty for a sound one."""
    found: list[Message] = []
    connection = tx.connection
    if connection.dialect.name == "sqlite":
        said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        if said != ["ok"]:
            found.append(_("The file's pages are damaged: {detail}.", detail=said[0]))
    unreadable, others = _journal(tx)
    found += unreadable + others
    if not unreadable:  # else there is nothing whole to fold
        found += _state(tx, progress)
    return found


def _journal(tx: Transaction) -> tuple[list[Message], list[Message]]:
    """The bytes of every change give its name, and every chain is whole: lines that cannot be read, other faults."""
    found: list[Message] = []
    unreadable: list[Message] = []
    change, chain = tables.change, tables.chain
    places: dict[str, tuple[int, int]] = {}
    links: list[tuple[str, str | None, int, int]] = []
    owners = {row: (device, unit) for row, device, unit in tx.connection.execute(select(chain.c.row, chain.c.device, chain.c.unit))}
    query = select(change.c.id, change.c.chain, change.c.seq, change.c.line)
    for name, in_chain, seq, line in tx.connection.execute(query):
        try:
            read = journalled(line)
        except ValueError as refused:
            unreadable.append(_("The change {id} cannot be read ({reason}).", id=name.hex(), reason=str(refused)))
            continue
        if read.id != name.hex() or (read.salt and sha256_hex(line) != name.hex()):
            found.append(_("The bytes of the change {id} were altered.", id=name.hex()))
        if owners.get(in_chain) != (read.device, read.unit) or seq != read.seq:
            found.append(_("The change {id} stands in a wrong chain.", id=name.hex()))
        places[read.id] = (in_chain, read.seq)
        links.append((read.id, read.prev, in_chain, read.seq))
    for change_id, prev, in_chain, seq in links:
        if (prev is not None and places.get(prev) != (in_chain, seq - 1)) or (prev is None and seq != 1):
            found.append(_("The chain before the change {id} is broken.", id=change_id))
    return unreadable, found


def _state(tx: Transaction, progress: Callable[[int, int], None]) -> list[Message]:
    """Folding again gives the rows that are stored."""
    found: list[Message] = []
    connection = tx.connection
    record = tables.record
    stored = {r.row: r for r in connection.execute(select(record))}
    unknown: dict[int, dict[str, str]] = {}
    for row, cell, value in connection.execute(select(other)):
        unknown.setdefault(row, {})[cell] = value
    seen: set[int] = set()
    for row, unit, kind, record_id, changes in records_with_changes(connection):
        seen.add(row)
        folded = fold_record(changes, office_fields(kind))
        flags = stored[row]
        wrong = (flags.gone, flags.flagged, flags.conflicts, flags.proposals) != (
            int(folded.deleted), folded.flags, len(folded.conflicts), len(folded.proposals))  # fmt: skip
        table = typed_tables().get(kind)
        alive = bool(folded.heads) and not folded.deleted
        wrong |= unknown.pop(row, {}) != (unknown_cells(table, folded.shown) if alive else {})
        if table is not None and not wrong:
            wrong = _typed(tx, table, row) != (
                _expected(table.rows(row, record_id, unit, folded.shown, tx.profile)) if alive else None
            )  # fmt: skip
        if wrong:
            found.append(_("The record {id} does not show what its changes say; “rebuild” mends it.", id=record_id))
        if len(seen) % 500 == 0:
            progress(len(seen), len(stored))
    found += [_("The record {id} has no changes.", id=stored[row].id) for row in stored.keys() - seen]
    return found


def _expected(rows: tuple[tuple, dict[str, list[tuple]], list[str], str]) -> tuple[tuple, dict[str, list[tuple]]]:
    main, children, _refused, _search = rows
    return main, children


def _typed(tx: Transaction, table: Any, row: int) -> tuple[tuple, dict[str, list[tuple]]] | None:
    main = tx.connection.execute(select(table.table).where(table.table.c.row == row)).one_or_none()
    if main is None:
        return None
    children = {
        name: [tuple(r) for r in tx.connection.execute(select(child).where(child.c.row == row).order_by(child.c.place))]
        for name, child in table.children.items()
    }
    return tuple(main), children


def store_digest(tx: Transaction) -> str:
    """The digest that two stores with the same changes share."""
    lines: list[bytes] = []
    for _row, unit, kind, record_id, changes in records_with_changes(tx.connection):
        lines += digest_lines(unit, kind, record_id, fold_record(changes, office_fields(kind)))
    return digest(lines)


def forks(tx: Transaction) -> list[chains.Fork]:
    """Where a device's chain parts: its disk was copied. Only chains that hold more than their length are read."""
    change = tables.change
    parted = select(change.c.chain).group_by(change.c.chain).having(func.count() > func.max(change.c.seq))
    chosen = tx.connection.execute(parted).scalars().all()
    lines = tx.connection.execute(select(change.c.line).where(change.c.chain.in_(chosen))).scalars() if chosen else ()
    return chains.forks([journalled(line) for line in lines])
