"""What stands on each printed form, read from the records and put into the words of its language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from qms_desktop.core.messages import _
from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.paper import data
from qms_desktop.paper.form import Form
from qms_desktop.services import print_audits, print_documents, print_people, print_plans, views
from qms_desktop.services.copies import doubled
from qms_desktop.services.print_base import (
    Job,
    Print,
    blank_print,
    common_state,
    keys,
    need,
    of_record,
    worded,
)
from qms_desktop.services.views import Record, Selection
from qms_desktop.store import reading
from qms_desktop.store.transaction import Transaction

__all__ = ["Print", "prints", "worded"]

_WITH_QUESTIONS = ("Ф-09", "Ф-21")
"""The forms whose blanks ask the questions of a record."""

_OF_THE_PROFILE = ("process-map", "structure")
"""The papers whose blanks show what the institution's profile says."""


def prints(
    tx: Transaction, profile: Profile, form: Form, selection: Selection, language: str, *, blank: bool = False,
    variant: str = "",
) -> list[Print]:
    """The prints of a form for a selection; UserError where a record is needed and there is none.

    A `blank` says only what the form itself says, to be filled in by hand; of a checklist or a survey also its questions.
    """
    if blank and form.code not in (*_WITH_QUESTIONS, *_OF_THE_PROFILE):
        empty = [
            replace(body, variant=variant) if isinstance(body, data.ChangeSheet) else body
            for body in _BLANKS.get(form.code, (data.Gathered(),))
        ]
        return [blank_print(body, selection.unit) for body in empty]
    job = Job(tx, profile, selection, language, blank, variant)
    body = _BODIES.get(form.code)
    found = body(job) if body else _register(job, form.kinds[0])
    return [replace(one, records=[], is_blank=True) for one in found] if blank and form.code in _OF_THE_PROFILE else found


def _process_cards(job: Job) -> list[Print]:
    cards = job.selection.records(job.tx, "process", order="number")
    need(cards, _("There is no process card to print yet."))
    found = []
    for card in cards:
        indicators = reading.records(job.tx, reading.Query("indicator", where=(("process", card["id"]),)))
        named = {card["id"], card["name"], *(s.id for s in job.profile.processes if card["name"] in s.name.texts().values())} - {None}
        risks = [r for r in reading.records(job.tx, reading.Query("risk", unit=card["unit"])) if r["process"] in named]
        shown = worded(card, "process", job.profile, job.language)
        shown["indicators"] = [i["title"] for i in indicators] + views.words_not_in(card["indicators"], indicators)
        body = data.ProcessCard(
            process=shown,
            indicators=[worded(i, "indicator", job.profile, job.language) for i in indicators],
            risks=[worded(r, "risk", job.profile, job.language) for r in risks],
        )
        found.append(of_record(job, card, body, indicators, number_is_whole=False, **common_state([card])))
    return found


def _risk_passports(job: Job) -> list[Print]:
    """One passport a direction of a unit's activity; what names none stands on the unit's only one, or on one of its own."""
    risks = _on_passports(job, "risk", "code")
    opportunities = _on_passports(job, "opportunity")
    codes = list(dict.fromkeys(record["unit"] for record in [*risks, *opportunities])) or [job.selection.unit]
    found = []
    for code in codes:
        named = {r["passport"] for r in [*risks, *opportunities] if r["unit"] == code}
        passports = [one for one in job.of("passport", order="number") if one["unit"] == code and (one["id"] in named or job.selection.ids is None)]
        only = passports[0]["id"] if len(passports) == 1 else None
        for passport in [*passports, None]:
            own, chances = (
                [r for r in those if r["unit"] == code and (r["passport"] or only) == (passport["id"] if passport else None)]
                for those in (risks, opportunities)
            )
            if own or chances or not codes[0] or (passport is None and not passports):
                found.append(_risk_passport(job, code, passport, own, chances))
    return found


