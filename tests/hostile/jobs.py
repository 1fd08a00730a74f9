"""The long jobs of the program, each to be interrupted anywhere and done again.

A job is done through the same services as from the window and the command line. After an interruption its store must
open, check clean, and be in one of the states that the job passes through whole; done again, it must get to its end.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from qms_desktop.services import exchanging, records, upkeep
from qms_desktop.store import backup
from qms_desktop.store.refold import FOLDED_BY
from qms_desktop.store.store import FILE_NAME, rebuild
from tests.store.stores import journal_of, old_store

from .site import Site

RISKS = "SELECT id FROM r_risk ORDER BY id LIMIT 8"


class Job:
    """A piece of work on the store in `folder`; `passes` are the digests between which it may leave that store."""

    name = ""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.reset()
        self.passes = list(dict.fromkeys(self.states()))

    @property
    def folder(self) -> Path:
        return self.site.department

    def reset(self) -> None:
        """Make everything as it is before the job."""
        self.site.put_back()
        self.prepare()

    def prepare(self) -> None:
        """What the job needs besides the site."""

    def do(self) -> None:
        """Do it by the services."""
        raise NotImplementedError

    def command(self) -> tuple[list[str], str]:
        """Do it by the command line: the words after `--store FOLDER`, and what is given on stdin."""
        raise NotImplementedError

    def states(self) -> Iterator[str]:
        """Do it step by step, telling the digest before, between and after."""
        yield self.site.digest(self.folder)
        self.do()
        yield self.site.digest(self.folder)

    def look(self) -> str:
        """Assert that the store opens, is sound, and is in one of the states, which is given; and what else must hold."""
        found = self.site.digest(self.folder)
        assert found in self.passes
        for path in self.folder.glob("backups/*.sqlite"):
            backup.check_backup(path)
        return found

    def finish(self) -> None:
        """Do it again: it must come to its end."""
        self.do()
        assert self.site.digest(self.folder) == self.passes[-1]


class Save(Job):
    """Several risks in one save."""

    name = "save"

    def do(self) -> None:
        with self.site.opened(self.folder) as ws:
            with ws.store.reading() as tx:
                risks = tx.connection.exec_driver_sql(RISKS).scalars().all()
            records.save(ws, "risk", self._changed(risks))

    def _changed(self, risks: Iterable[str]) -> list[dict[str, str]]:
        return [{"id": risk, "title": f"Жаңы {n}", "cause": "с" * 3000} for n, risk in enumerate(risks)]

    def command(self) -> tuple[list[str], str]:
        connection = sqlite3.connect(self.site.kept / "department" / FILE_NAME)
        risks = [risk for (risk,) in connection.execute(RISKS)]
        connection.close()
        return ["save", "risk", "-"], json.dumps(self._changed(risks))


class Send(Job):
    """The department's bundle, written over an earlier one."""

    name = "send"

    @property
    def out(self) -> Path:
        return self.site.stick / "1.qmsb"

    def do(self) -> None:
        with self.site.opened(self.folder) as ws:
            exchanging.send(ws, self.out)

    def command(self) -> tuple[list[str], str]:
        return ["send", str(self.out)], ""

    def look(self) -> str:
        """No half file under the name, whatever was there before."""
        with self.site.opened(self.site.office) as ws:
            (outcome,) = exchanging.receive(ws, [self.out]).outcomes
        assert outcome.result.status in ("merged", "already"), outcome.sentence
        return super().look()


class Receive(Job):
    """Two bundles at the office."""

    name = "receive"

    @property
    def folder(self) -> Path:
        return self.site.office

    def do(self) -> None:
        self._take(self.site.stick)

    def command(self) -> tuple[list[str], str]:
        return ["receive", str(self.site.stick)], ""

    def _take(self, path: Path) -> None:
        with self.site.opened(self.folder) as ws:
            for outcome in exchanging.receive(ws, [path]).outcomes:
                assert outcome.result.status in ("merged", "already"), outcome.sentence

    def states(self) -> Iterator[str]:
        yield self.site.digest(self.folder)
        for path in sorted(self.site.stick.glob("*.qmsb")):
            self._take(path)
            yield self.site.digest(self.folder)


class Backup(Job):
    """A copy of the store in its folder of backups."""

    name = "backup"

    def do(self) -> None:
        with self.site.opened(self.folder) as ws:
            backup.back_up(ws.store, "daily")

    def command(self) -> tuple[list[str], str]:
        return ["backup"], ""

    def finish(self) -> None:
        super().finish()
        assert list(self.site.department.glob("backups/daily-*.sqlite"))


class Restore(Job):
    """An earlier state put in the store's place, which then takes a new device."""

    name = "restore"

    def do(self) -> None:
        with self.site.at_home():
            upkeep.restore(self.folder, self.site.earlier, 60)

    def command(self) -> tuple[list[str], str]:
        return ["restore", str(self.site.earlier)], ""


class Migrate(Job):
    """The opening of a store of the first version: backup, migration, fold."""

    name = "migration"

    def prepare(self) -> None:
        with self.site.opened(self.folder) as ws:
            journal, settings = journal_of(ws.store), ws.store.settings() | {FOLDED_BY: "an earlier version"}
        self.folder.joinpath(FILE_NAME).unlink()
        old_store(self.folder, 1, journal, settings)

    def do(self) -> None:
        with self.site.opened(self.folder):
            pass

    def command(self) -> tuple[list[str], str]:
        return ["units"], ""


class Rebuild(Job):
    """The whole journal folded again."""

    name = "rebuild"

    def do(self) -> None:
        with self.site.opened(self.folder) as ws:
            rebuild(ws.store)

    def command(self) -> tuple[list[str], str]:
        return ["rebuild"], ""


JOBS: tuple[type[Job], ...] = (Save, Send, Receive, Backup, Restore, Migrate, Rebuild)
