"""The head of a page: where am I, what is its state, what is my next step."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.speech import Said, language
from qms_desktop.ui.theme.fonts import font, line_height, px, scale, sized

_MOST_LINES = 3  # under the title


class PageHeader(QWidget):
    """Title, the line under it, and the acts at the right, of which one at most is filled."""

    def __init__(self, title: Said, subtitle: Said = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.title = Label(title, "title", wrap=True)
        self.subtitle = Label(subtitle, "small", "text2", wrap=True)
        for label in (self.title, self.subtitle):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        texts = column(self.title, self.subtitle, gap=0)
        self._acts = row(gap=8)
        line = row(gap=12)
        line.addLayout(texts, 1)
        line.addLayout(self._acts)
        self.setLayout(line)
        sized(self, "setMinimumHeight", 50)
        self._primary: Button | None = None
        self._others: list[Button] = []
        self._compact = False
        language.changed.connect(self._fit)
        scale.changed.connect(self._fit)

    def say(self, title: Said, subtitle: Said = "") -> None:
        """Change the title and the line under it."""
        self.title.say(title)
        self.subtitle.say(subtitle)
        self._fit()

    def add(self, *acts: QWidget, first: bool = False) -> None:
        """Add acts from left to right, before those that stand there already if `first`; a second filled button is a
        mistake of the page."""
        for act in acts:
            if isinstance(act, Button) and act.property("kind") == "primary":
                if self._primary is not None:
                    raise ValueError("a page has one filled button")
                self._primary = act
            elif isinstance(act, Button):
                self._others.append(act)
            if first:
                self._acts.insertWidget(0, act)
            else:
                self._acts.addWidget(act)
        self.set_compact(self._compact)

    @property
    def primary(self) -> Button | None:
        return self._primary

    def set_compact(self, compact: bool) -> None:
        """In a narrow window the other acts become icons, and the line under the title goes."""
        self._compact = compact
        self.subtitle.setVisible(not compact)
        self._fit()

    def _fit(self) -> None:
        """Where title and acts do not fit beside each other, the other acts become icons, one after the other, as many
        as have to; words are never cut.

        The line under the title goes on in further ones before that. Where the icons leave too little for the title, it
        goes on in a second line, and a word that is too long even for that is written smaller.
        """
        for act in self._others:
            act.set_compact(self._compact)
        for act in self._others:
            if act.isHidden() or not self._is_tight():
                continue
            act.set_compact(True)
        metrics = QFontMetrics(font("title"))
        longest = max(map(metrics.horizontalAdvance, self.title.text().split()), default=0)
        self.title.setFont(font("title" if longest <= self._left_for_words() else "section"))

    def _is_tight(self) -> bool:
        """Whether the acts as they are leave too little for the title, or too little for the line under it."""
        left = self._left_for_words()
        below = 0 if self.subtitle.isHidden() else self.subtitle.heightForWidth(max(left, 1))
        wide = QFontMetrics(font("title")).horizontalAdvance(self.title.text())
        return wide > left or below > _MOST_LINES * line_height("small") + 1

    def _left_for_words(self) -> int:
        """The width that the acts leave, as they are now."""
        shown = [self._acts.itemAt(place).widget() for place in range(self._acts.count())]
        return self.width() - px(12) - sum(act.sizeHint().width() + px(8) for act in shown if act is not None and not act.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(50))
