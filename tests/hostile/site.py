"""A small university in one folder that is put back as it was before each case: the office, a department, a stick.

    office/ department/    their stores
    keys/                  where both keep their device keys
    stick/                 two bundles of the department, the second with more in it; an earlier backup of its store
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qms_desktop.exchange import attachments
from qms_desktop.journal.canonical import sha256_hex
from qms_desktop.services import enrolment, exchanging, files, joining, records
from qms_desktop.services.setup import init
from qms_desktop.services.workspace import Workspace, open_workspace
from qms_desktop.store.backup import back_up
from qms_desktop.store.check import problems, store_digest
from qms_desktop.store.store import no_progress

RISKS = 12


@dataclass(frozen=True)
class Site:
    """The folder that cases work in; `kept` is what it is put back from."""

    place: Path
    kept: Path

    @property
    def office(self) -> Path:
        return self.place / "office"

    @property
    def department(self) -> Path:
        return self.place / "department"

    @property
    def stick(self) -> Path:
        return self.place / "stick"

    @property
    def earlier(self) -> Path:
        """A backup of the department's store."""
        return self.stick / "earlier.sqlite"

    def put_back(self) -> None:
        """Make everything as it was at the beginning."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.kept, self.place)

    @contextmanager
    def at_home(self) -> Iterator[None]:
        """Inside the block device keys are those of this site."""
        before = os.environ.get("QMS_KEYS")
        os.environ["QMS_KEYS"] = str(self.place / "keys")
        try:
            yield
        finally:
            if before is None:
                del os.environ["QMS_KEYS"]
            else:
                os.environ["QMS_KEYS"] = before

    @contextmanager
    def opened(self, folder: Path) -> Iterator[Workspace]:
        with self.at_home(), open_workspace(folder, wait_seconds=60) as ws:
            yield ws

    def digest(self, folder: Path) -> str:
        """The digest of a store that must open and be sound, its attachments too."""
        with self.opened(folder) as ws, ws.store.reading() as tx:
            found = problems(tx, no_progress)
            assert not found, [problem.text("en") for problem in found]
            for name in attachments.listed(tx):
                assert sha256_hex(b"".join(tx.files.pieces(name))) == name
            return store_digest(tx)


def make_site(folder: Path) -> Site:
    """Build one below a folder."""
    site = Site(folder / "site", folder / "kept")
    site.stick.mkdir(parents=True)
    with site.at_home():
        office = init(site.office, institution="generic", role="office", unit=None, person="А. Б.", position="Башчы")
        records.save(office, "unit", [{"code": "КМТ", "name": "Компьютердик технологиялар", "type": "department"}])
        (invited,) = enrolment.invite(office, ["КМТ"], folder / "invitations")
        department = joining.join(site.department, invited.file, person="В. Г.", position="Башчы")
        with office, department:
            _fill(department, 0, folder)
            back_up(department.store, "daily", site.earlier)
            exchanging.send(department, site.stick / "0.qmsb")
            (outcome,) = exchanging.receive(office, [site.stick / "0.qmsb"]).outcomes
            assert outcome.result.status == "merged", outcome.sentence
            for number in (1, 2):
                _fill(department, number, folder)
                exchanging.send(department, site.stick / f"{number}.qmsb")
    (site.stick / "0.qmsb").unlink()
    site.place.rename(site.kept)
    site.put_back()
    return site


def _fill(department: Workspace, number: int, folder: Path) -> None:
    rows = [
        {"title": f"Тобокелдик {number}.{place}", "cause": "себеп" * 20, "likelihood": 2, "consequence": 3,
         "measures": ["чара", "дагы бир чара"]}
        for place in range(RISKS)
    ]  # fmt: skip
    saved = records.save(department, "risk", rows)
    scan = folder / f"скан {number}.pdf"
    scan.write_bytes(b"%PDF-1.4 " + bytes(range(256)) * 100 + bytes([number]))
    files.attach(department, saved.saved[0].key.id, [scan])
