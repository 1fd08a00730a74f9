"""Files that are not tables, and files that mean harm: one sentence with what to do, never a traceback."""

import contextlib
import io
import zipfile

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import LANGUAGES
from qms_desktop.models.catalogue import KINDS
from qms_desktop.sheets import kind_sheet, package, raw, read_table, rows_to_records

BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">%s]><worksheet>&lol9;</worksheet>""" % b"".join(
    b'<!ENTITY lol%d "%s">' % (n, b"&lol%s;" % (str(n - 1).encode() if n > 1 else b"") * 10) for n in range(1, 10)
)
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><worksheet>&y;</worksheet>"""


def refused(path):
    with pytest.raises(UserError) as caught:
        read_table(path)
    assert caught.value.hint is not None
    assert all(caught.value.text(language) for language in LANGUAGES)
    return caught.value.text("en")


@pytest.mark.parametrize("xml", [BOMB, OUTSIDE, BOMB.decode().encode("utf-16")], ids=["bomb", "outside", "utf-16"])
def test_F38_entities_are_refused(xml, table, repacked):
    assert "definitions" in refused(repacked(table(["Тобокелдик", "Себеби"]), sheet1=xml))


def test_F38_an_entity_bomb_in_a_word_file(word, repacked):
    assert "definitions" in refused(repacked(word("<w:p/>"), document=BOMB))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(table, repacked, monkeypatch):
    monkeypatch.setattr(package, "LARGEST_XML", 10_000)
    path = repacked(table(["Тобокелдик", "Себеби"]), sheet1=b"<worksheet>" + b" " * 20_000 + b"</worksheet>")
    assert "too large" in refused(path)


def test_a_part_that_lies_about_its_size(table, repacked):
    """zipfile stops at the size that the file declares; the rest of the bomb is never unpacked."""
    path = repacked(table(["Тобокелдик", "Себеби"]), sheet1=b"<worksheet>" + b"x" * 5_000_000 + b"</worksheet>")
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as found:
        real = next(part for part in found.infolist() if part.filename.endswith("sheet1.xml"))
    for place in (data.find(real.file_size.to_bytes(4, "little"), start) for start in (0, len(data) // 2)):
        assert place > 0
        data[place : place + 4] = (100).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    refused(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.xlsx", b"", "empty"),
        ("table.csv.xlsx", "Тобокелдик;Себеби\nа;б\n".encode("cp1251"), "text or CSV"),
        ("table.xlsx", b"\xef\xbb\xbfa,b\n1,2\n", "text or CSV"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old format"),
        ("secret.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
         "password"),
        ("scan.xlsx", b"%PDF-1.7\n", "PDF"),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(range(64)), "neither"),
        ("half.xlsx", b"PK\x03\x04" + bytes(50), "damaged"),
    ],
)  # fmt: skip
def test_what_is_not_a_workbook(name, content, said, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    assert said in refused(path)


def test_no_file_and_a_folder(tmp_path):
    assert "no such file" in refused(tmp_path / "absent.xlsx")
    refused(tmp_path)


@pytest.mark.parametrize("name", ["mimetype", "xl/workbook.bin", "readme.txt"])
def test_other_archives(name, tmp_path):
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x")
    refused(path)


@pytest.mark.parametrize("part", ["sheet1", "workbook", "styles", "[Content_Types]"])
@pytest.mark.parametrize("xml", [b"", b"<a>", b"<a/>", b"\xff\xfe<", b'<?xml version="1.0"?><c xmlns="u"><v>x</v></c>'])
def test_spoilt_parts(part, xml, table, repacked):
    """Never anything but the tables or a sentence."""
    path = repacked(table(["Тобокелдик", "Себеби"], ["а", "б"]), **{part: xml})
    with contextlib.suppress(UserError):
        read_table(path)


def test_every_cut_of_a_file_is_told(table):
    whole = (path := table(["Тобокелдик", "Себеби"], ["а", "б"])).read_bytes()
    for end in range(0, len(whole) - 1, 97):
        path.write_bytes(whole[:end])
        refused(path)


def test_too_many_rows(table, monkeypatch):
    from qms_desktop.sheets import xlsx

    monkeypatch.setattr(xlsx, "MOST_ROWS", 10)
    assert "more than" in refused(table(*[["а", n] for n in range(20)]))


def test_deeply_nested_tables(word):
    open_, close = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    refused(word(open_ * 100 + close * 100))


def test_a_sheet_of_a_newer_program(jasu, written, monkeypatch):
    from qms_desktop.sheets import marks

    monkeypatch.setattr(marks, "FORMAT", 99)
    out = written(kind_sheet(KINDS["risk"], [], jasu, "ky"))
    monkeypatch.undo()
    assert "newer version" in refused(out)


def test_a_sheet_of_another_kind(jasu, written):
    found = read_table(written(kind_sheet(KINDS["person"], [{"name": "А"}], jasu, "ky")))
    with pytest.raises(UserError):
        rows_to_records(KINDS["risk"], found, jasu)


def test_a_view_is_not_read_in(jasu, written):
    from qms_desktop.sheets import integrated_sheet

    found = read_table(written(integrated_sheet([], jasu, "ky")))
    with pytest.raises(UserError) as caught:
        rows_to_records(KINDS["risk"], found, jasu)
    assert "Ф-05" in caught.value.text("en")


def test_limits_are_sane():
    assert raw.MOST_ROWS >= 5_000
    assert package.LARGEST_ALL_XML >= package.LARGEST_XML
