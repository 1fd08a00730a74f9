"""The audits of a year: the programme, plans, checklists, reports, and nonconformities through all their states."""

from __future__ import annotations

from typing import Any

from qms_desktop.exchange.hierarchy import ALL
from qms_desktop.journal.identity import ruled_id
from qms_desktop.services.asked import Line
from tools.university.place import Unit
from tools.university.writer import Season

VERDICTS = ("conforms", "observation", "ofi", "good_practice", "not_applicable", "not_examined", "minor_nc", "major_nc")
SHARES = (74, 7, 4, 3, 4, 3, 4, 1)
STAGES = ("registered", "acknowledged", "plan_submitted", "plan_returned", "plan_accepted", "in_progress", "done",
          "implementation_verified", "effectiveness_verified", "ineffective", "closed", "void")  # fmt: skip
OLD = (0.5, 0.5, 0.3, 0.3, 0.5, 1, 1, 1, 3, 2, 87, 3)
NEW = (12, 10, 12, 5, 14, 15, 10, 6, 5, 2, 7, 2)


def programme(s: Season, approved: str | None) -> str:
    """The university's programme of a year; `s` is of the QA office."""
    return s.add("audit_programme", {
        "number": f"АП-{s.first.year}", "title": f"{s.period} окуу жылынын ички аудиттеринин программасы", "version": 1,
        "goal": "Сапат системасынын талаптарга ылайыктуулугун жана натыйжалуулугун текшерүү", "scope": "Бардык бөлүмдөр",
        "criteria": "ISO 9001:2015, университеттин документтери", "rationale": "Тобокелдиктер, өткөн аудиттердин жыйынтыгы",
        "proposed_on": s.day(10), "approved_on": approved, "approved_by": "Ректор" if approved else None, "begun_on": s.past(30),
        "completed_on": s.past(340),
    }, unit=ALL)  # fmt: skip


def auditors(s: Season, units: list[Unit]) -> list[tuple[str, str]]:
    """The register of auditors: (name, their unit)."""
    found = []
    for number, unit in enumerate(s.chance.sample(units, min(len(units), 24))):
        name = unit.people[1][0]
        found.append((name, unit.code))
        s.add("auditor", {
            "number": f"{s.first.year}-{number + 1}", "name": name, "of_unit": unit.code, "position": unit.people[1][1],
            "grade": "lead" if number < 8 else "auditor", "origin": "teacher", "order": f"№ 4{number}, {s.day(5)}", "state": "active",
            "trainings": [{"topic": "ISO 9001:2015 боюнча ички аудитор", "provider": "Сапат бөлүмү", "certificate": f"ИА-{number:03d}",
                           "date": s.day(3)}],
            "evaluations": [{"by": "Осмонова Ж. Т.", "on": s.day(300), "score": s.chance.randint(3, 5)}],
        }, unit=ALL)  # fmt: skip
    return found


def self_check(s: Season, lines: list[Line]) -> None:
    """What the unit says of itself."""
    for line in lines[: len(s.times(len(lines)))]:
        _item(s, line, None, s.past(120))


def audit(s: Season, number: int, of: str, lines: list[Line], team: list[tuple[str, str]]) -> None:
    """An audit of the unit, with all that belongs to it."""
    own = [name for name, unit in team if unit != s.unit.code] or ["Осмонова Ж. Т."]
    names = s.chance.sample(own, min(2, len(own)))
    begun = s.chance.randint(40, 300)
    held = s.past(begun) if s.chance.random() < 0.96 else None
    state = "completed" if s.past(begun + 3) and held else "in_audit" if held else s.chance.choice(("planned", "moved", "cancelled"))
    asked = lines[: len(s.times(len(lines)))]
    audit_id = s.add("audit", {
        "number": f"А-{s.first.year}-{number:03d}", "programme": of, "audit_kind": "planned", "object": "unit",
        "unit_audited": s.unit.code, "processes": [s.chance.choice(s.profile.processes).id], "month": s.day(begun)[:7],
        "clauses": sorted({line.cells["clause"] for line in asked}), "lead": names[0], "team": names[1:], "method": "on_site",
        "dates": [s.day(begun), s.day(begun + 2)], "held_from": held, "held_to": s.past(begun + 2) if held else None, "state": state,
        "state_reason": "Бөлүмдүн өтүнүчү боюнча" if state in ("moved", "cancelled") else None, "representative": s.head,
    })  # fmt: skip
    shared = {"goal": "Ылайыктуулукту жана натыйжалуулукту текшерүү", "scope": s.unit.name, "criteria": "ISO 9001:2015, жоболор"}
    s.add("audit_plan", shared | {
        "audit": audit_id, "basis": f"АП-{s.first.year} программасы", "starts_on": s.day(begun), "ends_on": s.day(begun + 2),
        "place": s.unit.name, "team": [{"name": names[0], "role": "lead"}, *({"name": name, "role": "auditor"} for name in names[1:])],
        "itinerary": [{"process": "Окуу процесси", "date": s.day(begun), "at": "10.00", "clauses": "8.5.1", "auditor": names[0],
                       "representative": s.head, "where": "кафедра"}],
        "opening": "9.30", "closing": "16.00", "sent_on": s.day(begun - 7),
        "approved_on": s.past(begun - 9), "approved_by": "Сапат бөлүмүнүн башчысы", "acknowledged_on": s.past(begun - 6),
        "executed_on": s.past(begun + 2) if held else None,
    })  # fmt: skip
    found = 0
    for line in asked:
        verdict = _item(s, line, audit_id, held if state == "completed" else None)
        if verdict in ("minor_nc", "major_nc"):
            found += 1
            nonconformity(s, found, begun + 1, line, audit_id, names[0], "major" if verdict == "major_nc" else "minor")
    if state == "completed":
        s.add("audit_report", shared | {
            "number": f"АО-{s.first.year}-{number:03d}", "audit": audit_id, "team": names,
            "persons_met": [{"name": name, "position": position} for name, position in s.unit.people[:3]],
            "examined": f"{len(asked)} суроо", "conclusion": "effective" if found < 4 else "partly", "summary":
            f"Бөлүмдө система иштейт, {found} туура келбөөчүлүк катталды", "distribution": [{"recipient": s.head, "on": s.day(begun + 8)}],
            "prepared_by": names[0], "prepared_on": s.day(begun + 5), "agreed_on": s.past(begun + 7), "agreed_by": s.head,
            "approved_on": s.past(begun + 9), "approved_by": "Ректор", "distributed_on": s.past(begun + 10),
        })  # fmt: skip


