"""The institution's profile as the QA office edits it: what stands in each part, as in the document or changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.calendar import Holiday, calendar_of
from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import clean_text, format_date
from qms_desktop.core.messages import LANGUAGES, Text, _
from qms_desktop.core.profile import Profile
from qms_desktop.core.profile_edits import GROWING, LISTS, PARTS, shipped_duties
from qms_desktop.journal.fold import DELETED
from qms_desktop.services.saved import Saved, SaveResult
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.store import edits, reading
from qms_desktop.store.authoring import Base, Edit
from qms_desktop.store.transaction import PROFILE_ENTRY, Key

KIND = PROFILE_ENTRY
EXPECTED = "expected"
"""What stands beside a day off whose date nobody has confirmed, in the place of what others are counted in."""
_LATIN = dict(zip("абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
                  ["a", "b", "v", "g", "d", "e", "yo", "j", "z", "i", "y", "k", "l", "m", "n", "ng", "o", "o", "p", "r", "s", "t", "u", "u", "f", "h", "ts", "ch", "sh", "sh", "_", "y", "_", "e", "yu", "ya"], strict=True))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a part: its words, its value where it has one; `document` is how it stands without the edit.

    `edited` says that the office changed or added it, `own` that the document does not have it at all.
    """

    part: str
    key: str
    words: Text | None
    value: str
    count: str
    withdrawn: bool
    edited: bool
    own: bool
    document: str
    record: str

    def shown(self, language: str) -> str:
        return self.words.text(language) if self.words else self.key


def entries(ws: Workspace, part: str) -> tuple[list[Entry], Base]:
    """The entries of a part in their order, with what the person who looks at them was shown."""
    profile, document = ws.profile, ws.profile.document
    before = _raw(document, part)
    with ws.store.reading() as tx:
        base = Base(tx.position())
        edited = {record["key"]: record["id"] for record in reading.records(tx, reading.Query(KIND, (("part", part),)))}
    gone = _withdrawn(profile, part)
    found = []
    for key, (words, value, count) in _raw(profile, part).items():
        at_first = before.get(key)
        found.append(Entry(
            part, key, words, value, count, key in gone, key in edited, at_first is None, _said(at_first, ws.language),
            edited.get(key, edits.entry_id(profile.key, part, key)),
        ))  # fmt: skip
    return found, base


def change(ws: Workspace, part: str, key: str, values: Mapping[str, Any], *, base: Base | None = None) -> SaveResult:
    """Change an entry: its words (`ky`, `ru`, `en`), its `value`, its `count`, whether it is `withdrawn`."""
    _check_office(ws)
    if part not in PARTS:
        raise UserError(_("The profile has no part “{part}” that can be changed.", part=part))
    name = Key(ALL, KIND, edits.entry_id(ws.profile.key, part, key))
    with ws.store.writing() as tx:
        folded = tx.fold(name)
        shown = folded.shown if folded is not None else {}
        wanted = {"part": part, "key": key} | {field: _clean(value) for field, value in values.items()}
        words = _raw(ws.profile, part).get(key, (None, "", ""))[0]
        if words is not None and wanted.keys() & set(LANGUAGES):
            wanted = words.texts() | {field: value for field, value in wanted.items() if value is not None or field not in LANGUAGES}
        cells = {field: value for field, value in wanted.items() if shown.get(field) != value}
        if cells and shown.get(DELETED):
            cells[DELETED] = False
        changes, appended = ws.write(tx, [Edit(name, cells, base=base)] if cells else [])
    return SaveResult([Saved(name, changes[0].id if changes else None)], appended)


def confirm(ws: Workspace, day: str) -> SaveResult:
    """Say that a feast falls on the day that was expected; UserError for a day of which nothing is expected."""
    feast = ws.profile.calendar.holiday(dt.date.fromisoformat(day))
    if feast is None or feast.confirmed:
        raise UserError(_("The date {date} is not waiting to be confirmed.", date=format_date(day)))
    return change(ws, "holidays", day, feast.name.texts())


def add(ws: Workspace, part: str, words: Mapping[str, str], *, value: str = "", key: str = "") -> SaveResult:
    """Add an entry to a part that grows; without a key it is called after its English or Kyrgyz word."""
    _check_office(ws)
    if part not in GROWING:
        raise UserError(_("Nothing can be added to “{part}”.", part=PARTS.get(part, part)))
    known = _raw(ws.profile, part)
    if not clean_text(words.get("ky", "")) and part != "working_days":
        raise UserError(_("Write the entry in Kyrgyz at least."))
    key = clean_text(key) or _key_of(words.get("en") or words["ky"], known)
    if key in known:
        raise UserError(_("There is an entry “{key}” already.", key=key))
    return change(ws, part, key, {name: words.get(name) for name in LANGUAGES} | {"value": value or None, "order": len(known) + 1})


