"""Every pair of the palette keeps the contrast that was promised for it."""

import pytest

from qms_desktop.ui.theme.tokens import DARK, LIGHT


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# The pair, and the promise for light and dark.
PAIRS = [
    ("text", "surface", 16.2, 12.4),
    ("text", "soft", 13.7, 9.8),
    ("text2", "sidebar", 6.2, 8.0),
    ("text2", "soft", 6.1, 6.0),
    ("text3", "sidebar", 5.0, 6.1),
    ("text3", "soft", 5.0, 4.6),
    ("accent", "surface", 7.1, 7.0),
    ("accent", "soft", 6.0, 5.5),
    ("on_accent", "accent", 7.1, 7.6),
    ("low", "low_ground", 5.9, 7.3),
    ("medium", "medium_ground", 6.7, 7.5),
    ("high", "high_ground", 6.5, 6.9),
    ("text2", "low_cell", 4.9, 4.7),
    ("text2", "medium_cell", 4.9, 4.7),
    ("text2", "high_cell", 4.9, 4.7),
    ("ctl", "surface", 3.3, 4.1),
    ("ctl", "window", 3.0, 4.6),
]
ROUNDING = 0.06


@pytest.mark.parametrize(("ink", "ground", "light", "dark"), PAIRS)
def test_pair_keeps_its_contrast(ink, ground, light, dark):
    assert contrast(getattr(LIGHT, ink), getattr(LIGHT, ground)) >= light - ROUNDING
    assert contrast(getattr(DARK, ink), getattr(DARK, ground)) >= dark - ROUNDING


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", ["neutral", "info", "low", "medium", "high"])
def test_every_tone_can_be_read(tokens, tone):
    assert contrast(*tokens.tone(tone)) >= 4.5
