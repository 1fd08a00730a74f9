"""The words and abbreviations of the founding documents: searched, and read in the help."""

import pytest

from qms_desktop.core.glossary import explained, page, words_of
from qms_desktop.core.profile import load_profile
from qms_desktop.services import searching
from qms_desktop.ui.pages.help import HelpPage


@pytest.mark.requirement("R012")
def test_the_terms_of_the_manual_are_found_in_three_languages():
    oshsu = load_profile("oshsu")
    for text in ("туура келбоочу", "несоответ", "nonconformity"):
        assert "Туура келбөөчүлүк" in [word.term.text("ky") for word in explained(oshsu, text)]
    assert len([word for word in words_of(oshsu) if word.source.text("en").startswith("Quality Manual")]) == 56
    assert explained(oshsu, " ") == []


@pytest.mark.requirement("R011")
@pytest.mark.requirement("R268")
@pytest.mark.parametrize(("institution", "abbreviation", "meaning"), [
    ("oshsu", "НББП", "негизги билим берүү программасы"), ("jasu", "ДЖП", "дисциплинанын жумушчу программасы"),
])  # fmt: skip
def test_abbreviations_are_told_as_printed(institution, abbreviation, meaning):
    (word,) = explained(load_profile(institution), abbreviation)
    assert word.meaning.text("ky") == meaning
    assert f"**{abbreviation}** – {meaning}" in page(load_profile(institution), "ky")


@pytest.mark.requirement("R238")
def test_the_seven_principles_of_the_regulation_can_be_read():
    principles = [word for word in words_of(load_profile("jasu")) if "3-бөлүм" in word.source.text("ky")]
    assert len(principles) == 7
    assert principles[0].term.text("ky") == "Керектөөчүлөрдүн талаптарына багыт алуу"


def test_the_search_finds_words_beside_records(make_workspace):
    ws = make_workspace(institution="oshsu")
    (group,) = [found for found in searching.search(ws, "валидация") if found.kind == searching.WORD]
    assert group.found[0].title.startswith("Валидация – объективдүү")
    assert [found.kind for found in searching.search(ws, "жок сөз")] == []


@pytest.mark.parametrize("institution", ["oshsu", "jasu", "generic"])
def test_the_help_has_a_page_of_words(make_workspace, qtbot, institution):
    help_page = HelpPage(make_workspace(institution=institution))
    qtbot.addWidget(help_page)
    help_page.show_topic("words")
    assert help_page.topic() == "words"
    assert "СМС" in help_page.text.toPlainText()
