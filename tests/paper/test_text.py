"""Lines, syllables, and words that stay whole for the reader of the PDF."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest

from qms_desktop.paper import fonts
from qms_desktop.paper.blocks import TABLE
from qms_desktop.paper.fonts import Style, printable, width_of
from qms_desktop.paper.hyphens import break_points
from qms_desktop.paper.pen import Pen
from qms_desktop.paper.text import SOFT_HYPHEN, wrap

LONG = "Ыктымалдуулук"


def syllables(word: str) -> str:
    places = [place for place, hyphen in break_points(word) if hyphen]
    return "-".join(word[a:b] for a, b in zip([0, *places], [*places, len(word)], strict=True))


@pytest.mark.parametrize(
    ("word", "parted"),
    [
        ("Ыктымалдуулук", "Ык-ты-мал-дуу-лук"),
        ("деңгээли", "дең-гээ-ли"),
        ("тобокелдик", "то-бо-кел-дик"),
        ("мүмкүнчүлүктөр", "мүм-күн-чү-лүк-төр"),
        ("айыл", "айыл"),  # а-йыл would leave a letter alone
        ("кыйынчылык", "кы-йын-чы-лык"),
        ("сильный", "силь-ный"),
        ("объём", "объ-ём"),
        ("санариптештирүү", "са-на-рип-теш-ти-рүү"),
        ("ISO9001", "ISO9001"),
    ],
)
def test_words_part_at_their_syllables(word, parted):
    assert syllables(word) == parted


def test_a_word_that_fits_a_line_is_never_broken():
    text = "Билим берүү программаларынын талаптарга ылайык келбегендиги"
    widest = max(width_of(word, TABLE) for word in text.split())
    lines = wrap(text, TABLE, widest + 1)
    assert " ".join(line.text for line in lines) == text
    assert not any(line.tail for line in lines)


@pytest.mark.parametrize("width", [16, 25, 31, 40, 55, 80, 120, 300])
def test_no_line_is_wider_than_its_column_and_nothing_is_lost(width):
    text = (
        f"Тобокелдиктин {LONG} (1–5), 01.09.2026, https://example.kg/abcdefghij IV-квартал 123456789012345678"
    )
    lines = wrap(text, TABLE, width)
    for line in lines:
        assert width_of(line.text, TABLE) <= width + 0.01 or len(line.text) == 1
        assert line.width == pytest.approx(width_of(line.text, TABLE), abs=0.01)
    letters = "".join(line.text.replace(SOFT_HYPHEN, "") for line in lines)
    assert letters.replace(" ", "") == text.replace(" ", "")


def test_line_breaks_stay_and_nothing_has_no_lines():
    assert [line.text for line in wrap("бир\n\nэки", TABLE, 200)] == ["бир", "", "эки"]
    assert wrap("", TABLE, 200) == ()


def test_initials_and_numbers_are_not_parted_from_what_they_belong_to():
    text = "Асанова А. М. айтты: № 3 протокол, 80 %га"
    for width in range(34, 200, 7):
        lines = [line.text for line in wrap(text, TABLE, width)]
        assert any("А. М." in line for line in lines)
        assert any("№ 3" in line for line in lines)
        assert any("80 %" in line for line in lines)


def test_a_sum_is_a_sum_on_paper():
    assert printable("Σ(салмак)") == "∑(салмак)"


def test_a_line_remembers_the_word_that_it_breaks():
    lines = wrap(f"бул {LONG} сөзү", TABLE, 50)
    broken = [line for line in lines if line.tail]
    assert broken
    assert {line.whole for line in broken} == {LONG}


def test_signs_that_the_face_lacks_are_replaced_and_never_dropped():
    assert printable("мурунку→жаңы") == "мурунку->жаңы"
    assert printable("☐") == "[ ]"
    assert printable("кан漢") == "кан?"
    assert printable("и\u0306") == "й"


def test_every_kyrgyz_letter_is_in_every_face():
    letters = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
    for font in fonts.FILES:
        for letter in letters + letters.upper():
            assert width_of(letter, Style(font, 10)) > 0
        assert printable(letters) == letters


@pytest.mark.parametrize("word", [LONG, "окуу-методикалык", "санариптештирүүнүн", "профессордук-окутуучулук"])
@pytest.mark.parametrize("width", [24, 34, 45])
def test_a_broken_word_is_found_whole(tmp_path: Path, word, width):
    out = io.BytesIO()
    pen = Pen(out, 400, 400, "ky")
    pen.lines(wrap(f"биринчи {word} акыркы", TABLE, width), TABLE, 50, 50, width)
    pen.next_page()
    pen.finish()
    path = tmp_path / "word.pdf"
    path.write_bytes(out.getvalue())
    for option in ([], ["-layout"], ["-raw"]):
        text = subprocess.run(
            ["pdftotext", *option, path, "-"], capture_output=True, text=True, check=True
        ).stdout
        assert word in text.split()
