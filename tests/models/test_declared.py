"""What is written down of the declarations is what they say."""

import importlib.util
from pathlib import Path

import pytest

from qms_desktop.core.profile import load_profile
from qms_desktop.models import declared
from qms_desktop.models.catalogue import AUDITOR_KINDS, CHAPTERS, KINDS, auditor_fields, office_fields
from qms_desktop.models.kind import Kind

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("record_kinds", ROOT / "tools" / "record_kinds.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_and_the_hash_are_current(tool):
    """Else a store of before would not be folded again: run tools/record_kinds.py."""
    assert tool.table() == tool.TABLE.read_text(encoding="utf-8")
    assert tool.declared_module() == tool.DECLARED.read_text(encoding="utf-8")


@pytest.mark.parametrize("change", ["owner", "sorted", "name"])
def test_a_changed_declaration_has_another_hash(tool, monkeypatch, change):
    field = KINDS["risk"].fields["cause"]
    monkeypatch.setattr(field, change, {"owner": "office", "sorted": True, "name": "reason"}[change])
    assert tool.declared_hash() != declared.DECLARED


def test_the_catalogue_names_what_its_chapters_declare():
    assert set(KINDS) == {kind.name for kind in map(KINDS.__getitem__, KINDS)} == set(Kind.catalogue)
    for chapter, names in CHAPTERS.items():
        for name in names.split():
            assert type(KINDS[name]).__module__ == f"qms_desktop.models.{chapter}"


def test_references_name_kinds_that_there_are():
    for kind in KINDS.values():
        fields = [*kind.fields.values(), *(f for items in kind.item_lists.values() for f in items.item_fields.values())]
        assert {field.refers_to for field in fields if field.refers_to} <= set(KINDS), kind.name
        assert set(kind.home) <= set(kind.fields), kind.name
        assert kind.title_field in kind.fields, kind.name
        assert {f.unless for f in fields if f.unless} | {f.written_as for f in fields if f.written_as} <= set(kind.fields)


def test_an_auditors_laptop_writes_its_part_of_five_kinds():
    assert {name for name in KINDS if auditor_fields(name)} == AUDITOR_KINDS
    parts = auditor_fields("nonconformity")
    assert {"source", "situation", "requirement", "statement", "evidence", "class", "verification"} <= parts
    assert not {"correction", "root_cause", "actions", "done_on", "register_number", "closed_on"} & parts
    assert parts <= office_fields("nonconformity"), "what an auditor owns, a unit proposes"
    assert {"evidence", "verdict", "audit"} <= auditor_fields("checklist_item")
    assert not office_fields("checklist_item"), "a unit that checks itself writes its own verdicts"


def test_every_printed_form_has_its_kinds():
    """Ф-26 is gathered from what a unit sends; all other forms show records."""
    codes = set(load_profile("generic").forms)
    held = {code for kind in KINDS.values() for code in kind.forms}
    assert codes - held == {"Ф-26"}
    assert held <= codes


def test_a_kind_is_called_as_the_institution_calls_it():
    """The two documents use different words for one thing; what neither names keeps the program's word."""
    called = {name: KINDS["review"].called(load_profile(name)).text("ky") for name in ("oshsu", "jasu")}
    assert called == {"oshsu": "Жетекчилик тарабынан анализдөө", "jasu": "Жетекчилик тарабынан талдоо"}
    assert KINDS["minutes"].called(load_profile("jasu")) is KINDS["minutes"].label
