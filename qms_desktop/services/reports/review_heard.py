"""What the management review hears: earlier decisions, what changed around, voices, providers, resources, proposals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.reports import Column, Figure, Link, Table
from qms_desktop.models.audits import VERDICTS
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.reports import conformity
from qms_desktop.services.reports.naming import chosen
from qms_desktop.services.reports.numbers import count, decimal, mean, number, percent
from qms_desktop.services.reports.review_parts import MOST_ROWS, Block, day, ids, listed, shown, taken
from qms_desktop.services.reports.scope import Scope


def decisions(scope: Scope) -> Block:
    """What became of the decisions of earlier reviews: done, in work, overdue."""
    names = ("text", "body", "review", "responsible", "due", "state", "done_on", "period", "date")
    rows = [row for row in scope.rows("decision", names, every_period=True)
            if (row["review"] or row["body"] == "management_review") and (not scope.period or row["period"] not in (scope.periods or ()))]  # fmt: skip
    today = scope.today.isoformat()
    done = [row for row in rows if row["state"] == "done"]
    late = [row for row in rows if row["state"] not in ("done", "stopped") and is_iso_date(row["due"]) and row["due"] < today]
    overdue = {row["id"] for row in late}
    figures = [
        (_("Decisions of earlier reviews"), count(ids("decision", rows))), (_("done"), percent(len(done), len(rows), ids("decision", done))),
        (_("overdue"), percent(len(late), len(rows), ids("decision", late))),
    ]  # fmt: skip
    columns = (Column(_("Decision"), 4), Column(_("Responsible"), 1.6), Column(_("Due")), Column(_("State"), 1.2), Column(_("Days late"), 0.8, number=True))
    lines = [
        (Link(row["text"] or "–", "decision", row["id"]), row["responsible"], day(row["due"]), chosen(scope, "decision", "state", row["state"] or "not_begun"),
         number((scope.today - dt.date.fromisoformat(row["due"])).days) if row["id"] in overdue else None) for row in sorted(rows, key=lambda row: row["due"] or "")
    ]  # fmt: skip
    return Block(figures, shown(Table(_("Decisions of earlier reviews"), columns, tuple(lines))), ("decision",))


def context(scope: Scope) -> Block:
    """What has changed around the institution: factors against those of last year, the climate, documents from outside."""
    names = ("factor", "side", "area", "influence", "conclusion", "previous")
    now, before = scope.rows("context", names), {row["id"]: row for row in scope.rows("context", names, every_period=True)}
    marks = {row["id"]: _change(row, before.get(row["previous"])) for row in now}
    changed = [row for row in now if marks[row["id"]] is not None]
    climate = [row for row in now if row["area"] == "climate"]
    documents = [row for row in scope.rows("external_document", ("title", "issuer", "in_date", "checked_on"), every_period=True)
                 if scope.holds(row["in_date"])]  # fmt: skip
    figures = [
        (_("Factors considered"), count(ids("context", now))), (_("new or changed"), percent(len(changed), len(now), ids("context", changed))),
        (_("Climate: factors with a conclusion"), count(ids("context", [row for row in climate if row["conclusion"]]))),
        (_("New external documents"), count(ids("external_document", documents))),
    ]  # fmt: skip
    columns = (Column(_("Factor"), 3), Column(_("Area")), Column(_("Influence")), Column(_("Change")), Column(_("Conclusion in words"), 3))
    lines = [
        (Link(row["factor"] or "–", "context", row["id"]), chosen(scope, "context", "area", row["area"]),
         chosen(scope, "context", "influence", row["influence"]), marks[row["id"]], row["conclusion"])
        for row in sorted(now, key=lambda row: marks[row["id"]] is None)
    ]  # fmt: skip
    parties = scope.rows("interested_party", ("name", "need"))
    parts = [
        Table(_("External and internal issues"), columns, tuple(lines)),
        listed(_("New external documents"), (_("Document"), _("Issued by"), _("Date")), ((r["title"], r["issuer"], day(r["in_date"])) for r in documents)),
        listed(_("Interested parties"), (_("Interested party"), _("Needs and expectations")), ((r["name"], r["need"]) for r in parties)),
        listed(_("Planned changes"), (_("Change"), _("Purpose of the change"), _("State")),
              ((r["title"], r["purpose"], chosen(scope, "planned_change", "state", r["state"]))
               for r in scope.rows("planned_change", ("title", "purpose", "state")))),
    ]  # fmt: skip
    return Block(figures, shown(*parts), ("context", "interested_party", "external_document", "planned_change"))


def _change(row: Any, earlier: Any) -> Localised | None:
    if earlier is None:
        return _("new")
    return _("changed") if any(row[name] != earlier[name] for name in ("factor", "influence", "conclusion")) else None


def surveys(scope: Scope) -> Block:
    """How satisfied those asked are, and how many answered."""
    return taken(scope, "R13", ("survey_result", "survey"), tables=(0, 1))


def voices(scope: Scope) -> Block:
    """Complaints and suggestions by theme and unit, answered in time, come to a nonconformity; meetings with students."""
    rows = scope.rows("complaint", ("voice", "theme", "due", "answered_on", "nonconformity"))
    complaints = [row for row in rows if row["voice"] == "complaint"]
    meetings = scope.rows("student_meeting", ("subject", "date", "present"))
    figures = [
        (_("Complaints and suggestions"), count(ids("complaint", rows))), (_("of them complaints"), percent(len(complaints), len(rows), ids("complaint", complaints))),
        (_("answered in time"), _in_time(scope, rows)), (_("complaints that became a nonconformity"), _became(complaints)),
        (_("Meetings with students"), count(ids("student_meeting", meetings))),
    ]  # fmt: skip
    voices_ = list(KINDS["complaint"].fields["voice"].choices(scope.ws.profile) or {})

    def table(title: Localised, label: Localised, key: str, word: Callable[[str], Localised]) -> Table:
        groups: dict[str, list[Any]] = {}
        for row in rows:
            groups.setdefault(row[key] or "", []).append(row)
        columns = (
            Column(label, 3), *(Column(chosen(scope, "complaint", "voice", voice), number=True) for voice in voices_), Column(_("Total"), number=True),
            Column(_("Answered in time"), 1.3, number=True), Column(_("Became a nonconformity"), 1.3, number=True),
        )  # fmt: skip
        return Table(title, columns, tuple(
            (word(group), *(count(ids("complaint", [row for row in own if row["voice"] == voice])) for voice in voices_),
             count(ids("complaint", own)), _in_time(scope, own), _became([row for row in own if row["voice"] == "complaint"]))
            for group, own in sorted(groups.items(), key=lambda each: -len(each[1]))
        ))  # fmt: skip

    parts = (
        table(_("Complaints and suggestions by theme"), _("Theme"), "theme", lambda theme: chosen(scope, "complaint", "theme", theme)),
        table(_("Complaints and suggestions by unit"), _("Unit"), "unit", scope.name),
    )
    return Block(figures, shown(*parts), ("complaint", "student_meeting"))


def _in_time(scope: Scope, rows: Iterable[Any]) -> Figure:
    """Answered by the day, of those that are answered or whose day is past."""
    asked = [row for row in rows if row["due"] and (row["answered_on"] or row["due"] < scope.today.isoformat())]
    kept = [row for row in asked if row["answered_on"] and row["answered_on"] <= row["due"]]
    return percent(len(kept), len(asked), ids("complaint", kept))


def _became(complaints: Sequence[Any]) -> Figure:
    found = [row for row in complaints if row["nonconformity"]]
    return percent(len(found), len(complaints), ids("complaint", found))


def providers(scope: Scope) -> Block:
    """How external providers were judged."""
    rows = scope.rows("provider", ("name", "subject", "score", "issues", "decision"))
    scored = [row for row in rows if row["score"] not in (None, "")]
    doubtful = [row for row in rows if row["decision"] in ("conditional", "stop")]
    figures = [
        (_("Providers evaluated"), count(ids("provider", scored))), (_("mean score"), mean([decimal(row["score"]) or 0 for row in scored])),
        (_("on conditions or stopped"), percent(len(doubtful), len(rows), ids("provider", doubtful))),
    ]  # fmt: skip
    columns = (Column(_("Provider"), 2), Column(_("Subject of the contract"), 2), Column(_("Score"), number=True), Column(_("Problems"), 3), Column(_("Decision"), 1.2))
    lines = [(Link(r["name"] or "–", "provider", r["id"]), r["subject"], number(decimal(r["score"])), r["issues"], chosen(scope, "provider", "decision", r["decision"]))
             for r in sorted(rows, key=lambda r: decimal(r["score"]) or 0)]  # fmt: skip
    return Block(figures, shown(Table(_("External providers"), columns, tuple(lines))), ("provider",))


def resources(scope: Scope) -> Block:
    """Where resources are short: of plans, decisions, competence; and the risks of resources."""
    plans = [row for row in scope.items("plan", "resources", (), ("text", "shortage")) if row["item_shortage"]]
    asked = scope.rows("decision", ("text", "decision_kind", "resources", "resources_provided"), every_period=True)
    asked = [row for row in asked if row["decision_kind"] == "resource" or row["resources"]]
    given = [row for row in asked if row["resources_provided"]]
    gaps = [row for row in scope.rows("competence", ("position", "gap", "action")) if row["gap"]]
    figures = [
        (_("resources short in plans"), number(len(plans))),
        (_("needs of resources met"), percent(len(given), len(asked), ids("decision", given))),
        (_("gaps of competence"), count(ids("competence", gaps))),
    ]  # fmt: skip
    parts = [
        listed(_("Resources that are short"), (_("Unit"), _("Resource"), _("Measure in case of shortage")),
              ((scope.name(r["unit"]), r["item_text"], r["item_shortage"]) for r in plans)),
        listed(_("Needs of resources by decisions"), (_("Decision"), _("Resources"), _("Resources were provided")),
              ((r["text"], r["resources"], _("yes") if r["resources_provided"] else _("no")) for r in asked)),
        listed(_("Gaps of competence"), (_("Unit"), _("Position"), _("Gap"), _("Measure")),
              ((scope.name(r["unit"]), r["position"], r["gap"], r["action"]) for r in gaps)),
    ]  # fmt: skip
    return Block(figures, shown(*parts), ("plan", "decision", "competence"))


def improvements(scope: Scope) -> Block:
    """What could be better: proposals with their decision, what auditors saw, what people suggested."""
    rows = scope.rows("improvement", ("title", "object", "decision", "state"))
    seen = conformity.findings_table(scope, VERDICTS["ofi"], ("ofi",), MOST_ROWS)
    decided = [row for row in rows if row["decision"]]
    suggested = [row for row in scope.rows("complaint", ("voice", "text")) if row["voice"] == "suggestion"]
    figures = [
        (_("Improvement proposals"), count(ids("improvement", rows))), (_("decided"), percent(len(decided), len(rows), ids("improvement", decided))),
        (_("seen by auditors"), number(len(conformity.findings(scope, ("ofi",))))), (_("suggestions"), count(ids("complaint", suggested))),
    ]  # fmt: skip
    parts = [_proposals(scope, rows), seen, listed(_("Suggestions"), (_("Unit"), _("What it says")), ((scope.name(r["unit"]), r["text"]) for r in suggested))]
    return Block(figures, shown(*parts), ("improvement", "complaint", "checklist_item"))


def changes(scope: Scope) -> Block:
    """Proposals for changes of the system: planned changes, and improvements of the system itself."""
    rows = [row for row in scope.rows("improvement", ("title", "object", "decision", "state")) if row["object"] == "qms"]
    planned = scope.rows("planned_change", ("title", "purpose", "due", "state"))
    figures = [(_("Planned changes"), count(ids("planned_change", planned))), (_("proposals for the system"), count(ids("improvement", rows)))]
    columns = (Column(_("Change"), 3), Column(_("Purpose of the change"), 3), Column(_("Due")), Column(_("State"), 1.2))
    lines = tuple((Link(r["title"] or "–", "planned_change", r["id"]), r["purpose"], day(r["due"]), chosen(scope, "planned_change", "state", r["state"])) for r in planned)
    parts = (Table(_("Planned changes"), columns, lines), _proposals(scope, rows))
    return Block(figures, shown(*parts), ("planned_change", "improvement"))


def _proposals(scope: Scope, rows: Iterable[Any]) -> Table:
    columns = (Column(_("Proposal"), 4), Column(_("What is improved"), 1.6), Column(_("State"), 1.2))
    return Table(_("Improvement proposals"), columns, tuple(
        (Link(r["title"] or "–", "improvement", r["id"]), chosen(scope, "improvement", "object", r["object"]), chosen(scope, "improvement", "state", r["state"]))
        for r in rows))  # fmt: skip
