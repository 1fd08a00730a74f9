"""Stores in folders and databases that are closed at the end."""

import pytest

from qms_desktop.core.messages import speaking

from .stores import fill, make, reopen


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are looked for by their English words."""
    with speaking("en"):
        yield


@pytest.fixture
def opened():
    """Remembers stores so that they are closed whatever happens."""
    found = []
    yield found
    for store in found:
        store.close()


@pytest.fixture(scope="session")
def made_database(postgresql):
    """A database with an empty store, which others are quickly copied from."""
    place = postgresql.new()
    make(place).close()
    yield place
    postgresql.drop(place)


@pytest.fixture
def database_store(made_database, new_database, opened):
    """A store in a database."""
    opened.append(reopen(new_database(made_database)))
    return opened[-1]


@pytest.fixture
def store(request, tmp_path, opened):
    """A store in a folder; with the mark `both` of `stores` the test runs once more on PostgreSQL."""
    if getattr(request, "param", "sqlite") == "sqlite":
        opened.append(make(tmp_path / "store"))
    else:
        request.getfixturevalue("database_store")
    return opened[0]


@pytest.fixture
def filled(store):
    """A store with ten risks of several changes, a conflict, an unknown kind, and signed heads."""
    fill(store)
    return store


