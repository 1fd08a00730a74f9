"""What every record kind can do by existing: form, table, JSON, xlsx, search, bundle, three languages."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest

from qms_desktop.core import fields as f
from qms_desktop.core.messages import LANGUAGES
from qms_desktop.core.profile import load_profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.measures import MEASURE_STATES
from qms_desktop.services import exchanging, records, returning, sheeting
from qms_desktop.services.listing import records as listed
from qms_desktop.store import reading
from qms_desktop.store.typed import typed_tables

PROFILE = load_profile("jasu")
WORD = "Өзгөчөлүү"


def sample(field: f.Field, place: int) -> Any:
    """A value that the field takes, different from field to field."""
    choices = field.choices(PROFILE)
    if choices is not None:
        return "done" if choices.keys() == MEASURE_STATES.keys() else next(iter(choices))
    if isinstance(field, f.ItemsField):
        return [{name: sample(item, place) for name, item in field.item_fields.items()}]
    if isinstance(field, f.PeopleField):
        return [{"position": f"Башчы {place}", "name": "Назарова А. К."}]
    if isinstance(field, f.StringsField):
        return [f"{WORD} {place}", "экинчи"]
    if isinstance(field, f.BooleanField):
        return True
    if isinstance(field, f.ScaleField):
        return 1 + place % 5
    if isinstance(field, f.IntegerField):
        return min(field.least + 1 if field.least else place + 1, field.most)
    if isinstance(field, f.NumberField):
        return f"{place}.5"
    if isinstance(field, f.DateField | f.DeadlineField):
        return f"2026-11-{place % 28 + 1:02d}"
    if isinstance(field, f.ReferenceField):
        return "0190a000-0000-7000-8000-000000000001"
    if isinstance(field, f.UnitField):
        return "МТК"
    return f"{WORD} {place}"


def is_of_unit(kind) -> bool:
    """Whether a unit makes records of the kind; the others are made by the QA office and its auditors."""
    return kind.fields[kind.title_field].owner in ("unit", "computed")


def author(kind, make_workspace):
    """The store that records of the kind are made in."""
    return make_workspace("МТК") if is_of_unit(kind) else make_workspace()


def filled(kind) -> dict[str, Any]:
    """A record of the kind with every field filled in that its author writes by hand."""
    return {
        name: sample(field, place) for place, (name, field) in enumerate(kind.stored_fields.items())
        if not field.by_program and (field.owner == "unit" or not is_of_unit(kind))
    }  # fmt: skip


@pytest.fixture(params=sorted(KINDS))
def kind(request):
    return KINDS[request.param]


def test_labels_and_helps_are_said_in_three_languages(kind):
    said = [kind.label, kind.plural, *(field.label for field in kind.fields.values())]
    said += [field.help for field in kind.fields.values() if field.help]
    said += [words for field in kind.fields.values() for words in (field.choices(PROFILE) or {}).values()]
    items = [item for items in kind.item_lists.values() for item in items.item_fields.values()]
    said += [item.label for item in items]
    said += [words for item in items for words in (item.choices(PROFILE) or {}).values()]
    for message in said:
        texts = message.texts()
        assert all(texts[language].strip() for language in LANGUAGES), message
        assert texts["ky"] != texts["en"] or not texts["en"].isascii() or len(texts["en"]) < 4, message
        assert texts["ru"] != texts["en"] or len(texts["en"]) < 4, message


def test_a_record_is_saved_listed_found_and_given_back_as_it_was(kind, make_workspace):
    ws = author(kind, make_workspace)
    given = filled(kind)
    (saved,) = records.save(ws, kind.name, [given]).saved
    (found,) = [r for r in listed(ws, kind.name) if r["id"] == saved.key.id]
    assert list(found)[3:] == list(kind.fields)
    for name, value in given.items():
        if name in kind.item_lists:
            assert [{k: v for k, v in item.items() if k != "id"} for item in found[name]] == value
        else:
            assert found[name] == value, name
    again = records.save(ws, kind.name, [found])
    assert again.saved[0].change is None, "saving what was listed changes nothing"
    if any(field.searched for field in kind.fields.values()):
        with ws.store.reading() as tx:
            assert saved.key.id in {r["id"] for r in reading.records(tx, reading.Query(kind.name, search="озгочолуу"))}
            assert saved.key.id in {r["id"] for r in reading.records(tx, reading.Query(kind.name, search="оз"))}


def test_every_field_can_be_emptied(kind, make_workspace):
    ws = author(kind, make_workspace)
    (saved,) = records.save(ws, kind.name, [filled(kind)]).saved
    names = [name for name in filled(kind) if name != "code"]
    records.save(ws, kind.name, [{"id": saved.key.id, **dict.fromkeys(names)}])
    shown = records.show(ws, saved.key.id)
    assert all(shown[name] in (None, []) for name in names)
    missing = {field.name for field in kind.missing(shown)}
    assert {name for name in names if kind.fields[name].required} <= missing


def test_a_record_travels_in_a_bundle(kind, make_workspace, tmp_path):
    """A unit's own to the office; what the office or its auditor made of a unit, or published, to that unit."""
    unit, office = make_workspace("МТК"), make_workspace()
    if is_of_unit(kind):
        (saved,) = records.save(unit, kind.name, [filled(kind)]).saved
        exchanging.send(unit, tmp_path / "МТК.qmsb")
        (outcome,) = exchanging.receive(office, [tmp_path / "МТК.qmsb"]).outcomes
    else:
        records.save(office, "unit", [{"code": "МТК", "name": "Математика", "type": "department"}])
        (saved,) = records.save(office, kind.name, [filled(kind) | {"unit": "МТК"}]).saved
        (made,) = returning.return_bundles(office, ["МТК"], tmp_path)
        (outcome,) = exchanging.receive(unit, [made.file]).outcomes
    assert outcome.result.status == "merged", outcome.sentence
    assert records.show(office, saved.key.id) == records.show(unit, saved.key.id)


def test_a_record_goes_out_as_a_sheet_with_a_column_a_field(kind, make_workspace, tmp_path):
    ws = author(kind, make_workspace)
    records.save(ws, kind.name, [filled(kind)])
    made = sheeting.export(ws, kind.name, tmp_path / "out.xlsx")
    assert made["rows"] >= 1
    page = openpyxl.load_workbook(made["file"]).worksheets[0]
    cells = {str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None}
    beside = {field.written_as for field in kind.fields.values()}
    shown = {str(field.label) for name, field in kind.fields.items() if name in filled(kind) and name not in beside}
    assert shown <= cells


def test_its_table_holds_a_column_for_every_field(kind):
    table = typed_tables()[kind.name]
    assert set(kind.fields) - set(kind.item_lists) <= set(table.columns)
    assert set(table.children) == set(kind.item_lists)


def test_every_field_type_has_an_editor_and_a_column(kind, qapp):
    from qms_desktop.ui.records.columns import column_for
    from qms_desktop.ui.records.editors import editor_for

    for place, field in enumerate(kind.stored_fields.values()):
        if field.by_program:
            continue
        editor = editor_for(field, PROFILE)
        value = sample(field, place)
        if not isinstance(field, f.ReferenceField):
            editor.set_value(value)
            assert field.check(editor.value(), PROFILE) == field.check(value, PROFILE), field.name
        column = column_for(field, PROFILE, 100, editable=True)
        if not isinstance(field, f.ItemsField | f.PeopleField | f.StringsField):
            shown = column.text(field.check(value, PROFILE))
            assert field.check(column.read(shown), PROFILE) == field.check(value, PROFILE), field.name
