"""The one act of sending: ask for the place, hand over what is ticked, write the bundle, say where it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from qms_desktop.core.languages import format_number
from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.services import exchanging, handing
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.words import Lines


def send(
    page: Page, button: Button, ws: Workspace, runner: Runner, go: Navigator, hand_over: Sequence[str] = ()
) -> None:
    """Save what is typed, ask where the bundle goes, and write it there with those records handed over."""
    go.leave_pages()
    place = asking.place_to_save(page, _("Where to put the bundle"), exchanging.suggested_name(ws), asking.BUNDLES, "send")
    if place is None:
        return
    button.refuse(_("The bundle is being written"))

    def sent(result: dict[str, Any]) -> None:
        _say(page, result)
        if ws.notices:
            page.notices.say(Lines(tuple(ws.notices), " "), "warning")
            ws.notices.clear()
        if ids:
            go.refresh()
        go.exchanged.emit()

    ids = tuple(hand_over)
    job = runner.run(lambda: handing.send(ws, place, ids), done=sent, title=_("Writing the bundle"))
    job.ended.connect(lambda: button.refuse(None))


def _say(page: Page, result: dict[str, Any]) -> None:
    file = Path(result["file"])
    said = n_("The bundle is ready: {file}, {size}, {n} record. Put it on a stick or mail it to the QA office.",
              "The bundle is ready: {file}, {size}, {n} records. Put it on a stick or mail it to the QA office.",
              int(result["records"]), file=file.name, size=size_of(file))  # fmt: skip
    banner = page.notices.say(said, "done", _("Open the folder"))
    banner.followed.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent))))


class _Size(Localised):
    __slots__ = ("size",)

    def __init__(self, size: int) -> None:
        self.size = size

    def text(self, language: str) -> str:
        kilobytes = max(round(self.size / 1000), 1)
        if kilobytes < 1000:
            return _("{n} KB", n=kilobytes).text(language)
        return _("{n} MB", n=format_number(f"{self.size / 1e6:.1f}", language)).text(language)


def size_of(file: Path) -> Localised:
    """How large a file is, in words."""
    return _Size(file.stat().st_size if file.is_file() else 0)
