"""What a new record says of itself: its number, its period, its day; numbers are given out once."""

import pytest

from qms_desktop.core.examples import load_examples
from qms_desktop.services import records
from qms_desktop.services.workspace import period_now


def save(ws, kind, *given):
    return [records.show(ws, saved.key.id) for saved in records.save(ws, kind, list(given)).saved]


@pytest.fixture
def year(make_workspace):
    return period_now(make_workspace("МТК").profile).partition("/")[0]


def test_numbers_go_on_within_a_unit_and_a_year(make_workspace, year):
    office = make_workspace()
    given = [{"unit": "МТК", "statement": "А"}, {"unit": "МТК", "statement": "Б"}, {"unit": "ФИЛ", "statement": "В"}]
    assert [n["number"] for n in save(office, "nonconformity", *given)] == [
        f"ТК-МТК-{year}-01", f"ТК-МТК-{year}-02", f"ТК-ФИЛ-{year}-01",
    ]  # fmt: skip
    (late,) = save(office, "nonconformity", {"unit": "МТК", "statement": "Г", "period": "2020/21"})
    assert late["number"] == "ТК-МТК-2020-01"


def test_what_is_of_the_whole_is_numbered_with_the_institutions_abbreviation(make_workspace, year):
    (objective,) = save(make_workspace(), "objective", {"unit": "all", "title": "Билим сапаты"})
    assert objective["number"] == f"МК-ЖАМУ-{year}-01"


def test_the_number_of_a_deleted_record_is_not_given_again(make_workspace):
    ws = make_workspace("МТК")
    first, second = save(ws, "risk", {"title": "Өрт"}, {"title": "Суу"})
    records.delete(ws, [second["id"]])
    (third,) = save(ws, "risk", {"title": "Жел"})
    assert [first["code"], second["code"], third["code"]] == ["Т-МТК-01", "Т-МТК-02", "Т-МТК-03"]
    records.bring_back(ws, [second["id"]])
    assert records.show(ws, second["id"])["code"] == "Т-МТК-02"


def test_changes_of_a_document_are_counted_by_document(make_workspace):
    ws = make_workspace("МТК")
    one, other = save(ws, "document", {"code": "А", "title": "А"}, {"code": "Б", "title": "Б"})
    changes = save(ws, "change_entry", *({"document": d["id"], "clause": "1"} for d in (one, one, other, one)))
    assert [change["number"] for change in changes] == [1, 2, 1, 3]
    records.delete(ws, [changes[3]["id"]])
    assert save(ws, "change_entry", {"document": one["id"], "clause": "2"})[0]["number"] == 4


def test_a_number_may_name_the_words_of_another_field(make_workspace):
    (survey,) = save(make_workspace(), "survey", {"title": "Сурамжылоо", "group": "employers", "period": "2026/27"})
    assert survey["number"] == "СЖ-иш берүүчүлөр-2026/27"


def test_what_is_given_stays(make_workspace):
    ws = make_workspace("МТК")
    (risk,) = save(ws, "risk", {"title": "Өрт", "code": "Э-7", "period": "2019/20", "likelihood": 2, "assessed_on": "2019-10-01"})
    assert (risk["code"], risk["period"], risk["assessed_on"]) == ("Э-7", "2019/20", "2019-10-01")


def test_a_unit_is_given_no_default_in_what_is_not_its_own(make_workspace):
    ws = make_workspace("МТК")
    (found,) = save(ws, "nonconformity", {"correction": "Оңдолду"})
    assert (found["number"], found["cycle"], found["correction"]) == (None, None, "Оңдолду")
    (change,) = records.history(ws, found["id"])
    assert not {"number", "found_on", "cycle"} & change["set"].keys()


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_register_of_the_regulation_is_entered_as_it_is_printed(make_workspace, language):
    office = make_workspace()
    rows = load_examples("jasu", language)["register_entry"]
    entries = save(office, "register_entry", *rows)
    assert [entry["number"] for entry in entries] == list(range(1, 9))
    assert [(e["score"], e["residual_score"]) for e in entries] == [
        (row["likelihood"] * row["consequence"], row["residual_score"]) for row in rows
    ]
    assert {entry["unit"] for entry in entries} == {"all"}, "the register is for everybody"
    assert save(office, "register_entry", {"title": "Жаңы"})[0]["number"] == 9
