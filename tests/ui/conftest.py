"""Windows, pages and the whole program at work, each test with keys and letters to type."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from qms_desktop.services.workspace import Workspace
from qms_desktop.ui import speech
from qms_desktop.ui.application import Application
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.theme.theme import Theme, tokens
from qms_desktop.ui.theme.tokens import LIGHT
from tests.ui.shells import Shell
from tests.ui.working import AtWork


def pytest_collection_modifyitems(items):
    """The offscreen platform says what it cannot do; that is no fault of ours."""
    for item in items:
        if "/ui/" in item.nodeid:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def theme(qapp):
    made = Theme(qapp)
    made.force(False)
    return made


@pytest.fixture(autouse=True)
def dressed(theme, qapp):
    """Every test begins light, at 100 %, in Kyrgyz."""
    from qms_desktop.ui.theme import fonts

    if tokens() is not LIGHT:
        theme.force(False)
    if fonts.scale.percent != 100:
        fonts.set_scale(qapp, 100)
    speech.use_language("ky")
    yield
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def press():
    """Send a key with its text: qtbot.keyClicks aborts on Cyrillic."""

    def send(widget, key, text="", modifiers=Qt.KeyboardModifier.NoModifier):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))

    return send


@pytest.fixture
def write(press):
    """Type a text letter by letter."""

    def send(widget, text):
        for letter in text:
            press(widget, Qt.Key.Key_unknown if ord(letter) > 127 else ord(letter.upper()), letter)

    return send


@pytest.fixture
def shell(qtbot, make_workspace) -> Iterator[Callable[[Workspace], Shell]]:
    """Opens windows: `shell(ws)`. They close before the stores of `make_workspace` do."""
    made: list[Shell] = []

    def make(ws: Workspace) -> Shell:
        made.append(Shell(ws, qtbot))
        return made[-1]

    yield make
    for each in made:
        each.settle()
        each.runner.close()
        each.window.close()


@pytest.fixture
def at_work(qtbot):
    """`at_work(ws, ProcessesPage)`: the page, shown and read."""
    # The pages are kept until the end: one that only its own buttons' closures hold is deleted amid its children.
    desks: list[AtWork] = []

    def open_page(ws: Workspace, make: type[Page], size: tuple[int, int] = (1100, 700)) -> AtWork:
        runner = Runner()
        editing = Editing(ws, runner)
        page = make(ws, runner, editing)
        page.notices.listen(runner)
        runner.changed.connect(page.refresh)
        # Widgets are closed before fixtures end: what is still being read must not come to a page that is gone.
        qtbot.addWidget(page, before_close_func=lambda _page: qtbot.waitUntil(lambda: not runner.is_busy(), timeout=60_000))
        page.resize(*size)
        page.show()
        page.refresh(None)
        made = AtWork(ws, page, runner, editing, qtbot)
        desks.append(made)
        made.rest()
        return made

    yield open_page
    for desk in desks:
        desk.rest()
        desk.runner.close()


@pytest.fixture
def begin(qtbot):
    """Starts the program on a folder and waits for its first screen; closes it at the end of the test."""
    made = []

    def start(folder, language=None, files=()):
        application = Application(folder, language, files)
        made.append(application)
        with qtbot.waitSignal(application.data_shown, timeout=20_000) as shown:
            assert application.start()
        application.records = shown.args[0]
        return application

    def end(application):
        if application in made:
            made.remove(application)
            with qtbot.waitSignal(application.ended, timeout=20_000):
                application.quit()

    start.end = end
    yield start
    for application in list(made):
        end(application)
