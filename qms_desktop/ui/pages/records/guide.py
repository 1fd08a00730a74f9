"""The way through the protocol Ф-10: its seven parts in a line, who fills which, and what is next in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.core.messages import Localised, _, p_
from qms_desktop.services import protocol_parts
from qms_desktop.services.lives.steps import AUDITOR, UNIT
from qms_desktop.services.protocol_parts import Standing
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.theme.fonts import font, px
from qms_desktop.ui.theme.icons import paint_icon
from qms_desktop.ui.theme.theme import tokens

FILLS = {UNIT: _("filled by the unit"), AUDITOR: _("filled by the auditor or the QA office")}
WHO = {UNIT: p_("fills", "unit"), AUDITOR: p_("fills", "auditor")}
_SIDE, _GAP = 28, 10


class PartsLine(QWidget):
    """Seven circles with their numbers: behind, next, later. A click, or a digit, goes to the part."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._standings: list[Standing] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_standings(self, standings: list[Standing]) -> None:
        self._standings = standings
        now = next((each for each in standings if each.stage == "now"), None)
        said = _("Part {n} of {total}: {title}", n=now.part.number, total=len(standings), title=now.part.title) if now else _("All parts are done")
        self.setAccessibleName(str(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(len(self._standings) * px(_SIDE + _GAP), px(_SIDE + 4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def places(self) -> list[QRect]:
        return [QRect(at * px(_SIDE + _GAP) + 1, 2, px(_SIDE), px(_SIDE)) for at in range(len(self._standings))]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for standing, rect in zip(self._standings, self.places(), strict=True):
            now, done = standing.stage == "now", standing.stage == "done"
            painter.setPen(QColor(t.accent if now else t.ctl if not done else t.low))
            painter.setBrush(QColor(t.accent if now else t.surface))
            painter.drawEllipse(rect)
            if done:
                side = px(16)
                inner = QRect(rect.center() - QPoint(side // 2 - 1, side // 2 - 1), QSize(side, side))
                paint_icon(painter, inner, "check", t.low)
            else:
                painter.setPen(QColor(t.on_accent if now else t.text2))
                painter.setFont(font("strong" if now else "body"))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(standing.part.number))
            if standing.part.number < len(self._standings):
                painter.setPen(QColor(t.line))
                middle = rect.center().y()
                painter.drawLine(rect.right() + px(2), middle, rect.right() + px(_GAP - 1), middle)
        if self.hasFocus():
            painter.setPen(QColor(t.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = next((at for at, rect in enumerate(self.places()) if rect.contains(event.position().toPoint())), None)
        if at is not None:
            self.chosen.emit(self._standings[at].part.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = next((each.part.key for each in self._standings if str(each.part.number) == event.text()), None)
        self.chosen.emit(found) if found else super().keyPressEvent(event)


class ProtocolGuide(Card):
    """`show_values(values)` says where the protocol stands; `chosen(part)` asks for a part of the form."""

    chosen = Signal(str)

    def __init__(self, ws: Workspace) -> None:
        super().__init__()
        self._ws = ws
        self.line = PartsLine()
        self.line.chosen.connect(self.chosen)
        self.whose = Label(role="strong", wrap=True)
        self.ask = Label(role="body", tone="text2", wrap=True)
        for part in (self.line, self.whose, self.ask):
            self.add(part)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show whose turn it is and what is to be done."""
        standings = protocol_parts.standings(values)
        self.line.show_standings(standings)
        now = protocol_parts.current(values)
        self.ask.say(protocol_parts.next_step(values))
        self.whose.setVisible(now is not None)
        if now is not None:
            self.whose.say(self._whose(now))

    def _whose(self, now: Standing) -> Localised:
        mine = now.part.by == (UNIT if self._ws.role == "department" else AUDITOR)
        title = _("{n}. {title}", n=now.part.number, title=now.part.title)
        return _("Your turn: {part}", part=title) if mine else _("Next: {part}, {who}", part=title, who=FILLS[now.part.by])
