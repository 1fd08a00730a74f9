"""Clauses as data with an edition, the inputs of the management review, and what the documents want in its report."""

import pytest

from qms_desktop.core.clauses import editions, load_clauses, order
from qms_desktop.core.profile import load_checklist_bank
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.reviews import INPUTS


@pytest.fixture(params=editions())
def edition(request):
    return load_clauses(request.param)


def test_the_editions_that_ship():
    assert editions() == ("iso9001-2015", "iso9001-2026")
    assert [name for name in editions() if load_clauses(name).in_force] == ["iso9001-2015"]
    with pytest.raises(KeyError):
        load_clauses("iso9001-1987")


def test_clauses_stand_in_their_order_under_their_parents(edition):
    numbers = [clause.number for clause in edition]
    assert numbers == sorted(set(numbers), key=order)
    for clause in edition:
        assert clause.parent == (clause.number.rpartition(".")[0] or None)
        assert clause.parent is None or clause.parent in edition
    assert [clause.number for clause in edition if clause.parent is None] == ["4", "5", "6", "7", "8", "9", "10"]
    assert [clause.number for clause in edition.below("9.3")] == ["9.3.1", "9.3.2", "9.3.3"]
    assert edition.section("10.2.1") == "10"
    assert edition.section("11.1") is None


def test_titles_are_short_and_tell_clauses_apart(edition):
    for language in ("ky", "ru", "en"):
        titles = [clause.title.text(language) for clause in edition if clause.parent]
        assert max(len(title) for title in titles) <= 60
        siblings = [(clause.parent, clause.title.text(language)) for clause in edition]
        assert len(siblings) == len(set(siblings))


def test_the_amendment_of_2024_is_about_climate_in_two_clauses():
    clauses = load_clauses()
    (amendment,) = clauses.amended("4.1")
    assert amendment.edition == "2015/A1:2024"
    assert str(amendment.published) == "2024-02-23"
    assert clauses.amended("4.2") == (amendment,)
    assert clauses.amended("4.3") == ()
    assert "климат" in amendment.note.ky.casefold()


def test_an_edition_to_come_stands_on_the_one_in_force():
    old, new = load_clauses("iso9001-2015"), load_clauses("iso9001-2026")
    assert {clause.number for clause in old} <= {clause.number for clause in new}
    assert [amendment.edition for amendment in new.amended("7.3")] == ["2026"]
    assert new.amended("4.1") == old.amended("4.1")
    assert new.review_inputs == old.review_inputs


@pytest.mark.requirement("R001")
def test_every_clause_that_the_program_names_is_a_clause(profile):
    clauses = load_clauses(profile.clauses)
    named = {clause for form in profile.forms.values() for clause in form.clauses}
    named |= {question.clause for bank in profile.checklists for question in load_checklist_bank(bank).questions}
    assert named <= {clause.number for clause in clauses}


@pytest.mark.requirement("R210")
def test_the_twelve_inputs_are_fed_by_kinds_of_records(edition):
    assert [item.key for item in edition.review_inputs] == list(INPUTS)
    for item in edition.review_inputs:
        assert item.kinds
        assert set(item.kinds) <= set(KINDS), item.key


@pytest.mark.requirement("R211")
def test_the_manual_wants_eight_items_in_its_order(oshsu):
    assert [item.key for item in oshsu.review_items] == list("абвгдежз")
    assert {item.section for item in oshsu.review_items} == {"13.1"}
    for item in oshsu.review_items:
        assert set(item.kinds) <= set(KINDS), item.key


def test_five_inputs_of_the_standard_are_missing_in_the_manual(oshsu):
    covered = {key for item in oshsu.review_items for key in item.inputs}
    assert set(INPUTS) - covered == {"a", "b", "c7", "d", "e"}


@pytest.mark.requirement("R260")
def test_the_regulation_wants_effectiveness_objectives_and_resources(jasu):
    assert [item.title.en for item in jasu.review_items] == [
        "Effectiveness of the QMS", "Achievement of objectives", "Provision of resources",
    ]  # fmt: skip
    assert {key for item in jasu.review_items for key in item.inputs} <= set(INPUTS)
