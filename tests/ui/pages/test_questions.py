"""The page of questions about the document: open ones ask, an answer is kept with its author and undone like any step."""

import pytest

from qms_desktop.services import questions, records
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.pages.processes import ProcessesPage
from qms_desktop.ui.pages.questions import QuestionsPage


@pytest.fixture
def office(make_workspace):
    return make_workspace(institution="oshsu", person="Башчы Б. Б.")


@pytest.fixture
def desk(office, at_work):
    return at_work(office, QuestionsPage)


def said(widget):
    return [label.text() for label in widget.findChildren(Label) if label.isVisible()]


def give(desk, question, answer, note=""):
    card = desk.page.cards[question]
    card.choices[answer].click()
    card.note.editor.setText(note)
    card.keep.click()
    desk.rest()
    desk.qtbot.waitUntil(lambda: not desk.page.cards[question].asked.is_open)


def test_every_question_shows_its_place_as_printed(desk, office):
    for question in office.profile.office_questions.values():
        words = " ".join(said(desk.page.cards[question.id]))
        assert question.quote in words
        assert question.section in words
    total = len(office.profile.office_questions)
    assert f"Ачык суроолор: {total} / {total}" in said(desk.page)


def test_nothing_is_chosen_beforehand_and_an_own_reading_needs_words(desk, write):
    card = desk.page.cards["manual_check"]
    assert card.chosen() is None
    assert not card.keep.isEnabled()
    card.choices["other"].click()
    assert not card.keep.isEnabled()
    write(card.note.editor, "эки жылда бир")
    assert card.keep.isEnabled()


def test_an_answer_goes_below_the_open_ones_with_who_and_can_be_undone(desk, office):
    give(desk, "manual_check", "at_least_once", "№ 3 протокол")
    assert list(desk.page.cards)[-1] == "manual_check"
    card = desk.page.cards["manual_check"]
    desk.qtbot.waitUntil(lambda: any("№ 3 протокол" in words and "Башчы Б. Б." in words for words in said(card)))
    assert not card.keep.isVisible()
    desk.editing.undo()
    desk.qtbot.waitUntil(lambda: desk.page.cards["manual_check"].asked.is_open)
    assert all(asked.is_open for asked in questions.questions(office))


def test_an_answer_can_be_changed(desk, office):
    give(desk, "manual_check", "at_most_once")
    desk.page.cards["manual_check"].change.click()
    give(desk, "manual_check", "at_least_once")
    desk.qtbot.waitUntil(lambda: desk.page.cards["manual_check"].asked.answer == "at_least_once")


def test_a_process_card_says_what_the_document_prints_of_it(office, at_work):
    (saved,) = records.save(office, "process", [{"number": "4.2", "name": "Туура келбөөчүлүктөр", "group": "improvement"}]).saved
    desk = at_work(office, ProcessesPage)
    desk.page.open_record("process", saved.key.id)
    desk.rest()
    desk.qtbot.waitUntil(lambda: any("4.2. Туура келбөөчүлүктөрдү башкаруу" in words for words in said(desk.page)))


def test_an_institution_without_questions_is_told_so(make_workspace, at_work):
    desk = at_work(make_workspace(institution="generic"), QuestionsPage)
    assert desk.page.empty.isVisible()
    assert not desk.page.cards
