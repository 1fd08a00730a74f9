"""Views over many records, never typed twice: the university's risk register, the process register, the integrated table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.languages import search_fold, sort_key
from qms_desktop.core.profile import Profile
from qms_desktop.services import units
from qms_desktop.store import reading
from qms_desktop.store.picking import Where, greatest, pick
from qms_desktop.store.transaction import Transaction

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records belong on a view or form: of a unit, of several `units`, of a year or period, or those named."""

    unit: str | None = None
    year: str | None = None
    ids: tuple[str, ...] | None = None
    units: frozenset[str] | None = None

    def records(self, tx: Transaction, kind: str, order: str = "") -> list[Record]:
        found = reading.records(tx, reading.Query(kind, unit=self.unit, ids=self.ids, order=order))
        if self.units is not None:
            found = [record for record in found if record["unit"] in self.units]
        return self._of_year(found)

    def fields(self, tx: Transaction, kind: str, names: Iterable[str], order: str = "") -> list[Record]:
        """A few fields of the same records, which have a period."""
        among = {name: chosen for name, chosen in (("id", self.ids), ("unit", self.units)) if chosen is not None}
        return self._of_year(pick(tx, kind, ("period", *names), Where(unit=self.unit, among=among), order))

    def _of_year(self, found: list[Record]) -> list[Record]:
        if self.year is None or self.ids is not None:
            return found
        return [record for record in found if _in_year(record, self.year)]


def _in_year(record: Record, year: str) -> bool:
    """Whether a record is for a year: 2026 is in 2026 and begins 2026/27; one without a period is for every year."""
    period = record.get("period")
    return not period or period == year or period.split("/")[0] == year


def risk_register(tx: Transaction, selection: Selection) -> list[Record]:
    """The risks of all units, the highest first; `accepted` says whether the office has taken one in."""
    found = selection.records(tx, "risk")
    for risk in found:
        risk["accepted"] = risk["state"] == "accepted"
    return sorted(found, key=lambda r: (-(r["score"] or 0), sort_key(r["unit"]), sort_key(r["code"])))


def units_with(tx: Transaction, profile: Profile, kind: str) -> tuple[list[str], list[str]]:
    """The codes of the units whose records of a kind are here, and of those that have none."""
    present = set(reading.units_of(tx, kind))
    known = units.units(tx, profile)
    office = profile.qa_office.code
    expected = [code for code, unit in known.items() if unit.type != "university" and code != office and not unit.outside]
    return sorted(present, key=sort_key), [code for code in expected if code not in present]


def process_register(tx: Transaction, profile: Profile, selection: Selection, language: str) -> list[Record]:
    """The processes of the profile with the cards that were made of them, then the cards of no registered process.

    A card belongs to the process whose number it carries, else to the one whose name it bears. `seed` is the key of the
    profile's process.
    """
    cards = selection.fields(tx, "process", ("number", "name", "group", "owners"), order="number")
    risks = greatest(tx, "risk", "score", "process")
    rows: list[Record] = []
    used: set[str] = set()
    folded = {name: search_fold(name) for name in {card["name"] for card in cards}}
    registered = {search_fold(name) for seed in profile.processes for name in seed.name.texts().values()}
    for seed in profile.processes:
        names = {search_fold(name) for name in seed.name.texts().values()}
        own = [
            card for card in cards
            if card["id"] not in used and (folded[card["name"]] in names or (
                card["number"] and card["number"] == seed.number and folded[card["name"]] not in registered))
        ]  # fmt: skip
        used |= {card["id"] for card in own}
        managers = [{"position": manager.text(language), "name": ""} for manager in seed.managers]
        rows.append({
            "seed": seed.id, "number": seed.number, "name": seed.name.text(language), "group": seed.group,
            "owners": _owners(own) or managers, "units": sorted({card["unit"] for card in own}),
            "cards": [card["id"] for card in own],
            "highest_risk": _highest(risks, {seed.id, *(card["id"] for card in own), *(card["name"] for card in own)}),
        })  # fmt: skip
    for card in cards:
        if card["id"] not in used:
            rows.append({
                "seed": "", "number": card["number"], "name": card["name"], "group": card["group"], "owners": card["owners"] or [],
                "units": [card["unit"]], "cards": [card["id"]],
                "highest_risk": _highest(risks, {card["id"], card["name"]}),
            })  # fmt: skip
    return rows


def _owners(cards: list[Record]) -> list[dict[str, str]]:
    owners: dict[tuple[str, str], dict[str, str]] = {}
    for card in cards:
        for owner in card["owners"] or ():
            owners[owner.get("position", ""), owner.get("name", "")] = owner
    return list(owners.values())


def _highest(risks: Mapping[str, int], names: set[Any]) -> int | None:
    return max((risks[name] for name in names if name in risks), default=None)


@dataclass(frozen=True, slots=True)
class ProcessBlock:
    """A process of the integrated table with its indicators, risks and opportunities."""

    process: Record
    risks: list[Record]
    opportunities: list[Record]


def integrated_table(tx: Transaction, profile: Profile, selection: Selection, language: str) -> list[ProcessBlock]:
    """Processes, indicators, risks and opportunities side by side; what names no process comes last.

    A process carries the measures of its action plans as `plan_measures`.
    """
    cards = selection.records(tx, "process", order="number")
    indicators = reading.records(tx, reading.Query("indicator", unit=selection.unit))
    entries = [*selection.records(tx, "risk", order="code"), *selection.records(tx, "opportunity")]
    entries += [plan for plan in selection.records(tx, "plan") if plan["plan_kind"] == "actions" and plan["process"]]
    seeds = {seed.id: seed for seed in profile.processes}
    blocks: dict[str, ProcessBlock] = {}
    by_name: dict[str, str] = {}
    for card in cards:
        own = [i for i in indicators if i["process"] == card["id"]]
        of_card = {**card, "indicators": own + words_not_in(card["indicators"], own), "plan_measures": []}
        blocks[card["id"]] = ProcessBlock(of_card, [], [])
        by_name.setdefault(search_fold(card["name"]), card["id"])
    for record in entries:
        named = record["process"]
        place = named if named in blocks else None
        if place is None and named:
            words = seeds[named].name.text(language) if named in seeds else named
            wordings = seeds[named].name.texts().values() if named in seeds else (named,)
            place = next((by_name[w] for w in map(search_fold, wordings) if w in by_name), None)
            if place is None and named in seeds:
                place = next((c["id"] for c in cards if c["number"] and c["number"] == seeds[named].number), None)
            if place is None:
                place = f"words:{search_fold(words)}"
                blocks.setdefault(place, ProcessBlock({"name": words}, [], []))
        if place is None:
            place = "words:"
            blocks.setdefault(place, ProcessBlock({"name": ""}, [], []))
        block = blocks[place]
        if record["kind"] == "plan":
            block.process.setdefault("plan_measures", []).extend(record["measures"])
        else:
            (block.risks if record["kind"] == "risk" else block.opportunities).append(record)
    return sorted(blocks.values(), key=lambda block: not block.process["name"])


def words_not_in(words: list[str] | None, indicators: list[Record]) -> list[str]:
    """The indicators that a card names in words alone."""
    named = {search_fold(indicator["title"]) for indicator in indicators}
    return [word for word in words or () if search_fold(word) not in named]
