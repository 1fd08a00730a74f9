"""What all tests share: device keys in a folder of the test, no language or store of the person who runs them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from qms_desktop.core import messages
from qms_desktop.store.places import Database, Place

from . import amounts
from .postgresql import Server

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

hypothesis.settings.register_profile("ci", deadline=None)  # a busy machine is no fault
hypothesis.settings.register_profile("soak", deadline=None, max_examples=2_000)
hypothesis.settings.load_profile(amounts.PROFILE)


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keys, data and settings in the test's folder; Kyrgyz unless a test chooses otherwise."""
    monkeypatch.setenv("QMS_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("QMS_STORE", raising=False)
    monkeypatch.delenv("QMS_LANG", raising=False)
    chosen = messages.current_language()
    messages.choose_language("ky")
    yield
    messages.choose_language(chosen)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """The PostgreSQL server of the tests; it takes a second to start, for the first test that asks."""
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def new_database(postgresql: Server) -> Iterator[Callable[..., Database]]:
    """Makes empty databases, `place = new_database()`, which are dropped with the test."""
    made = []

    def new(like: Database | None = None) -> Database:
        made.append(postgresql.new() if like is None else postgresql.copy_of(like))
        return made[-1]

    yield new
    for place in made:
        postgresql.drop(place)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Place]:
    """Makes places for stores, on either database in turn: `new_place()`, `new_place("office")`."""
    if request.param == "sqlite":
        return lambda name="store": tmp_path / name
    new = request.getfixturevalue("new_database")
    return lambda _name="": new()


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Notes how much a test went through, for the table of docs/reliability.md: `figures(schedules=6, steps=240)`."""

    def note(**counted: int) -> None:
        if path := os.environ.get("QMS_FIGURES"):
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(json.dumps({"test": request.node.nodeid, "counted": counted}) + "\n")

    return note


@pytest.fixture
def make_workspace(tmp_path: Path) -> Iterator[Callable]:
    """Makes stores: `make_workspace("МТК")` a department's, `make_workspace()` the QA office's."""
    from qms_desktop.services.setup import init

    opened = []

    def make(unit: str | None = None, *, institution: str = "jasu", folder: str | None = None, person: str = "Назарова А. К."):
        place = tmp_path / (folder or f"store {len(opened)} «{unit or 'office'}»")
        ws = init(
            place, institution=institution, role="department" if unit else "office", unit=unit,
            person=person, position="Кафедра башчысы",
        )  # fmt: skip
        opened.append(ws)
        return ws

    yield make
    for ws in opened:
        ws.close()


@pytest.fixture
def rectorate(make_workspace, tmp_path: Path) -> Iterator:
    """The rector's office beside the QA office and a department."""
    from tests.rectorate import Rectorate

    found = Rectorate(make_workspace, tmp_path)
    yield found
    found.rector.close()


def pytest_sessionfinish() -> None:
    """Qt's offscreen platform frees a clipboard's data after Python has gone, and the process would end with a crash."""
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()
