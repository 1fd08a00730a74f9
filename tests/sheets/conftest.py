"""Workbooks and Word files made for the tests."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from qms_desktop.core.profile import load_profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.sheets import kind_sheet, read_table, rows_to_records, write_sheet

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="session")
def jasu():
    return load_profile("jasu")


@pytest.fixture(scope="session")
def oshsu():
    return load_profile("oshsu")


@pytest.fixture
def written(tmp_path):
    """Write a sheet and give its path."""

    def write(sheet, language="ky") -> Path:
        out = tmp_path / "out.xlsx"
        write_sheet(out, sheet, language)
        return out

    return write


@pytest.fixture
def there_and_back(written):
    """Export records of a kind and read them in again: the values and the problems."""

    def go(kind, records, profile, language="ky", make=kind_sheet):
        sheet = make(KINDS[kind], records, profile, language) if make is kind_sheet else make(records, profile, language)
        found = rows_to_records(KINDS[kind], read_table(written(sheet, language)), profile)
        return [record.values for record in found.records], found.problems

    return go


@pytest.fixture
def table(tmp_path):
    """An xlsx that a person made, from rows."""

    def make(*rows, name="table.xlsx") -> Path:
        book = Workbook()
        for row in rows:
            book.active.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return make


@pytest.fixture
def word(tmp_path):
    """A docx with the body given as XML."""

    def make(body: str, name="table.docx") -> Path:
        path = tmp_path / name
        xml = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr("word/document.xml", xml)
        return path

    return make


@pytest.fixture
def repacked():
    """A copy of an office file with parts replaced."""

    def make(path: Path, **parts: bytes) -> Path:
        buffer = io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                key = Path(name).stem
                new.writestr(name, parts.get(key, old.read(name)))
        path.write_bytes(buffer.getvalue())
        return path

    return make
