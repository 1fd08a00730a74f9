import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton

import qms_desktop.ui
from qms_desktop.core.paths import resources_dir
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.choices import ComboBox
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.theme import fonts, icons
from qms_desktop.ui.theme.palette import tokens_of
from qms_desktop.ui.theme.theme import Theme, tokens
from qms_desktop.ui.theme.tokens import DARK, LIGHT


def colours(icon: QIcon) -> set[str]:
    image = icon.pixmap(QSize(32, 32), 1.0).toImage()
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }


def test_an_icon_wears_the_colours_of_the_moment(theme):
    icon = icons.icon("check", "accent")
    theme.force(False)
    assert colours(icon) == {LIGHT.accent}
    theme.force(True)
    assert colours(icon) == {DARK.accent}


def test_copies_of_icons_survive(qapp):
    altered = QIcon(icons.icon("check"))
    altered.addPixmap(icons.pixmap("check", LIGHT.accent, 16, 1.0))
    assert not altered.pixmap(QSize(16, 16)).isNull()


def test_a_misspelt_icon_fails_at_once(qapp):
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_every_icon_that_is_named_is_shipped():
    shipped = {file.stem for file in (resources_dir() / "icons").glob("*.svg")}
    folder = Path(qms_desktop.ui.__file__).parent
    calls = re.compile(r'(?:\bicon|IconLabel|IconButton)\("([a-z0-9-]+)"')
    named = {name for file in folder.rglob("*.py") for name in calls.findall(file.read_text("utf-8"))}
    assert named
    assert named <= shipped


def test_the_window_follows_the_system_from_light_to_dark_and_back(theme, qapp):
    """The platform of the tests has no colour scheme of its own, so the test says what the system would."""
    said = Qt.ColorScheme.Light
    following = Theme(qapp, scheme=lambda: said)
    try:
        for said, wanted in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)):
            qapp.styleHints().colorSchemeChanged.emit(said)
            assert tokens() is wanted
    finally:
        qapp.styleHints().colorSchemeChanged.disconnect(following.redress)
        fonts.scale.changed.disconnect(following.dress)
        theme.dress()


def test_high_contrast_takes_the_colours_of_the_system(qapp):
    made = tokens_of(qapp.palette())
    assert made.text == qapp.palette().text().color().name()
    assert made.high == made.text
    assert made.high_ground == made.surface


def test_scale_changes_fonts_and_sizes(qapp, qtbot):
    label, button = Label("Сапат", "title"), Button("Сактоо", "primary")
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    button.show()
    before, high = label.font().pointSizeF(), button.sizeHint().height()
    fonts.set_scale(qapp, 200)
    assert label.font().pointSizeF() == pytest.approx(2 * before)
    assert button.sizeHint().height() == pytest.approx(2 * high, abs=2)


def test_texts_keep_their_size_when_light_turns_to_dark(theme, qapp, qtbot):
    """With the style sheet of other colours Qt would give each text the size that it had at first."""
    label = Label("Сапат", "section")
    qtbot.addWidget(label)
    label.show()
    fonts.set_scale(qapp, 150)
    label.setText("Сапат саясаты")
    theme.force(True)
    qapp.processEvents()
    assert label.font().pointSizeF() == pytest.approx(fonts.font("section").pointSizeF())


def test_a_box_to_type_in_follows_the_scale(theme, qapp, qtbot):
    box = ComboBox()
    box.setEditable(True)
    qtbot.addWidget(box)
    box.show()
    fonts.set_scale(qapp, 150)
    qapp.processEvents()
    assert box.lineEdit().font().pointSizeF() == pytest.approx(fonts.font("body").pointSizeF())


def test_the_font_writes_kyrgyz(qapp):
    assert fonts._writes_kyrgyz(qapp.font().family())


def test_no_size_of_text_in_the_style_sheet(qapp):
    assert "font" not in qapp.styleSheet()


def test_void_calls_of_the_binding_do_not_use_up_none(qapp):
    """PySide6 6.12.0 on Python 3.11 loses a reference to None at each of them and aborts after some thousands.

    Either the binding keeps the reference, or the count was raised beyond what a session can use.
    """
    button = QPushButton()
    before = sys.getrefcount(None)
    for _turn in range(500):
        button.setObjectName("x")
    assert sys.getrefcount(None) > before - 100 or before > 1 << 30
