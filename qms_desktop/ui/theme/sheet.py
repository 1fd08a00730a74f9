"""The style sheet: only what a palette cannot say, and no size of text."""

from __future__ import annotations

from collections.abc import Callable

from qms_desktop.ui.theme.tokens import TONES, Tokens

Px = Callable[[float], int]


def sheet(t: Tokens, px: Px) -> str:
    """The style sheet of a palette, with lengths at today's scale."""
    return "".join(
        (
            _labels(t),
            _buttons(t, px),
            _fields(t, px),
            _frames(t, px),
            _lists(t, px),
            _menus(t, px),
            _bars(t, px),
        )
    )


def _labels(t: Tokens) -> str:
    tones = {
        "text": t.text,
        "text2": t.text2,
        "text3": t.text3,
        "accent": t.accent,
        "low": t.low,
        "medium": t.medium,
        "high": t.high,
        "soft_text": t.soft_text,
        "on_accent": t.on_accent,
    }
    return "".join(f'QLabel[tone="{name}"] {{ color: {colour}; }}\n' for name, colour in tones.items())


def _button(
    kind: str,
    px: Px,
    *,
    height: int,
    pad: int,
    ground: str,
    text: str,
    edge: str,
    hover: str,
    focus: str,
    off: str,
    off_ground: str,
    off_edge: str,
) -> str:
    """One kind of button; the frame of the focus is 2 px and takes its second pixel from the padding."""
    name = f'QPushButton[kind="{kind}"]'
    return f"""
{name} {{ background: {ground}; color: {text}; border: 1px solid {edge}; border-radius: {px(5)}px;
  padding: 0 {px(pad)}px; min-height: {px(height) - 2}px; }}
{name}:hover {{ background: {hover}; }}
{name}:focus {{ border: 2px solid {focus}; padding: 0 {px(pad) - 1}px; min-height: {px(height) - 4}px; }}
{name}:disabled {{ background: {off_ground}; color: {off}; border: 1px solid {off_edge}; }}
"""


def _buttons(t: Tokens, px: Px) -> str:
    off = {"off": t.text3, "off_ground": t.subtle, "off_edge": t.line}
    plain = {"ground": t.surface, "hover": t.hover, "focus": t.accent, **off}
    filled = {
        "ground": t.accent,
        "text": t.on_accent,
        "edge": t.accent,
        "hover": t.accent_hover,
        "focus": t.text,
        **off,
    }
    kinds = (
        _button("primary", px, height=34, pad=13, **filled),
        _button("send", px, height=52, pad=16, **filled),
        _button("secondary", px, height=34, pad=12, text=t.text, edge=t.ctl, **plain),
        _button("inline", px, height=32, pad=12, text=t.accent, edge=t.soft_edge, **plain),
        _button("toggle", px, height=32, pad=10, text=t.text2, edge=t.line, **plain),
        _button(
            "link",
            px,
            height=28,
            pad=8,
            text=t.accent,
            edge="transparent",
            **plain | {"ground": "transparent", "off_ground": "transparent", "off_edge": "transparent"},
        ),
        _button(
            "inverse",
            px,
            height=28,
            pad=8,
            text=t.surface,
            edge="transparent",
            **plain | {"ground": "transparent", "hover": t.text2, "focus": t.surface},
        ),
        _button("verdict", px, height=36, pad=10, text=t.text, edge=t.ctl, **plain),
    )
    toned = "".join(
        f'QPushButton[kind="verdict"][tone="{tone}"]:checked {{ background: {t.tone(tone)[1]};'
        f" color: {t.tone(tone)[0]}; border: 2px solid {t.tone(tone)[0]}; padding: 0 {px(10) - 1}px;"
        f" min-height: {px(36) - 4}px; }}\n"
        for tone in TONES
    )
    icon = 'QToolButton[kind="icon"]'
    letter = 'QToolButton[kind="letter"]'
    return (
        "".join(kinds)
        + toned
        + f"""
QPushButton[kind="toggle"]:checked {{ background: {t.soft}; color: {t.soft_text}; border: 1px solid {t.accent}; }}
QPushButton[kind="toggle"]:checked:focus {{ border: 2px solid {t.accent}; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
{icon} {{ background: transparent; border: 1px solid transparent; border-radius: {px(5)}px;
  min-width: {px(28) - 2}px; min-height: {px(28) - 2}px; padding: 0; color: {t.text2}; }}
{icon}:hover {{ background: {t.hover}; }}
{icon}[small="true"] {{ min-width: {px(20) - 2}px; min-height: {px(20) - 2}px; max-height: {px(20) - 2}px; }}
{icon}:checked {{ background: {t.soft}; }}
{icon}:focus {{ border: 2px solid {t.accent}; min-width: {px(28) - 4}px; min-height: {px(28) - 4}px; }}
{icon}[small="true"]:focus {{ min-width: {px(20) - 4}px; min-height: {px(20) - 4}px;
  max-height: {px(20) - 4}px; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
{letter} {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {px(5)}px;
  min-width: {px(26) - 2}px; min-height: {px(26) - 2}px; padding: 0; color: {t.text}; }}
{letter}:hover {{ background: {t.hover}; border-color: {t.ctl}; }}
QPushButton[kind="fold"] {{ background: transparent; color: {t.text}; border: 2px solid transparent;
  text-align: left; padding: 0; min-height: {px(26)}px; }}
QPushButton[kind="fold"]:focus {{ border: 2px solid {t.accent}; border-radius: {px(4)}px; }}
QPushButton[kind="status"] {{ background: transparent; color: {t.text2}; border: 1px solid transparent;
  padding: 0 {px(6)}px; min-height: {px(22)}px; border-radius: {px(4)}px; }}
QPushButton[kind="status"]:hover {{ background: {t.hover}; }}
QPushButton[kind="status"]:focus {{ border: 1px solid {t.accent}; }}
"""
    )


