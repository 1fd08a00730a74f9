"""Words of the calendar: states, and months with their year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qms_desktop.core.languages import locale
from qms_desktop.core.messages import Localised, _

STATES = {"late": _("late"), "soon": _("due soon"), "open": _("to be done"), "done": _("done")}


@dataclass(frozen=True, slots=True)
class MonthOf(Localised):
    """2026-ж. ноябрь, ноябрь 2026, November 2026."""

    day: dt.date

    def text(self, language: str) -> str:
        name = locale(language).months["stand-alone"]["wide"][self.day.month]
        if language == "ky":
            return f"{self.day.year}-ж. {name.lower()}"
        return f"{name.capitalize()} {self.day.year}"

    __str__ = Localised.__str__
