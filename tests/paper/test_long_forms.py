"""Long registers: whole rows, linear work."""

from __future__ import annotations

from qms_desktop.paper import blocks, table
from qms_desktop.paper.data import RiskPassport, RiskRegister

ROUND = 8  # the example rows repeat after eight, so that equal numbers of them make equal work


def numbered(rows):
    return [{**row, "title": f"А{n}А {row['title']}", "unit": f"Я{n}Я"} for n, row in enumerate(rows)]


def test_no_row_is_parted_by_the_end_of_a_page(printed, register_rows):
    paper = printed("Ф-04", RiskRegister(risks=numbered(register_rows(60))))
    by_page = {page: set(paper.text(page).split()) for page in range(1, paper.pages + 1)}
    for n in range(60):
        begins = [page for page, words in by_page.items() if f"А{n}А" in words]
        ends = [page for page, words in by_page.items() if f"Я{n}Я" in words]
        assert len(begins) == 1
        assert begins == ends


def test_the_rows_stand_in_their_order(printed, register_rows):
    paper = printed("Ф-04", RiskRegister(risks=numbered(register_rows(30))))
    pages = [next(p for p in range(1, paper.pages + 1) if f"А{n}А" in paper.text(p)) for n in range(0, 30, 5)]
    assert pages == sorted(pages)


def test_every_row_is_measured_and_painted_once(pdf_of, register_rows, monkeypatch):
    work = {"measured": 0, "painted": 0}
    wrap, paint = blocks.wrap, table._RowSlice.paint

    def counting_wrap(*arguments):
        work["measured"] += 1
        return wrap(*arguments)

    def counting_paint(row, *arguments):
        work["painted"] += not row._shaded
        return paint(row, *arguments)

    monkeypatch.setattr(blocks, "wrap", counting_wrap)
    monkeypatch.setattr(table._RowSlice, "paint", counting_paint)
    seen = []
    for count in (ROUND, 10 * ROUND, 20 * ROUND, 30 * ROUND):
        work.update(measured=0, painted=0)
        blocks._measured.cache_clear()
        pdf_of("Ф-04", RiskRegister(risks=numbered(register_rows(count))))
        seen.append(dict(work))
    first, ten, twenty, thirty = seen
    assert ten["painted"] - first["painted"] == 9 * ROUND
    assert thirty["painted"] - twenty["painted"] == twenty["painted"] - ten["painted"] == 10 * ROUND
    more, before = thirty["measured"] - twenty["measured"], twenty["measured"] - ten["measured"]
    assert abs(more - before) <= 3  # a page more or less has a page number more or less


def test_a_passport_with_a_very_long_row_prints_every_word(printed):
    cause = " ".join(f"себеп{n}" for n in range(1500))
    paper = printed(
        "Ф-03", RiskPassport(risks=[{"title": "Т", "cause": cause, "likelihood": 2, "consequence": 2}])
    )
    assert paper.pages > 3
    words = set(paper.text().replace("себеп", " себеп").split())
    assert {f"себеп{n}" for n in range(1500)} <= words
