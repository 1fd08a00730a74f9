"""The management review as people prepare it: begun for a period, its figures frozen, a comment beside each item.

The figures of a review are frozen into a record of their own, with the place in the journal that they were counted at,
the units that are in them and those that are missing. Later changes of the registers do not change them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.calendar import months_after
from qms_desktop.core.errors import UserError
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.garbage import fewer_collections
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.reports import Figure, Part
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.cells import changed_cells
from qms_desktop.services import entry, records, units
from qms_desktop.services.fingerprints import fingerprint, is_whole
from qms_desktop.services.reports import frozen, review
from qms_desktop.services.reports.behind import Behind
from qms_desktop.services.reports.scope import Scope, reporting
from qms_desktop.services.saved import Saved, SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import picking, reading
from qms_desktop.store.authoring import Base, Edit, new_record_id
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Key, Transaction

REPORT = "R17"
OPEN = ("collecting",)
"""The states in which figures and comments are still gathered."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the review with its figures, as they are frozen or as they are now, and the head's comment."""

    key: str
    title: Localised
    source: Localised
    added: bool
    figures: tuple[tuple[Localised, Figure], ...]
    parts: tuple[Part, ...]
    lack: Localised | None
    comment: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.parts and all(not figure.value for _label, figure in self.figures)


@dataclass(frozen=True, slots=True)
class Taken:
    """When and of what the figures are: the day, how far the journal went, the units in them and those missing."""

    on: dt.date
    position: int
    included: tuple[str, ...]
    missing: tuple[str, ...]
    fingerprint: str
    is_frozen: bool
    is_whole: bool = True
    """False where kept figures are no longer those that their fingerprint names."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A review with all that its page and its paper show."""

    record: Mapping[str, Any]
    base: Base
    items: tuple[Item, ...]
    taken: Taken | None
    """None where the figures are not counted yet."""
    decisions: tuple[Mapping[str, Any], ...]

    @property
    def commented(self) -> int:
        """How many items the head has said something about."""
        return sum(bool(item.comment) for item in self.items)


# --- beginning and reading ---------------------------------------------------------------------------------------


def begin(ws: Workspace, period: str | None = None) -> SaveResult:
    """Make the review of a period, with a line for each item of the institution's list and each input of the standard.

    UserError where the period has its review already.
    """
    if not ws.is_office:
        raise UserError(_("The QA office prepares the management review."))
    with reporting(ws, period) as scope:
        if reading.count(scope.tx, Query("review", where=(("period", scope.period),))):
            raise UserError(_("The management review of {period} is begun already.", period=scope.period))
        person = units.person(scope.tx, ws.person).get("name", "")
        lines = [{"input": input_, "letter": item.key} for item in review.items(scope) for input_ in item.inputs or (None,)]
        title = _("Report on the working of the quality management system, {period}", period=scope.period).text("ky")
        values = {"title": title, "period": scope.period, "inputs": lines, "prepared_by": person}
    return records.save(ws, "review", [values])


def read(
    ws: Workspace, review_id: str | None = None, today: dt.date | None = None, *, known: Sheet | None = None
) -> Sheet | None:
    """The review of that id, else the latest one; None where there is none.

    What is not frozen is counted now, which takes seconds in a large store, or is as `known` has it.
    """
    with ws.store.reading() as tx:
        return read_in(ws, tx, review_id, today, known=known)


def read_in(
    ws: Workspace, tx: Transaction, review_id: str | None = None, today: dt.date | None = None, *, known: Sheet | None = None
) -> Sheet | None:
    """The same at one moment of the store."""
    record = _record(tx, review_id)
    if record is None:
        return None
    package = package_of(tx, record)
    if package is not None:
        return _sheet(tx, record, *_thawed(package))
    if known is not None and known.record["id"] == record["id"] and known.taken and not known.taken.is_frozen:
        return _sheet(tx, record, known.items, known.taken)
    return _sheet(tx, record, *_counted(_scope(ws, tx, record, today)))


def outline(ws: Workspace, review_id: str | None = None) -> Sheet | None:
    """The same at once: figures that are not frozen are left out."""
    with ws.store.reading() as tx:
        record = _record(tx, review_id)
        if record is None:
            return None
        package = package_of(tx, record)
        if package is not None:
            return _sheet(tx, record, *_thawed(package))
        items = [Item(one.key, one.title, one.source, one.added, (), (), None) for one in review.items(_scope(ws, tx, record))]
        return _sheet(tx, record, items, None)


