"""What is exported and read in again is what it was: annex 4 of JASU, every record kind, three languages."""

import uuid

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.core.examples import load_examples
from qms_desktop.core.messages import LANGUAGES
from qms_desktop.core.profile import load_profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.sheets import (
    base_of,
    kind_sheet,
    process_register_sheet,
    read_table,
    register_sheet,
    rows_to_records,
)
from qms_desktop.sheets.cells import sheet_fields


def annex_4(language):
    """The eight rows in the shape in which they are saved."""
    rows = load_examples("jasu", language)["register_entry"]
    return [
        {**{k: v for k, v in row.items() if v is not None}, "number": str(row["number"]),
         "measures": [{"text": text} for text in row["measures"]]}
        for row in rows
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_annex_4_by_its_kind(language, jasu, there_and_back):
    rows = annex_4(language)
    values, problems = there_and_back("risk", rows, jasu, language)
    assert len(rows) == 8
    assert values == rows
    assert not problems


@pytest.mark.parametrize("language", LANGUAGES)
def test_annex_4_as_the_register(language, jasu, there_and_back):
    rows = annex_4(language)
    values, problems = there_and_back("risk", rows, jasu, language, register_sheet)
    assert values == [{k: v for k, v in row.items() if k != "process"} for row in rows]
    assert not problems


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_residual_pair_comes_back_from_the_register_as_a_pair(language, jasu, there_and_back):
    row = {"title": "А", "likelihood": 4, "consequence": 5, "residual_likelihood": 2, "residual_consequence": 3}
    values, problems = there_and_back("risk", [{**row, "residual_score": 6}], jasu, language, register_sheet)
    assert values == [row]
    assert not problems


SAMPLES = {
    "text": "=1+1; ң ө ү\n«экинчи сап»",
    "scale": 3,
    "number": "11.6",
    "date": "2026-12-25",
    "deadline": "2026-09-01",
    "boolean": False,
    "texts": ["биринчи; жана дагы", "эки\nсаптуу"],
    "people": [{"position": "Ректор, профессор", "name": "Асанов А."}, {"position": "", "name": "Ү. Өмүрова"}],
    "process": None,
    "reference": "0190b5a6-1111-7000-8000-000000000001",
    "unit": "ФИЛ",
    "person": "Кафедра башчысы",
    "choice": None,  # an institution without doubtful places has no readings to choose from
}


def sample(field, profile, place=0):
    choices = list(field.choices(profile) or ())
    if choices:
        return choices[place % len(choices)]
    if field.type_name == "items":
        full = {name: sample(part, profile) for name, part in field.item_fields.items()}
        first = next(iter(full))
        second = "=экинчи" if field.item_fields[first].type_name == "text" else full[first]
        return [{"id": "a1", **full}, {"id": "b2", **dict.fromkeys(full), first: second}]
    if field.type_name == "integer":
        return max(field.least, min(7, field.most))
    if field.type_name == "process":
        return profile.processes[place % len(profile.processes)].id
    return SAMPLES[field.type_name]


def full_record(kind, profile, place):
    """Every field that people write, filled; its id makes empty cells come back as None."""
    hidden = {field.written_as for field in kind.fields.values() if field.written_as}
    return {"id": str(uuid.UUID(int=place + 1))} | {
        name: sample(field, profile, place)
        for name, field in kind.stored_fields.items()
        if not field.by_program and name not in hidden
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("institution", ["jasu", "oshsu", "generic"])
@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind(name, institution, language, there_and_back):
    kind, profile = KINDS[name], load_profile(institution)
    records = [full_record(kind, profile, place) for place in range(30)]
    shown = [{**record, **kind.compute(record, profile)} for record in records]
    values, problems = there_and_back(name, shown, profile, language)
    assert [problem.as_json("en") for problem in problems] == []
    assert values == records


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_empty(name, jasu, written):
    out = written(kind_sheet(KINDS[name], [], jasu, "ky"))
    assert rows_to_records(KINDS[name], read_table(out), jasu) == ([], [])


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_column_is_known_by_its_title_alone(name, jasu):
    """A table without the program's hidden sheet: labels still name one field each, or the column №."""
    from qms_desktop.sheets import map_columns

    kind = KINDS[name]
    for language in LANGUAGES:
        for field_name, field in sheet_fields(kind).items():
            found = map_columns(kind, [field.label.text(language)], jasu)
            assert found.get(0) in (field_name, "no", *twins(kind, field)), (language, field.label)


def twins(kind, field):
    """Fields with the same title in some language; the first of them has it."""
    titles = set(field.label.texts().values())
    return [name for name, other in kind.fields.items() if titles & set(other.label.texts().values())]


def test_ids_and_base_come_back(jasu, written):
    record = {"id": str(uuid.UUID(int=5)), "unit": "ФИЛ", "title": "А"}
    raw = read_table(written(kind_sheet(KINDS["risk"], [record], jasu, "ky", base={"device": "d", "position": 7})))
    assert base_of(raw) == {"device": "d", "position": 7}
    values = rows_to_records(KINDS["risk"], raw, jasu).records[0].values
    assert values["id"] == record["id"]
    assert values["unit"] == "ФИЛ"
    assert values["cause"] is None  # an emptied cell empties the field of a known record


def test_the_process_register(oshsu, there_and_back):
    owners = [{"position": "Ректор", "name": "Асанов А."}, {"position": "Декан", "name": ""}]
    rows = [
        {"id": str(uuid.UUID(int=1)), "number": "4.1", "group": "improvement", "name": "Ички аудит", "owners": owners},
        {"id": str(uuid.UUID(int=2)), "number": "1.3", "group": "management", "name": "Пландаштыруу", "owners": None,
         "units": ["ФИЛ", "ТАР"]},
    ]
    values, problems = there_and_back("process", rows, oshsu, "ky", process_register_sheet)
    assert not problems
    assert values == [{k: v for k, v in row.items() if k != "units"} for row in reversed(rows)]


def test_a_register_of_processes_that_are_no_records_is_a_view(oshsu, there_and_back):
    with pytest.raises(UserError):
        there_and_back("process", [{"number": "1.1", "name": "А"}], oshsu, "ky", process_register_sheet)


def test_a_reference_is_shown_in_words_and_looked_up(jasu, written):
    known = "0190b5a6-1111-7000-8000-000000000001"
    sheet = kind_sheet(KINDS["change_entry"], [{"text": "т", "document": known}], jasu, "ky", names={known: "ЖБ-01"})
    raw = read_table(written(sheet))
    found = rows_to_records(KINDS["change_entry"], raw, jasu, find=lambda kind, text: None)
    assert found.problems
    found = rows_to_records(KINDS["change_entry"], raw, jasu, find=lambda kind, text: {"ЖБ-01": known}.get(text))
    assert found.records[0].values == {"text": "т", "document": known}
    assert not found.problems


def test_a_very_long_text_is_cut_and_does_not_come_back(jasu, written):
    record = {"id": str(uuid.UUID(int=1)), "title": "А", "responsible": ["ж" * 20_000] * 3}
    raw = read_table(written(kind_sheet(KINDS["risk"], [record], jasu, "ky")))
    assert "responsible" not in rows_to_records(KINDS["risk"], raw, jasu).records[0].values
