"""The board of units and the search over everything."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from qms_desktop.services import acts, board, records
from qms_desktop.services.exchanging import receive
from qms_desktop.ui import asking
from tests.ui.shells import CARD, RISK, bundle_of


def shown(page):
    rows = page.sheet.rows
    return [rows.row(at)["id"] for at in range(rows.record_count())]


def test_counts_are_filters_and_add_up(shell, make_workspace, tmp_path):
    unit, office = make_workspace("ФИЛ"), make_workspace()
    risk = records.save(unit, "risk", [RISK]).saved[0].key.id
    acts.act(unit, "submit", [risk])
    receive(office, [bundle_of(unit, tmp_path / "in")])
    at = shell(office)
    page = at.page("board")
    counts = {key: int(card.count.text()) for key, card in page.cards.items()}
    assert counts["all"] == sum(counts[key] for key in ("received", "late", "not_due", "returned", "accepted"))
    page.cards["received"]._flip()
    assert shown(page) == ["ФИЛ"]
    page.filters.clear_link.click()
    assert len(shown(page)) == counts["all"]
    page.filters.box.setText("филол")
    page.filters._tell()
    assert shown(page) == ["ФИЛ"] or "ФИЛ" not in shown(page)


def test_ticked_units_are_accepted_and_it_can_be_undone(shell, make_workspace, tmp_path):
    unit, office = make_workspace("ФИЛ"), make_workspace()
    risks = [saved.key.id for saved in records.save(unit, "risk", [RISK, {**RISK, "title": "Башка"}]).saved]
    acts.act(unit, "submit", risks)
    receive(office, [bundle_of(unit, tmp_path / "in")])
    at = shell(office)
    page = at.page("board")
    assert page.acts.bar.isHidden()
    place = shown(page).index("ФИЛ")
    page.sheet.rows.setData(page.sheet.rows.index(place, 0), True)
    assert page.acts.bar.isVisible()
    assert page.acts.accept.text().strip() == "2 жазууну кабыл алуу"
    page.primary()
    at.settle()
    assert {records.show(office, risk)["state"] for risk in risks} == {"accepted"}
    assert page.acts.bar.isHidden()
    assert page.undo_bar.label.text() == "2 жазуу кабыл алынды."
    page.undo_bar.button.click()
    at.settle()
    assert {records.show(office, risk)["state"] for risk in risks} == {"submitted"}


@pytest.fixture
def period(make_workspace, tmp_path):
    """The QA office's store with an open period that awaits the passport; ФИЛ has handed one risk over, ХИМ nothing."""
    office = make_workspace(person="Осмонова Ж. Т.")
    for code in ("ФИЛ", "ХИМ"):
        unit = make_workspace(code)
        ids = [saved.key.id for saved in records.save(unit, "risk", [RISK]).saved]
        if code == "ФИЛ":
            acts.act(unit, "submit", ids)
        receive(office, [bundle_of(unit, tmp_path / "in")])
    due = (dt.date.today() - dt.timedelta(days=5)).isoformat()
    records.save(office, "period", [{"code": "2026/27", "period_kind": "academic_year", "starts_on": "2026-09-01", "ends_on": "2027-06-30",
                                     "state": "open", "expected": [{"form": "Ф-03", "due": due}]}])  # fmt: skip
    return office


def cell(page, unit, key):
    rows = page.sheet.rows
    return rows.row(shown(page).index(unit))[key]


def test_what_is_expected_is_seen_form_by_form_and_who_is_late_in_days(shell, period):
    page = shell(period).page("board")
    assert "Ф-03" in [column.key for column in page.sheet.rows.columns]
    assert "5 күн" in str(page.sheet.rows.row(shown(page).index("ХИМ"))["_marks"]["due"].second)
    assert str(cell(page, "ХИМ", "state").words) == "5 күн кечикти"
    assert (cell(page, "ФИЛ", "complete"), cell(page, "ФИЛ", "Ф-03")) == ((100, 100), "circle-dot")
    rows = page.sheet.rows
    place = [column.key for column in rows.columns].index("Ф-03")
    assert rows.cell(shown(page).index("ФИЛ"), place).text == "күтөт", "a sign is said in words too"


def test_the_board_says_which_period_it_tells_of(shell, make_workspace):
    """The one that is open, which need not be that of today."""
    office = make_workspace()
    records.save(office, "period", [{"code": "2024/25", "period_kind": "academic_year", "starts_on": "2024-09-01",
                                     "ends_on": "2025-06-30", "state": "open", "expected": [{"form": "Ф-03", "due": "2024-10-10"}]}])  # fmt: skip
    assert shell(office).page("board").header.subtitle.text().startswith("2024/25 ·")


def test_the_board_is_put_in_order_by_its_columns(shell, period):
    page = shell(period).page("board")
    by_name = shown(page)
    page.sheet.sort_asked.emit("complete", True)
    assert shown(page)[0] == "ФИЛ"
    page.sheet.sort_asked.emit("unit", False)
    assert shown(page) == by_name


def test_units_are_narrowed_by_their_type(shell, period):
    page = shell(period).page("board")
    page.type.set_key("department")
    page.type.chosen.emit("department")
    assert set(shown(page)) == {"ФИЛ", "ХИМ"}
    assert page.filters.clear_link.isVisible()
    page.filters.clear_link.click()
    assert len(shown(page)) == len(page.units)


