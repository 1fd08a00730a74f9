"""The sidebar: whose it is, the sections in their groups, what waits in each; or a rail of icons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.label import Label, rule
from qms_desktop.ui.components.layout import column
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.components.tabs import paint_badge
from qms_desktop.ui.frame.section import Badge, Section
from qms_desktop.ui.speech import Said, language
from qms_desktop.ui.theme.fonts import font, px, scale
from qms_desktop.ui.theme.icons import paint_icon
from qms_desktop.ui.theme.theme import tokens

FULL, RAIL = 228, 49
_ROW, _HEADING, _RULE, _ICON, _TEXT_AT = 28, 24, 9, 17, 42


FITS = 22
"""So many rows fit into the lowest window; where there are more some groups are folded at first."""


class SectionRows(QWidget):
    """The rows themselves, painted; arrows walk through all sections, left and right fold the group of the open one.

    Of a folded group only the open section is seen, and its heading counts what waits in it. `folded` tells what the
    person folded, by the names of the groups.
    """

    opened = Signal(str)
    folds_changed = Signal(list)

    def __init__(self, sections: list[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = sections
        self.current = sections[0].key if sections else ""
        self.badges: dict[str, Badge] = {}
        self.rail = False
        self.folded: set[str] = set()
        self._under: str | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        language.changed.connect(self.renew)
        scale.changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        section = next((s for s in self.sections if s.key == self.current), None)
        self.setAccessibleName(str(section.label) if section else "")
        self.updateGeometry()
        self.update()

    def places(self) -> list[tuple[QRect, Section | Said | None]]:
        """Every row from the top: a section, the words of a group, or None for a hairline of the rail."""
        found: list[tuple[QRect, Section | Said | None]] = []
        top, group = 0, None
        for section in self.sections:
            if section.group is not None and str(section.group) != group:
                group = str(section.group)
                high = px(_RULE if self.rail else _HEADING)
                found.append((QRect(0, top, self.width(), high), None if self.rail else section.group))
                top += high
            if self.rail or group_of(section) not in self.folded or section.key == self.current:
                found.append((QRect(0, top, self.width(), px(_ROW)), section))
                top += px(_ROW)
        return found

    def fold_at_first(self) -> None:
        """Fold the groups that are not wanted daily where there are more rows than the window has room for."""
        groups = {group_of(section) for section in self.sections if section.group is not None}
        daily = {group_of(section) for section in self.sections if section.daily}
        self.folded = groups - daily if len(self.sections) + len(groups) > FITS else set()
        self.renew()

    def turn(self, group: str) -> None:
        """Fold a group, or open it."""
        self.folded ^= {group}
        self.folds_changed.emit(sorted(self.folded))
        self.renew()

    def _waiting_in(self, group: str) -> Badge | None:
        """What waits in the sections of a folded group that are not seen."""
        mine = [self.badges[s.key] for s in self.sections if group_of(s) == group and s.key in self.badges and s.key != self.current]
        return Badge(sum(badge.count for badge in mine), any(badge.late for badge in mine)) if mine else None

    def sizeHint(self) -> QSize:
        places = self.places()
        return QSize(px(RAIL if self.rail else FULL), places[-1][0].bottom() + 1 if places else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def wanted_width(self) -> int:
        """The width at which no label is cut."""
        metrics = QFontMetrics(font("strong"))
        widest = max((metrics.horizontalAdvance(str(s.label)) for s in self.sections), default=0)
        return max(px(FULL), px(_TEXT_AT) + widest + px(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rect, what in self.places():
            if isinstance(what, Section):
                self._paint_row(painter, rect, what)
            elif what is None:
                painter.fillRect(QRect(px(6), rect.center().y(), rect.width() - px(12), 1), QColor(t.line))
            else:
                self._paint_heading(painter, rect, what)

    def _paint_heading(self, painter: QPainter, rect: QRect, what: Said) -> None:
        t, group, side = tokens(), name_of(what), px(14)
        folded = group in self.folded
        painter.setPen(QColor(t.text3))
        painter.setFont(font("label"))
        painter.drawText(rect.adjusted(px(14), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(what))
        at = px(14) + QFontMetrics(font("label")).horizontalAdvance(str(what)) + px(4)
        place = QRect(at, rect.center().y() - side // 2, side, side)
        paint_icon(painter, place, "chevron-right" if folded else "chevron-down", t.text3)
        badge = self._waiting_in(group) if folded else None
        if badge:
            self._paint_badge(painter, rect, badge, None)

    def _paint_badge(self, painter: QPainter, rect: QRect, badge: Badge, ground: str | None) -> None:
        high = px(20)
        wide = max(high, QFontMetrics(font("label")).horizontalAdvance(str(badge.count)) + px(12))
        place = QRect(rect.right() - px(12) - wide, rect.center().y() - high // 2, wide, high)
        paint_badge(painter, place, badge.count, "high" if badge.late else "info", ground)

    def _paint_row(self, painter: QPainter, rect: QRect, section: Section) -> None:
        t = tokens()
        current = section.key == self.current
        if current or section.key == self._under:
            painter.setPen(QColor(t.accent) if current and self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.soft if current else t.hover))
            painter.drawRoundedRect(rect.adjusted(px(6), 1, -px(6), -1), px(4), px(4))
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent))
            painter.drawRoundedRect(QRect(px(6), rect.top() + px(6), px(3), rect.height() - px(12)), 1, 1)
        side = px(_ICON)
        left = (rect.width() - side) // 2 if self.rail else px(16)
        icon_place = QRect(left, rect.center().y() - side // 2, side, side)
        paint_icon(painter, icon_place, section.icon, t.soft_text if current else t.text2)
        badge = self.badges.get(section.key)
        if self.rail:
            if badge:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.high if badge.late else t.accent))
                painter.drawEllipse(icon_place.topRight(), px(3), px(3))
            return
        painter.setPen(QColor(t.soft_text if current else t.text))
        painter.setFont(font("strong" if current else "body"))
        painter.drawText(
            rect.adjusted(px(_TEXT_AT), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(section.label)
        )
        if badge:
            self._paint_badge(painter, rect, badge, t.surface if current and not badge.late else None)

    def _at(self, y: int) -> Section | None:
        return next(
            (
                what
                for rect, what in self.places()
                if isinstance(what, Section) and rect.top() <= y <= rect.bottom()
            ),
            None,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        y = int(event.position().y())
        section = self._at(y)
        if section is not None:
            self.opened.emit(section.key)
            return
        heading = next((what for rect, what in self.places() if rect.top() <= y <= rect.bottom()), None)
        if heading is not None and not isinstance(heading, Section):
            self.turn(name_of(heading))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        section = self._at(int(event.position().y()))
        self._under = section.key if section else None
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = [section.key for section in self.sections]
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            at = (
                keys.index(self.current) + (1 if event.key() == Qt.Key.Key_Down else -1)
                if self.current in keys
                else 0
            )
            if keys:
                self.opened.emit(keys[min(max(at, 0), len(keys) - 1)])
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            group = next((group_of(s) for s in self.sections if s.key == self.current and s.group is not None), None)
            if group is not None and (group in self.folded) == (event.key() == Qt.Key.Key_Right):
                self.turn(group)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            section = self._at(event.pos().y())
            QToolTip.showText(event.globalPos(), str(section.label) if section and self.rail else "", self)
            return True
        return super().event(event)


def name_of(group: Said) -> str:
    """The name of a group in every language the same."""
    return getattr(group, "msgid", str(group))


def group_of(section: Section) -> str:
    """The name of a section's group; empty for one above all groups."""
    return name_of(section.group) if section.group is not None else ""


