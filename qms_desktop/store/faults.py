"""What a failing disk, a full one, a locked or a spoilt file look like to people: one sentence, what to do."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from collections.abc import Iterator

from sqlalchemy import exc

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.store.places import Database, Place

_SENTENCES = (
    (("disk is full", "no space left"), _("The disk is full; nothing was changed."),
     _("Make room on the disk, then do it again.")),
    (("readonly", "read-only", "attempt to write", "unable to open", "permission denied"),
     _("The store's folder cannot be written to."), _("Choose a folder that you may write to.")),
    (("locked", "busy"), _("Another program is using the store."), _("Close it there, then do it again.")),
    (("not a database", "malformed", "file is encrypted"), _("The store's file is damaged."),
     _("Restore the last good backup: “qms-desktop restore FILE”.")),
    (("disk i/o error", "input/output error"), _("The disk failed while reading or writing; nothing was changed."),
     _("Check the disk or the stick, then do it again.")),
)  # fmt: skip


class StoreDamaged(UserError):
    """The store's file cannot be read: a backup has to take its place."""


def sentence_for(problem: BaseException) -> UserError | None:
    """The sentence for a fault of the disk or the file; None for a bug."""
    said = str(problem).casefold()
    for signs, message, hint in _SENTENCES:
        if any(sign in said for sign in signs):
            return (StoreDamaged if "malformed" in signs else UserError)(message, hint)
    return None


@contextlib.contextmanager
def told(place: Place | None = None) -> Iterator[None]:
    """Turn the faults of the disk, the file and the server into sentences; let bugs through as they are."""
    try:
        yield
    except _faults() as problem:
        sentence = _of_server(problem, place) if _is_of_server(problem) else sentence_for(problem)
        if sentence is None:
            raise
        raise sentence from problem


def _faults() -> tuple[type[BaseException], ...]:
    psycopg = sys.modules.get("psycopg")  # never imported for the sake of a fault
    return (exc.DBAPIError, sqlite3.Error, OSError, *([psycopg.Error] if psycopg else []))


def _is_of_server(problem: BaseException) -> bool:
    psycopg = sys.modules.get("psycopg")
    return psycopg is not None and isinstance(_said(problem), psycopg.Error)


def _said(problem: BaseException) -> BaseException | None:
    return problem.orig if isinstance(problem, exc.DBAPIError) else problem


def _of_server(problem: BaseException, place: Place | None) -> UserError | None:
    from qms_desktop.store.server_faults import sentence_of

    connecting = isinstance(problem, exc.DBAPIError) and not problem.connection_invalidated
    return sentence_of(_said(problem), place if isinstance(place, Database) else None, connecting=connecting)
