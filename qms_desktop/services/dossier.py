"""The set of papers for an inspection or accreditation: one folder with an index, the papers of the system, and the files
of its documents, as copies for people from outside."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, _
from qms_desktop.services import documents, files, papers, printing
from qms_desktop.services.copies import READABLE
from qms_desktop.services.reports import registry, writing
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.faults import told
from qms_desktop.store.store import Progress, no_progress

REPORTS = ("R18", "T3", "R21", "R15")
"""What leads through the set: evidence by criterion, records by clause, which documents exist and are current."""

PAPERS = (
    "policy", "structure", "responsibility", "process-map", "Ф-02", "Ф-15", "document", "Ф-01", "Ф-03", "Ф-04", "Ф-05", "Ф-06",
    "Ф-07", "Ф-11", "Ф-12", "Ф-13", "Ф-14", "Ф-19", "Ф-23", "Ф-24", "Ф-25",
)  # fmt: skip
"""The papers of the system in the order in which they are looked through; what has nothing on it is left out."""

_FILES = _("Files of the documents")


@dataclass(frozen=True, slots=True)
class Dossier:
    """The folder that was written, its files in their order, and the papers on which nothing stands yet."""

    folder: Path
    files: list[str]
    left_out: list[str]


def export(ws: Workspace, place: Path, *, period: str | None = None, progress: Progress = no_progress) -> Dossier:
    """Write the set into a new folder in `place`: whole, or not at all.

    UserError where such a folder is there already: what was handed to somebody is not written over.
    """
    day = format_date(dt.date.today().isoformat())
    folder = place / files.safe_name(_("Documents of the quality system, {day}", day=day).text(ws.language))
    if folder.exists():
        raise UserError(_("There is a folder “{name}” already.", name=folder.name), _("Choose another place, or move it away."))
    known = {paper.code: paper for paper in papers.papers(ws)}
    left_out = [code for code in PAPERS if known[code].state == "nothing"]
    wanted = [code for code in PAPERS if code not in left_out]
    with told(), TemporaryDirectory(dir=place, prefix=".") as half:
        inside = Path(half)
        for number, code in enumerate((*REPORTS, *wanted), 1):
            progress(number - 1, len(REPORTS) + len(wanted))
            title = registry.kind_of(code).title if code in REPORTS else known[code].title
            out = inside / _name(ws, number, code, title)
            if code in REPORTS:
                writing.write_report(ws, registry.make(ws, code, period), out)
            else:
                printing.print_form(ws, code, out, copy=True, preview=True)
        for document, file in _attached(ws):
            target = inside / _FILES.text(ws.language) / files.safe_name(document)
            target.mkdir(parents=True, exist_ok=True)
            files.copy_out(ws, file, target / files.safe_name(file.name))
        made = sorted(path.relative_to(inside).as_posix() for path in inside.rglob("*") if path.is_file())
        shutil.copytree(inside, folder)
    return Dossier(folder, made, left_out)


def _name(ws: Workspace, number: int, code: str, title: Localised) -> str:
    called = title.text(ws.language)
    return files.safe_name(f"{number:02} {code} {called}"[:100].strip() + ".pdf")


def _attached(ws: Workspace) -> Iterator[tuple[str, files.AttachedFile]]:
    """The files of the documents that people work by, with the document's code and title."""
    for document in documents.listed(ws):
        if document["state"] in READABLE:
            name = f"{document['code'] or ''} {document['title'] or ''}".strip()[:80] or document["id"]
            for file in files.of_record(ws, document["id"]):
                if file.state == "here":
                    yield name, file
