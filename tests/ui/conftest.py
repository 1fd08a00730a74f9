import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from qms_desktop.ui import speech
from qms_desktop.ui.theme.theme import Theme, tokens
from qms_desktop.ui.theme.tokens import LIGHT


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
