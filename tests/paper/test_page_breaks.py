"""Long Kyrgyz texts over many pages: rows stay whole, headers come again, nothing is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest

from qms_desktop.paper import data
from qms_desktop.paper.forms import FORMS, PAPERS
from tests.paper.conftest import Word
from tests.paper.samples import GATHERED, LONG, REGISTERS, record

COUNT = 30
LISTS = {code: next(iter(lists)) for code, (_kind, lists, _part) in GATHERED.items() if lists and code not in ("Ф-19", "Ф-25", "policy")}


def rows(kind: str) -> list[dict]:
    """Records whose every text begins with their own word; their lists have one item each."""
    return [{name: _own(value, n) for name, value in record(kind, n).items()} for n in range(COUNT)]


def _own(value: Any, n: int) -> Any:
    if not isinstance(value, list) or not value:
        return value
    first = value[0]
    return [{next(iter(first)): f"А{n}А {LONG}"} if isinstance(first, dict) else first]


def _marks(words: list[Word]) -> list[Word]:
    return [word for word in words if re.fullmatch(r"А\d+А", word.text)]


def body_of(code: str) -> data.Body:
    if code in REGISTERS:
        return data.Register(records=rows((FORMS | PAPERS)[code].kinds[0]))
    kind, lists, part = GATHERED[code]
    return data.Gathered(record=rows(kind)[0] if code == "minutes" else {}, lists={LISTS[code]: rows(lists[LISTS[code]])}, part=part)


@pytest.mark.parametrize("code", [*REGISTERS, *LISTS])
def test_a_row_stands_on_one_page_under_the_header_of_its_table(printed, code):
    paper = printed(code, body_of(code))
    pages = [paper.words(page) for page in range(1, paper.pages + 1)]
    assert paper.pages > 1
    for n in range(COUNT):
        held = [number for number, words in enumerate(pages) if any(word.text.startswith(f"А{n}А") for word in words)]
        assert held
        if code not in ("Ф-06",):  # an objective stands in the plan and in the monitoring
            assert len(held) == 1, n
    numbers = [number for number, words in enumerate(pages) if _marks(words)]
    first = _header(pages[numbers[0]])
    for number in numbers[1:]:
        assert _header(pages[number]) & first, "the header of the table stands on every page"


def _header(words: list[Word]) -> set[str]:
    """The words above the first row of a page and below its head."""
    top = min(word.top for word in _marks(words))
    return {word.text for word in words if 110 < word.top < top - 4}


@pytest.mark.parametrize("code", REGISTERS)
def test_no_word_of_a_long_register_is_lost(printed, code):
    paper = printed(code, body_of(code))
    said = "".join(word.text.replace("-", "") for page in range(1, paper.pages + 1) for word in paper.words(page))
    for word in LONG.split():
        assert said.count(word.replace("-", "")) >= COUNT, word


def test_the_signatures_stay_with_what_is_signed(printed):
    paper = printed("Ф-12", body_of("Ф-12"))
    last = paper.words(paper.pages)
    signed = next(word.top for word in last if word.text == "кызматы")
    assert any(word.top < signed for word in _marks(last))
