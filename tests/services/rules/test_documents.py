"""Documents in the stages of the manual (6.4.3), Ф-15 to Ф-18, the policy and its editions."""

import datetime as dt

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import acts, documents, listing, records
from qms_desktop.services.printing import print_form
from qms_desktop.services.reports import registry
from tests.paper.conftest import Paper

DOCUMENT = {"code": "СМК-01", "title": "Сапат боюнча колдонмо", "edition": 1}
CHANGE = {"clause": "4.2", "change_kind": "change", "text": "Эски → жаңы", "reason": "Аудит", "made_by_name": "Назарова А. К.",
          "date": "2026-09-01"}  # fmt: skip
PEOPLE = [{"name": "Асанов А.", "position": "Окутуучу", "date": "2026-02-01"}, {"name": "Бекова Б.", "position": "Лаборант"}]
POLICY = {"title": "Сапат саясаты", "text": "Биз …", "edition": 1}


@pytest.fixture
def office(make_workspace):
    return make_workspace(person="Осмонова Ж. Т.")


def save(ws, kind, **values):
    return records.save(ws, kind, [values]).saved[0].key.id


def move(ws, action, record, **how):
    return acts.act(ws, action, [record], **how)[0].state


def not_signed(ws):
    """Who has not signed yet, by unit, as the report on documents lists it."""
    table = next(table for table in registry.make(ws, "R15", "").tables if table.title.text("en") == "Who is not acquainted yet")
    return {row[2].text("ky").split()[0]: row[3] for row in table.rows}


def refused(service, *given, **how):
    with pytest.raises(UserError) as problem:
        service(*given, **how)
    return problem.value.message.text("en")


@pytest.mark.requirement("R013")
def test_no_document_goes_on_without_a_code(office):
    document = save(office, "document", **DOCUMENT | {"code": None})
    assert "Document code" in refused(acts.act, office, "verify", [document])
    records.save(office, "document", [{"id": document, "code": "СМК-01"}])
    assert move(office, "verify", document) == "checked"


@pytest.mark.requirement("R063", "R067", "R073", "R074", "R081", "R264")
def test_a_document_passes_its_stages_before_it_is_in_force(office):
    document = save(office, "document", **DOCUMENT)
    refused(acts.act, office, "approve", [document])
    assert refused(records.save, office, "document", [{"id": document, "state": "in_force"}])
    assert move(office, "verify", document) == "checked"
    refused(acts.act, office, "approve", [document])
    assert move(office, "submit", document) == "in_agreement"
    assert "Approved by" in refused(acts.act, office, "approve", [document])
    records.save(office, "document", [{"id": document, "approved_by": "Окумуштуулар кеңеши, № 3 протокол"}])
    assert move(office, "approve", document) == "approved"
    assert "Kept by" in refused(acts.act, office, "accept", [document])
    records.save(office, "document", [{"id": document, "keeper": "Назарова А. К."}])
    assert move(office, "accept", document) == "registered"
    assert move(office, "accept", document) == "in_force"
    shown = records.show(office, document)
    today = dt.date.today()
    assert (shown["valid_from"], shown["approved_on"], shown["registered_on"]) == (today.isoformat(),) * 3
    assert shown["review_due"][:4] == str(today.year + 1)
    assert move(office, "reopen", document, why="Түзүм өзгөрдү") == "under_revision"
    assert move(office, "close", document) == "superseded"
    assert records.show(office, document)["superseded_on"] == today.isoformat()
    assert move(office, "close", document) == "archived"


def test_a_register_typed_in_from_paper_may_hold_documents_in_force(office):
    assert save(office, "document", **DOCUMENT, state="in_force")


def test_an_open_agreement_sheet_holds_the_approval_up(office):
    """Ф-17: everybody has answered, or the sheet is closed with the differences recorded."""
    document = save(office, "document", **DOCUMENT, approved_by="Ректор")
    sheet = save(office, "agreement", document=document, subject="СМК-01", rows=[{"name": "Башбух"}, {"name": "Юрист"}])
    move(office, "verify", document)
    move(office, "submit", document)
    assert "has not answered" in refused(acts.act, office, "approve", [document])
    rows = [row | {"opinion": opinion} for row, opinion in zip(records.show(office, sheet)["rows"], ("agrees", "disagrees"),
                                                              strict=True)]  # fmt: skip
    records.save(office, "agreement", [{"id": sheet, "rows": rows}])
    assert "has not answered" in refused(acts.act, office, "approve", [document])
    assert move(office, "close", sheet) == "differences"
    assert move(office, "approve", document) == "approved"


