"""The one place that wires the parts together: store, services, window."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.store.places import Place


def run_window(place: Place, language: str | None, files: Sequence[Path] = ()) -> int:
    """Open the window on a store, or on the first steps where there is none, and files in it; the exit code."""
    if not has_display():
        raise UserError(
            _("There is no display here to open a window on."), _("The commands work without one: qms-desktop --help.")
        )
    gc.disable()  # until the first screen stands: nothing that is imported can be garbage
    from qms_desktop.ui.application import Application

    application = Application(place, language, files)

    def shown(_records: int) -> None:
        gc.freeze()  # what stands now stays until the end: no collection looks through it while a page opens
        gc.enable()

    application.data_shown.connect(shown)
    return application.exec()


def start_report(place: Place, language: str | None) -> dict[str, Any]:
    """Open the window and close it once the first screen shows its data; milliseconds since the process began.

    Where there is no display the window is painted in memory.
    """
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    gc.disable()
    from qms_desktop.ui.application import Application

    application = Application(place, language)
    report: dict[str, Any] = {}

    def shown(records: int) -> None:
        report["data_ms"] = milliseconds_since_start()
        report["records"] = records
        gc.enable()
        application.quit()

    application.painted.connect(lambda: report.setdefault("first_paint_ms", milliseconds_since_start()))
    application.data_shown.connect(shown)
    application.exec()
    report["rss_mb"] = resident_megabytes()
    return {name: report.get(name) for name in ("first_paint_ms", "data_ms", "rss_mb", "records")}


def has_display() -> bool:
    """Whether a window can be opened: a display, or a platform of Qt that was named outright."""
    named = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


_IMPORTED = time.perf_counter()


def milliseconds_since_start() -> float:
    """Since the system started this process; where it does not say when, since this module was imported."""
    if sys.platform != "linux":
        return round((time.perf_counter() - _IMPORTED) * 1000, 1)
    ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    begun = ticks / os.sysconf("SC_CLK_TCK")
    return round((time.clock_gettime(time.CLOCK_BOOTTIME) - begun) * 1000, 1)


def resident_megabytes() -> float | None:
    """The memory that the process holds now; None where the system does not say."""
    if sys.platform != "linux":
        return None
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1)