def test_what_waits_for_the_office_is_found_whatever_kind_it_is_and_whatever_state_its_unit_is_in(shell, make_workspace, tmp_path):
    """A unit that was sent one thing back has handed over another: it stands at the top, and its step leads to that one."""
    unit, office = make_workspace("ФИЛ"), make_workspace()
    risk, card = (records.save(unit, kind, [values]).saved[0].key.id for kind, values in (("risk", RISK), ("process", CARD)))
    acts.act(unit, "submit", [risk, card])
    receive(office, [bundle_of(unit, tmp_path / "in")])
    acts.act(office, "return", [risk], why="Далилин жазыңыз")
    assert board.handed_over(office, "ФИЛ") == [("process", card)]
    at = shell(office)
    page = at.page("board")
    assert str(cell(page, "ФИЛ", "state").words) == "кайтарылды"
    page.show_waiting()
    assert shown(page)[0] == "ФИЛ"
    page._follow("ФИЛ", "step")
    at.settle()
    assert at.window.open_key() == "processes"


def test_all_that_was_handed_over_is_returned_with_one_remark(shell, period):
    at = shell(period)
    page = at.page("board")
    page.sheet.rows.setData(page.sheet.rows.index(shown(page).index("ФИЛ"), 0), True)
    page.acts.give_back.click()
    assert not page.acts.return_all.isEnabled(), "a return needs a reason"
    page.acts.remark.editor.setText("Далилин жазыңыз")
    page.acts.remark.editor.textEdited.emit("Далилин жазыңыз")
    page.acts.return_all.click()
    at.settle()
    assert str(cell(page, "ФИЛ", "state").words) == "кайтарылды"
    assert page.undo_bar.isVisible()


def test_reminders_to_the_late_are_ready_to_paste(shell, period):
    at = shell(period)
    page = at.page("board")
    page.late.click()
    at.settle()
    assert page.panel_is_open()
    assert "ХИМ" in [reminder.unit for reminder in page.reminder.reminders]
    assert "ФИЛ" not in [reminder.unit for reminder in page.reminder.reminders]
    page.sheet.link_followed.emit("ХИМ", "step")
    at.settle()
    assert [reminder.unit for reminder in page.reminder.reminders] == ["ХИМ"]
    page.reminder.copied[0].click()
    assert page.reminder.reminders[0].text in QGuiApplication.clipboard().text()


@pytest.mark.parametrize(("act", "ending", "starts"), [("print_page", "pdf", b"%PDF"), (None, "xlsx", b"PK")])
def test_what_is_in_sight_goes_out_on_paper_and_as_a_workbook(shell, period, tmp_path, monkeypatch, act, ending, starts):
    out = tmp_path / f"такта.{ending}"
    monkeypatch.setattr(asking, "place_to_save", lambda *_asked: out)
    at = shell(period)
    page = at.page("board")
    page.choose("late")
    page.print_page() if act else page.write("xlsx", asking.WORKBOOKS)
    at.settle()
    assert out.read_bytes().startswith(starts)
    assert any(out.name in said for said in at.banners())


def test_return_bundles_are_made_for_the_ticked_units(shell, period):
    at = shell(period)
    page = at.page("board")
    page.sheet.rows.setData(page.sheet.rows.index(shown(page).index("ХИМ"), 0), True)
    page.acts.answer.click()
    at.settle()
    assert at.window.open_key() == "returns"
    assert at.window.page().button.text().strip() == "1 жооп пакетин чыгаруу"


def test_a_russian_keyboard_finds_kyrgyz_letters_in_all_kinds(shell, make_workspace):
    ws = make_workspace("ФИЛ")
    records.save(ws, "risk", [{**RISK, "title": "Үзгүлтүксүз өнүктүрүү"}])
    records.save(ws, "process", [{**CARD, "name": "Үзгүлтүксүз билим"}])
    at = shell(ws)
    at.window.strip.search.setText("узгултук")
    at.window.strip.search.returnPressed.emit()
    at.settle()
    page = at.window.page()
    assert {group.kind for group in page.groups} == {"risk", "process", "word"}
    assert page.sheet.currentIndex().row() == 1, "Enter goes into the results"


def test_a_word_of_the_document_opens_in_the_help(shell, make_workspace):
    at = shell(make_workspace(institution="oshsu"))
    at.window.strip.search.setText("валидация")
    at.window.strip.search.returnPressed.emit()
    at.settle()
    at.window.page().open_row("word Валидация")
    at.settle()
    assert at.window.page().topic() == "words"


def test_results_come_while_typing_and_go_with_the_words(shell, make_workspace, write):
    at = shell(make_workspace("ФИЛ"))
    at.page("conflicts")
    box = at.window.strip.search
    box.setFocus()
    write(box, "Ф")
    assert at.window._open_key == "conflicts", "one letter is too few"
    write(box, "ИЛ")
    assert at.window._open_key == "search"
    assert box.hasFocus()
    box.clear()
    assert at.window._open_key == "conflicts"


def test_enter_on_a_result_opens_its_record(shell, make_workspace, press):
    ws = make_workspace("ФИЛ")
    risk = records.save(ws, "risk", [RISK]).saved[0].key.id
    at = shell(ws)
    opened = []
    at.session.go.record = lambda kind, record: opened.append((kind, record))
    page = at.window.open("search")
    page.look_for("жетишсиз", at_once=True)
    at.settle()
    press(page.sheet, Qt.Key.Key_Return)
    assert opened == [("risk", risk)]


def test_commands_and_sections_are_found_too(shell, make_workspace):
    at = shell(make_workspace("ФИЛ"))
    page = at.window.open("search")
    page.look_for("талаш", at_once=True)
    at.settle()
    page.open_row("command 0")
    assert at.window._open_key == "conflicts"


def test_nothing_found_says_what_to_try(shell, make_workspace):
    at = shell(make_workspace("ФИЛ"))
    page = at.window.open("search")
    page.look_for("жжжж", at_once=True)
    at.settle()
    assert page.nothing.isVisible()
