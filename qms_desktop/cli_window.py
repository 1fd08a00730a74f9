"""The two commands that open the window, one of them with files."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qms_desktop.cli_options import language_from_environment, store_place

OPENED = (".qmsb", ".qmsi")
"""The endings of the files that a double click opens with this program."""


def are_opened(arguments: Sequence[str]) -> bool:
    """Whether the arguments are files that a person opened, and no command."""
    return bool(arguments) and all(Path(each).suffix.lower() in OPENED for each in arguments)


def window(options: Namespace) -> None:
    """Open the window, and in it the files that were opened; the process ends with it."""
    from qms_desktop.app import run_window

    language = options.lang or language_from_environment()
    sys.exit(run_window(store_place(options), language, getattr(options, "files", ())))


def start_report(options: Namespace) -> Any:
    """Open the window, close it once its first screen stands, and say how long that took."""
    from qms_desktop import app

    return app.start_report(store_place(options), options.lang or language_from_environment())
