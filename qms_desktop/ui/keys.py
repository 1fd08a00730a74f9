"""Keys by their place on the keyboard, whatever the layout writes there."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent

# The letters of the Russian and Kyrgyz layouts in the order of the keys that write QWERTY… in the Latin one.
_CYRILLIC = "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ"
_LATIN = "QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,."
_PLACE = {ord(cyrillic): ord(latin) for cyrillic, latin in zip(_CYRILLIC, _LATIN, strict=True)}

# Which physical key gives which letter with Alt: where the Russian layout has н, о, у.
LETTERS = {"Y": "ң", "J": "ө", "E": "ү"}


def physical(event: QKeyEvent) -> int:
    """The key as the Latin layout names it: Ctrl+С of the Russian layout is Ctrl+C."""
    return _PLACE.get(event.key(), event.key())
