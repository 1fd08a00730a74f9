"""Files of records: attached by hash, refused in words when too large, opened by a click and never run."""

import os

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import speaking
from qms_desktop.exchange import attachments, limits, writer
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import exchanging, files, records
from qms_desktop.services.records import history
from qms_desktop.store.versions import version_of


@pytest.fixture
def risk(make_workspace):
    """A department with a risk, and its id."""
    ws = make_workspace("МТК")
    (saved,) = records.save(ws, "risk", [{"title": "Тобокелдик"}]).saved
    return ws, saved.key


@pytest.fixture
def scan(tmp_path):
    def make(name="акт.pdf", data=b"%PDF-1.7 scan"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return make


def test_a_file_is_attached_listed_copied_out_and_removed(risk, scan, tmp_path):
    ws, key = risk
    files.attach(ws, key.id, [scan()])
    (one,) = files.of_record(ws, key.id)
    assert (one.name, one.size, one.state, one.may_open) == ("акт.pdf", 13, "here", True)
    files.copy_out(ws, one, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF-1.7 scan"
    files.remove(ws, key.id, one.id)
    assert files.of_record(ws, key.id) == []
    files.attach(ws, key.id, [scan()])
    assert [each.name for each in files.of_record(ws, key.id)] == ["акт.pdf"], "it can be attached once more"


def test_one_file_attached_twice_is_kept_once(risk, scan, tmp_path):
    ws, key = risk
    files.attach(ws, key.id, [scan()])
    done = files.attach(ws, key.id, [scan("башка аталыш.pdf")])
    assert done.saved[0].change is None
    assert len(files.of_record(ws, key.id)) == 1
    assert len(list((ws.store.folder / "files").iterdir())) == 1


def test_every_kind_of_record_holds_files_and_they_travel(make_workspace, scan, tmp_path):
    """Made by the office, which may write every field, in a unit's records."""
    ws, office = make_workspace("МТК"), make_workspace()
    made = {}
    for kind in sorted(KINDS):
        text = next(name for name, field in KINDS[kind].stored_fields.items() if field.type_name == "text")
        (saved,) = records.save(office, kind, [{text: "Ө", "unit": "МТК"}]).saved
        files.attach(office, saved.key.id, [scan(f"{kind}.pdf", kind.encode())])
        made[kind] = saved.key.id
    writer.send(office.store, office.key, exchanging.identity(office), tmp_path / "r.qmsb", recipient="МТК",
                units=["МТК", "all"])  # fmt: skip
    (outcome,) = exchanging.receive(ws, [tmp_path / "r.qmsb"]).outcomes
    assert outcome.result.status == "merged", outcome.sentence
    for kind, record in made.items():
        assert [(f.name, f.state) for f in files.of_record(ws, record)] == [(f"{kind}.pdf", "here")]


def test_what_is_attached_makes_no_other_version(risk, scan):
    ws, key = risk
    with ws.store.reading() as tx:
        before = version_of(KINDS["risk"], tx.fold(key))
    files.attach(ws, key.id, [scan()])
    with ws.store.reading() as tx:
        assert version_of(KINDS["risk"], tx.fold(key)) == before


def test_two_people_attach_at_once_without_a_conflict(make_workspace, scan, tmp_path):
    ws, office = make_workspace("МТК"), make_workspace()
    (saved,) = records.save(ws, "risk", [{"title": "А"}]).saved
    exchanging.send(ws, tmp_path / "a.qmsb")
    exchanging.receive(office, [tmp_path / "a.qmsb"])
    files.attach(office, saved.key.id, [scan("сын-пикир.pdf", b"1")])
    files.attach(ws, saved.key.id, [scan("акт.pdf", b"2"), scan("сүрөт.jpg", b"3")])
    exchanging.send(ws, tmp_path / "b.qmsb")
    (outcome,) = exchanging.receive(office, [tmp_path / "b.qmsb"]).outcomes
    assert outcome.result.conflicts_new == 0
    assert {f.name for f in files.of_record(office, saved.key.id)} == {"сын-пикир.pdf", "акт.pdf", "сүрөт.jpg"}


def test_a_file_that_is_too_large_is_refused_in_words(risk, scan, monkeypatch):
    ws, key = risk
    monkeypatch.setattr(limits, "ATTACHMENT", 3 * limits.MIB)
    with speaking("en"), pytest.raises(UserError) as refused:
        files.attach(ws, key.id, [scan(), scan("чоң скан.pdf", b"\0" * (3 * limits.MIB + 1))])
    assert "чоң скан.pdf is 3,1 MB; an attached file may have 3 MB" in refused.value.message.text("en")
    assert "150–200 dpi" in refused.value.hint.text("en")
    assert files.of_record(ws, key.id) == [], "all of them, or none"


def test_what_would_not_fit_into_a_bundle_is_refused_until_the_office_has_received(make_workspace, scan, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "ATTACHMENTS", 20)
    ws = make_workspace("МТК")
    (saved,) = records.save(ws, "risk", [{"title": "А"}]).saved
    files.attach(ws, saved.key.id, [scan("1.pdf", b"1" * 15)])
    with pytest.raises(UserError):
        files.attach(ws, saved.key.id, [scan("2.pdf", b"2" * 15)])
    assert [f.name for f in files.of_record(ws, saved.key.id)] == ["1.pdf"]


def test_only_the_program_writes_the_list_of_files(risk):
    ws, key = risk
    with pytest.raises(UserError):
        records.save(ws, "risk", [{"id": key.id, "files": [{"name": "жок.pdf", "sha256": "0" * 64, "size": 1}]}])


@pytest.mark.parametrize(
    ("name", "opened"),
    [("акт.PDF", True), ("сүрөт.jpeg", True), ("таблица.xlsx", True), ("кат.docx", True), ("окуу.txt", True),
     ("вирус.exe", False), ("акт.pdf.exe", False), ("макрос.xlsm", False), ("эски.doc", False), ("run.bat", False), ("run.sh", False),
     ("x.lnk", False), ("a.html", False), ("a.svg", False), ("a.desktop", False), ("акт", False),
     ("gnp\u202efdp.exe", False), ("a.pdf\u200b.exe", False), ("x.pdf\0.exe", False)],
)  # fmt: skip
def test_only_documents_and_pictures_are_opened(name, opened):
    assert files.may_open(name) is opened


def test_a_click_opens_a_read_only_copy_under_its_own_name(risk, scan, tmp_path):
    ws, key = risk
    files.attach(ws, key.id, [scan(), scan("run.exe", b"MZ")])
    good, bad = sorted(files.of_record(ws, key.id), key=lambda f: f.name, reverse=True)
    copy = files.opened_copy(ws, good, tmp_path / "opened")
    assert (copy.name, copy.read_bytes()) == ("акт.pdf", b"%PDF-1.7 scan")
    assert not copy.stat().st_mode & 0o333, "neither written nor run"
    assert files.opened_copy(ws, good, tmp_path / "opened") == copy
    with pytest.raises(UserError):
        files.opened_copy(ws, bad, tmp_path / "opened")
    assert bad.state == "here"
    assert not os.access(ws.store.folder / "files" / bad.sha256, os.X_OK)


@pytest.mark.parametrize(
    ("given", "safe"),
    [("../../etc/passwd", "_.._etc_passwd"), ("C:\\a.pdf", "C__a.pdf"), ("con.pdf", "_con.pdf"), ("", "_"), ("...", "_"),
     ("а\u202eб.pdf", "аб.pdf"), ("  акт .pdf ", "акт .pdf")],
)  # fmt: skip
def test_names_from_outside_become_names_that_are_safe(given, safe):
    assert files.safe_name(given) == safe


def test_P15_a_file_that_was_altered_on_the_disk_is_neither_opened_nor_lost(risk, scan, tmp_path):
    ws, key = risk
    files.attach(ws, key.id, [scan()])
    (one,) = files.of_record(ws, key.id)
    (ws.store.folder / "files" / one.sha256).write_bytes(b"%PDF-1.7 scam")
    (one,) = files.of_record(ws, key.id)
    assert (one.state, one.may_open) == ("altered", False)
    with pytest.raises(UserError):
        files.opened_copy(ws, one, tmp_path)
    assert [each.sha256 for each in files.awaited(ws)] == [one.sha256]
    assert (ws.store.folder / "files" / f"{one.sha256}.altered").read_bytes() == b"%PDF-1.7 scam"
    files.attach(ws, key.id, [scan()])
    assert files.awaited(ws) == [], "attached anew, it is whole again"


def test_the_history_tells_of_files_in_one_sentence_each(risk, scan):
    from qms_desktop.services.told import history as told

    ws, key = risk
    files.attach(ws, key.id, [scan()])
    (one,) = files.of_record(ws, key.id)
    files.remove(ws, key.id, one.id)
    with speaking("en"):
        sentences = [[str(s) for s in said.sentences] for said in told(ws, key.id)]
    assert sentences[:2] == [["Files: an entry was removed"], ["Files: “акт.pdf” was added"]]
    assert len(history(ws, key.id)) == 3


def test_megabytes_are_rounded_up():
    assert [attachments.megabytes(size) for size in (1, limits.MIB, 10 * limits.MIB + 1)] == ["0,1", "1", "10,1"]


def test_P15_the_check_of_a_store_hashes_its_files(risk, scan):
    from qms_desktop.services.upkeep import check_store

    ws, key = risk
    files.attach(ws, key.id, [scan(), scan("2.pdf", b"two")])
    assert check_store(ws)["ok"]
    first, second = files.of_record(ws, key.id)
    (ws.store.folder / "files" / first.sha256).write_bytes(b"x" * first.size)
    (ws.store.folder / "files" / second.sha256).unlink()
    checked = check_store(ws)
    assert not checked["ok"]
    (problem,) = checked["problems"]
    assert first.name in problem, "one that has not come is no problem of the store"


def test_a_person_is_told_when_files_found_no_room_in_a_bundle(risk, scan, tmp_path, monkeypatch):
    ws, key = risk
    files.attach(ws, key.id, [scan("1.pdf", b"1" * 15), scan("2.pdf", b"2" * 15)])
    monkeypatch.setattr(limits, "ATTACHMENTS", 20)
    assert exchanging.send(ws, tmp_path / "a.qmsb")["attachments"] == 1
    assert any("1 attached file" in notice.text("en") for notice in ws.notices)


def test_undoing_the_attaching_leaves_no_empty_entry_and_redo_brings_it_back(risk, scan):
    ws, key = risk
    done = files.attach(ws, key.id, [scan()])
    undone = records.undo(ws, done.change_ids)
    assert records.show(ws, key.id)["files"] == []
    records.undo(ws, undone.change_ids)
    assert [f.name for f in files.of_record(ws, key.id)] == ["акт.pdf"]
    assert records.show(ws, key.id)["files"][0]["size"] == 13


def test_undoing_a_new_measure_takes_it_out_of_the_list(risk):
    ws, key = risk
    done = records.save(ws, "risk", [{"id": key.id, "measures": ["Биринчи", "Экинчи"]}])
    more = records.save(ws, "risk", [{"id": key.id, "measures": [*records.show(ws, key.id)["measures"], {"text": "Үчүнчү"}]}])
    records.undo(ws, more.change_ids)
    assert [m["text"] for m in records.show(ws, key.id)["measures"]] == ["Биринчи", "Экинчи"]
    records.undo(ws, done.change_ids)
    assert records.show(ws, key.id)["measures"] == []
