"""Charts and tables as parts of a page that scrolls whole: no part has a scroll bar of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from qms_desktop.core.reports import Chart, HeatMap
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.pages.reports.view import ReportView, picture
from qms_desktop.ui.speech import language
from qms_desktop.ui.theme.fonts import font, px, scale

_POINTS = 0.75
"""Points of a pixel, in which charts are drawn."""


class ChartView(QWidget):
    """A chart under its title, as wide as there is room."""

    def __init__(self, chart: Chart | HeatMap) -> None:
        super().__init__()
        self._chart = chart
        self._drawn_for = 0
        self._picture = QLabel()
        self._picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._picture.setAccessibleName(str(chart.title))
        box = column(Label(chart.title, "strong", wrap=True), self._picture, gap=6)
        box.addStretch(1)
        self.setLayout(box)
        for changed in (language.changed, scale.changed):
            changed.connect(self._renew)

    def _renew(self) -> None:
        self._drawn_for = 0
        self._draw()

    def _draw(self) -> None:
        width = max(self.width(), px(200))
        if abs(width - self._drawn_for) < px(8):
            return
        self._drawn_for = width
        from qms_desktop.paper import svg  # what draws on paper is imported with the first chart

        family = str(QApplication.instance().property("family") or font("body").family())
        drawn = QPixmap.fromImage(picture(svg.svg(self._chart, width * _POINTS, family), width, self.devicePixelRatioF()))
        self._picture.setPixmap(drawn)
        self._picture.setFixedHeight(round(drawn.height() / drawn.devicePixelRatio()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()


class ChartRows(QWidget):
    """Charts two by two, or one by one where there is little room."""

    def __init__(self) -> None:
        super().__init__()
        self._box = column(gap=14)
        self.setLayout(self._box)
        self._across = 2
        self._charts: Sequence[Chart | HeatMap] = ()

    def set_across(self, across: int) -> None:
        """So many charts stand beside each other."""
        if across != self._across:
            self._across = across
            self.show_charts(self._charts)

    def show_charts(self, charts: Sequence[Chart | HeatMap]) -> None:
        """Replace the charts; a matrix has a row to itself."""
        clear(self._box)
        self._charts = charts
        waiting: list[ChartView] = []
        for chart in charts:
            if isinstance(chart, HeatMap):
                self._box.addWidget(ChartView(chart))
                continue
            waiting.append(ChartView(chart))
            if len(waiting) == self._across:
                self._side_by_side(waiting)
                waiting = []
        if waiting:
            self._side_by_side(waiting)
        self.setVisible(bool(charts))

    def _side_by_side(self, views: list[ChartView]) -> None:
        line = row(*views, gap=22)
        for place in range(len(views)):
            line.setStretch(place, 1)
        self._box.addLayout(line)


class WholeReport(ReportView):
    """A report as high as what it says."""

    def __init__(self) -> None:
        super().__init__(facts=False)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda size: self._fit(round(size.height())))

    def _fit(self, height: int) -> None:
        if height + px(6) != self.height():
            self.setFixedHeight(height + px(6))

    def wheelEvent(self, event: QEvent) -> None:
        event.ignore()  # the page scrolls
