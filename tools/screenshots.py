"""Pictures of the window for people to look at: `python tools/screenshots.py [FOLDER] [--only risks] [--quick]`.

One PNG for each page or state, window size, text scale, light or dark, and language. The pages stand on the stores
of the demo, which is played anew in a folder that is thrown away. Runs under a real X server
(`xvfb-run -a python tools/screenshots.py …` with QT_QPA_PLATFORM=xcb) and offscreen.
"""

# ruff: noqa: E402 - the platform is chosen before Qt is imported
from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tools")]
if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from demo_windows import DemoWindows
from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from qms_desktop.core.messages import LANGUAGES
from qms_desktop.ui.speech import use_language
from qms_desktop.ui.theme import fonts
from qms_desktop.ui.theme.theme import Theme

SIZES = (QSize(1366, 768), QSize(1366, 690), QSize(1920, 1080))
SETTLES = 120  # ms until layouts and row heights have come to rest


class Shot(NamedTuple):
    name: str
    size: QSize
    percent: int
    dark: bool
    language: str

    def file(self) -> str:
        scheme = "dark" if self.dark else "light"
        return f"{self.name}-{self.size.width()}x{self.size.height()}-{self.percent}-{scheme}-{self.language}.png"


def scenes(demo: DemoWindows) -> dict[str, Callable[[], QWidget]]:
    """What can be pictured, by name: every page on the demo's stores, then the components."""
    from ui import gallery

    return {
        **demo.scenes(),
        "components": gallery.Components,
        "gallery-table": lambda: gallery.window("risks"),
        "gallery-matrix": lambda: gallery.window("documents"),
        "gallery-form": lambda: gallery.window("cards"),
    }


def shots(names: list[str], quick: bool, first: bool = False) -> Iterator[Shot]:
    """Every combination; `quick` leaves one of each kind: light Kyrgyz, dark, Russian, English, and 150 %."""
    for name in names:
        if first:
            yield Shot(name, SIZES[0], 100, False, "ky")
        elif quick:
            small = SIZES[0]
            yield Shot(name, small, 100, False, "ky")
            yield Shot(name, SIZES[1], 100, True, "ru")
            yield Shot(name, SIZES[1], 150, False, "ky")
            yield Shot(name, SIZES[2], 100, False, "en")
        else:
            for size, percent, dark, language in itertools.product(
                SIZES, (100, 150), (False, True), LANGUAGES
            ):
                yield Shot(name, size, percent, dark, language)


def settle() -> None:
    """Let timers and posted events run until nothing moves any more."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLES, loop.quit)
    loop.exec()


def take(shot: Shot, make: Callable[[], QWidget], theme: Theme, folder: Path) -> Path:
    use_language(shot.language)
    theme.force(shot.dark)
    fonts.set_scale(QApplication.instance(), shot.percent)
    widget = make()
    widget.setFixedSize(shot.size)
    widget.show()
    settle()
    path = folder / shot.file()
    if not widget.grab().save(str(path)):
        raise OSError(f"cannot write {path}")
    widget.close()
    widget.deleteLater()
    settle()
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "out" / "pictures")
    parser.add_argument("--only", nargs="*", help="names of scenes")
    parser.add_argument("--quick", action="store_true", help="four pictures of each instead of all combinations")
    parser.add_argument("--first", action="store_true", help="one picture of each: light, Kyrgyz")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    theme = Theme(app)
    with tempfile.TemporaryDirectory(prefix="qms pictures ") as place:
        os.environ["XDG_CONFIG_HOME"] = place
        demo = DemoWindows(Path(place))
        found = scenes(demo)
        try:
            for shot in shots(chosen.only or list(found), chosen.quick, chosen.first):
                print(take(shot, found[shot.name], theme, chosen.folder))
        finally:
            demo.close()
    print(f"platform {QGuiApplication.platformName()}, font {app.font().family()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
