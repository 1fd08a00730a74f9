"""T1 and T2: how an objective goes back to a requirement and on to an improvement, and how processes feed each other."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from qms_desktop.core.languages import search_fold, sort_key
from qms_desktop.core.messages import Joined, Localised, Text, _
from qms_desktop.services.reports.naming import NOT_SAID, chosen
from qms_desktop.services.reports.numbers import Shown, count, percent
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import Cell, Column, Link, Part, Report, Table
from qms_desktop.services.reports.scope import Scope

# --- T1 ----------------------------------------------------------------------------------------------------------

STAGES = (_("Requirement"), _("Policy"), _("Objective"), _("Indicator"), _("Process"), _("Analyses"), _("Improvement"))


def trace(scope: Scope, kind: ReportKind) -> Report:
    """T1: requirement, policy, objective with indicator, process, analysis, improvement; what is missing stays empty."""
    names = ("title", "policy", "policy_point", "interested_party", "process", "indicator", "indicator_card", "measured_in", "target",
             "actual")  # fmt: skip
    found = _Records(scope)
    objectives = scope.rows("objective", names)
    rows = [_line(scope, objective, found) for objective in objectives]
    reached = [[objective["id"] for objective, row in zip(objectives, rows, strict=True) if row[at] is not None] for at in range(len(STAGES))]
    whole = [objective["id"] for objective, row in zip(objectives, rows, strict=True) if all(row)]
    columns = tuple(Column(stage, share) for stage, share in zip(STAGES, (2, 1.5, 2.5, 2, 1.5, 1, 1), strict=True))
    totals = Table(_("How far the chains reach"), (Column(_("Stage"), 3), Column(_("Objectives"), 1, number=True)), (
        *((stage, percent(len(ids), len(rows), {"objective": ids})) for stage, ids in zip(STAGES, reached, strict=True)),
        (_("Without a gap"), percent(len(whole), len(rows), {"objective": whole})),
    ))  # fmt: skip
    parts = (totals, Table(_("From requirement to improvement"), columns, tuple(rows)))
    return scope.report(kind.id, kind.title, parts, kinds=("objective",))


class _Records:
    """What objectives lead to, by the id or the process that they name."""

    def __init__(self, scope: Scope) -> None:
        self.needs = {row["id"]: row["need"] for row in scope.rows("interested_party", ("need",), every_period=True, every_unit=True)}
        self.policies = {row["id"]: row["title"] for row in scope.rows("policy", ("title",), every_period=True, every_unit=True)}
        self.cards = {row["id"]: row["name"] for row in scope.rows("process", ("name",), every_period=True, every_unit=True)}
        self.analyses = _by(scope.rows("analysis", ("process",)), "process")
        self.improvements = _by(scope.rows("improvement", ("objective",), every_period=True), "objective")


def _by(rows: Iterable[Any], name: str) -> dict[str, list[str]]:
    found = defaultdict(list)
    for row in rows:
        if row[name]:
            found[row[name]].append(row["id"])
    return found


def _line(scope: Scope, objective: Any, found: _Records) -> tuple[Cell, ...]:
    need, process = found.needs.get(objective["interested_party"]), objective["process"]
    policy = found.policies.get(objective["policy"])
    said = [Text.of(part) for part in (policy, objective["policy_point"]) if part]
    analyses, improvements = found.analyses.get(process or ""), found.improvements.get(objective["id"])
    return (
        Link(need, "interested_party", objective["interested_party"]) if need else None,
        Joined(tuple(said), ", ") if said else None,
        Link(objective["title"] or NOT_SAID, "objective", objective["id"]),
        _indicator(objective),
        Link(found.cards[process], "process", process) if process in found.cards else
        chosen(scope, "objective", "process", process) if process else None,
        count({"analysis": analyses}) if analyses else None,
        count({"improvement": improvements}) if improvements else None,
    )


def _indicator(objective: Any) -> Localised | None:
    """The indicator with its actual value of its target, as far as they are known."""
    if not objective["indicator"]:
        return None
    values = tuple(Shown(Decimal(value)) for value in (objective["actual"], objective["target"]) if value)
    reached = Joined((Joined(values, " / "), Text.of(objective["measured_in"] or "")), " ")
    return Joined((Text.of(objective["indicator"]), reached), ": ") if values else Text.of(objective["indicator"])


# --- T2 ----------------------------------------------------------------------------------------------------------


def chain(scope: Scope, kind: ReportKind) -> Report:
    """T2: the processes by group with what goes in and comes out, and which output of one is an input of another."""
    cards = scope.rows("process", ("number", "name", "group", "inputs", "outputs", "preceding", "following"))
    cards = sorted(cards, key=lambda card: (sort_key(card["number"] or "~"), sort_key(card["name"] or "")))
    of_unit: dict[str, list[Any]] = defaultdict(list)
    for card in cards:
        of_unit[card["unit"]].append(card)
    steps = [(one, what, other) for own in of_unit.values() for one, other in itertools.permutations(own, 2)
             for what in _passed(one, other)]  # fmt: skip
    columns = (Column(_("From the process"), 2.5), Column(_("Output and input"), 3), Column(_("To the process"), 2.5))
    rows = tuple((_card(one), _words(what), _card(other)) for one, what, other in steps)
    linked = {card["id"] for one, _what, other in steps for card in (one, other)}
    alone = Table(_("Processes that are linked to none"), (Column(_("Unit"), 2), Column(_("Process"), 4)),
                  tuple((scope.name(card["unit"]), _card(card)) for card in cards if card["id"] not in linked))  # fmt: skip
    parts: list[Part] = [*_map(scope, cards), Table(_("Chain of processes"), columns, rows), alone]
    return scope.report(kind.id, kind.title, parts, kinds=("process",))


def _passed(one: Any, other: Any) -> list[tuple[str, ...]]:
    """What the first process hands to the second: the outputs that are its inputs; nothing but the order where a card says so."""
    taken = {search_fold(word) for word in other["inputs"] or ()}
    shared = tuple(word for word in one["outputs"] or () if search_fold(word) in taken)
    follows = _names(one["following"], other) or _names(other["preceding"], one)
    return [shared] if shared or follows else []


def _names(words: Iterable[str] | None, card: Any) -> bool:
    called = {search_fold(word) for word in (card["name"], card["number"]) if word}
    return any(search_fold(word) in called for word in words or ())


def _map(scope: Scope, cards: list[Any]) -> list[Part]:
    """A table a group: core processes between requirements and satisfaction, the others that keep them going."""
    groups: Mapping[str, Localised] = scope.ws.profile.process_groups
    columns = (Column(_("No."), 0.6), Column(_("Inputs, requirements"), 3), Column(_("Process"), 3),
               Column(_("Outputs, satisfaction"), 3))  # fmt: skip
    return [
        Table(title, columns, tuple((card["number"], _words(card["inputs"]), _card(card), _words(card["outputs"])) for card in own))
        for group, title in groups.items() if (own := [card for card in cards if card["group"] == group])
    ]  # fmt: skip


def _card(card: Any) -> Link:
    return Link(card["name"] or NOT_SAID, "process", card["id"])


def _words(words: Iterable[str] | None) -> Localised | None:
    parts = tuple(Text.of(word) for word in words or ())
    return Joined(parts, "; ") if parts else None
