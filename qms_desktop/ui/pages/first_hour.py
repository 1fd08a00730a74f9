"""The first quarter of an hour of a new store: five steps, the button of the current one, a sample apart."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QProcess, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from qms_desktop.core.messages import Localised, _
from qms_desktop.core.paths import data_dir
from qms_desktop.services.duties import Duties
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import RowCard
from qms_desktop.ui.components.label import IconLabel, Label, rule
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import Said
from qms_desktop.ui.theme.fonts import font, px, sized
from qms_desktop.ui.theme.icons import paint_icon
from qms_desktop.ui.theme.theme import tokens

_DISC = 32


class _Disc(QWidget):
    """The number of a step in a circle; a tick when it is done, filled when it is the current one."""

    def __init__(self, number: int, state: str) -> None:
        super().__init__()
        self._number, self._state = number, state
        sized(self, "setFixedSize", _DISC, _DISC)

    def sizeHint(self) -> QSize:
        return QSize(px(_DISC), px(_DISC))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = self.rect().adjusted(1, 1, -1, -1)
        ground = {"done": t.low_ground, "now": t.accent}.get(self._state, t.surface)
        painter.setPen(QPen(QColor(t.ctl)) if self._state == "later" else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawEllipse(circle)
        if self._state == "done":
            side = px(18)
            paint_icon(painter, circle.adjusted(side // 2, side // 2, -side // 2, -side // 2), "check", t.low)
            return
        painter.setPen(QColor(t.on_accent if self._state == "now" else t.text2))
        painter.setFont(font("section"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class FirstHour(QWidget):
    """The steps in a card, and the card of the sample."""

    def __init__(self, ws: Workspace, runner: Runner, go: Navigator, send: Callable[[], object]) -> None:
        super().__init__()
        self._ws, self._runner, self._go, self._send = ws, runner, go, send
        self.button: Button | None = None
        self._steps = QFrame()
        self._steps.setProperty("frame", "card")
        self._rows = column(gap=0, margins=(1, 1, 1, 1))
        self._steps.setLayout(self._rows)
        self.setLayout(column(4, self._steps, 8, self._sample_card(), gap=4))

    def show_steps(self, found: Duties) -> None:
        """Show what is done and what comes next."""
        clear(self._rows)
        self.button = None
        person = ", ".join(filter(None, (found.person, found.position)))
        steps: list[tuple[bool, Localised, Said, Localised | None, Callable[[], object] | None, Localised | str]] = [
            (True, _("The store of your unit is made"), self._ws.profile.institution, None, None, ""),
            (True, _("Your name and position"), person, None, None, ""),
            (bool(found.counts.get("risk")), _("Write the first risk"),
             _("One row in the passport is enough. If there is a table in Excel, copy it and press Ctrl+V."),
             _("Open the passport"), lambda: self._go.section("risks"), _("5 minutes")),
            (bool(found.counts.get("process")), _("Fill in a process card"),
             _("Seven fields: name, objective, inputs, outputs, owner, resources, indicators."),
             _("Open the process cards"), lambda: self._go.section("processes"), _("5 minutes")),
            (found.sent is not None, _("Print, sign, send"),
             _("The program makes one file: take it to the QA office on a stick, or mail it."),
             _("Send"), self._send, _("3 minutes")),
        ]  # fmt: skip
        current = next((place for place, step in enumerate(steps) if not step[0]), len(steps) - 1)
        for place, (done, title, text, words, act, lasts) in enumerate(steps):
            state = "now" if place == current else "done" if done else "later"
            if place:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(place + 1, state, title, text, words, act, lasts))

    def _row(
        self, number: int, state: str, title: Localised, text: Said, words: Localised | None,
        act: Callable[[], object] | None, lasts: Localised | str,
    ) -> QFrame:  # fmt: skip
        texts = column(Label(title, "section" if state == "now" else "strong", "text2" if state == "done" else "text", wrap=True),
                       Label(text, "body", "text2", wrap=True), gap=1)  # fmt: skip
        line = row(gap=14, margins=(20, 14, 16, 14))
        line.addWidget(_Disc(number, state), alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)
        if state == "now" and words is not None and act is not None:
            self.button = Button(words, "primary")
            self.button.clicked.connect(act)
            line.addWidget(self.button)
        elif state == "later":
            line.addWidget(Label(lasts, "small", "text2"))
        holder = QFrame()
        if state == "now":
            holder.setProperty("frame", "batch")
        holder.setLayout(line)
        return holder

    def _sample_card(self) -> RowCard:
        card = RowCard()
        texts = column(Label(_("Would you like to see a finished sample first?"), "strong", wrap=True),
                       Label(_("A year of an invented department. It opens in a window of its own and does not mix with "
                               "your records."), "small", "text2", wrap=True), gap=1)  # fmt: skip
        self.sample = Button(_("Open the sample"), "secondary")
        self.sample.clicked.connect(self.open_sample)
        card.add_row(IconLabel("flask-conical", "text2", 20), texts, self.sample)
        return card

    def primary(self) -> None:
        if self.button is not None:
            self.button.click()

    def open_sample(self) -> None:
        """Make the sample in the program's own data folder and open it in a second window."""
        from qms_desktop.services import sample

        folder = data_dir() / "sample"
        institution, language = self._ws.profile.key, self._ws.language
        self.sample.refuse(_("The sample is being made"))
        job = self._runner.run(lambda: sample.make(folder, institution, language), done=start_window,
                               title=_("Making the sample"))  # fmt: skip
        job.ended.connect(lambda: self.sample.refuse(None))


def start_window(folder: Path) -> None:
    """Start the program once more, on another store."""
    own = [] if getattr(sys, "frozen", False) else ["-m", "qms_desktop"]
    QProcess.startDetached(sys.executable, [*own, "--store", str(folder)])
