"""F32, F33, F15: what is doubtful across records is said, and goes when it is set right."""

import pytest

from qms_desktop.services import doubts, exchanging, files, records
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key


@pytest.fixture
def office(make_workspace):
    return make_workspace()


def said(ws, *sorts):
    return [(d.sort, d.title, d.sentence.text("en")) for d in doubts.doubts(ws) if d.sort in sorts]


def handed_over(ws, office, path):
    exchanging.send(ws, path)
    (outcome,) = exchanging.receive(office, [path]).outcomes
    assert outcome.result.status == "merged", outcome.sentence


def test_F32_one_register_number_on_two_records_is_a_finding(office, make_workspace, tmp_path):
    units = [make_workspace(code) for code in ("МТК", "ФИЛ")]
    ids = []
    for ws in units:
        ids.append(records.save(ws, "risk", [{"title": f"Тобокелдик {ws.unit}", "period": "2026/27"}]).saved[0].key.id)
        handed_over(ws, office, tmp_path / f"{ws.unit}.qmsb")
    records.save(office, "risk", [{"id": ids[0], "number": "12"}])
    assert said(office, "number") == []
    records.save(office, "risk", [{"id": ids[1], "number": "12"}])
    assert said(office, "number") == [
        ("number", "Тобокелдик МТК", "“Register No.”: 12 stands on another record too: Тобокелдик ФИЛ (ФИЛ)."),
        ("number", "Тобокелдик ФИЛ", "“Register No.”: 12 stands on another record too: Тобокелдик МТК (МТК)."),
    ]
    records.save(office, "risk", [{"id": ids[1], "number": "13"}])
    assert said(office, "number") == []


def test_F32_two_computers_that_number_alike_are_found_and_another_year_is_not(office):
    rows = [{"title": "А", "code": "Т-МТК-05", "period": "2026/27", "unit": "МТК"},
            {"title": "Б", "code": "Т-МТК-05", "period": "2027/28", "unit": "МТК"}]  # fmt: skip
    records.save(office, "risk", rows)
    assert said(office, "number") == [], "a risk is carried over with its number"
    records.save(office, "risk", [rows[0] | {"title": "В"}])
    assert {title for _sort, title, _text in said(office, "number")} == {"А", "В"}


def test_what_a_unit_says_of_itself_and_the_office_of_it_is_no_doubt(office, make_workspace, tmp_path):
    handed_over(make_workspace("ФИЛ"), office, tmp_path / "own.qmsb")
    records.save(office, "unit", [{"code": "ФИЛ", "name": "Кыргыз филологиясы", "type": "department"}])
    assert said(office, "number") == []
    same = {"title": "Тобокелдик", "code": "Т-01", "period": "2026/27"}
    records.save(office, "risk", [{**same, "unit": "ФИЛ"}, same])
    assert {text.rpartition(": ")[2] for _sort, _title, text in said(office, "number")} == {"Тобокелдик (АСБ).", "Тобокелдик (ФИЛ)."}


def test_F33_a_child_before_its_parent_is_shown_as_awaited_and_filled_later(office, make_workspace, tmp_path):
    """A change of a document comes; the document itself was made on another computer and comes with the next bundle."""
    other = make_workspace(folder="other office")
    document = records.save(other, "document", [{"code": "СМС-01", "title": "Сапат боюнча колдонмо"}]).saved[0].key
    entry = records.save(office, "change_entry", [{"document": document.id, "text": "6-пункт"}]).saved[0].key
    assert said(office, "awaited") == [
        ("awaited", "6-пункт", "“Document” names a record that has not come yet; it shows as soon as it comes."),
    ]  # fmt: skip
    with office.store.writing() as tx:
        office.write(tx, [Edit(Key("all", "document", document.id), {"title": "Сапат боюнча колдонмо"})])
    assert said(office, "awaited") == []
    assert records.show(office, entry.id)["document"] == document.id
    records.delete(office, [document.id])
    assert [sort for sort, _title, _text in said(office, "awaited", "gone")] == ["gone"]


def test_P15_a_file_that_has_not_come_is_among_the_doubts(office, make_workspace, tmp_path):
    ws = make_workspace("МТК")
    (saved,) = records.save(ws, "risk", [{"title": "А"}]).saved
    (tmp_path / "акт.pdf").write_bytes(b"act")
    files.attach(ws, saved.key.id, [tmp_path / "акт.pdf"])
    (scan,) = files.of_record(ws, saved.key.id)
    (ws.store.folder / "files" / scan.sha256).unlink()
    handed_over(ws, office, tmp_path / "a.qmsb")
    assert said(office, "file") == [("file", "", "The file “акт.pdf” has not come yet.")]
    assert [f.state for f in files.of_record(office, saved.key.id)] == ["awaited"]


def test_F15_what_a_newer_version_wrote_is_named(office):
    with office.store.writing() as tx:
        office.write(tx, [
            Edit(Key("МТК", "hologram", "1"), {"title": "Жаңы"}),
            Edit(Key("МТК", "risk", "2"), {"title": "А", "beam": 3}),
        ])  # fmt: skip
    (kind, field) = doubts.doubts(office)
    assert (kind.kind, field.record) == ("hologram", "2")
    assert "(hologram)" in kind.sentence.text("en")
    assert "(beam)" in field.sentence.text("en")
