"""Tokens as a QPalette; and, under high contrast, the system's palette as tokens."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from qms_desktop.ui.theme.tokens import LIGHT, Tokens

Role = QPalette.ColorRole


def palette_of(t: Tokens) -> QPalette:
    """All that a palette can say of the tokens."""
    roles = {
        Role.Window: t.window,
        Role.WindowText: t.text,
        Role.Base: t.surface,
        Role.AlternateBase: t.subtle,
        Role.Text: t.text,
        Role.PlaceholderText: t.text3,
        Role.Button: t.surface,
        Role.ButtonText: t.text,
        Role.BrightText: t.high,
        Role.Highlight: t.accent,
        Role.HighlightedText: t.on_accent,
        Role.Accent: t.accent,
        Role.Link: t.accent,
        Role.LinkVisited: t.accent,
        Role.ToolTipBase: t.surface,
        Role.ToolTipText: t.text,
        Role.Light: t.surface,
        Role.Midlight: t.line2,
        Role.Mid: t.line,
        Role.Dark: t.ctl,
        Role.Shadow: t.line,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.text3))
    return palette


def tokens_of(palette: QPalette) -> Tokens:
    """The system's own colours for what we paint ourselves: two colours and the highlight, no tints."""

    def colour(role: Role) -> str:
        return palette.color(QPalette.ColorGroup.Active, role).name()

    ground, text = colour(Role.Base), colour(Role.Text)
    values = dict.fromkeys((name for name in LIGHT.__slots__ if name != "dark"), text)
    grounds = (
        "window",
        "surface",
        "sidebar",
        "subtle",
        "hover",
        "line2",
        "soft",
        "desk",
        *(f"{level}_{part}" for level in ("low", "medium", "high") for part in ("ground", "cell")),
    )
    values |= dict.fromkeys(grounds, ground)
    values |= {
        "accent": colour(Role.Highlight),
        "accent_hover": colour(Role.Highlight),
        "on_accent": colour(Role.HighlightedText),
    }
    return Tokens(dark=palette.color(Role.Base).lightness() < 128, **values)
