import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QTabBar

from qms_desktop.core.messages import LANGUAGES
from qms_desktop.services.changes import Changes
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.frame.header import PageHeader
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.frame.section import Badge, Section
from qms_desktop.ui.frame.window import MainWindow
from qms_desktop.ui.speech import use_language
from qms_desktop.ui.theme import fonts

from . import gallery

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot):
    made = gallery.window("risks")
    qtbot.addWidget(made)
    made.resize(1366, 690)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_pages_are_made_when_they_are_opened(qtbot):
    made = []

    def factory(key):
        return lambda: made.append(key) or Page(key)

    sections = [Section(key, None, key, "house", factory(key)) for key in "abc"]
    window = MainWindow(sections)
    qtbot.addWidget(window)
    assert made == ["a"]
    window.open("c")
    window.open("a")
    window.open("c")
    assert made == ["a", "c"]


def test_widths_have_their_arrangements(window, qtbot):
    page = window.page()
    shown = lambda: [page.sheet.rows.columns[c].key for c in page.sheet.shown_columns()]  # noqa: E731
    assert (window.width_class(), window.sidebar.is_rail()) == (Width.FULL, False)
    assert "measures" not in shown(), "the long columns are in the panel"
    page.hide_panel()
    assert "measures" in shown()
    page.show_panel()
    window.resize(1150, 690)
    assert (window.width_class(), window.sidebar.is_rail()) == (Width.RAIL, True)
    window.resize(910, 690)
    assert shown() == ["n", "risk", "level"]
    assert page.panel.isVisible()
    assert page.main.isVisible()
    assert page.header.findChildren(QPushButton)[1].text() == ""
    window.resize(840, 690)
    assert (page.panel.isVisible(), page.main.isVisible(), page.panel.back.isVisible()) == (True, False, True)
    page.panel.back.click()
    assert (page.panel.isVisible(), page.main.isVisible()) == (False, True)


def test_a_larger_text_is_a_narrower_window(window, qapp):
    window.set_scale(150)
    assert window.width_class() == Width.NARROW


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["risks", "cards", "documents"])
def test_nothing_is_cut(window, language, key):
    window.open(key)
    use_language(language)
    QApplication.sendPostedEvents()
    cut = []
    for part in window.findChildren(QLabel):
        if (
            part.isVisible()
            and part.text()
            and not part.wordWrap()
            and part.width() < part.sizeHint().width()
        ):
            cut.append(part.text())
    for part in window.findChildren(QAbstractButton):
        if part.isVisible() and part.text() and part.width() < part.sizeHint().width():
            cut.append(part.text())
    for bar in window.findChildren(QTabBar):
        if bar.isVisible() and bar.width() < bar.wanted():
            cut.append(bar.tabText(0))
    assert cut == []
    assert window.sidebar.width() >= window.sidebar.rows.wanted_width()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("percent", [100, 150])
def test_the_window_fits_the_smallest_screen(window, qapp, language, percent):
    use_language(language)
    fonts.set_scale(qapp, percent)
    QApplication.sendPostedEvents()
    assert window.width() == 1366
    assert window.height() == 690
    assert window.centralWidget().minimumSizeHint().width() <= 1366
    assert window.page().header.primary.isVisible()
    assert (
        window.page().header.primary.mapTo(window, window.page().header.primary.rect().bottomRight()).x()
        < 1366
    )


def test_keys_of_the_window(window, qtbot):
    page = window.page()
    page.sheet.setFocus()
    QTest.keyClick(page.sheet, Qt.Key.Key_K, CONTROL)
    assert window.strip.search.hasFocus()
    QTest.keyClick(window.strip.search, Qt.Key.Key_F, CONTROL)
    assert page.filters.box.hasFocus()
    QTest.keyClick(page.filters.box, Qt.Key.Key_F4)
    assert not page.panel.isVisible()
    with qtbot.waitSignal(page.header.primary.clicked):
        QTest.keyClick(page.sheet, Qt.Key.Key_Return, CONTROL)
    with qtbot.waitSignal(window.undo_asked):
        QTest.keyClick(page.sheet, Qt.Key.Key_Z, CONTROL)
    with qtbot.waitSignal(window.help_asked) as told:
        QTest.keyClick(page.sheet, Qt.Key.Key_F1)
    assert told.args == ["risks"]
    QTest.keyClick(page.sheet, Qt.Key.Key_2, CONTROL)
    assert window.page() is window.pages["cards"]


def test_f6_goes_round_the_window(window):
    page = window.page()
    page.sheet.setFocus()
    parts = []
    for _turn in range(4):
        window.next_part()
        focus = QApplication.focusWidget()
        parts.append(
            next(
                name
                for name, part in (
                    ("strip", window.strip),
                    ("sidebar", window.sidebar),
                    ("panel", page.panel),
                    ("page", page.main),
                )
                if part.isAncestorOf(focus)
            )
        )
    assert parts == ["panel", "strip", "sidebar", "page"]


