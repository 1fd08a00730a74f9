"""What stands on the papers of documents: sheets of agreement and acquaintance, copies, destruction, the policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import data
from qms_desktop.services.print_base import Job, Print, by_unit, is_of_all, keys, need, of_record, worded
from qms_desktop.services.views import Record

_APPROVED = ("approved", "registered", "in_force", "under_revision", "superseded", "archived", "withdrawn")


def _sheets(kind: str) -> Callable[[Job], list[Print]]:
    """One sheet of agreement or acquaintance a record, numbered after its document."""

    def prints(job: Job) -> list[Print]:
        sheets = job.found(kind)
        need(sheets, _("There is no such sheet to print yet."))
        return [_sheet(job, kind, sheet) for sheet in sheets]

    return prints


def _sheet(job: Job, kind: str, sheet: Record) -> Print:
    document = job.one("document", sheet["document"])
    return of_record(
        job, sheet, data.Gathered(record=job.said(kind, sheet)), numbered_by={"document": document.get("code") or ""},
        approver=None,
    )  # fmt: skip


def _documents(job: Job) -> list[Print]:
    """A document's card with its sheets behind it; the last page is the change sheet, on its own side."""
    documents = job.found("document", order="code")
    need(documents, _("There is no document to print yet."))
    return [print_ for document in documents for print_ in _with_sheets(job, document)]


def _with_sheets(job: Job, document: Record) -> list[Print]:
    given = {kind: job.of(kind, document=document["id"]) for kind in ("agreement", "acquaintance", "document_copy")}
    changes = job.of("change_entry", order="number", document=document["id"])
    lists: dict[str, Any] = {kind: [_of_unit(job, kind, one) for one in own] for kind, own in given.items()}
    card = data.Gathered(record=job.said("document", document), lists=lists)
    entries = [worded(entry, "change_entry", job.profile, job.language) for entry in changes if not entry["struck_out"]]
    sheet = data.ChangeSheet(document=card.record, entries=entries, variant=job.variant)
    return [
        _titled(job, document, card, [one for own in given.values() for one in own]),
        replace(_titled(job, document, sheet, changes), title=p_("paper", "Change-registration sheet")),
    ]


def _of_unit(job: Job, kind: str, record: Record) -> Record:
    return {**job.said(kind, record), "unit": job.unit_word(record["unit"])}


def _titled(job: Job, document: Record, body: data.Body, more: list[Record]) -> Print:
    """A print that bears the number, edition and date of the document itself."""
    return of_record(
        job, document, body, more, number=document["code"] or "", number_is_whole=True, edition=document["edition"],
        valid_from=document["valid_from"], period=None, is_draft=document["state"] not in _APPROVED,
    )  # fmt: skip


def _distribution(job: Job) -> list[Print]:
    """The distribution list of each document: who has which copy, and what came back."""
    documents = job.found_with("document", "document_copy", "document", "code")
    need(documents, _("There is no document to print yet."))
    copies = {document["id"]: job.of("document_copy", order="number", document=document["id"]) for document in documents}
    if job.selection.ids is None and any(copies.values()):  # of what nobody has a copy there is nothing to list
        documents = [document for document in documents if copies[document["id"]]]
    found = []
    for document in documents:
        own = copies[document["id"]]
        body = data.Gathered(record=job.said("document", document), lists={"copies": [job.said("document_copy", one) for one in own]})
        found.append(_titled(job, document, body, own))
    return found


def _destruction(job: Job) -> list[Print]:
    lists = job.found("destruction_list")
    need(lists, _("There is no destruction list to print yet."))
    return [of_record(job, one, data.Gathered(record=job.said("destruction_list", one))) for one in lists]


def _policies(job: Job) -> list[Print]:
    """The policy in force; where none is, those that are being prepared."""
    return [
        of_record(job, policy, data.Gathered(record=job.said("policy", policy)), edition=policy["edition"],
                  valid_from=policy["valid_from"], considered=None, period=None, unnumbered=True)
        for policy in _chosen_policies(job)
    ]  # fmt: skip


def _policy_checks(job: Job) -> list[Print]:
    return [
        of_record(job, policy, data.Gathered(record=job.said("policy", policy)), approver=None, considered=None,
                  period=None, unnumbered=True)
        for policy in _chosen_policies(job)
    ]


def _chosen_policies(job: Job) -> list[Record]:
    policies = job.found("policy", order="edition")
    need(policies, _("There is no quality policy to print yet."))
    in_force = [policy for policy in policies if policy["state"] == "in_force"]
    return policies if job.selection.ids is not None else in_force or [one for one in policies if one["state"] != "superseded"] or policies


def _awareness(job: Job) -> list[Print]:
    """One sheet a unit: its staff, the policy in force, its own objectives."""
    policy = next((one for one in job.of("policy", order="-edition") if one["state"] == "in_force"), None)
    people = [one for one in job.selection.records(job.tx, "person", order="name") if not one["left_on"]]
    found = []
    for unit, staff in by_unit(people, job.selection.unit).items():
        objectives = [one for one in job.of("objective", order="number") if one["unit"] == unit]
        body = data.Gathered(record=policy or {}, lists={"people": staff, "objectives": objectives})
        shown = [*staff, *objectives, *([policy] if policy else ())]
        found.append(Print(body=body, records=keys(shown), unit=unit, unnumbered=True))
    return found


def published(job: Job) -> dict[str, list[Record]]:
    """What the institution tells the public: its policy in force, the objectives and plans of the whole institution."""
    return {
        "policy": [one for one in job.of("policy", order="-edition") if one["state"] == "in_force"][:1],
        "objectives": [one for one in job.found("objective", order="number") if job.selection.unit or is_of_all(one["unit"])],
        "plans": [one for one in job.found("plan", order="number") if job.selection.unit or is_of_all(one["unit"])],
    }


def _summary(job: Job) -> list[Print]:
    told = published(job)
    body = data.Gathered(record=_policy_said(job, told["policy"]), lists={
        "objectives": [job.said("objective", one) for one in told["objectives"]],
        "plans": [job.said("plan", one) for one in told["plans"]],
    })  # fmt: skip
    return [Print(body=body, records=keys(one for own in told.values() for one in own), unit=job.selection.unit, unnumbered=True)]


def _policy_said(job: Job, policies: list[Record]) -> Record:
    """The policy with its text in the language of the print, as far as it was written in it."""
    if not policies:
        return {}
    named = "text" if job.language == "ky" else f"text_{job.language}"
    return {**policies[0], "text": policies[0][named] or policies[0]["text"]}


BODIES: Mapping[str, Callable[[Job], list[Print]]] = {
    "Ф-17": _sheets("agreement"),
    "Ф-18": _sheets("acquaintance"),
    "document": _documents,
    "distribution": _distribution,
    "destruction": _destruction,
    "awareness": _awareness,
    "summary": _summary,
    "policy": _policies,
    "policy-check": _policy_checks,
}
