"""Combo boxes, check boxes and radio buttons, drawn from the tokens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QRadioButton, QSizePolicy, QWidget

from qms_desktop.ui.speech import Said, language, speak
from qms_desktop.ui.theme.fonts import font, px, write_in
from qms_desktop.ui.theme.icons import paint_icon
from qms_desktop.ui.theme.theme import tokens

_BOX, _GAP = 18, 9
_BESIDE, _WIDEST = 44, 170  # a combo box: what stands beside its words, and the width that it insists on at most


class ComboBox(QComboBox):
    """A combo box with our chevron, which the wheel changes only when it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(4)
        write_in(self, "body")

    def setEditable(self, editable: bool) -> None:
        """What is typed is as large as what is chosen, at every scale: Qt gives the line no font of its own."""
        super().setEditable(editable)
        if editable:
            write_in(self.lineEdit(), "body")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = px(16)
        place = QRect(self.width() - px(9) - side, (self.height() - side) // 2, side, side)
        token = "text2" if self.isEnabled() else "text3"
        paint_icon(QPainter(self), place, "chevron-down", getattr(tokens(), token))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceBox(ComboBox):
    """A combo box of keyed choices, said in the window's language: `ChoiceBox({"main": _("Main")})`."""

    chosen = Signal(object)

    def __init__(
        self,
        choices: Mapping[str, Said] | Iterable[tuple[str, Said]],
        empty: Said | None = None,
        prefix: Said | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._prefix = prefix
        self.activated.connect(lambda _index: self.chosen.emit(self.key()))
        self.currentTextChanged.connect(lambda _text: self.updateGeometry())
        language.changed.connect(self._say)
        self.offer(choices, empty)

    def offer(
        self, choices: Mapping[str, Said] | Iterable[tuple[str, Said]], empty: Said | None = None
    ) -> None:
        """Replace the choices; `empty` is the words for nothing chosen, whose key is None."""
        kept = self.key() if self.count() else None
        pairs = list(choices.items()) if isinstance(choices, Mapping) else list(choices)
        self._choices: list[tuple[str | None, Said]] = ([(None, empty)] if empty is not None else []) + pairs
        self.clear()
        for key, _said in self._choices:
            self.addItem("", key)
        self._say()
        self.set_key(kept)

    def _say(self) -> None:
        for index, (_key, said) in enumerate(self._choices):
            self.setItemText(index, f"{self._prefix}: {said}" if self._prefix is not None else str(said))

    def minimumSizeHint(self) -> QSize:
        """As wide as what is chosen, within reason: the words are never cut where there is room."""
        least = super().minimumSizeHint()
        words = self.fontMetrics().horizontalAdvance(self.currentText()) + px(_BESIDE)
        return QSize(max(least.width(), min(words, px(_WIDEST))), least.height())

    def key(self) -> str | None:
        return self.currentData()

    def set_key(self, key: str | None) -> None:
        """Choose without the signal; an unknown key chooses nothing."""
        self.setCurrentIndex(next((i for i, (known, _said) in enumerate(self._choices) if known == key), -1))


def paint_check(
    painter: QPainter, rect: QRect, checked: bool, enabled: bool = True, focused: bool = False
) -> None:
    """A check box that fills the rectangle."""
    t = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(t.accent if checked or focused else t.ctl), 2 if focused else 1))
    painter.setBrush(QColor(t.accent if checked else t.surface if enabled else t.subtle))
    painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), px(4), px(4))
    if checked:
        paint_icon(painter, rect.adjusted(px(2), px(2), -px(2), -px(2)), "check", t.on_accent)


def paint_radio(painter: QPainter, rect: QRect, checked: bool, focused: bool = False) -> None:
    """A radio button that fills the rectangle."""
    t = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(t.accent if checked or focused else t.ctl), 2 if focused else 1))
    painter.setBrush(QColor(t.accent if checked else t.surface))
    painter.drawEllipse(rect.adjusted(0, 0, -1, -1))
    if checked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.on_accent))
        painter.drawEllipse(rect.center() + QPoint(0, 0), px(3), px(3))


class _Spoken:
    """What check boxes and radio buttons share: our drawing and lazy words."""

    def _prepare(self: QAbstractButton, said: Said) -> None:
        write_in(self, "body")
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        speak(self, "setText", said)
        speak(self, "setAccessibleName", said)

    def sizeHint(self: QAbstractButton) -> QSize:
        words = QFontMetrics(font("body")).horizontalAdvance(self.text())
        return QSize(px(_BOX + _GAP) + words + 2, px(28))

    def minimumSizeHint(self: QAbstractButton) -> QSize:
        return self.sizeHint()

    def hitButton(self: QAbstractButton, place: QPoint) -> bool:
        return self.rect().contains(place)

    def _paint(self: QAbstractButton, paint) -> None:
        painter = QPainter(self)
        side = px(_BOX)
        paint(painter, QRect(0, (self.height() - side) // 2, side, side))
        painter.setPen(QColor(tokens().text if self.isEnabled() else tokens().text3))
        painter.setFont(self.font())
        painter.drawText(
            self.rect().adjusted(px(_BOX + _GAP), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text()
        )


class CheckBox(_Spoken, QCheckBox):
    """`CheckBox(_("Signed"))`."""

    def __init__(self, said: Said, parent: QWidget | None = None) -> None:
        QCheckBox.__init__(self, parent)
        self._prepare(said)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint(
            lambda painter, rect: paint_check(
                painter, rect, self.isChecked(), self.isEnabled(), self.hasFocus()
            )
        )


class RadioButton(_Spoken, QRadioButton):
    """`RadioButton(_("Conforms"))`; those of one parent exclude each other."""

    def __init__(self, said: Said, parent: QWidget | None = None) -> None:
        QRadioButton.__init__(self, parent)
        self._prepare(said)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint(lambda painter, rect: paint_radio(painter, rect, self.isChecked(), self.hasFocus()))
