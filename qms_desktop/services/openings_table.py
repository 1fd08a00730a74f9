"""The ways from one record to another that is opened from it, and what each carries over: one table for all kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from qms_desktop.core.founding import agreed_with
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import Profile

Record = Mapping[str, Any]
Carry = Callable[["Origin"], Mapping[str, Any]]


class Origin(Struct, frozen=True):
    """The record from which another is opened: its values, what it is called, who opens it, on which day and where."""

    values: Record
    title: str
    person: str | None
    today: str
    profile: Profile
    language: str

    def given(self, **fields: str) -> dict[str, Any]:
        """The values of the record's fields under the names that they have in what is opened, as far as they are filled."""
        return {name: self.values[own] for name, own in fields.items() if self.values.get(own) not in (None, "", [])}

    def first(self, *fields: str) -> Any:
        """The first of the fields that is filled."""
        return next((self.values[name] for name in fields if self.values.get(name)), self.title or None)


def _always(_values: Record) -> bool:
    return True


class Opening(Struct, frozen=True):
    """A way from records of the kind `source` to a new one of the kind `target`.

    `names` is the field of what is opened that names the source, `named_in` the source's field that names what is opened:
    where it is filled, that one is shown instead of another being opened.
    """

    source: str
    target: str
    label: Localised
    carry: Carry
    names: str = ""
    named_in: str = ""
    when: Callable[[Record], bool] = _always

    @property
    def key(self) -> str:
        return f"{self.source} {self.target}"


NC, ACTION, PREVENTION = (
    _("Open a nonconformity"), _("Open a corrective action"), _("Open a preventive action"),
)  # fmt: skip
RISK, OPPORTUNITY = _("Enter a risk"), _("Enter an opportunity")
NEGATIVE = ("minor_nc", "major_nc")


def _nonconformity(source: str, situation: str, *requirement: str, **given: str) -> Carry:
    def carry(origin: Origin) -> dict[str, Any]:
        values = origin.given(**given)
        return {"source": source, "situation": situation, "found_on": origin.today, "auditor": origin.person,
                "requirement": origin.first(*requirement) if requirement else None, **values}  # fmt: skip

    return carry


def _action(source: str, **given: str) -> Carry:
    def carry(origin: Origin) -> dict[str, Any]:
        return {"source": source, "situation": origin.title or None, **origin.given(process="process", **given)}

    return carry


def _prevention(**given: str) -> Carry:
    return lambda origin: {"potential": origin.title or None, **origin.given(process="process", **given)}


def _risk(**given: str) -> Carry:
    return lambda origin: {"title": origin.title or None, **origin.given(process="process", period="period", **given)}


def _task(source: str, **given: str) -> Carry:
    def carry(origin: Origin) -> dict[str, Any]:
        number = origin.values.get("number") or origin.values.get("register_number")
        return {"source": source, "source_record": str(number) if number else None, "title": origin.title or None,
                **origin.given(period="period", of_unit="of_unit", **given)}  # fmt: skip

    return carry


def _finding(origin: Origin) -> dict[str, Any]:
    """A question that was answered by no: the protocol says requirement, fact and evidence in the words of the checklist."""
    values = _nonconformity("internal_audit", "internal_audit", clause="clause", statement="finding", evidence="evidence",
                            audit="audit", requirement="question", auditor="checked_by", found_on="checked_on")(origin)  # fmt: skip
    return {**values, "class": "major" if origin.values.get("verdict") == "major_nc" else "minor"}


def _analysis(source: str) -> Carry:
    return lambda origin: {"title": origin.title or None, "sources": [{"source": source, "note": origin.title or None}],
                           **origin.given(process="process", period="period")}  # fmt: skip


def _missed(values: Record) -> bool:
    """Whether a measurement stayed behind its target: by what is achieved, or because nobody set one."""
    achieved = values.get("achieved")
    return achieved is None or float(achieved) < 100


def _change(origin: Origin) -> dict[str, Any]:
    return {"reason": origin.title or None, "basis": origin.values.get("minutes_number"), "change_kind": "change",
            "date": origin.today, "made_by_name": origin.person, **origin.given(minutes="minutes")}  # fmt: skip


def _agreement(origin: Origin) -> dict[str, Any]:
    """Whoever agrees by the founding document has a row already, where the document is one that the council approves."""
    kind = origin.profile.document_kind(origin.values.get("document_kind"))
    asked = agreed_with(origin.profile) if kind is not None and kind.by_council else ()
    rows = [{"position": position.text(origin.language)} for position in asked]
    return {"subject": origin.title or None, "sent_on": origin.today, **({"rows": rows} if rows else {}),
            **origin.given(edition="edition", developer="developer")}  # fmt: skip


