"""What the QA office changes in its institution's profile, laid over the profile that ships with the program.

An edit names a part of the profile and an entry of it. Edits are laid over part by part, in one order whatever the order
in which they arrived. What cannot be is refused in a sentence while somebody edits; where edits of two computers make
something impossible together, the part stays as it was in the document.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct, structs

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import LANGUAGES, Message, _
from qms_desktop.core.paths import resources_dir

Data = dict[str, Any]

PARTS: dict[str, Message] = {
    "risk_categories": _("Risk categories"),
    "levels": _("Risk levels"),
    "process_groups": _("Groups of processes"),
    "unit_types": _("Types of units"),
    "positions": _("Positions"),
    "approvers": _("Approvers"),
    "signatories": _("Who approves the forms"),
    "numbering": _("Numbering"),
    "deadlines": _("Deadlines"),
    "year_duties": _("Duties of the year"),
    "period": _("Reporting year"),
    "reports": _("Judgement in reports"),
    "holidays": _("Days off"),
    "working_days": _("Moved working days"),
    "strategic_directions": _("Strategic directions"),
    "activity_directions": _("Directions of activity"),
    "completion_marks": _("Completion marks"),
    "accreditation": _("Accreditation criteria"),
    "qa_office": _("Name of the QA office"),
    "terms": _("Words of the institution"),
}
"""The parts of a profile that the QA office edits, with what they are called."""

LISTS = ("risk_categories", "process_groups", "unit_types", "positions", "strategic_directions", "activity_directions", "completion_marks")
"""Lists of words that records choose from: entries are added and withdrawn, and never vanish."""

GROWING = (*LISTS, "holidays", "working_days", "accreditation")
"""The parts to which entries can be added."""

_PLACE = re.compile(r"\{(\w*)\}")
_MONTH_DAY = re.compile(r"\d\d-\d\d")
_ALWAYS_KNOWN = {"unit", "year", "period"}


class ProfileEdit(Struct, frozen=True):
    """An entry as the office wants it: its words, and a `value` (upper bound, pattern, days) where the part has one."""

    part: str
    key: str
    ky: str = ""
    ru: str = ""
    en: str = ""
    value: str = ""
    count: str = ""
    order: int = 0
    withdrawn: bool = False

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> ProfileEdit:
        """The edit of a record, or of an invitation."""
        said = {name: given.get(name) for name in ("part", "key", *LANGUAGES, "value", "count")}
        texts = {name: value if isinstance(value, str) else "" for name, value in said.items()}
        order = given.get("order")
        return cls(**texts, order=order if isinstance(order, int) else 0, withdrawn=given.get("withdrawn") is True)

    def as_json(self) -> dict[str, Any]:
        """As it travels in an invitation."""
        return structs.asdict(self)

    @property
    def words(self) -> dict[str, str]:
        """In the three languages; Kyrgyz where it was not translated."""
        return {"ky": self.ky, "ru": self.ru or self.ky, "en": self.en or self.ky}


def overlaid(data: Mapping[str, Any], edits: Iterable[ProfileEdit], *, strict: Collection[str] = ()) -> Data:
    """The profile's data with the edits laid over; for the parts in `strict` what cannot be is a UserError."""
    by_part: dict[str, list[ProfileEdit]] = {}
    for edit in sorted(edits, key=lambda edit: (edit.part, edit.order, edit.key)):
        if edit.key:  # what was only begun changes nothing yet
            by_part.setdefault(edit.part, []).append(edit)
    result = dict(data)
    for part in PARTS:
        if part in by_part:
            try:
                result = _APPLIED[part](result, by_part[part])
            except UserError:
                if part in strict:
                    raise
    return result


# --- lists of words ----------------------------------------------------------------------------------------------


def _list(name: str) -> Callable[[Data, Sequence[ProfileEdit]], Data]:
    def apply(data: Data, edits: Sequence[ProfileEdit]) -> Data:
        words, withdrawn = dict(data[name]), set(data.get("withdrawn", {}).get(name, ()))
        for edit in edits:
            if edit.ky:
                words[edit.key] = edit.words
            (withdrawn.add if edit.withdrawn else withdrawn.discard)(edit.key)
        used = {key: text["ky"] for key, text in words.items() if key not in withdrawn}
        if not used:
            raise UserError(_("The list “{list}” cannot be empty: one entry must stay in use.", list=PARTS[name]))
        _no_doubles(PARTS[name], used.values())
        return data | {name: words, "withdrawn": data.get("withdrawn", {}) | {name: sorted(withdrawn)}}

    return apply


