"""Opening an office file that a stranger may have made: what it is, and that reading it is safe."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, _

LARGEST_FILE = 50 * 2**20
LARGEST_XML = 64 * 2**20
LARGEST_ALL_XML = 128 * 2**20
MOST_PARTS = 5_000
_PROLOG = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS_XLSX = _("Open it in Excel or LibreOffice and save it as “Excel workbook (.xlsx)”.")
_SAVE_AS_DOCX = _("Open it in Word or LibreOffice and save it as “Word document (.docx)”.")


def open_package(path: Path) -> tuple[str, zipfile.ZipFile]:
    """`xlsx` or `docx`, by what is inside, and the checked zip; UserError, with what to do, for anything else."""
    refuse_strange(path)
    try:
        package = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        raise damaged(path) from problem
    try:
        found = _kind_of(package, path)
        _check_parts(package, path)
    except BaseException:
        package.close()
        raise
    return found, package


def damaged(path: Path) -> UserError:
    return UserError(
        _("The file {name} is damaged and cannot be read.", name=path.name),
        _("Open it in Excel or Word, save it again, or ask for it once more."),
    )


def _refused(path: Path, what: Localised, hint: Localised) -> UserError:
    return UserError(_("The file {name} cannot be read: {reason}.", name=path.name, reason=what), hint)


def refuse_strange(path: Path) -> None:
    """UserError for what is not an office zip: an old .xls, a protected file, a text, a PDF, nothing at all."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(4096)
    except FileNotFoundError as problem:
        raise UserError(_("There is no such file: {file}", file=str(path)), _("Check the name.")) from problem
    except OSError as problem:
        raise UserError(
            _("The file {name} cannot be opened.", name=path.name), _("Close it in the other program, or copy it first.")
        ) from problem
    if size == 0:
        raise _refused(path, _("it is empty"), _("Ask for it once more."))
    if size > LARGEST_FILE:
        raise _refused(
            path, _("it is larger than {n} MB", n=LARGEST_FILE // 2**20), _("Take the pictures out, or divide the table.")
        )
    if start.startswith(_OLE):
        raise _old_or_protected(path)
    if start.startswith(b"%PDF"):
        raise _refused(path, _("it is a PDF"), _("Ask for the table as an Excel or Word file."))
    if not start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if _is_text(start):
            raise _refused(path, _("it is a text or CSV file, whatever its name says"), _SAVE_AS_XLSX)
        raise _refused(path, _("it is neither an Excel nor a Word file"), _SAVE_AS_XLSX)


def _old_or_protected(path: Path) -> UserError:
    if _ENCRYPTED in path.read_bytes():
        return _refused(
            path, _("it is protected with a password"), _("Take the password off in Excel or Word and save it again.")
        )
    hint = _SAVE_AS_DOCX if path.suffix.casefold() in (".doc", ".docx") else _SAVE_AS_XLSX
    return _refused(path, _("it is in the old format of Excel or Word (.xls, .doc)"), hint)


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    return b"\0" not in start and sum(byte < 9 for byte in start) == 0


def _kind_of(package: zipfile.ZipFile, path: Path) -> str:
    names = set(package.namelist())
    if len(names) > MOST_PARTS:
        raise damaged(path)
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names or "xl/workbook.bin" in names:
        raise _refused(path, _("it is a table of another format (.ods, .xlsb)"), _SAVE_AS_XLSX)
    if "[Content_Types].xml" in names:
        return "xlsx"
    raise _refused(path, _("it is an archive, neither an Excel nor a Word file"), _SAVE_AS_XLSX)


def _check_parts(package: zipfile.ZipFile, path: Path) -> None:
    """No bomb and no entity: sizes as declared (zipfile reads no further), and no XML part begins with a DTD."""
    parts = [part for part in package.infolist() if part.filename.casefold().endswith((".xml", ".rels", ".vml"))]
    if any(part.flag_bits & 1 for part in package.infolist()):
        raise _refused(
            path, _("it is protected with a password"), _("Take the password off in Excel or Word and save it again.")
        )
    if any(p.file_size > LARGEST_XML for p in parts) or sum(p.file_size for p in parts) > LARGEST_ALL_XML:
        raise _refused(path, _("unpacked, it is far too large"), _("Copy the table alone into a new file."))
    for part in parts:
        if _has_dtd(package, part, path):
            raise _refused(
                path, _("it holds definitions that no table needs and that can do harm"),
                _("Do not open it; ask the sender for a clean file."),
            )  # fmt: skip


class _Found(Exception):
    """Stops the parser: the answer is known."""


def _has_dtd(package: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> bool:
    """Whether a document type or an entity is declared, which can only be before the first element."""
    found = []

    def declared(*_arguments: object) -> None:
        found.append(True)
        raise _Found

    def began(*_arguments: object) -> None:
        raise _Found

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    parser.StartElementHandler = began
    try:
        with package.open(part) as file:
            while chunk := file.read(_PROLOG):
                parser.Parse(chunk, False)
    except _Found:
        return bool(found)
    except expat.ExpatError as problem:
        raise damaged(path) from problem
    except (*FAULTS, zlib.error) as problem:
        raise damaged(path) from problem
    return False


FAULTS = (
    OSError, EOFError, KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError,
    RuntimeError, zipfile.BadZipFile, SyntaxError,
)  # fmt: skip
"""What a reader of a spoilt file raises, besides zlib's own error; SyntaxError is the XML parser's."""
