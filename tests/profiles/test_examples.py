"""The example rows agree with what the annexes print."""

import pytest

from qms_desktop.core.examples import load_examples, read
from qms_desktop.core.profile import load_profile

REGISTER = read("jasu")["register_entry"]


def test_eight_register_rows():
    assert [row["record"]["number"] for row in REGISTER] == list(range(1, 9))
    assert [row["record"]["category"] for row in REGISTER] == list(load_profile("jasu").risk_categories)


@pytest.mark.parametrize("row", REGISTER, ids=lambda row: row["record"]["category"])
def test_scores_and_words_of_the_register(row, jasu):
    record, printed = row["record"], row["printed"]
    score = record["likelihood"] * record["consequence"]
    assert score == printed["score"]
    assert jasu.level_variants[printed["level_word"]] == jasu.level(score)
    assert jasu.level_variants[printed["residual_word"]] == jasu.level(record["residual_score"])
    assert record["residual_score"] < score


def test_the_printed_scores():
    scores = [row["printed"]["score"] for row in REGISTER]
    assert scores == [16, 9, 20, 12, 12, 9, 9, 8]
    assert [row["record"]["residual_score"] for row in REGISTER] == [6, 4, 10, 6, 8, 6, 6, 4]


def test_a_comma_inside_a_title_does_not_split_it():
    responsible = load_examples("jasu", "ky")["register_entry"][7]["responsible"]
    assert responsible == [
        "Басма сөз катчысы",
        "Мамлекеттик тил, социалдык жана тарбия иштери боюнча проректору",
    ]


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_lists_are_equally_long_in_every_language(language):
    for kind, rows in load_examples("jasu", language).items():
        for row, first in zip(rows, load_examples("jasu", "ky")[kind], strict=True):
            for name, value in row.items():
                if isinstance(value, list):
                    assert len(value) == len(first[name])
                    assert all(value)


def test_levels_of_the_passport_and_the_integrated_table(jasu):
    for row in read("jasu")["risk"]:
        record, printed = row["record"], row["printed"]
        level = jasu.level(record["likelihood"] * record["consequence"])
        if "level_word" in printed:
            assert jasu.level_variants[printed["level_word"]] == level
        assert record["category"] in jasu.risk_categories


def test_opportunities_have_an_effect_and_no_score():
    rows = load_examples("jasu", "ky")["opportunity"]
    assert len(rows) == 3
    for row in rows:
        assert row["effect"]
        assert not {"likelihood", "consequence", "score"} & set(row)


def test_references_lead_somewhere(jasu):
    processes = {None, *(process.id for process in jasu.processes)}
    for kind in ("risk", "register_entry", "opportunity"):
        for row in load_examples("jasu", "ky")[kind]:
            assert row["process"] in processes
    for institution in ("jasu", "oshsu"):
        examples = load_examples(institution, "ky")
        codes = {row["code"] for row in examples["document"]}
        levels = load_profile(institution).choices("document_levels")
        kinds = load_profile(institution).choices("change_kinds")
        assert {row["level"] for row in examples["document"]} <= set(levels)
        assert {row["document"] for row in examples["change_entry"]} <= codes
        assert {row["change_kind"] for row in examples["change_entry"]} <= set(kinds)


def test_the_process_card_has_the_seven_elements(jasu):
    (card,) = load_examples("jasu", "ky")["process"]
    assert {row.key for row in jasu.process_card_rows} <= set(card)
    assert len(card["owners"]) == 3
    assert card["inputs"][0] == "Мамлекеттик билим берүү стандарттарынын (ГОСТ) талаптары"


def test_examples_are_given_anew_each_time():
    load_examples("jasu", "ky")["risk"][0]["measures"].clear()
    assert load_examples("jasu", "ky")["risk"][0]["measures"]


def test_an_institution_without_examples():
    assert load_examples("generic", "ky") == {}
