"""What every printed page must carry, whatever the form."""

from __future__ import annotations

import re

import pytest

from qms_desktop.paper.data import Approver, RiskPassport, RiskRegister, Signatory
from qms_desktop.paper.qr import LONGEST, QrCode

MM = 72 / 25.4
SMALLEST = 9.0


@pytest.fixture
def register(printed, register_rows):
    return printed("Ф-04", RiskRegister(risks=register_rows(60)))


def test_every_page_says_which_of_how_many_it_is(register):
    assert register.pages > 5
    for page in range(1, register.pages + 1):
        assert re.search(rf"\b{page} ?/ ?{register.pages}\b", register.text(page))


def test_every_page_names_the_form_its_edition_and_the_record(register):
    for page in range(1, register.pages + 1):
        text = register.text(page)
        for said in (
            "Ф-04",
            "01.09.2026",
            "САПАТ МЕНЕДЖМЕНТИ СИСТЕМАСЫ",
            "УНИВЕРСИТЕТТИН ТОБОКЕЛДИКТЕР РЕЕСТРИ",
        ):
            assert said in text
        for said in (
            "ТП-МТК-2026 · 3-версия · кабыл алынды 04.11.2026",
            "20.11.2026, 14:40",
            "Назарова А. К.",
        ):
            assert said in text
        assert "Текшерүү коду: 7F3A 91C4 E2" in text
        assert "Түп нуска сакталган жер:" in text


def test_the_table_header_stands_on_every_page_with_rows(register):
    for page in range(1, register.pages):
        assert "Ыктымалдуулук" in register.text(page)


@pytest.mark.parametrize("code", ["Ф-03", "Ф-04"])
def test_nothing_is_smaller_than_nine_points_or_outside_the_margins(printed, register_rows, code, profile):
    body = RiskPassport if code == "Ф-03" else RiskRegister
    paper = printed(code, body(risks=register_rows(20)))
    width, height = paper.page_size()
    margins = profile.margins
    assert width > height
    for page in range(1, paper.pages + 1):
        for word in paper.words(page):
            assert word.bottom - word.top >= SMALLEST - 0.01, word
            assert word.left >= margins.bottom * MM - 0.5, word
            assert word.right <= width - margins.top * MM + 0.5, word
            assert word.top >= margins.left * MM - 0.5, word
            assert word.bottom <= height - margins.right * MM + 0.5, word


def test_only_embedded_faces_with_readable_letters_are_used(register):
    rows = register.fonts()
    assert rows
    for row in rows:
        assert "PTSerif" in row[0]
        assert row[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, with a table of its letters


def test_only_a_draft_carries_its_mark(printed, register_rows):
    body = RiskPassport(risks=register_rows(8))
    assert "ДОЛБООР" not in printed("Ф-03", body).text()
    draft = printed("Ф-03", body, is_draft=True)
    for page in range(1, draft.pages + 1):
        assert draft.text(page).count("ДОЛБООР") == 1
    assert "ПРОЕКТ" in printed("Ф-03", body, "ru", is_draft=True).text(1)
    assert "DRAFT" in printed("Ф-03", body, "en", is_draft=True).text(1)


def test_a_superseded_version_says_so(printed):
    assert "КҮЧҮН ЖОГОТТУ" in printed("Ф-03", RiskPassport(), is_superseded=True).text()


def test_the_mark_spoils_no_word_of_the_page(printed, register_rows):
    body = RiskPassport(risks=register_rows(8))
    clean = printed("Ф-03", body).text().split()
    marked = printed("Ф-03", body, is_draft=True).text().split()
    marked = [word for word in marked if word != "ДОЛБООР"]
    assert sorted(marked) == sorted(clean)


def test_the_registration_number_is_a_line_until_it_is_given(printed):
    assert "Каттоо № Р-2026-0098" in printed("Ф-03", RiskPassport()).text()
    assert "Каттоо № ____" in printed("Ф-03", RiskPassport(), registration_number=None).text()


def test_a_record_that_is_not_accepted_says_so_instead_of_a_number(printed):
    text = printed("Ф-03", RiskPassport(), registration_number=None, accepted=False).text()
    assert "кабыл алына элек" in text
    assert "Каттоо №" not in text


def test_the_approval_block_names_the_person_or_leaves_lines(printed):
    known = printed("Ф-03", RiskPassport()).text()
    for said in ("БЕКИТЕМ", "Институттун директору", "Сыдыков А. М.", "20___-ж."):
        assert said in known
    unknown = printed("Ф-03", RiskPassport(), approver=Approver()).text()
    assert "БЕКИТЕМ __________" in unknown


def test_a_body_approves_with_its_decision(printed):
    decision = "Окумуштуулар кеңешинин 2026-ж. 12-октябрындагы № 3 протоколу менен"
    text = printed("Ф-04", RiskRegister(), approver=Approver(decision=decision)).text()
    assert "БЕКИТИЛДИ" in text
    for word in decision.split():
        assert word in text


def test_signatures_have_a_row_each_high_enough_to_sign(printed):
    people = [Signatory("Түзгөн", "Кафедра башчысы", "Назарова А. К."), Signatory("Текшерген")]
    paper = printed("Ф-03", RiskPassport(), signatories=people)
    words = {word.text: word for word in paper.words(paper.pages)}
    assert {"кызматы", "колу", "аты-жөнү", "датасы", "Назарова"} <= set(words)
    assert words["Текшерген"].top - words["Түзгөн"].top >= 8 * MM


def test_the_signatures_never_stand_alone(printed, register_rows):
    for count in range(1, 14):
        paper = printed("Ф-04", RiskRegister(risks=register_rows(count)))
        assert "Деңгээл =" in paper.text(paper.pages)


def test_a_translation_is_marked_and_keeps_the_name_in_both_languages(printed):
    text = printed("Ф-03", RiskPassport(), "ru", is_translation=True).text()
    for said in ("Жалал-Абад", "Жалал-Абадский", "Перевод", "УТВЕРЖДАЮ", "СИСТЕМА МЕНЕДЖМЕНТА КАЧЕСТВА"):
        assert said in text


def test_a_print_without_code_or_people_is_still_a_sheet(printed):
    paper = printed(
        "Ф-03", RiskPassport(), qr="", fingerprint="", printed_at=None, printed_by="", version=None
    )
    assert f"1/{paper.pages}" in paper.text(1).replace(" ", "")
    assert paper.fonts()


def test_the_qr_code_holds_the_longest_text_and_refuses_a_longer_one():
    code = QrCode("A" * LONGEST)
    assert code.side == 29
    assert code.quiet(16) == pytest.approx(16 / 29 * 4)
    with pytest.raises(ValueError, match="48"):
        QrCode("A" * (LONGEST + 1))
    with pytest.raises(ValueError, match="alphanumeric"):
        QrCode("qms")
