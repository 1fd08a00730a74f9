"""Buttons: one filled button a page, the others with an edge, links for the least."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from qms_desktop.ui.speech import Said, speak
from qms_desktop.ui.theme.fonts import sized, write_in
from qms_desktop.ui.theme.icons import icon

# The kind names the look; the values are the role of its text and the colour of its icon.
KINDS = {
    "primary": ("strong", "on_accent"),
    "send": ("send", "on_accent"),
    "secondary": ("body", "text2"),
    "inline": ("body", "accent"),
    "toggle": ("small", "text2"),
    "link": ("body", "accent"),
    "inverse": ("strong", "surface"),
    "verdict": ("body", "text2"),
    "status": ("small", "text2"),
    "fold": ("strong", "text2"),
}


class Button(QPushButton):
    """A button with a verb: `Button(_("Add a risk"), "primary", "plus")`."""

    def __init__(
        self, said: Said, kind: str = "secondary", icon_name: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        role, token = KINDS[kind]
        self.setProperty("kind", kind)
        self._said = said
        self._why: Said = ""
        self._tip = ""
        self._compact = False
        write_in(self, role)
        sized(self, "_set_icon_side", 14 if kind == "status" else 17)
        if icon_name:
            self.setIcon(icon(icon_name, token))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.say(said)

    def _set_icon_side(self, side: int) -> None:
        self.setIconSize(QSize(side, side))

    def say(self, said: Said) -> None:
        """Change the words."""
        self._said = said
        speak(self, "_write", said)
        speak(self, "setAccessibleName", said)

    def _write(self, text: str) -> None:
        gap = " " if not self.icon().isNull() else ""
        self.setText("" if self._compact else gap + text)
        tip = "\n".join(filter(None, (text if self._compact else "", str(self._why))))
        if tip != self._tip:  # a tooltip that a page has given stays
            self._tip = tip
            self.setToolTip(tip)

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone, with the words in the tooltip; a button without an icon keeps its words."""
        if self.icon().isNull() or compact == self._compact:
            return
        self._compact = compact
        speak(self, "_write", self._said)

    def refuse(self, why: Said | None) -> None:
        """Disable with the reason in the tooltip; None enables again."""
        self.setEnabled(why is None)
        self._why = why or ""
        speak(self, "_write", self._said)


class ToggleButton(Button):
    """A button that stays pressed: a filter, a verdict."""

    def __init__(
        self, said: Said, kind: str = "toggle", icon_name: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(said, kind, icon_name, parent)
        self.setCheckable(True)


class IconButton(QToolButton):
    """An icon alone: only for what everyone knows, and always with tooltip, name and shortcut."""

    def __init__(
        self,
        icon_name: str,
        tip: Said,
        shortcut: str = "",
        *,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "icon")
        self.setProperty("small", small)
        self._shortcut = shortcut
        self.setIcon(icon(icon_name))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        sized(self, "_set_icon_side", 15 if small else 17)
        self.say(tip)

    def _set_icon_side(self, side: int) -> None:
        self.setIconSize(QSize(side, side))

    def say(self, tip: Said) -> None:
        """Change the tooltip and the accessible name."""
        speak(self, "_write", tip)

    def _write(self, text: str) -> None:
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({self._shortcut})" if self._shortcut else text)


def send_button(said: Said, icon_name: str = "send", parent: QWidget | None = None) -> Button:
    """The large button that sends: as wide as its card."""
    button = Button(said, "send", icon_name, parent)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button