OPENINGS: tuple[Opening, ...] = (
    # R190: from what an audit found
    Opening("checklist_item", "nonconformity", NC, _finding, "checklist_item", "nonconformity",
            lambda values: values.get("verdict") in NEGATIVE),
    Opening("checklist_item", "corrective_action", ACTION, _action("internal_audit", situation="finding"),
            when=lambda values: values.get("verdict") in NEGATIVE),
    Opening("checklist_item", "preventive_action", PREVENTION, _prevention(potential="finding"),
            when=lambda values: values.get("verdict") in (*NEGATIVE, "observation", "ofi")),
    Opening("audit", "audit_plan", _("Make the audit plan"),
            lambda origin: origin.given(scope="scope", criteria="criteria", starts_on="held_from", ends_on="held_to"), "audit"),
    Opening("audit", "nonconformity", NC,
            _nonconformity("internal_audit", "internal_audit", auditor="lead"), "audit"),
    Opening("audit", "corrective_action", ACTION, _action("internal_audit")),
    Opening("audit", "preventive_action", PREVENTION, _prevention()),
    Opening("audit", "audit_report", _("Make the audit report"),
            lambda origin: origin.given(scope="scope", criteria="criteria", team="team", period="period", prepared_by="lead"), "audit"),
    Opening("audit_programme", "audit", _("Add an audit"), lambda origin: origin.given(period="period", scope="scope", criteria="criteria"),
            "programme"),
    Opening("audit_report", "action", _("Give a task"), _task("other")),
    # from a nonconformity and its causes
    Opening("nonconformity", "corrective_action", ACTION,
            lambda origin: {"source": _source_of(origin.values), "situation": origin.title or None,
                            **origin.given(cause="root_cause", process="process", criterion="criterion")}, "nonconformity"),
    Opening("nonconformity", "preventive_action", PREVENTION, _prevention(cause="root_cause", criterion="criterion")),
    Opening("nonconformity", "change_entry", _("Open a change of a document"),
            lambda origin: {**_change(origin), **origin.given(document="document", clause="clause")}, named_in="change_entry"),
    # R106: from a risk
    Opening("risk", "preventive_action", PREVENTION, _prevention(cause="cause", due="deadline"), "risk"),
    Opening("risk", "corrective_action", ACTION,
            _action("risk", cause="cause", due="deadline"), when=lambda values: values.get("triggered") is not False),
    Opening("risk", "nonconformity", NC, _nonconformity("feedback", "daily_work", statement="title", process="process"),
            named_in="nonconformity", when=lambda values: values.get("triggered") is True),
    Opening("risk", "planned_change", _("Plan a change"),
            lambda origin: {"title": origin.title or None, **origin.given(process="process", period="period")}, "risk"),
    # R261: from monitoring and measurement
    Opening("measurement", "nonconformity", NC,
            _nonconformity("feedback", "monitoring", "title", process="process", evidence="cause"), when=_missed),
    Opening("measurement", "corrective_action", ACTION, _action("monitoring", cause="cause"), when=_missed),
    Opening("measurement", "preventive_action", PREVENTION, _prevention(cause="cause")),
    Opening("objective", "corrective_action", ACTION, _action("monitoring", cause="deviation_cause", responsible="responsible"), when=_missed),
    Opening("objective", "measurement", _("Enter a measurement"),
            lambda origin: {"title": origin.values.get("indicator") or origin.title or None,
                            **origin.given(process="process", period="period", measured_in="measured_in", target="target",
                                           target_to="target_to", direction="direction", source="source")}, "objective"),
    Opening("indicator", "measurement", _("Enter a measurement"),
            lambda origin: {"title": origin.title or None, **origin.given(
                process="process", period="period", measured_in="measured_in", target="target", target_to="target_to",
                direction="direction", source="source")}, "indicator"),
    Opening("indicator", "corrective_action", ACTION, _action("monitoring", responsible="responsible"), when=_missed),
    Opening("inspection", "nonconformity", NC,
            _nonconformity("feedback", "inspection", "subject", process="process", evidence="findings"), named_in="nonconformity"),
    Opening("inspection", "corrective_action", ACTION, _action("inspection")),
    Opening("analysis", "corrective_action", ACTION, _action("data_analysis", situation="results")),
    Opening("analysis", "preventive_action", PREVENTION, _prevention(potential="results")),
    Opening("evaluation", "preventive_action", PREVENTION, _prevention(potential="judgement")),
    Opening("evaluation", "improvement", _("Propose an improvement"),
            lambda origin: {"title": origin.first("improvement"), "source": "data_analysis", "proposed_on": origin.today,
                            "proposed_by": origin.person}),
    Opening("external_evaluation", "nonconformity", NC, _nonconformity("external_audit", "internal_audit", "criteria")),
    Opening("external_evaluation", "corrective_action", ACTION, _action("external_audit")),
    Opening("provider", "nonconformity", NC, _nonconformity("feedback", "contracts", "contract", evidence="issues"),
            named_in="nonconformity"),
    # R249: risks are seen in every chapter
    Opening("process", "risk", RISK, lambda origin: {"process": origin.values["id"]}),
    Opening("process", "opportunity", OPPORTUNITY, lambda origin: {"process": origin.values["id"]}),
    # R099: for interested parties, resources and the surroundings
    Opening("interested_party", "risk", RISK, lambda origin: {"title": origin.first("need"), **origin.given(period="period")}),
    Opening("interested_party", "opportunity", OPPORTUNITY, lambda origin: {"title": origin.first("need"), **origin.given(period="period")}),
    Opening("measuring_resource", "risk", RISK, _risk()),
    Opening("provider", "risk", RISK, _risk(cause="issues")),
    Opening("context", "opportunity", OPPORTUNITY, lambda origin: {"title": origin.title, **origin.given(essence="conclusion", period="period")}),
    Opening("passport", "risk", RISK, lambda origin: origin.given(period="period"), "passport"),
    Opening("passport", "opportunity", _("Enter an opportunity"), lambda origin: origin.given(period="period"), "passport"),
    Opening("objective", "risk", RISK, _risk(cause="deviation_cause"), "objective"),
    Opening("context", "risk", RISK, _risk(cause="conclusion"), named_in="risk"),
    Opening("audit", "risk", RISK, lambda origin: origin.given(period="period")),
    Opening("nonconformity", "risk", RISK, _risk(cause="root_cause"), "nonconformity"),
    Opening("plan", "preventive_action", PREVENTION, _prevention()),
    # R164: an analysis draws on what was measured, inspected, audited, mended and complained of
    *(Opening(kind, "analysis", _("Analyse the data"), _analysis(source)) for kind, source in (
        ("measurement", "measurement"), ("inspection", "work_control"), ("audit", "audits"), ("external_evaluation", "audits"),
        ("corrective_action", "actions"), ("preventive_action", "actions"), ("complaint", "complaints"))),
    # from what people say
    Opening("complaint", "nonconformity", NC, _nonconformity("feedback", "complaints", evidence="text"), "complaint", "nonconformity"),
    Opening("complaint", "corrective_action", ACTION, _action("complaint", responsible="responsible")),
    Opening("complaint", "improvement", _("Propose an improvement"),
            lambda origin: {"title": origin.title or None, "source": "complaint", "proposed_on": origin.today,
                            "proposed_by": origin.person}, named_in="improvement"),
    Opening("survey", "survey_result", _("Enter a result"), lambda origin: origin.given(least_group="least_group"), "survey"),
    Opening("survey", "action", _("Give a task"), _task("survey", responsible="responsible")),
    # R139: from decisions to what carries them out
    Opening("decision", "change_entry", _("Open a change of a document"), _change, named_in="change_entry"),
    Opening("decision", "action", _("Give a task"), _task("review", responsible="responsible", due="due", resources="resources")),
    Opening("minutes", "decision", _("Enter a decision"),
            lambda origin: origin.given(body="body", date="date", period="period"), "minutes"),
    Opening("minutes", "action", _("Give a task"), _task("minutes")),
    Opening("review", "minutes", _("Make the minutes"),
            lambda origin: {"body": "management_review", "title": origin.title or None, "date": origin.today,
                            **origin.given(period="period", attendees="participants")}, "review", "minutes"),
    Opening("review", "decision", _("Enter a decision"),
            lambda origin: {"body": "management_review", "date": origin.today, **origin.given(period="period")}, "review"),
    Opening("improvement", "action", _("Give a task"), _task("other", responsible="responsible", due="due", resources="resources")),
    Opening("planned_change", "change_entry", _("Open a change of a document"),
            lambda origin: {**_change(origin), **origin.given(document="document")}),
    # people and documents
    Opening("competence", "training", _("Plan a training"),
            lambda origin: {"topic": origin.first("action", "gap"), "basis": "gap", **origin.given(period="period")}, named_in="training"),
    Opening("change_entry", "acquaintance", _("Make the acquaintance sheet"),
            lambda origin: {"subject": origin.title or None, **origin.given(document="document", valid_from="valid_from")}, "change_entry"),
    Opening("document", "document_copy", _("Hand out a copy"), lambda origin: {**origin.given(edition="edition"), "issued_on": origin.today},
            "document"),
    Opening("document", "agreement", _("Send it for agreement"), _agreement, "document"),
    Opening("document", "acquaintance", _("Make the acquaintance sheet"),
            lambda origin: {"subject": origin.title or None, **origin.given(edition="edition", valid_from="valid_from")}, "document"),
)  # fmt: skip


def _source_of(values: Record) -> str:
    """Where a nonconformity was seen, in the words of an action."""
    known = {"internal_audit", "external_audit", "monitoring", "inspection", "data_analysis", "management_review", "daily_work"}
    named = values.get("source") if values.get("source") in known else values.get("situation")
    return str(named) if named in known else "complaint" if named in ("complaints", "feedback") else "other"
