"""Scans of signed sheets find their records by the code on the paper, however they lie on the glass."""

import datetime as dt
import subprocess

import pytest
from PIL import Image

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import speaking
from qms_desktop.services import files, printing, records, scans
from qms_desktop.services.listing import records as listed
from qms_desktop.services.records import save
from qms_desktop.services.setup import init
from tests.services.rules.conftest import RISK


@pytest.fixture(autouse=True)
def in_english():
    with speaking("en"):
        yield


@pytest.fixture
def unit(make_workspace):
    return make_workspace("МТК")


@pytest.fixture
def risk(unit):
    return save(unit, "risk", [RISK]).saved[0].key.id


def printed(ws, folder, name="sheet", **what):
    path = folder / f"{name}.pdf"
    printing.print_form(ws, "Ф-03", path, language="ky", **what)
    return path


def photographed(pdf, *, dpi=150, turn=0.0, quality=60):
    """A sheet as a flatbed scanner gives it: grey, JPEG, not quite straight."""
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", "-singlefile", pdf, pdf.with_suffix("")], check=True)
    with Image.open(pdf.with_suffix(".png")) as picture:
        turned = picture.rotate(turn, expand=True, fillcolor=235, resample=Image.Resampling.BICUBIC)
        turned.save(pdf.with_suffix(".jpg"), quality=quality)
    return pdf.with_suffix(".jpg")


def one(ws, path):
    (found,), _done = scans.scan(ws, [path])
    return found


@pytest.mark.parametrize("turn", [0, 3.5, -7, 90, 180])
def test_a_scan_is_attached_to_its_record_and_the_sheet_is_signed(unit, risk, tmp_path, turn):
    scan = photographed(printed(unit, tmp_path), turn=turn)
    found = one(unit, scan)
    assert (found.status, found.record, found.form, found.current) == ("filed", risk, "Ф-03", True), found.reason
    (kept,) = files.of_record(unit, risk)
    assert (kept.name, kept.state) == (scan.name, "here")
    (sheet,) = listed(unit, "printout")
    assert sheet["signed_on"] == dt.date.today().isoformat()
    assert found.version == sheet["versions"][0]


def test_the_same_scan_twice_is_filed_once(unit, risk, tmp_path):
    scan = photographed(printed(unit, tmp_path))
    assert [one(unit, scan).status, one(unit, scan).status] == ["filed", "already"]
    assert len(files.of_record(unit, risk)) == 1


def test_an_old_version_is_filed_and_said_to_be_old(unit, risk, tmp_path):
    scan = photographed(printed(unit, tmp_path))
    save(unit, "risk", [{"id": risk, "title": "Кыймылдаткыч күйүп кетти"}])
    found = one(unit, scan)
    assert (found.status, found.current) == ("filed", False)
    assert "earlier version" in found.reason.text("en")
    again = photographed(printed(unit, tmp_path, "again"))
    assert one(unit, again).current is True


def test_a_pdf_of_several_sheets_is_attached_to_each(unit, risk, tmp_path):
    other = save(unit, "risk", [RISK | {"title": "Суу басуу"}]).saved[0].key.id
    sheets = [printed(unit, tmp_path, name, ids=[record]) for name, record in (("a", risk), ("b", other))]
    subprocess.run(["pdfunite", *sheets, tmp_path / "stack.pdf"], check=True)
    found, done = scans.scan(unit, [tmp_path / "stack.pdf"])
    assert {each.record for each in found} == {risk, other}
    assert all(files.of_record(unit, record) for record in (risk, other))
    records.undo(unit, done.change_ids)
    assert not files.of_record(unit, risk)


def test_a_register_of_several_records_is_attached_to_what_was_printed(unit, risk, tmp_path):
    save(unit, "risk", [RISK | {"title": "Суу басуу"}])
    found = one(unit, photographed(printed(unit, tmp_path)))
    (sheet,) = listed(unit, "printout")
    assert (found.status, found.record) == ("filed", sheet["id"])
    assert len(files.of_record(unit, sheet["id"])) == 1


def test_what_cannot_be_filed_is_said_and_stops_no_other(unit, risk, tmp_path):
    with init(tmp_path / "elsewhere", institution="jasu", role="department", unit="ФИЛ", person="Башка Б. Б.", position="Башчы") as ws:
        save(ws, "risk", [RISK])
        foreign = photographed(printed(ws, tmp_path, "foreign"))
    Image.new("L", (600, 800), 255).save(tmp_path / "empty.png")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff nothing")
    (tmp_path / "letter.docx").write_bytes(b"PK")
    good = photographed(printed(unit, tmp_path))
    paths = [foreign, tmp_path / "empty.png", tmp_path / "broken.pdf", tmp_path / "broken.jpg", tmp_path / "letter.docx",
             tmp_path / "none.pdf", good]  # fmt: skip
    found, _done = scans.scan(unit, paths)
    assert [each.status for each in found] == ["unknown", "no_code", *["unreadable"] * 4, "filed"]
    assert all(each.reason for each in found[:-1])
    assert [each.as_json("en")["record"] for each in found] == [None] * 6 + [risk]


def test_a_picture_too_large_for_the_memory_is_refused(unit, risk, tmp_path):
    Image.new("1", (12_000, 9_000), 1).save(tmp_path / "wall.png")
    assert one(unit, tmp_path / "wall.png").status == "unreadable"


def test_a_reader_files_nothing(tmp_path):
    with (
        init(tmp_path / "reader", institution="jasu", role="reader", unit=None, person="Эксперт", position="Аудитор") as ws,
        pytest.raises(UserError),
    ):
        scans.scan(ws, [tmp_path / "any.pdf"])
