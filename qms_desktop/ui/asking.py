"""The native file dialogs; the folder that was used last is offered again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from qms_desktop.core.messages import Localised, _
from qms_desktop.ui.memory import Memory

INVITATION = ".qmsi"
BUNDLES = _("Bundles (*.qmsb)")
INVITATIONS = _("Invitations (*.qmsi)")
KEY_BACKUPS = _("Key backups (*.qmsk)")
WORKBOOKS = _("Excel sheets (*.xlsx)")
PAPERS = _("PDF documents (*.pdf)")
CALENDARS = _("Calendars (*.ics)")
ALL_FILES = _("All files (*)")


def _last(purpose: str) -> Path:
    kept = Memory().get(f"folder {purpose}")
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(kept) if isinstance(kept, str) and Path(kept).is_dir() else Path(documents)


def _keep(purpose: str, folder: Path) -> None:
    Memory()[f"folder {purpose}"] = str(folder)


def place_to_save(parent: QWidget, title: Localised, name: str, kinds: Localised, purpose: str) -> Path | None:
    """Where a file is to be written; None when the person thinks better of it."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, str(title), str(_last(purpose) / name), str(kinds))
    if not chosen:
        return None
    path = Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(Path(name).suffix)
    _keep(purpose, path.parent)
    return path


def files_to_open(parent: QWidget, title: Localised, purpose: str) -> list[Path]:
    """The files to be taken in; empty when the person thinks better of it."""
    kinds = f"{BUNDLES};;{ALL_FILES}"
    chosen, _kind = QFileDialog.getOpenFileNames(parent, str(title), str(_last(purpose)), kinds)
    if chosen:
        _keep(purpose, Path(chosen[0]).parent)
    return [Path(file) for file in chosen]


def several_files(parent: QWidget, title: Localised, purpose: str) -> list[Path]:
    """Files of any type; empty when the person thinks better of it."""
    chosen, _kind = QFileDialog.getOpenFileNames(parent, str(title), str(_last(purpose)), str(ALL_FILES))
    if chosen:
        _keep(purpose, Path(chosen[0]).parent)
    return [Path(file) for file in chosen]


def file_to_open(parent: QWidget, title: Localised, kinds: Localised, purpose: str) -> Path | None:
    """The one file to be opened; None when the person thinks better of it."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, str(title), str(_last(purpose)), f"{kinds};;{ALL_FILES}")
    if not chosen:
        return None
    _keep(purpose, Path(chosen).parent)
    return Path(chosen)


def folder_to_open(parent: QWidget, title: Localised, purpose: str) -> Path | None:
    """The folder to be taken in or written into; None when the person thinks better of it."""
    chosen = QFileDialog.getExistingDirectory(parent, str(title), str(_last(purpose)))
    if not chosen:
        return None
    _keep(purpose, Path(chosen))
    return Path(chosen)
