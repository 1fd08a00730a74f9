"""One concept by any of its words: the founding documents call one thing by several, and a search finds them all."""

import pytest

from qms_desktop.core.languages import search_fold
from qms_desktop.core.profile import load_profile
from qms_desktop.core.synonyms import other_words
from qms_desktop.services import listing, records, searching, tables
from qms_desktop.sheets.titles import folder
from qms_desktop.store.reading import Query

WORDS = {
    "qms": "сапат менеджменти системасы|сапат менеджмент системасы|СМС|СМК|СМЖ|сапатты башкаруу системасы|сапатты башкаруу тутуму",
    "nonconformity": "туура келбөөчүлүк|шайкеш келбестик|дал келбестик|лайык келбеген",
    "corrective_action": "коррекциялык иш-аракет|коррекциялоочу аракет|түзөтүүчү чара|түзөтүүчү иш-аракет|түзөтүү иш-аракет",
    "preventive_action": "алдын ала эскертүүчү иш-аракет|алдын алуучу чара|эскертүүчү аракет|алдын алуучу аракет|алдын алуу иш-аракет",
    "risk": "тобокелдик|тобокелчилик|тобокел",
    "process_owner": "процесстин ээси|процесстин жетекчиси|процесс менеджери",
    "management_review": "жетекчилик тарабынан анализдөө|жетекчилик тарабынан талдоо",
    "interested_party": "кызыкдар тарап|стейкхолдер",
    "customer": "керектөөчү|кардар",
    "unit": "структуралык бөлүм|түзүмдүк бөлүм",
    "control_copy": "контролдук экземпляр|учтённый экземпляр",
}


@pytest.mark.parametrize("concept", WORDS)
def test_every_word_of_a_concept_leads_to_the_others(profile, concept):
    words = WORDS[concept].split("|")
    for word in words:
        reached = {search_fold(word), *other_words(profile, word)}
        for other in words:
            assert any(known in search_fold(other) for known in reached), (word, other)


@pytest.mark.parametrize("concept", WORDS)
def test_every_word_of_a_concept_is_understood_above_a_column(profile, concept):
    fold = folder(profile)
    assert len({fold(word) for word in WORDS[concept].split("|") if len(word) > 4}) == 1


@pytest.fixture(params=["oshsu", "jasu", "generic"])
def profile(request):
    return load_profile(request.param)


def test_endings_do_not_matter_and_the_rest_of_the_text_stays(profile):
    assert "туура келбоочулук реестри" in other_words(profile, "Шайкеш келбестиктердин реестри")


@pytest.mark.parametrize("everyday", ["каттоо", "далил", "бөлүм", "түзөтүү", "оңдоо", "китепкана", "", "а"])
def test_everyday_words_find_themselves_alone(profile, everyday):
    assert other_words(profile, everyday) == ()


def test_the_institutions_word_is_shown_and_the_shipped_one_still_understood():
    oshsu = load_profile("oshsu")
    assert oshsu.terms["risk"].label.ky == "тобокелчилик"
    assert "тобокелдик" in oshsu.terms["risk"].variants
    assert "сапат бөлүмү" in load_profile("jasu").terms["qa_office"].variants


@pytest.fixture
def ws(make_workspace):
    ws = make_workspace("МТК")
    titles = ("Документтерде туура келбөөчүлүк бар", "Шайкеш келбестиктер кайталанат", "Окуу планы кечигет")
    records.save(ws, "risk", [{"title": title} for title in titles])
    return ws


@pytest.mark.parametrize("word", ["туура келбөөчүлүк", "шайкеш келбестик", "дал келбестик", "ТУУРА КЕЛБООЧУЛУКТУН"])
def test_a_search_finds_records_that_use_the_other_word(ws, word):
    found = {one.title for group in searching.search(ws, word) for one in group.found}
    assert found == {"Документтерде туура келбөөчүлүк бар", "Шайкеш келбестиктер кайталанат"}


def test_a_filtered_list_and_the_command_line_understand_alike(ws):
    query = Query("risk", search="дал келбестик", order="title")
    assert [row["title"] for row in tables.page(ws, query).rows] == ["Документтерде туура келбөөчүлүк бар", "Шайкеш келбестиктер кайталанат"]  # fmt: skip
    assert tables.count(ws, query) == 2
    assert len(listing.records(ws, "risk", search="лайык келбеген")) == 2


def test_in_a_long_list_the_index_finds_both_words(make_workspace):
    ws = make_workspace("МТК")
    many = [{"title": f"Тобокелдик {n}"} for n in range(1700)]
    records.save(ws, "risk", [*many, {"title": "Шайкеш келбестик"}, {"title": "Дал келбестик"}])
    assert {row["title"] for row in tables.page(ws, Query("risk", search="туура келбөөчүлүк")).rows} == {"Шайкеш келбестик", "Дал келбестик"}  # fmt: skip
    assert tables.count(ws, Query("risk", search="туура келбөөчүлүк")) == 2
