"""Publishing: a unit's record becomes what everybody sees, with what belongs to it, and without what lies between two."""

import subprocess

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import (
    acts,
    checks,
    documents,
    files,
    listing,
    printing,
    publishing,
    records,
    returning,
)
from qms_desktop.services.exchanging import receive, send
from qms_desktop.services.reports import registry
from qms_desktop.store import reading


@pytest.fixture
def both(make_workspace, tmp_path):
    unit, office = make_workspace("МТК"), make_workspace()
    document = save(unit, "document", title="Кафедранын жобосу", code="КЖ-1")
    save(unit, "change_entry", document=document, clause="2", text="Жаңы", reason="Буйрук", change_kind="change",
         made_by_name="А.", date="2026-11-01")  # fmt: skip
    send(unit, tmp_path / "a.qmsb")
    receive(office, [tmp_path / "a.qmsb"])
    return unit, office, document


def save(ws, kind, **values):
    return records.save(ws, kind, [values]).saved[0].key.id


def published(ws, kind):
    with ws.store.reading() as tx:
        return reading.records(tx, reading.Query(kind, unit="all"))


def test_a_document_is_published_with_its_changes_and_reaches_other_units(both, make_workspace, tmp_path):
    _unit, office, document = both
    other = make_workspace("ФИЛ")
    publishing.publish(office, [document])
    send(other, tmp_path / "b.qmsb")
    receive(office, [tmp_path / "b.qmsb"])
    (written,) = returning.return_bundles(office, ["ФИЛ"], tmp_path / "out")
    receive(other, [written.file])
    (copy,) = published(other, "document")
    assert (copy["title"], copy["code"]) == ("Кафедранын жобосу", "КЖ-1")
    (entry,) = published(other, "change_entry")
    assert entry["document"] == copy["id"] != document


def test_published_again_it_is_brought_up_to_date(both):
    _unit, office, document = both
    first = publishing.publish(office, [document]).saved[0].key
    assert publishing.publish(office, [document]).saved[0] == publishing.Saved(first, None)
    records.save(office, "document", [{"id": document, "unit": "МТК", "title": "Жобо, 2-редакция", "code": None}])
    publishing.publish(office, [document])
    (copy,) = published(office, "document")
    assert (copy["id"], copy["title"], copy["code"]) == (first.id, "Жобо, 2-редакция", None)
    records.delete(office, [first.id])
    publishing.publish(office, [document])
    assert len(published(office, "document")) == 1


def test_submission_verdict_and_remarks_stay_between_unit_and_office(make_workspace, tmp_path):
    unit, office = make_workspace("МТК"), make_workspace()
    card = save(unit, "process", name="Окуу процесси", group="core", purpose="Окутуу", inputs=["план"], outputs=["билим"],
                owners=[{"position": "Башчы", "name": "А."}], resources=["аудитория"], indicators=["%"])  # fmt: skip
    acts.act(unit, "submit", [card])
    send(unit, tmp_path / "a.qmsb")
    receive(office, [tmp_path / "a.qmsb"])
    acts.act(office, "return", [card], why="Оңдоңуз", remarks={"name": "Тактаңыз"})
    publishing.publish(office, [card])
    (copy,) = published(office, "process")
    assert copy["name"] == "Окуу процесси"
    assert (copy["submission"], copy["verdict"], copy["remarks"], copy["field_remarks"]) == (None, None, None, [])


# --- approved documents ------------------------------------------------------------------------------------------


def approve(office, document):
    records.save(office, "document", [{"id": document, "approved_by": "Ректор, № 5 буйрук", "keeper": "Асанов А."}])
    for action in ("verify", "submit", "approve", "accept", "accept"):
        acts.act(office, action, [document])


@pytest.fixture
def other(both, make_workspace, tmp_path):
    """Another unit, whose bundle the office has, with what gives it the office's return bundle."""
    _unit, office, _document = both
    found = make_workspace("ФИЛ")
    send(found, tmp_path / "b.qmsb")
    receive(office, [tmp_path / "b.qmsb"])

    def down():
        (written,) = returning.return_bundles(office, ["ФИЛ"], tmp_path / "out")
        receive(found, [written.file])
        return found

    return down


@pytest.mark.requirement("R062")
def test_the_approved_document_of_a_unit_is_read_by_every_other_with_its_file(both, other, tmp_path):
    _unit, office, document = both
    (tmp_path / "жобо.pdf").write_bytes(b"%PDF text")
    files.attach(office, document, [tmp_path / "жобо.pdf"])
    assert published(other(), "document") == [], "nobody else reads a draft"
    approve(office, document)
    (copy,) = published(other(), "document")
    assert (copy["title"], copy["code"], copy["state"]) == ("Кафедранын жобосу", "КЖ-1", "in_force")
    assert [file.name for file in files.of_record(other(), copy["id"])] == ["жобо.pdf"]
    records.save(office, "document", [{"id": document, "unit": "МТК", "title": "Кафедранын жобосу, такталган"}])
    assert published(other(), "document")[0]["title"] == "Кафедранын жобосу, такталган"
    acts.act(office, "reopen", [document], why="Түзүм өзгөрдү")
    records.save(office, "document", [{"id": document, "unit": "МТК", "title": "Жаңы жобонун долбоору"}])
    (copy,) = published(other(), "document")
    assert (copy["title"], copy["state"]) == ("Кафедранын жобосу, такталган", "under_revision"), "a draft is not read before it is approved"
    acts.act(office, "close", [document])
    assert published(other(), "document")[0]["state"] == "superseded"


def test_the_copy_of_a_document_does_not_count_beside_its_original(both, other, tmp_path):
    _unit, office, document = both
    approve(office, document)
    assert len(documents.listed(other())) == 1
    assert {row["unit"] for row in listing.records(office, "document")} == {"МТК", "all"}
    assert [row["id"] for row in documents.listed(office)] == [document]
    (level,) = registry.make(office, "R15", "").tables[0].rows
    assert str(level[1].shown) == "1"
    printing.print_form(office, "Ф-15", tmp_path / "register.pdf")
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "register.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert text.count("КЖ-1") == 1
    assert [found.record for found in checks.findings(office) if found.rule == "document.no_clause"] == [document]
    records.save(office, "document", [{"id": document, "unit": "МТК", "code": "КЖ-1", "clauses": ["7.5"]}])
    acts.act(office, "reopen", [document], why="Кайра каралат")
    records.save(office, "document", [{"id": document, "unit": "МТК", "state": "in_force"}])
    assert {row["unit"]: row["state"] for row in listing.records(office, "document")} == {"МТК": "in_force", "all": "in_force"}


def test_what_cannot_be_published(both):
    unit, office, document = both
    risk = save(office, "risk", title="Өрт")
    copy = publishing.publish(office, [document]).saved[0].key.id
    for ws, record in ((unit, document), (office, risk), (office, copy), (office, "no such record")):
        with pytest.raises(UserError):
            publishing.publish(ws, [record])
