"""Where a document stands in its life: the states in a line, and its key facts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import _
from qms_desktop.models.documents import DOCUMENT_STATES
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.speech import Said, language
from qms_desktop.ui.theme.fonts import font, px, scale
from qms_desktop.ui.theme.icons import paint_icon
from qms_desktop.ui.theme.theme import tokens

_HEIGHT, _PAD, _GAP, _CHECK = 30, 13, 12, 16
_MAIN = ("draft", "in_agreement", "approved", "in_force", "superseded")
_BETWEEN = {"checked": "in_agreement", "registered": "in_force", "under_revision": "superseded"}
_END = ("archived", "withdrawn")

TONES = {
    "draft": "neutral", "checked": "info", "in_agreement": "info", "approved": "info", "registered": "info",
    "in_force": "low", "under_revision": "medium", "superseded": "neutral", "archived": "neutral",
    "withdrawn": "neutral",
}  # fmt: skip


def line_of(state: str) -> list[str]:
    """The states that the line shows: the main ones, with the one of today put in its place."""
    states = list(_MAIN)
    if state in _BETWEEN:
        states.insert(states.index(_BETWEEN[state]), state)
    elif state in _END:
        states[-1] = state
    return states


class LifeLine(QWidget):
    """The states a document goes through: those behind it with a check, the one of today in blue."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._state = "draft"
        language.changed.connect(self._renew)
        scale.changed.connect(self._renew)
        self._renew()

    def show_state(self, state: str | None) -> None:
        self._state = state or "draft"
        self._renew()

    def _renew(self) -> None:
        self.setAccessibleName(str(_("State of the document: {state}", state=DOCUMENT_STATES[self._state])))
        self._fit()
        self.update()

    def _places(self, width: int) -> list[tuple[str, QRect, bool]]:
        """Each state with its place; they go on to a next row where there is no room."""
        states, at, top = line_of(self._state), 0, 0
        today = states.index(self._state)
        found = []
        for place, state in enumerate(states):
            done = place < today
            role = "strong" if place == today else "body"
            wide = QFontMetrics(font(role)).horizontalAdvance(str(DOCUMENT_STATES[state])) + 2 * px(_PAD)
            wide += px(_CHECK + 5) if done else 0
            if at and at + wide > width:
                at, top = 0, top + px(_HEIGHT + 6)
            found.append((state, QRect(at, top, wide, px(_HEIGHT)), done))
            at += wide + px(_GAP)
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._places(self.width())[-1][1].bottom() + 1)

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self._places(self.width())
        for place, (state, rect, done) in enumerate(places):
            today = state == self._state
            painter.setPen(QPen(QColor(t.accent if today else t.line), 1))
            painter.setBrush(QColor(t.soft if today else t.surface))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), rect.height() / 2 - 1, rect.height() / 2 - 1)
            inner = rect.adjusted(px(_PAD), 0, -px(_PAD), 0)
            if done:
                side = px(_CHECK)
                paint_icon(painter, QRect(inner.left(), rect.center().y() - side // 2, side, side), "check", t.low)
                inner = inner.adjusted(side + px(5), 0, 0, 0)
            painter.setPen(QColor(t.soft_text if today else t.text if done else t.text2))
            painter.setFont(font("strong" if today else "body"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, str(DOCUMENT_STATES[state]))
            if place + 1 < len(places) and places[place + 1][1].top() == rect.top():
                painter.setPen(QPen(QColor(t.ctl), 1))
                middle = rect.center().y()
                painter.drawLine(rect.right() + 2, middle, places[place + 1][1].left() - 2, middle)


class KeyFacts(Card):
    """Approved, in force since, next review, control copy."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: dict[str, Label] = {}
        line = row(gap=16)
        for key, words in (
            ("approved", _("Approved")), ("valid_from", _("In force since")), ("review_due", _("Next review")),
            ("control_copy", _("Control copy")),
        ):  # fmt: skip
            self.facts[key] = Label(role="strong", wrap=True)
            part = column(Label(words, "small", "text2"), self.facts[key], None, gap=2)
            line.addLayout(part, 1)
        self.add(line)

    def show_document(self, document: dict[str, Any], today: dt.date | None = None) -> None:
        """Show the facts; what is not written is a dash, a late review says so."""
        approved = ", ".join(filter(None, (document.get("approved_by"), format_date(document.get("approved_on")))))
        self._say("approved", approved)
        self._say("valid_from", format_date(document.get("valid_from")))
        due = document.get("review_due")
        late = days_late(document, today) > 0
        said: Said = format_date(due)
        self._say("review_due", _("{day}, late", day=said) if late else said, "high" if late else "text")
        self._say("control_copy", document.get("control_copy") or "")

    def _say(self, key: str, said: Said, tone: str = "text") -> None:
        self.facts[key].say(said or "–")
        self.facts[key].set_tone(tone if said else "text2")


def days_late(document: dict[str, Any], today: dt.date | None = None) -> int:
    """How many days ago the review of a document in force was due; 0 or less if it is not late."""
    due = document.get("review_due")
    if not due or document.get("state") not in ("in_force", "under_revision"):
        return 0
    return ((today or dt.date.today()) - dt.date.fromisoformat(due)).days
