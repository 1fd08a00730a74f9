"""What each of the other forms shows, and in which order."""

from __future__ import annotations

import itertools

import pytest

from qms_desktop.core.examples import load_examples
from qms_desktop.paper.data import (
    ChangeSheet,
    Checklist,
    DocumentRegister,
    IntegratedProcess,
    IntegratedTable,
    ProcessCard,
    ProcessRegister,
    RiskRegister,
)

QUESTION = {"clause": "8.5.1", "question": "Окуу пландары бекитилгенби?", "expected_evidence": "Протокол"}


def in_order(text: str, *said: str) -> bool:
    places = [text.find(one) for one in said]
    return -1 not in places and places == sorted(places)


@pytest.fixture
def process():
    return load_examples("jasu", "ky")["process"][0]


# --- Ф-01 ---


@pytest.mark.requirement("R269")
def test_the_card_has_the_seven_elements_of_the_annex_in_their_order(printed, process):
    paper = printed("Ф-01", ProcessCard(process=process))
    tops = {word.text: word.top for word in reversed(paper.words(1))}
    order = ["Элементтер", "аталышы", "максаты", "Кирүү", "Чыгуу", "ээси", "Ресурстар", "Көрсөткүчтөр"]
    assert [tops[word] for word in order] == sorted(tops[word] for word in order)
    text = paper.text()
    assert "Мазмуну" in text
    for value in (process["name"], process["purpose"], *process["inputs"], *process["resources"]):
        for word in value.split():
            assert word in text


def test_the_card_shows_further_blocks_only_when_they_are_filled(printed, process):
    assert "Кошумча маалымат" not in printed("Ф-01", ProcessCard(process=process)).text()
    full = {
        **process,
        "norms": ["Жобо"],
        "steps": [{"text": "Пландоо", "responsible": "Декан", "record": "План"}],
    }
    indicators = [{"title": "Жетишүү", "measured_in": "%", "target": "92.5", "frequency": "жыл сайын"}]
    text = printed("Ф-01", ProcessCard(process=full, indicators=indicators)).text()
    for said in ("Кошумча маалымат", "Жобо", "Негизги аракеттер", "Пландоо", "92,5", "жыл сайын"):
        assert said in text


# --- Ф-02 ---


@pytest.mark.requirement("R218")
def test_the_register_stands_in_the_four_groups(printed, profile):
    processes = [
        {"number": "4.1", "name": "Ички аудит", "group": "improvement"},
        {
            "number": "2.1",
            "name": "Окутуу",
            "group": "core",
            "owners": [{"position": "Декан", "name": "Асанов Б."}],
        },
        {"number": "9", "name": "Башка", "group": "Өзгөчө"},
        {"number": "1.1", "name": "Пландоо", "group": "management"},
    ]
    text = printed("Ф-02", ProcessRegister(processes=processes)).text()
    groups = profile.process_groups
    assert in_order(text, groups["management"].ky, groups["core"].ky, groups["improvement"].ky, "Өзгөчө")
    assert groups["support"].ky not in text
    for said in ("Декан", "Асанов Б.", "Окутуу", "4.1"):
        assert said in text


def test_computed_columns_appear_when_something_is_known(printed):
    plain = {"number": "1", "name": "Окутуу", "group": "core"}
    assert "Акыркы" not in printed("Ф-02", ProcessRegister(processes=[plain])).text()
    text = printed("Ф-02", ProcessRegister(processes=[{**plain, "last_audit": "2026-11-12"}])).text()
    assert "Акыркы" in text
    assert "12.11.2026" in text


# --- Ф-04 ---


