"""Open the program; where there is no display, say so and play the demo instead."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / ".venv" / ("Scripts/qms-desktop.exe" if os.name == "nt" else "bin/qms-desktop")


def has_display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    if has_display():
        return subprocess.run([str(PROGRAM)], check=False).returncode
    folder = ROOT / "out" / f"demo-{dt.datetime.now():%Y%m%d-%H%M%S}"
    print(f"There is no display here, so the demo is played instead, in {folder.relative_to(ROOT)}.", flush=True)
    return subprocess.run([str(PROGRAM), "demo", str(folder)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
