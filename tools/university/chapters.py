"""What a unit plans, measures, documents and hears in a year."""

from __future__ import annotations

from typing import Any

from tools.university.place import SHORT
from tools.university.writer import Season

DECISION = ("continue", "continue", "corrective_action", "change_objective", "risk")


def planning(s: Season) -> None:
    """Process cards with their indicators, objectives, plans, context."""
    for _turn in s.times(2):
        row = s.row("process")
        seed = s.chance.choice([each for each in s.profile.processes if each.group == row["group"]] or list(s.profile.processes))
        card = s.add("process", row | {
            "name": str(seed.name.ky), "number": seed.number, "owners": [{"name": s.head, "position": s.unit.people[0][1]}],
            "edition": 1, "review_due": s.day(364), "approved_on": s.past(50), "approved_by": "Проректор" if s.past(50) else None,
        }, s.handed())  # fmt: skip
        for _indicator in range(2):
            _indicator_of(s, card)
    for _turn in s.times(3):
        row = s.row("objective")
        first, last = row.pop("measured")
        objective = s.add("objective", row | {
            "process": s.chance.choice(s.profile.processes).id, "responsible": s.head, "due": s.day(300),
            "measures": s.measures(row["measures"]), "approved_on": s.past(40), "approved_by": "Директор" if s.past(40) else None,
        }, s.handed())  # fmt: skip
        _measure(s, row, {"objective": objective}, (first, last))
    for _turn in s.times(2):
        row = s.row("plan")
        s.add("plan", row | {
            "process": s.chance.choice(s.profile.processes).id if row["plan_kind"] == "process" else None,
            "measures": s.measures(row["measures"]), "approved_on": s.past(20), "approved_by": s.head if s.past(20) else None,
        }, s.handed())  # fmt: skip
    for _turn in s.times(3):
        s.add("context", s.row("context") | {"reviewed_on": s.day(35)})
    for _turn in s.times(2):
        s.add("interested_party", s.row("interested_party") | {"reviewed_on": s.day(36)})
    for _turn in s.times(2):
        s.add("provider", s.row("provider") | {
            "contract": f"№ {s.chance.randint(1, 200)}, {s.day(5)}", "evaluated_on": s.day(120), "next_due": s.day(485),
        }, s.handed())  # fmt: skip


def _indicator_of(s: Season, card: str) -> None:
    row = s.row("indicator")
    measured = row.pop("measured")
    indicator = s.add("indicator", row | {"process": card, "responsible": s.person()}, s.handed())
    _measure(s, row, {"indicator": indicator}, measured)


