from hypothesis import given
from hypothesis import strategies as st

from qms_desktop.ui.table import tsv


def test_excels_quotes_hold_breaks_and_tabs():
    assert tsv.read('а\t"б\nв"\t"г""д"\r\nе\t\t\r\n') == [["а", "б\nв", 'г"д'], ["е", "", ""]]


def test_a_quoted_word_keeps_its_quotes():
    assert tsv.read('"Манас" колледжи\tх') == [['"Манас" колледжи', "х"]]
    assert tsv.read('"ачык') == [['"ачык']]


def test_what_is_written_is_read_again():
    grid = [["а\tб", 'в"г'], ["д\nе", ""]]
    assert tsv.read(tsv.write(grid)) == grid


cells = st.text(st.sampled_from('аб"\t\n '), max_size=6)


@given(
    st.integers(1, 4).flatmap(
        lambda wide: st.lists(st.lists(cells, min_size=wide, max_size=wide), min_size=1, max_size=4)
    )
)
def test_any_cells_come_back(grid):
    if grid[-1] == [""]:
        grid[-1] = ["х"]  # an empty last line is the end of the text
    assert tsv.read(tsv.write(grid)) == grid


def test_a_table_from_word_keeps_paragraphs_in_their_cell():
    html = (
        '<html xmlns:w="urn:schemas-microsoft-com:office:word"><table><tr><td><p>Бир</p><p>эки\nүч</p></td>'
        "<td>төрт</td></tr><tr><td>беш</td><td></td></tr></table></html>"
    )
    assert tsv.read_word(html) == [["Бир\nэки үч", "төрт"], ["беш", ""]]
    assert tsv.read_word("<table><tr><td>x</td></tr></table>") is None
