"""What stands on each printed form, read from the records and put into the words of its language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.paper import data
from qms_desktop.paper.form import Form
from qms_desktop.services import units, views
from qms_desktop.services.views import Record, Selection
from qms_desktop.store import reading
from qms_desktop.store.transaction import Key, Transaction

KEYS_KEPT = frozenset({"level", "residual_level"})
"""Computed choices that the paper turns into words itself, beside their numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One print of a form: its body, the records that stand on it, and what its frame says of them."""

    body: data.Body
    records: list[Key]
    unit: str | None = None
    period: str = ""
    number: str = ""
    numbered_by: Mapping[str, str] = field(default_factory=dict)
    """Further parts of the number on paper, by their names in the form's pattern."""
    registration: str | None = None
    accepted: bool = False
    state: Localised | str = ""
    version: int | None = None
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class _Job:
    tx: Transaction
    profile: Profile
    selection: Selection
    language: str
    blank: bool = False
    variant: str = ""
    names: dict[str, str] = field(default_factory=dict)

    def unit_word(self, code: str) -> str:
        if code not in self.names:
            self.names[code] = units.unit_name(self.tx, self.profile, code).text(self.language)
        return self.names[code]


def prints(
    tx: Transaction, profile: Profile, form: Form, selection: Selection, language: str, *, blank: bool = False,
    variant: str = "",
) -> list[Print]:
    """The prints of a form for a selection; UserError where a record is needed and there is none."""
    job = _Job(tx, profile, selection, language, blank, variant)
    body = _BODIES.get(form.code)
    return body(job) if body else _register(job, form.kinds[0])


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


def _keys(records: Iterable[Record]) -> list[Key]:
    return [Key(record["unit"], record["kind"], record["id"]) for record in records]


def _common_state(records: list[Record]) -> dict[str, Any]:
    """What the frame says of records that are handed over together: accepted only when every one is."""
    words = KINDS["risk"].fields["state"].choices(None) or {}
    if any(record.get("changed") for record in records):
        return {"accepted": False, "is_draft": True, "state": _("changed after submission")}
    states = {record.get("state") for record in records}
    one = states.pop() if len(states) == 1 else "draft"
    return {"accepted": one == "accepted", "is_draft": one in ("draft", "returned"), "state": words.get(one, "")}


def _process_cards(job: _Job) -> list[Print]:
    cards = job.selection.records(job.tx, "process", order="number")
    _need(cards, _("There is no process card to print yet."))
    found = []
    for card in cards:
        indicators = reading.records(job.tx, reading.Query("indicator", where=(("process", card["id"]),)))
        named = {card["id"], card["name"], *(s.id for s in job.profile.processes if card["name"] in s.name.texts().values())} - {None}
        risks = [r for r in reading.records(job.tx, reading.Query("risk", unit=card["unit"])) if r["process"] in named]
        shown = worded(card, "process", job.profile, job.language)
        shown["indicators"] = [i["title"] for i in indicators] + views.words_not_in(card["indicators"], indicators)
        found.append(Print(
            body=data.ProcessCard(
                process=shown,
                indicators=[worded(i, "indicator", job.profile, job.language) for i in indicators],
                risks=[worded(r, "risk", job.profile, job.language) for r in risks],
            ),
            records=_keys([card, *indicators]), unit=card["unit"], period=card["period"] or "",
            number=card["number"] or "", **_common_state([card]),
        ))  # fmt: skip
    return found


def _process_register(job: _Job) -> list[Print]:
    rows = views.process_register(job.tx, job.profile, job.selection, job.language)
    for row in rows:
        row["units"] = [job.unit_word(code) for code in row["units"]]
    cards = job.selection.records(job.tx, "process")
    return [Print(body=data.ProcessRegister(processes=rows), records=_keys(cards), unit=job.selection.unit)]


