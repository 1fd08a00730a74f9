"""The set of papers for an inspection: one folder, whole or not at all."""

import subprocess

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import acts, dossier, files, records
from tests.services.paper_records import office_records


@pytest.fixture
def office(make_workspace):
    ws = make_workspace()
    office_records(ws)
    return ws


def text_of(folder, ending):
    (file,) = [path for path in folder.iterdir() if ending in path.name]
    return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.requirement("R007")
def test_the_papers_of_the_system_go_into_one_folder_as_copies_with_an_index_and_the_files(office, tmp_path):
    document = records.save(office, "document", [
        {"code": "СК-1", "title": "Сапат колдонмосу", "state": "draft", "keeper": "Назарова А. К.", "approved_by": "Ректор"},
        {"code": "СК-2", "title": "Долбоор", "state": "draft"}]).saved[0].key.id  # fmt: skip
    (tmp_path / "колдонмо.pdf").write_bytes(b"%PDF text")
    files.attach(office, document, [tmp_path / "колдонмо.pdf"])
    for action in ("verify", "submit", "approve", "accept", "accept"):
        acts.act(office, action, [document])
    made = dossier.export(office, tmp_path)
    names = [path.name for path in made.folder.iterdir()]
    assert made.folder.is_dir()
    assert any(name.startswith("01 R18") for name in names), "the index comes first"
    assert "СК-1" in text_of(made.folder, "Ф-15")
    assert "КӨЧҮРМӨ" in text_of(made.folder, "Ф-15")
    assert "СК-1" in text_of(made.folder, "R18")
    assert "Сапат колдонмосу" in text_of(made.folder, " document ")
    copied = [name for name in made.files if name.endswith("колдонмо.pdf")]
    assert len(copied) == 1
    assert (made.folder / copied[0]).read_bytes() == b"%PDF text"
    assert not any("СК-2" in name for name in made.files)
    assert "Ф-03" in made.left_out or any("Ф-03" in name for name in names)


def test_a_set_that_was_handed_out_is_not_written_over_and_half_a_set_leaves_nothing(office, tmp_path, monkeypatch):
    dossier.export(office, tmp_path)
    with pytest.raises(UserError) as refused:
        dossier.export(office, tmp_path)
    assert "already" in refused.value.message.text("en")
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(dossier, "REPORTS", ("R18", "R99"))
    with pytest.raises(UserError):
        dossier.export(office, other)
    assert list(other.iterdir()) == []
