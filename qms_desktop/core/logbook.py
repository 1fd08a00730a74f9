"""What went wrong is written to a file in the user's data folder, and never swallowed."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from qms_desktop.core.paths import data_dir

_SIZE, _KEPT = 500_000, 3


def log_file() -> Path:
    return data_dir() / "log" / "qms-desktop.log"


def open_logbook() -> logging.Handler | None:
    """Write warnings and errors of the whole program to the file; None where the folder cannot be written to."""
    file = log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=True)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger("qms_desktop").addHandler(handler)
    return handler


def close_logbook(handler: logging.Handler | None) -> None:
    if handler is not None:
        logging.getLogger("qms_desktop").removeHandler(handler)
        handler.close()


def catch_bugs(show: Callable[[BaseException], None]) -> Callable[[], None]:
    """Let `show` have every exception that nobody caught; the function returned puts things back."""
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
        else:
            show(error)

    sys.excepthook = hook

    def put_back() -> None:
        sys.excepthook = before

    return put_back
