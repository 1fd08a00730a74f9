"""The list that opens under a box while something is typed in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter


def completing(words: Sequence[str] | QAbstractItemModel, parent: QObject) -> QCompleter:
    """Completes what holds the typed letters anywhere, small or capital."""
    completer = QCompleter(parent)
    completer.setModel(words if isinstance(words, QAbstractItemModel) else QStringListModel(list(words), completer))
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return completer
