"""Printing a form and reading what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from qms_desktop.services.printing import print_form
from tests.paper.conftest import Paper


@pytest.fixture
def paper(tmp_path: Path):
    """Prints a form and reads it: `paper(ws, "Ф-10", blank=True).text()`."""

    def make(ws, code: str, **more) -> Paper:
        path = tmp_path / f"{len(list(tmp_path.glob('*.pdf')))}.pdf"
        printed = print_form(ws, code, path, **more)
        return Paper(path, printed.pages, more.get("language", "ky"))

    return make
