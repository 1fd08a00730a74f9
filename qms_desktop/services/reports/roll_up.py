"""R6: from the units' passports to the university's register: risks that stand in it or not yet, and all opportunities."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Joined, Text, _
from qms_desktop.core.profile import LEVELS
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.reports import numbers
from qms_desktop.services.reports.naming import chosen
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import Cell, Column, Figure, Link, Report, Table
from qms_desktop.services.reports.scope import Scope
from qms_desktop.services.reports.words import Processes

SHOWN = 100
"""So many risks that may be the same are shown, the ones of most units first."""


def register(scope: Scope, kind: ReportKind) -> Report:
    """R6: the entries that a person made of the passports' risks with their sources, and what is left to be taken in."""
    sources: dict[str, dict[str, str]] = defaultdict(dict)
    for item in scope.items("register_entry", "sources", (), ("risk", "of_unit"), every_unit=True):
        if item["item_risk"]:
            sources[item["id"]][item["item_risk"]] = item["item_of_unit"]
    risks = {risk["id"]: risk for risk in scope.rows("risk", ("title", "category", "level", "process", "state", "period"))}
    taken = {risk for own in sources.values() for risk in own}
    left = [risk for risk in risks.values() if risk["id"] not in taken]
    chances = scope.rows("opportunity", ("title", "process", "essence", "effect", "responsible", "deadline", "state", "result"))
    parts = [
        _entries(scope, sources, risks), _by_unit(scope, list(risks.values()), taken), _alike(scope, left), _opportunities(scope, list(chances)),
    ]  # fmt: skip
    return scope.report(kind.id, kind.title, parts, kinds=("risk",))


def _entries(scope: Scope, sources: dict[str, dict[str, str]], risks: dict[str, Any]) -> Table:
    names = ("number", "title", "category", "process", "likelihood", "consequence", "score", "level", "residual_score", "state")
    processes = Processes(scope)
    rows: list[tuple[Cell, ...]] = []
    found = scope.rows("register_entry", names, every_unit=True)
    for entry in sorted(found, key=lambda each: (-(each["score"] or 0), each["number"] or 0)):
        if entry["state"] == "replaced":
            continue
        own = sources.get(entry["id"], {})
        codes = dict.fromkeys(of_unit or risks.get(risk, {}).get("unit", "") for risk, of_unit in own.items())
        rows.append((
            str(entry["number"] or ""), Link(entry["title"] or "", "register_entry", entry["id"]),
            chosen(scope, "register_entry", "category", entry["category"]), processes.name(processes.key(entry["process"])),
            numbers.exact(entry["score"], {"register_entry": (entry["id"],)}), chosen(scope, "register_entry", "level", entry["level"]),
            numbers.exact(entry["residual_score"]), numbers.count({"risk": [risk for risk in own if risk in risks]}),
            Joined(tuple(Text.of(code) for code in codes if code)),
        ))  # fmt: skip
    columns = (
        Column(_("No."), 0.5), Column(_("Risk"), 4), Column(_("Risk category"), 1.3), Column(_("Process"), 2),
        Column(_("Score"), 0.7, number=True), Column(_("Risk level")), Column(_("Residual score"), 0.8, number=True),
        Column(_("Source risks"), 0.8, number=True), Column(_("Units")),
    )  # fmt: skip
    return Table(_("The university's register"), columns, tuple(rows))


def _by_unit(scope: Scope, risks: list[Any], taken: set[str]) -> Table:
    by_unit: dict[str, list[Any]] = defaultdict(list)
    for risk in risks:
        by_unit[risk["unit"]].append(risk)
    rows = tuple((unit.name, *_line(by_unit[unit.code], taken)) for unit in scope.named(by_unit))
    columns = (
        Column(_("Unit"), 3), Column(_("Risks"), number=True), Column(_("Accepted"), number=True),
        *(Column(scope.ws.profile.level_word(level), number=True) for level in LEVELS),
        Column(_("In the register"), number=True), Column(_("Not in it yet"), number=True),
    )  # fmt: skip
    return Table(_("Risks of the passports by unit"), columns, rows, total=(_("Together"), *_line(risks, taken)))


def _line(own: list[Any], taken: set[str]) -> tuple[Cell, ...]:
    def figure(found: list[Any]) -> Figure:
        return numbers.count({"risk": [risk["id"] for risk in found]})

    accepted = [risk for risk in own if risk["state"] == "accepted"]
    inside = [risk for risk in own if risk["id"] in taken]
    return (
        figure(own), figure(accepted), *(figure([risk for risk in own if risk["level"] == level]) for level in LEVELS),
        numbers.percent(len(inside), len(own), {"risk": [risk["id"] for risk in inside]}),
        figure([risk for risk in own if risk["id"] not in taken]),
    )  # fmt: skip


def _alike(scope: Scope, left: list[Any]) -> Table:
    """Risks of one wording that stand in no entry yet: a person decides whether they are one."""
    groups: dict[str, list[Any]] = defaultdict(list)
    for risk in left:
        if risk["title"]:
            groups[search_fold(risk["title"]).strip(" .")].append(risk)
    alike = sorted((own for own in groups.values() if len(own) > 1), key=lambda own: -len(own))[:SHOWN]
    rows = tuple(
        (own[0]["title"], numbers.count({"risk": [risk["id"] for risk in own]}),
         Joined(tuple(Text.of(code) for code in sorted({risk["unit"] for risk in own}))))
        for own in alike
    )  # fmt: skip
    columns = (Column(_("Risk"), 6), Column(_("How many"), number=True), Column(_("Units"), 2))
    note = _("They have the same wording and stand in no entry of the register: a person decides whether they are one risk.")
    return Table(_("Risks that may be the same"), columns, rows, note)


def _opportunities(scope: Scope, chances: list[Any]) -> Table:
    """The opportunities of every unit in one list, by process."""
    processes, field = Processes(scope), KINDS["opportunity"].fields
    by_process: dict[str, list[Any]] = defaultdict(list)
    for chance in chances:
        by_process[processes.key(chance["process"])].append(chance)
    language = scope.ws.language
    rows = tuple(
        (scope.name(chance["unit"]), Link(chance["title"] or "–", "opportunity", chance["id"]), processes.name(key), chance["essence"] or "",
         chance["effect"] or "", ", ".join(chance["responsible"] or ()), field["deadline"].show(chance["deadline"], scope.ws.profile, language),
         chosen(scope, "opportunity", "state", chance["state"]), chance["result"] or "")
        for key in processes.in_order(by_process)
        for chance in sorted(by_process[key], key=lambda one: (one["unit"], one["title"] or ""))
    )  # fmt: skip
    columns = (
        Column(_("Unit"), 1.4), Column(_("Opportunity"), 2), Column(_("Process"), 1.6), Column(_("Essence of the opportunity"), 2),
        Column(_("Expected effect"), 1.8), Column(_("Responsible"), 1.4), Column(_("Deadline")), Column(_("Completion mark")),
        Column(_("Result"), 1.2),
    )  # fmt: skip
    return Table(_("Opportunities of the passports"), columns, rows, _("Opportunities: {n}.", n=len(chances)))