def _on_passports(job: Job, kind: str, order: str = "") -> list[Record]:
    """The records of a kind; where passports are named, those that stand on them."""
    own = job.selection.records(job.tx, kind, order)
    if job.selection.ids is None:
        return own
    known = {record["id"] for record in own}
    return own + [one for named in job.selection.ids for one in job.of(kind, order, passport=named) if one["id"] not in known]


def _risk_passport(job: Job, unit: str | None, passport: Record | None, risks: list[Record], chances: list[Record]) -> Print:
    direction = passport and KINDS["passport"].fields["direction"].show(passport["direction"], job.profile, job.language)
    body = data.RiskPassport(
        risks=[worded(r, "risk", job.profile, job.language) for r in risks],
        opportunities=[worded(o, "opportunity", job.profile, job.language) for o in chances],
        subject=direction or "",
    )
    state = common_state(risks) if risks else {"is_draft": True}
    period = next((r["period"] for r in [*risks, *chances] if r["period"]), "")
    records = keys([*([passport] if passport else ()), *risks, *chances])
    if passport is None:
        return Print(body=body, records=records, unit=unit, period=period, **state)
    return of_record(job, passport, body, period=period or passport["period"] or "", **{"records": records, **state})


def _risk_register(job: Job) -> list[Print]:
    risks = views.risk_register(job.tx, job.selection)
    shown = []
    for risk in risks:
        row = worded(risk, "risk", job.profile, job.language)
        row["unit"] = job.unit_word(risk["unit"])
        shown.append(row)
    present, missing = views.units_with(job.tx, job.profile, "risk")
    body = data.RiskRegister(
        risks=shown, included=[job.unit_word(c) for c in present],
        missing=[] if job.selection.unit else [job.unit_word(c) for c in missing],
    )  # fmt: skip
    return [Print(body=body, records=keys(risks), unit=job.selection.unit, accepted=True)]


def _integrated(job: Job) -> list[Print]:
    blocks = views.integrated_table(job.tx, job.profile, job.selection, job.language)
    body = data.IntegratedTable(processes=[
        data.IntegratedProcess(
            process={**b.process, "indicators": [
                i if isinstance(i, str) else worded(i, "indicator", job.profile, job.language)
                for i in b.process.get("indicators") or ()],
                "plan_measures": worded({"measures": b.process.get("plan_measures")}, "plan", job.profile, job.language)["measures"]},
            risks=[worded(r, "risk", job.profile, job.language) for r in b.risks],
            opportunities=[worded(o, "opportunity", job.profile, job.language) for o in b.opportunities],
        )
        for b in blocks
    ])  # fmt: skip
    records = [r for b in blocks for r in ([b.process] if "id" in b.process else []) + b.risks + b.opportunities]
    return [Print(body=body, records=keys(records), unit=job.selection.unit, accepted=True)]


def _checklists(job: Job) -> list[Print]:
    """One checklist an audit, and one for a unit's self-check."""
    named = job.selection.ids
    audits = {a["id"]: a for a in reading.records(job.tx, reading.Query("audit"))}
    if named and any(i in audits for i in named):
        items = [i for a in named for i in reading.records(job.tx, reading.Query("checklist_item", where=(("audit", a),)))]
    else:
        items = job.selection.records(job.tx, "checklist_item")
    if job.blank and not items:
        return [blank_print(data.Checklist(blank=True), job.selection.unit)]
    need(items, _("There is no checklist to print yet."))
    groups: dict[tuple[str, str], list[Record]] = {}
    for item in items:
        groups.setdefault((item["unit"], item["audit"] or ""), []).append(item)
    found = []
    for (unit, audit_id), own in groups.items():
        audit = audits.get(audit_id)
        body = data.Checklist(
            items=[worded(i, "checklist_item", job.profile, job.language) for i in own],
            audit=audit or ({"number": ""} if audit_id else None), blank=job.blank,
            auditors=[audit["lead"], *(audit["team"] or ())] if audit and audit["lead"] else (),
            representative=(audit or {}).get("representative") or "",
            date=next((i["checked_on"] for i in own if i["checked_on"]), ""),
        )  # fmt: skip
        found.append(Print(body=body, records=keys(own), unit=unit, period=own[0]["period"] or "",
                           number=(audit or {}).get("number") or "", numbered_by={"nn": ""}, accepted=True))  # fmt: skip
    return found


