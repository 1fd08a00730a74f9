"""Figures that follow from what is counted: shares, achievement of a target, distance from it.

Decimals are texts as everywhere in records, rounded half up to one place; what is divided by nothing has no figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation
from typing import Any

from qms_desktop.core.fields.simple import normal_decimal

_HUNDRED = Decimal(100)
_TENTH = Decimal("0.1")


def rounded(number: Decimal) -> str:
    """To one place, half up: 66.65 as 66.7."""
    return normal_decimal(number.quantize(_TENTH, ROUND_HALF_UP))


def number(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


def share(part: Any, whole: Any) -> str | None:
    """How many per cent a part is of the whole: 45 of 60 as 75."""
    left, right = number(part), number(whole)
    return rounded(left * _HUNDRED / right) if left is not None and right else None


def mean(values: list[Any]) -> str | None:
    found = [number(value) for value in values if value not in (None, "")]
    return rounded(sum(found, Decimal(0)) / len(found)) if found else None


def achieved(values: dict[str, Any], _profile: object = None) -> str | None:
    """How far `actual` reaches `target`, in per cent, by the `direction` in which it is better.

    More is better (also where no direction is said): actual / target. Less is better: target / actual, and nothing
    at all fulfils it. Within a range `target` to `target_to`: 100, outside it less by the distance in per cent of the
    bound. Yes or no: 100 or 0. Averages cap it at 100; here it is as it comes.
    """
    actual, target = number(values.get("actual")), number(values.get("target"))
    if actual is None or target is None:
        return None
    direction = values.get("direction") or "more"
    try:
        if direction == "yes_no":
            return "100" if actual >= target else "0"
        if direction == "less":
            return "100" if actual <= 0 <= target else rounded(target * _HUNDRED / actual)
        if direction == "range":
            return rounded(_within(actual, target, number(values.get("target_to"))))
        return rounded(actual * _HUNDRED / target)
    except (DivisionByZero, InvalidOperation):
        return None


def reached(values: Mapping[str, Any]) -> bool | None:
    """Whether `actual` reaches `target`, whatever rounding makes of the share: 2,499 of 2,500 are 100 %, and not reached."""
    actual, target = number(values.get("actual")), number(values.get("target"))
    if actual is None or target is None:
        return None
    direction = values.get("direction") or "more"
    if direction == "less":
        return actual <= target
    if direction == "range":
        high = number(values.get("target_to"))
        return target <= actual <= (target if high is None else high)
    return actual >= target


def _within(actual: Decimal, low: Decimal, high: Decimal | None) -> Decimal:
    high = low if high is None else high
    if low <= actual <= high:
        return _HUNDRED
    bound = low if actual < low else high
    return max(Decimal(0), _HUNDRED - abs(actual - bound) * _HUNDRED / abs(bound))


def deviation(values: dict[str, Any], _profile: object = None) -> str | None:
    """How far `actual` is from `target`, in their own unit: -5 for 80 where 85 was wanted."""
    actual, target = number(values.get("actual")), number(values.get("target"))
    return normal_decimal(actual - target) if actual is not None and target is not None else None


def counted(values: dict[str, Any], _profile: object = None) -> str | None:
    """The value of what was counted, in per cent; where no counts are given, the value as it was entered."""
    return share(values.get("numerator"), values.get("denominator")) or values.get("entered")
