"""What can be printed, and how the paper stands to the records: never printed, printed, out of date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from qms_desktop.core.messages import Localised, Text
from qms_desktop.core.profile import Profile
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import KINDS
from qms_desktop.paper.forms import FORMS, PAPERS
from qms_desktop.paper.layouts import f25
from qms_desktop.services import units
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.store import reading
from qms_desktop.store.picking import Where, pick
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Key, Transaction
from qms_desktop.store.versions import version_of

_MOST_COMPARED = 400
"""Records of a print whose versions are compared; a longer one counts as out of date once any of these changed."""

EACH = {
    "Ф-01": "process", "Ф-07": "audit_programme", "Ф-08": "audit_plan", "Ф-09": "audit", "Ф-10": "nonconformity",
    "Ф-13": "audit_report", "Ф-14": "review", "Ф-16": "document", "Ф-17": "agreement", "Ф-18": "acquaintance", "Ф-21": "survey",
    "Ф-24": "provider", "policy": "policy", "policy-check": "policy", "plan": "plan", "process-plan": "plan", "document": "document",
    "distribution": "document", "destruction": "destruction_list", "minutes": "minutes",
    "training-card": "person",
}  # fmt: skip
"""The forms that are printed for one record each."""

OF_UNIT = {
    "Ф-03": "risk", "Ф-06": "objective", "Ф-12": "preventive_action", "Ф-19": "training", "Ф-22": "complaint", "notice": "nonconformity",
    "awareness": "person", "box-act": "complaint",
}  # fmt: skip
"""The forms that are printed for a unit each, by the kind of which it has records."""

PUBLIC = "summary"
"""The paper that is for the public, and can be had as a page for the website."""

VIEWS = frozenset({"Ф-02", "Ф-04", "Ф-05", "Ф-11", "Ф-25", "structure", "process-map"})
"""The forms that gather many records, and can be printed without any."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A form as it stands here: how many records belong on it, and the state of its latest print.

    `number` is the code as it stands on paper. `state` is `nothing`, `not_printed`, `printed` or `outdated`; `printed_at` is the moment of the latest print.
    """

    code: str
    number: str
    title: Localised
    records: int
    state: str
    printed_at: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A record or a unit that a form can be printed for."""

    key: str
    words: Localised


def papers(ws: Workspace) -> list[Paper]:
    """Every printed form, then every paper without a form number, with its state."""
    with ws.store.reading() as tx:
        unit = None if ws.is_office else ws.unit
        printouts = reading.records(tx, Query("printout", unit=ws.unit))
        found = []
        for code, form in (FORMS | PAPERS).items():
            counted = sum(reading.count(tx, Query(kind, unit=unit)) for kind in _counted(code, form.kinds))
            latest = next((p for p in reversed(printouts) if p["form"] == code), None)
            state = "nothing" if not counted and code not in VIEWS else "not_printed"
            if latest is not None:
                state = "outdated" if _outdated(tx, latest) else "printed"
            found.append(Paper(code, form.shown_code, title(ws.profile, code), counted, state, _printed_at(tx, latest)))
        return found


def title(profile: Profile, code: str) -> Localised:
    """What a paper is called: by the institution, else as it is declared; its code where a newer program printed it."""
    if code in profile.forms:
        return profile.forms[code].title
    form = FORMS.get(code) or PAPERS.get(code)
    return form.title if form else Text.of(code)


def _counted(code: str, kinds: Iterable[str]) -> list[str]:
    """The kinds whose records a form counts: of a card with its indicators only the cards."""
    kinds = [kind for kind in kinds if kind in KINDS]
    return kinds[:1] if code in EACH and code != "Ф-09" else kinds


def _outdated(tx: Transaction, printout: dict[str, Any]) -> bool:
    pairs = zip(printout["records"] or (), printout["versions"] or (), strict=False)
    for place, (named, version) in enumerate(pairs):
        if place >= _MOST_COMPARED:
            return False
        unit, kind, record = named.split("/")
        folded = tx.fold(Key(unit, kind, record)) if kind in KINDS else None
        if folded is None or folded.deleted or version_of(KINDS[kind], folded) != version:
            return True
    return False


def _printed_at(tx: Transaction, printout: dict[str, Any] | None) -> str | None:
    row = tx.row_of(Key(printout["unit"], "printout", printout["id"])) if printout else None
    changes = tx.changes_of(row) if row is not None else []
    return changes[-1].at if changes else None


def choices(ws: Workspace, code: str) -> list[Choice]:
    """For what a form can be printed: records by id; for the office the units of a form that is a unit's, as `unit:CODE`."""
    with ws.store.reading() as tx:
        unit = None if ws.is_office else ws.unit
        if code in EACH:
            kind = KINDS[EACH[code]]
            known = units.units(tx, ws.profile)
            names = [name for name in (kind.title_field, "code", "number", "plan_kind") if name in kind.fields]
            found = []
            for record in sorted(pick(tx, kind.name, names, Where(unit=unit)), key=itemgetter("id")):
                if code == "process-plan" and record["plan_kind"] != "process":
                    continue
                name = kind.title_of(record, ws.profile, ws.language)
                if kind.name == "audit" and name in known:
                    name = known[name].name.text(ws.language)
                before = record.get("code") or record.get("number")
                found.append(Choice(record["id"], Text.of(f"{before} · {name}" if before else name or "–")))
            return found
        if code in OF_UNIT and ws.is_office:
            names = units.unit_names(tx, ws.profile, reading.units_of(tx, OF_UNIT[code]))
            return [Choice(f"unit:{of}", name) for of, name in names.items() if of not in (ALL, OFFICE)]
    return []


def variants(ws: Workspace, code: str) -> dict[str, Localised]:
    """In which ways a form can be printed, by key, the usual one first; nothing where there is one way."""
    if code in ("Ф-16", "document"):
        usual = ws.profile.change_sheet.key
        return {key: sheet.name for key, sheet in sorted(ws.profile.change_sheets.items(), key=lambda each: each[0] != usual)}
    if code == "Ф-25":
        return dict(f25.ORDER)
    return {}