def _scope(ws: Workspace, tx: Transaction, record: Mapping[str, Any], today: dt.date | None = None) -> Scope:
    return Scope(ws, tx, record["period"] or "", None, None, today or dt.date.today())


def listed(ws: Workspace) -> list[dict[str, Any]]:
    """The reviews, the latest first."""
    with ws.store.reading() as tx:
        return sorted(reading.records(tx, Query("review")), key=lambda found: found["period"] or "", reverse=True)


def _record(tx: Transaction, review_id: str | None) -> dict[str, Any] | None:
    if review_id is not None:
        return reading.record(tx, reading.key_of(tx, review_id, "review"))
    return max(reading.records(tx, Query("review")), key=lambda found: found["period"] or "", default=None)


def package_of(tx: Transaction, record: Mapping[str, Any]) -> dict[str, Any] | None:
    """The figures that were kept for a review; None before."""
    if not record["package"]:
        return None
    return next(iter(reading.records(tx, Query("report_package", ids=(record["package"],)))), None)


def _sheet(tx: Transaction, record: dict[str, Any], items: Sequence[Item], taken: Taken | None) -> Sheet:
    said: dict[str, str] = {}
    for line in record["inputs"]:
        said.setdefault(line["letter"] or line["input"] or "", line["comment"] or "")
    own = reading.records(tx, Query("decision", where=(("review", record["id"]),)))
    told = tuple(
        Item(i.key, i.title, i.source, i.added, i.figures, i.parts, i.lack, said.get(i.key, "")) for i in items
    )
    return Sheet(record, Base(tx.position()), told, taken, tuple(own))


# --- figures -----------------------------------------------------------------------------------------------------


def freeze(ws: Workspace, review_id: str, today: dt.date | None = None) -> SaveResult:
    """Count the figures now and keep them with the review; before it is prepared they can be counted anew."""
    with ws.store.reading() as tx:
        record = _record(tx, review_id)
    _check_open(record)
    with reporting(ws, record["period"], today=today) as scope:
        items, taken = _counted(scope)
    behind = Behind()
    frozen_items = [_json(item, behind) for item in items]
    figures = {"v": 1, "position": taken.position, "items": frozen_items, "records": behind.ids, "fingerprint": taken.fingerprint}
    package = {
        "title": record["title"], "report": REPORT, "period": record["period"], "taken_on": taken.on.isoformat(),
        "units_included": list(taken.included), "units_missing": list(taken.missing), "figures": figures,
    }  # fmt: skip
    lack = {item.key: item.lack.text("ky") if item.lack else None for item in items}
    with ws.store.writing() as tx:
        record = _record(tx, review_id)
        _check_open(record)
        kept = Key(record["unit"], "report_package", record["package"] or new_record_id())
        lines = [{**line, "missing": lack.get(line["letter"] or line["input"] or "")} for line in record["inputs"]]
        edits = [_edit(tx, kept, package), _edit(tx, Key(record["unit"], "review", review_id), {"package": kept.id, "inputs": lines})]
        changes, appended = ws.write(tx, edits)
    return SaveResult([Saved(Key(change.unit, change.kind, change.record), change.id) for change in changes], appended)


def _check_open(record: Mapping[str, Any] | None) -> None:
    if record is None or record["state"] not in OPEN:
        raise UserError(_("The report is prepared: its figures stay as they are."), _("Return it first, then count anew."))


def _edit(tx: Transaction, key: Key, values: Mapping[str, Any]) -> Edit:
    """What the program itself writes into a record."""
    folded = tx.fold(key)
    return Edit(key, changed_cells(KINDS[key.kind], folded.shown if folded else {}, values, entry.item_ids()))


def _counted(scope: Scope) -> tuple[list[Item], Taken]:
    """The items with their figures as they are now."""
    with fewer_collections():
        made = review.pack_of(scope)
    items = [
        Item(s.item.key, s.item.title, s.item.source, s.item.added, tuple(s.figures), s.parts, s.lack) for s in made.sections
    ]
    behind = Behind()
    taken = Taken(scope.today, made.report.version, tuple(u.code for u in made.report.included),
                  tuple(u.code for u in made.report.missing), fingerprint([_json(item, behind) for item in items]), is_frozen=False)  # fmt: skip
    return items, taken


