"""Documented information: clause 7.5."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator

from qms_desktop.core.languages import format_date, search_fold
from qms_desktop.core.messages import Joined, _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import keeping
from qms_desktop.services.checks.rule import Find, Mend, Rule, late, past, said
from qms_desktop.services.documents import NEW_EDITION_AFTER, begin_edition
from qms_desktop.services.look import Look
from qms_desktop.store.picking import Row

DEAD = ("superseded", "archived", "withdrawn")
LIVING = ("approved", "registered", "in_force", "under_revision")
"""The states of a document that people work by."""


def _living(*empty: str) -> Find:
    """Finds the documents people work by in which all of these fields are empty."""
    return lambda look: look.records("document", all_years=True, empty=empty, among={"state": LIVING})


def _review_late(look: Look) -> Iterator[Row]:
    for row in look.records("document", "review_due", "state", all_years=True, before={"review_due": look.day}):
        if row["state"] in (None, *LIVING):
            yield late(look, row, row["review_due"])


def _no_code(look: Look) -> Iterator[Row]:
    return iter(look.records("document", all_years=True, empty=("code",)))


def _not_acquainted(look: Look) -> Iterator[Row]:
    missing: dict[str, list[str]] = defaultdict(list)
    for row in look.items("acquaintance", "people", (), ("name",), items={"empty": ("date",)}, all_years=True):
        missing[row["id"]].append(row["item_name"] or "…")
    latest: dict[tuple[str, str], Row] = {}
    for row in sorted(look.records("acquaintance", "document", "due", "valid_from", all_years=True), key=lambda row: row["valid_from"] or ""):
        latest[row["unit"], row["document"] or row["id"]] = row
    for row in latest.values():
        names = missing.get(row["id"])
        if names and (row["due"] or "") < look.day:
            yield said(row, n=len(names), names=", ".join(names[:3]) + (" …" if len(names) > 3 else ""))


def _newcomers(look: Look) -> Iterator[Row]:
    """The last sheets of documents in force on which people of the unit do not stand, who came after it was made."""
    living = {row["id"] for row in look.records("document", all_years=True, unit=None, among={"state": LIVING})}
    staff: dict[str, list[str]] = defaultdict(list)
    for row in look.records("person", all_years=True, empty=("left_on",), filled=("name",)):
        staff[row["unit"]].append(row["name"])
    named: dict[str, set[str]] = defaultdict(set)
    for row in look.items("acquaintance", "people", (), ("name",), items={"filled": ("name",)}, all_years=True):
        named[row["id"]].add(search_fold(row["item_name"]))
    latest: dict[tuple[str, str], Row] = {}
    for row in sorted(look.records("acquaintance", "document", "valid_from", all_years=True, filled=("document",)),
                      key=lambda row: row["valid_from"] or ""):  # fmt: skip
        latest[row["unit"], row["document"]] = row
    for row in latest.values():
        new = [name for name in staff[row["unit"]] if search_fold(name) not in named[row["id"]]] if row["document"] in living else []
        if new:
            yield said(row, n=len(new), names=", ".join(new[:3]) + (" …" if len(new) > 3 else ""))


def _editions(look: Look) -> list[Row]:
    """Every document with its edition."""
    return look.records("document", "edition", "valid_from", all_years=True, unit=None)


def _held(look: Look) -> list[Row]:
    """The copies that somebody holds."""
    return look.records("document_copy", "document", "edition", "recipient", "issued_on", all_years=True, empty=("returned_on",))


def _old_copies(look: Look) -> Iterator[Row]:
    editions = {row["id"]: row["edition"] for row in _editions(look)}
    for row in _held(look):
        held, now = row["edition"], editions.get(row["document"])
        if held is not None and now and held < now:
            yield said(row | {"title": row["recipient"]}, old=row["edition"], new=now)


def _dead_copies(look: Look) -> Iterator[Row]:
    """Copies of documents that nobody may work by any more, still in somebody's hands."""
    dead = {row["id"]: row["title"] for row in look.records("document", all_years=True, unit=None, among={"state": DEAD})}
    for row in _held(look):
        if row["document"] in dead:
            yield said(row | {"title": row["recipient"]}, document=dead[row["document"]] or "–")


def _without_basis(look: Look) -> Iterator[Row]:
    return (row for row in look.records("change_entry", "change_kind", all_years=True, empty=("basis", "minutes"),
                                        among={"state": ("approved", "communicated")}) if row["change_kind"] != "review")  # fmt: skip


def _entered_late(look: Look) -> Iterator[Row]:
    """Approved changes that were not entered on the sheet within the term of the profile."""
    for row in look.records("change_entry", "date", "approved_on", "struck_out", all_years=True, since={"approved_on": look.years_ago(2)}):
        due = look.profile.due_after("change_entry", dt.date.fromisoformat(row["approved_on"])).isoformat()
        entered = row["date"] or look.day
        if entered > due and not row["struck_out"]:
            yield said(row, approved=format_date(row["approved_on"]), due=format_date(due))


def _unchanged_copies(look: Look) -> Iterator[Row]:
    """Copies handed out before the last approved change of their document, without a later one to the same hands."""
    changed: dict[str, str] = {}
    for row in look.records("change_entry", "document", "date", "change_kind", all_years=True, unit=None,
                            among={"state": ("approved", "communicated")}):  # fmt: skip
        if row["change_kind"] != "review":
            changed[row["document"]] = max(changed.get(row["document"], ""), row["date"] or "")
    latest: dict[tuple[str, str], Row] = {}
    for row in _held(look):
        holder = row["document"], row["recipient"] or ""
        if (row["issued_on"] or "") >= (latest.get(holder, row)["issued_on"] or ""):
            latest[holder] = row
    for row in latest.values():
        since = changed.get(row["document"], "")
        if row["issued_on"] and row["issued_on"] < since:
            yield said(row | {"title": row["recipient"]}, issued=format_date(row["issued_on"]), changed=format_date(since))


