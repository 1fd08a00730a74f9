"""Cards, documents, audits and the state of papers, without a window."""

import datetime as dt

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import audits, cards, documents, listing, papers, printing, records
from qms_desktop.services.paper_numbers import number_on_paper
from qms_desktop.store.reading import Query


def stored(ws, kind):
    return listing.reading_records(ws, Query(kind))


def test_a_renamed_indicator_is_renamed_in_its_card(make_workspace):
    ws = make_workspace("МТК")
    card = records.save(ws, "process", [{"name": "Окутуу", "indicators": ["Жетишүү", "Канааттануу"]}]).saved[0].key.id
    cards.save_indicators(ws, card, [(cards.WORDS + "Жетишүү", {"target": "85"})])
    row = cards.read(ws, card).indicators[0]
    result = cards.save_indicators(ws, card, [(row["id"], {"title": "Студенттердин жетишүүсү"})])
    assert records.show(ws, card)["indicators"] == ["Студенттердин жетишүүсү", "Канааттануу"]
    records.undo(ws, result.change_ids)
    assert records.show(ws, card)["indicators"] == ["Жетишүү", "Канааттануу"]
    assert stored(ws, "indicator")[0]["title"] == "Жетишүү"


def test_the_same_name_twice_stands_once_in_the_card(make_workspace):
    ws = make_workspace("МТК")
    card = cards.begin(ws, ws.profile.processes[0]).saved[0].key.id
    cards.save_indicators(ws, card, [(None, {"title": "Жетишүү"}), (None, {"title": "жетишүү"})])
    assert records.show(ws, card)["indicators"] == ["Жетишүү"]
    assert len(cards.read(ws, card).indicators) == 2


def test_a_department_s_list_holds_its_cards_and_those_of_the_office(make_workspace):
    ws = make_workspace()
    for unit in ("МТК", "ФИЛ", "all"):
        records.save(ws, "process", [{"unit": unit, "name": f"{unit} процесси"}])
    assert len(cards.cards(ws)) == 3
    ws.role, ws.unit = "department", "МТК"
    assert {card["unit"] for card in cards.cards(ws)} == {"МТК", "all"}


def test_the_risks_of_a_card_are_those_that_name_its_process(make_workspace):
    ws = make_workspace("МТК")
    card = cards.begin(ws, ws.profile.processes[2]).saved[0].key.id
    records.save(ws, "risk", [{"title": "Биринчи", "process": "J3"}, {"title": "Экинчи", "process": "J7"}])
    assert [risk["title"] for risk in cards.read(ws, card).risks] == ["Биринчи"]


@pytest.mark.parametrize(("day", "next_year"), [("2028-02-29", "2029-02-28"), ("2026-11-20", "2027-11-20")])
def test_a_review_is_due_a_year_later(make_workspace, day, next_year):
    assert make_workspace().profile.due_after("document_review", dt.date.fromisoformat(day)).isoformat() == next_year


def test_a_review_never_brings_the_next_one_nearer(make_workspace):
    ws = make_workspace()
    document = records.save(ws, "document", [{"code": "А", "title": "А", "review_due": "2035-01-01"}]).saved[0].key.id
    documents.review_without_change(ws, document, {"clause": "–", "text": "–", "reason": "–"}, dt.date(2026, 11, 20))
    assert records.show(ws, document)["review_due"] == "2035-01-01"


def test_a_document_goes_under_revision_once(make_workspace):
    ws = make_workspace()
    document = records.save(ws, "document", [{"code": "А", "title": "А"}]).saved[0].key.id
    documents.begin_edition(ws, document)
    with pytest.raises(UserError):
        documents.begin_edition(ws, document)


def test_audits_are_numbered_in_their_year_and_made_by_the_office_alone(make_workspace):
    office, department = make_workspace(), make_workspace("МТК")
    for _turn in range(2):
        audits.begin(office, {"unit_audited": "АРБ", "lead": "Абдыраева С. М."})
    assert [a["number"][-3:] for a in audits.audits(office)] == ["-02", "-01"]
    assert audits.audits(office)[0]["progress"][0] == 0
    with pytest.raises(UserError):
        audits.begin(department, {"unit_audited": "МТК", "lead": "Мен"})
    with pytest.raises(UserError):
        audits.begin(office, {"lead": "Абдыраева С. М."})


def test_paper_is_not_printed_printed_or_out_of_date(make_workspace, tmp_path):
    ws = make_workspace("МТК")

    def state(code):
        return {paper.code: paper.state for paper in papers.papers(ws)}[code]

    assert state("Ф-01") == "nothing"
    card = records.save(ws, "process", [{"name": "Окутуу"}]).saved[0].key.id
    assert state("Ф-01") == "not_printed"
    printing.print_form(ws, "Ф-01", tmp_path / "a.pdf")
    assert state("Ф-01") == "printed"
    records.save(ws, "process", [{"id": card, "purpose": "Сапат"}])
    assert state("Ф-01") == "outdated"
    printing.print_form(ws, "Ф-01", tmp_path / "b.pdf")
    assert state("Ф-01") == "printed"
    records.delete(ws, [card])
    assert state("Ф-01") == "outdated"


def test_a_change_sheet_prints_in_the_variant_that_is_asked_for(make_workspace, tmp_path):
    ws = make_workspace("МТК")
    records.save(ws, "document", [{"code": "А", "title": "А"}])
    sizes = {printing.print_form(ws, "Ф-16", tmp_path / v, variant=v).pages and (tmp_path / v).stat().st_size
             for v in ws.profile.change_sheets}  # fmt: skip
    assert len(sizes) == 3


def test_a_number_on_paper_leaves_out_what_is_not_known(make_workspace):
    ws = make_workspace("МТК")
    said = {code: number_on_paper(form, "МТК", "2026/27", "3") for code, form in ws.profile.forms.items()}
    assert said["Ф-01"] == "ПК-3-1"
    assert said["Ф-03"] == "ТП-МТК-2026"
    assert not [number for number in said.values() if "{" in number or number.endswith("-")]


@pytest.mark.requirement("R189")
def test_a_card_shows_the_audits_of_its_process_and_what_they_found(make_workspace):
    ws = make_workspace()
    process = ws.profile.processes[2]
    card = records.save(ws, "process", [{"name": process.name.text("ky"), "unit": "МТК"}]).saved[0].key.id
    made = [records.save(ws, "audit", [{"unit_audited": unit, "lead": "Токтогулов А.", "processes": [named], "held_from": "2026-11-10",
                                        "state": "completed"}]).saved[0].key.id
            for unit, named in (("МТК", process.id), ("МТК", "Китепкана"), ("ФИЛ", process.id))]  # fmt: skip
    found = records.save(ws, "nonconformity", [{"unit": "МТК", "process": process.id, "statement": "Журнал бош", "found_on": "2026-11-10"}])
    audited = cards.read(ws, card).audited
    assert [(one.kind, one.id) for one in audited] == [("audit", made[0]), ("nonconformity", found.saved[0].key.id)]
    assert (audited[0].title, audited[1].title) == ("10.11.2026", "10.11.2026, Журнал бош")
    assert all(one.state.text("ky") for one in audited)
