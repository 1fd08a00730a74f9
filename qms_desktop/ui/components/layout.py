"""Rows and columns whose gaps follow the scale."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from qms_desktop.ui.theme.fonts import sized

Margins = tuple[int, int, int, int]


def _arrange(
    box: QBoxLayout, parts: tuple[QWidget | QLayout | int | None, ...], gap: int, margins: Margins
) -> None:
    sized(box, "setSpacing", gap)
    sized(box, "setContentsMargins", *margins)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(part)
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)


def row(*parts: QWidget | QLayout | int | None, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Side by side; None stretches, a number is an extra gap."""
    box = QHBoxLayout()
    _arrange(box, parts, gap, margins)
    return box


def column(
    *parts: QWidget | QLayout | int | None, gap: int = 8, margins: Margins = (0, 0, 0, 0)
) -> QVBoxLayout:
    """One below the other; None stretches, a number is an extra gap."""
    box = QVBoxLayout()
    _arrange(box, parts, gap, margins)
    return box


def clear(box: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := box.takeAt(0)) is not None:
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
        elif item.layout() is not None:
            clear(item.layout())
