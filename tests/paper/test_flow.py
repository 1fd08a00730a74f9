"""Slices on pages: what stays together, what is repeated, what may be parted."""

from __future__ import annotations

from qms_desktop.paper.blocks import SMALL, TABLE, paragraph, space
from qms_desktop.paper.flow import Slice, paginate
from qms_desktop.paper.table import Column, Row, table


class Block(Slice):
    """A slice with a name."""

    def __init__(self, name: str, height: float, **ties) -> None:
        super().__init__(height, **ties)
        self.name = name


def names(pages) -> list[str]:
    return ["".join(placed.slice.name for placed in page) for page in pages]


def test_slices_fill_a_page_before_the_next():
    assert names(paginate([Block(name, 40) for name in "abcde"], 100)) == ["ab", "cd", "e"]


def test_nothing_printed_is_one_empty_page():
    assert paginate([], 100) == [[]]


def test_a_glued_slice_takes_the_one_before_it_along():
    blocks = [Block("a", 40), Block("b", 40), Block("c", 30, glued=True)]
    assert names(paginate(blocks, 100)) == ["a", "bc"]


def test_joined_slices_stay_together_while_a_page_can_hold_them():
    fitting = [Block("a", 52), Block("b", 30), Block("c", 30, joined=True), Block("d", 30, joined=True)]
    assert names(paginate(fitting, 100)) == ["a", "bcd"]
    too_high = [Block("a", 50), *(Block(name, 45, joined=name != "b") for name in "bcde")]
    assert names(paginate(too_high, 100)) == ["ab", "cd", "e"]


def test_joined_slices_part_rather_than_leave_half_a_page_empty():
    blocks = [Block("a", 30), Block("b", 40), Block("c", 40, joined=True)]
    assert names(paginate(blocks, 100)) == ["ab", "c"]


def test_what_is_glued_to_a_block_too_high_for_a_page_does_not_end_alone():
    blocks = [Block(name, 45, joined=name != "a") for name in "abcd"] + [Block("z", 20, glued=True)]
    assert names(paginate(blocks, 100)) == ["ab", "c", "dz"]


def test_the_header_is_repeated_where_a_row_begins_a_page():
    head = Block("H", 20)
    rows = [Block(name, 40, repeat=head, glued=name == "a") for name in "abcde"]
    assert names(paginate([head, *rows], 100)) == ["Hab", "Hcd", "He"]


def test_a_header_is_never_left_alone_at_the_foot():
    head = Block("H", 20)
    blocks = [Block("x", 70), head, Block("a", 40, repeat=head, glued=True)]
    assert names(paginate(blocks, 100)) == ["x", "Ha"]


def test_white_space_does_not_begin_a_page():
    pages = paginate([Block("a", 90), space(20), Block("b", 90)], 100)
    assert names(pages) == ["a", "b"]
    assert pages[1][0].top == 0


def test_a_row_higher_than_a_page_is_parted_and_loses_nothing():
    long = " ".join(f"сөз{n}" for n in range(900))
    slices = list(table([Column("Башы", 1), Column("Экинчи", 1)], [("кыска", long), ("б", "в")], 300))
    pages = paginate(slices, 400)
    assert len(pages) > 2
    said = [
        line.text
        for page in pages
        for placed in page
        for cell in placed.slice._cells
        for _style, lines in cell.parts
        for line in lines
    ]
    assert " ".join(said).count("сөз") == 900
    for page in pages:
        assert page[-1].top + page[-1].slice.height <= 400.01


def test_a_long_paragraph_goes_on_over_the_page():
    text = " ".join(["сүйлөм"] * 3000)
    pages = paginate([paragraph(text, 300, SMALL)], 400)
    assert len(pages) > 3
    assert all(placed.top + placed.slice.height <= 400.01 for page in pages for placed in page)


def test_a_table_without_rows_has_lines_to_fill_in():
    slices = list(table([Column("А", 1), Column("Б", 1)], iter(()), 300, blank=4))
    assert len(slices) == 5


def test_a_band_has_one_cell_and_a_row_its_least_height():
    rows = [Row(["топ"], band=True), Row(["а", "б"], least=50)]
    _head, band, row = table([Column("А", 1), Column("Б", 1)], rows, 300, style=TABLE)
    assert len(band._cells) == 1
    assert row.height == 50