def _fields(t: Tokens, px: Px) -> str:
    inner, pad = px(32) - 2, px(9)
    line, text = 'QLineEdit[field="true"]', 'QPlainTextEdit[field="true"]'
    combo = 'QComboBox[field="true"]'

    def framed(state: str, colour: str) -> str:
        return (
            f"{line}{state}, {combo}{state} {{ border: 2px solid {colour}; padding: 0 {pad - 1}px;"
            f" min-height: {inner - 2}px; }}\n"
            f"{text}{state} {{ border: 2px solid {colour}; padding: {px(4) - 1}px {px(5) - 1}px; }}\n"
        )

    return f"""
{line}, {combo} {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.ctl};
  border-radius: {px(5)}px; padding: 0 {pad}px; min-height: {inner}px; selection-background-color: {t.accent};
  selection-color: {t.on_accent}; }}
{text} {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.ctl}; border-radius: {px(5)}px;
  padding: {px(4)}px {px(5)}px; selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
{framed(":focus", t.accent)}{framed('[wrong="true"]', t.high)}
{line}:read-only, {text}:read-only, {line}:disabled, {combo}:disabled {{ background: {t.subtle};
  color: {t.text2}; border: 1px solid {t.line}; }}
QLineEdit[quiet="true"] {{ background: {t.subtle}; border: 1px solid {t.line}; }}
QLineEdit[quiet="true"]:focus {{ background: {t.surface}; border: 2px solid {t.accent}; }}
{combo}::drop-down {{ border: none; width: {px(26)}px; }}
{combo}::down-arrow {{ image: none; }}
QListView {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.ctl}; outline: 0; padding: {px(3)}px; }}
QWidget QListView {{ border: none; padding: 0; }}  /* one without a parent is what opens under a box that is typed in */
QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.ctl}; outline: 0;
  padding: {px(3)}px; }}
QComboBox QAbstractItemView::item {{ min-height: {px(28)}px; padding: 0 {px(6)}px; border-radius: {px(4)}px; }}
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:hover
  {{ background: {t.soft}; color: {t.soft_text}; }}
QWidget[cell="true"] {{ background: {t.surface}; color: {t.text}; border: 2px solid {t.accent}; border-radius: 0;
  selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
"""


