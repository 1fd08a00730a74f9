"""Tables out of an xlsx or a docx."""

from __future__ import annotations

from pathlib import Path

from qms_desktop.sheets.docx import read_docx
from qms_desktop.sheets.package import open_package
from qms_desktop.sheets.raw import RawSheet
from qms_desktop.sheets.xlsx import read_xlsx


def read_table(path: Path) -> list[RawSheet]:
    """Every table of an .xlsx or .docx; UserError, with what to do, for a file that is not one or not safe."""
    kind, package = open_package(path)
    with package:
        if kind == "docx":
            return read_docx(package, path)
        return read_xlsx(package, path)
