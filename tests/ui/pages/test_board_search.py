"""The board of units and the search over everything."""

from PySide6.QtCore import Qt

from qms_desktop.services import acts, records
from qms_desktop.services.exchanging import receive
from tests.ui.shells import CARD, RISK, bundle_of, shell  # noqa: F401 - a fixture


def shown(page):
    rows = page.sheet.rows
    return [rows.row(at)["id"] for at in range(rows.record_count())]


def test_counts_are_filters_and_add_up(shell, make_workspace, tmp_path):  # noqa: F811
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


def test_ticked_units_are_accepted_and_it_can_be_undone(shell, make_workspace, tmp_path):  # noqa: F811
    unit, office = make_workspace("ФИЛ"), make_workspace()
    risks = [saved.key.id for saved in records.save(unit, "risk", [RISK, {**RISK, "title": "Башка"}]).saved]
    acts.act(unit, "submit", risks)
    receive(office, [bundle_of(unit, tmp_path / "in")])
    at = shell(office)
    page = at.page("board")
    assert page.bar.isHidden()
    place = shown(page).index("ФИЛ")
    page.sheet.rows.setData(page.sheet.rows.index(place, 0), True)
    assert page.bar.isVisible()
    assert page.accept.text().strip() == "2 жазууну кабыл алуу"
    page.primary()
    at.settle()
    assert {records.show(office, risk)["state"] for risk in risks} == {"accepted"}
    assert page.bar.isHidden()
    assert page.undo_bar.label.text() == "2 жазуу кабыл алынды."
    page.undo_bar.button.click()
    at.settle()
    assert {records.show(office, risk)["state"] for risk in risks} == {"submitted"}


def test_a_russian_keyboard_finds_kyrgyz_letters_in_all_kinds(shell, make_workspace):  # noqa: F811
    ws = make_workspace("ФИЛ")
    records.save(ws, "risk", [{**RISK, "title": "Үзгүлтүксүз өнүктүрүү"}])
    records.save(ws, "process", [{**CARD, "name": "Үзгүлтүксүз билим"}])
    at = shell(ws)
    at.window.strip.search.setText("узгултук")
    at.window.strip.search.returnPressed.emit()
    at.settle()
    page = at.window.page()
    assert {group.kind for group in page.groups} == {"risk", "process"}
    assert page.sheet.currentIndex().row() == 1, "Enter goes into the results"


def test_results_come_while_typing_and_go_with_the_words(shell, make_workspace, write):  # noqa: F811
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


def test_enter_on_a_result_opens_its_record(shell, make_workspace, press):  # noqa: F811
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


def test_commands_and_sections_are_found_too(shell, make_workspace):  # noqa: F811
    at = shell(make_workspace("ФИЛ"))
    page = at.window.open("search")
    page.look_for("талаш", at_once=True)
    at.settle()
    page.open_row("command 0")
    assert at.window._open_key == "conflicts"


def test_nothing_found_says_what_to_try(shell, make_workspace):  # noqa: F811
    at = shell(make_workspace("ФИЛ"))
    page = at.window.open("search")
    page.look_for("жжжж", at_once=True)
    at.settle()
    assert page.nothing.isVisible()
