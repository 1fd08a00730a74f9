import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.buttons import Button, IconButton
from qms_desktop.ui.components.cards import FigureCard, Meter, time_left
from qms_desktop.ui.components.chips import Level, LevelChip, State, StateChip
from qms_desktop.ui.components.editors import ChoiceEditor, DateEditor, LineEditor, ListEditor, TextEditor
from qms_desktop.ui.components.fields import Field
from qms_desktop.ui.components.filters import FilterRow, Toggle
from qms_desktop.ui.components.heatmap import Dot, HeatMap
from qms_desktop.ui.components.history import Event, HistoryList
from qms_desktop.ui.components.notices import Banner, UndoBar
from qms_desktop.ui.components.panel import Check, Fold, SidePanel
from qms_desktop.ui.components.scale import ScaleEditor, ScalePopup, Step
from qms_desktop.ui.components.sections import FormSection, SectionList
from qms_desktop.ui.components.tabs import Tab, Tabs

STEPS = [Step(n, f"{n}-баскыч", f"мааниси {n}") for n in range(1, 6)]


@pytest.fixture
def shown(qtbot):
    windows = []  # qtbot itself holds only weak references

    def show(*parts, width=600):
        window = QWidget()
        windows.append(window)
        window.setLayout(QVBoxLayout())
        for part in parts:
            window.layout().addWidget(part)
        qtbot.addWidget(window)
        window.resize(width, 400)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return show


def test_a_compact_button_says_its_words_in_the_tooltip(shown):
    button = Button("Басып чыгаруу", icon_name="printer")
    shown(button)
    button.set_compact(True)
    assert (button.text(), button.toolTip(), button.accessibleName()) == (
        "",
        "Басып чыгаруу",
        "Басып чыгаруу",
    )
    button.set_compact(False)
    assert (button.text().strip(), button.toolTip()) == ("Басып чыгаруу", "")


def test_a_compact_button_says_its_words_beside_why_it_is_refused(qtbot):
    button = Button("Маалыматты сактоо", icon_name="lock")
    qtbot.addWidget(button)
    button.set_compact(True)
    button.refuse("Отчет даяр")
    assert button.toolTip() == "Маалыматты сактоо\nОтчет даяр"
    button.refuse(None)
    assert button.toolTip() == "Маалыматты сактоо"


def test_a_list_under_a_box_has_a_frame_and_one_in_a_page_has_none(qtbot):
    box, page = LineEditor(), QWidget()
    box.offer(["Окуу иштери боюнча проректор"])
    inside = QListView(page)
    qtbot.addWidget(box)
    qtbot.addWidget(page)
    for each in (box, page):
        each.show()
    box.completer().setCompletionPrefix("прорек")
    box.completer().complete()
    popup = box.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    inside.ensurePolished()
    assert popup.contentsMargins().left() >= 1
    assert inside.contentsMargins().left() == 0
    popup.hide()


def test_a_refused_button_says_why(qtbot):
    button = Button("Жөнөтүү", "primary")
    qtbot.addWidget(button)
    button.refuse("Адегенде толтуруңуз")
    assert (button.isEnabled(), button.toolTip()) == (False, "Адегенде толтуруңуз")
    button.refuse(None)
    assert (button.isEnabled(), button.toolTip()) == (True, "")


def test_an_icon_alone_has_a_name_and_its_key(qtbot):
    button = IconButton("undo-2", "Артка кайтаруу", "Ctrl+Z")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Артка кайтаруу", "Артка кайтаруу (Ctrl+Z)")


def test_level_chips_of_a_column_are_equally_wide(qtbot):
    words = ("төмөн", "орто", "жогору")
    chips = [
        LevelChip(Level(number, word, "low"), words) for number, word in zip((4, 9, 16), words, strict=True)
    ]
    for chip in chips:
        qtbot.addWidget(chip)
    assert len({chip.sizeHint().width() for chip in chips}) == 1
    assert chips[2].accessibleName() == "16 жогору"


def test_state_chip_is_as_wide_as_its_words(qtbot):
    chip = StateChip(State("күтөт", "info"))
    qtbot.addWidget(chip)
    before = chip.sizeHint().width()
    chip.show_state(State("мөөнөтү өттү", "high"))
    assert chip.sizeHint().width() > before


