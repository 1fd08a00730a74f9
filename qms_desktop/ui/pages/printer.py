"""Printers of this computer: is there one, which one, and the pages sent to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

_DPI = 300
_POINTS = 72


def is_there() -> bool:
    """Whether the system knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def choose(parent: QWidget, then: Callable[[QPrinter], None]) -> None:
    """Let the person choose in the system's own dialog; `then` gets the printer."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: then(printer))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def send(printer: QPrinter, data: bytes) -> int:
    """Paint the pages of a PDF on the printer at their size on paper; how many there were."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    printer.setFullPage(True)
    painter = QPainter()
    first, last = printer.fromPage() or 1, printer.toPage() or document.pageCount()
    sent = 0
    for page in range(first - 1, min(last, document.pageCount())):
        size = document.pagePointSize(page)
        lying = size.width() > size.height()
        orientation = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
        layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, QMarginsF())
        printer.setPageLayout(layout)
        if painter.isActive():
            printer.newPage()
        else:
            painter.begin(printer)
        pixels = QSize(round(size.width() / _POINTS * _DPI), round(size.height() / _POINTS * _DPI))
        image = document.render(page, pixels)
        whole = printer.paperRect(QPrinter.Unit.DevicePixel)
        painter.drawImage(QRectF(0, 0, whole.width(), whole.height()), image)
        sent += 1
    if painter.isActive():
        painter.end()
    document.close()
    return sent
