"""By what the reports judge: the bands of achievement, where it is capped in averages, how many years a trend looks back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from qms_desktop.core.messages import Text


class Band(Struct, frozen=True):
    """What an achievement of at least `least` per cent is called."""

    key: str
    least: Decimal
    word: Text


class ReportRules(Struct, frozen=True):
    """`cap` is the most that one indicator counts in an average; None where it counts as it is. `bands` from the best.

    `audits_a_month` is how many audits of one auditor in a month are held good; `lead_after_audits` in how many somebody
    has taken part before leading one.
    """

    cap: Decimal | None
    years: int
    audits_a_month: int
    lead_after_audits: int
    bands: tuple[Band, ...]

    def capped(self, achieved: Decimal) -> Decimal:
        """An achievement as averages take it: one over-fulfilled indicator must not hide a failed one."""
        return achieved if self.cap is None else min(achieved, self.cap)

    def band(self, achieved: Decimal) -> Band:
        return next((band for band in self.bands if achieved >= band.least), self.bands[-1])


def rules_of(given: Mapping[str, Any]) -> ReportRules:
    """From the profile's table `reports`; ValueError for bands that do not go down to 0, or a trend of no years."""
    bands = [Band(band["key"], Decimal(str(band["from"])), Text.of(band["word"])) for band in given["bands"]]
    bands.sort(key=lambda band: band.least, reverse=True)
    if not bands or bands[-1].least > 0:
        raise ValueError("reports.bands")
    years = given.get("years", 5)
    if not isinstance(years, int) or not 2 <= years <= 10:
        raise ValueError("reports.years")
    audits = given.get("audits_a_month", 4)
    if not isinstance(audits, int) or not 1 <= audits <= 31:
        raise ValueError("reports.audits_a_month")
    practice = given.get("lead_after_audits", 3)
    if not isinstance(practice, int) or not 0 <= practice <= 50:
        raise ValueError("reports.lead_after_audits")
    cap = given.get("cap")
    return ReportRules(None if cap is None else Decimal(str(cap)), years, audits, practice, tuple(bands))
