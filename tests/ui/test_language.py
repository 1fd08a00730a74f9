import re

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QLocale
from PySide6.QtWidgets import QAbstractButton, QDialogButtonBox, QFileDialog, QLabel, QLineEdit, QMenu

from qms_desktop.core.messages import LANGUAGES, Text
from qms_desktop.ui import qt_strings
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.speech import speak, use_language

from . import gallery

HELLO = Text("Салам", "Привет", "Hello")


def test_texts_follow_the_language(qtbot):
    label, button = Label(HELLO), Button(HELLO, icon_name="check")
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    assert (label.text(), button.text().strip()) == ("Салам", "Салам")
    use_language("ru")
    assert (label.text(), button.text().strip(), button.accessibleName()) == ("Привет", "Привет", "Привет")


def test_a_later_text_replaces_the_earlier_one(qtbot):
    label = Label(HELLO)
    qtbot.addWidget(label)
    label.say("Р-2026")
    use_language("en")
    assert label.text() == "Р-2026"


def test_a_dead_widget_is_not_spoken_to(qtbot):
    told = []

    class Menu(QMenu):
        def setTitle(self, title):
            told.append(title)

    menu = Menu()
    speak(menu, "setTitle", HELLO)
    use_language("ru")
    assert len(told) == 2
    menu.deleteLater()
    QCoreApplication.sendPostedEvents(menu, 52)
    use_language("en")
    assert len(told) == 2


def visible_texts(window):
    found = {}
    for number, part in enumerate(window.findChildren(QLabel) + window.findChildren(QAbstractButton)):
        if part.isVisible() and re.search(r"[a-zA-Zа-яА-Яөңү]{3}", part.text()):
            found[number] = part.text()
    found |= {f"menu {n}": a.text() for n, a in enumerate(window.strip.menus.actions())}
    found |= {
        f"tip {n}": b.toolTip() for n, b in enumerate(window.findChildren(QAbstractButton)) if b.toolTip()
    }
    return found


# What people wrote, names, keys and letters are the same in every language.
_SAME = re.compile(r"Ctrl|F1|F4|Excel|Кыргызча|Русский|English|Назарова|^[ңөү]$|Т-МТК|ДЖПын|%")


@pytest.mark.parametrize("key", ["risks", "cards"])
def test_the_switch_changes_every_visible_text(qtbot, key):
    window = gallery.window(key)
    qtbot.addWidget(window)
    window.resize(1366, 690)
    window.show()
    kyrgyz = visible_texts(window)
    window.speak_language("en")
    english = visible_texts(window)
    left = [
        text
        for place, text in english.items()
        if kyrgyz.get(place) == text and re.search("[өңүА-я]", text) and not _SAME.search(text)
    ]
    assert left == WRITTEN[key]


WRITTEN = {
    "risks": [],
    "cards": [
        "Процесстин аткарылышынын натыйжалары. Ар биринин жанына аны ким аларын жазыңыз.",
        "Натыйжа кийинки процесске кантип өткөрүлөт? (4.4)",
    ],
}


def test_qt_speaks_kyrgyz_and_russian(qtbot):
    def words():
        box, line = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel), QLineEdit()
        qtbot.addWidget(box)
        qtbot.addWidget(line)
        menu = line.createStandardContextMenu()
        qtbot.addWidget(menu)
        return box.buttons()[0].text(), menu.actions()[-1].text().split("\t")[0]

    use_language("ky")
    assert words() == ("Жокко чыгаруу", "Баарын тандоо")
    use_language("ru")
    assert words() == ("Отмена", "Выделить всё")
    use_language("en")
    assert words() == ("Cancel", "Select All")


def test_dates_are_of_the_language(qapp):
    use_language("ky")
    assert QLocale().toString(QDate(2026, 11, 20), "MMMM") == "ноябрь"
    assert QLocale().firstDayOfWeek().name == "Monday"


def test_no_mnemonic_takes_a_letter_key():
    taken = [text for text in qt_strings.KYRGYZ.values() if re.search("&[нoоуyje]", text, re.IGNORECASE)]
    assert taken == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_can_be_put_on_twice(code):
    use_language(code)
    use_language(code)
    assert str(HELLO) == HELLO.text(code)


@pytest.mark.parametrize("code", ["ky", "ru"])
def test_the_file_dialog_of_qt_speaks_the_language(qapp, qtbot, code):
    use_language(code)
    dialog = QFileDialog(None, "", "", "PDF (*.pdf)")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, True)
    said = [dialog.labelText(label) for label in QFileDialog.DialogLabel]
    assert all(re.search("[а-яөүң]", text, re.IGNORECASE) for text in said), said
