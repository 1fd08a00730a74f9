"""Stores in folders that are closed at the end."""

import pytest

from qms_desktop.core.messages import speaking

from .stores import Device, make, save


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


@pytest.fixture
def store(tmp_path, opened):
    opened.append(make(tmp_path / "store"))
    return opened[0]


@pytest.fixture
def filled(store):
    """A store with ten risks of several changes, a conflict, an unknown kind, and signed heads."""
    device = Device("one")
    for number in range(10):
        record = f"00000000-0000-7000-8000-{number:012d}"
        save(store, device, record, title=f"Тобокелдик {number}", **{"measures/m1/text": "чара"})
        save(store, device, record, cause="себеп")
    save(store, device, "x", kind="hologram", beams=[1, 2])
    save(store, Device("two"), "00000000-0000-7000-8000-000000000000", seen={}, title="Башка")
    return store