def _item(s: Season, line: Line, audit_id: str | None, judged: str | None) -> str | None:
    """A question with its judgement; None where it was not judged yet."""
    verdict = s.chance.choices(VERDICTS, SHARES)[0] if judged and s.chance.random() < 0.97 else None
    if verdict is None and audit_id and judged:
        verdict = "not_examined"
    seen = verdict not in (None, "not_applicable", "not_examined")
    home = (s.unit.code, audit_id or s.period, line.id)
    s.add("checklist_item", line.cells | {
        "question_id": line.id, "audit": audit_id, "verdict": verdict, "checked_on": judged,
        "evidence": f"№ {s.chance.randint(1, 14)} протокол, {judged}; кафедранын папкасы" if seen else None,
        "finding": "Талап жарым-жартылай аткарылган" if verdict in ("observation", "ofi", "minor_nc", "major_nc") else None,
        "checked_by": s.person() if verdict else None,
    }, id_=ruled_id(s.profile.key, "checklist_item", *home))  # fmt: skip
    return verdict


def nonconformity(s: Season, number: int, found: int, line: Line, audit_id: str, auditor: str, class_: str) -> None:
    """A nonconformity in one of its states: those of the earlier years are closed but for a few."""
    row = s.row("nonconformity")
    stage = STAGES.index(s.chance.choices(STAGES, OLD if s.is_over() else NEW)[0])
    void = STAGES[stage] == "void"
    reached = s.chance.randint(0, 5) if void else stage

    def at(step: int, day: int) -> str | None:
        return s.past(found + day) if reached >= step else None

    done, verified = at(6, s.chance.randint(15, 70)), at(7, s.chance.randint(105, 125))
    actions = [{"text": action["text"], "due": s.day(found + 45), "responsible": s.person(),
                "state": "done" if done else "in_progress" if reached >= 5 else "planned", "done_on": done}
               for action in row["actions"]]  # fmt: skip
    planned: dict[str, Any] = {name: row[name] for name in ("correction", "whys", "cause_category", "root_cause", "criterion")}
    handed = "" if reached < 2 else "submitted" if reached == 2 else "returned" if reached == 3 else "accepted"
    id_ = s.add("nonconformity", {
        "number": f"ТК-{s.unit.code}-{s.first.year}-{number:02d}", "found_on": s.day(found), "place": s.unit.name,
        **{name: row[name] for name in ("requirement", "statement", "evidence", "type", "situation")}, "source": "internal_audit",
        "clause": line.cells["clause"], "class": class_, "auditor": auditor, "audit": audit_id, "cycle": 1,
        "process": s.chance.choice(s.profile.processes).id, "opinion": "agrees" if reached else None,
        "acknowledged_on": at(1, 2), "acknowledged_by": s.head if reached else None,
        **(planned if reached >= 2 else {}), "actions": actions if reached >= 2 else [],
        "correction_due": s.day(found + 14) if reached >= 2 else None, "correction_done_on": at(4, 12),
        "done_on": done, "proof": row["proof"] if done else None, "implemented": True if verified else None, "verified_on": verified,
        "verified_by": "Осмонова Ж. Т." if verified else None, "verification": row["verification"] if verified else None,
        "effective": ("not_effective" if STAGES[reached] == "ineffective" else "effective") if verified and reached >= 8 else None,
        "closed_on": at(10, 128) if verified else None, "closed_by": "Осмонова Ж. Т." if at(10, 128) and verified else None,
        "void_reason": "Далил такталганда ылайыктуулук көрсөтүлдү" if void else None,
        "register_number": s.writer.next_number() if reached >= 4 else None,
    }, handed)  # fmt: skip
    s.nonconformities.append(id_)
    if s.chance.random() < 0.5:
        row = s.row("corrective_action")
        s.add("corrective_action", {
            **{name: row[name] for name in ("title", "situation", "cause", "criterion", "source")}, "nonconformity": id_,
            "responsible": s.head, "due": s.day(found + 60), "measures": s.measures(row["measures"]), "done_on": done,
            "proof": row["proof"] if done else None, "completed": "yes" if verified else None, "completed_on": verified,
            "verified_by": "Осмонова Ж. Т." if verified else None, "adequacy": "yes" if verified else None,
            "effective": "effective" if at(8, 125) and verified else None, "effective_on": at(8, 125) if verified else None,
            "closed_on": at(10, 130) if verified else None, "verification": row["verification"] if verified else None,
        }, handed if handed else "submitted")  # fmt: skip
