"""A store on PostgreSQL: its address, and what people are told when the server refuses, fails or is away."""

import random
import subprocess
import sys

import psycopg
import pytest
from sqlalchemy import inspect

from qms_desktop.core.errors import UserError
from qms_desktop.store import tables
from qms_desktop.store.authoring import Author, Edit, write
from qms_desktop.store.places import Database, place_named
from qms_desktop.store.store import bring_up_to_date, create_store, exists, open_store
from qms_desktop.store.transaction import Key

from .stores import CLOCK, UNIT, Device, digest, fill, found, make, reopen, save, typed_rows


@pytest.fixture
def store(database_store):
    return database_store


@pytest.fixture
def second(store, opened):
    """Another program on the same database."""
    opened.append(open_again(store))
    return opened[-1]


def open_again(store):
    again = reopen(store.place)
    bring_up_to_date(again)
    return again


# --- the address -------------------------------------------------------------------------------------------------


def test_an_address_is_shown_without_its_password():
    secret = "ge:he/im"
    for url in (
        "postgresql+psycopg://anna:ge%3Ahe%2Fim@server:5433/qms?sslmode=require&password=ge%3Ahe%2Fim",
        "postgres://anna:ge%3Ahe%2Fim@[::1]/qms",
    ):
        place = place_named(url)
        for shown in (str(place), repr(place), f"{place}", str([place])):
            assert secret not in shown
            assert "ge%3A" not in shown
            assert "anna@" in shown
        assert secret in place.secrets
    assert str(place_named("postgresql://anna@server:5433/qms?host=/run/pg")) == "postgresql://anna@server:5433/qms?host=/run/pg"


@pytest.mark.parametrize("named", [
    "mysql://server/qms", "postgresql://server", "postgresql://server:many/qms", "postgresql+asyncpg://server/qms", "https://server/qms",
])  # fmt: skip
def test_what_is_no_address_is_refused(named):
    with pytest.raises(UserError, match="PostgreSQL"):
        place_named(named)


# --- what people are told ----------------------------------------------------------------------------------------


def told(place):
    """What opening and making a store there says, the same in both."""
    sentences = set()
    for attempt in (exists, create_store, lambda place: open_store(place, before_migration=lambda _store: None)):
        with pytest.raises(UserError) as refused:
            attempt(place)
        sentences.add(str(refused.value))
    (sentence,) = sentences
    assert not any(secret in sentence for secret in place.secrets)
    return sentence


def test_a_server_that_is_not_there(tmp_path):
    assert "cannot be reached" in told(Database(f"postgresql://a:geheim@/qms?host={tmp_path}"))
    assert "cannot be reached" in told(Database("postgresql://a:geheim@127.0.0.1:1/qms"))
    assert "cannot be reached" in told(Database("postgresql://a:geheim@nowhere.invalid/qms"))


def test_a_wrong_password(postgresql, new_database):
    user, password = postgresql.guarded()
    place = new_database()
    assert "password" in told(postgresql.place(place.name, user=user, password="not " + password))
    assert "password" in told(postgresql.place(place.name, user=user))
    assert not exists(postgresql.place(place.name, user=user, password=password))


def test_a_database_or_user_that_is_not_there(postgresql):
    assert "no such database" in told(postgresql.place("nowhere"))
    assert "no such database" in told(postgresql.place("postgres", user="nobody_at_all"))


def test_a_user_who_may_not_make_tables(postgresql, new_database):
    user, password = postgresql.guarded()
    place = new_database()
    theirs = postgresql.place(place.name, user=user, password=password)
    with pytest.raises(UserError, match="does not let this user write") as refused:
        create_store(theirs)
    assert password not in str(refused.value)
    assert not exists(place)


def test_an_owner_who_is_no_administrator_needs_nothing_more(postgresql, opened):
    user, password = postgresql.guarded()
    place = postgresql.new(options=f"OWNER {user}")
    theirs = postgresql.place(place.name, user=user, password=password)
    opened.append(make(theirs))
    fill(opened[-1])
    assert found(opened[-1]) == []
    opened.pop().close()
    postgresql.drop(place)


def test_a_database_of_another_program_is_left_alone(postgresql, new_database):
    place = new_database()
    postgresql.run("CREATE TABLE r_theirs (a integer)", database=place.name)
    with pytest.raises(UserError, match="another program"):
        create_store(place)
    assert postgresql.run("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace", database=place.name) == [("r_theirs",)]


def test_a_database_without_all_letters_is_refused(postgresql):
    place = postgresql.new(options="ENCODING 'SQL_ASCII' TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'")
    with pytest.raises(UserError, match="letters"):
        create_store(place)
    postgresql.drop(place)


