"""Who leads and works in the demo's university, with their duties; and which of its units take part this year."""

from __future__ import annotations

from qms_desktop.core.messages import Text
from qms_desktop.services.demo.stage import Stage, found, save
from qms_desktop.services.demo_rows import OFFICE_HEAD, DemoUnit

LEADERS = (
    ("rector", "rector", "Осмоналиев Т. К."),
    ("vice_rector", "vice_rector_academic", "Маматова Г. С."),
    ("representative", "qms_representative", "Эргешов А. Б."),
    ("council_chair", "council_chair", "Кенжебаева Р. Т."),
)
"""Duty, position of the profile, and an invented name."""

LATER = Text("Сапат менеджменти системасы биринчи жылы он бөлүмдө киргизилет", "В первый год система менеджмента качества вводится в десяти подразделениях",
             "In its first year the quality management system is introduced in ten units")  # fmt: skip


def leader(duty: str) -> str:
    """Who holds a duty of the whole institution."""
    return next(name for held, _position, name in LEADERS if held == duty)


def come(stage: Stage) -> None:
    """The office writes down who leads the institution; every unit who works there."""
    profile, since = stage.profile, stage.day(-365)
    for person in found(stage.office, "person", ("name", OFFICE_HEAD)):
        save(stage.office, "person", {"id": person["id"], "duties": [{"duty": "qa_head", "since": since}]})
    for duty, position, name in LEADERS:
        word = profile.positions.get(position) or profile.positions.get(duty)
        if word is not None:
            save(stage.office, "person", {"name": name, "position": word.text(stage.language), "duties": [{"duty": duty, "since": since}]})
    for each in stage.departments:
        (head,) = found(each.ws, "person", ("name", each.unit.person))
        save(each.ws, "person", {"id": head["id"], "duties": [{"duty": "head", "of_unit": each.code, "since": since}]}, *(
            {"name": name, "position": each.position(place),
             "duties": [{"duty": "qms_responsible", "of_unit": each.code, "since": since}] if place == 1 else []}
            for place, name in enumerate(each.people) if place
        ))  # fmt: skip


def as_founded(stage: Stage, units: list[DemoUnit]) -> None:
    """A unit that the institution's document names goes by the document's code and name; the others belong to the whole."""
    whole = next((seed.code for seed in stage.profile.units if seed.type == "university"), None)
    for unit in units:
        unit.parent = unit.parent or whole
        for seed in stage.profile.units:
            if seed.name.text(stage.language) == unit.name or (seed.type == unit.type == "library"):
                unit.code, unit.name = seed.code, seed.name.text(stage.language)


def leave_out(stage: Stage, units: list[DemoUnit]) -> None:
    """The units that are not invited this year stand outside the system, with the reason; one of them is only late."""
    taking_part = {unit.code for unit in units} | {unit.parent for unit in units} | {stage.profile.qa_office.code}
    left = [seed for seed in stage.profile.units if seed.type != "university" and seed.code not in taking_part]
    if left[:-1]:
        save(stage.office, "unit", *(
            {"code": seed.code, "name": seed.name.text(stage.language), "type": seed.type, "parent": seed.parent, "out_of_scope": True,
             "scope_reason": LATER.text(stage.language)} for seed in left[:-1]))  # fmt: skip
