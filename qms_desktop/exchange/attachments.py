"""Attached files: found in what records say, kept in `files/` by their hash, taken out of bundles piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import select

from qms_desktop.core.files import whole_file
from qms_desktop.exchange.manifest import Attachment
from qms_desktop.exchange.reader import Bundle
from qms_desktop.store import tables
from qms_desktop.store.engine import bulk_insert
from qms_desktop.store.store import Store
from qms_desktop.store.transaction import Transaction

_HASH = re.compile(rb'"([0-9a-f]{64})"')


def mentioned(tx: Transaction, lines: Iterable[bytes], folder: Path, left_out: frozenset[str]) -> list[Attachment]:
    """The attachments that those changes speak of; enclosed where the file is here and is not left out."""
    attachment = tables.attachment
    query = select(attachment.c.sha256, attachment.c.size, attachment.c.name)
    listed = {sha256: (size, name) for sha256, size, name in tx.connection.execute(query)}
    if not listed:
        return []
    spoken_of = {found.decode() for line in lines for found in _HASH.findall(line)} & listed.keys()
    return [
        Attachment(sha256, *listed[sha256], sha256 not in left_out and (folder / sha256).is_file())
        for sha256 in sorted(spoken_of)
    ]


def keep(store: Store, tx: Transaction, bundle: Bundle, at: str) -> int:
    """Put the bundle's attachments in place and list them; how many were new. Each has its name only once whole."""
    attachment = tables.attachment
    listed = set(tx.connection.execute(select(attachment.c.sha256)).scalars())
    new = 0
    for each in bundle.manifest.attachments:
        if each.enclosed and not (store.files / each.sha256).is_file():
            _store(store.files / each.sha256, bundle)
            new += 1
        if each.sha256 not in listed:
            bulk_insert(tx.connection, "attachment", ("sha256", "size", "name", "at"),
                        [(each.sha256, each.size, each.name, at)])  # fmt: skip
    return new


def _store(target: Path, bundle: Bundle) -> None:
    with whole_file(target) as file:
        bundle.blob(target.name, file.write)


def awaited(store: Store, tx: Transaction) -> list[str]:
    """The attachments that are listed and have not arrived."""
    listed = tx.connection.execute(select(tables.attachment.c.sha256).order_by(tables.attachment.c.sha256)).scalars()
    return [sha256 for sha256 in listed if not (store.files / sha256).is_file()]
