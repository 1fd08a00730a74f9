"""What is opened from a record: an action from a risk, a nonconformity from what an audit found, a proposal from a
complaint. The new record is linked to the one that it comes from, and holds what is known already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, _
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import entry, records
from qms_desktop.services.locks import lock_of
from qms_desktop.services.saved import SaveResult, joined
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.store import reading

Record = Mapping[str, Any]


def _nothing_more(_source: Record) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Opening:
    """A record of `kind` that is opened: its fields filled from fields of the source (`id` names the source itself),
    those that are `fixed`, and what `more` makes of the source. `back` is the field of the source that names it then.
    """

    kind: str
    fills: Mapping[str, str]
    fixed: Mapping[str, Any] = field(default_factory=dict)
    more: Callable[[Record], Mapping[str, Any]] = _nothing_more
    back: str = ""

    def values(self, source: Record) -> dict[str, Any]:
        filled = {name: source.get(given) for name, given in self.fills.items()}
        given = {**self.fixed, **filled, **self.more(source)}
        return {name: value for name, value in given.items() if value not in (None, "", [])}


def _preventive(potential: str = "title", **fills: str) -> Opening:
    return Opening("preventive_action", {"potential": potential, **fills})


def _corrective(source: str, situation: str = "title", **fills: str) -> Opening:
    return Opening("corrective_action", {"situation": situation, **fills}, {"source": source})


def _improvement(source: str, title: str = "title", **fills: str) -> Opening:
    return Opening("improvement", {"title": title, **fills}, {"source": source})


def _risk(title: str = "title", **fills: str) -> Opening:
    return Opening("risk", {"title": title, **fills})


def _of_finding(item: Record) -> Mapping[str, Any]:
    """A question of a checklist as a nonconformity: what was asked for, and how heavy its verdict weighs."""
    asked = item.get("document_clause") or item.get("clause")
    requirement = ": ".join(part for part in (asked, item.get("question")) if part)
    return {"requirement": requirement, "class": {"major_nc": "major", "minor_nc": "minor"}.get(item.get("verdict") or "")}


def _of_nonconformity(found: Record) -> Mapping[str, Any]:
    source = {"feedback": "complaint"}.get(found.get("source") or "", found.get("source"))
    return {"source": source}


_FEEDBACK = {"source": "feedback", "situation": "complaints"}

OPENINGS: dict[str, tuple[Opening, ...]] = {
    "risk": (
        _preventive(risk="id", cause="cause", process="process"),
        _corrective("risk", cause="cause", process="process"),
        Opening("nonconformity", {"statement": "title", "process": "process"}, {"situation": "daily_work"}, back="nonconformity"),
    ),
    "checklist_item": (
        Opening("nonconformity", {"audit": "audit", "checklist_item": "id", "statement": "finding", "evidence": "evidence",
                                  "clause": "clause", "auditor": "checked_by", "found_on": "checked_on"},
                {"source": "internal_audit", "situation": "internal_audit"}, _of_finding, back="nonconformity"),
        _corrective("internal_audit", "finding"),
        _preventive("finding"),
        _risk("finding"),
    ),
    "nonconformity": (
        Opening("corrective_action", {"nonconformity": "id", "cause": "root_cause", "process": "process"}, more=_of_nonconformity),
        _preventive("statement", cause="root_cause", process="process"),
        _risk("statement", cause="root_cause", process="process"),
    ),
    "complaint": (
        Opening("nonconformity", {"complaint": "id", "statement": "text", "found_on": "received_on"}, _FEEDBACK,
                back="nonconformity"),
        Opening("improvement", {"title": "text"}, {"source": "complaint"}, back="improvement"),
        _corrective("complaint", "text"),
    ),
    "inspection": (
        Opening("nonconformity", {"statement": "findings", "process": "process", "found_on": "date"}, {"situation": "inspection"},
                back="nonconformity"),
        _corrective("inspection", "findings", process="process"),
        _preventive("findings", process="process"),
        _improvement("inspection", "findings", process="process"),
    ),
    "external_evaluation": (
        Opening("nonconformity", {"statement": "title"}, {"source": "external_audit"}),
        _corrective("external_audit"),
    ),
    "measurement": (
        _corrective("monitoring", cause="cause", process="process"),
        _preventive(cause="cause", process="process"),
        _risk(cause="cause", process="process"),
    ),
    "indicator": (_corrective("monitoring", process="process"), _preventive(process="process"), _risk(process="process")),
    "objective": (
        _corrective("monitoring", cause="deviation_cause", process="process"),
        _preventive(cause="deviation_cause", process="process"),
        _risk(cause="deviation_cause", process="process", objective="id"),
        _improvement("data_analysis", process="process", objective="id"),
    ),
    "survey": (_corrective("monitoring"), _improvement("data_analysis")),
    "student_meeting": (_improvement("other", "subject"),),
    "analysis": (
        _corrective("data_analysis", process="process"), _preventive(process="process"),
        _improvement("data_analysis", process="process", reason="conclusion"),
    ),
    "evaluation": (_improvement("data_analysis", "improvement"),),
    "review": (_improvement("review", "proposals_improvement"), _corrective("management_review")),
    "decision": (_improvement("review", "text", objective="objective"),),
    "process": (_risk("name", process="id"), Opening("opportunity", {"process": "id"}), _improvement("daily_work", "name", process="id")),
    "context": (_risk("factor", objective="objective"),),
    "plan": (_preventive(process="process"),),
    "provider": (Opening("nonconformity", {"statement": "issues"}, {"situation": "contracts"}, back="nonconformity"),),
}  # fmt: skip
"""What can be opened from a record of a kind, in the order in which it is offered."""


def offered(ws: Workspace, record: Record) -> dict[str, Localised]:
    """The kinds that this person may open from a record, with what they are called."""
    return {
        opening.kind: KINDS[opening.kind].called(ws.profile) for opening in OPENINGS.get(record["kind"], ())
        if entry.may_write(KINDS[opening.kind], _title(opening.kind), ws.role)
    }  # fmt: skip


def open_from(ws: Workspace, source_id: str, kind: str, **more: Any) -> SaveResult:
    """Open a record of a kind from another one; `more` are values that are known besides, and win.

    It belongs to the unit of the source. UserError where nothing of that kind is opened from it, or by this person.
    """
    with ws.store.reading() as tx:
        source = reading.record(tx, reading.key_of(tx, source_id))
    opening = next((each for each in OPENINGS.get(source["kind"], ()) if each.kind == kind), None) if source else None
    if source is None or opening is None:
        raise UserError(_("From this record no “{kind}” is opened.", kind=KINDS[kind].label if kind in KINDS else kind))
    if kind not in offered(ws, source):
        raise UserError(_("“{kind}”: the QA office or an auditor opens it.", kind=KINDS[kind].label),
                        _("Tell them, or enter a complaint or a proposal."))  # fmt: skip
    unit = {} if source["unit"] in (ALL, OFFICE) or ws.role == "department" else {"unit": source["unit"]}
    made = records.save(ws, kind, [{**unit, **opening.values(source), **more}])
    if not opening.back or source.get(opening.back) or lock_of(ws, KINDS[source["kind"]], source):
        return made
    named = {"id": source_id, "unit": source["unit"], opening.back: made.saved[0].key.id}
    return joined([made, records.save(ws, source["kind"], [named])])


def _title(kind: str) -> Any:
    return KINDS[kind].stored_fields[KINDS[kind].title_field]