def _five_changes(look: Look) -> Iterator[Row]:
    since = {row["id"]: row["valid_from"] or "" for row in _editions(look)}
    count: Counter[str] = Counter()
    for row in look.records("change_entry", "document", "date", "change_kind", "struck_out", all_years=True, unit=None):
        if row["change_kind"] != "review" and not row["struck_out"] and (row["date"] or "9") >= since.get(row["document"], ""):
            count[row["document"]] += 1
    for row in look.records("document", all_years=True, among={"state": LIVING}):
        if count[row["id"]] >= NEW_EDITION_AFTER:
            yield said(row, n=count[row["id"]])


def _time_over(look: Look) -> Iterator[Row]:
    """The units that hold records whose time of keeping is over, and that no destruction list names yet."""
    found: dict[str, list[keeping.Outlived]] = defaultdict(list)
    for one in keeping.outlived(look):
        found[one.unit].append(one)
    for unit, several in found.items():
        what = Joined(tuple(KINDS[one.kind].plural for one in several[:3]))
        yield said(look.of_unit(unit), n=sum(one.count for one in several), what=what)


def _open_agreement(look: Look) -> Iterator[Row]:
    for row in look.records("agreement", "sent_on", all_years=True, equal={"state": "open"}, before={"sent_on": look.outlived("agreement")}):
        yield late(look, row, row["sent_on"])


RULES = (
    Rule("document.review_late", "nonconformity", "document", "7.5.2", _("The review of a document is late"),
         _("Enter a change, or that it was reviewed and stays as it is."), _review_late, "review_due",
         _("Due on {due}; days late: {days}.")),
    Rule("document.no_keeper", "observation", "document", "7.5.3", _("A document that nobody keeps and answers for"),
         _("Name the person who keeps it."), _living("keeper", "owner"), "keeper"),
    Rule("document.no_code", "observation", "document", "7.5.2", _("A document without a code"),
         _("Give it a code, so that it can be named without mistake."), _no_code, "code"),
    Rule("document.no_order", "nonconformity", "document", "7.5.2", _("An approved document without the order or minutes"),
         _("Enter the number and date of the order or of the minutes."), _living("approval"), "approval"),
    Rule("document.no_clause", "hint", "document", "7.5", _("A document that names no clause of the standard"),
         _("Name the clauses: the register then shows what has no document."), _living("clauses"), "clauses"),
    Rule("document.not_acquainted", "nonconformity", "acquaintance", "7.5.3", _("Not everybody has signed that he knows the document"),
         _("Have the sheet signed and enter the dates."), _not_acquainted, "people", _("Not signed: {n} ({names}).")),
    Rule("document.newcomers", "hint", "acquaintance", "7.3", _("People of the unit stand on no acquaintance sheet of the document"),
         _("Add the newcomers to the sheet and have them sign."), _newcomers, "people", _("Not on the sheet: {n} ({names}).")),
    Rule("document.old_copy", "nonconformity", "document_copy", "7.5.3", _("Somebody still holds an earlier edition"),
         _("Take the old copy back, give the new one, and enter both dates."), _old_copies, "returned_on",
         _("Edition {old} is held, {new} is in force.")),
    Rule("document.dead_copy", "nonconformity", "document_copy", "7.5.3", _("Somebody still holds a document that is no longer in force"),
         _("Take the copy back and enter the date, or destroy it by a list."), _dead_copies, "returned_on", _("No longer in force: {document}.")),
    Rule("change.no_basis", "observation", "change_entry", "7.5.3", _("A change of a document without its basis"),
         _("Enter the order or the minutes with the number and date."), _without_basis, "basis"),
    Rule("change.entered_late", "observation", "change_entry", "7.5.3", _("An approved change was not entered on the sheet in time"),
         _("Enter it with its date; where it was entered in time, set the date right."), _entered_late, "date",
         _("Approved on {approved}, to be entered by {due}.")),
    Rule("document.copy_unchanged", "observation", "document_copy", "7.5.3", _("A copy was handed out before the document was changed"),
         _("Give the holder the change or a new copy, and enter the date."), _unchanged_copies, "issued_on",
         _("Handed out on {issued}, changed on {changed}.")),
    Rule("document.five_changes", "hint", "document", "7.5.3", _("A document was changed so often that a new edition is due"),
         _("Begin a new edition."), _five_changes, "edition", _("Changes since the edition: {n}."),
         Mend(_("Begin a new edition"), lambda ws, spot: begin_edition(ws, spot.record))),
    Rule("document.agreement_open", "observation", "agreement", "7.5.2", _("The agreement of a document takes too long"),
         _("Ask those who have not answered."), _open_agreement, "rows", _("Sent on {due}; days since: {days}.")),
    Rule("external.check_late", "observation", "external_document", "7.5.3", _("Nobody checked whether an external document is still current"),
         _("Look whether there is a new edition, and enter the check."), past("external_document", "review_due"), "checks",
         _("Due on {due}; days late: {days}.")),
    Rule("keeping.over", "hint", "destruction_list", "7.5.3", _("Records whose time of keeping is over"),
         _("Draw up the destruction list, agree it with the archive and have the commission sign it."), _time_over, "items",
         _("Past their time: {n} ({what})."), Mend(_("Draw up the list"), lambda ws, spot: keeping.draw_up(ws, spot.unit), opens=True)),
)  # fmt: skip
