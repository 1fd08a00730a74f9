"""Autumn: what the units plan, and what the QA office makes of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Text, _, n_
from qms_desktop.core.profile_parts import ProcessSeed
from qms_desktop.services import founding, sample
from qms_desktop.services.demo.exchange import submit
from qms_desktop.services.demo.stage import Department, Stage, act, found, ids, own, save
from qms_desktop.services.demo_rows import OFFICE_HEAD
from qms_desktop.services.workspace import period_now

GROUPS = ("core", "core", "core", "core", "management", "support", "management", "improvement", "support", "support")
"""Which kind of process each unit leads."""

CHAINED = (1, 4)
"""The units that lead two processes, of which one hands on to the other."""

SELF_CHECKED = (0, 8, 9)
"""The units that check themselves: the first, and those that are not audited this year."""

HANDED = ("process", "indicator", "objective", "risk", "passport", "plan", "provider", "training")


def units_plan(stage: Stage) -> None:
    """Every head of a unit fills the forms and submits what is complete."""
    stage.come_to(20)
    for place, each in enumerate(stage.departments):
        unit = each.unit
        asked, answered = sample.fill(each.ws, unit, self_check=place in SELF_CHECKED)
        _cards(stage, each, place)
        _objectives(stage, each)
        _context(stage, each)
        _passport(stage, each)
        stage.tell(_("{unit}: process cards {cards}, risks {risks}, opportunities {chances}, documents {documents}, "
                     "questions of the self-check {asked}, answered {answered}.",
                     unit=unit.name, cards=len(own(each, "process")), risks=len(unit.risks), chances=len(unit.opportunities),
                     documents=len(own(each, "document")), asked=asked, answered=answered))  # fmt: skip
    stage.come_to(35)
    for each in stage.departments:
        for kind in HANDED:
            submit(each, kind)


def _cards(stage: Stage, each: Department, place: int) -> None:
    """A card with two indicators for every unit that has none yet."""
    for known in own(each, "indicator"):
        each.measured.append(({"indicator": known["id"], "process": stage.process("core")}, known, [[71, 100], [84, 100]]))
    if each.unit.processes:
        return
    group = GROUPS[place]
    row = dict(next(row for row in stage.rows["process"] if row["group"] == group))
    named = stage.process(group)
    process = next(seed for seed in stage.profile.processes if seed.id == named)
    (card,) = save(each.ws, "process", row | {
        "name": process.name.text(stage.language), "number": process.number, "edition": 1, "review_due": stage.day(364),
        "owners": [{"name": each.unit.person, "position": each.unit.position}],
        "preceding": _beside(stage, process, -1), "following": _beside(stage, process, 1),
    })  # fmt: skip
    if place in CHAINED:
        _next_card(stage, each, row, process)
    for _turn in range(2):
        row = stage.row("indicator")
        measured = row.pop("measured")
        (indicator,) = save(each.ws, "indicator", row | {"process": card, "responsible": each.unit.person})
        each.measured.append(({"indicator": indicator, "process": process.id}, row, measured))


def _next_card(stage: Stage, each: Department, row: dict[str, Any], process: ProcessSeed) -> None:
    """The process that takes what the first one gives."""
    place = (stage.profile.processes.index(process) + 1) % len(stage.profile.processes)
    following = stage.profile.processes[place]
    support = next(row for row in stage.rows["process"] if row["group"] == "support")
    save(each.ws, "process", support | {
        "name": following.name.text(stage.language), "number": following.number, "group": following.group, "edition": 1,
        "inputs": [row["outputs"][0], *support["inputs"]], "review_due": stage.day(364),
        "owners": [{"name": each.people[2], "position": stage.word("deputy")}],  # nobody who audits
        "preceding": [process.name.text(stage.language)],
    })  # fmt: skip


def _beside(stage: Stage, process: ProcessSeed, step: int) -> list[str]:
    """The process of the register before or after one, where there is one."""
    place = stage.profile.processes.index(process) + step
    return [stage.profile.processes[place].name.text(stage.language)] if 0 <= place < len(stage.profile.processes) else []


def _objectives(stage: Stage, each: Department) -> None:
    for _turn in range(2):
        row = stage.row("objective")
        measured = row.pop("measured")
        later = {name: row.pop(name) for name in ("deviation_cause", "decision") if name in row}
        process = stage.process("core")
        (objective,) = save(each.ws, "objective", row | {
            "process": process, "responsible": each.unit.person, "due": stage.day(300), "measures": terms(stage, each, row["measures"]),
        })  # fmt: skip
        each.measured.append(({"objective": objective, "process": process}, row | later, measured))
    for _turn in range(2):
        row = stage.row("plan")
        process = stage.process("core") if row["plan_kind"] == "process" else None
        save(each.ws, "plan", row | {"process": process, "measures": terms(stage, each, row["measures"])})


def terms(stage: Stage, each: Department, measures: list[dict[str, Any]], since: int = 60) -> list[dict[str, Any]]:
    """Measures with a person and a day each."""
    return [measure | {"due": stage.day(since + 70 * place), "responsible": each.unit.person, "state": "planned"}
            for place, measure in enumerate(measures)]  # fmt: skip


PROOF = Text("отчет, протокол", "отчёт, протокол", "report, minutes")


def units_report(stage: Stage) -> None:
    """What was planned is reported: nearly all is done, the last measure of some is still in work."""
    stage.come_to(240)
    for place, each in enumerate(stage.departments):
        today = each.ws.today.isoformat()
        done = {"state": "done", "done_on": today, "evidence": PROOF.text(stage.language)}
        for kind in ("objective", "plan", "risk", "opportunity"):
            for turn, record in enumerate(own(each, kind)):
                measures = [measure | (done if step == 0 or (place + turn) % 3 else {"state": "in_progress"})
                            for step, measure in enumerate(record["measures"] or ())]  # fmt: skip
                if measures:
                    save(each.ws, kind, {"id": record["id"], "measures": measures})


def _context(stage: Stage, each: Department) -> None:
    """Context, interested parties, providers, competence, trainings that are planned."""
    ws, today = each.ws, each.ws.today.isoformat()
    for _turn in range(2):
        save(ws, "context", stage.row("context") | {"reviewed_on": today})
        save(ws, "interested_party", stage.row("interested_party") | {"reviewed_on": today})
    number = len(each.code) + stage.departments.index(each)
    save(ws, "provider", stage.row("provider") | {
        "contract": f"№ {number}, {format_date(today)}", "evaluated_on": today, "next_due": stage.day(385),
    })  # fmt: skip
    save(ws, "competence", stage.row("competence") | {"person": each.people[1], "evaluation_due": stage.day(364)})
    row = stage.row("training")
    each.effect = row.pop("effect")
    save(ws, "training", row | {
        "planned_on": f"{stage.date(100):%m.%Y}", "evaluation_due": stage.day(190), "cost": "12000",
        "participants": [{"name": name, "position": stage.word("specialist")} for name in each.people[:3]],
    })  # fmt: skip


def _passport(stage: Stage, each: Department) -> None:
    save(each.ws, "passport", *({
        "direction": direction, "prepared_by": each.unit.person, "prepared_on": each.ws.today.isoformat(),
        "considered": Text("бөлүмдүн жыйыны, № 2", "заседание подразделения, № 2", "meeting of the unit, No. 2").text(stage.language),
    } for direction in each.unit.directions))  # fmt: skip


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
    (policy,) = save(office, "policy", stage.row("policy") | {"edition": 1, "review_due": stage.day(417)})
    act(office, "approve accept", [policy])
    objectives = university_objectives(stage, stage.period, stage.day(330))
    stage.of_university = list(zip(objectives, stage.rows["objective"], strict=False))
    last_decisions(stage)
    known = found(office, "risk")
    titles = [risk["title"] for risk in known]
    alone = [risk for risk in known if titles.count(risk["title"]) == 1]  # whether the others are one risk a person decides
    entries = save(office, "register_entry", *(_entry(stage, risk) for risk in alone[:8]))
    act(office, "approve", entries)
    for row in stage.rows["external_document"]:
        save(office, "external_document", row | {
            "in_date": today, "keeper": OFFICE_HEAD, "review_due": stage.day(417),
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


def university_objectives(stage: Stage, period: str, due: str) -> list[str]:
    """The objectives of the whole university for a period, approved."""
    made = []
    for row in stage.rows["objective"][:2]:
        said = {name: value for name, value in row.items() if name not in ("measured", "deviation_cause", "decision")}
        made += save(stage.office, "objective", said | {
            "level": "university", "period": period, "process": stage.process("core"), "responsible": stage.word("vice"), "due": due,
            "measures": [measure | {"responsible": OFFICE_HEAD, "due": due, "state": "planned"} for measure in row["measures"]],
        })  # fmt: skip
    act(stage.office, "submit accept approve", made)
    return made


def _entry(stage: Stage, risk: dict[str, Any]) -> dict[str, Any]:
    names = ("title", "category", "process", "cause", "likelihood", "consequence", "responsible", "deadline")
    council = stage.profile.approvers.get("considered_by")
    return {name: risk[name] for name in names} | {
        "measures": [{"text": measure["text"]} for measure in risk["measures"]], "sources": [{"risk": risk["id"], "of_unit": risk["unit"]}],
        "discussed_by": council.text(stage.language) if council else None, "discussed_on": stage.day(50),
    }  # fmt: skip