def test_tabs_become_a_combo_box_where_they_do_not_fit(shown):
    tabs = Tabs([Tab(str(n), f"Өтмөктүн узун аты {n}", n) for n in range(6)])
    window = shown(tabs, width=1400)
    assert (tabs.bar.isVisible(), tabs.combo.isVisible()) == (True, False)
    window.resize(400, 300)
    assert (tabs.bar.isVisible(), tabs.combo.isVisible()) == (False, True)
    chosen = []
    tabs.chosen.connect(chosen.append)
    tabs.combo.activated.emit(3)
    assert (chosen, tabs.current()) == (["3"], "3")


def test_filtering_tells_text_and_button(shown, qtbot, write):
    filters = FilterRow("Чыпкалоо", [Toggle("all", "Баары", 9), Toggle("high", "Жогору", 4)])
    shown(filters)
    told = []
    filters.filtered.connect(lambda text, key: told.append((text, key)))
    filters.buttons[1].click()
    assert filters.clear_link.isVisible()
    write(filters.box, "кадр")
    qtbot.waitUntil(lambda: len(told) == 2)
    filters.clear_link.click()
    assert told == [("", "high"), ("кадр", "high"), ("", "all")]
    assert not filters.clear_link.isVisible()
    filters.set_counts({"high": 5})
    assert filters.buttons[1].text() == "Жогору 5"


def test_a_field_is_checked_when_it_is_left(shown, write, qtbot):
    date, line = Field(DateEditor(), "Мөөнөтү"), Field(LineEditor(), "Жооптуу")
    shown(date, line)
    date.editor.line.setFocus()
    write(date.editor.line, "31.11.2026")
    assert date.below.isHidden(), "never while typing"
    with qtbot.waitSignal(date.left):
        line.editor.setFocus()
    assert "25.12.2026" in date.below.text()
    date.set_value("2026-11-30")
    assert date.below.isHidden()
    assert date.value() == "2026-11-30"


@pytest.mark.parametrize(
    ("editor", "value"),
    [
        (LineEditor, "Декан"),
        (TextEditor, "Эки\nсап"),
        (DateEditor, "2026-12-25"),
        (lambda: ListEditor("+"), ["А", "Б"]),
        (lambda: ChoiceEditor({"a": "А", "b": "Б"}), "b"),
        (lambda: ScaleEditor(STEPS), 4),
    ],
)
def test_editors_give_back_what_they_show(qtbot, editor, value):
    made = editor()
    qtbot.addWidget(made)
    told = []
    made.changed.connect(lambda: told.append(True))
    made.set_value(value)
    assert made.value() == value
    made.set_value(None)
    assert made.value() in (None, [])
    assert told == [], "only a person's edit is a change"


def test_long_text_grows_by_lines(shown):
    editor = TextEditor()
    shown(editor)
    before = editor.height()
    editor.set_value("сап\n" * 8)
    assert editor.height() > before * 2


def test_a_list_grows_as_it_is_written(shown, write, qtbot):
    editor = ListEditor("Катышуучу")
    shown(editor)
    write(editor.findChildren(LineEditor)[0], "Декан")
    write(editor.findChildren(LineEditor)[1], "Ректор")
    assert editor.value() == ["Декан", "Ректор"]
    assert len(editor.findChildren(LineEditor)) == 3


def test_the_scale_is_judged_by_key_and_said_in_words(shown, press, write):
    editor = ScaleEditor(STEPS)
    shown(editor)
    write(editor.buttons, "4")
    assert "4-баскыч" in editor.words.text()
    press(editor.buttons, Qt.Key.Key_Right)
    assert editor.value() == 5
    editor.setReadOnly(True)
    write(editor.buttons, "1")
    assert editor.value() == 5


def test_the_popup_chooses_by_digit_and_by_arrows(qtbot, shown, press, write):
    host = QWidget()
    shown(host)
    picked = []
    for keys in ("2", None):
        popup = ScalePopup("Ыктымалдуулук", STEPS, 4, host)
        popup.picked.connect(picked.append)
        popup.open_at(host.rect(), host)
        if keys:
            write(popup, keys)
        else:
            press(popup, Qt.Key.Key_Down)
            press(popup, Qt.Key.Key_Return)
        assert not popup.isVisible()
    assert picked == [2, 5]


def test_the_undo_bar_stays_ten_seconds(qtbot):
    bar = UndoBar()
    qtbot.addWidget(bar)
    bar.offer("Т-МТК-06 өчүрүлдү.")
    bar.next_act()
    assert not bar.isHidden()
    bar._rest.timeout.emit()
    assert bar.isHidden()
    bar.offer("Т-МТК-07 өчүрүлдү.")
    with qtbot.waitSignal(bar.undone):
        bar.button.click()
    assert bar.isHidden()


