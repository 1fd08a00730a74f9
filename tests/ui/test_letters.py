import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from qms_desktop.ui.frame.letters import LetterButtons, letter_shortcuts
from qms_desktop.ui.keys import physical


@pytest.fixture
def form(qtbot):
    window = QWidget()
    window.line, window.text, window.letters = QLineEdit(), QPlainTextEdit(), LetterButtons()
    window.setLayout(QVBoxLayout())
    for part in (window.line, window.text, window.letters):
        window.layout().addWidget(part)
    window.shortcuts = letter_shortcuts(window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow())
    return window


def test_buttons_write_and_do_not_take_the_focus(form):
    for field, written in ((form.line, form.line.text), (form.text, form.text.toPlainText)):
        field.setFocus()
        for button in form.letters.buttons:
            button.click()
        assert field.hasFocus()
        assert written() == "ңөү"


def test_a_letter_replaces_the_selection(form):
    form.line.setFocus()
    form.line.setText("нур")
    form.line.setSelection(0, 1)
    form.letters.buttons[0].click()
    assert form.line.text() == "ңур"


def test_a_read_only_field_stays_as_it_is(form):
    form.line.setReadOnly(True)
    form.line.setFocus()
    form.letters.buttons[0].click()
    assert form.line.text() == ""


@pytest.mark.parametrize(("key", "letter"), [(Qt.Key.Key_Y, "ң"), (Qt.Key.Key_J, "ө"), (Qt.Key.Key_E, "ү")])
def test_alt_and_the_key_write_the_letter(form, key, letter):
    form.line.setFocus()
    QTest.keyClick(form.line, key, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(form.line, key, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert form.line.text() == letter + letter.upper()


def test_the_russian_layout_has_the_same_keys(form):
    sequences = {s.toString() for shortcut in form.findChildren(QShortcut) for s in QShortcut.keys(shortcut)}
    assert {"Alt+Y", "Alt+Н", "Alt+J", "Alt+О", "Alt+E", "Alt+У", "Alt+Shift+Н"} <= sequences


def test_keys_are_known_by_their_place():
    def key(code):
        return physical(QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.ControlModifier))

    assert key(ord("С")) == Qt.Key.Key_C
    assert key(ord("М")) == Qt.Key.Key_V
    assert key(ord("Ж")) == Qt.Key.Key_Semicolon
    assert key(Qt.Key.Key_C) == Qt.Key.Key_C