def _frames(t: Tokens, px: Px) -> str:
    radius = f"border-radius: {px(6)}px;"
    banners = {
        "info": (t.soft, t.soft_edge),
        "warning": (t.medium_ground, t.medium_ground),
        "error": (t.high_ground, t.high_ground),
        "done": (t.low_ground, t.low_ground),
    }
    return (
        "".join(
            f'QFrame[banner="{tone}"] {{ background: {ground}; border: 1px solid {edge}; {radius} }}\n'
            for tone, (ground, edge) in banners.items()
        )
        + f"""
QFrame[frame="card"] {{ background: {t.surface}; border: 1px solid {t.line}; {radius} }}
QFrame[frame="dialog"] {{ background: {t.surface}; border: 1px solid {t.ctl}; {radius} }}
QFrame[frame="open"] {{ background: {t.subtle}; border: 1px solid {t.line};
  border-left: 3px solid {t.medium}; {radius} }}
QFrame[frame="subtle"] {{ background: {t.subtle}; border: 1px solid {t.line}; {radius} }}
QFrame[frame="batch"] {{ background: {t.soft}; border: 1px solid {t.soft_edge}; {radius} }}
QFrame[frame="undo"] {{ background: {t.text}; border: none; {radius} }}
QFrame[frame="undo"] QLabel {{ color: {t.surface}; }}
QFrame[frame="rule"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[frame="popup"] {{ background: {t.surface}; border: 1px solid {t.ctl}; {radius} }}
QWidget[ground="window"] {{ background: {t.window}; }}
QWidget[ground="surface"] {{ background: {t.surface}; }}
QWidget[ground="none"] {{ background: transparent; }}
QWidget[part="strip"] {{ background: {t.surface}; border-bottom: 1px solid {t.line}; }}
QWidget[part="status"] {{ background: {t.surface}; border-top: 1px solid {t.line}; }}
QWidget[part="sidebar"] {{ background: {t.sidebar}; border-right: 1px solid {t.line}; }}
QWidget[part="panel"] {{ background: {t.surface}; border-left: 1px solid {t.line}; }}
QWidget[part="checks"] {{ background: {t.subtle}; border-top: 1px solid {t.line}; }}
QWidget[part="tabs"] {{ border-bottom: 1px solid {t.line}; }}
QWidget[part="panelhead"] {{ background: {t.surface}; }}
QSplitter::handle {{ background: transparent; }}
QScrollArea {{ background: transparent; border: none; }}
QToolTip {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.ctl}; padding: {px(4)}px; }}
"""
    )


def _lists(t: Tokens, px: Px) -> str:
    return f"""
QTableView {{ background: {t.surface}; border: 1px solid {t.line}; outline: 0; gridline-color: {t.line2};
  selection-background-color: {t.soft}; selection-color: {t.text}; }}
QTableView QTableCornerButton::section {{ background: {t.subtle}; border: none; }}
QHeaderView {{ background: {t.subtle}; border: none; }}
QHeaderView::section {{ background: {t.subtle}; color: {t.text2}; border: none;
  border-right: 1px solid {t.line2}; border-bottom: 1px solid {t.line}; padding: 0 {px(7)}px; }}
QCalendarWidget QWidget {{ background: {t.surface}; }}
QCalendarWidget QAbstractItemView {{ selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QCalendarWidget QToolButton {{ background: {t.surface}; color: {t.text}; border: none; padding: {px(4)}px; }}
"""


def _menus(t: Tokens, px: Px) -> str:
    return f"""
QMenuBar {{ background: transparent; border: none; spacing: 0; }}
QMenuBar::item {{ background: transparent; color: {t.text}; padding: {px(5)}px {px(10)}px;
  border-radius: {px(4)}px; }}
QMenuBar::item:selected {{ background: {t.hover}; }}
QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.ctl}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(6)}px {px(24)}px {px(6)}px {px(12)}px; border-radius: {px(4)}px; }}
QMenu::item:selected {{ background: {t.soft}; color: {t.soft_text}; }}
QMenu::item:disabled {{ color: {t.text3}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: {px(4)}px; }}
"""


def _bars(t: Tokens, px: Px) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: {px(10)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(10)}px; margin: 0; }}
QScrollBar::handle {{ background: {t.ctl}; border-radius: {px(3)}px; margin: {px(2)}px; }}
QScrollBar::handle:vertical {{ min-height: {px(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(32)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {t.line}; border: none; border-radius: {px(3)}px; min-height: {px(6)}px;
  max-height: {px(6)}px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: {px(3)}px; }}
QProgressBar[full="true"]::chunk {{ background: {t.low}; }}
"""
