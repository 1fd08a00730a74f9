"""The QR code of a sheet: alphanumeric, level Q, so that a quarter of it may be stained."""

from __future__ import annotations

from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel

from qms_desktop.paper.pen import Pen

LONGEST = 47
"""Characters that version 3 holds at level Q."""

_LETTERS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
_VERSION = 3
_QUIET = 4


class QrCode:
    """A text of at most 47 characters (digits, capital Latin letters, space and $%*+-./:) as a QR code."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise ValueError(f"{len(text)} characters do not fit a QR code of version {_VERSION}")
        if not set(text) <= _LETTERS:
            raise ValueError(f"{text!r} has characters that an alphanumeric QR code does not hold")
        code = QRCode(_VERSION, QRErrorCorrectLevel.Q)
        code.addData(QRAlphaNum(text))
        code.make()
        self.side = code.getModuleCount()
        self._dark = tuple(
            (row, run[0], len(run))
            for row in range(self.side)
            for dark, cells in groupby(range(self.side), lambda column, row=row: code.isDark(row, column))
            if dark and (run := list(cells))
        )

    def quiet(self, side: float) -> float:
        """How wide the white border must be around a code of a size."""
        return side / self.side * _QUIET

    def paint(self, pen: Pen, left: float, top: float, side: float) -> None:
        """Paint it; the white border lies outside the given square."""
        pen.stamp(self._dark, left, top, side / self.side)
