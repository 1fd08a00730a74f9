"""The store that a command works on: opened for the command, closed after it, long work shown on a terminal."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qms_desktop.cli_options import LOCK_SECONDS, language_from_environment, store_place
from qms_desktop.core.messages import choose_language

if TYPE_CHECKING:
    from qms_desktop.services.workspace import Workspace


@contextmanager
def workspace(options: Namespace) -> Iterator[Workspace]:
    from qms_desktop.services.workspace import open_workspace

    with open_workspace(store_place(options), wait_seconds=LOCK_SECONDS, progress=bar) as ws:
        ws.language = options.lang or language_from_environment() or ws.language
        choose_language(ws.language)
        _say_notices(ws)
        yield ws
        _say_notices(ws)


def _say_notices(ws: Workspace) -> None:
    for notice in ws.notices:
        print(notice, file=sys.stderr)
    ws.notices.clear()


def bar(done: int, of: int) -> None:
    """Progress on a terminal; nothing elsewhere."""
    if sys.stderr.isatty():
        filled = 40 * done // max(of, 1)
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (40 - filled)}] {done}/{of}" + ("\n" if done >= of else ""))
        sys.stderr.flush()
