"""What people are told of clocks that are wrong; what was received is right all the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from qms_desktop.core.messages import Message, _
from qms_desktop.exchange.outcome import named


def told(odd: Mapping[str, str]) -> Message | None:
    """One sentence about the units in whose bundles a moment is impossible by the clock here; None where none is."""
    if not odd:
        return None
    unit, moment = sorted(odd.items())[0]
    return _("Something from {unit} says that it was written on {moment}; here it is {today}. One of the two clocks is "
             "wrong. Nothing is lost by it, but dates on paper may be.",
             unit=named(unit), moment=moment[:10], today=dt.date.today().isoformat())  # fmt: skip