def _no_doubles(label: Message, words: Iterable[str]) -> None:
    seen: set[str] = set()
    for word in words:
        if word.casefold() in seen:
            raise UserError(_("“{word}” stands in the list “{list}” already.", word=word, list=label))
        seen.add(word.casefold())


def _check_known(edit: ProfileEdit, known: Iterable[str]) -> None:
    if edit.key not in known:
        raise UserError(_("There is no entry “{key}” in “{list}”.", key=edit.key, list=PARTS[edit.part]))


def _approvers(data: Data, edits: Sequence[ProfileEdit]) -> Data:
    for edit in edits:
        _check_known(edit, data["approvers"])
    return data | {"approvers": data["approvers"] | {edit.key: edit.words for edit in edits if edit.ky}}


def _terms(data: Data, edits: Sequence[ProfileEdit]) -> Data:
    terms = dict(data["terms"])
    for edit in edits:
        _check_known(edit, terms)
        if edit.ky:
            before = terms[edit.key]
            variants = dict.fromkeys([*before.get("variants", ()), before["label"]["ky"]])
            variants.pop(edit.ky, None)
            terms[edit.key] = before | {"label": edit.words, "variants": list(variants)}
    return data | {"terms": terms}


def _qa_office(data: Data, edits: Sequence[ProfileEdit]) -> Data:
    office = dict(data["qa_office"])
    for edit in edits:
        _check_known(edit, ("name",))
        if edit.ky:
            variants = dict.fromkeys([*office.get("variants", ()), office["name"]["ky"]])
            variants.pop(edit.ky, None)
            office |= {"name": edit.words, "variants": list(variants)}
    return data | {"qa_office": office}


# --- figures -----------------------------------------------------------------------------------------------------


def _levels(data: Data, edits: Sequence[ProfileEdit]) -> Data:
    levels = {level["key"]: dict(level) for level in data["levels"]}
    for edit in edits:
        _check_known(edit, levels)
        level = levels[edit.key]
        if edit.ky:
            variants = dict.fromkeys([*level.get("variants", ()), *level["word"].values()])
            level |= {"word": edit.words, "variants": [word for word in variants if word not in edit.words.values()]}
        if edit.value and edit.key != "high":
            level["to"] = _whole(edit.value)
    low, medium = levels["low"]["to"], levels["medium"]["to"]
    if not 1 <= low < medium < 25:
        raise UserError(
            _("The risk levels overlap or leave nothing between them: low goes to {low}, medium to {medium}.", low=low, medium=medium),
            _("The bounds must rise, low before medium, and both lie between 1 and 24."),
        )
    levels["medium"]["from"], levels["high"]["from"] = low + 1, medium + 1
    _no_doubles(PARTS["levels"], (level["word"]["ky"] for level in levels.values()))
    return data | {"levels": list(levels.values())}


def _whole(text: str) -> int:
    if not text.strip().isdecimal() or len(text) > 6:
        raise UserError(_("“{value}” is no whole number.", value=text))
    return int(text)


def _deadlines(data: Data, edits: Sequence[ProfileEdit]) -> Data:
    deadlines = dict(data["deadlines"])
    for edit in edits:
        _check_known(edit, deadlines)
        deadline = dict(deadlines[edit.key])
        if edit.value:
            deadline["days"] = _whole(edit.value)
            if not 1 <= deadline["days"] <= 3650:
                raise UserError(_("A deadline is between 1 and 3650 days: {value}.", value=edit.value))
        if edit.count in ("working", "calendar", "months"):
            deadline["count"] = edit.count
        deadlines[edit.key] = deadline
    return data | {"deadlines": deadlines}