def _json(item: Item, behind: Behind) -> dict[str, Any]:
    return {
        "key": item.key, "title": frozen.text(item.title), "source": frozen.text(item.source), "added": item.added,
        "figures": [{"label": frozen.text(label), "figure": frozen.figure(figure, behind)} for label, figure in item.figures],
        "parts": [frozen.frozen(part, behind) for part in item.parts], "lack": frozen.text(item.lack) if item.lack else None,
    }  # fmt: skip


def _thawed(package: Mapping[str, Any]) -> tuple[list[Item], Taken]:
    figures = package["figures"] or {}
    behind = Behind(figures.get("records"))
    items = [
        Item(
            given["key"], frozen.text_of(given["title"]), frozen.text_of(given["source"]), given["added"],
            tuple((frozen.text_of(each["label"]), frozen.figure_of(each["figure"], behind)) for each in given["figures"]),
            frozen.parts(given["parts"], behind), frozen.text_of(given["lack"]) if given["lack"] else None,
        ) for given in figures.get("items") or ()
    ]  # fmt: skip
    return items, Taken(
        dt.date.fromisoformat(package["taken_on"]), figures.get("position", 0), tuple(package["units_included"] or ()),
        tuple(package["units_missing"] or ()), figures.get("fingerprint", ""), is_frozen=True,
        is_whole=is_whole(figures),
    )  # fmt: skip


# --- what people say of them -------------------------------------------------------------------------------------


def comment(ws: Workspace, review_id: str, said: Mapping[str, str], base: Base | None = None) -> SaveResult:
    """Keep the head's comments by the keys of their items."""
    with ws.store.reading() as tx:
        record = _record(tx, review_id)
    return records.save(ws, "review", [{"id": review_id, "inputs": lines_with(record or {"inputs": ()}, said)}], base=base)


def lines_with(record: Mapping[str, Any], said: Mapping[str, str]) -> list[dict[str, Any]]:
    """The lines of a review with these comments; an item with several inputs has its comment at each."""
    lines = []
    for line in record["inputs"]:
        item = line["letter"] or line["input"]
        lines.append({**line, "comment": said[item] or None} if item in said else line)
    return lines


def decide(ws: Workspace, review_id: str, given: Mapping[str, Any]) -> SaveResult:
    """Write a decision of the review: its kind, who carries it out and until when, with which resources."""
    with ws.store.reading() as tx:
        record = _record(tx, review_id)
    values = {"body": "management_review", "review": review_id, "period": (record or {}).get("period"), "state": "not_begun", **given}
    return records.save(ws, "decision", [values])


def call_for_data(sheet: Sheet, language: str) -> str:
    """What is asked of the units: item by item whose data the review lacks; empty where it lacks none."""
    lacking = [_("{title}: {lack}", title=item.title, lack=item.lack) for item in sheet.items if item.lack is not None]
    if not lacking:
        return ""
    asked = _("For the management review of {period} the following data are awaited:", period=sheet.record["period"] or "")
    return "\n".join([asked.text(language), *(f"– {said.text(language)}" for said in lacking)])


# --- when the next one is due ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """When the last review was, None before the first, and by when the next one has to be.

    `begins` is the period of which a review can be begun now, None while the period has its own.
    """

    last: dt.date | None
    by: dt.date | None
    begins: str | None = None

    def days_late(self, today: dt.date) -> int:
        """How many days ago it was due."""
        return max(0, (today - self.by).days) if self.by else 0


def due(ws: Workspace) -> Due:
    """By when the next review has to be: so many months after the last one that was approved, as the profile says."""
    with reporting(ws) as scope:
        held = picking.pick(scope.tx, "review", ("period", "approved_on"))
    days = [review["approved_on"] for review in held if is_iso_date(review["approved_on"])]
    last = dt.date.fromisoformat(max(days)) if days else None
    term = ws.profile.deadlines["management_review"]
    begins = None if scope.period in {review["period"] for review in held} else scope.period
    return Due(last, months_after(last, term.days) if last else None, begins)
