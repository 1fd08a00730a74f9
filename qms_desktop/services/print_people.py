"""What stands on the papers of people, surveys, context, providers, and of the system's structure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from qms_desktop.core.founding import Box, structure
from qms_desktop.core.languages import search_fold, sort_key
from qms_desktop.core.messages import _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.paper import data
from qms_desktop.services import units
from qms_desktop.services.auditors import same_person
from qms_desktop.services.print_base import Job, Print, blank_print, by_unit, keys, need, of_record, of_unit
from qms_desktop.services.signing import is_held
from qms_desktop.services.views import Record

_LEADERS = (("rector", "rector"), ("representative", "qms_representative"), ("council_chair", "council_chair"), ("qa_head", "qa_head"))
"""The duties of those who lead the system, and the positions of the profile that name them, from the top."""


def _trainings(job: Job) -> list[Print]:
    """Of each unit the plan, the journal of what was held, and the matrix of competence, as far as there is any."""
    trainings, matrix = job.found("training", order="number"), job.found("competence", order="position")
    codes = list(dict.fromkeys(record["unit"] for record in (*trainings, *matrix))) or [job.selection.unit]
    found = []
    for code in codes:
        own = [one for one in trainings if one["unit"] == code]
        shown = [job.said("training", one) for one in own]
        held = [(record, said) for record, said in zip(own, shown, strict=True) if record["stage"] != "planned"]
        people = [{**said, **person} for _record, said in held for person in said["participants"] or ()]
        needed = [one for one in matrix if one["unit"] == code]
        sheets = (
            ("plan", own, shown),
            ("journal", [record for record, _said in held], people),
            ("matrix", needed, [job.said("competence", one) for one in needed]),
        )
        for part, records, rows in sheets:
            if rows or (part == "plan" and not needed):
                state = of_unit(records, code, data.Gathered(lists={"rows": rows}, part=part))
                found.append(state if part != "matrix" else Print(body=state.body, records=state.records, unit=code,
                                                                  period=state.period, accepted=True))  # fmt: skip
    return found


def _training_cards(job: Job) -> list[Print]:
    """One card a person of the unit: the trainings that he or she took part in, and what the matrix asks."""
    people = [one for one in job.selection.records(job.tx, "person", order="name") if not one["left_on"]]
    need(people, _("There is nobody to print a card of yet."))
    trainings = [(one, job.said("training", one)) for one in job.of("training", order="held_from")]
    matrix = [(one, job.said("competence", one)) for one in job.of("competence")]
    found = []
    for person in people:
        held = [(raw, {**said, **part}) for raw, said in trainings for part in said["participants"] or () if same_person(part["name"], person["name"])]
        asked = [(raw, said) for raw, said in matrix if same_person(raw["person"], person["name"])]
        body = data.Gathered(record=person, lists={
            "trainings": [row for _raw, row in held], "requirements": [one for _raw, said in asked for one in said["requirements"] or ()],
        })  # fmt: skip
        stands = [person, *(raw for raw, _row in held), *(raw for raw, _said in asked)]
        found.append(Print(body=body, records=keys(stands), unit=person["unit"], unnumbered=True))
    return found


def _box_acts(job: Job) -> list[Print]:
    """One act a unit: the messages of this period that were found in its trust box."""
    found = [one for one in job.found("complaint", order="received_on") if one["channel"] == "box"]
    return [
        Print(body=data.Register(records=[job.said("complaint", one) for one in own]), records=keys(own), unit=unit, unnumbered=True)
        for unit, own in by_unit(found, job.selection.unit).items()
    ]


def _surveys(job: Job) -> list[Print]:
    """The summary of each survey; as a blank its questionnaire, to be given out."""
    surveys = job.found_with("survey", "survey_result", "survey", "number")
    if job.blank and not surveys:
        return [blank_print(data.Gathered(part=part), job.selection.unit) for part in ("questionnaire", "")]
    need(surveys, _("There is no survey to print yet."))
    found = []
    for survey in surveys:
        results = job.of("survey_result", survey=survey["id"])
        said = job.said("survey", survey)
        said["questions"] = [
            {**one, "scale": raw["question_kind"] in (None, "scale")}
            for raw, one in zip(survey["questions"] or (), said["questions"] or (), strict=True)
        ]
        asked = job.blank or survey["state"] in ("approved", "collecting")
        body = data.Gathered(record=said, lists={"results": [job.said("survey_result", one) for one in results]},
                             part="questionnaire" if asked else "")  # fmt: skip
        found.append(of_record(job, survey, body, results, accepted=True))
    return found


def _context(job: Job) -> list[Print]:
    factors, parties = job.found("context"), job.found("interested_party")
    body = data.Gathered(lists={
        "factors": [job.said("context", one) for one in factors],
        "parties": [job.said("interested_party", one) for one in parties],
    })  # fmt: skip
    period = next((one["period"] for one in (*factors, *parties) if one["period"]), "")
    return [Print(body=body, records=keys([*factors, *parties]), period=period, accepted=True)]


def _providers(job: Job) -> list[Print]:
    providers = job.found("provider", order="number")
    need(providers, _("There is no provider to print yet."))
    return [of_record(job, one, data.Gathered(record=job.said("provider", one))) for one in providers]


def _complaints(job: Job) -> list[Print]:
    """One log a unit."""
    return [
        Print(body=data.Register(records=[job.said("complaint", one) for one in own]), records=keys(own), unit=unit,
              period=next((one["period"] for one in own if one["period"]), ""), accepted=True)
        for unit, own in by_unit(job.found("complaint", order="received_on"), job.selection.unit).items()
    ]  # fmt: skip


def _responsibility(job: Job) -> list[Print]:
    lines = job.found("responsibility", order="answered_for")
    body = data.Register(records=[job.said("responsibility", one) for one in lines])
    return [Print(body=body, records=keys(lines), unnumbered=True, period=None)]


def _structure(job: Job) -> list[Print]:
    """Every unit under the one that it belongs to, with the people who hold a duty there today."""
    known = units.units(job.tx, job.profile)
    children: dict[str | None, list[str]] = {}
    for code, unit in known.items():
        children.setdefault(unit.parent if unit.parent in known else None, []).append(code)
    people = job.of("person")
    duties: dict[str, list[tuple[str, str, str]]] = {}
    for person in people:
        for duty in person["duties"] or ():
            if duty["duty"] and is_held(duty):
                duties.setdefault(duty["of_unit"] or person["unit"], []).append((duty["duty"], duty["position"] or person["position"], person["name"]))
    rows: list[dict[str, Any]] = []

    def add(codes: Iterable[str], depth: int) -> None:
        for code in codes:
            rows.append({"depth": depth, "unit": job.unit_word(code), "people": _named(job, duties.pop(code, []))})
            add(sorted(children.get(code, ()), key=sort_key), depth + 1)

    add(sorted(children.get(None, ()), key=sort_key), 0)
    body = data.Gathered(lists={"units": rows, "top": _leaders(job, people)})
    return [Print(body=body, records=keys(people), unnumbered=True, period=None)]


def _leaders(job: Job, people: Iterable[Record]) -> list[dict[str, Any]]:
    """The boxes as the founding document draws them; else the council, the head, the representative and who else leads."""
    held: dict[str, list[tuple[str, str, str]]] = {}
    for person in people:
        for duty in person["duties"] or ():
            if duty["duty"] and is_held(duty):
                held.setdefault(duty["duty"], []).append((duty["duty"], duty["position"] or person["position"], person["name"]))
    if boxes := structure(job.profile):
        return [{"depth": depth, "unit": box.name.text(job.language), "people": _named(job, _in_box(box, held))}
                for depth, box in enumerate(boxes)]  # fmt: skip
    ladder = [{"depth": 0, "unit": job.profile.approvers.get("considered_by", ""), "people": []}]
    for duty, position in _LEADERS:
        word = job.profile.positions.get(position)
        if word or held.get(duty):
            ladder.append({"depth": len(ladder), "unit": word or "", "people": _named(job, held.get(duty, []))})
    return ladder


def _in_box(box: Box, held: Mapping[str, list[tuple[str, str, str]]]) -> list[tuple[str, str, str]]:
    """Who stands in a box: those with its duty, or whose position is called after it."""
    if box.duty:
        return held.get(box.duty, [])
    names = [search_fold(name) for name in box.name.texts().values()]
    return [one for duties in held.values() for one in duties if any(name in search_fold(one[1] or "") for name in names)]


def _named(job: Job, held: list[tuple[str, str, str]]) -> list[dict[str, str]]:
    words = KINDS["person"].item_lists["duties"].item_fields["duty"].choices(job.profile) or {}
    place = list(words)
    ordered = sorted(held, key=lambda one: (place.index(one[0]), sort_key(one[2] or "")))
    return [{"duty": words[duty].text(job.language), "position": position or "", "name": name or ""} for duty, position, name in ordered]


def _process_map(job: Job) -> list[Print]:
    """The processes of the institution in their groups; the needs come in, the satisfaction goes out."""
    cards = job.found("process")
    parties = job.found("interested_party")
    body = data.Gathered(lists={
        "processes": [{"number": one.number, "name": one.name.text(job.language), "group": one.group} for one in job.profile.processes],
        "parties": [{"name": one["name"]} for one in parties],
    })  # fmt: skip
    return [Print(body=body, records=keys([*cards, *parties]), unnumbered=True, period=None)]


BODIES: Mapping[str, Callable[[Job], list[Print]]] = {
    "Ф-19": _trainings,
    "Ф-21": _surveys,
    "Ф-22": _complaints,
    "Ф-23": _context,
    "Ф-24": _providers,
    "training-card": _training_cards,
    "box-act": _box_acts,
    "responsibility": _responsibility,
    "structure": _structure,
    "process-map": _process_map,
}
