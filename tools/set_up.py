"""Set up what is missing: system libraries (Debian, Ubuntu), the environment in .venv, the compiled catalogues.

Runs with the system's Python and its standard library alone. Says in one sentence what to do where it cannot.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements" / "dev.txt"

# Qt's libraries for a window and without one, then what the tests look at pages and windows with.
LIBRARIES = {
    "libglib2.0-0": "glib-2.0", "libegl1": "EGL", "libgl1": "GL", "libx11-6": "X11", "libdbus-1-3": "dbus-1",
    "libfontconfig1": "fontconfig", "libfreetype6": "freetype", "libxkbcommon0": "xkbcommon",
    "libxcb-cursor0": "xcb-cursor", "libxcb-icccm4": "xcb-icccm", "libxcb-keysyms1": "xcb-keysyms",
    "libxkbcommon-x11-0": "xkbcommon-x11", "libxcb-shape0": "xcb-shape",
}  # fmt: skip
# The tests also start a PostgreSQL of their own, and open bundles with the age of the distribution.
PROGRAMS = {"xvfb": "Xvfb", "xdotool": "xdotool", "poppler-utils": "pdftotext", "age": "age"}


def missing_packages() -> list[str]:
    absent = [package for package, library in LIBRARIES.items() if not ctypes.util.find_library(library)]
    absent += [package for package, program in PROGRAMS.items() if not shutil.which(program)]
    return absent + ([] if has_postgresql() else ["postgresql"])


def has_postgresql() -> bool:
    """Debian keeps the server's programs out of the PATH."""
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def install_system_packages() -> None:
    if sys.platform != "linux":
        return
    absent = missing_packages()
    if not absent:
        return
    asked = f"Install these with your system's package manager, then run make again: {' '.join(absent)}"
    if not shutil.which("apt-get"):
        sys.exit(asked)
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if root and not (shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0):
        sys.exit(asked)
    print(f"Installing {' '.join(absent)}", flush=True)
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    subprocess.run([*root, "apt-get", "update", "-qq"], check=True, **quiet)
    subprocess.run([*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *absent], check=True, **quiet)


def install_environment() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this may have an older one
        sys.exit("Python 3.11 or newer is needed: install it, then run make PYTHON=python3.11 again.")
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    mark = VENV / "set-up"
    if mark.exists() and mark.read_text() == wanted:
        return
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        sys.exit("Python's venv module is missing: install the package python3-venv, then run make again.")
    print("Setting up .venv (a few minutes the first time)", flush=True)
    if not VENV.exists():
        venv.create(VENV, with_pip=True)
    python = python_of_the_environment()
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation",
                    "--config-settings", "editable_mode=compat", "-e", str(ROOT)], check=True)
    mark.write_text(wanted)


def python_of_the_environment() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def compile_sources() -> None:
    """Byte code for a quick start, also where Python is told to write none by itself."""
    subprocess.run([str(python_of_the_environment()), "-m", "compileall", "-q", "qms_desktop"], check=True)


def compile_catalogues() -> None:
    python = python_of_the_environment()
    sources = list((ROOT / "translations").glob("*/LC_MESSAGES/*.po"))
    if all(po.with_suffix(".mo").exists() and po.with_suffix(".mo").stat().st_mtime >= po.stat().st_mtime for po in sources):
        return
    subprocess.run([str(python), str(ROOT / "tools" / "catalogues.py"), "compile"], check=True)


if __name__ == "__main__":
    os.chdir(ROOT)
    install_system_packages()
    install_environment()
    compile_catalogues()
    compile_sources()
