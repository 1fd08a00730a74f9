"""A printed form as it will come out of the printer, rendered in the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QShowEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _, n_
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import IconButton
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import speak
from qms_desktop.ui.theme.fonts import px, scale
from qms_desktop.ui.theme.theme import tokens

_LARGEST_FIT = 1.1
_ZOOMS = (0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be printed."""

    code: str
    ids: tuple[str, ...] = ()
    unit: str | None = None
    language: str | None = None
    blank: bool = False
    variant: str = ""
    copy: bool = False

    def rest(self) -> dict[str, Any]:
        """The arguments of `printing.print_form` beside the form and the file."""
        return {"ids": self.ids, "unit": self.unit, "language": self.language, "blank": self.blank,
                "variant": self.variant, "copy": self.copy}  # fmt: skip


def preview(ws: Workspace, wanted: Wanted) -> bytes:
    """The pages as PDF, leaving no trace; runs on the worker."""
    from qms_desktop.services import printing  # what makes paper is imported when it is wanted

    out = BytesIO()
    printing.print_form(ws, wanted.code, out, preview=True, **wanted.rest())
    return out.getvalue()


class _Desk(QPdfView):
    """The pages on their desk, whose colour is that of the palette's `Dark`."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.dress()

    def dress(self) -> None:
        palette, desk = self.palette(), QColor(tokens().desk)
        if palette.color(QPalette.ColorRole.Dark) != desk:
            palette.setColor(QPalette.ColorRole.Dark, desk)
            self.setPalette(palette)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.dress()


class PaperView(QWidget):
    """`show_form("Ф-01", ids)`; `shown(pages)` fires when the pages stand, `zoomed` with the words of the zoom."""

    shown = Signal(int)

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__()
        self._ws, self._runner = ws, runner
        self._asked = 0
        self.wanted: Wanted | None = None
        self._standing: Wanted | None = None
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.view = _Desk()
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self._fitting = True
        speak(self.view, "setAccessibleName", _("Preview of the printed form"))
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._say())
        self._sentence = Label(role="strong", wrap=True)
        self._hint = Label(role="body", tone="text2", wrap=True)
        for label in (self._sentence, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        nothing = QWidget()
        box = column(gap=8, margins=(40, 24, 40, 24))
        box.addStretch(1)
        box.addWidget(IconLabel("file-text", "text2", 28), alignment=Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._sentence)
        box.addWidget(self._hint)
        box.addStretch(2)
        nothing.setLayout(box)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(nothing)
        self.pages = Label(role="small", tone="text2")
        self.percent = Label(role="small", tone="text2")
        self.smaller = IconButton("zoom-out", _("Smaller"), "Ctrl+-")
        self.larger = IconButton("zoom-in", _("Larger"), "Ctrl++")
        self.whole = IconButton("maximize-2", _("As wide as the window"))
        self.smaller.clicked.connect(lambda: self._zoom(-1))
        self.larger.clicked.connect(lambda: self._zoom(1))
        self.whole.clicked.connect(self.fit)
        self.tools = row(self.pages, None, self.whole, self.smaller, self.percent, self.larger, gap=6)
        self.setLayout(column(self.stack, self.tools, gap=4))
        self.layout().setStretch(0, 1)
        scale.changed.connect(self._space)
        self._space()

    # --- showing -------------------------------------------------------------------------------------------------

    def show_form(self, code: str, ids: Sequence[str] = (), **rest: Any) -> None:
        """Render a form; while it is made the one before stays in sight."""
        self.show_wanted(Wanted(code, tuple(ids), **rest))

    def show_wanted(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self._asked += 1
        number = self._asked

        def work() -> bytes:
            return preview(self._ws, wanted) if number == self._asked else b""

        self._runner.run(work, done=lambda data: self._take(number, data),
                         refused=lambda error: self._refuse(number, error), title=_("Preparing the preview"))  # fmt: skip

    def again(self) -> None:
        """Render the same form anew: records have changed."""
        if self.wanted is not None:
            self.show_wanted(self.wanted)

    def _take(self, number: int, data: bytes) -> None:
        if number != self._asked:
            return
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self.stack.setCurrentIndex(0)
        self._tools(True)
        self.fit() if self._fitting else self._say()
        if self._standing != self.wanted:
            self.view.verticalScrollBar().setValue(0)  # another form begins with its first page
        self._standing = self.wanted
        self.shown.emit(self.document.pageCount())

    def _refuse(self, number: int, error: UserError) -> None:
        if number == self._asked:
            self._empty(error.message, error.hint or "")

    def _empty(self, sentence: Any, hint: Any) -> None:
        self._sentence.say(sentence)
        self._hint.say(hint)
        self.stack.setCurrentIndex(1)
        self._tools(False)
        self.shown.emit(0)

    def _tools(self, visible: bool) -> None:
        for part in (self.pages, self.percent, self.smaller, self.larger, self.whole):
            part.setVisible(visible)

    def text(self) -> str:
        """All the text on the pages."""
        return "\n".join(self.document.getAllText(page).text() for page in range(self.document.pageCount()))

    # --- zoom ----------------------------------------------------------------------------------------------------

    def fit(self) -> None:
        """As wide as the window, but not larger than is good to read."""
        self._fitting = True
        count = self.document.pageCount()
        if count:
            margins = self.view.documentMargins()
            bar = self.view.verticalScrollBar().sizeHint().width()
            room = self.view.width() - margins.left() - margins.right() - bar - 2 * self.view.frameWidth()
            widest = max(self.document.pagePointSize(page).width() for page in range(count))
            self.view.setZoomFactor(min(room / (widest * self.logicalDpiX() / 72), _LARGEST_FIT * scale.pixels))
        self._say()

    def _zoom(self, by: int) -> None:
        now = self.view.zoomFactor()
        steps = [z for z in _ZOOMS if z > now + 0.01] if by > 0 else [z for z in reversed(_ZOOMS) if z < now - 0.01]
        if steps:
            self._fitting = False
            self.view.setZoomFactor(steps[0])
        self._say()

    def _say(self) -> None:
        count = self.document.pageCount()
        if count:
            page = self.view.pageNavigator().currentPage() + 1
            self.pages.say(n_("Page {page} of {n}", "Page {page} of {n}", count, page=page))
            self.percent.say(f"{round(self.view.zoomFactor() * 100)} %")

    def _space(self) -> None:
        self.view.setPageSpacing(px(12))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        if self._fitting:
            self.fit()


