"""The two commands that open the window."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any

from qms_desktop.cli_options import language_from_environment, store_folder


def window(options: Namespace) -> None:
    """Open the window; the process ends with it."""
    from qms_desktop.app import run_window

    sys.exit(run_window(store_folder(options), options.lang or language_from_environment()))


def start_report(options: Namespace) -> Any:
    """Open the window, close it once its first screen stands, and say how long that took."""
    from qms_desktop import app

    return app.start_report(store_folder(options), options.lang or language_from_environment())
