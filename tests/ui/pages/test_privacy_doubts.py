"""The office's pages of doubts, and of removing a person's data: seen first, confirmed by the typed name."""

import pytest
from PySide6.QtWidgets import QPushButton

from qms_desktop.services import records, redaction
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.pages.doubts import DoubtsPage
from qms_desktop.ui.pages.privacy import PrivacyPage

NAME = "Жакыпова Б. С."


class Go:
    """Where a page would lead."""

    def __init__(self):
        self.went = []

    def section_of(self, kind):
        return kind

    def record(self, kind, record_id):
        self.went.append((kind, record_id))


def said(page):
    return [label.text() for label in page.findChildren(Label) if label.isVisible()]


@pytest.fixture
def office(make_workspace):
    return make_workspace()


@pytest.fixture
def person(office):
    (saved,) = records.save(office, "person", [{"name": NAME, "position": "Кафедра башчысы"}]).saved
    records.save(office, "risk", [{"title": "Кадр жетишсиз", "responsible": [NAME, "Деканат"], "unit": "МТК"}])
    return saved.key.id


@pytest.fixture
def desk(office, person, at_work):
    return at_work(office, lambda ws, runner, _editing: PrivacyPage(ws, runner))


def test_what_would_go_is_shown_and_nothing_is_touched(desk, office, person):
    desk.page.choose(person)
    desk.rest()
    desk.qtbot.waitUntil(lambda: NAME in said(desk.page))
    assert any("Деканат" in word for word in said(desk.page))
    assert not desk.page.button.isEnabled()
    assert redaction.find(office, [person]).records == 2


def test_the_button_waits_for_the_name_and_a_reason(desk, person):
    page = desk.page
    page.choose(person)
    desk.rest()
    page.name.set_value("Жакыпова")
    page.why.set_value("Адамдын өтүнүчү")
    assert not page.button.isEnabled()
    page.name.set_value("Жакыпова  Б. С. ")
    assert page.button.isEnabled()
    page.why.set_value("  ")
    assert not page.button.isEnabled()


def test_the_person_is_removed_and_no_longer_offered(desk, office, person):
    page = desk.page
    page.choose(person)
    desk.rest()
    page.why.set_value("Адамдын өтүнүчү")
    page.name.set_value(NAME)
    page.button.click()
    desk.rest()
    assert records.show(office, person)["name"] is None
    assert NAME not in [page.people.itemText(i).split(",")[0] for i in range(page.people.count())]
    assert page.found is None
    assert not page.button.isVisible()


def test_another_choice_asks_for_the_name_anew(desk, person):
    desk.page.choose(person)
    desk.rest()
    desk.page.name.set_value(NAME)
    desk.page.choose(person)
    assert not desk.page.button.isVisible()
    desk.rest()
    assert desk.page.name.text() == ""


def test_F32_doubts_lead_to_their_records(office, at_work):
    ids = [saved.key.id for saved in records.save(office, "risk", [
        {"title": "Бир", "number": "12", "unit": "МТК"}, {"title": "Эки", "number": "12", "unit": "ФИЛ"}]).saved]  # fmt: skip
    go = Go()
    desk = at_work(office, lambda ws, runner, _editing: DoubtsPage(ws, runner, go))
    desk.qtbot.waitUntil(lambda: any("Бир" in word and "МТК" in word for word in said(desk.page)))
    buttons = [b for b in desk.page.findChildren(QPushButton) if b.text() == "Көрсөтүү"]
    buttons[0].click()
    assert go.went == [("risk", ids[0])]
    records.save(office, "risk", [{"id": ids[1], "number": "13"}])
    desk.page.refresh()
    desk.rest()
    desk.qtbot.waitUntil(desk.page.empty.isVisible)
