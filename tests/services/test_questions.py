"""Questions about the founding document: open until the office answers, answered for everybody, never in silence."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import conflicts, exchanging, questions, records, returning

FIRST = "manual_check"


@pytest.fixture
def office(make_workspace):
    return make_workspace(institution="oshsu", person="Башчы Б. Б.")


def one(ws, question):
    return next(asked for asked in questions.questions(ws) if asked.question.id == question)


@pytest.mark.parametrize("institution", ["oshsu", "jasu"])
def test_every_doubtful_place_has_a_quote_a_question_and_readings(institution, make_workspace):
    ws = make_workspace(institution=institution)
    asked = questions.questions(ws)
    assert len(asked) >= 13
    assert all(each.is_open for each in asked)
    for each in asked:
        assert each.question.quote
        assert each.question.section
        assert set(each.question.answers) > {"as_printed", "other"}, each.question.id
        for place in each.question.where:
            assert place.field in KINDS[place.kind].fields, (each.question.id, place)


def test_an_institution_without_a_founding_document_has_no_questions(make_workspace):
    assert questions.questions(make_workspace(institution="generic")) == []


@pytest.mark.requirement("R002")
def test_how_often_the_manual_is_checked_is_asked_and_can_be_answered_both_ways(office):
    with office.store.reading() as tx:
        assert questions.reading_of(office, tx, FIRST) is None
    for chosen in ("at_most_once", "at_least_once"):
        questions.answer(office, FIRST, chosen)
        with office.store.reading() as tx:
            assert questions.reading_of(office, tx, FIRST) == chosen


def test_an_answer_is_a_change_with_its_author(office):
    saved = questions.answer(office, FIRST, "at_least_once", note="Кеңештин чечими").saved[0]
    asked = one(office, FIRST)
    assert (asked.answer, asked.note, asked.by) == ("at_least_once", "Кеңештин чечими", "Башчы Б. Б.")
    (change,) = records.history(office, saved.key.id)
    assert change["change"] == saved.change
    assert change["by"] == office.person
    assert questions.questions(office)[-1].question.id == FIRST, "what is answered stands below what is open"


def test_the_same_answer_again_is_no_change(office):
    questions.answer(office, FIRST, "at_least_once")
    assert questions.answer(office, FIRST, "at_least_once").change_ids == []
    assert questions.answer(office, FIRST, "at_least_once", note="№ 3 протокол").change_ids != []


@pytest.mark.parametrize(
    ("question", "chosen", "note"),
    [("no_such", "as_printed", ""), (FIRST, "no_such", ""), (FIRST, "other", " ")],
)
def test_what_is_no_answer_is_refused(office, question, chosen, note):
    with pytest.raises(UserError):
        questions.answer(office, question, chosen, note=note)
    assert all(asked.is_open for asked in questions.questions(office))


def test_a_unit_does_not_answer_but_receives_the_answer(office, make_workspace, tmp_path):
    ws = make_workspace("БИК", institution="oshsu")
    with pytest.raises(UserError):
        questions.answer(ws, FIRST, "as_printed")
    exchanging.send(ws, tmp_path / "unit.qmsb")
    exchanging.receive(office, [tmp_path / "unit.qmsb"])
    questions.answer(office, FIRST, "at_least_once")
    (written,) = returning.return_bundles(office, ["БИК"], tmp_path / "out")
    exchanging.receive(ws, [written.file])
    assert one(ws, FIRST).answer == "at_least_once"


def test_beside_a_record_stands_what_the_document_says_and_how_it_is_read(office):
    (asked,) = questions.about(office, "process", {"number": "1.3"})
    sentence = questions.said(asked).text("en")
    assert "1.3. Коомчулукту" in sentence
    assert "has not said yet" in sentence
    questions.answer(office, "process_1_3", "number_1_4", note="2027-жылдан")
    sentence = questions.said(*questions.about(office, "process", {"number": "1.3"})).text("ky")
    assert "1.4" in sentence
    assert "2027-жылдан" in sentence
    assert questions.about(office, "process", {"number": "2.5"}) == []
    assert questions.about(office, "risk", {"number": "1.3"}) == []


def test_two_answers_given_unseen_are_a_conflict(office, make_workspace):
    shown = one(office, FIRST).base
    questions.answer(office, FIRST, "at_most_once", base=shown)
    questions.answer(office, FIRST, "at_least_once", base=shown)
    assert {conflict.key.kind for conflict in conflicts.conflicts(office)} == {"document_reading"}
