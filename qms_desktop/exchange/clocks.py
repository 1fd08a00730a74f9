"""Clocks decide nothing. One that is plainly wrong is told to people, since dates on paper come from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

FIRST = "2024"
"""The program is younger: what says that it was written before has a clock that stands."""
AHEAD = dt.timedelta(days=2)
"""So far two honest clocks may differ, time zones and a forgotten day included."""


def odd_moment(moments: Iterable[str], now: str) -> str:
    """Of the moments that changes carry the one furthest off by the clock here (`now`); empty if none is."""
    latest = (dt.datetime.fromisoformat(now) + AHEAD).strftime("%Y-%m-%dT%H:%M:%SZ")
    known = [moment for moment in moments if moment[:4].isdigit()]
    last, first = max(known, default=""), min(known, default=FIRST)
    if last > latest:
        return last
    return first if first < FIRST else ""


def is_behind(now: str, written: str) -> bool:
    """Whether the clock here tells a moment before one at which something was already written here."""
    return odd_moment([written], now) == written and written > now
