"""Forms and papers from the command line: known by name, as blanks, as copies, in their variants."""

import json

import pytest

from tests.cli.conftest import answer, refusal
from tests.paper.conftest import Paper


def test_forms_lists_the_numbered_forms_and_the_plain_papers_if_asked(run, department):
    numbered = [one["code"] for one in answer(run("forms", "--json"))]
    assert numbered == sorted(numbered)
    assert {f"Ф-{n:02}" for n in range(1, 27)} - set(numbered) <= {"Ф-13", "Ф-14"}
    everything = answer(run("forms", "--plain", "--json"))
    assert {"policy", "minutes", "plan", "distribution", "awareness"} <= {one["code"] for one in everything}
    assert all(set(one["title"]) == {"ky", "ru", "en"} for one in everything)


@pytest.mark.parametrize("form", ["Ф-10", "F-24", "ф-19", "policy", "Minutes"])
def test_a_blank_is_printed_without_a_record(run, department, tmp_path, form):
    out = tmp_path / "бош.pdf"
    printed = answer(run("print", form, "--blank", "--out", out, "--json"))
    assert (printed["records"], printed["fingerprints"]) == (0, [])
    assert out.read_bytes().startswith(b"%PDF")


def test_without_a_record_and_without_blank_it_says_what_to_do(run, department, tmp_path):
    said = refusal(run("print", "Ф-24", "--out", tmp_path / "x.pdf", "--lang", "en"))
    assert "blank" in said
    assert not (tmp_path / "x.pdf").exists()


def test_a_copy_and_a_variant(run, department, tmp_path):
    given = json.dumps({"title": "Отчет", "responsible": "Декан", "due": "2027-03-01"})
    run("save", "action", "-", given=given)
    out = tmp_path / "план.pdf"
    answer(run("print", "Ф-25", "--variant", "month", "--copy", "--out", out, "--json"))
    text = Paper(out, 1, "ky").text()
    assert "03.2027" in text
    assert "COPY" in text or "КӨЧҮРМӨ" in text
    refusal(run("print", "Ф-25", "--variant", "year", "--out", out))


def test_the_page_for_the_website(run, department, tmp_path):
    out = tmp_path / "сайт.html"
    assert answer(run("website", "--out", out, "--json")) == {"file": str(out), "objectives": 0}
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
