"""The store on PostgreSQL beside the plain model, over random schedules."""

import itertools

import pytest
from hypothesis import settings
from sqlalchemy import delete, inspect, select, table, text

from qms_desktop.store import tables
from qms_desktop.store.engine import bulk_insert
from qms_desktop.store.places import Database
from tests.amounts import schedules
from tests.journal.machine import JournalMachine
from tests.journal.stores import ModelStore

from .machines import RealStore, machines_office_fields
from .stores import reopen

__all__ = ["machines_office_fields"]
pytestmark = pytest.mark.usefixtures("machines_office_fields", "schemas")


class PostgresqlStore(RealStore):
    """Those of a finished schedule are used again."""

    new = None
    free = []  # noqa: RUF012 - shared on purpose

    def __init__(self):
        self.store = self.free.pop() if self.free else reopen(self.new())
        self.waiting = []

    def copy(self):
        other = PostgresqlStore()
        other.waiting = list(self.waiting)
        with self.store.connection(writing=False) as source, other.store.connection(writing=True) as target:
            for name in written(source):
                columns = tuple(column["name"] for column in inspect(target).get_columns(name))
                rows = source.execute(select(*map(text, (f'"{column}"' for column in columns))).select_from(table(name)))
                bulk_insert(target, name, columns, [tuple(row) for row in rows])
        return other

    def close(self):
        with self.store.connection(writing=True) as connection:
            for name in written(connection):
                connection.execute(delete(table(name)))
        self.free.append(self.store)


def derived(connection):
    """The typed tables of what the machine writes."""
    return [name for name in inspect(connection).get_table_names() if name.startswith("r_risk") or name == "other"]


def written(connection):
    """The tables that hold anything but settings."""
    ours = [name for name in tables.metadata.tables if name != "setting"]
    return [name for name in (*ours, *derived(connection)) if connection.exec_driver_sql(f'SELECT 1 FROM "{name}" LIMIT 1').first()]


@pytest.fixture
def schemas(database_store, postgresql):
    """One database, in which each store has a schema of its own: made in a fraction of the time."""
    place = database_store.place
    with database_store.connection(writing=False) as connection:
        names = [*tables.metadata.tables, *derived(connection)]
    numbers = itertools.count(1)

    def new():
        schema = f"s{next(numbers)}"
        postgresql.run(
            f"CREATE SCHEMA {schema}",
            *[f'CREATE TABLE {schema}."{name}" (LIKE public."{name}" INCLUDING ALL)' for name in names],
            f"INSERT INTO {schema}.setting SELECT * FROM public.setting",
            database=place.name,
        )
        return Database(f"{place.url}&options=-csearch_path%3D{schema}")

    PostgresqlStore.new = staticmethod(new)
    yield
    while PostgresqlStore.free:
        PostgresqlStore.free.pop().close()


class PostgresqlMachine(JournalMachine):
    factories = (ModelStore, PostgresqlStore)


class TestPostgresql(PostgresqlMachine.TestCase):
    settings = settings(max_examples=schedules("postgresql"), stateful_step_count=15)