def _risk_passports(job: _Job) -> list[Print]:
    """One passport a unit."""
    risks = job.selection.records(job.tx, "risk", order="code")
    opportunities = job.selection.records(job.tx, "opportunity")
    codes = list(dict.fromkeys(record["unit"] for record in [*risks, *opportunities])) or [job.selection.unit]
    found = []
    for code in codes:
        own = [r for r in risks if r["unit"] == code]
        chances = [o for o in opportunities if o["unit"] == code]
        body = data.RiskPassport(
            risks=[worded(r, "risk", job.profile, job.language) for r in own],
            opportunities=[worded(o, "opportunity", job.profile, job.language) for o in chances],
        )
        state = _common_state(own) if own else {"is_draft": True}
        period = next((r["period"] for r in [*own, *chances] if r["period"]), "")
        found.append(Print(body=body, records=_keys([*own, *chances]), unit=code, period=period, **state))
    return found


def _risk_register(job: _Job) -> list[Print]:
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
    return [Print(body=body, records=_keys(risks), unit=job.selection.unit)]


def _integrated(job: _Job) -> list[Print]:
    blocks = views.integrated_table(job.tx, job.profile, job.selection, job.language)
    body = data.IntegratedTable(processes=[
        data.IntegratedProcess(
            process={**b.process, "indicators": [
                i if isinstance(i, str) else worded(i, "indicator", job.profile, job.language)
                for i in b.process.get("indicators") or ()]},
            risks=[worded(r, "risk", job.profile, job.language) for r in b.risks],
            opportunities=[worded(o, "opportunity", job.profile, job.language) for o in b.opportunities],
        )
        for b in blocks
    ])  # fmt: skip
    records = [r for b in blocks for r in ([b.process] if "id" in b.process else []) + b.risks + b.opportunities]
    return [Print(body=body, records=_keys(records), unit=job.selection.unit)]


def _checklists(job: _Job) -> list[Print]:
    """One checklist an audit, and one for a unit's self-check."""
    named = job.selection.ids
    audits = {a["id"]: a for a in reading.records(job.tx, reading.Query("audit"))}
    if named and any(i in audits for i in named):
        items = [i for a in named for i in reading.records(job.tx, reading.Query("checklist_item", where=(("audit", a),)))]
    else:
        items = job.selection.records(job.tx, "checklist_item")
    _need(items, _("There is no checklist to print yet."))
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
        found.append(Print(body=body, records=_keys(own), unit=unit, period=own[0]["period"] or "",
                           number=(audit or {}).get("number") or ""))  # fmt: skip
    return found


def _register(job: _Job, kind: str) -> list[Print]:
    """A plain log of the records of one kind: what a form prints that has no body of its own."""
    records = job.selection.records(job.tx, kind)
    body = data.Register(records=[worded(r, kind, job.profile, job.language) for r in records])
    return [Print(body=body, records=_keys(records), unit=job.selection.unit)]


def _documents(job: _Job) -> list[Print]:
    documents = job.selection.records(job.tx, "document", order="code")
    body = data.DocumentRegister(documents=[worded(d, "document", job.profile, job.language) for d in documents])
    return [Print(body=body, records=_keys(documents), unit=job.selection.unit)]


def _change_sheets(job: _Job) -> list[Print]:
    documents = job.selection.records(job.tx, "document", order="code")
    if job.selection.ids and not documents:
        entries = job.selection.records(job.tx, "change_entry")
        chosen = tuple({entry["document"] for entry in entries if entry["document"]})
        documents = Selection(ids=chosen).records(job.tx, "document", order="code")
    _need(documents, _("There is no document to print a change sheet of yet."))
    found = []
    for document in documents:
        entries = reading.records(job.tx, reading.Query("change_entry", where=(("document", document["id"]),), order="number"))
        body = data.ChangeSheet(
            document=worded(document, "document", job.profile, job.language),
            entries=[worded(e, "change_entry", job.profile, job.language) for e in entries],
            variant=job.variant,
        )
        found.append(Print(body=body, records=_keys([document, *entries]), unit=document["unit"]))
    return found


def _need(records: list[Record], sentence: Localised) -> None:
    if not records:
        raise UserError(sentence, _("Fill one in first, or name another unit."))


_BODIES: dict[str, Callable[[_Job], list[Print]]] = {
    "Ф-01": _process_cards,
    "Ф-02": _process_register,
    "Ф-03": _risk_passports,
    "Ф-04": _risk_register,
    "Ф-05": _integrated,
    "Ф-09": _checklists,
    "Ф-15": _documents,
    "Ф-16": _change_sheets,
}
