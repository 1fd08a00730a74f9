"""Where a store lies: a folder, or a PostgreSQL database by its URL. Imports nothing, since the window starts with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _

SCHEMES = ("postgresql", "postgresql+psycopg", "postgres")
_SECRETS = ("password", "sslpassword", "passfile")


@dataclass(frozen=True, slots=True)
class Database:
    """A PostgreSQL database. As a text it is its URL without the password: that is what people and logs are shown."""

    url: str
    """With the password: for connecting alone."""

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        user, _at, host = parts.netloc.rpartition("@")
        user = user.partition(":")[0]
        shown = [(name, value) for name, value in parse_qsl(parts.query) if name not in _SECRETS]
        query = urlencode(shown, safe="/:", quote_via=quote)
        return urlunsplit((parts.scheme, f"{user}@{host}" if user else host, parts.path, query, ""))

    def __repr__(self) -> str:
        return f"Database({str(self)!r})"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown, as it was written and as it is meant."""
        parts = urlsplit(self.url)
        written = [value for name, value in parse_qsl(parts.query) if name in _SECRETS]
        written.append(parts.netloc.rpartition("@")[0].partition(":")[2])
        return tuple({each for text in written for each in (text, unquote(text)) if each})

    @property
    def name(self) -> str:
        """The name of the database on its server."""
        return unquote(urlsplit(self.url).path.strip("/"))


Place = Path | Database


def place_named(named: str) -> Place:
    """The folder or the database that a person named; UserError for a URL that names neither."""
    if "://" not in named:
        return Path(named)
    refusal = UserError(
        _("This is not the address of a PostgreSQL database."),
        _("Write it so: postgresql://user:password@server/database"),
    )
    try:
        parts = urlsplit(named)
        parts.port  # noqa: B018 - says by an exception that it is no number
    except ValueError:
        raise refusal from None
    found = Database(named)
    if parts.scheme not in SCHEMES or not found.name or parts.fragment:
        raise refusal
    return found