def test_a_store_is_not_made_again_and_not_opened_where_there_is_none(store, new_database):
    with pytest.raises(UserError, match="already"):
        create_store(store.place)
    with pytest.raises(UserError, match="no store"):
        reopen(new_database())


def test_without_the_driver_a_sentence_says_so():
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from qms_desktop.cli import main\n"
        "sys.exit(main(['--store', 'postgresql://a:geheim@server/qms', '--lang', 'en', 'digest']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "PostgreSQL is missing" in done.stderr
    assert "geheim" not in done.stderr


def test_sqlite_needs_no_driver():
    """Nor does its start wait for SQLAlchemy's part of it."""
    code = (
        "import qms_desktop.services.workspace, qms_desktop.store.backup, qms_desktop.store.typed as typed, sys\n"
        "list(typed.typed_tables().values())\n"
        "assert not [name for name in sys.modules if name == 'psycopg' or name.startswith('sqlalchemy.dialects.postgresql')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_connection_that_is_lost_is_rolled_back_and_made_anew(store, postgresql):
    fill(store)
    before, rows = digest(store), typed_rows(store)


    def lose(*, after):
        with store.writing() as tx:
            if not after:
                postgresql.cut(store.place)
            write(tx, [Edit(Key(UNIT, "risk", "lost"), {"title": "А"})], Author("p", UNIT, Device("one")), CLOCK)
            postgresql.cut(store.place)

    for after in (True, False):  # at the commit; in the middle
        with pytest.raises(UserError, match="was lost"):
            lose(after=after)
        assert digest(store) == before
        assert typed_rows(store) == rows
    postgresql.cut(store.place)  # and between two operations nobody notices
    save(store, Device("one"), "found", title="Б")
    assert found(store) == []


# --- the server's own limits -------------------------------------------------------------------------------------


def test_names_longer_than_an_index_takes_are_kept(store):
    """They come from outside: no bundle may be refused here that a folder takes."""
    long = "".join(random.Random(1).choices("абвгдежзийклмнңоөпрстуүфхцчшщъыьэюя", k=20_000))
    with store.writing() as tx:
        write(tx, [Edit(Key(long, "risk", long), {"title": long, "category": long, "process": long, "code": long})],
              Author("p", long, Device("one")), CLOCK)  # fmt: skip
        write(tx, [Edit(Key(long, long, long), {long: long})], Author("p", long, Device("one")), CLOCK)
    assert found(store) == []
    with store.reading() as tx:
        assert tx.row_of(Key(long, "risk", long)) == 1


def test_numbers_to_the_journals_limit(store):
    save(store, Device("one"), "1", title="А", consequence=2**53 - 1, beams=[-(2**53) + 1])
    save(store, Device("one"), "2", kind="improvement", number=2**31)
    assert found(store) == []


def test_what_no_text_can_hold_is_not_found(store):
    from qms_desktop.store.reading import Query, keys_of, rows

    save(store, Device("one"), "1", title="А")
    with store.reading() as tx:
        assert rows(tx, Query("risk", search="А\0")) == []
        assert keys_of(tx, "1\0") == []


def test_the_lock_gives_up_with_a_sentence(store, second, monkeypatch):
    with second.connection(writing=False) as connection:
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar_one() == "1min"
    with second.home.engine.connect() as connection:
        connection.exec_driver_sql("SET lock_timeout = '50ms'")
        connection.commit()
    with store.writing(), pytest.raises(UserError, match="Somebody else is writing"):
        save(second, Device("two"), "1", title="А")
    save(second, Device("two"), "1", title="А")


def test_the_server_sorts_otherwise_than_we_do(postgresql, new_database):
    """So the tests of order mean something here."""
    place = new_database()
    with psycopg.connect(host=str(postgresql.folder), user="owner", dbname=place.name) as connection:
        assert connection.execute("SELECT 'а' < 'Б', 'а' COLLATE \"C\" < 'Б' COLLATE \"C\"").fetchone() == (True, False)


def columns(store):
    with store.connection(writing=False) as connection:
        look = inspect(connection)
        return {name: [column["name"] for column in look.get_columns(name)] for name in tables.metadata.tables}


def test_the_columns_are_those_of_sqlite(store, tmp_path, opened):
    opened.append(make(tmp_path / "store"))
    described = {name: [column.name for column in table.columns] for name, table in tables.metadata.tables.items()}
    for each in opened:
        assert {name: sorted(found) for name, found in columns(each).items()} == {
            name: sorted(found) for name, found in described.items()
        }
