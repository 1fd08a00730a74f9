"""An institution as data: its words, units, processes, scales, forms and terms (`resources/profiles`).

`load_profile("jasu")` gives one of the profiles that ship with the program, `load_profile("/path/own.json")` one
that an institution wrote itself: checked, and refused with a sentence when something in it cannot be used.
A profile may stand on another (`"extends": "base"`): tables are merged key by key, everything else is replaced.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from qms_desktop.core import profile_check
from qms_desktop.core import profile_parts as parts
from qms_desktop.core.accreditation import Criteria, criteria_of
from qms_desktop.core.calendar import Calendar, calendar_of, months_after
from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Text, _
from qms_desktop.core.profile_edits import ProfileEdit, overlaid
from qms_desktop.core.profile_files import INSTITUTIONS, read_profile, resolved, shipped
from qms_desktop.core.profile_parts import (
    ChangeSheet,
    Column,
    Deadline,
    DocumentKind,
    Form,
    Level,
    Margins,
    Office,
    ProcessSeed,
    Retention,
    Scale,
    ScaleStep,
    Term,
    UnitSeed,
)
from qms_desktop.core.question_bank import Question, QuestionBank, load_checklist_bank
from qms_desktop.core.report_rules import ReportRules, rules_of

__all__ = [
    "INSTITUTIONS",
    "LEVELS",
    "ChangeSheet",
    "Column",
    "Deadline",
    "DocumentKind",
    "Form",
    "Level",
    "Margins",
    "Office",
    "ProcessSeed",
    "Profile",
    "Question",
    "QuestionBank",
    "Retention",
    "Scale",
    "ScaleStep",
    "Term",
    "UnitSeed",
    "in_force",
    "load_checklist_bank",
    "load_profile",
    "profile_from",
]

LEVELS = ("low", "medium", "high")


@dataclass(frozen=True, eq=False)
class Profile:
    """One institution. `data` is the whole profile as plain JSON values.

    `edits` are what the QA office changed of it, which `data` holds already; `document` is the profile without them.
    """

    data: Mapping[str, Any] = field(repr=False)
    edits: tuple[ProfileEdit, ...] = ()
    before: Mapping[str, Any] | None = field(default=None, repr=False)

    @property
    def document(self) -> Profile:
        """The profile as the founding document has it."""
        return self if self.before is None else Profile(self.before)

    @property
    def travelling(self) -> dict[str, Any]:
        """The profile as it goes into an invitation: as in the document, with the edits beside it."""
        edits = {"edits": [edit.as_json() for edit in self.edits]} if self.edits else {}
        return dict(self.document.data) | edits

    def with_edits(self, edits: Iterable[ProfileEdit], *, strict: Collection[str] = ()) -> Profile:
        """The profile of the document with these edits laid over; see `profile_edits.overlaid`."""
        given, document = tuple(edits), self.document.data
        return Profile(overlaid({**_shipped_base(), **document}, given, strict=strict), given, document) if given else self.document

    def withdrawn(self, name: str) -> frozenset[str]:
        """The entries of a list that stay readable where they stand, and are chosen no more."""
        return frozenset(self.data.get("withdrawn", {}).get(name, ()))

    @property
    def key(self) -> str:
        return self.data["key"]

    @functools.cached_property
    def edition(self) -> Text:
        return Text.of(self.data["edition"])

    @property
    def valid_from(self) -> date:
        """From when records are judged by this edition."""
        return date.fromisoformat(self.data["valid_from"])

    @functools.cached_property
    def institution(self) -> Text:
        return Text.of(self.data["institution"]["name"])

    @functools.cached_property
    def abbr(self) -> Text:
        return Text.of(self.data["institution"]["abbr"])

    @property
    def standard(self) -> str:
        return self.data["institution"]["standard"]

    @functools.cached_property
    def founding_document(self) -> Text:
        """The name of the document that the profile follows."""
        return Text.of(self.data["institution"]["document"])

    @functools.cached_property
    def qa_office(self) -> Office:
        given = self.data["qa_office"]
        return Office(given["code"], Text.of(given["name"]), tuple(given.get("variants", ())))

    @functools.cached_property
    def margins(self) -> Margins:
        return Margins(**self.data["margins"])

    @property
    def original_language(self) -> str:
        """The language in which papers are originals; in another they are translations."""
        return self._given("original_language")

    @property
    def period_kind(self) -> str:
        """`academic_year` or `calendar_year`."""
        return self.data["period"]["kind"]

    def period_of(self, day: date) -> tuple[date, date]:
        """The first and the last day of the reporting year that a day lies in."""
        month, first = (int(part) for part in self.data["period"]["from"].split("-"))
        year = day.year if (day.month, day.day) >= (month, first) else day.year - 1
        return date(year, month, first), date.fromordinal(date(year + 1, month, first).toordinal() - 1)

    @property
    def period_starts(self) -> dict[str, list[str]]:
        """On which days (MM-DD) the periods of each kind begin, for `core.periods`."""
        return self._given("period_starts")

    @functools.cached_property
    def units(self) -> tuple[UnitSeed, ...]:
        return tuple(
            UnitSeed(u["code"], Text.of(u["name"]), u["type"], u.get("parent"), u.get("bank_type"))
            for u in self.data["units"]
        )

    @functools.cached_property
    def processes(self) -> tuple[ProcessSeed, ...]:
        return tuple(
            ProcessSeed(
                p["id"], p["number"], p["group"], Text.of(p["name"]), parts.all_texts(p.get("managers", ()))
            )
            for p in self.data["processes"]
        )

    @property
    def process_groups(self) -> dict[str, Text]:
        return self.choices("process_groups")

    @property
    def risk_categories(self) -> dict[str, Text]:
        return self.choices("risk_categories")

    @property
    def positions(self) -> dict[str, Text]:
        """Positions of the institution, never people."""
        return self.choices("positions")

    @property
    def approvers(self) -> dict[str, Text]:
        """Who approves: `policy`, `objectives`, `register`, `unit`; `considered_by` is a body."""
        return self.choices("approvers")

    @property
    def unit_types(self) -> dict[str, Text]:
        return self.choices("unit_types")

    @functools.cached_property
    def _choices(self) -> dict[str, dict[str, Text]]:
        return {}

    def choices(self, name: str) -> dict[str, Text]:
        """The words of a table of the profile by their keys, in the profile's order.

        `name` is one of `process_groups risk_categories deadline_words document_levels document_states
        change_kinds completion_marks opportunity_results unit_types positions approvers levels document_kinds` or another table
        of texts in the profile; one that an older profile of an institution lacks is the shipped one.
        """
        if name not in self._choices:
            if name == "levels":
                self._choices[name] = {level.key: level.word for level in self.levels}
            elif name == "document_kinds":
                self._choices[name] = {str(place): kind.name for place, kind in enumerate(self.document_kinds)}
            else:
                self._choices[name] = {key: Text.of(words) for key, words in self._given(name).items()}
        return self._choices[name]

    def _given(self, name: str) -> Any:
        return self.data[name] if name in self.data else _shipped_base()[name]

    def number_pattern(self, name: str) -> str | None:
        """How records are numbered, such as `ТК-{unit}-{year}-{nn}`: by the code of their form, or by its own name."""
        forms = self.data["forms"]
        return forms[name].get("number") if name in forms else self._given(name)

    @functools.cached_property
    def _scales(self) -> dict[str, Scale]:
        return {name: parts.scale(self.data[f"{name}_scale"]) for name in ("likelihood", "consequence")}

    def scale(self, name: str) -> Scale:
        """The scale `likelihood` or `consequence`."""
        return self._scales[name]

    @functools.cached_property
    def levels(self) -> tuple[Level, ...]:
        """The levels from the lowest to the highest."""
        return tuple(
            Level(v["key"], v["from"], v["to"], Text.of(v["word"]), tuple(v.get("variants", ())))
            for v in self.data["levels"]
        )

    def level(self, score: int) -> str:
        """`low`, `medium` or `high` for a product of likelihood and consequence; ValueError outside 1 to 25."""
        for level in self.levels:
            if level.low <= score <= level.high:
                return level.key
        raise ValueError(f"no risk level for the score {score!r}")

    def level_word(self, level: str) -> Text:
        """The profile's word for a level."""
        return self.choices("levels")[level]

    @functools.cached_property
    def level_variants(self) -> dict[str, str]:
        """Every accepted word for a level, in lower case, with the level's key."""
        found: dict[str, str] = {}
        for level in self.levels:
            for word in (level.key, *level.word.texts().values(), *level.variants):
                found[word.casefold()] = level.key
        return found

    @property
    def critical_consequence(self) -> int:
        """The consequence that is always shown, however small the product."""
        return self.data["critical_consequence"]

    @functools.cached_property
    def forms(self) -> dict[str, Form]:
        """The printed forms by code, `forms["Ф-03"]`."""
        return {code: parts.form(code, given) for code, given in self.data["forms"].items()}

    @functools.cached_property
    def change_sheets(self) -> dict[str, ChangeSheet]:
        """The printable variants of the change sheet: `oshsu`, `extended`, `gost`."""
        return {
            key: ChangeSheet(key, Text.of(v["name"]), Text.of(v["title"]), parts.columns(v["columns"]))
            for key, v in self.data["change_sheet"]["variants"].items()
        }

    @property
    def change_sheet(self) -> ChangeSheet:
        """The variant that is printed unless another is asked for."""
        return self.change_sheets[self.data["change_sheet"]["default"]]

    def columns(self, table: str) -> tuple[Column, ...]:
        """The printed columns of `passport`, `register` or `integrated`, in the order of the annex."""
        return parts.columns(self.data[f"{table}_columns"])

    @property
    def process_card_rows(self) -> tuple[Column, ...]:
        """The rows of the process card, in the order of the annex."""
        return parts.columns(self.data["process_card_rows"])

    @functools.cached_property
    def document_kinds(self) -> tuple[DocumentKind, ...]:
        return tuple(
            DocumentKind(
                k["number"], Text.of(k["name"]), k["level"], Text.of(k["users"]) if "users" in k else None, k.get("by_council", False)
            )
            for k in self.data["document_kinds"]
        )

    def document_kind(self, words: str | None) -> DocumentKind | None:
        """The kind of document that is named so, in whichever language; None for what stands in no table."""
        wanted = (words or "").strip().casefold()
        return next((k for k in self.document_kinds if wanted in {w.casefold() for w in k.name.texts().values()}), None)

    @functools.cached_property
    def retention(self) -> dict[str, Retention]:
        return {
            key: Retention(key, Text.of(v["label"]), v["from"], v["years"], tuple(v.get("kinds", ())))
            for key, v in self.data["retention"].items()
        }

    @functools.cached_property
    def retention_note(self) -> Text:
        """What is said beside every term of keeping."""
        return Text.of(self._given("retention_note"))

    def retention_of(self, kind: str) -> Retention | None:
        """How long records of a kind are kept; None for a kind that no class names."""
        return next((retention for retention in self.retention.values() if kind in retention.kinds), None)

    @functools.cached_property
    def accreditation(self) -> Criteria:
        """What accreditation asks the institution for."""
        return criteria_of(self._given("accreditation"))

    @functools.cached_property
    def report_rules(self) -> ReportRules:
        """By what the reports judge what was reached."""
        return rules_of(self._given("reports"))

    @functools.cached_property
    def deadlines(self) -> dict[str, Deadline]:
        return {
            key: Deadline(key, v["days"], v["count"], Text.of(v["label"]))
            for key, v in self.data["deadlines"].items()
        }

    @functools.cached_property
    def calendar(self) -> Calendar:
        """The working days of the institution."""
        return calendar_of(self._given("calendar"))

    def due_after(self, deadline: str, day: date) -> date:
        """The last day of one of the `deadlines` that begins to run on a day."""
        term = self.deadlines[deadline]
        if term.count == "working":
            return self.calendar.add_working_days(day, term.days)
        return months_after(day, term.days) if term.count == "months" else day + timedelta(days=term.days)

    @property
    def checklists(self) -> tuple[str, ...]:
        """The question banks of the institution, for `load_checklist_bank`."""
        return tuple(self.data["checklists"])

    @property
    def clauses(self) -> str:
        """The edition of the standard that the institution works by, for `load_clauses`."""
        return self._given("clauses")

    @functools.cached_property
    def review_items(self) -> tuple[parts.ReviewItem, ...]:
        """What the founding document wants in the report of the management review, in its order."""
        return tuple(parts.review_item(given) for given in self._given("review_items"))

    @property
    def review_by(self) -> str:
        """How the report of the review is laid out: by the institution's own `items`, or by the `inputs` of the standard."""
        return self._given("review_by")

    @property
    def typed_decisions(self) -> bool:
        """Whether a decision of the review says what is to be done with which objective or planned resource."""
        return self._given("typed_decisions")

    @functools.cached_property
    def office_questions(self) -> dict[str, parts.OfficeQuestion]:
        """The places of the founding document that read doubtfully, in its order."""
        common = self.choices("office_answers")
        return {given["id"]: parts.office_question(given, common) for given in self._given("office_questions")}

    @functools.cached_property
    def terms(self) -> dict[str, Term]:
        """The institution's word for each concept, with other words that are met for it (search, import)."""
        base = _shipped_base()["terms"]
        return {key: parts.term(key, given, base.get(key, {})) for key, given in self.data["terms"].items()}

    @functools.cached_property
    def abbreviations(self) -> dict[str, Text]:
        return {a["abbr"]: Text.of(a["expansion"]) for a in self.data.get("abbreviations", ())}


