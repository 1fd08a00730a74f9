"""What the units want to reach and do in the year: objectives and plans, and what became of their measures."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.messages import Text
from qms_desktop.services.demo.stage import Department, Stage, own, save

PROOF = Text("отчет, протокол", "отчёт, протокол", "report, minutes")

MEETING = Text("бөлүмдүн жыйыны, № 1 протокол", "заседание подразделения, протокол № 1", "meeting of the unit, minutes No. 1")

LATE = 5
"""Of so many measures one is done after its day."""


def objectives(stage: Stage, each: Department) -> None:
    """Two objectives of the unit and its plans: for the unit, and for the process that it leads."""
    process = each.led[0]
    party = next((one["id"] for one in own(each, "interested_party")), None)
    for _turn in range(2):
        row = stage.row_of("objective", each)
        measured = row.pop("measured")
        later = {name: row.pop(name) for name in ("deviation_cause", "decision") if name in row}
        (objective,) = save(each.ws, "objective", row | {
            "process": process, "interested_party": party, "responsible": each.unit.person, "due": stage.day(300), "measures": terms(stage, each, row["measures"]),
        })  # fmt: skip
        each.measured.append(({"objective": objective, "process": process}, row | later, counted(stage, each, row | later, measured)))
    for _turn in range(2):
        row = stage.row_of("plan", each)
        save(each.ws, "plan", row | {
            "process": process if row["plan_kind"] == "process" else None, "measures": terms(stage, each, row["measures"]),
            "discussed_on": stage.day(18), "discussed_by": MEETING.text(stage.language),
        })  # fmt: skip


def counted(stage: Stage, each: Department, row: dict[str, Any], measured: list[list[int]]) -> list[list[int]]:
    """What a unit of another size counts: what is reached in the example is reached, what is missed stays missed."""
    place = stage.departments.index(each)
    more = (place * 2) % 5 / 100 * (-1 if "deviation_cause" in row else 1)
    return [[min(whole, round(whole * (part / of + more))), whole] for part, of in measured for whole in [of + 6 * place]]


def terms(stage: Stage, each: Department, measures: list[dict[str, Any]], since: int = 60) -> list[dict[str, Any]]:
    """Measures with a person and a day each."""
    return [measure | {"due": stage.day(since + 70 * place), "responsible": each.unit.person, "state": "planned"}
            for place, measure in enumerate(measures)]  # fmt: skip


def report(stage: Stage) -> None:
    """What was planned is reported: nearly all is done, mostly in time; the last measure of some is still in work."""
    stage.come_to(240)
    follow_up(stage)
    said = 0
    for place, each in enumerate(stage.departments):
        for kind in ("objective", "plan", "risk", "opportunity"):
            for turn, record in enumerate(own(each, kind)):
                measures = []
                for step, measure in enumerate(record["measures"] or ()):
                    said += 1
                    is_done = step == 0 or (place + turn) % 3 > 0
                    measures.append(measure | (_done(stage, each, measure, said) if is_done else {"state": "in_progress"}))
                if measures:
                    save(each.ws, kind, {"id": record["id"], "measures": measures} | (_used(stage) if kind == "opportunity" else _left(record)))


def _left(record: dict[str, Any]) -> dict[str, int]:
    """What is left of a risk that nobody has rated again yet: a step less likely, as grave as before."""
    if "residual_likelihood" not in record or record["residual_likelihood"] or record["residual_score"]:
        return {}
    return {"residual_likelihood": max(1, record["likelihood"] - 1), "residual_consequence": record["consequence"]}


def _used(stage: Stage) -> dict[str, Any]:
    """What came of an opportunity."""
    results = [word.text(stage.language) for word in stage.profile.choices("opportunity_results").values()]
    return {"deadline": stage.day(270), "result": results[0] if results else None}


def follow_up(stage: Stage) -> None:
    """What meetings decided and students asked for is reported; the last ones of a few units are still open."""
    for place, each in enumerate(stage.departments):
        for kind, items in (("minutes", "decisions"), ("student_meeting", "questions")):
            for turn, record in enumerate(own(each, kind)):
                if (place + turn) % 4 == 3:
                    continue
                done = [_followed(stage, each, item, kind == "minutes") for item in record[items]]
                save(each.ws, kind, {"id": record["id"], items: done})


def _followed(stage: Stage, each: Department, item: dict[str, Any], stated: bool) -> dict[str, Any]:
    day = min(each.ws.today, dt.date.fromisoformat(item["due"]) - dt.timedelta(days=2)).isoformat()
    return item | {"done_on": day} | ({"state": "done", "evidence": PROOF.text(stage.language)} if stated else {})


def _done(stage: Stage, each: Department, measure: dict[str, Any], number: int) -> dict[str, Any]:
    """A few days before its term, or after it for some; a measure without a day is done by the day of the report."""
    day = each.ws.today
    if is_iso_date(measure.get("due")):
        due = dt.date.fromisoformat(measure["due"])
        day = min(day, due + dt.timedelta(days=4 if number % LATE == 0 else -3))
    return {"state": "done", "done_on": day.isoformat(), "evidence": PROOF.text(stage.language)}
