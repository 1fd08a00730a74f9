"""R14: trainings planned and held, who was trained, whether it helped, which certificates run out."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, _
from qms_desktop.services import units
from qms_desktop.services.reports import numbers
from qms_desktop.services.reports.naming import chosen
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import Cell, Chart, Column, Figure, Link, Report, Series, Table
from qms_desktop.services.reports.scope import Scope

SOON = 90
"""So many days ahead a certificate counts as running out."""


def fulfilment(scope: Scope, kind: ReportKind) -> Report:
    """R14: by unit and form of training; who has to be evaluated; what runs out."""
    trainings = {row["id"]: row for row in scope.rows("training", ("topic", "training_form", "hours", "stage", "evaluation_due", "period"))}
    people: dict[str, list[Any]] = defaultdict(list)
    for row in scope.items("training", "participants", (), ("name", "valid_to", "effect")):
        people[row["id"]].append(row)
    staff: dict[str, set[str]] = defaultdict(set)
    for row in scope.rows("competence", ("person",), every_period=True):
        if row["person"]:
            staff[row["unit"]].add(row["person"])
    by_unit = _grouped(trainings.values(), lambda row: row["unit"])
    by_form = _grouped(trainings.values(), lambda row: row["training_form"])
    named = scope.named({*by_unit, *staff})
    parts = [
        _by_unit(scope, {unit.code: by_unit.get(unit.code, []) for unit in named}, people, staff),
        Chart(_("Hours a person by unit"), "bars", tuple(unit.name for unit in named),
              (Series(_("Hours a person"), tuple(_hours(by_unit.get(unit.code, []), people).value for unit in named)),)),
        _by_form(scope, by_form, people),
        _unevaluated(scope, trainings.values(), people),
        _expiring(scope),
    ]  # fmt: skip
    return scope.report(kind.id, kind.title, parts, kinds=("training",))


def _grouped(rows: Iterable[Any], by) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[by(row)].append(row)
    return found


def _ids(rows: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    return {"training": tuple(dict.fromkeys(row["id"] for row in rows))}


def _held(own: Iterable[Any]) -> list[Any]:
    return [row for row in own if row["stage"] != "planned"]


def _trained(own: Iterable[Any], people: dict[str, list[Any]]) -> set[str]:
    return {each["item_name"] for row in _held(own) for each in people.get(row["id"], ()) if each["item_name"]}


def _hours(own: list[Any], people: dict[str, list[Any]]) -> Figure:
    """The hours of all who took part, over how many persons these are."""
    persons = _trained(own, people)
    hours = sum((row["hours"] or 0) * len(people.get(row["id"], ())) for row in _held(own))
    return numbers.number(Decimal(hours) / len(persons), _ids(_held(own)), n=len(persons)) if persons else Figure(None)


def _line(own: list[Any], people: dict[str, list[Any]]) -> tuple[Cell, ...]:
    held = _held(own)
    taking = [(row, each) for row in held for each in people.get(row["id"], ())]
    judged = [(row, each) for row, each in taking if each["item_effect"]]
    helped = [(row, each) for row, each in judged if each["item_effect"] == "effective"]
    return (
        numbers.count(_ids(own)), numbers.percent(len(held), len(own), _ids(held)),
        Figure(len(taking), numbers.Shown(len(taking)), records=_ids(held)), _hours(own, people),
        numbers.percent(len(judged), len(taking), _ids(row for row, _each in judged)),
        numbers.percent(len(helped), len(judged), _ids(row for row, _each in helped)),
    )  # fmt: skip


def _columns(label: Localised) -> tuple[Column, ...]:
    return (
        Column(label, 3), Column(_("Trainings"), number=True), Column(_("Held of planned"), 1.3, number=True),
        Column(_("Took part"), number=True), Column(_("Hours a person"), 1.2, number=True), Column(_("Evaluated"), 1.3, number=True),
        Column(_("Found effective"), 1.3, number=True),
    )  # fmt: skip


def _by_unit(scope: Scope, groups: dict[str, list[Any]], people: dict[str, list[Any]], staff: dict[str, set[str]]) -> Table:
    def share(own: list[Any], of: set[str]) -> Figure:
        return numbers.percent(len(_trained(own, people) & of), len(of))

    rows = tuple((scope.name(code), *_line(own, people), share(own, staff.get(code, set()))) for code, own in groups.items())
    every = [row for own in groups.values() for row in own]
    everybody = set().union(*staff.values()) if staff else set()
    note = _("Trained staff: of those who stand in the competence matrix of the unit.")
    columns = (*_columns(_("Unit")), Column(_("Trained staff"), 1.3, number=True))
    return Table(_("Trainings by unit"), columns, rows, note, (_("Together"), *_line(every, people), share(every, everybody)))


def _by_form(scope: Scope, groups: dict[str | None, list[Any]], people: dict[str, list[Any]]) -> Table:
    rows = tuple((chosen(scope, "training", "training_form", form), *_line(own, people)) for form, own in groups.items())
    return Table(_("Trainings by form"), _columns(_("Form of training")), rows)


def _unevaluated(scope: Scope, trainings: Iterable[Any], people: dict[str, list[Any]]) -> Table:
    """The trainings whose effectiveness was to be evaluated by now."""
    late = [
        row for row in _held(trainings)
        if is_iso_date(row["evaluation_due"]) and row["evaluation_due"] < scope.today.isoformat()
        and any(not each["item_effect"] for each in people.get(row["id"], ()))
    ]  # fmt: skip
    rows = tuple(
        (scope.name(row["unit"]), Link(row["topic"] or "–", "training", row["id"]), format_date(row["evaluation_due"]))
        for row in sorted(late, key=lambda row: row["evaluation_due"])
    )
    columns = (Column(_("Unit"), 2), Column(_("Topic"), 4), Column(_("Evaluation due"), number=True))
    return Table(_("Effectiveness not evaluated in time"), columns, rows)


def _expiring(scope: Scope) -> Table:
    """The certificates of all years that run out within the next months, or have run out."""
    last = (scope.today + dt.timedelta(days=SOON)).isoformat()
    people = units.people(scope.tx)
    latest: dict[tuple[str, str], Any] = {}
    for row in scope.items("training", "participants", ("topic",), ("name", "valid_to"), every_period=True):
        if is_iso_date(row["item_valid_to"]) and row["item_name"]:
            key = row["item_name"], (row["topic"] or "").casefold()
            if key not in latest or latest[key]["item_valid_to"] < row["item_valid_to"]:
                latest[key] = row
    found = sorted((row for row in latest.values() if row["item_valid_to"] <= last), key=lambda row: row["item_valid_to"])
    rows = tuple(
        (scope.name(row["unit"]), people.get(row["item_name"], {}).get("name") or row["item_name"], Link(row["topic"] or "–", "training", row["id"]),
         format_date(row["item_valid_to"]), _("has run out") if row["item_valid_to"] < scope.today.isoformat() else _("runs out soon"))
        for row in found
    )  # fmt: skip
    columns = (Column(_("Unit"), 2), Column(_("Employee"), 2), Column(_("Topic"), 3), Column(_("Valid until"), number=True),
               Column(_("State"), 1.2))  # fmt: skip
    return Table(_("Certificates that run out"), columns, rows, _("Within {n} days, or already; a renewed one is not listed.", n=SOON))
