"""The catalogue of forms: what every form promises by standing in it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from qms_desktop.core.examples import load_examples
from qms_desktop.core.messages import LANGUAGES
from qms_desktop.paper import data
from qms_desktop.paper.forms import FORMS, PAPERS
from qms_desktop.paper.render import render
from tests.paper.conftest import Paper
from tests.paper.samples import EMPTY, empty, full

ALL = FORMS | PAPERS
LONG = {"Ф-13": 3, "Ф-14": 5}
"""How many pages the blanks of reports have, which are more than a sheet of paper."""

@pytest.fixture
def bodies(register_rows):
    """A body with sixty rows for every form."""

    def make(language: str) -> dict[str, data.Body]:
        shipped = load_examples("jasu", language)
        risks, opportunities = register_rows(60, language), shipped["opportunity"]
        process = shipped["process"][0]
        item = {
            "clause": "8.5.1",
            "question": risks[0]["title"],
            "evidence": "№ 4",
            "verdict": risks[0]["category"],
        }
        entry = {
            "clause": "2.1",
            "text": risks[0]["title"],
            "date": "2026-10-12",
            "made_by_name": "Назарова А. К.",
        }
        document = {"code": "ЖАМУ-Ж-08", "title": risks[1]["title"], "valid_from": "2026-09-01"}
        block = data.IntegratedProcess(process=process, risks=risks[:3], opportunities=opportunities)
        return {
            "Ф-01": data.ProcessCard(process=process, risks=risks, opportunities=opportunities),
            "Ф-02": data.ProcessRegister(processes=[{**process, "number": str(n)} for n in range(60)]),
            "Ф-03": data.RiskPassport(risks=risks, opportunities=opportunities),
            "Ф-04": data.RiskRegister(risks=risks, included=["А", "Б"], missing=["В"]),
            "Ф-05": data.IntegratedTable(processes=[block] * 10),
            "Ф-09": data.Checklist(items=[item] * 60, audit={"number": "7"}),
            "Ф-15": data.DocumentRegister(documents=[document] * 60),
            "Ф-16": data.ChangeSheet(document=document, entries=[entry] * 60),
            "Ф-26": data.Transmittal(
                rows=[{"form": "Ф-01", "title": risks[0]["title"], "number": "ПК-МТК-1", "code": "7F3A 91C4 E2"}] * 60,
                missing=["Ф-09", "Ф-15"], returned=[{"number": "1", "title": risks[0]["title"], "reason": "Тактаңыз"}] * 5,
            ),
        }

    return lambda code, language: make(language).get(code) or full(code)


@pytest.mark.parametrize("code", FORMS)
def test_the_catalogue_agrees_with_the_profile(code, profile):
    form, known = FORMS[code], profile.forms[code]
    assert form.code == code
    assert form.landscape == known.landscape
    assert form.title.texts() == known.title.texts()
    assert form.kinds


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ALL)
def test_an_empty_form_prints_to_be_filled_in_by_hand(printed, code, language):
    paper = printed(code, empty(code), language)
    text = paper.text(1)
    assert (ALL[code].shown_code or "1") in [word.text for word in paper.words(1)], "its code, else its page alone"
    for word in ALL[code].title.text(language).upper().split():
        assert word in text
    assert paper.pages <= LONG.get(code, 2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ALL)
def test_a_full_form_keeps_inside_its_margins_on_every_page(printed, bodies, profile, code, language):
    paper = printed(code, bodies(code, language), language)
    mm = 72 / 25.4
    width, height = paper.page_size()
    sides = profile.margins
    left, right, top, bottom = sides.left, sides.right, sides.top, sides.bottom
    if width > height:
        left, right, top, bottom = bottom, top, left, right
    assert paper.pages > 1 or code == "process-map"
    for page in range(1, paper.pages + 1):
        words = paper.words(page)
        assert (ALL[code].shown_code or str(page)) in [word.text for word in words]
        for word in words:
            assert word.bottom - word.top >= 8.99, word
            assert left * mm - 0.5 <= word.left, word
            assert word.right <= width - right * mm + 0.5, word
            assert top * mm - 0.5 <= word.top, word
            assert word.bottom <= height - bottom * mm + 0.5, word


@pytest.mark.parametrize("code", ALL)
def test_a_form_prints_only_in_the_words_of_its_language(printed, code):
    """English prints hold Cyrillic only in codes, in the name of the university and in what people wrote."""
    text = printed(code, empty(code), "en").text()
    for foreign in ("Жооптуу", "Ответственный", "БЕКИТЕМ", "УТВЕРЖДАЮ", "Барак", "колу", "подпись"):
        assert foreign not in text.split()


def test_a_print_goes_into_a_stream_or_replaces_a_file(tmp_path: Path, profile, sheet):
    job = data.PrintJob(profile, sheet(), EMPTY["Ф-03"])
    stream = io.BytesIO()
    done = render("Ф-03", job, stream, "ky")
    assert stream.getvalue().startswith(b"%PDF")
    path = tmp_path / "сынак.pdf"
    path.write_bytes(b"old")
    assert render("Ф-03", job, path, "ky") == done
    assert path.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [path]


def test_an_unknown_form_is_a_bug(profile, sheet):
    with pytest.raises(KeyError):
        render("Ф-99", data.PrintJob(profile, sheet(), EMPTY["Ф-03"]), io.BytesIO(), "ky")


def test_several_prints_follow_each_other_each_with_its_own_pages_and_side(tmp_path: Path, profile, sheet):
    upright = data.ChangeSheet(document={"title": "Биринчи"}, variant="oshsu", blank_rows=60)
    lying = data.ChangeSheet(document={"title": "Экинчи"}, variant="extended")
    jobs = [
        data.PrintJob(profile, sheet(record_number=f"К-{n}"), body) for n, body in enumerate((upright, lying))
    ]
    path = tmp_path / "sheets.pdf"
    done = render("Ф-16", jobs, path, "ky")
    paper = Paper(path, done.pages, "ky")
    firsts = [page for page in range(1, done.pages + 1) if re.search(r"\b1 ?/ ?\d+\b", paper.text(page))]
    assert len(firsts) == 2
    first, second = firsts
    assert "Биринчи" in paper.text(first)
    assert "К-1" in paper.text(second)
    assert max(word.right for word in paper.words(first)) < 595
    assert max(word.right for word in paper.words(second)) > 700