def _numbering(data: Data, edits: Sequence[ProfileEdit]) -> Data:
    result = data | {"forms": dict(data["forms"])}
    for edit in edits:
        of_form = edit.key in result["forms"]
        if not of_form and not (edit.key.endswith("_number") and isinstance(data.get(edit.key), str)):
            _check_known(edit, ())
        if edit.value:
            before = data["forms"][edit.key]["number"] if of_form else data[edit.key]
            _check_pattern(edit.value, before)
            if of_form:
                result["forms"][edit.key] = result["forms"][edit.key] | {"number": edit.value}
            else:
                result[edit.key] = edit.value
    return result


def _check_pattern(pattern: str, before: str) -> None:
    known = _ALWAYS_KNOWN | {name for name in _PLACE.findall(before) if name.strip("n")}
    for name in _PLACE.findall(pattern):
        if name.strip("n") and name not in known:
            raise UserError(
                _("The number “{pattern}” names “{place}”, which these records do not have.", pattern=pattern, place=name),
                _("In braces may stand: {known}, and nn for the serial number.", known=", ".join(sorted(known))),
            )
    serial = [name for name in _PLACE.findall(pattern) if name and not name.strip("n")]
    if len(serial) > 1 or (not serial and any(name and not name.strip("n") for name in _PLACE.findall(before))):
        raise UserError(_("The number “{pattern}” needs one place for the serial number, such as {place}.",
                          pattern=pattern, place="{nn}"))  # fmt: skip
    if set(_PLACE.sub("", pattern)) & set("{}"):
        raise UserError(_("A brace in the number “{pattern}” is not closed.", pattern=pattern))


def _signatories(data: Data, edits: Sequence[ProfileEdit]) -> Data:
    forms, positions = dict(data["forms"]), data["positions"]
    for edit in edits:
        _check_known(edit, forms)
        if edit.value and edit.value not in positions:
            raise UserError(_("There is no position “{value}” in the list of positions.", value=edit.value))
        forms[edit.key] = forms[edit.key] | {"approved_by": edit.value or None}
    return data | {"forms": forms}


def _reports(data: Data, edits: Sequence[ProfileEdit]) -> Data:
    rules = dict(data["reports"])
    bands = {band["key"]: dict(band) for band in rules["bands"]}
    lowest = min(bands, key=lambda key: bands[key]["from"])
    for edit in edits:
        _check_known(edit, ("cap", "years", "audits_a_month", "lead_after_audits", *bands))
        if not edit.value:
            continue
        number = _whole(edit.value)
        if edit.key == "years" and not 2 <= number <= 10:
            raise UserError(_("A trend looks back 2 to 10 years: {value}.", value=edit.value))
        if edit.key == "audits_a_month" and not 1 <= number <= 31:
            raise UserError(_("An auditor holds 1 to 31 audits a month: {value}.", value=edit.value))
        if edit.key == "lead_after_audits" and not 0 <= number <= 50:
            raise UserError(_("A lead auditor needs 0 to 50 audits before: {value}.", value=edit.value))
        if edit.key == "cap" and not 100 <= number <= 1000:
            raise UserError(_("In a mean an indicator counts 100 to 1000 % at most: {value}.", value=edit.value))
        if edit.key in bands and edit.key != lowest:
            bands[edit.key]["from"] = number
        elif edit.key not in bands:
            rules[edit.key] = number
    bounds = [band["from"] for band in bands.values()]
    if bounds != sorted(set(bounds), reverse=True):
        raise UserError(_("The bands of judgement overlap or leave nothing between them."), _("The bounds must fall from the best to 0."))
    return data | {"reports": rules | {"bands": list(bands.values())}}


# --- days --------------------------------------------------------------------------------------------------------


def _period(data: Data, edits: Sequence[ProfileEdit]) -> Data:
    period, starts = dict(data["period"]), dict(data["period_starts"])
    for edit in edits:
        _check_known(edit, ("kind", "from", "semester"))
        if not edit.value:
            continue
        if edit.key == "kind":
            if edit.value not in ("academic_year", "calendar_year"):
                raise UserError(_("The reporting year is an academic or a calendar year, not “{value}”.", value=edit.value))
            period["kind"] = edit.value
        elif edit.key == "from":
            first = _month_day(edit.value)
            period |= {"from": edit.value, "to": f"{first - timedelta(days=1):%m-%d}"}
        else:
            days = [day.strip() for day in edit.value.split(",")]
            if [_month_day(day) for day in days] and len(days) != 2:
                raise UserError(_("An academic year has two semesters: give two days, such as 09-01, 02-01."))
            starts["semester"] = days
    starts[period["kind"]] = [period["from"]]
    return data | {"period": period, "period_starts": starts}


