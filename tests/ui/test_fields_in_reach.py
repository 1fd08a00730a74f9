"""On the pages drawn by hand, too, every field of a kind that people fill stands somewhere: in the form or in the table."""

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import records
from qms_desktop.ui.pages.documents import DocumentsPage
from qms_desktop.ui.pages.processes import ProcessesPage
from qms_desktop.ui.pages.records import layout
from qms_desktop.ui.pages.records.chapters import DRAWN, chapters, further
from qms_desktop.ui.pages.risks import RisksPage

BY_OTHERS = {"remarks", "register_number", "previous", "number"}
"""The remark is written on returning, the numbers and last year's record are given by the program."""

DRAWN_FIELDS = {
    "document": BY_OTHERS,
    "change_entry": {"document"},  # the sheet on which it stands
    "process": BY_OTHERS - {"number"} | {"indicators"},  # records of their own, in their table
    "risk": BY_OTHERS | {"code", "period", "residual_printed"},  # chosen above the table; only read from an old paper
    "opportunity": BY_OTHERS | {"period"},
}
SAID_ABOVE = {"printout": {"form"}}
"""What nobody can change, and stands in words over the form."""

CARD = {"name": "Окутуу", "purpose": "Билим берүү"}
DOCUMENT = {"code": "ЖБ-01", "title": "Жобо", "state": "in_force"}
ENTRY = {"clause": "1", "text": "эски → жаңы", "reason": "Аудит", "change_kind": "change", "made_by_name": "Асанов А.", "date": "2026-11-01"}


def asked(kind):
    """The fields that people fill."""
    return {name for name, field in KINDS[kind].stored_fields.items() if not field.by_program and name != "files"} - DRAWN_FIELDS[kind]


def laid(page, form):
    return {name for name, box in form._boxes.items() if page.isAncestorOf(box)}


def columns(sheet):
    return {column.key for column in sheet.rows.columns}


@pytest.mark.requirement("R063", "R109", "R005", "R066", "R129", "R107", "R145", "R146", "R140")
def test_every_field_of_documents_changes_and_cards_is_in_reach(make_workspace, at_work):
    ws = make_workspace()
    document = records.save(ws, "document", [DOCUMENT]).saved[0].key.id
    records.save(ws, "change_entry", [ENTRY | {"document": document}])
    card = records.save(ws, "process", [CARD]).saved[0].key.id
    desk = at_work(ws, DocumentsPage)
    assert asked("document") <= laid(desk.page, desk.page.form)
    assert asked("change_entry") <= laid(desk.page, desk.page.entry.form) | columns(desk.page.changes.sheet)
    cards = at_work(ws, ProcessesPage)
    cards.page.open_record("process", card)
    cards.rest()
    assert asked("process") <= laid(cards.page, cards.page.form.form)


def test_every_field_of_risks_and_opportunities_is_in_reach(make_workspace, at_work):
    ws = make_workspace("АСБ")
    records.save(ws, "risk", [{"title": "Өрт"}])
    records.save(ws, "opportunity", [{"title": "Дуалдык окутуу"}])
    page = at_work(ws, RisksPage).page
    for kind, view in (("risk", page.passport), ("opportunity", page.opportunities)):
        panel = page._panels[{"risk": "passport", "opportunity": "opportunities"}[kind]]
        assert asked(kind) <= laid(panel, panel.form) | columns(view.sheet), kind


@pytest.mark.parametrize("unit", [None, "АСБ"])
def test_every_other_kind_has_a_list_and_a_form_with_all_its_fields(make_workspace, unit):
    ws = make_workspace(unit)
    listed = {kind for chapter in (*chapters(ws), further(ws)) for kind in chapter.kinds}
    for kind in listed - DRAWN.keys():
        laid_out = {name for part in layout.parts(KINDS[kind], ws.role) for name in part.fields}
        wanted = {name for name, field in KINDS[kind].stored_fields.items() if not field.by_program} - SAID_ABOVE.get(kind, set())
        assert wanted == laid_out, kind