@pytest.mark.requirement("R279", "R283")
def test_the_register_has_the_ten_columns_and_whose_risk_it_is(printed, register_rows, profile):
    rows = [{**row, "unit": "Китепкана"} for row in register_rows()]
    paper = printed("Ф-04", RiskRegister(risks=rows))
    words = {word.text: word.left for word in reversed(paper.words(1))}
    order = [
        "№",
        "категориясы",
        "аталышы",
        "Ыктымалдуулук",
        "Натыйжалар",
        "деңгээли",
        "Жооптуу",
        "Жеңилдетүү",
    ]
    order += ["мөөнөтү", "Калган", "Бөлүм"]
    lefts = [words[word] for word in order[1:]]
    assert lefts == sorted(lefts)
    text = paper.text()
    for row in rows:
        score = row["likelihood"] * row["consequence"]
        for part in (f"{score} – {profile.level_word(profile.level(score)).ky}", *row["category"].split()):
            assert part in text
        residual = row["residual_score"]
        assert f"{residual} – {profile.level_word(profile.level(residual)).ky}" in text
        for word in row["deadline"].split():
            assert word in text
    assert text.count("Китепкана") == 8


def test_rows_that_are_not_accepted_say_so(printed, register_rows):
    rows = [{**row, "accepted": place != 2} for place, row in enumerate(register_rows())]
    text = printed("Ф-04", RiskRegister(risks=rows)).text()
    assert text.count("кабыл алына элек") == 1


@pytest.mark.requirement("R232")
def test_the_units_are_listed_with_those_that_are_missing(printed, register_rows):
    body = RiskRegister(risks=register_rows(2), included=["Филология", "Физика"], missing=["Китепкана"])
    text = printed("Ф-04", body).text()
    for said in (
        "Реестрге кирген бөлүмдөр (2)",
        "Филология; Физика",
        "Тапшырбаган бөлүмдөр (1)",
        "Китепкана",
    ):
        assert said in text


# --- Ф-05 ---


@pytest.mark.requirement("R298")
def test_the_integrated_table_names_process_and_risk_or_opportunity(printed, process, register_rows):
    opportunity = {
        "title": "Дуалдык билим берүү",
        "effect": ["Сапат"],
        "state": "Аякталды",
        "result": "Оң натыйжа",
    }
    risk = {**register_rows(1)[0], "cause": "Каражат жок", "completion": "Иштеп жатат"}
    block = IntegratedProcess(process=process, risks=[risk], opportunities=[opportunity])
    text = printed("Ф-05", IntegratedTable(processes=[block])).text()
    for said in ("Тобокелдик:", "Мүмкүнчүлүк:", "Себеби:", "Кирүү:", "Чыгуу:", "Иштеп", "Аякталды"):
        assert said in text
    for word in f"{opportunity['title']} {opportunity['result']} {process['name']}".split():
        assert word in text


def test_a_process_stays_on_one_page(printed, process):
    def block(n: int) -> IntegratedProcess:
        risks = [{"title": f"Р{n}Р{k}", "likelihood": 2, "consequence": 2} for k in range(3)]
        named = {"name": f"Процесс{n}", "inputs": ["киргизүү"], "purpose": "максат"}
        return IntegratedProcess(process=named, risks=risks)

    paper = printed("Ф-05", IntegratedTable(processes=[block(n) for n in range(9)]))
    assert paper.pages > 1
    for n in range(9):
        pages = [page for page in range(1, paper.pages + 1) if f"Процесс{n}" in paper.text(page)]
        assert len(pages) == 1
        assert all(f"Р{n}Р{k}" in paper.text(pages[0]) for k in range(3))


@pytest.mark.requirement("R297")
def test_the_integrated_table_has_its_nine_double_headed_columns_in_order(printed, profile):
    assert len(profile.columns("integrated")) == 9
    heads = [
        ("аталышы", "Мүмкүнчүлүк"), ("максаты", "маңызы"), ("Киргизүүлөр", "Чыгуулар"), ("Натыйжалуулуктун", "көрсөткүчтөрү"),
        ("Ыктымалдуулук", "(1-5)"), ("Натыйжалар", "эффективдүүлүгү"), ("Жооптуу", "ээси"), ("Ченемдер", "натыйжалар)"),
        ("Аяктоо", "тобокелдик"),
    ]  # fmt: skip
    first = {word.text: word for word in reversed(printed("Ф-05", IntegratedTable()).words(1)) if word.top > 160}
    for upper, lower in heads:
        assert first[upper].top < first[lower].top
    middles = [(first[upper].left + first[upper].right) / 2 for upper, _lower in heads]
    assert middles == sorted(middles)