def _month_day(text: str) -> date:
    try:
        if _MONTH_DAY.fullmatch(text):
            return date.fromisoformat(f"2001-{text}")  # no leap year: a period begins every year
    except ValueError:
        pass
    raise UserError(_("“{value}” is no day of the year.", value=text), _("Write the month and the day: 09-01."))


def _calendar_day(edit: ProfileEdit) -> str:
    try:
        return date.fromisoformat(edit.key).isoformat()
    except ValueError:
        raise UserError(_("“{value}” is no date.", value=edit.key), _("Write it as 2026-11-20.")) from None


def _holidays(data: Data, edits: Sequence[ProfileEdit]) -> Data:
    calendar = dict(data["calendar"])
    own = {each["date"]: each for each in calendar.get("holidays", ()) if "date" in each}
    spans = [each for each in calendar.get("holidays", ()) if "date" not in each]
    without = set(calendar.get("without", ()))
    for edit in edits:
        day = _calendar_day(edit)
        if edit.withdrawn:
            own.pop(day, None)
            without.add(day)
        elif edit.ky:
            own[day] = {"date": day, "name": edit.words}
            without.discard(day)
    return data | {"calendar": calendar | {"holidays": [*spans, *(own[d] for d in sorted(own))], "without": sorted(without)}}


@functools.cache
def shipped_duties() -> dict[str, Any]:
    """What is owed each year, as it ships with the program (`resources/calendar/duties.json`)."""
    given = json.loads((resources_dir() / "calendar" / "duties.json").read_text(encoding="utf-8"))
    return {key: duty for key, duty in given.items() if key != "about"}


def _year_duties(data: Data, edits: Sequence[ProfileEdit]) -> Data:
    calendar, shipped = dict(data["calendar"]), shipped_duties()
    own = dict(calendar.get("duties", {}))
    for edit in edits:
        _check_known(edit, shipped | own)
        duty = dict(own.get(edit.key) or shipped.get(edit.key) or {})
        if edit.value:
            days = _whole(edit.value.removeprefix("-"))
            duty["days"] = -days if edit.value.startswith("-") else days
        if edit.count in ("working", "calendar"):
            duty["count"] = edit.count
        if edit.ky:
            duty["label"] = edit.words
        own[edit.key] = None if edit.withdrawn else duty
    return data | {"calendar": calendar | {"duties": own}}


def _working_days(data: Data, edits: Sequence[ProfileEdit]) -> Data:
    calendar = dict(data["calendar"])
    working = set(calendar.get("working", ()))
    for edit in edits:
        (working.discard if edit.withdrawn else working.add)(_calendar_day(edit))
    return data | {"calendar": calendar | {"working": sorted(working)}}


def _accreditation(data: Data, edits: Sequence[ProfileEdit]) -> Data:
    given = data["accreditation"]
    own = {one["key"]: one for one in given.get("criteria", ())}
    gone = set(given.get("withdrawn", ()))
    for edit in edits:
        if edit.ky:
            own[edit.key] = own.get(edit.key, {}) | {
                "key": edit.key, "title": edit.words, "kinds": re.split(r"[\s,]+", edit.value.strip()) if edit.value else [],
            }  # fmt: skip
        (gone.add if edit.withdrawn else gone.discard)(edit.key)
    return data | {"accreditation": given | {"criteria": list(own.values()), "withdrawn": sorted(gone)}}


_APPLIED: dict[str, Callable[[Data, Sequence[ProfileEdit]], Data]] = {
    **{name: _list(name) for name in LISTS},
    "levels": _levels, "approvers": _approvers, "signatories": _signatories, "numbering": _numbering,
    "deadlines": _deadlines, "period": _period, "reports": _reports, "holidays": _holidays, "working_days": _working_days,
    "accreditation": _accreditation, "year_duties": _year_duties, "qa_office": _qa_office, "terms": _terms,
}  # fmt: skip
