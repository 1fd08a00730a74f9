"""What the units hear, teach, meet about and keep in documents through the year."""

from __future__ import annotations

import random
from typing import Any

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Text, _
from qms_desktop.services.demo.planning import PROOF
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
    row = stage.row("complaint")
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
        row = stage.row("minutes")
        save(each.ws, "minutes", row | {
            "number": turn + 1, "date": stage.day(day + 30 * turn), "chair": each.unit.person, "secretary": each.people[2],
            "attendees": [{"name": name, "position": stage.word("specialist") if place else each.unit.position}
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
            people = [person | {"document": f"№ {214 + place}", "valid_to": stage.day(400 + 300 * place)} for place, person in enumerate(training["participants"])]
            save(each.ws, "training", {"id": training["id"], "held_from": stage.day(104), "held_to": stage.day(108), "participants": people})


def units_judge_training(stage: Stage) -> None:
    """Did they help? The head says so after a time; two units have not judged yet."""
    stage.come_to(200)
    for each in stage.departments[:8]:
        for training in own(each, "training"):
            people = [person | {"method": "opinion", "effect": each.effect, "evaluated_by": each.unit.person, "evaluated_on": stage.day(190)}
                      for person in training["participants"]]  # fmt: skip
            save(each.ws, "training", {"id": training["id"], "participants": people})


def documents(stage: Stage) -> None:
    """Documents of five units are checked, agreed upon and sent to the office."""
    stage.come_to(60)
    for place, each in enumerate(stage.departments[:5]):
        row = stage.row("document")
        (document,) = save(each.ws, "document", row | {
            "code": f"{each.code}-{place + 1:02d}", "edition": 1, "of_unit": each.code, "developer": each.people[1], "keeper": each.unit.person,
            "control_copy": each.unit.name, "considered_by": Text("методикалык кеңеш", "методический совет", "methodical council").text(stage.language),
            "considered_on": stage.day(58), "approved_by": stage.word("vice"), "owner": each.unit.position, "state": "draft",
        })  # fmt: skip
        subject = f"{row['title']}, 1"
        act(each.ws, "verify submit", [document])
        sheet = save(each.ws, "agreement", {
            "document": document, "subject": subject, "edition": 1, "developer": each.people[1], "sent_on": stage.day(60),
            "rows": [{"name": name, "position": stage.word("specialist"), "received_on": stage.day(61), "agreed_on": stage.day(63),
                      "opinion": "agrees" if turn else "comments", "comment": None if turn else _REMARK.text(stage.language),
                      "answer": None if turn else _HEEDED.text(stage.language)} for turn, name in enumerate(each.people[1:3])],
        })  # fmt: skip
        act(each.ws, "close", sheet)
        each.documents.append((document, subject))


_REMARK = Text("Мөөнөттөр такталсын", "Уточнить сроки", "Make the terms precise")
_HEEDED = Text("Эске алынды", "Учтено", "Heeded")


def documents_in_force(stage: Stage) -> None:
    """The office approves, registers and puts them into force, and hands out copies."""
    stage.come_to(66)
    for each in stage.departments[:5]:
        for document, _subject in each.documents:
            act(stage.office, "approve accept accept", [document])
            save(stage.office, "document_copy", *(
                {"document": document, "edition": 1, "of_unit": other.code, "recipient": other.unit.person, "issued_on": stage.day(68)}
                for other in (each, stage.departments[7])))  # fmt: skip


def units_read(stage: Stage) -> None:
    """The people of the unit sign that they know the documents in force."""
    stage.come_to(180)
    for place, each in enumerate(stage.departments[:5]):
        for document, subject in each.documents:
            save(each.ws, "acquaintance", {
                "document": document, "subject": subject, "edition": 1, "valid_from": stage.day(66), "due": stage.day(80),
                "people": [{"name": name, "position": stage.word("specialist") if turn else each.unit.position, "date": stage.day(72 + turn) if turn < 3 - place % 2 else None}
                           for turn, name in enumerate(each.people)],
            })  # fmt: skip


def documents_change(stage: Stage) -> None:
    """Two documents are changed: with that everybody reads them again."""
    stage.come_to(205)
    for each in stage.departments[:2]:
        for document, _subject in each.documents:
            (entry,) = save(each.ws, "change_entry", stage.row("change_entry") | {
                "document": document, "made_by_name": each.people[1], "made_by_position": stage.word("deputy"), "date": stage.day(205),
                "valid_from": stage.day(212), "basis": f"№ 5, {format_date(stage.day(204))}",
            })  # fmt: skip
            each.changes.append(entry)


def changes_approved(stage: Stage) -> None:
    stage.come_to(222)
    act(stage.office, "approve", [entry for each in stage.departments for entry in each.changes])


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
        asked = stage.departments[:6] if row["group"] in ("students", "graduates") else stage.departments[:1]
        answered = 0
        lines: list[dict[str, Any]] = []
        for place, each in enumerate(asked):
            group = 3 if place == 5 else max(8, int(row["population"] * 0.7) // len(asked))
            answered += group
            for question in row["questions"]:
                lines.append({"survey": survey, "question": question["text"], "of_unit": each.code, "themes": themes,
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
