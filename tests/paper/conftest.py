"""Prints for the tests, and a reader of what poppler sees in them."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest

from qms_desktop.core.examples import load_examples
from qms_desktop.core.messages import speaking
from qms_desktop.core.profile import Profile, load_profile
from qms_desktop.paper.data import Approver, PrintJob, Sheet
from qms_desktop.paper.forms import FORMS, PAPERS
from qms_desktop.paper.render import render_form

XHTML = "{http://www.w3.org/1999/xhtml}"


class Word(NamedTuple):
    """A word and its box on the page, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass
class Paper:
    """A printed form as other programs read it."""

    path: Path
    pages: int
    language: str

    def text(self, page: int | None = None) -> str:
        """The text of a page or of all, with every run of white space as one space."""
        return " ".join(self.raw(page).split())

    def raw(self, page: int | None = None) -> str:
        return poppler("pdftotext", *_pages(page), str(self.path), "-")

    def words(self, page: int) -> list[Word]:
        tree = ElementTree.fromstring(poppler("pdftotext", "-bbox", *_pages(page), str(self.path), "-"))
        return [
            Word(word.text or "", *(float(word.get(edge)) for edge in ("xMin", "yMin", "xMax", "yMax")))
            for word in tree.iter(f"{XHTML}word")
        ]

    def fonts(self) -> list[list[str]]:
        """The rows of pdffonts, split at white space."""
        return [row.split() for row in poppler("pdffonts", str(self.path)).splitlines()[2:]]

    def page_size(self) -> tuple[float, float]:
        found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", poppler("pdfinfo", str(self.path)))
        return float(found[1]), float(found[2])


def poppler(program: str, *arguments: str) -> str:
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout


def _pages(page: int | None) -> list[str]:
    return [] if page is None else ["-f", str(page), "-l", str(page)]


@pytest.fixture(scope="session")
def profile() -> Profile:
    return load_profile("jasu")


@pytest.fixture
def sheet():
    """A sheet of an accepted record; keywords change it."""

    def make(**changes: Any) -> Sheet:
        given = {
            "edition": 2,
            "valid_from": "2026-09-01",
            "unit": "Маалыматтык технологиялар кафедрасы",
            "period": "2026/27",
            "record_number": "ТП-МТК-2026",
            "registration_number": "Р-2026-0098",
            "accepted": True,
            "state": "кабыл алынды 04.11.2026",
            "version": 3,
            "printed_at": dt.datetime(2026, 11, 20, 14, 40),
            "printed_by": "Назарова А. К.",
            "fingerprint": "7F3A 91C4 E2",
            "qr": "QMS1:7F3A91C4E2:0192F5C8D4B87E1A9C3D5E6F7A8B9C",
            "approver": Approver("Институттун директору", "Сыдыков А. М."),
        }
        return Sheet(**{**given, **changes})

    return make


@pytest.fixture
def printed(tmp_path: Path, profile: Profile, sheet):
    """Print a form: `printed("Ф-03", body, language="ru", is_draft=True)`."""

    def make(code: str, body: Any, language: str = "ky", **changes: Any) -> Paper:
        path = tmp_path / f"{code}-{language}.pdf"
        done = render_form((FORMS | PAPERS)[code], PrintJob(profile, sheet(**changes), body), path, language)
        return Paper(path, done.pages, language)

    return make


@pytest.fixture
def pdf_of(profile: Profile, sheet):
    """The bytes of a form."""

    def make(code: str, body: Any, language: str = "ky", **changes: Any) -> bytes:
        out = io.BytesIO()
        render_form((FORMS | PAPERS)[code], PrintJob(profile, sheet(**changes), body), out, language)
        return out.getvalue()

    return make


@pytest.fixture
def register_rows(profile: Profile):
    """The eight risks of the JASU register, repeated to a number of rows, with the words of a language."""

    def make(count: int = 8, language: str = "ky") -> list[dict[str, Any]]:
        shipped = load_examples("jasu", language)["register_entry"]
        rows = []
        with speaking(language):
            for place in range(count):
                row = dict(shipped[place % len(shipped)])
                row["category"] = str(profile.risk_categories[row["category"]])
                row["process"] = "Билим берүү процесси"
                row["code"] = f"Т-МТК-{place + 1:02}"
                rows.append(row)
        return rows

    return make
