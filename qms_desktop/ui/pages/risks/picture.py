"""The matrix as a picture, or on a PDF page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.notice_area import NoticeArea
from qms_desktop.ui.records.excel import PDFS

PICTURES = _("Pictures (*.png)")


class Pictures:
    """Asks for a place and draws what a widget shows; what became of it is said in `notices`."""

    def __init__(self, parent: QWidget, notices: NoticeArea) -> None:
        self._parent, self._notices = parent, notices

    def picture(self, widget: QWidget, name: str) -> None:
        """What a widget shows, as a picture or on a PDF page."""
        kinds = f"{PICTURES};;{PDFS}"
        chosen, _kind = QFileDialog.getSaveFileName(self._parent, str(_("Save the matrix")), f"{name}.png", kinds)
        if chosen:
            path = Path(chosen) if Path(chosen).suffix.lower() in (".png", ".pdf") else Path(f"{chosen}.png")
            draw(widget, path)
            self._notices.say(_("Written: {file}", file=str(path)), "done")


def draw(widget: QWidget, path: Path) -> None:
    """Draw a widget into a PNG, or onto one PDF page across."""
    picture: QPixmap = widget.grab()
    if path.suffix.lower() == ".png":
        picture.save(str(path))
        return
    writer = QPdfWriter(str(path))
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape,
                                     QMarginsF(12, 12, 12, 12), QPageLayout.Unit.Millimeter))  # fmt: skip
    painter = QPainter(writer)
    room = painter.viewport()
    fitted = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawPixmap(0, 0, fitted.width(), fitted.height(), picture)
    painter.end()