def _register(job: Job, kind: str) -> list[Print]:
    """A plain log of the records of one kind: what a form prints that has no body of its own."""
    records = job.selection.records(job.tx, kind)
    body = data.Register(records=[worded(r, kind, job.profile, job.language) for r in records])
    return [Print(body=body, records=keys(records), unit=job.selection.unit)]


def _documents(job: Job) -> list[Print]:
    documents = job.selection.records(job.tx, "document", order="code")
    copies = doubled(job.profile, "document", ((d["unit"], d["id"]) for d in documents)) if job.selection.ids is None else ()
    documents = [d for d in documents if d["id"] not in copies]
    outside = job.found("external_document", order="code")
    own = data.DocumentRegister(documents=[worded(d, "document", job.profile, job.language) for d in documents])
    foreign = data.DocumentRegister(documents=[_from_outside(job, d) for d in outside], external=True)
    prints = [Print(body=body, records=keys(found), unit=job.selection.unit, accepted=True)
              for body, found in ((own, documents), (foreign, outside))]  # fmt: skip
    return [one for one in prints if one.records] or prints[:1]


def _from_outside(job: Job, document: Record) -> Record:
    return {**job.said("external_document", document), "owner": document["keeper"]}


def _change_sheets(job: Job) -> list[Print]:
    documents = job.selection.records(job.tx, "document", order="code")
    if job.selection.ids and not documents:
        entries = job.selection.records(job.tx, "change_entry")
        chosen = tuple({entry["document"] for entry in entries if entry["document"]})
        documents = Selection(ids=chosen).records(job.tx, "document", order="code")
    need(documents, _("There is no document to print a change sheet of yet."))
    found = []
    for document in documents:
        entries = reading.records(job.tx, reading.Query("change_entry", where=(("document", document["id"]),), order="number"))
        body = data.ChangeSheet(
            document=worded(document, "document", job.profile, job.language),
            entries=[worded(e, "change_entry", job.profile, job.language) for e in entries],
            variant=job.variant,
        )
        found.append(Print(body=body, records=keys([document, *entries]), unit=document["unit"], unnumbered=True, period=None))
    return found


_BODIES: dict[str, Callable[[Job], list[Print]]] = {
    "Ф-01": _process_cards,
    "Ф-03": _risk_passports,
    "Ф-04": _risk_register,
    "Ф-05": _integrated,
    "Ф-09": _checklists,
    "Ф-15": _documents,
    "Ф-16": _change_sheets,
    **print_audits.BODIES,
    **print_documents.BODIES,
    **print_plans.BODIES,
    **print_people.BODIES,
}

_BLANKS: Mapping[str, Sequence[data.Body]] = {
    "Ф-01": (data.ProcessCard(process={}),),
    "Ф-02": (data.ProcessRegister(),),
    "Ф-03": (data.RiskPassport(),),
    "Ф-04": (data.RiskRegister(),),
    "Ф-05": (data.IntegratedTable(),),
    "Ф-11": (data.Register(),),
    "Ф-12": (data.Register(),),
    "Ф-15": (data.DocumentRegister(), data.DocumentRegister(external=True)),
    "Ф-16": (data.ChangeSheet(document={}),),
    "Ф-19": tuple(data.Gathered(part=part) for part in ("plan", "journal", "matrix")),
    "Ф-20": (data.Register(),),
    "Ф-22": (data.Register(),),
    "Ф-26": (data.Transmittal(),),
    "document": (data.Gathered(), data.ChangeSheet(document={})),
    "notice": (data.Register(),),
    "box-act": (data.Register(),),
    "responsibility": (data.Register(),),
}
"""The empty bodies of the forms that are not gathered around one record."""
