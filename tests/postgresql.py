"""A PostgreSQL server of the tests' own: started when the first test asks for it, gone when the tests are, however they end.

A shell holds it and waits at a pipe: it stops the server and clears up as soon as the pipe breaks.
"""

import itertools
import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from qms_desktop.store.places import Database

HOLDER = r"""
set -e
trap 'cd /; rm -rf "$0"' EXIT
trap '' PIPE INT  # whoever waited for "ready" may be gone
cd "$0"
"$1/initdb" -D data -U owner -A trust -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=ru --no-sync >log 2>&1 ||
    { cat log >&2; exit 1; }
echo "local all guarded scram-sha-256
local all all trust" >data/pg_hba.conf
"$1/postgres" -D data -c listen_addresses= -c unix_socket_directories="$0" -c fsync=off -c full_page_writes=off \
    -c synchronous_commit=off -c autovacuum=off -c jit=off -c max_connections=100 >log 2>&1 &
server=$!
for _turn in $(seq 300); do
    "$1/pg_isready" -q -h "$0" && break
    sleep 0.05
done
echo ready 2>/dev/null || true
read -r _nothing || true
kill -QUIT $server
wait $server || true
"""

# Sorted as Russians do: what relies on the order of the server's own language shows itself.


def programs():
    """The folder of the server's programs; Debian keeps them out of the PATH."""
    in_path = shutil.which("initdb")
    if in_path:
        return Path(in_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise RuntimeError("The tests need the programs of a PostgreSQL server: install the package “postgresql”.")
    return found[-1].parent


def as_ordinary_user(folder):
    """What stands before a command so that the superuser does not run it: a server refuses to be."""
    if os.geteuid() != 0:
        return []
    user = next(name for name in ("postgres", "nobody") if _id(name) is not None)
    shutil.chown(folder, user)
    uid, gid = _id(user)
    return ["setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups"]


def _id(user):
    import pwd

    try:
        found = pwd.getpwnam(user)
    except KeyError:
        return None
    return found.pw_uid, found.pw_gid


class Server:
    """A running server; `owner` may do everything in it, without a password."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="qms-pg-"))
        command = [*as_ordinary_user(self.folder), "sh", "-c", HOLDER, str(self.folder), str(programs())]
        self._holder = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        if self._holder.stdout.readline() != "ready\n":
            self.stop()
            raise RuntimeError("The PostgreSQL server of the tests did not start.")
        self._numbers = itertools.count(1)

    def stop(self):
        self._holder.stdin.close()
        self._holder.wait()
        self._holder.stdout.close()

    def url(self, database, user="owner", password=None):
        who = f"{user}:{password}" if password else user
        return f"postgresql+psycopg://{who}@/{database}?host={self.folder}"

    def place(self, database, **who):
        return Database(self.url(database, **who))

    def run(self, *statements, database="postgres"):
        """Statements outside of any transaction; the rows of the last one."""
        import psycopg

        with psycopg.connect(host=str(self.folder), user="owner", dbname=database, autocommit=True) as connection:
            for statement in statements:
                found = connection.execute(statement)
            return found.fetchall() if found.description else None

    def new(self, *, options=""):
        """A new, empty database."""
        name = f"store_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} {options}")
        return self.place(name)

    def copy_of(self, place):
        """A new database with the same content, which nobody may have open now."""
        return self.new(options=f"TEMPLATE {place.name}")

    def drop(self, place):
        self.run(f"DROP DATABASE {place.name} WITH (FORCE)")

    def cut(self, place):
        """Break every connection to a database, as a failing network does."""
        self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{place.name}'")

    def guarded(self):
        """A user who needs a password, and that password."""
        name, password = "guarded", secrets.token_hex(8)
        self.run("DROP ROLE IF EXISTS guarded", f"CREATE ROLE {name} LOGIN PASSWORD '{password}'")
        return name, password
