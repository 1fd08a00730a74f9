"""Whether the store of a whole university is quick: `python -m benchmarks.university [--records 200000] [--store FOLDER]`.

Makes the store of `tools/make_university.py` (or takes one), opens every section of the window on it and waits until
the page stands: its data are shown, and nothing runs any more but the counting of a report. So it is measured the first
time (`first_ms`), a second after what stood before, as somebody who reads opens it (`--hurried`: straight after it, the first
as soon as the window stands, when nothing of a page is imported yet); then it is made anew three times (`ms`, the median). A page that stands
with its outline and goes on counting (that of the management review, whose figures are not kept yet) says so by the job
that it gave the runner; the seconds until its figures stand too are `counted_s`, which the bound of a report holds.
Nothing is remembered for a page but by the program itself: it keeps what checks and calendar found until the journal
goes on. Then every report of the registry is made over the whole university. Prints JSON: the slowest, and whether the
bounds are kept: a page 300 ms, a report 3 s, the management review 10 s.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

PAGE_MS, REPORT_S, REVIEW_S = 300, 3, 10
ROUNDS = 3
READS_MS = 1000
"""So long somebody looks at what stands before they open the next page."""
REVIEW = "R17"


def pages(store: Path, reads_ms: int) -> dict[str, dict[str, float]]:
    """Milliseconds until each section of the window stands, opened so long after what stood before."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop, QTimer

    from qms_desktop.ui.application import Application

    application = Application(store, "ky")
    loop = QEventLoop()
    application.data_shown.connect(lambda _records: loop.quit())
    application.ended.connect(loop.quit)
    application.start()
    loop.exec()
    window, runner = application.window, application.runner

    def wait(until: Callable[[], bool]) -> None:
        """Let everything run until the runner has come so far."""
        resting = QEventLoop()

        def look(*_job: object) -> None:
            QTimer.singleShot(0, lambda: resting.quit() if until() else None)

        runner.job_ended.connect(look)
        look()
        resting.exec()
        runner.job_ended.disconnect(look)

    def settle() -> None:
        wait(lambda: not runner.is_busy())

    def read() -> None:
        reading = QEventLoop()
        QTimer.singleShot(reads_ms, reading.quit)
        reading.exec()

    def opened(key: str) -> tuple[float, float, float]:
        """Milliseconds until the page stands, on the wall and of the processor; then seconds until it is counted."""
        began, spent = time.perf_counter(), time.process_time()
        window.open(key)
        wait(runner.only_counts)
        took, worked = time.perf_counter() - began, time.process_time() - spent
        counting = runner.is_busy()
        settle()
        return took * 1000, worked * 1000, time.perf_counter() - began if counting else 0

    settle()
    found: dict[str, dict[str, float]] = {}
    keys = [key for key, section in window.sections.items() if section.listed]
    for key in [*keys[1:], keys[0]]:
        read()
        first = opened(key)
        again = []
        for _round in range(ROUNDS):
            window.open("help")
            settle()
            window.remake_others()
            again.append(opened(key))
        wall, processor, counted = (median(times) for times in zip(*again, strict=True))
        found[key] = {"first_ms": round(first[0]), "ms": round(wall), "processor_ms": round(processor)}
        if counted:
            found[key]["counted_s"] = round(counted, 2)
        print(f"{key}: {found[key]}", file=sys.stderr, flush=True)
    application.quit()
    loop.exec()
    return found


def reports(store: Path) -> dict[str, float]:
    """Seconds that each report over the whole university takes."""
    from qms_desktop.services.reports.registry import REPORTS, make
    from qms_desktop.services.workspace import open_workspace

    found = {}
    with open_workspace(store) as ws:
        for number in REPORTS:
            began = time.perf_counter()
            make(ws, number)
            found[number] = round(time.perf_counter() - began, 2)
            print(f"{number}: {found[number]} s", file=sys.stderr, flush=True)
    return found


def measure(store: Path, reads_ms: int) -> dict[str, Any]:
    opened, made = pages(store, reads_ms), reports(store)
    slowest = max(opened, key=lambda key: opened[key]["ms"])
    others = {number: took for number, took in made.items() if number != REVIEW}
    longest = max(others, key=lambda number: others[number])
    return {
        "slowest_page": {slowest: opened[slowest]}, "slowest_report_s": {longest: made[longest]}, "review_s": made.get(REVIEW),
        "kept": {
            "pages": all(each["ms"] <= PAGE_MS for each in opened.values()),
            "first_openings": all(each["first_ms"] <= PAGE_MS for each in opened.values()),
            "reports": others[longest] <= REPORT_S, "review": REVIEW in made and made[REVIEW] <= REVIEW_S,
            "counted": all(each.get("counted_s", 0) <= (REVIEW_S if key == "review" else REPORT_S) for key, each in opened.items()),
        },
        "pages": opened, "reports_s": made,
    }  # fmt: skip


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser(description="Pages and reports on the store of a whole university.")
    options.add_argument("--records", type=int, default=200_000)
    options.add_argument("--store", type=Path, help="a store of tools/make_university.py, whose keys lie beside it")
    options.add_argument("--hurried", action="store_true", help="open each page straight after the one before")
    given = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
        store = given.store or folder / "store"
        os.environ["QMS_KEYS"] = f"{store}-keys"
        made = {}
        if given.store is None:
            from tools.make_university import make

            began = time.perf_counter()
            with make(store, records=given.records) as ws, ws.store.reading() as tx:
                made = {"records": tx.position(), "made_in_s": round(time.perf_counter() - began)}
        print(json.dumps(made | measure(store, 0 if given.hurried else READS_MS), ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
