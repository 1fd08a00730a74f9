"""Windows on the demo's stores, for pictures: every page of a department and of the QA office, and the states before."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from qms_desktop.core.messages import Text, current_language
from qms_desktop.services import acts, demo, enrolment, exchanging, records, setup
from qms_desktop.services.workspace import Workspace, open_workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import Base
from qms_desktop.store.faults import StoreDamaged
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.frame.section import Section
from qms_desktop.ui.frame.window import MainWindow
from qms_desktop.ui.opening import Trouble, read
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.session import Session

DEPARTMENT = ("home", "processes", "risks", "documents", "checklists", "exchange", "printing", "search", "help")
OFFICE = ("home", "board", "receive", "conflicts", "returns", "devices", "processes", "risks", "documents", "checklists", "printing", "help")


class DemoWindows:
    """`window("office", "board")` opens a window; the one before is closed first."""

    def __init__(self, folder: Path, institution: str = "jasu") -> None:
        os.environ["QMS_KEYS"] = str(folder / "keys")
        self._folder = folder
        self._runner: Runner | None = None
        self._session: Session | None = None
        demo.play(folder / "year", institution, "ky", lambda _said: None)
        self._make_interesting()

    def scenes(self) -> dict[str, Callable[[], MainWindow]]:
        """Every page by name."""
        found: dict[str, Callable[[], MainWindow]] = {
            "first-steps": self.first_steps, "trouble": self.trouble, "first-hour": lambda: self.window("new", "home"),
        }  # fmt: skip
        for store, keys in (("department", DEPARTMENT), ("office", OFFICE)):
            found |= {f"{store}-{key}": lambda store=store, key=key: self.window(store, key) for key in keys}
        found["office-waiting"] = lambda: self._tab("waiting")
        found["office-key"] = lambda: self._tab("keys")
        found["office-unit-devices"] = self._unit_devices
        found["office-reminder"] = self._reminder
        found["office-board-ticked"] = self._ticked
        found["first-steps-invited"] = self._invited
        return found

    # --- windows -------------------------------------------------------------------------------------------------

    def window(self, store: str, key: str) -> MainWindow:
        """A window with a page open, all its data read."""
        self.close()
        self._runner = Runner()
        shown = MainWindow([Section("opening", None, "", "house", lambda: Page(""), listed=False)], self._runner)
        places = {"department": "dept-informatics", "office": "qa-office", "new": "new"}
        opened = read(open_workspace(self._folder / "year" / places[store]))
        self._session = Session(opened, shown, self._runner, current_language())
        page = shown.open(key)
        if key == "search":
            page.look_for("маалымат")
        if key == "receive":
            page.receive([self._folder / "in"])
        self.settle()
        return shown

    def _tab(self, key: str) -> MainWindow:
        """A tab of the invitations and keys."""
        self.window("office", "receive")
        shown = self.window("office", "devices")
        shown.page().tabs.choose(key)
        return shown

    def _unit_devices(self) -> MainWindow:
        """The computers of one unit, with the question that goes before the trust is withdrawn."""
        shown = self.window("office", "devices")
        page = shown.page()
        page.units.opened.emit("МТК")
        page.panel.cards[0].revoke.click()
        return shown

    def _ticked(self) -> MainWindow:
        """The board with ticked units."""
        shown = self.window("office", "board")
        page = shown.page()
        for at in range(3, 6):
            page.sheet.rows.setData(page.sheet.rows.index(at, 0), True)
        if page.acts.give_back.isVisible():
            page.acts.give_back.click()
        return shown

    def _reminder(self) -> MainWindow:
        """The board with the text of a reminder."""
        shown = self.window("office", "board")
        shown.page().remind(["РЕК"])
        self.settle()
        return shown

    def _invited(self) -> MainWindow:
        """The first start with an opened invitation."""
        shown = self.first_steps()
        shown.page().take_in([self._folder / "invitations" / "РЕК.qmsi"])
        self.settle()
        return shown

    def first_steps(self) -> MainWindow:
        """The page of a computer without a store."""
        from qms_desktop.ui.pages.first_steps import FirstStepsPage

        return self._page("start", lambda runner: FirstStepsPage(self._folder / "none", runner, lambda _ws: None))

    def trouble(self) -> MainWindow:
        """A damaged store with a good backup."""
        from qms_desktop.ui.pages.trouble import TroublePage

        made = dt.datetime.now().astimezone() - dt.timedelta(hours=3)
        error = StoreDamaged(Text("Базанын файлы бузулган.", "Файл базы повреждён.", "The store's file is damaged."))
        found = Trouble(error, self._folder / "backup.sqlite", made)
        return self._page("trouble", lambda runner: TroublePage(found, self._folder, runner, print, print))

    def _page(self, key: str, make: Callable[[Runner], Page]) -> MainWindow:
        self.close()
        runner = self._runner = Runner()
        return MainWindow([Section(key, None, "QMS Desktop", "house", lambda: make(runner))], runner)

    def settle(self) -> None:
        """Wait until the worker has nothing more to do."""
        loop = QEventLoop()
        poll = QTimer(interval=30)
        quiet = 0  # looks in a row that found nothing running: what has come may ask for more after a rest

        def look() -> None:
            nonlocal quiet
            quiet = quiet + 1 if self._runner is None or not self._runner.is_busy() else 0
            if quiet >= 18:
                loop.quit()

        poll.timeout.connect(look)
        poll.start()
        loop.exec()

    def close(self) -> None:
        """Give the store back."""
        if self._runner is None:
            return
        self.settle()
        if self._session is not None:
            self._session.ws.close()
            self._session = None
        self._runner.close()
        self._runner = None

    # --- a year with something to show ---------------------------------------------------------------------------

    def _make_interesting(self) -> None:
        """Dates that pass, gaps, conflicts, a second computer, files that are no bundles."""
        today = dt.date.today()
        year, incoming = self._folder / "year", self._folder / "in"
        incoming.mkdir()
        setup.init(year / "new", institution="jasu", role="department", unit="ФИЗ", unit_name="Физика кафедрасы",
                   unit_type="department", person="Асанов Б. К.", position="Кафедра башчысы").close()  # fmt: skip
        with open_workspace(year / "dept-informatics") as ws:
            risks = self._records(ws, "risk")
            for risk, days, words in ((risks[0], -5, "Аспирантураны колдоо"), (risks[1], 4, "Камдык көчүрмөлөрдү сыноо")):
                records.save(ws, "risk", [{"id": risk["id"], "measures": [
                    {"text": words, "due": (today + dt.timedelta(days=days)).isoformat(), "state": "planned"}]}])  # fmt: skip
            records.save(ws, "risk", [{"title": "Окутуучулардын алмашып турушу", "likelihood": 3}])
            document = self._records(ws, "document")[0]
            records.save(ws, "document", [{"id": document["id"], "state": "in_force",
                                           "review_due": (today + dt.timedelta(days=25)).isoformat()}])  # fmt: skip
            shown = self._records(ws, "risk")
            exchanging.send(ws, incoming / "МТК-2026-11-19.qmsb")
        with open_workspace(year / "qa-office") as office:
            with office.store.reading() as tx:
                base = Base(tx.position())
            records.save(office, "risk", [{"id": shown[2]["id"], "unit": "МТК", "deadline": "2026-12-30", "likelihood": 2}],
                         base=base, why="аудитте макулдашылган")  # fmt: skip
        with open_workspace(year / "dept-informatics") as ws:
            records.save(ws, "risk", [{"id": shown[2]["id"], "deadline": "2027-01-15", "likelihood": 5}], why="жабдуу январда келет")
            handed = [r["id"] for r in self._records(ws, "risk")[:3]]
            acts.act(ws, "submit", handed)
            exchanging.send(ws, incoming / "МТК-2026-11-20.qmsb")
        with open_workspace(year / "qa-office") as office:
            day = (today + dt.timedelta(days=10)).isoformat()
            past = (today - dt.timedelta(days=4)).isoformat()
            forms = [{"form": form, "due": day} for form in ("Ф-01", "Ф-03", "Ф-09", "Ф-15")]
            records.save(office, "period", [{
                "code": "2026/27", "period_kind": "academic_year", "starts_on": "2026-09-01", "ends_on": "2027-08-31", "state": "open",
                "expected": [*forms, {"form": "Ф-03", "due": past, "unit_type": "office"}]}])  # fmt: skip
            enrolment.invite(office, ["АРБ", "КӨБ", "РЕК", "СТБ"], self._folder / "invitations")
            enrolment.withdraw(office, enrolment.invitations(office)[0]["id"])
        (incoming / "ТАР-2026-11-20.qmsb").write_bytes((incoming / "МТК-2026-11-20.qmsb").read_bytes()[:900])
        with setup.init(year / "second", institution="jasu", role="department", unit="ФИЛ", person="Токтогулов Б. Ж.",
                        position="Кафедра башчысы", unit_name="Кыргыз филологиясы кафедрасы", unit_type="department") as ws:  # fmt: skip
            records.save(ws, "risk", [{"title": "Китепканада окуу китептеринин жетишсиздиги"}])
            exchanging.send(ws, incoming / "ФИЛ-2026-11-18.qmsb")

    @staticmethod
    def _records(ws: Workspace, kind: str) -> list[dict]:
        with ws.store.reading() as tx:
            return reading.records(tx, reading.Query(kind, unit=ws.unit))
