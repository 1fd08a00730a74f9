"""The page of what an auditor would find: grouped by weight, with a way to each record and a note that lets it rest."""

from types import SimpleNamespace

import pytest

from qms_desktop.services import checks, listing, records
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.pages.checks import ChecksPage
from tests.services.test_keeping import save as outlived

RISK = {"title": "Өрт", "code": "Т-МТК-01", "likelihood": 2, "consequence": 3, "responsible": ["Декан"]}


class Ways:
    """Where the page sends the person."""

    def __init__(self):
        self.went = []
        self.page = SimpleNamespace()

    def section_of(self, kind):
        return "risks" if kind else None

    def record(self, kind, record):
        self.went.append((kind, record))

    def section(self, key):
        self.went.append((key, ""))


@pytest.fixture
def ways():
    return Ways()


@pytest.fixture
def unit(make_workspace):
    ws = make_workspace("МТК")
    records.save(ws, "risk", [RISK, RISK | {"title": "Суу", "code": "Т-МТК-02"}])
    return ws


def opened(at_work, ws, ways):
    return at_work(ws, lambda ws, runner, editing: ChecksPage(ws, runner, editing, ways))


def titles(page):
    return [shown.finding.title for shown in page.rows]


def test_rules_stand_by_weight_with_their_counts_and_records(at_work, unit, ways):
    page = opened(at_work, unit, ways).page
    listed = [row.id for row in page.list.list.model().rows]
    assert listed == list(dict.fromkeys(one.rule for one in checks.findings(unit)))
    page.show_rule("risk.no_measure")
    assert titles(page) == ["Өрт", "Суу"]
    assert page.list.list.model().rows[listed.index("risk.no_measure")].chip.words == "2"
    assert any("6.1.2" in label.text() for label in page.card.findChildren(Label))


def test_a_finding_leads_to_its_record_and_one_of_the_unit_to_where_it_is_made(at_work, unit, ways):
    page = opened(at_work, unit, ways).page
    page.show_rule("risk.no_measure")
    page.rows[1].open.click()
    assert ways.went[-1] == ("risk", page.rows[1].finding.record)
    page.show_rule("unit.no_objectives")
    page.rows[0].open.click()
    assert ways.went[-1] == ("risks", "")


def test_the_destruction_list_is_drawn_up_by_one_press_and_shown(at_work, unit, ways):
    outlived(unit, "indicator", title="Жетишүү", period="2019/20")
    desk = opened(at_work, unit, ways)
    desk.page.show_rule("keeping.over")
    desk.page.rows[0].mend.click()
    desk.rest()
    (drawn,) = listing.records(unit, "destruction_list")
    assert ways.went == [("destruction_list", drawn["id"])]
    desk.qtbot.waitUntil(lambda: "keeping.over" not in {one.rule for one in desk.page.found})


def test_a_note_takes_the_finding_off_the_list_and_undo_brings_it_back(at_work, unit, ways, write):
    desk = opened(at_work, unit, ways)
    desk.page.show_rule("risk.no_measure")
    row = desk.page.rows[0]
    row.say_why.click()
    assert not row.keep.isEnabled()
    write(row.why, "кеңеш чечет")
    row.keep.click()
    desk.rest()
    desk.qtbot.waitUntil(lambda: titles(desk.page) == ["Суу"])
    desk.page.noted.click()
    desk.rest()
    desk.qtbot.waitUntil(lambda: titles(desk.page) == ["Өрт", "Суу"])
    assert any("кеңеш чечет" in label.text() for label in desk.page.rows[0].findChildren(Label))
    desk.page.noted.click()
    desk.editing.undo()
    desk.rest()
    desk.qtbot.waitUntil(lambda: titles(desk.page) == ["Өрт", "Суу"])


def test_the_office_sees_all_units_and_chooses_one(at_work, make_workspace, ways):
    office = make_workspace()
    records.save(office, "risk", [RISK | {"unit": "АРБ"}, RISK | {"unit": "АСБ", "title": "Суу"}])
    desk = opened(at_work, office, ways)
    desk.page.show_rule("risk.no_measure")
    assert titles(desk.page) == ["Өрт", "Суу"]
    desk.page.unit.set_key("АСБ")
    desk.page.refresh()
    desk.rest()
    desk.qtbot.waitUntil(lambda: {one.unit for one in desk.page.found} == {"АСБ"})


def test_the_list_is_written_to_be_printed(at_work, unit, ways, tmp_path, monkeypatch):
    desk = opened(at_work, unit, ways)
    monkeypatch.setattr("qms_desktop.ui.asking.place_to_save", lambda *_given: tmp_path / "list.pdf")
    desk.page.print_page()
    desk.rest()
    desk.qtbot.waitUntil(lambda: (tmp_path / "list.pdf").exists())
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")


def test_a_note_stands_with_the_answer_of_the_office(at_work, make_workspace, ways):
    office = make_workspace()
    records.save(office, "risk", [RISK | {"unit": "АРБ"}])
    found = next(one for one in checks.findings(office) if one.rule == "risk.no_measure")
    checks.note(office, found, "кеңеш чечет")
    note = next(one.note for one in checks.findings(office, noted=True) if one.note)
    records.save(office, "check_note", [{"id": note.record, "answer": "3-декабрга чейин"}])
    desk = opened(at_work, office, ways)
    desk.page.noted.click()
    desk.rest()
    desk.qtbot.waitUntil(lambda: any(one.note for one in desk.page.found))
    desk.page.show_rule("risk.no_measure")
    assert any("3-декабрга чейин" in label.text() for label in desk.page.rows[0].findChildren(Label))