@pytest.mark.requirement("R065", "R264")
def test_a_document_is_withdrawn_not_deleted(office):
    document = save(office, "document", **DOCUMENT, state="in_force")
    assert "withdrawn" in refused(records.delete, office, [document])
    assert move(office, "void", document, why="Мыйзам өзгөрдү") == "withdrawn"
    draft = save(office, "document", **DOCUMENT | {"code": "СМК-02"}, state="draft")
    records.delete(office, [draft])


def test_one_edition_of_the_policy_is_in_force(office):
    first, second = save(office, "policy", **POLICY), save(office, "policy", **POLICY | {"edition": 2, "reason": "Аккредитация"})
    for policy in (first, second):
        assert move(office, "approve", policy) == "approved"
    assert records.show(office, first)["approved_by"] == office.profile.approvers["policy"].text("ky")
    assert move(office, "accept", first) == "in_force"
    assert "another edition" in refused(acts.act, office, "accept", [second])
    assert move(office, "close", first) == "superseded"
    assert move(office, "accept", second) == "in_force"


@pytest.mark.requirement("R079", "R264")
@pytest.mark.parametrize("way", ["act", "save"])
def test_an_approved_change_opens_a_new_round_of_acquaintance(office, way):
    """Ф-18: every unit that has a sheet of the document gets a new one, and who has not signed is listed."""
    document = save(office, "document", **DOCUMENT, state="in_force")
    for unit in ("МТК", "ФИЛ"):
        save(office, "acquaintance", document=document, subject="СМК-01, 1-редакция", unit=unit, people=PEOPLE)
    change = save(office, "change_entry", document=document, **CHANGE)
    assert len(_sheets(office)) == 2, "a change that is only proposed resets nothing"
    if way == "act":
        assert move(office, "approve", change) == "approved"
    else:
        records.save(office, "change_entry", [{"id": change, "approved_by": "Ректор"}])
    new = [sheet for sheet in _sheets(office) if sheet["change_entry"] == change]
    assert {sheet["unit"] for sheet in new} == {"МТК", "ФИЛ"}
    assert {sheet["state"] for sheet in new} == {"generated"}
    assert not_signed(office) == {"МТК": "Асанов А., Бекова Б.", "ФИЛ": "Асанов А., Бекова Б."}
    (sheet,) = [sheet for sheet in new if sheet["unit"] == "МТК"]
    signed = [person | {"date": "2026-10-20"} if person["name"] == "Асанов А." else person for person in sheet["people"]]
    records.save(office, "acquaintance", [{"id": sheet["id"], "unit": "МТК", "people": signed}])
    assert not_signed(office)["МТК"] == "Бекова Б."


@pytest.mark.requirement("R003")
def test_a_check_without_change_stands_on_the_sheet_and_resets_nothing(office, tmp_path):
    """Ф-16 proves a review too, on paper as well."""
    document = save(office, "document", **DOCUMENT, state="in_force")
    save(office, "acquaintance", document=document, subject="СМК-01", unit="МТК", people=PEOPLE)
    documents.review_without_change(office, document, {"clause": "–", "text": "Өзгөрүү жок", "reason": "Жылдык текшерүү"})
    (entry,) = documents.read(office, document).entries
    records.save(office, "change_entry", [{"id": entry["id"], "approved_by": "Ректор"}])
    assert entry["change_kind"] == "review"
    assert len(_sheets(office)) == 1
    for code in ("Ф-16", "document"):
        printed = print_form(office, code, tmp_path / f"{code}.pdf", ids=[document])
        text = Paper(tmp_path / f"{code}.pdf", printed.pages, "ky").text()
        assert "Өзгөрүү жок" in text
        assert "Жылдык текшерүү" in text


def _sheets(ws):
    return listing.records(ws, "acquaintance")
