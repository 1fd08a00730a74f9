"""What the units hear, teach and meet about through the year, and what the surveys say."""

from __future__ import annotations

import random
from typing import Any

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import _
from qms_desktop.services.demo.goals import PROOF
from qms_desktop.services.demo.stage import Department, Stage, act, own, save
from qms_desktop.services.demo_rows import OFFICE_HEAD

SHARES = (42, 33, 14, 6, 2, 3)
"""How answers to a survey are shared out: from 5 to 1, and hard to say."""


def units_hear(stage: Stage) -> None:
    """Complaints and suggestions, meetings with students and of the unit, proposals, tasks."""
    for place, each in enumerate(stage.departments):
        day = 100 + 7 * place
        stage.come_to(day)
        _complaint(stage, each, day, place)
        _meetings(stage, each, day)
        if place < len(stage.rows["improvement"]):
            save(each.ws, "improvement", stage.row("improvement") | {"proposed_by": each.people[2], "proposed_on": stage.day(day)})
    stage.come_to(180)
    each = stage.departments[8]
    for row in stage.rows["measuring_resource"]:
        save(each.ws, "measuring_resource", row | {"keeper": each.people[1], "checked_on": stage.day(100), "next_check": stage.day(300)})


def _complaint(stage: Stage, each: Department, day: int, place: int) -> None:
    row = stage.row_of("complaint", each)
    if place == 9:  # one that nobody has answered yet
        row = {name: value for name, value in row.items() if name not in ("answer", "justified", "follow_up")}
    (complaint,) = save(each.ws, "complaint", row | {
        "received_on": stage.day(day), "responsible": each.unit.person, "due": stage.day(day + 20), "period": stage.period,
        **({"answered_on": stage.day(day + 6 + 3 * place)} if "answer" in row else {}),
    })  # fmt: skip
    if "answer" in row and place % 4 != 3:
        stage.come_to(day + 40)
        act(each.ws, "close", [complaint])
        stage.come_to(day)


def _meetings(stage: Stage, each: Department, day: int) -> None:
    for turn in range(2):
        row = stage.row_of("minutes", each)
        save(each.ws, "minutes", row | {
            "number": turn + 1, "date": stage.day(day + 30 * turn), "chair": each.unit.person, "secretary": each.people[2],
            "attendees": [{"name": name, "position": each.position(place)}
                          for place, name in enumerate(each.people[:3])],
            "agenda": [item | {"speaker": each.unit.person} for item in row["agenda"]],
            "decisions": [item | {"responsible": each.people[1], "due": stage.day(day + 45), "state": "in_progress"}
                          for item in row["decisions"]],
        })  # fmt: skip
    row = stage.row("student_meeting")
    save(each.ws, "student_meeting", row | {
        "date": stage.day(day), "leader": each.unit.person,
        "questions": [item | {"responsible": each.people[1], "due": stage.day(day + 14)} for item in row["questions"]],
    })  # fmt: skip
    for turn in range(2):
        row = stage.row("action")
        proof = row.pop("evidence")
        (task,) = save(each.ws, "action", row | {"responsible": each.people[1 + turn], "due": stage.day(day + 60 + 90 * turn)})
        if turn == 0:
            save(each.ws, "action", {"id": task, "evidence": proof, "progress": 100})
            act(each.ws, "close", [task])


def units_teach(stage: Stage) -> None:
    """The trainings that were planned are held."""
    stage.come_to(110)
    for each in stage.departments:
        for training in own(each, "training"):
            people = [person | {"document": f"№ {stage.number():03d}, {format_date(stage.day(108))}", "valid_to": stage.day(470 if place == 0 else 838)} for place, person in enumerate(training["participants"])]
            save(each.ws, "training", {"id": training["id"], "held_from": stage.day(104), "held_to": stage.day(108), "participants": people})


def units_judge_training(stage: Stage) -> None:
    """Did they help? The head says so after a time; two units have not judged yet."""
    stage.come_to(200)
    for each in stage.departments[:8]:
        for training in own(each, "training"):
            people = [person | {"method": "opinion", "effect": each.effect, "evaluated_by": each.unit.person, "evaluated_on": stage.day(190)}
                      for person in training["participants"]]  # fmt: skip
            save(each.ws, "training", {"id": training["id"], "participants": people})


def surveys(stage: Stage) -> None:
    """The office asks students, teachers, employers and graduates; small groups are not shown."""
    chance = random.Random(5)
    office = stage.office
    answers = 0
    for turn, row in enumerate(dict(each) for each in stage.rows["survey"]):
        begins = 210 + 4 * turn
        stage.come_to(begins - 8)
        themes, conclusion, measures = (row.pop(name) for name in ("themes", "conclusion", "measures"))
        (survey,) = save(office, "survey", row | {"responsible": OFFICE_HEAD, "period": stage.period, "participants": stage.word("qa")})
        act(office, "approve", [survey])
        stage.come_to(begins)
        act(office, "accept", [survey])
        stage.come_to(begins + 14)
        act(office, "close", [survey])
        asked = [None] if row["group"] == "employers" else stage.departments[:6]
        answered = 0
        lines: list[dict[str, Any]] = []
        for place, each in enumerate(asked):
            group = 3 if place == 5 else max(8, int(row["population"] * 0.7) // len(asked))
            answered += group
            for question in row["questions"]:
                lines.append({"survey": survey, "question": question["text"], "of_unit": each.code if each else None,
                              "themes": themes[place % 2:],
                              **_answers(group, chance)})  # fmt: skip
        save(office, "survey_result", *lines)
        save(office, "survey", {"id": survey, "answered": answered, "conclusion": conclusion,
                                "measures": [
            measure | {"due": stage.day(255), "responsible": OFFICE_HEAD, **(
                {"state": "done", "done_on": stage.day(250), "evidence": PROOF.text(stage.language)} if turn else {"state": "in_progress"})}
            for measure in measures]})  # fmt: skip
        act(office, "verify close", [survey])
        answers += answered
    stage.tell(_("{n} surveys were answered by {people} people.", n=len(stage.rows["survey"]), people=answers))


def _answers(group: int, chance: random.Random) -> dict[str, int]:
    names = ("five", "four", "three", "two", "one", "hard_to_say")
    given = chance.choices(names, SHARES, k=group)
    return {name: given.count(name) for name in names}
