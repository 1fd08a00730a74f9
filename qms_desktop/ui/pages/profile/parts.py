"""How each part of the profile is shown: its columns, and what an entry is called that has only a key."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, Message, _, p_
from qms_desktop.core.profile import Profile
from qms_desktop.core.profile_edits import shipped_duties
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.institution import COUNTED_IN
from qms_desktop.services.institution import EXPECTED, Entry
from qms_desktop.ui.components.chips import State
from qms_desktop.ui.speech import Said
from qms_desktop.ui.table.columns import MARKS, Column, Mark

AS_PRINTED = State(_("as in the document"), "neutral")
CHANGED = State(_("changed"), "info")
ADDED = State(_("added"), "low")
WITHDRAWN = State(_("out of use"), "medium")
NOT_CONFIRMED = State(_("to be confirmed"), "medium")

NOTES: dict[str, Message] = {
    "risk_categories": _("A category that is not used any more stays where it stands, and is chosen no more."),
    "levels": _("The level is likelihood × consequence; every risk is judged anew when a bound moves."),
    "signatories": _("Whose signature stands on the form."),
    "numbering": _("In braces: unit, year, period; nn is the serial number."),
    "deadlines": _("Working days are those of the calendar, without the days off."),
    "year_duties": _("So many days after the beginning or the end of the period; with a minus before it."),
    "period": _("A day is written as month and day: 09-01."),
    "reports": _("A band begins at its per cent; the lowest begins at 0."),
    "holidays": _("Besides the holidays of the republic. Feasts that follow the moon are expected on a day until it is announced: confirm it, or "
                  "take it out of use and add the right one."),
    "working_days": _("Saturdays and Sundays on which people work all the same."),
    "terms": _("The word is said on screen and paper; the words before it are still understood by search and import."),
}

_KEYS: dict[str, Localised] = {
    "kind": _("Which year it is"), "from": _("First day of the year"), "semester": _("Semesters begin on"),
    "policy": _("Quality policy"), "objectives": _("Quality objectives"), "register": _("University risk register"),
    "unit": p_("profile", "Forms of units"), "considered_by": _("The body that considers"),
    "cap": _("The most that an indicator counts in a mean, %"), "years": _("Years that a trend looks back"),
    "audits_a_month": _("Audits of one auditor in a month, at most"),
    "lead_after_audits": _("Audits that a lead auditor has held before, at least"),
    "registration_number": _("Registration number"), "destruction_number": _("Destruction lists"),
}  # fmt: skip

_PERIODS = {"academic_year": _("academic year"), "calendar_year": _("calendar year")}


def what(entry: Entry) -> Said:
    """What an entry is, beside its words: a form, a level of the document, a day."""
    if entry.part in ("holidays", "working_days"):
        return format_date(entry.key)
    if entry.key in _KEYS and entry.part in ("approvers", "period", "numbering", "reports"):
        return _KEYS[entry.key]
    if entry.part == "reports" and entry.words is not None:
        return _("“{band}” begins at, %", band=entry.words)
    if entry.part == "year_duties":
        duty = shipped_duties().get(entry.key, {})
        return _("from the beginning") if duty.get("from") == "start" else _("from the end")
    kind = KINDS.get(entry.key.removesuffix("_number"))
    if entry.part == "numbering" and kind is not None:
        return kind.plural
    return entry.key


def columns(part: str, profile: Profile, *, editable: bool) -> list[Column]:
    """The columns of a part."""
    words = [Column("ky", _("In Kyrgyz"), 220, editable=editable, wrap=True, stretch=True, room="narrow"),
             Column("ru", _("In Russian"), 200, editable=editable, wrap=True),
             Column("en", _("In English"), 180, editable=editable, wrap=True)]  # fmt: skip
    named = Column("name", _("Entry"), 300, wrap=True, stretch=True, room="narrow")
    key = Column("what", _("Entry"), 190, wrap=True, room="narrow")
    code = Column("what", _("Form"), 130, wrap=True, room="narrow")
    used = Column("used", _("In use"), 96, kind="check", editable=editable, room="panel")
    value: dict[str, list[Column]] = {
        "levels": [Column("value", _("Up to, inclusive"), 110, kind="number", editable=editable, room="narrow")],
        "numbering": [Column("value", _("Pattern of the number"), 200, editable=editable, room="narrow")],
        "signatories": [Column("value", _("Approved by"), 220, kind="choice", editable=editable, choices=dict(profile.positions),
                               room="narrow", wrap=True)],
        "deadlines": [Column("value", _("Days"), 90, kind="number", editable=editable, room="narrow"),
                      Column("count", _("Counted in"), 150, kind="choice", editable=editable, choices=COUNTED_IN, room="narrow")],
        "year_duties": [Column("value", _("Days"), 80, editable=editable, room="narrow", align="right"),
                        Column("count", _("Counted in"), 140, kind="choice", editable=editable, choices=COUNTED_IN)],
        "period": [Column("value", _("Value"), 220, editable=editable, room="narrow",
                          show=lambda given: str(_PERIODS.get(given, given)))],
        "reports": [Column("value", _("Value"), 110, kind="number", editable=editable, room="narrow")],
        "accreditation": [Column("value", _("Kinds of records that show it"), 200, editable=editable, wrap=True)],
    }  # fmt: skip
    shown = {
        "levels": [*words, *value.get(part, [])],
        "numbering": [code, named, *value.get(part, [])], "signatories": [code, named, *value.get(part, [])],
        "deadlines": [named, *value.get(part, [])], "period": [key, *value.get(part, [])], "reports": [key, *value.get(part, [])],
        "year_duties": [*words[:1], key, *value.get(part, []), used],
        "working_days": [Column("day", _("Day"), 140, kind="date", editable=editable, room="narrow", stretch=True), used],
        "holidays": [Column("day", _("Day"), 140, kind="date", editable=editable, room="narrow"), *words, used],
        "accreditation": [key, *words, *value.get(part, []), used],
        "approvers": [key, *words], "terms": words, "qa_office": words,
    }.get(part, [*words, used])  # fmt: skip
    return [
        *shown,
        Column("state", _("State"), 140, kind="state", room="panel"),
        Column("back", "", 130, kind="link", wrap=True, room="panel"),
    ]


def may_confirm(entry: Entry) -> bool:
    """Whether an entry is a feast whose date is only expected."""
    return entry.part == "holidays" and entry.count == EXPECTED and not entry.withdrawn


def cells(entry: Entry, profile: Profile, language: str) -> dict[str, Any]:
    """What the table shows of an entry."""
    state = WITHDRAWN if entry.withdrawn else ADDED if entry.own and entry.edited else CHANGED if entry.edited else AS_PRINTED
    texts = entry.words.texts() if entry.words else {}
    back = _("Take away") if entry.own else _("Put back as in the document") if entry.edited else ""
    if may_confirm(entry):
        state, back = NOT_CONFIRMED, _("Confirm the date")
    marks: dict[str, Mark] = {}
    if entry.part == "levels" and entry.key == "high":
        marks["value"] = Mark(locked=_("The highest level goes up to 25."))
    if entry.part == "reports" and entry.value == "0":
        marks["value"] = Mark(locked=_("The lowest band begins at 0."))
    if entry.part in ("holidays", "working_days"):
        marks["day"] = Mark(locked=_("Add another day, and take this one away."))
    if entry.edited and not entry.own:
        document = profile.positions.get(entry.document, entry.document) if entry.part == "signatories" else entry.document
        marks["value" if entry.value else "ky"] = Mark(second=_("in the document: {words}", words=document))
    return {
        "id": entry.key, **texts, "name": entry.shown(language), "what": str(what(entry)), "value": entry.value or None,
        "count": entry.count or None, "day": entry.key, "used": not entry.withdrawn, "state": state,
        "back": str(back), MARKS: marks,
    }  # fmt: skip