# --- Ф-09 ---


def test_a_blank_checklist_has_boxes_to_tick_and_room_to_write(printed):
    paper = printed("Ф-09", Checklist(items=[QUESTION] * 3, blank=True))
    words = paper.words(1)
    for letter in "ТМОБЖ":
        assert sum(word.text == letter for word in words) == 4  # a box in each row and its meaning
    clauses = [word.top for word in words if word.text == "8.5.1"]
    assert all(below - above >= 28 * 72 / 25.4 for above, below in itertools.pairwise(clauses))


def test_a_checklist_says_whether_it_is_a_self_check_or_an_audit(printed):
    assert "өзүн-өзү текшерүү" in printed("Ф-09", Checklist(items=[QUESTION])).text()
    audit = {"number": "АПл-2026-07", "lead": "Осмонова Ж. Т.", "dates": ["2026-11-12", "2026-11-13"]}
    text = printed("Ф-09", Checklist(items=[QUESTION], audit=audit)).text()
    for said in (
        "ички аудит, аудит № АПл-2026-07",
        "Башкы аудитор: Осмонова Ж. Т.",
        "12.11.2026, 13.11.2026",
    ):
        assert said in text
    assert "өзүн-өзү" not in text


def test_a_filled_checklist_shows_evidence_verdict_finding_and_the_totals(printed):
    seen = {"evidence": "№ 4 протокол", "verdict": "Байкоо", "finding": "Кол жок", "nonconformity": "ТК-01"}
    text = printed("Ф-09", Checklist(items=[{**QUESTION, **seen}, QUESTION])).text()
    for said in (
        "№ 4 протокол",
        "Байкоо",
        "Кол жок",
        "Протокол № ТК-01",
        "Суроолор: 2. Байкоо – 1; баасы жок – 1.",
    ):
        assert said in text


# --- Ф-15, Ф-16 ---


def test_the_document_register_is_of_one_kind(printed):
    document = {"code": "ЖАМУ-Ж-08", "title": "Жобо", "valid_from": "2026-09-01", "issuer": "Министрлик"}
    own = printed("Ф-15", DocumentRegister(documents=[document])).text()
    assert "Ички документтердин реестри" in own
    assert "Министрлик" not in own
    foreign = printed("Ф-15", DocumentRegister(documents=[document], external=True)).text()
    assert "Тышкы документтердин реестри" in foreign
    assert "Министрлик" in foreign


@pytest.mark.parametrize("variant", ["oshsu", "extended", "gost"])
def test_a_change_sheet_has_the_columns_of_its_variant_and_lines_to_fill_in(printed, profile, variant):
    body = ChangeSheet(document={"title": "Жобо", "code": "Ж-08", "edition": 3}, variant=variant)
    paper = printed("Ф-16", body)
    text = paper.text()
    for column in profile.change_sheets[variant].columns:
        for word in column.label.ky.replace("(", " ").replace(")", " ").replace(",", " ").split():
            assert word.replace("→", "->") in text
    for said in ("Документ: Жобо", "Документтин коду: Ж-08", "Документтин редакциясы: 3"):
        assert said in text


def test_the_extended_sheet_tells_what_was_changed_and_on_what_basis(printed):
    entry = {
        "number": 1,
        "clause": "2.1",
        "change_kind": "толуктоо",
        "text": "«бир жолу» → «эки жолу»",
        "reason": "Аудит",
        "basis": "№ 3 протокол",
        "made_by_name": "Назарова А. К.",
        "made_by_position": "башчы",
        "approved_by": "Ректор",
        "approved_on": "2026-10-09",
        "date": "2026-10-12",
        "valid_from": "2026-11-01",
    }
    text = printed("Ф-16", ChangeSheet(document={}, entries=[entry])).text()
    for said in ("толуктоо", "«эки", "Аудит", "протокол", "Назарова", "башчы", "Ректор", "09.10.2026", "12.10.2026", "01.11.2026"):
        assert said in text
