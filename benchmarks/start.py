"""How soon the window stands on a store of 200,000 records, beside a bare PySide6 window with an empty table.

`python -m benchmarks.start [records]` prints JSON. Both are started as processes of their own, in turn, and report
milliseconds since the system started them. `first_paint_ratio` is at most 1.4, `data_ratio` at most 4.5.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.filter import fill
from qms_desktop.services import setup

RUNS = 7

BARE = """
import time, os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
ticks = int(open('/proc/self/stat').read().rpartition(')')[2].split()[19])
begun = ticks / os.sysconf('SC_CLK_TCK')
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print((time.clock_gettime(time.CLOCK_BOOTTIME) - begun) * 1000)
        QTimer.singleShot(0, QApplication.instance().quit)
app = QApplication([])
window = Window()
window.setCentralWidget(QTableView())
window.resize(1366, 768)
window.show()
app.exec()
"""


def bare() -> float:
    done = subprocess.run([sys.executable, "-c", BARE], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[0])


def ours(store: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "qms_desktop", "--store", str(store), "start-report", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def main(records: int = 200_000) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QMS_KEYS"] = str(Path(folder) / "keys")
        os.environ["XDG_CONFIG_HOME"] = str(Path(folder) / "config")
        store = Path(folder) / "store"
        with setup.init(store, institution="jasu", role="office", unit=None, person="А. Б.", position="Башчы") as ws:
            fill(ws, records)
        bare()
        ours(store)
        bare_ms, reports = [], []
        for _run in range(RUNS):
            bare_ms.append(bare())
            reports.append(ours(store))
        paint = median(report["first_paint_ms"] for report in reports)
        data = median(report["data_ms"] for report in reports)
        return {
            "records": reports[-1]["records"], "bare_ms": round(median(bare_ms), 1), "first_paint_ms": paint, "data_ms": data,
            "first_paint_ratio": round(paint / median(bare_ms), 2), "data_ratio": round(data / median(bare_ms), 2),
            "rss_mb": median(report["rss_mb"] for report in reports),
        }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000), indent=1))
