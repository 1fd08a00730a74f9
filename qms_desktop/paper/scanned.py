"""The check codes on scanned sheets: PDFs and pictures, a little askew, on their side or upside down."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _

if TYPE_CHECKING:
    from PIL.Image import Image

PREFIX = "QMS1:"
MOST_PAGES = 200
_DPI = (200, 300)
"""How finely a page of a PDF is painted: the second time where the first finds nothing."""
_MOST_PIXELS = 60_000_000
_LONGEST_SIDE = 6_000
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif"})
ENDINGS = frozenset({".pdf", *_PICTURES})
"""How files of scans are called."""


def codes_in(path: Path) -> list[str]:
    """The codes of the sheets in a file, in the order of its pages, each once; UserError for what is no scan."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UserError(
            _("{name} is no scan: a PDF or a picture is read.", name=path.name), _("Scan the sheet as PDF, PNG or JPEG.")
        )
    if not path.is_file():
        raise UserError(_("There is no file {name}.", name=path.name))
    found: dict[str, None] = {}
    for page in _pdf_pages(path) if ending == ".pdf" else _picture_pages(path):
        found.update(dict.fromkeys(page))
    return list(found)


def _read(picture: Image) -> list[str]:
    import zxingcpp

    read = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in read if code.text.startswith(PREFIX)]


def _pdf_pages(path: Path) -> Iterator[list[str]]:
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(path)) as document:
            if len(document) > MOST_PAGES:
                raise UserError(_("{name} has more than {most} pages.", name=path.name, most=MOST_PAGES), _("Divide it."))
            for number in range(len(document)):
                page = document[number]
                codes: list[str] = []
                for dpi in _DPI:
                    scale = min(dpi / 72, _LONGEST_SIDE / max(*page.get_size(), 1))
                    codes = codes or _read(page.render(scale=scale, grayscale=True).to_pil())
                yield codes
                page.close()
    except pypdfium2.PdfiumError as problem:
        raise _damaged(path) from problem


def _picture_pages(path: Path) -> Iterator[list[str]]:
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit here is the tighter one
            picture = Image.open(path)
        with picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise UserError(_("{name} is too large a picture.", name=path.name), _("Scan the sheet at 150–300 dpi."))
            for number, frame in enumerate(ImageSequence.Iterator(picture)):
                if number == MOST_PAGES:
                    return
                yield _read(frame.convert("L"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as problem:
        raise _damaged(path) from problem


def _damaged(path: Path) -> UserError:
    return UserError(_("{name} cannot be read as a scan: it is damaged.", name=path.name), _("Scan the sheet again."))
