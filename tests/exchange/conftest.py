"""Computers that are closed at the end."""

import pytest

from qms_desktop.core.messages import speaking

from .campus import Campus
from .office import make_pc


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are looked for by their English words."""
    with speaking("en"):
        yield


@pytest.fixture
def pcs(tmp_path):
    """Makes a computer: `pcs("КМТ")`, `pcs("office", "office")`."""
    made = []

    def make(unit, role="department", name=None, institution="generic"):
        pc = make_pc(tmp_path / (name or f"{unit}-{len(made)}"), unit, role, institution)
        made.append(pc)
        return pc

    yield make
    for pc in made:
        pc.store.close()


@pytest.fixture
def office(pcs):
    return pcs("office", "office")


@pytest.fixture
def unit(pcs):
    return pcs("КМТ")


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def campus(tmp_path):
    """A university of the profile jasu."""
    made = Campus(tmp_path)
    yield made
    made.close()
