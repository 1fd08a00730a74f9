"""Days and moments in words, in the language that they are shown in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qms_desktop.core import languages
from qms_desktop.core.messages import Localised, _


@dataclass(frozen=True, slots=True)
class Day(Localised):
    """20-ноябрь, 20 ноября, 20 November; with the weekday where it is asked for."""

    day: dt.date
    weekday: bool = False

    def text(self, language: str) -> str:
        said = languages.day_and_month(self.day, language)
        if not self.weekday:
            return said
        weekday = languages.weekday(self.day, language)
        return f"{said}, {weekday.capitalize() if language == 'en' else weekday}"

    __str__ = Localised.__str__


@dataclass(frozen=True, slots=True)
class Month(Localised):
    """The month as it stands under the number of a day: ноябрь, ноября, November."""

    day: dt.date

    def text(self, language: str) -> str:
        return languages.day_and_month(self.day, language).lstrip("0123456789- ").strip()

    __str__ = Localised.__str__


def local(at: str | dt.datetime) -> dt.datetime:
    """A moment of the journal (ISO 8601, UTC) on this computer's clock."""
    moment = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment.astimezone()


def day_of(at: str | dt.datetime, today: dt.date | None = None) -> Localised:
    """Today, yesterday or the day."""
    day, today = local(at).date(), today or dt.date.today()
    if day == today:
        return _("today")
    if day == today - dt.timedelta(days=1):
        return _("yesterday")
    return Day(day)


def moment(at: str | dt.datetime, today: dt.date | None = None) -> Localised:
    """The day and the time: today, 14:32."""
    return _("{day}, {time}", day=day_of(at, today), time=f"{local(at):%H:%M}")
