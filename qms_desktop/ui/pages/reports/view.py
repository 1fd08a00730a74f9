"""Shows a report: its document scrolls, links are followed, charts stand on white cards in light and dark."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QPainter, QResizeEvent, QTextDocument, QTextOption
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QTextBrowser, QWidget

from qms_desktop.core.messages import _
from qms_desktop.core.reports import Report
from qms_desktop.ui.pages.reports.document import FIGURE, PICTURE, RECORD, Document, document
from qms_desktop.ui.speech import speak
from qms_desktop.ui.theme.fonts import font, px, scale
from qms_desktop.ui.theme.theme import tokens

_NARROWEST, _WIDEST = 420.0, 860.0


class ReportView(QTextBrowser):
    """`show_report(report)`; `figure_asked` carries a figure and what it stands for, `record_asked` a link.

    Without `facts` nothing is said of whose data they are: the page around it says so.
    """

    figure_asked = Signal(object, str)
    record_asked = Signal(object)

    def __init__(self, *, facts: bool = True) -> None:
        super().__init__()
        self._facts = facts
        self.report: Report | None = None
        self.made = Document()
        self._drawn_for = 0.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        for part in (self, self.viewport()):
            part.setProperty("ground", "none")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)  # a table that is too wide scrolls; words stay whole
        self.setCornerWidget(QWidget())
        self.anchorClicked.connect(self._follow)
        speak(self, "setAccessibleName", _("Report"))
        scale.changed.connect(self.renew)

    def show_report(self, report: Report) -> None:
        """Show another report from its beginning."""
        self.report = report
        self.renew()
        self.verticalScrollBar().setValue(0)

    def renew(self) -> None:
        """Write it again: in another language, in other colours, for another width."""
        if self.report is None:
            return
        place = self.verticalScrollBar().value()
        self.made = document(self.report, tokens(), facts=self._facts)
        self.setFont(font("body"))
        self.document().setDocumentMargin(0)
        self.document().setDefaultStyleSheet(f"a {{ color: {tokens().accent}; text-decoration: none; }}")
        self._draw()
        self.setHtml(self.made.html)
        self.verticalScrollBar().setValue(place)

    def _draw(self) -> None:
        """Every chart as a picture as wide as there is room for."""
        self._drawn_for = self._room()
        if not self.made.charts:
            return
        from qms_desktop.paper import svg  # what draws on paper is imported with the first chart

        ratio = self.devicePixelRatioF()
        for number, chart in enumerate(self.made.charts):
            pages = svg.svg(chart, self._drawn_for * 0.75, str(QApplication.instance().property("family") or font("body").family()))
            drawn = picture(pages, self._drawn_for, ratio)
            self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(f"{PICTURE}{number}"), drawn)

    def _room(self) -> float:
        room = float(self.viewport().width() - px(24))
        return max(px(_NARROWEST), min(px(_WIDEST), room))

    def _follow(self, url: QUrl) -> None:
        kind, number = url.toString().split(":")
        if f"{kind}:" == FIGURE:
            figure, name = self.made.figures[int(number)]
            self.figure_asked.emit(figure, name)
        elif f"{kind}:" == RECORD:
            self.record_asked.emit(self.made.records[int(number)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.made.charts and abs(self._room() - self._drawn_for) > px(40):
            self.renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "made"):
            self.renew()  # the colours are written into the document


def picture(pages: list[str], width: float, ratio: float) -> QImage:
    """The drawings of a chart one below the other, on white, sharp on this screen."""
    drawings = [QSvgRenderer(QByteArray(page.encode())) for page in pages]
    heights = [width * each.viewBoxF().height() / each.viewBoxF().width() for each in drawings]
    image = QImage(round(width * ratio), round(sum(heights) * ratio), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    top = 0.0
    for drawing, height in zip(drawings, heights, strict=True):
        drawing.render(painter, QRectF(0, top * ratio, width * ratio, height * ratio))
        top += height
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
