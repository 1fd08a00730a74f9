"""The filter row: a box that filters as you type, and toggle buttons with their counts."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.buttons import Button, ToggleButton
from qms_desktop.ui.components.choices import ComboBox
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.follow import follow
from qms_desktop.ui.speech import Said, language, speak
from qms_desktop.ui.theme.fonts import px, scale, write_in
from qms_desktop.ui.theme.icons import paint_icon
from qms_desktop.ui.theme.theme import tokens

_TYPING_REST = 0  # lists read what was typed last, and nothing in between


class Toggle(Struct):
    """One of the toggle buttons: `Toggle("high", _("High"), 4)`."""

    key: str
    label: Said
    count: int | None = None


_BESIDE = 56  # what stands in the box beside its words: icon, margins, frame


class FilterBox(QLineEdit):
    """A text box with an icon; Escape empties it."""

    def __init__(self, hint: Said, icon_name: str = "list-filter", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", True)
        write_in(self, "body")
        self._icon = icon_name
        follow(scale.changed, self, "setTextMargins", lambda: (px(26), 0, 0, 0))
        speak(self, "setPlaceholderText", hint)
        speak(self, "setAccessibleName", hint)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = px(17)
        paint_icon(
            QPainter(self), QRect(px(8), (self.height() - side) // 2, side, side), self._icon, tokens().text2
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class FilterRow(QWidget):
    """`FilterRow(_("Filter"), [Toggle("all", _("All"), 9), Toggle("high", _("High"), 4)])`.

    The first toggle is the one that filters nothing. Where the buttons do not fit they become a combo box.
    """

    filtered = Signal(str, str)  # the text, the key of the toggle

    def __init__(
        self, hint: Said, toggles: list[Toggle], *trailing: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.toggles = toggles
        self._chosen = toggles[0].key if toggles else ""
        self.box = FilterBox(hint)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.buttons = [ToggleButton("") for _toggle in toggles]
        self.combo = ComboBox()
        self.combo.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.combo.activated.connect(lambda index: self._press(self.toggles[index].key))
        self.clear_link = Button(_("Clear the filter"), "link")
        self.clear_link.clicked.connect(self.clear)
        self.clear_link.hide()
        for toggle, button in zip(toggles, self.buttons, strict=True):
            button.clicked.connect(lambda _on=False, key=toggle.key: self._press(key))
        self._trailing = trailing
        line = row(self.box, self.combo, *self.buttons, self.clear_link, None, *trailing)
        line.setStretchFactor(self.box, 2)
        self._gap_at = line.count() - len(trailing) - 1
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rest = QTimer(self, singleShot=True, interval=_TYPING_REST)
        self._rest.timeout.connect(self._tell)
        self.box.textChanged.connect(lambda _text: self._rest.start())
        language.changed.connect(self._renew)
        scale.changed.connect(self._renew)
        self._renew()

    def text(self) -> str:
        return self.box.text().strip()

    def chosen(self) -> str:
        return self._chosen

    def set_counts(self, counts: dict[str, int]) -> None:
        """Change the counts on the buttons."""
        for toggle in self.toggles:
            toggle.count = counts.get(toggle.key, toggle.count)
        self._renew()

    def choose(self, key: str) -> None:
        """Press a button from outside."""
        self._press(key)

    def clear(self) -> None:
        """Take every filter off."""
        self.box.clear()
        if self.toggles:
            self._chosen = self.toggles[0].key
        self._rest.stop()
        self._tell()

    def focus(self) -> None:
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def _press(self, key: str) -> None:
        self._chosen = key
        self._tell()

    def _tell(self) -> None:
        self._renew()
        self.filtered.emit(self.text(), self._chosen)

    def _words(self, toggle: Toggle) -> str:
        return f"{toggle.label} {toggle.count}" if toggle.count is not None else str(toggle.label)

    def _renew(self) -> None:
        self.combo.clear()
        for toggle, button in zip(self.toggles, self.buttons, strict=True):
            button.say(self._words(toggle))
            button.setChecked(toggle.key == self._chosen)
            self.combo.addItem(self._words(toggle))
        self.combo.setCurrentIndex(next((i for i, t in enumerate(self.toggles) if t.key == self._chosen), -1))
        filtering = bool(self.text()) or (bool(self.toggles) and self._chosen != self.toggles[0].key)
        self.clear_link.setVisible(filtering)
        self._fit()

    def _fit(self) -> None:
        others = [part for part in (self.clear_link, *self._trailing) if not part.isHidden()]
        for part in self._trailing:
            if isinstance(part, Button):
                part.set_compact(False)
        wanted = px(150) + sum(part.sizeHint().width() + px(8) for part in (*self.buttons, *others))
        narrow = wanted > self.width()
        for part in self._trailing:
            if isinstance(part, Button):
                part.set_compact(narrow)
        self.layout().setStretch(self._gap_at, 0 if narrow else 1)
        self.combo.setVisible(narrow and bool(self.toggles))
        for button in self.buttons:
            button.setVisible(not narrow)
        self.box.setMinimumWidth(px(120))
        hint = self.box.fontMetrics().horizontalAdvance(self.box.placeholderText()) + px(_BESIDE)
        self.box.setMaximumWidth(16777215 if narrow else max(px(168), hint))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(32))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
