"""Autumn: what the units plan, and what the QA office makes of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Text, _, n_
from qms_desktop.services import founding, sample
from qms_desktop.services.demo import documents, goals, judging, leading, university
from qms_desktop.services.demo.exchange import submit
from qms_desktop.services.demo.stage import Department, Stage, act, found, ids, own, save
from qms_desktop.services.demo_rows import OFFICE_HEAD
from qms_desktop.services.workspace import period_now

SELF_CHECKED = (0, 8, 9)
"""The units that check themselves: the first, and those that are not audited this year."""

HANDED = ("process", "indicator", "objective", "risk", "passport", "plan", "provider", "training")


def units_plan(stage: Stage) -> None:
    """Every head of a unit fills the forms and submits what is complete."""
    stage.come_to(20)
    for place, each in enumerate(stage.departments):
        unit = each.unit
        asked, answered = sample.fill(each.ws, unit, self_check=place in SELF_CHECKED)
        answered += _self_check(stage, each, place)
        leading.cards(stage, each)
        _context(stage, each)
        goals.objectives(stage, each)
        documents.drafted(stage, each)
        _passport(stage, each)
        stage.tell(_("{unit}: process cards {cards}, risks {risks}, opportunities {chances}, documents {documents}, "
                     "questions of the self-check {asked}, answered {answered}.",
                     unit=unit.name, cards=len(own(each, "process")), risks=len(unit.risks), chances=len(unit.opportunities),
                     documents=len(own(each, "document")), asked=asked, answered=answered))  # fmt: skip
    stage.come_to(35)
    for each in stage.departments:
        for kind in HANDED:
            submit(each, kind)


def _context(stage: Stage, each: Department) -> None:
    """Context, interested parties, providers, competence, trainings that are planned."""
    ws, today = each.ws, each.ws.today.isoformat()
    for kind in ("context", "interested_party"):
        for row in stage.rows_of(kind, each):
            save(ws, kind, row | {"reviewed_on": today})
    number = len(each.code) + stage.departments.index(each)
    for row in stage.rows_of("provider", each):
        save(ws, "provider", row | {
            "contract": f"№ {number}, {format_date(stage.day(-180))}", "evaluated_on": today, "next_due": stage.day(385),
        })  # fmt: skip
    save(ws, "competence", stage.row_of("competence", each) | {"person": each.people[1], "evaluation_due": stage.day(364)})
    row = stage.row_of("training", each)
    each.effect = row.pop("effect")
    save(ws, "training", row | {
        "planned_on": f"{stage.date(100):%m.%Y}", "evaluation_due": stage.day(190), "cost": "12000",
        "participants": [{"name": name, "position": each.position(turn)} for turn, name in enumerate(each.people[:3])],
    })  # fmt: skip


def _passport(stage: Stage, each: Department) -> None:
    save(each.ws, "passport", *({
        "direction": direction, "prepared_by": each.unit.person, "prepared_on": each.ws.today.isoformat(),
        "considered": Text("бөлүмдүн жыйыны, № 2", "заседание подразделения, № 2", "meeting of the unit, No. 2").text(stage.language),
    } for direction in each.unit.directions))  # fmt: skip


def _self_check(stage: Stage, each: Department, place: int) -> int:
    """The other questions of the self-check are answered too; how many there were."""
    left = [item for item in own(each, "checklist_item") if not item["verdict"]]
    lines = judging.judgements(stage, left, [], each.unit.person, each.ws.today.isoformat(), place)
    if lines:
        save(each.ws, "checklist_item", *lines)
    return len(lines)


def office_judges(stage: Stage) -> None:
    """The office accepts what was handed over, and sends one record of some kinds back with its reason."""
    stage.come_to(48)
    accepted = 0
    for kind in ("process", "indicator", "objective", "passport", "plan", "provider", "training"):
        handed = ids(found(stage.office, kind, ("state", "submitted")))
        sent_back = handed[-1:] if kind in ("objective", "plan") else []
        act(stage.office, "return", sent_back, why=Text(
            "Чараларды жана маалыматтын булагын тактаңыз.", "Уточните меры и источник данных.",
            "Make the measures and the source of the data precise.").text(stage.language))  # fmt: skip
        rest = [one for one in handed if one not in sent_back]
        act(stage.office, "accept", rest)
        accepted += len(rest)
        if kind in ("process", "objective", "passport", "plan"):
            act(stage.office, "approve", rest)
    stage.tell(n_("The QA office accepted {n} record of cards, objectives, passports and plans.",
                  "The QA office accepted {n} records of cards, objectives, passports and plans.", accepted))  # fmt: skip


def office_plans(stage: Stage) -> None:
    """The policy, who answers for what, the university's register of risks, what the office watches from outside."""
    stage.come_to(52)
    office, today = stage.office, stage.office.today.isoformat()
    founding.lay_out(office, "responsibility")
    university.policy(stage)
    university.plan(stage)
    stage.of_university = list(zip(university.objectives(stage, stage.period, stage.day(330)), stage.rows["objective"], strict=False))
    last_decisions(stage)
    known = found(office, "risk")
    titles = [risk["title"] for risk in known]
    alone = [risk for risk in known if titles.count(risk["title"]) == 1]  # whether the others are one risk a person decides
    entries = save(office, "register_entry", *(_entry(stage, risk) for risk in alone[:8]))
    act(office, "approve", entries)
    for row in stage.rows["external_document"]:
        save(office, "external_document", row | {
            "in_date": today, "keeper": OFFICE_HEAD, "control_copy": stage.profile.qa_office.name.text(stage.language), "review_due": stage.day(417),
            "checks": [{"note": Text("өзгөрүү жок", "изменений нет", "no change").text(stage.language), "on": today, "by": OFFICE_HEAD}],
        })  # fmt: skip
    planned = {name: value for name, value in stage.row("planned_change").items() if name != "evaluation"}
    (change,) = save(office, "planned_change", planned | {"responsible": OFFICE_HEAD, "due": stage.day(250)})
    act(office, "approve", [change])
    save(office, "external_evaluation", stage.row("external_evaluation") | {"begins_on": stage.day(40), "ends_on": stage.day(43)})


def last_decisions(stage: Stage) -> None:
    """What the review of the year before decided is typed in from paper; the next one asks what became of it."""
    before = period_now(stage.profile, stage.first - dt.timedelta(days=1))
    for place, row in enumerate(stage.rows["decision"][:3]):
        done = {"state": "done", "done_on": stage.day(45), "checked_on": stage.day(50), "checked_by": OFFICE_HEAD}
        save(stage.office, "decision", {name: value for name, value in row.items() if name != "progress"} | {
            "body": "management_review", "minutes_number": f"№ 12, {format_date(stage.day(-30))}", "date": stage.day(-30), "period": before,
            "of_unit": stage.departments[place].code, "due": stage.day(120), **(done if place < 2 else {"state": "in_progress", "evidence": None}),
        })  # fmt: skip


def _entry(stage: Stage, risk: dict[str, Any]) -> dict[str, Any]:
    names = ("title", "category", "process", "cause", "likelihood", "consequence", "responsible", "deadline")
    council = stage.profile.approvers.get("considered_by")
    return {name: risk[name] for name in names} | {
        "measures": [{"text": measure["text"]} for measure in risk["measures"]], "sources": [{"risk": risk["id"], "of_unit": risk["unit"]}],
        "discussed_by": council.text(stage.language) if council else None, "discussed_on": stage.day(50),
    }  # fmt: skip
