"""Icons: line drawings coloured when they are painted, so that they follow light and dark by themselves."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from qms_desktop.core.paths import resources_dir
from qms_desktop.ui.theme.theme import tokens

_STROKE = "1.75"


@functools.cache
def _drawing(name: str) -> str:
    return (resources_dir() / "icons" / f"{name}.svg").read_text("utf-8")


@functools.lru_cache(maxsize=2000)
def pixmap(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    """The icon in a colour, `side` logical pixels wide, for a screen of that pixel ratio."""
    svg = (
        _drawing(name)
        .replace("currentColor", colour)
        .replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
    )
    image = QPixmap(round(side * ratio), round(side * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def paint_icon(painter: QPainter, rect: QRect, name: str, colour: str) -> None:
    """Draw an icon centred in a rectangle, as large as the rectangle's shorter side."""
    side = min(rect.width(), rect.height())
    place = QRect(0, 0, side, side)
    place.moveCenter(rect.center())
    painter.drawPixmap(place.topLeft(), pixmap(name, colour, side, painter.device().devicePixelRatio()))


# Qt owns a clone, but Python would drop its half of it at once: it is kept. Qt clones only icons that are altered.
_clones: list[QIconEngine] = []


class _Engine(QIconEngine):
    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self.name = name
        self.token = token

    def _colour(self, mode: QIcon.Mode) -> str:
        return getattr(tokens(), "text3" if mode == QIcon.Mode.Disabled else self.token)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, rect, self.name, self._colour(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, ratio: float) -> QPixmap:
        side = round(min(size.width(), size.height()) / ratio)
        return pixmap(self.name, self._colour(mode), side, ratio)

    def clone(self) -> QIconEngine:
        made = _Engine(self.name, self.token)
        _clones.append(made)
        return made


def icon(name: str, token: str = "text2") -> QIcon:
    """An icon of resources/icons in the colour of a token."""
    _drawing(name)  # a misspelt name fails here, not while painting
    return QIcon(_Engine(name, token))