def load_profile(name_or_path: str | Path) -> Profile:
    """The profile of an institution (`oshsu`, `jasu`, `generic`) or of a file; UserError for one that cannot be used."""
    name = str(name_or_path)
    if name in INSTITUTIONS:
        return _shipped(name)
    path = Path(name_or_path)
    if not path.is_file():
        raise UserError(
            _("There is no institution “{name}”.", name=name),
            _("Name one of {known}, or a profile file.", known=", ".join(INSTITUTIONS)),
        )
    return profile_from(read_profile(path), path.name)


def profile_from(data: Any, name: str) -> Profile:
    """A profile from plain JSON values (a file, an invitation) called `name` in sentences; UserError if it is bad."""
    profile_check.check_shape(data, name)
    with profile_check.wrong_values_refused(name):
        edits = [ProfileEdit.of(edit) for edit in data.get("edits", ())]
    whole = resolved({key: value for key, value in data.items() if key != "edits"}, name)
    profile = Profile(profile_check.check(whole, name)).with_edits(edits)
    with profile_check.wrong_values_refused(name):
        for accessor in _EVERYTHING.split():
            getattr(profile, accessor)
        for table in _TABLES.split():
            profile.choices(table)
        for table in ("passport", "register", "integrated"):
            profile.columns(table)
        for scale in ("likelihood", "consequence"):
            profile.scale(scale)
    return profile


def in_force(profiles: Iterable[Profile], on: date) -> Profile:
    """The edition that judges records of a day: the newest that was valid then, else the oldest."""
    by_date = sorted(profiles, key=lambda profile: profile.valid_from)
    valid = [profile for profile in by_date if profile.valid_from <= on]
    return valid[-1] if valid else by_date[0]


@functools.cache
def _shipped(key: str) -> Profile:
    return Profile(resolved(shipped(key), key))


@functools.cache
def _shipped_base() -> dict[str, Any]:
    return shipped("base")


_EVERYTHING = (
    "key edition valid_from institution abbr standard founding_document qa_office margins period_kind units processes "
    "levels level_variants critical_consequence forms change_sheets change_sheet process_card_rows document_kinds "
    "retention deadlines checklists terms abbreviations clauses review_items review_by typed_decisions office_questions calendar period_starts "
    "retention_note accreditation report_rules"
)
_TABLES = (
    "process_groups risk_categories deadline_words document_levels document_states change_kinds completion_marks "
    "opportunity_results unit_types positions approvers levels"
)