class Sidebar(QWidget):
    """`opened` names the section that was clicked."""

    opened = Signal(str)

    def __init__(self, sections: list[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.unit = Label(role="strong", wrap=True)
        self.period = Label(role="small", tone="text2", wrap=True)
        self._head = QWidget()
        self._head.setLayout(column(self.unit, self.period, gap=1, margins=(14, 9, 10, 8)))
        self.rows = SectionRows(sections)
        self.rows.opened.connect(self.opened)
        self.rows.folds_changed.connect(lambda _folded: self._size())
        self.scroll = Scroll(margins=(0, 1, 0, 4))
        self.scroll.body.addWidget(self.rows)
        self.setFocusProxy(self.rows)
        self.setAccessibleName(str(_("Sections")))
        self.setLayout(column(self._head, rule(), self.scroll, gap=0, margins=(0, 0, 1, 0)))
        language.changed.connect(self._size)
        scale.changed.connect(self._size)
        self._size()

    def offer(self, sections: list[Section], folded: list[str] | None = None) -> None:
        """Replace the sections; `folded` are the groups that the person folded, None where he never did."""
        self.rows.sections = sections
        self.rows.badges = {}
        if folded is None:
            self.rows.fold_at_first()
        else:
            self.rows.folded = set(folded)
        self._size()

    def name(self, unit: Said, period: Said) -> None:
        """Say whose records these are, and of which period."""
        self.unit.say(unit)
        self.period.say(period)

    def mark(self, key: str) -> None:
        """Show which section is open."""
        self.rows.current = key
        self.rows.renew()
        place = next(
            (rect for rect, what in self.rows.places() if isinstance(what, Section) and what.key == key), None
        )
        if place is not None:
            self.scroll.ensureVisible(0, place.center().y(), 0, px(_ROW))

    def show_badges(self, badges: dict[str, Badge]) -> None:
        self.rows.badges = badges
        self.rows.renew()

    def set_rail(self, rail: bool) -> None:
        self.rows.rail = rail
        self._head.setVisible(not rail)
        policy = Qt.ScrollBarPolicy
        self.scroll.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if rail else policy.ScrollBarAsNeeded
        )
        self._size()

    def is_rail(self) -> bool:
        return self.rows.rail

    def _size(self) -> None:
        self.setFixedWidth(px(RAIL) if self.rows.rail else self.rows.wanted_width())
        self.rows.renew()
