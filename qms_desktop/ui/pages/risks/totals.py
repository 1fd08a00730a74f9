"""The line below the tables: how many at which level, what the measures moved, how many of them are done."""

from __future__ import annotations

from dataclasses import dataclass

from qms_desktop.core.languages import format_number
from qms_desktop.core.messages import Counted, Localised, _, n_
from qms_desktop.core.profile import Profile
from qms_desktop.services.risks import Totals
from qms_desktop.ui.table.extras import TotalsLine
from qms_desktop.ui.words import Lines

LEVELS = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Capital(Localised):
    """A word of the profile at the beginning of a button."""

    word: Localised

    def text(self, language: str) -> str:
        said = self.word.text(language)
        return said[:1].upper() + said[1:]

    __str__ = Localised.__str__


@dataclass(frozen=True, slots=True)
class Average(Localised):
    """A mean with one decimal, with the decimal mark of the language: 11,6."""

    value: float

    def text(self, language: str) -> str:
        return format_number(str(round(self.value, 1)), language)

    __str__ = Localised.__str__


def tell_risks(line: TotalsLine, totals: Totals, profile: Profile) -> None:
    """`9 risks · high 4 · medium 5 · low 0 – average score 11,6 → 5,5 – of 25 measures 10 are done`."""
    levels = Lines(tuple(_("{word} {n}", word=profile.level_word(level), n=totals.levels.get(level, 0))
                         for level in LEVELS), " · ")  # fmt: skip
    moved: Localised | str = ""
    if totals.before is not None and totals.after is not None:
        moved = _("average score {before} → {after}", before=Average(totals.before), after=Average(totals.after))
    line.say(n_("{n} risk", "{n} risks", totals.count), levels, moved, _measures(totals))


def tell_opportunities(line: TotalsLine, totals: Totals) -> None:
    line.say(n_("{n} opportunity", "{n} opportunities", totals.count), "", "", _measures(totals))


def _measures(totals: Totals) -> Localised | str:
    if not totals.measures:
        return ""
    return n_("of {n} measure {done} is done", "of {n} measures {done} are done", totals.measures,
              done=Counted(totals.measures_done))  # fmt: skip