def restore(ws: Workspace, part: str, key: str) -> SaveResult:
    """Let an entry stand as in the document again; one that the document does not have goes, if no record names it."""
    _check_office(ws)
    name = Key(ALL, KIND, edits.entry_id(ws.profile.key, part, key))
    with ws.store.writing() as tx:
        if reading.record(tx, name) is None:
            raise UserError(_("This entry stands as in the document."))
        changes, appended = ws.write(tx, [Edit(name, {DELETED: True})])
    return SaveResult([Saved(name, changes[0].id)], appended)


def _check_office(ws: Workspace) -> None:
    if not ws.is_office:
        raise UserError(_("Only the QA office changes the profile."), _("Its changes come with the return bundle."))


def _clean(value: Any) -> Any:
    return (clean_text(value) or None) if isinstance(value, str) else value


def _key_of(word: str, known: Mapping[str, Any]) -> str:
    latin = "".join(_LATIN.get(letter, letter) for letter in word.casefold())
    key = re.sub(r"[^a-z0-9]+", "_", latin).strip("_")[:40] or "entry"
    number = 1
    while (tried := key if number == 1 else f"{key}_{number}") in known:
        number += 1
    return tried


def _withdrawn(profile: Profile, part: str) -> frozenset[str]:
    if part == "holidays":
        return frozenset(profile.data.get("calendar", {}).get("without", ()))
    if part == "accreditation":
        return frozenset(profile.data["accreditation"].get("withdrawn", ()))
    if part == "year_duties":
        own = profile.data.get("calendar", {}).get("duties", {})
        return frozenset(key for key, given in own.items() if given is None)
    return profile.withdrawn(part)


Raw = dict[str, tuple[Text | None, str, str]]


def _raw(profile: Profile, part: str) -> Raw:
    """The entries of a part by their keys: words, value, what it is counted in."""
    if part in (*LISTS, "approvers"):
        return {key: (words, "", "") for key, words in profile.choices(part).items()}
    if part == "levels":
        return {level.key: (level.word, str(level.high), "") for level in profile.levels}
    if part == "signatories":
        return {code: (form.title, form.approved_by or "", "") for code, form in profile.forms.items()}
    if part == "numbering":
        numbers: Raw = {code: (form.title, form.number, "") for code, form in profile.forms.items()}
        own = [name for name, given in profile.data.items() if name.endswith("_number") and isinstance(given, str)]
        return numbers | {name: (None, profile.data[name], "") for name in own}
    if part == "deadlines":
        return {key: (deadline.label, str(deadline.days), deadline.count) for key, deadline in profile.deadlines.items()}
    if part == "terms":
        return {key: (term.label, "", "") for key, term in profile.terms.items()}
    if part == "qa_office":
        return {"name": (profile.qa_office.name, "", "")}
    if part == "accreditation":
        hidden = profile.data["accreditation"] | {"withdrawn": ()}
        return {c.key: (c.title, " ".join(c.kinds), "") for c in Profile({"accreditation": hidden}).accreditation.criteria}
    if part == "period":
        starts = profile.period_starts
        return {"kind": (None, profile.period_kind, ""), "from": (None, profile.data["period"]["from"], ""),
                "semester": (None, ", ".join(starts["semester"]), "")}  # fmt: skip
    if part == "reports":
        rules = profile.report_rules
        bands: Raw = {band.key: (band.word, str(band.least), "") for band in rules.bands}
        return {"cap": (None, "" if rules.cap is None else str(rules.cap), ""), "years": (None, str(rules.years), ""),
                "audits_a_month": (None, str(rules.audits_a_month), ""),
                "lead_after_audits": (None, str(rules.lead_after_audits), "")} | bands  # fmt: skip
    calendar = profile.data.get("calendar", {})
    if part == "year_duties":
        own = calendar.get("duties", {})
        duties = {key: own.get(key) or given for key, given in (shipped_duties() | own).items()}
        duties = {key: given or shipped_duties()[key] for key, given in duties.items()}
        return {key: (Text.of(given["label"]), str(given["days"]), given.get("count", "calendar")) for key, given in duties.items()}
    if part == "holidays":
        own: Raw = {each["date"]: (Text.of(each["name"]), "", "") for each in calendar.get("holidays", ()) if "date" in each}
        expected: Raw = {one.day.isoformat(): (one.name, "", EXPECTED) for one in _expected(profile)}
        return dict(sorted((expected | own).items()))
    return dict.fromkeys(calendar.get("working", ()), (None, "", ""))


def _expected(profile: Profile) -> list[Holiday]:
    """The republic's feasts to come, until the end of next year, that are not announced yet, whatever the institution made of them."""
    shipped, today = calendar_of({"base": profile.data["calendar"]["base"]}), dt.date.today()
    return [one for year in (today.year, today.year + 1) for one in shipped.unconfirmed(year) if one.day >= today]


def _said(raw: tuple[Text | None, str, str] | None, language: str) -> str:
    if raw is None:
        return ""
    words, value, _count = raw
    return value or (words.text(language) if words else "")