def test_a_banner_has_at_most_one_link(qtbot):
    banner, bare = Banner("Барак эскирди.", "warning", "Басып чыгаруу"), Banner("Барак эскирди.", "warning")
    for one in (banner, bare):
        qtbot.addWidget(one)
    assert [len([b for b in one.findChildren(Button) if b.property("kind") == "link"]) for one in (banner, bare)] == [1, 0]
    with qtbot.waitSignal(banner.followed):
        banner.link.click()


def test_figures_are_filters(shown, press):
    card = FigureCard("61", "кабыл алууну күтөт")
    shown(card)
    told = []
    card.toggled.connect(told.append)
    press(card, Qt.Key.Key_Space)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert told == [True, False]


def test_time_left_is_said_in_seconds_or_minutes():
    assert time_left(None) == ""
    assert time_left(12) == _("about {n} s left", n=12)
    assert time_left(150) == _("about {n} min left", n=2)


def test_a_full_meter_is_green(qtbot):
    meter = Meter(7, 7)
    qtbot.addWidget(meter)
    assert meter.property("full") is True
    meter.measure(4, 7)
    assert meter.property("full") is False


def test_the_unmet_check_stands_first_with_its_link(qtbot):
    panel = SidePanel([Tab("form", "Форма")])
    qtbot.addWidget(panel)
    panel.show_checks(
        [
            Check("Төмөндөдү", True),
            Check("Жооптуусу жок", False, "Жазуу", "who"),
            Check("Б", True),
            Check("В", True),
        ]
    )
    said = [label.text() for label in panel._checks.findChildren(type(panel.title)) if label.text()]
    assert said == ["Жооптуусу жок", "Төмөндөдү", "Б"]
    with qtbot.waitSignal(panel.check_followed) as told:
        panel._checks.findChild(Button).click()
    assert told.args == ["who"]


def test_a_fold_folds_to_its_summary(shown):
    fold = Fold("Мазмуну", "Академиялык")
    shown(fold)
    assert fold.is_open()
    assert not fold.summary.isVisible()
    fold.button.click()
    assert not fold.is_open()
    assert fold.summary.isVisible()


def test_history_leads_back(qtbot):
    history = HistoryList()
    qtbot.addWidget(history)
    history.show_events(
        [Event("Жооптуу өзгөрдү", "Назарова А. К.", "бүгүн", "себеби", link="Маанини кайтаруу", key="c1")]
    )
    with qtbot.waitSignal(history.followed) as told:
        history.findChild(Button).click()
    assert told.args == ["c1"]
    history.show_events([])


def test_the_section_list_is_walked(shown, press):
    sections = SectionList([FormSection("a", "А", "full"), FormSection("b", "Б", "error")])
    shown(sections)
    told = []
    sections.chosen.connect(told.append)
    press(sections, Qt.Key.Key_Down)
    press(sections, Qt.Key.Key_Down)
    assert told == ["b"]
    sections.set_state("b", "full")
    sections.mark("a")


@pytest.fixture
def matrix(shown):
    made = HeatMap(
        lambda product: "low" if product <= 5 else "medium" if product <= 10 else "high", "Ыкт.", "Нат."
    )
    made.show_dots(
        [Dot("r1", 1, (4, 4)), *(Dot(f"r{n}", n, (2, 2)) for n in range(2, 8)), Dot("r8", 8, (1, 4), (2, 4))],
        "r8",
    )
    shown(made, width=400)
    return made


def test_the_matrix_is_walked_by_arrows(matrix, press):
    told = []
    matrix.filtered.connect(lambda *place: told.append(place))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        press(matrix, key)
    assert told == [(4, 4)]
    assert matrix.accessibleDescription() == "4 × 4 = 16: 1"


def test_a_click_picks_a_risk_or_filters_a_cell(matrix):
    picked, filtered = [], []
    matrix.picked.connect(picked.append)
    matrix.filtered.connect(lambda *place: filtered.append(place))
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix._spot(matrix._dots[0]).toPoint())
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.cell((5, 5)).center())
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.cell((2, 2)).center() + QPoint(1, 1))
    assert (picked, filtered) == (["r1"], [(5, 5), (2, 2)]), "a count of many risks is a cell"
    matrix.grab()
