"""What a database server that is away, refuses or fails looks like to people: one sentence, what to do."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.store.places import Database

_BY_STATE = (
    (("42501", "25006"), _("The database does not let this user write in it."),
     _("Ask its administrator to make the user the owner of the database.")),
    (("53100",), _("The disk of the database server is full; nothing was changed."), _("Tell its administrator.")),
    (("53300",), _("The database server has no room for another connection."), _("Try again in a moment.")),
    (("55P03",), _("Somebody else is writing into the store at the moment."), _("Wait a minute, then do it again.")),
    (("57014",), _("The database server stopped this; nothing was changed."), _("Do it again.")),
    (("58030", "XX001", "XX002"), _("The disk of the database server failed; nothing was changed."),
     _("Tell its administrator.")),
)  # fmt: skip

# Before one is let in, the server says no more than words, mostly English, sometimes those of its own country.
_BY_WORDS = (
    (("password authentication failed", "no password supplied", "подлинност", "не указан пароль", "не указали пароль"),
     _("The database server does not accept the name or the password."), _("Look whether both are written rightly in --store.")),
    (("does not exist", "не существует"), _("There is no such database or user on the server."),
     _("Ask its administrator to make it, or look at its name in --store.")),
    (("pg_hba.conf", "permission denied for database", "нет доступа к базе"),
     _("The database server does not let this computer or user in."), _("Ask its administrator.")),
)  # fmt: skip


class ServerAway(UserError):
    """The server cannot be reached now: what was not saved can be done again later."""


def sentence_of(problem: Any, place: Database | None, *, connecting: bool) -> UserError | None:
    """The sentence for an error of psycopg; None for a bug."""
    import psycopg

    state = problem.sqlstate
    for states, message, hint in _BY_STATE:
        if state in states:
            return UserError(message, hint)
    if state is None or state[:2] in ("08", "57", "28", "3D"):
        said = str(problem).casefold()
        for signs, message, hint in _BY_WORDS:
            if any(sign in said for sign in signs):
                return UserError(message, hint)
        if isinstance(problem, psycopg.OperationalError | psycopg.InterfaceError):
            return _away(place, connecting=connecting)
    return None


def _away(place: Database | None, *, connecting: bool) -> ServerAway:
    if connecting:
        shown = str(place) if place is not None else "PostgreSQL"
        return ServerAway(
            _("The database server cannot be reached: {place}", place=shown),
            _("Look whether the network works and the server runs, then do it again."),
        )
    return ServerAway(
        _("The connection to the database server was lost; what was being done is undone."),
        _("Look whether the network works and the server runs, then do it again."),
    )