def test_closing_the_panel_gives_the_focus_back(window):
    page = window.page()
    page.panel.tabs.focus()
    page.hide_panel()
    assert page.sheet.hasFocus()


def test_badges_say_what_waits(window):
    assert window.sidebar.rows.badges["measures"] == Badge(18, True)
    assert "home" not in window.sidebar.rows.badges


def test_undo_names_the_act(window):
    assert window.strip.undo.toolTip().startswith(str(window.undo_action.text()))
    assert "3 → 4" in window.strip.undo.toolTip()
    window.say_undo(None)
    assert not window.strip.undo.isEnabled()


def test_no_menu_or_button_has_a_mnemonic(window):
    for language in LANGUAGES:
        use_language(language)
        said = [a.text() for a in window.strip.menus.actions()] + [a.text() for a in window.commands.actions]
        said += [b.text() for b in window.findChildren(QAbstractButton)]
        assert [text for text in said if "&" in text] == []


def test_a_title_is_never_cut(qtbot):
    """Beside an open panel at 150 % it goes on in a second line, and one long word is written smaller."""
    header = PageHeader("Максаттар, көрсөткүчтөр")
    qtbot.addWidget(header)
    header.add(Button("Excel", "secondary", "table"), Button("Жаңы", "primary", "plus"))
    header.set_compact(True)
    header.show()
    for title, width in (("Максаттар, көрсөткүчтөр", 330), ("Тобокелдиктер", 310)):
        header.say(title)
        header.resize(width, 50)
        metrics = header.title.fontMetrics()
        assert max(map(metrics.horizontalAdvance, title.split())) <= header.title.width(), title
        assert header.title.heightForWidth(header.title.width()) <= header.title.height(), title


def test_a_long_line_under_the_title_goes_on_before_the_buttons_lose_their_words(qtbot):
    header = PageHeader("Отчеттук мезгилдер", "Кайсы форманы кимден жана качан күтөрүңүздү жазыңыз. Муну ар бир бөлүм Башкы бетинен көрөт.")
    qtbot.addWidget(header)
    button = Button("Кечиккендердин баарына эскертүү", "secondary", "printer")
    header.add(button)
    header.resize(820, 60)
    header.show()
    assert button.text().strip() == "Кечиккендердин баарына эскертүү"
    assert header.subtitle.heightForWidth(header.subtitle.width()) <= header.subtitle.height()
    header.resize(480, 60)
    assert button.text() == ""


def test_only_so_many_acts_lose_their_words_as_have_to(qtbot):
    header = PageHeader("Жетекчилик тарабынан анализдөө, 2026/27")
    qtbot.addWidget(header)
    first, second = Button("Бөлүмдөрдөн маалымат суроо", "secondary", "mail-question-mark"), Button("Маалыматты сактоо", "secondary", "lock")
    header.add(first, second)
    header.resize(1035, 50)
    header.show()
    wide = header._left_for_words()
    assert first.text()
    assert second.text()
    header.resize(header.width() - (wide - header.title.fontMetrics().horizontalAdvance(header.title.text())) - 10, 50)
    assert (first.text(), second.text().strip()) == ("", "Маалыматты сактоо")


def test_a_page_has_one_filled_button(qtbot):
    header = PageHeader("Бет")
    qtbot.addWidget(header)
    header.add(Button("Бир", "primary"))
    with pytest.raises(ValueError, match="one filled button"):
        header.add(Button("Эки", "primary"))


def test_the_sidebar_is_walked_by_arrows(window, press):
    window.sidebar.rows.setFocus()
    press(window.sidebar.rows, Qt.Key.Key_Down)
    assert window.page() is window.pages["documents"]
    rect, _section = window.sidebar.rows.places()[0]
    QTest.mouseClick(window.sidebar.rows, Qt.MouseButton.LeftButton, pos=rect.center())
    assert window.page() is window.pages["home"]


def test_all_keys_can_be_seen(window):
    keys = dict(window.commands.all_keys())
    assert {"Ctrl+K", "Ctrl+F", "Ctrl+N", "F4", "F6", "Ctrl+P", "F1"} <= set(keys)
    window.show_keys()


def test_the_page_in_sight_gets_what_changed_at_once_and_another_when_it_is_opened(window):
    one, other = (Changes(frozenset({kind}), frozenset({f"id of {kind}"})) for kind in ("risk", "document"))
    home, got, late = window.open("home"), [], []
    window.open("documents")
    window.page().refresh, home.refresh = got.append, late.append
    window.refresh(one)
    window.refresh(other)
    assert (got, late) == ([one, other], [])
    window.open("home")
    assert late == [one.joined(other)]
    assert late[0].kinds == {"risk", "document"}
    window.open("documents")
    window.open("home")
    assert (got, len(late)) == ([one, other], 1)
    window.refresh(None)
    window.refresh(one)
    window.open("documents")
    assert got[2:] == [None]
