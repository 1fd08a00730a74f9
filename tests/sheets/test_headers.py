"""Tables that people made: their titles, their look-alike letters, their notes around the table."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.models.catalogue import KINDS
from qms_desktop.sheets import map_columns, read_table, rows_to_records

RISK = KINDS["risk"]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Ыктымалдуулук (1-5)", "likelihood"),
        ("ЫКТЫМАЛДУУЛУК", "likelihood"),
        ("Ыктымалдуулук\n(1–5)", "likelihood"),
        ("Ыктымалдyyлyк (1-5)", "likelihood"),  # Latin y
        ("Натыйжалары (1-5)", "consequence"),
        ("Натыйжалар (1–5)", "consequence"),
        ("Жеңилдетүү чаралары", "measures"),
        ("Женилдетуу чаралары", "measures"),
        ("Жeңилдeтүү чapaлapы", "measures"),  # Latin e, a, p
        ("Tобокелдик деңгээли", "level"),  # Latin T
        ("Тѳбѳкѳлдик", None),
        ("Ѳ", None),
        ("Тобокелчиликтин аталышы", "title"),  # the word of the OshSU manual
        ("Тобокелдик категориясы", "category"),
        ("Калган тобокелдик", "residual_level"),
        ("Тобокелдик деңгээли (В×П)", "level"),
        ("Аткаруу мөөнөтү", "deadline"),
        ("Аткаруу мѳѳнѳтү", "deadline"),  # fita
        ("Жооптуу", "responsible"),
        ("№", "no"),
        ("№ п/п", "no"),
        ("Вероятность (1-5)", "likelihood"),
        ("Последствия (1–5)", "consequence"),
        ("Меры по снижению", "measures"),
        ("Категория риска", "category"),
        ("Ответственный", "responsible"),
        ("Остаточный риск", "residual_level"),
        ("Risk name", "title"),
        ("residual_score", "residual_score"),
        ("likelihood", "likelihood"),
        ("Бөлүм", "unit"),
        ("Эскертүү", None),
    ],
)
def test_titles(title, key, jasu):
    assert map_columns(RISK, [title], jasu).get(0) == key


@pytest.mark.parametrize("table_name", ["passport", "register"])
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_title_of_the_forms(table_name, language, jasu, oshsu):
    for profile in (jasu, oshsu):
        columns = profile.columns(table_name)
        found = map_columns(RISK, [column.label.text(language) for column in columns], profile)
        expected = [{"number": "no", "residual": "residual_level"}.get(c.key, c.key) for c in columns]
        assert [found.get(place) for place in range(len(columns))] == expected


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_rows_of_the_process_card(language, jasu):
    columns = jasu.process_card_rows
    found = map_columns(KINDS["process"], [column.label.text(language) for column in columns], jasu)
    assert [found.get(place) for place in range(len(columns))] == [column.key for column in columns]


HEADER = ["№", "Тобокелдик", "Ыктымалдуулук (1-5)", "Натыйжалары (1-5)", "Тобокелдик деңгээли", "Жооптуу",
          "Жеңилдетүү чаралары"]  # fmt: skip


def test_a_passport_under_its_title(table, jasu):
    path = table(
        ["ТОБОКЕЛДИК ПАСПОРТУ"],
        [None, "Филология кафедрасы, 2026/27"],
        [],
        HEADER,
        [1, 2, 3, 4, 5, 6, 7],
        [1, "Окутуучулардын жетишсиздиги", 4, 4, "16 – жогорку", "Проректор", "Квалификация; адистерди чакыруу"],
        HEADER,
        ["2", "Мотивация төмөн", "3", 3.0, "орто", "Декан", "–"],
        [3, None, None, None, None, None, None],
        [],
        ["Кафедра башчысы: ____________"],
    )
    records, problems = rows_to_records(RISK, read_table(path), jasu)
    assert [record.row for record in records] == [6, 8]
    assert records[0].values == {
        "title": "Окутуучулардын жетишсиздиги", "likelihood": 4, "consequence": 4, "responsible": ["Проректор"],
        "measures": [{"text": "Квалификация"}, {"text": "адистерди чакыруу"}],
    }  # fmt: skip
    assert records[1].values["consequence"] == 3
    assert [(p.row, p.stops) for p in problems] == [(11, False)]


def test_a_header_of_two_rows(table, jasu):
    path = table(
        ["№", "Тобокелдиктин аталышы", "Баалоо", None, "Жооптуу"],
        [None, None, "Ыктымалдуулук", "Натыйжалар", None],
        [1, "А", 2, 3, "Декан"],
    )
    records, _problems = rows_to_records(RISK, read_table(path), jasu)
    assert records[0].values == {"title": "А", "likelihood": 2, "consequence": 3, "responsible": ["Декан"]}


@pytest.mark.parametrize(
    ("cell", "stops"),
    [("16 – жогорку", None), ("16", None), (16, None), ("жогору", None), ("Жогорку (16)", None), ("16 (высокий)", None),
     ("high", None), ("–", None), ("9 – орто", True), ("16 – орто", True), ("орто", True), (12, True), ("эч нерсе", True)],
)  # fmt: skip
def test_levels_that_agree_and_contradict(cell, stops, table, jasu):
    path = table(["Тобокелдик", "Ыктымалдуулук", "Натыйжалары", "Тобокелдик деңгээли"], ["А", 4, 4, cell])
    records, problems = rows_to_records(RISK, read_table(path), jasu)
    assert records[0].values == {"title": "А", "likelihood": 4, "consequence": 4}
    assert [problem.stops for problem in problems] == ([] if stops is None else [stops])


def test_a_bad_cell_names_its_place(table, jasu):
    path = table(HEADER, ["Т-01", "А", 7, 4, None, None, None], [None, "Б", "төрт", "#REF!", None, None, None])
    records, problems = rows_to_records(RISK, read_table(path), jasu)
    assert records[0].values == {"code": "Т-01", "title": "А", "consequence": 4}
    assert [problem.as_json("en") for problem in problems] == [
        {"sheet": "Sheet", "row": 2, "column": "C «Ыктымалдуулук (1-5)»", "problem": "Write a number from 1 to 5."},
        {"sheet": "Sheet", "row": 3, "column": "C «Ыктымалдуулук (1-5)»", "problem": "Write a whole number."},
        {"sheet": "Sheet", "row": 3, "column": "D «Натыйжалары (1-5)»",
         "problem": "The cell holds an error of the spreadsheet: #REF!"},
    ]  # fmt: skip


def test_unknown_and_repeated_columns_are_told(table, jasu):
    path = table(["Тобокелдик", "Себеби", "Эскертүү", "Причина"], ["А", "б", "в", "г"])
    records, problems = rows_to_records(RISK, read_table(path), jasu)
    assert records[0].values == {"title": "А", "cause": "б"}
    assert [(p.column, p.stops) for p in problems] == [("C «Эскертүү»", False), ("D «Причина»", False)]


def test_a_file_without_such_a_table(table, jasu):
    with pytest.raises(UserError) as caught:
        rows_to_records(RISK, read_table(table(["Баасы", "Саны"], [1, 2])), jasu)
    assert "Risks" in caught.value.text("en")


def test_numbers_in_columns_of_texts(table, jasu):
    path = table(["Процесстин катар №", "Процесстин аталышы"], [4.1, "А"], [2, "Б"], ["3.10", "В"])
    records, problems = rows_to_records(KINDS["process"], read_table(path), jasu)
    assert [record.values["number"] for record in records] == ["4.1", "2", "3.10"]
    assert not problems


def test_a_date_that_is_none(table, jasu):
    path = table(["Тобокелдик", "assessed_on", "Аткаруу мөөнөтү"], ["А", "32.13.2026", "жыл сайын"])
    records, problems = rows_to_records(RISK, read_table(path), jasu)
    assert records[0].values == {"title": "А", "deadline": "жыл сайын"}
    assert [(problem.column, problem.stops) for problem in problems] == [("B «assessed_on»", True)]


def test_words_of_all_languages_for_a_choice(table, jasu):
    path = table(["Risk", "Категория"], ["А", "Каржылык"], ["Б", "Финансовый"], ["В", "financial"], ["Г", "Космос"])
    records, problems = rows_to_records(RISK, read_table(path), jasu)
    assert [record.values.get("category") for record in records] == ["financial"] * 3 + [None]
    assert len(problems) == 1