def _measure(s: Season, row: dict[str, Any], of: dict[str, str], measured: Any) -> None:
    """The measurements of two semesters."""
    for place, (counted, whole) in enumerate(measured):
        day = s.past(140 if place == 0 else 300)
        if day is None or s.chance.random() < 0.07:
            continue
        reached = max(0, min(whole, counted + s.chance.randint(-whole // 6, whole // 8)))
        s.add("measurement", {
            "title": row["title"], "of_unit": s.unit.code, "period": f"{s.period}-{place + 1}", "measured_on": day, "measured_in": "%",
            "numerator": str(reached), "denominator": str(whole), "target": row["target"], "direction": "more", "source": row["source"],
            "by": s.person(), "decision": s.chance.choice(DECISION), **of,
        })  # fmt: skip


def risks(s: Season) -> None:
    """The passport of the unit with its risks and opportunities."""
    passport = s.add("passport", {
        "direction": "resources" if s.unit.type in SHORT else "education", "prepared_by": s.head, "prepared_on": s.day(30), "number": f"ТП-{s.unit.code}-{s.first.year}",
        "considered": "кафедранын жыйыны, № 2", "approved_on": s.past(55), "approved_by": "Директор" if s.past(55) else None,
    }, s.handed())  # fmt: skip
    for number in s.times(11):
        row = s.row("risk")
        for name in ("likelihood", "consequence"):
            row[name] = max(1, min(5, row[name] + s.chance.choice((-1, 0, 0, 0, 1))))
        if not s.past(250) or s.chance.random() < 0.1:
            row["residual_likelihood"] = row["residual_consequence"] = None
        elif row["residual_likelihood"] * row["residual_consequence"] > row["likelihood"] * row["consequence"]:
            row["residual_comment"] = "Шарттар начарлады, чаралар кеңейтилет"
        s.risks.append(s.add("risk", row | {
            "code": f"Т-{s.unit.code}-{s.first.year % 100}-{number + 1:02d}", "title": s.own(row["title"]),
            "process": s.chance.choice(s.profile.processes).id, "measures": s.measures(row["measures"]),
            "deadline": s.day(s.chance.randint(60, 360)), "passport": passport, "assessed_on": s.day(30),
        }, s.handed()))  # fmt: skip
    for _turn in s.times(2):
        row = s.row("opportunity")
        s.add("opportunity", row | {
            "effect": "; ".join(row["effect"]), "process": s.chance.choice(s.profile.processes).id, "deadline": s.day(330),
            "measures": s.measures([{"text": text} for text in row["measures"]]), "passport": passport,
            "state": "completed" if s.past(330) and s.chance.random() < 0.7 else "in_progress",
        })  # fmt: skip
    for _turn in s.times(1):
        if s.risks:
            row = s.row("preventive_action")
            done = s.past(s.chance.randint(150, 230))
            late = s.past(290)
            s.add("preventive_action", row | {
                "risk": s.chance.choice(s.risks), "responsible": s.head, "due": s.day(200), "done_on": done,
                "completed": "yes" if late else None, "completed_on": late, "verified_by": "Осмонова Ж. Т." if late else None,
                "effective": s.chance.choices(("effective", "partly", "not_effective"), (70, 20, 10))[0] if late else None,
                "effective_on": late, "closed_on": s.past(320) if s.chance.random() < 0.6 else None,
                "proof": row["proof"] if done else None, "verification": row["verification"] if late else None,
            }, "accepted")  # fmt: skip


def documents(s: Season) -> None:
    """Documents in their stages, with the sheets that belong to them."""
    for number in s.times(4):
        row = s.row("document")
        state = s.chance.choices(("in_force", "under_revision", "superseded", "archived", "draft", "in_agreement", "checked", "approved",
                                  "registered", "withdrawn"), (60, 6, 14, 6, 5, 3, 2, 1, 2, 1))[0]  # fmt: skip
        in_use = state in ("in_force", "under_revision", "superseded", "archived", "registered")
        document = s.add("document", row | {
            "code": f"{s.unit.code}-{s.first.year % 100}-{number + 1:02d}", "title": s.own(row["title"]), "state": state, "edition": 1,
            "approved_on": s.day(20) if in_use else None, "approved_by": "Окумуштуулар кеңеши" if in_use else None,
            "registered_on": s.day(22) if in_use else None, "valid_from": s.day(25) if in_use else None, "keeper": s.head,
            "review_due": s.day(390) if in_use else None, "of_unit": s.unit.code, "developer": s.person(),
            "superseded_on": s.past(200) if state in ("superseded", "archived") else None,
        })  # fmt: skip
        s.documents.append(document)
        subject = f"{row['title']}, 1-редакция"
        s.add("agreement", {
            "document": document, "subject": subject, "edition": 1, "developer": s.person(), "sent_on": s.day(8), "rows": [
                {"position": position, "name": name, "opinion": s.chance.choice(("agrees", "agrees", "agrees", "comments")), "agreed_on": s.day(12)} for name, position in s.unit.people[:3]],
        })  # fmt: skip
        s.add("acquaintance", {
            "document": document, "subject": subject, "edition": 1, "valid_from": s.day(25), "due": s.day(39), "people": [
                {"name": name, "position": position, "date": s.past(s.chance.randint(26, 50)) if s.chance.random() < 0.9 else None}
                for name, position in s.unit.people],
        })  # fmt: skip
        for copy in range(2):
            s.add("document_copy", {"document": document, "number": copy + 1, "edition": 1, "of_unit": s.unit.code,
                                    "recipient": s.person(), "issued_on": s.day(27),
                                    "returned_on": s.past(210) if state in ("superseded", "archived") else None})  # fmt: skip
        if s.past(180) and s.chance.random() < 0.7:
            entry = s.row("change_entry")
            s.add("change_entry", entry | {"document": document, "number": 1, "made_by_name": s.head, "date": s.day(180),
                                           "valid_from": s.day(190), "approved_by": "Директор"})  # fmt: skip


def voices(s: Season) -> None:
    """Complaints, surveys with their results, a meeting with students."""
    for number in s.times(5):
        row = s.row("complaint")
        received = s.chance.randint(10, 350)
        if s.past(received) is None:
            continue
        answered = s.past(received + s.chance.randint(2, 30)) if s.chance.random() < 0.93 else None
        shown = {name: value for name, value in row.items() if answered or name not in ("answer", "justified", "follow_up")}
        s.add("complaint", shown | {
            "number": f"{s.unit.code}-{s.first.year}-{number + 1:02d}", "text": s.own(row["text"]), "received_on": s.day(received),
            "responsible": s.head, "due": s.day(received + 20), "answered_on": answered,
            "closed_on": s.past(received + 35) if answered and s.chance.random() < 0.8 else None,
        })  # fmt: skip
    for _turn in s.times(2):
        row = s.row("survey")
        themes = row.pop("themes")
        population = s.chance.randint(12, 240)
        answered = max(3, int(population * s.chance.uniform(0.3, 0.95)))
        over = s.past(170)
        survey = s.add("survey", row | {
            "title": f"{row['title']}, {s.period}", "responsible": s.head, "population": population, "answered": answered if over else None,
            "begins_on": s.day(150), "ends_on": s.day(170), "state": s.chance.choice(("analysed", "completed")) if over else "approved",
            "measures": s.measures(row["measures"]), "approved_on": s.day(140), "approved_by": "Сапат бөлүмүнүн башчысы",
        })  # fmt: skip
        for question in row["questions"] if over else ():
            shares = [s.chance.random() ** 2 * weight for weight in (6, 5, 3, 1, 0.6, 0.4)]
            counts = [int(answered * share / sum(shares)) for share in shares]
            s.add("survey_result", {"survey": survey, "question": question["text"], "of_unit": s.unit.code, "themes": themes,
                                    **dict(zip(("five", "four", "three", "two", "one", "hard_to_say"), counts, strict=True))})  # fmt: skip
    for _turn in s.times(1):
        if s.past(110):
            row = s.row("student_meeting")
            s.add("student_meeting", row | {"date": s.day(110), "leader": s.head})


def people(s: Season) -> None:
    """Trainings with their evaluation, the matrix of competence."""
    for _turn in s.times(4):
        row = s.row("training")
        effect = row.pop("effect")
        begun = s.chance.randint(30, 250)
        held, judged = s.past(begun), s.past(begun + 60)
        s.add("training", row | {
            "topic": s.own(row["topic"]), "planned_on": s.day(begun)[:7], "held_from": held, "held_to": s.past(begun + 5) if held else None,
            "participants": [{"name": name, "position": position, "document": f"№ {s.chance.randint(100, 999)}" if held else None,
                              "method": "opinion" if judged else None, "effect": effect if judged else None,
                              "evaluated_by": s.head if judged else None, "evaluated_on": judged}
                             for name, position in s.chance.sample(s.unit.people, min(3, len(s.unit.people)))],
            "evaluation_due": s.day(begun + 90), "confirmed_on": s.past(begun + 10) if held else None,
            "cost": str(s.chance.randint(0, 40) * 500),
        }, s.handed())  # fmt: skip
    for _turn in s.times(4):
        name, position = s.chance.choice(s.unit.people)
        s.add("competence", s.row("competence") | {"person": name, "position": position, "evaluation_due": s.day(364)})


def meetings(s: Season) -> None:
    """Minutes, tasks and decisions, improvements, inspections, analyses."""
    for number in s.times(8):
        held = 15 + 40 * number
        if s.past(held) is None:
            continue
        row = s.row("minutes")
        s.add("minutes", row | {
            "number": number + 1, "date": s.day(held), "chair": s.head, "secretary": s.person(),
            "attendees": [{"name": name, "position": position} for name, position in s.unit.people],
            "decisions": [each | {"due": s.day(held + 20), "state": "done" if s.past(held + 25) else "in_progress",
                                  "responsible": s.person()} for each in row["decisions"]],
        })  # fmt: skip
    for number in s.times(8):
        due = s.chance.randint(40, 360)
        done = s.past(due + s.chance.randint(-30, 25)) if s.chance.random() < 0.85 else None
        row = s.row("action")
        s.add("action", row | {
            "number": f"{s.unit.code}-{s.first.year % 100}-{number + 1:02d}", "title": s.own(row["title"]), "of_unit": s.unit.code,
            "responsible": s.person(), "due": s.day(due), "done_on": done, "evidence": row["evidence"] if done else None,
            "state": "done" if done else s.chance.choice(("not_begun", "in_progress", "in_progress", "stopped")),
            "checked_on": s.past(due + 40) if done and s.chance.random() < 0.7 else None,
        })  # fmt: skip
    for number in s.times(2):
        row = s.row("improvement")
        decided = s.past(100)
        s.add("improvement", row | {
            "number": f"{s.unit.code}-{s.first.year % 100}-{number + 1}", "proposed_by": s.person(), "proposed_on": s.day(80),
            "decision": s.chance.choice(("accepted", "accepted", "postponed", "rejected")) if decided else None, "decided_on": decided,
        })  # fmt: skip
    for _turn in s.times(2):
        row = s.row("decision")
        s.add("decision", row | {
            "body": s.chance.choice(("rectorate", "academic_council", "management_review")), "date": s.day(60), "of_unit": s.unit.code,
            "due": s.day(240), "state": "done" if s.past(250) and s.chance.random() < 0.8 else "in_progress",
            "done_on": s.past(235), "minutes_number": f"№ {s.chance.randint(1, 12)}, {s.day(60)}",
        })  # fmt: skip
    for _turn in s.times(1):
        row = s.row("inspection")
        s.add("inspection", row | {
            "of_unit": s.unit.code, "date": s.day(90), "inspectors": [{"position": "Сапат бөлүмүнүн адиси", "name": "Сыдыкова К. Н."}],
            "measures": s.measures(row["measures"]),
        })  # fmt: skip
        row = s.row("analysis")
        s.add("analysis", row | {"date": s.day(200), "by": s.head, "measures": s.measures(row["measures"])})
        s.add("evaluation", s.row("evaluation") | {"by": s.head, "on": s.day(280)})
