"""Editing inside a cell: which editor, and the keys that end it as in Excel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.theme.fonts import line_height, px, write_in

_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class _CellText(QPlainTextEdit):
    """Text over a cell that grows down as it is written."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(5)
        self.least = 0
        self.textChanged.connect(self.grow)

    def grow(self) -> None:
        wanted = round(self.document().size().height()) * line_height("body") + px(14)
        room = self.parentWidget().height() - self.y()
        self.resize(self.width(), min(max(wanted, self.least), max(room, self.least)))


class EditingDelegate(QStyledItemDelegate):
    """Opens editors and ends them; `typed` says that a key opened the editor, so that arrows leave it."""

    typed = False

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex
    ) -> QWidget | None:
        column = index.model().columns[index.column()]
        if column.kind in ("scale", "check"):
            return None  # a popup and a click: the view sees to them
        if column.kind == "choice":
            editor: QWidget = ChoiceBox(column.choices, "", parent=parent)
            editor.activated.connect(lambda _index: self._end(editor))
        elif column.wrap:
            editor = _CellText(parent)
        else:
            editor = QLineEdit(parent)
            editor.setFrame(False)
        editor.setProperty("cell", True)
        editor.setProperty("field", False)
        write_in(editor, "body")
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        text = index.data(Qt.ItemDataRole.EditRole) or ""
        if isinstance(editor, ChoiceBox):
            editor.set_key(index.model().cell(index.row(), index.column()).value)
            editor.showPopup()
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.moveCursor(QTextCursor.MoveOperation.End)
            if self.typed:
                editor.selectAll()
        else:
            editor.setText(text)
            if self.typed:
                editor.selectAll()
            else:
                editor.end(False)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex) -> None:
        value: Any
        if isinstance(editor, ChoiceBox):
            value = editor.key()
        else:
            value = editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()
            if value == (index.data(Qt.ItemDataRole.EditRole) or ""):
                return
        model.setData(index, value, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        editor.setGeometry(QRect(option.rect))
        if isinstance(editor, _CellText):
            editor.least = option.rect.height()
            editor.grow()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and self._ends(editor, event):
            return True
        if isinstance(editor, ChoiceBox) and event.type() == QEvent.Type.FocusOut:
            return False  # its own popup takes the focus
        return super().eventFilter(editor, event)

    def _ends(self, editor: QObject, event: QKeyEvent) -> bool:
        key, view = event.key(), self.parent()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.AltModifier and isinstance(editor, QPlainTextEdit):
                editor.insertPlainText("\n")
                return True
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            self._end(editor)
            view.enter(back=shift)
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._end(editor)
            view.tab(back=key == Qt.Key.Key_Backtab)
            return True
        if self.typed and key in _ARROWS and not event.modifiers() and not isinstance(editor, ChoiceBox):
            self._end(editor)
            view.walk(*_ARROWS[key])
            return True
        return False

    def _end(self, editor: QObject) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if QApplication.focusWidget() is None:
            self.parent().setFocus()
