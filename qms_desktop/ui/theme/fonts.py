"""Type: the system's font where it has the Kyrgyz letters, sizes as factors of it, and the scale of everything."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication, QWidget

from qms_desktop.core.paths import resources_dir
from qms_desktop.ui.follow import follow

KYRGYZ = "ҢңӨөҮү"
SHIPPED = "PT Sans"
SCALES = (100, 110, 125, 150, 175, 200)

_BODY_PX = 13
# The size in logical pixels at 100 % of a system font of 9 points, and the weight.
ROLES: dict[str, tuple[float, QFont.Weight]] = {
    "sentence": (22, QFont.Weight.DemiBold),
    "figure": (24, QFont.Weight.DemiBold),
    "title": (20, QFont.Weight.DemiBold),
    "section": (15, QFont.Weight.DemiBold),
    "send": (15, QFont.Weight.DemiBold),
    "body": (13, QFont.Weight.Normal),
    "strong": (13, QFont.Weight.DemiBold),
    "label": (12, QFont.Weight.DemiBold),
    "small": (12, QFont.Weight.Normal),
}


class _Scale(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.percent = 100
        self.system_points = 9.0
        self.pixels = 1.0  # logical pixels of today to one of the design


scale = _Scale()


def load_fonts(app: QApplication) -> None:
    """Choose the family that everything is written in: the system's, or the shipped one where that lacks letters."""
    family = app.font().family()
    # What was scaled already is not the system's size: a second theme begins where the first did.
    own = app.property("points") or (app.font().pointSizeF() if app.font().pointSizeF() > 0 else 9.0)
    app.setProperty("points", own)
    scale.system_points = own
    if not _writes_kyrgyz(family):
        for file in sorted((resources_dir() / "fonts").glob("*.[to]tf")):
            QFontDatabase.addApplicationFont(str(file))
        family = SHIPPED
    app.setProperty("family", family)
    set_scale(app, scale.percent)


def _writes_kyrgyz(family: str) -> bool:
    """Whether a font of the system has the letters; where there is no font at all, Qt would draw boxes."""
    if not QFontInfo(QFont(family)).family():
        return False
    raw = QRawFont.fromFont(QFont(family))
    return raw.isValid() and all(raw.supportsCharacter(ord(letter)) for letter in KYRGYZ)


def set_scale(app: QApplication, percent: int) -> None:
    """Scale the text, and with it every size, to a percentage of the system's."""
    scale.percent = percent
    body = QFont(app.property("family") or app.font().family())
    body.setPointSizeF(scale.system_points * _BODY_PX / 12 * percent / 100)
    screen = app.primaryScreen()
    dpi = screen.logicalDotsPerInchY() if screen else 96.0
    scale.pixels = body.pointSizeF() * dpi / 72 / _BODY_PX
    app.setFont(body)
    scale.changed.emit()


def font(role: str) -> QFont:
    """The font of a role, at today's scale."""
    pixels, weight = ROLES[role]
    made = QFont(QApplication.font())
    made.setPointSizeF(made.pointSizeF() * pixels / _BODY_PX)
    made.setWeight(weight)
    return made


def px(length: float) -> int:
    """A length of the design in today's logical pixels."""
    return round(length * scale.pixels)


def write_in(widget: QWidget, role: str) -> None:
    """Give the widget the font of a role, at every scale."""
    follow(scale.changed, widget, "setFont", lambda: (font(role),))


def sized(target: QObject, setter: str, *lengths: float) -> None:
    """Call a setter with lengths of the design, at every scale."""
    follow(scale.changed, target, setter, lambda: tuple(px(length) for length in lengths))


def line_height(role: str) -> int:
    """The height of one line of a role."""
    return round(QFontMetricsF(font(role)).height())
