"""Two windows on one PostgreSQL: each shows what the other changed, and says when the server is away."""

import pytest
from PySide6.QtWidgets import QLabel

from qms_desktop.core.messages import Message
from qms_desktop.services import listing, records
from qms_desktop.services.setup import init
from qms_desktop.services.workspace import open_workspace
from qms_desktop.store.authoring import Base
from qms_desktop.store.places import Database
from qms_desktop.ui import watch
from qms_desktop.ui.application import Application
from tests.ui.shells import RISK


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    monkeypatch.setattr(watch, "EVERY", 50)
    monkeypatch.setattr(watch, "WHEN_AWAY", 50)


@pytest.fixture
def place(new_database):
    place = new_database()
    with init(place, institution="jasu", role="department", unit="ФИЛ", person="А. Б.", position="Башчы") as ws:
        records.save(ws, "risk", [{**RISK, "title": "Биринчи"}])
    return place


@pytest.fixture
def sit_down(place, shell, tmp_path, monkeypatch):
    """A person opens the window at a computer of their own."""
    opened = []

    def sit(name):
        with monkeypatch.context() as there:
            there.setenv("QMS_KEYS", str(tmp_path / name))
            opened.append(shell(open_workspace(place)))
        return opened[-1]

    yield sit
    for each in opened:
        each.session.watch.stop()
        each.settle()
        each.ws.close()


def titles(shell):
    rows = shell.window.page().passport.sheet.rows
    return {rows.row(at)["title"] for at in range(rows.record_count())}


def test_a_window_shows_what_another_saved(sit_down, qtbot):
    mine, theirs = sit_down("mine"), sit_down("theirs")
    mine.page("risks")
    theirs.page("risks")
    assert titles(mine) == {"Биринчи"}
    records.save(theirs.ws, "risk", [{**RISK, "title": "Экинчи"}])
    qtbot.waitUntil(lambda: titles(mine) == {"Биринчи", "Экинчи"}, timeout=10_000)


def test_two_who_saw_the_same_make_a_conflict_and_the_first_is_told(sit_down, qtbot):
    mine, theirs = sit_down("mine"), sit_down("theirs")
    mine.page("conflicts")
    with mine.ws.store.reading() as tx:
        shown = Base(tx.position())
    (risk,) = listing.records(mine.ws, "risk")
    for at, words in ((mine, "Меники"), (theirs, "Аныкы")):
        records.save(at.ws, "risk", [{"id": risk["id"], "title": words}], base=shown)
    qtbot.waitUntil(lambda: "conflicts" in mine.window.sidebar.rows.badges, timeout=10_000)
    assert mine.window.sidebar.rows.badges["conflicts"].count == 1
    assert [dispute.title for dispute in mine.window.page().disputes]


def test_a_server_that_is_away_is_told_of_until_it_is_back(sit_down, qtbot, postgresql, place):
    mine = sit_down("mine")
    status = mine.window.status.saved
    before = status.text()
    postgresql.run(f"ALTER DATABASE {place.name} ALLOW_CONNECTIONS false")
    postgresql.cut(place)
    qtbot.waitUntil(lambda: status.text() != before, timeout=10_000)
    assert status.text() == Message("The database server does not answer").text("ky")
    postgresql.run(f"ALTER DATABASE {place.name} ALLOW_CONNECTIONS true")
    qtbot.waitUntil(lambda: status.text() == before, timeout=10_000)
    assert mine.banners() == []


def test_nobody_looks_around_in_a_folder(shell, make_workspace):
    at = shell(make_workspace("МТК"))
    assert not at.session.watch.is_looking()


def test_the_first_steps_say_which_database_will_hold_the_records(new_database, qtbot):
    """The first page says where the records will lie, without the password."""
    place = Database(new_database().url.replace("owner@", "owner:geheim@"))
    application = Application(place)
    with qtbot.waitSignal(application.data_shown, timeout=20_000):
        assert application.start()
    said = " ".join(label.text() for label in application.window.page().findChildren(QLabel))
    assert place.name in said
    assert "geheim" not in said + application.host.windowTitle()
    with qtbot.waitSignal(application.ended, timeout=20_000):
        application.quit()
