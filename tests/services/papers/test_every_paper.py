"""What every paper has: its blank, its state, copies, translations, whose it is."""

from __future__ import annotations

import io

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.paper.forms import FORMS, PAPERS
from qms_desktop.services import acts, papers, records
from qms_desktop.services.listing import records as listed
from qms_desktop.services.printing import print_form


def test_every_form_prints_what_is_here_and_keeps_the_print(unit, office):
    for ws, codes in ((unit, {"Ф-06", "Ф-12", "Ф-17", "Ф-18", "Ф-19", "Ф-21", "Ф-22", "Ф-24", "Ф-25", "plan", "process-plan", "minutes",
                              "document", "distribution", "destruction"}),
                      (office, {"Ф-07", "Ф-08", "Ф-10", "Ф-11", "Ф-20", "Ф-23", "Ф-25", "policy", "policy-check", "structure",
                                "responsibility", "auditors-order", "notice"})):  # fmt: skip
        for code in codes:
            printed = print_form(ws, code, io.BytesIO())
            assert printed.records > 0, code
            assert len(printed.fingerprints) >= 1
        states = {paper.code: paper.state for paper in papers.papers(ws)}
        assert {states[code] for code in codes} == {"printed"}


@pytest.mark.parametrize("code", [*FORMS, *PAPERS])
def test_a_blank_has_no_number_no_check_code_and_leaves_no_trace(make_workspace, code):
    ws, out = make_workspace("МТК"), io.BytesIO()
    printed = print_form(ws, code, out, blank=True)
    assert (printed.records, printed.fingerprints) == (0, [])
    assert printed.pages >= 1
    assert listed(ws, "printout") == []


def test_a_blank_says_neither_draft_nor_accepted(make_workspace, paper):
    text = paper(make_workspace("МТК"), "Ф-10", blank=True).text()
    for word in ("ДОЛБООР", "кабыл алына элек", "Текшерүү коду", "ТК-МТК"):
        assert word not in text
    assert "Жазуу № ____" in text


def test_what_is_handed_over_says_whether_the_office_took_it_in(unit, paper):
    (objective, *_more) = listed(unit, "objective")
    before = paper(unit, "Ф-24").text()
    assert "кабыл алына элек" in before
    assert "ДОЛБООР" in before
    (provider,) = listed(unit, "provider")
    assert objective["state"] == "draft"
    acts.act(unit, "submit", [provider["id"]])
    handed = paper(unit, "Ф-24").text()
    assert "ДОЛБООР" not in handed
    assert "кабыл алына элек" in handed
    assert "1-версия" in handed


def test_a_copy_says_so_and_so_does_all_that_a_reader_prints(office, paper):
    assert "КӨЧҮРМӨ" not in paper(office, "Ф-11").text()
    assert "КӨЧҮРМӨ (көзөмөлдөнбөгөн)" in paper(office, "Ф-11", copy=True).text()
    office.role = "reader"
    assert "КӨЧҮРМӨ (көзөмөлдөнбөгөн)" in paper(office, "Ф-11").text()


def test_another_language_than_the_original_s_is_a_translation(office, paper):
    assert "Котормо" not in paper(office, "Ф-23").text()
    assert "Перевод" in paper(office, "Ф-23", language="ru").text()


def test_a_way_of_printing_that_the_form_does_not_know_is_refused(unit):
    with pytest.raises(UserError, match="week"):
        print_form(unit, "Ф-25", io.BytesIO(), variant="week")
    with pytest.raises(UserError, match="person"):
        print_form(unit, "Ф-06", io.BytesIO(), variant="person")


@pytest.mark.parametrize("code", ["Ф-02", "Ф-04", "Ф-05"])
def test_a_view_of_the_office_is_handed_over_to_nobody(office, paper, code):
    assert "кабыл алына элек" not in paper(office, code).text()


def test_what_is_of_the_whole_bears_the_institutions_name(office, paper):
    records.save(office, "objective", [{"unit": "all", "title": "Билим сапаты"}])
    text = " ".join(paper(office, "Ф-06").text().split())
    assert "Жалал-Абад мамлекеттик университети Мезгили" in text
    assert "МК-ЖАМУ-" in text


def test_an_accepted_card_bears_its_registration_number(unit, make_workspace, paper):
    card = records.save(unit, "process", [{"name": "Окутуу", "number": "3"}]).saved[0].key.id
    assert "кабыл алына элек" in paper(unit, "Ф-01", ids=[card]).text()
    office = make_workspace()
    made = records.save(office, "process", [{"name": "Окутуу", "unit": "АРБ", "register_number": "Р-2026-0147"}]).saved[0].key.id
    assert "Каттоо № Р-2026-0147" in paper(office, "Ф-01", ids=[made]).text()


def test_what_considered_names_its_minutes_once(office, paper):
    (plan,) = records.save(office, "plan", [{"title": "План", "plan_kind": "unit", "term": "year", "unit": "МТК",
                                             "discussed_by": "бөлүмдүн жыйыны, № 4 протокол", "discussed_on": "2026-09-20"}]).saved  # fmt: skip
    text = paper(office, "plan", ids=[plan.key.id]).text()
    assert "№ 4 протокол" in text
    assert "№ _" not in text
