"""Windows on real stores for the tests of pages."""

from __future__ import annotations

from pathlib import Path

from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.frame.section import Section
from qms_desktop.ui.frame.window import MainWindow
from qms_desktop.ui.opening import read
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.session import Session


class Shell:
    """A window with an open store; `settle()` waits until the worker rests."""

    def __init__(self, ws: Workspace, qtbot) -> None:
        self.ws, self._qtbot = ws, qtbot
        self.runner = Runner()
        self.window = MainWindow([Section("opening", None, "", "house", lambda: Page(""), listed=False)], self.runner)
        self.session = Session(read(ws), self.window, self.runner)
        self.session.foresight.stop()  # a test reads what comes when it wants to: stores are closed before windows
        self.window.resize(1366, 768)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.runner.is_busy(), timeout=20_000)

    def page(self, key: str):
        page = self.window.open(key)
        self.settle()
        return page

    def banners(self) -> list[str]:
        """What stands in the banners of the page in sight."""
        from qms_desktop.ui.components.notices import Banner

        return [banner.label.text() for banner in self.window.page().notices.findChildren(Banner)]


def bundle_of(ws: Workspace, folder: Path, name: str = "") -> Path:
    """Send a store's bundle into a folder."""
    from qms_desktop.services import exchanging

    folder.mkdir(parents=True, exist_ok=True)
    return Path(exchanging.send(ws, folder / (name or f"{ws.unit}.qmsb"))["file"])


RISK = {
    "title": "Окутуучулардын жетишсиздиги", "category": "staffing", "process": "J7", "cause": "Айлык аз",
    "likelihood": 4, "consequence": 4, "responsible": ["Кафедра башчысы"], "deadline": "2027-01-15",
    "measures": [{"text": "Адистерди чакыруу", "due": "2026-01-10"}],
}  # fmt: skip
CARD = {
    "name": "Билим берүү", "group": "core", "purpose": "Окутуу", "inputs": ["Абитуриенттер"],
    "outputs": ["Бүтүрүүчүлөр"], "owners": [{"position": "Башчы", "name": "Назарова А. К."}],
    "resources": ["Аудиториялар"], "indicators": ["Жетишүү"],
}  # fmt: skip
