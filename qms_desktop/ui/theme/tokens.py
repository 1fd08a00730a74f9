"""The palette, once: every colour of the window is one of these names, in light and in dark."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as `#RRGGBB`."""

    dark: bool
    window: str  # behind cards
    surface: str  # cards, tables, panel, strip, fields
    sidebar: str
    subtle: str  # table header, office-owned cell, checks
    hover: str  # hover, neutral chip
    line: str  # edge of a card
    line2: str  # grid line
    ctl: str  # edge of a field or button, scroll bar
    text: str
    text2: str  # second line
    text3: str  # placeholder, group heading
    accent: str  # primary button, link, focus, selection bar
    on_accent: str
    accent_hover: str
    soft: str  # selected row, current section, info
    soft_text: str
    soft_edge: str
    low: str
    low_ground: str
    low_cell: str
    medium: str
    medium_ground: str
    medium_cell: str
    high: str
    high_ground: str
    high_cell: str
    desk: str  # around the paper page

    def tone(self, name: str) -> tuple[str, str]:
        """Text and ground of a state: `neutral`, `info`, `low`, `medium`, `high`."""
        return {
            "neutral": (self.text2, self.hover),
            "info": (self.soft_text, self.soft),
            "low": (self.low, self.low_ground),
            "medium": (self.medium, self.medium_ground),
            "high": (self.high, self.high_ground),
        }[name]

    def cell(self, level: str) -> str:
        """Ground of a matrix cell of a level: `low`, `medium`, `high`."""
        return {"low": self.low_cell, "medium": self.medium_cell, "high": self.high_cell}[level]


TONES = ("neutral", "info", "low", "medium", "high")

LIGHT = Tokens(
    dark=False,
    window="#F4F5F7",
    surface="#FFFFFF",
    sidebar="#EAEDF2",
    subtle="#F7F8FA",
    hover="#EEF2F7",
    line="#DCE0E6",
    line2="#EBEEF2",
    ctl="#848E9C",
    text="#1B2129",
    text2="#4D5866",
    text3="#5B6572",
    accent="#1D5A96",
    on_accent="#FFFFFF",
    accent_hover="#174A7C",
    soft="#E3EDF7",
    soft_text="#17497B",
    soft_edge="#B5CDE6",
    low="#1C6638",
    low_ground="#DFF1E5",
    low_cell="#D3EBDB",
    medium="#744700",
    medium_ground="#FCEBC5",
    medium_cell="#FAE3AC",
    high="#9C1C17",
    high_ground="#FBE0DD",
    high_cell="#F5CBC6",
    desk="#DADEE4",
)

DARK = Tokens(
    dark=True,
    window="#1B1E23",
    surface="#23272D",
    sidebar="#1F2329",
    subtle="#282D34",
    hover="#2D333B",
    line="#3A414A",
    line2="#30363E",
    ctl="#7D8794",
    text="#E7EAEE",
    text2="#B1B9C4",
    text3="#98A2AE",
    accent="#82B6EA",
    on_accent="#0E2135",
    accent_hover="#9CC6F0",
    soft="#27394D",
    soft_text="#B9D7F5",
    soft_edge="#3F5B78",
    low="#8FD6A8",
    low_ground="#203A2B",
    low_cell="#27482F",
    medium="#F0C877",
    medium_ground="#42361B",
    medium_cell="#54451F",
    high="#F7A8A0",
    high_ground="#4B2624",
    high_cell="#5E2E2B",
    desk="#14171A",
)
