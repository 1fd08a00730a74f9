"""One of many records chosen by its name: a line in which a few letters find it, with the latest ones in a list."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from qms_desktop.core.fields import Field
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import Profile
from qms_desktop.ui.components.choices import ComboBox
from qms_desktop.ui.components.completing import completing
from qms_desktop.ui.speech import speak
from qms_desktop.ui.theme.theme import look

_REST = 200  # ms of rest while one types
_SHOWN = 14  # lines of the list


class ReferenceEditor(ComboBox):
    """The value is an id. `asked(text)` asks for what can be chosen: at first, and as letters are typed; `offer` gives it."""

    changed = Signal()
    asked = Signal(str)

    def __init__(self, field: Field, _profile: Profile) -> None:
        super().__init__()
        self.field = field
        self._value: str | None = None
        self._words: dict[str, str] = {}
        self._asked_once = False
        self.setEditable(True)
        self.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(_SHOWN)
        speak(self.lineEdit(), "setPlaceholderText", _("Choose, or type a few letters"))
        completer = completing(self.model(), self)
        completer.activated.connect(self._take_words)
        self.setCompleter(completer)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(lambda: self.asked.emit(self.lineEdit().text().strip()))
        self.lineEdit().textEdited.connect(self._typed)
        self.lineEdit().editingFinished.connect(self._finish)
        self.activated.connect(lambda at: self._choose(self.itemData(at)))
        self.lineEdit().installEventFilter(self)

    # --- as an editor --------------------------------------------------------------------------------------------

    def value(self) -> str | None:
        return self._value

    def set_value(self, value: str | None) -> None:
        self._value = value or None
        self._say()

    def problem(self) -> Localised | None:
        """What is wrong with words that name nothing."""
        text = self.lineEdit().text().strip()
        return _("Choose a record from the list.") if text and self._value is None else None

    def set_wrong(self, wrong: bool) -> None:
        look(self, "wrong", wrong)

    def setReadOnly(self, read_only: bool) -> None:
        self.setEnabled(not read_only)

    # --- what can be chosen --------------------------------------------------------------------------------------

    def offer(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Offer records `(id, what it is called)`; what is typed or chosen stays."""
        typed, at = self.lineEdit().text(), self.lineEdit().cursorPosition()
        typing = self.lineEdit().hasFocus() and typed != self._words.get(self._value or "", "")
        found = dict(pairs)
        self._words |= found
        self.clear()
        for key, words in found.items():
            self.addItem(words, key)
        if typing:
            self.setCurrentIndex(-1)
            self.lineEdit().setText(typed)
            self.lineEdit().setCursorPosition(at)
            self.completer().setCompletionPrefix(typed)
            self.completer().complete()
        else:
            self._say()

    def name(self, words: dict[str, str]) -> None:
        """Say what records are called, whether they can be chosen or not."""
        self._words |= words
        if self._value in words:
            self._say()

    def _say(self) -> None:
        self.setCurrentIndex(self.findData(self._value))
        self.lineEdit().setText(self._words.get(self._value, str(_("not arrived yet"))) if self._value else "")
        self.lineEdit().setCursorPosition(0)

    # --- a person ------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.lineEdit() and event.type() == QEvent.Type.FocusIn:
            self._ask_once()
        return super().eventFilter(watched, event)

    def showPopup(self) -> None:
        self._ask_once()
        super().showPopup()

    def _ask_once(self) -> None:
        if not self._asked_once and self.isEnabled():
            self._asked_once = True
            self.asked.emit("")

    def ask_again(self) -> None:
        """What can be chosen is another unit's now: it is asked for when the person comes here."""
        self._asked_once = False
        self.clear()
        self._say()

    def _typed(self, text: str) -> None:
        if not text.strip():
            self._choose(None)
        self._rest.start()

    def _take_words(self, words: str) -> None:
        self._choose(next((key for key, said in self._words.items() if said == words), None))

    def _choose(self, key: str | None) -> None:
        if key != self._value:
            self._value = key
            self.changed.emit()
        self._say()

    def _finish(self) -> None:
        """Words that are those of a record choose it; others fall back to what was chosen."""
        words = self.lineEdit().text().strip()
        if words and words != self._words.get(self._value or "", ""):
            self._take_words(words) if words in self._words.values() else self._say()


class UnitEditor(ReferenceEditor):
    """A unit chosen by its code or its name; the value is the code, and may be one that is not known here."""

    def _finish(self) -> None:
        words = self.lineEdit().text().strip()
        if words and words not in self._words.values() and words != self._value:
            self._words.setdefault(words, words)
            self._choose(words)
        else:
            super()._finish()

    def _say(self) -> None:
        if self._value:
            self._words.setdefault(self._value, self._value)
        super()._say()
