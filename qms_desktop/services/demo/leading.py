"""Which process each unit leads: its card, and the indicators that it is measured by (`resources/examples/cards.json`)."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.profile_parts import ProcessSeed
from qms_desktop.services.demo import goals
from qms_desktop.services.demo.stage import Department, Stage, own, save

HANDING_ON = ("dept-philology", "college")
"""The units that lead a second process too, which takes what the first one gives."""

COUNTED = (([71, 100], [84, 98]), ([40, 60], [43, 60]), ([78, 104], [87, 106]))
"""What was counted of how many, twice a year, for the indicators that a document of the institution itself names."""


def cards(stage: Stage, each: Department) -> None:
    """A card with its indicators for the unit; the institution's own example where it has one."""
    row = next(row for row in stage.cards if each.unit.folder in row["units"] and stage.known(row["processes"]))
    process = stage.known(row["processes"])[0]
    each.led.append(process.id)
    if each.unit.processes:
        for known, counted in zip(own(each, "indicator"), COUNTED, strict=False):
            each.measured.append(({"indicator": known["id"], "process": process.id}, known, list(counted)))
        return
    _card(stage, each, process, row, {"name": each.unit.person, "position": each.unit.position})
    following = next((seed for seed in stage.profile.processes[stage.profile.processes.index(process) + 1:] if seed.group == process.group), None)
    if each.unit.folder in HANDING_ON and following is not None:
        each.led.append(following.id)
        next_row = dict(_row_of(stage, following))
        next_row["inputs"] = list(dict.fromkeys([row["outputs"][0], *next_row["inputs"]]))
        _card(stage, each, following, next_row, {"name": each.people[2], "position": stage.word("deputy")})  # nobody who audits


def _row_of(stage: Stage, process: ProcessSeed) -> dict[str, Any]:
    """What suits a process, else what suits another of its group."""
    return next((row for row in stage.cards if process.id in row["processes"]), None) or next(
        row for row in stage.cards if row["group"] == process.group)


def _card(stage: Stage, each: Department, process: ProcessSeed, row: dict[str, Any], owner: dict[str, str]) -> None:
    said = {name: row[name] for name in ("purpose", "inputs", "outputs", "resources", "norms")}
    (card,) = save(each.ws, "process", said | {
        "name": process.name.text(stage.language), "number": process.number, "group": process.group, "edition": 1,
        "review_due": stage.day(364), "owners": [owner], "indicators": [one["title"] for one in row["measured_by"]],
        "preceding": _beside(stage, process, -1), "following": _beside(stage, process, 1),
    })  # fmt: skip
    for one in row["measured_by"]:
        told = {name: value for name, value in one.items() if name not in ("measured", "deviation_cause", "decision")}
        (indicator,) = save(each.ws, "indicator", told | {"process": card, "responsible": owner["name"]})
        each.measured.append(({"indicator": indicator, "process": process.id}, one, goals.counted(stage, each, one, one["measured"])))


def _beside(stage: Stage, process: ProcessSeed, step: int) -> list[str]:
    """The process of the register before or after one, where there is one."""
    place = stage.profile.processes.index(process) + step
    return [stage.profile.processes[place].name.text(stage.language)] if 0 <= place < len(stage.profile.processes) else []
