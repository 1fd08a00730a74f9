"""What every print is made with: the records of a selection in the words of its language, and what its frame says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.fields import Field
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, _, p_
from qms_desktop.core.profile import Profile
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import KINDS
from qms_desktop.paper import data
from qms_desktop.services import units
from qms_desktop.services.copies import originals
from qms_desktop.services.views import Record, Selection
from qms_desktop.services.workspace import ALL
from qms_desktop.store import reading
from qms_desktop.store.transaction import Key, Transaction

KEYS_KEPT = frozenset({"level", "residual_level"})
"""Computed choices that the paper turns into words itself, beside their numbers."""

_NOT_YET = frozenset({"draft", "submitted", "returned", "registered", "acknowledged", "plan_submitted", "plan_returned"})
"""The states of what is handed over in which the QA office has not taken it in."""

_DRAFTS = frozenset({"draft", "returned", "proposed", "collecting"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One print of a form: its body, the records that stand on it, and what its frame says of them."""

    body: data.Body
    records: list[Key]
    unit: str | None = None
    period: str | None = ""
    """Without one it is this period's; None for a paper that is of no period."""
    title: Localised | str = ""
    """Instead of the form's own title."""
    number: str = ""
    number_is_whole: bool = False
    """Whether the number stands on the paper as it is, not filled into the form's pattern."""
    numbered_by: Mapping[str, str] = field(default_factory=dict)
    """Further parts of the number on paper, by their names in the form's pattern."""
    registration: str | None = None
    accepted: bool = False
    state: Localised | str = ""
    version: int | None = None
    is_draft: bool = False
    is_superseded: bool = False
    unnumbered: bool = False
    """A view of the day, which has neither a record number nor a registration number."""
    is_blank: bool = False
    """To be filled in by hand: it has no number and no check code yet."""
    edition: int | None = None
    """The edition of the document itself, instead of the form's."""
    valid_from: str | None = None
    approver: data.Approver | None = None
    """Instead of the position that approves the form."""
    considered: data.Approver | None = None
    agreed: data.Approver | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What is printed: for which selection, in which language, as a blank, in which of several variants."""

    tx: Transaction
    profile: Profile
    selection: Selection
    language: str
    blank: bool = False
    variant: str = ""
    names: dict[str, str] = field(default_factory=dict)

    def unit_word(self, code: str) -> str:
        """What a unit is called."""
        if code not in self.names:
            self.names[code] = units.unit_name(self.tx, self.profile, code).text(self.language)
        return self.names[code]

    def title(self, kind: str, record_id: str) -> str:
        """What a record of a kind is called, with its number if it has one; words that name none stay as they are."""
        name = f"{kind}/{record_id}"
        if name not in self.names:
            found = self.one(kind, record_id)
            self.names[name] = self._called(kind, found) if found else record_id
        return self.names[name]

    def _called(self, kind: str, record: Record) -> str:
        title = KINDS[kind].title_of(record, self.profile, self.language) or ""
        field_ = KINDS[kind].fields[KINDS[kind].title_field]
        title = self.unit_word(title) if field_.type_name == "unit" and title else title
        number = record.get("code") or record.get("number")
        return f"{number} {title}" if number and str(number) != title else title

    def found(self, kind: str, order: str = "") -> list[Record]:
        """The records of the selection; of what the QA office publishes its own where the unit has none."""
        own = self.selection.records(self.tx, kind, order)
        if KINDS[kind].published and self.selection.ids is None:  # a published copy beside its original is the same paper
            own = originals(self.profile, kind, own)
        if own or self.selection.ids is not None or not self.selection.unit or not KINDS[kind].published:
            return own
        return Selection(ALL, self.selection.year).records(self.tx, kind, order)

    def found_with(self, kind: str, part: str, field_: str, order: str = "") -> list[Record]:
        """As `found`; where the records named are of the kind `part`, those that they belong to by a field."""
        own = self.found(kind, order)
        if own or not self.selection.ids:
            return own
        named = {record[field_] for record in self.selection.records(self.tx, part)} - {None, ""}
        return Selection(ids=tuple(named)).records(self.tx, kind, order)

    def of(self, kind: str, order: str = "", **where: Any) -> list[Record]:
        """The records of a kind, of whatever unit, whose fields have these values."""
        return reading.records(self.tx, reading.Query(kind, where=tuple(where.items()), order=order))

    def one(self, kind: str, record_id: str | None) -> Record:
        """A record by its id; an empty one where it is not here."""
        found = reading.records(self.tx, reading.Query(kind, ids=(record_id,))) if record_id else []
        return found[0] if found else {}

    def said(self, kind: str, record: Record) -> Record:
        """A record in words, those too that name other records and units."""
        shown = worded(record, kind, self.profile, self.language)
        for name, field_ in KINDS[kind].fields.items():
            if record.get(name):
                shown[name] = self._reference(field_, record[name], shown[name])
        for name, items in KINDS[kind].item_lists.items():
            for item in shown.get(name) or ():
                for part, field_ in items.item_fields.items():
                    if item.get(part):
                        item[part] = self._reference(field_, item[part], item[part])
        return shown

    def _reference(self, field_: Field, value: Any, shown: Any) -> Any:
        if field_.names_record:
            return self.title(field_.refers_to, value)
        return self.unit_word(value) if field_.type_name == "unit" else shown


def worded(record: Record, kind_name: str, profile: Profile, language: str) -> Record:
    """A record with its choices, processes and dates of items in words; levels stay keys."""
    kind = KINDS[kind_name]
    found = dict(record)
    for name, field_ in kind.fields.items():
        if name not in KEYS_KEPT and name in found and field_.keyed:
            found[name] = field_.show(found[name], profile, language)
    for name, items in kind.item_lists.items():
        found[name] = [
            {n: f.show(item.get(n), profile, language) if f.choices(profile) else item.get(n)
             for n, f in items.item_fields.items()}
            for item in record.get(name) or ()
        ]  # fmt: skip
    return found


def keys(records: Iterable[Record]) -> list[Key]:
    """The keys of records, each once."""
    return list(dict.fromkeys(Key(record["unit"], record["kind"], record["id"]) for record in records))


def need(records: Sequence[Record], sentence: Localised) -> None:
    """UserError where a form is printed for a record and there is none."""
    if not records:
        raise UserError(sentence, _("Fill one in first, name another unit, or print a blank to be filled in by hand."))


def common_state(records: Sequence[Record]) -> dict[str, Any]:
    """What the frame says of records that are handed over together: taken in only when every one is."""
    words = KINDS["risk"].fields["state"].choices(None) or {}
    if any(record.get("changed") for record in records):
        return {"accepted": False, "is_draft": True, "state": _("changed after submission")}
    states = {record.get("state") or "draft" for record in records}
    one = next(iter(states)) if len(states) == 1 else "draft"
    return {"accepted": not states & _NOT_YET, "is_draft": one in ("draft", "returned"), "state": words.get(one, "")}


def by_unit(records: Iterable[Record], least: str | None) -> dict[str | None, list[Record]]:
    """The records of each unit; where there are none, none of the unit `least`."""
    found: dict[str | None, list[Record]] = {}
    for record in records:
        found.setdefault(record["unit"], []).append(record)
    return found or {least: []}


def blank_print(body: data.Body, unit: str | None) -> Print:
    """A form without a record, to be filled in by hand."""
    return Print(body=body, records=[], unit=unit, accepted=True, is_blank=True, number_is_whole=True)


def of_unit(records: Sequence[Record], unit: str | None, body: data.Body, more: Iterable[Record] = ()) -> Print:
    """The print of what one unit hands over together; `more` are records that stand on it besides."""
    state = common_state(records) if records else {"is_draft": True}
    period = next((record["period"] for record in records if record.get("period")), "")
    return Print(body=body, records=keys([*records, *more]), unit=unit, period=period, **state)


def of_record(job: Job, record: Record, body: data.Body, more: Iterable[Record] = (), **rest: Any) -> Print:
    """The print of one record: its number and registration, its state, who approved it and considered it before."""
    kind = KINDS[record["kind"]]
    state = record.get("state")
    known = {
        "body": body, "records": keys([record, *more]), "unit": record["unit"], "period": record.get("period") or "",
        "number": str(record.get("number") or ""), "number_is_whole": bool(record.get("number")),
        "registration": record.get(kind.register) if kind.register else None,
        "accepted": not kind.is_handed_over or state not in _NOT_YET,
        "state": _state_words(job, kind.fields.get("state"), state),
        "is_draft": _is_draft(kind.fields.get("state"), state, job.profile) or bool(record.get("changed")),
        "is_superseded": state == "superseded",
        "version": times_handed(job.tx, keys([record])) if kind.is_handed_over else None,
        "approver": approver(job, record), "considered": considered(job, record),
    }  # fmt: skip
    return Print(**{**known, **rest})


def _is_draft(field_: Field | None, state: Any, profile: Profile) -> bool:
    """A record whose kind begins as a draft is one as long as nobody said otherwise."""
    return state in _DRAFTS or (field_ is not None and not state and "draft" in (field_.choices(profile) or {}))


def _state_words(job: Job, field_: Field | None, state: Any) -> str:
    return field_.show(state, job.profile, job.language) if field_ is not None and state else ""


def times_handed(tx: Transaction, those: Iterable[Key]) -> int | None:
    """The version that people count: how many times it was handed over, the most of any record; None before the first."""
    times = [
        sum("submission" in change.set for change in tx.changes_of(row))
        for key in those if "submission" in KINDS[key.kind].stored_fields and (row := tx.row_of(key)) is not None
    ]  # fmt: skip
    return max(times, default=0) or None


def approver(job: Job, record: Record, position: Localised | str = "") -> data.Approver | None:
    """Who approved a record, as far as it says so; None where the form's own approver signs by hand."""
    by, on, decision = record.get("approved_by"), record.get("approved_on"), record.get("approval")
    if not (by or on or decision):
        return data.Approver(position) if position else None
    if decision:
        return data.Approver(by or position, "", decision, on)
    return data.Approver(by or position, "", "", on)


def considered(job: Job, record: Record, body: Localised | str = "") -> data.Approver | None:
    """The body that considered a record before it was approved; None for a kind that is approved without."""
    if "discussed_by" not in KINDS[record["kind"]].fields:
        return None
    council = job.profile.approvers.get("considered_by", "") if is_of_all(record["unit"]) else p_("paper", "Meeting of the department (unit)")
    named = record.get("discussed_by") or body or council
    day = format_date(record.get("discussed_on")) or str(_("“___” ______________ 20___"))
    if any(letter.isdigit() for letter in record.get("discussed_by") or ""):  # it names its minutes itself
        return data.Approver(named, "", day)
    return data.Approver(named, "", str(_("minutes No. {number}, {date}", number="_____", date=day)))


def is_of_all(unit: str | None) -> bool:
    """Whether records of this unit are those of the whole institution."""
    return unit in (None, ALL, OFFICE)
