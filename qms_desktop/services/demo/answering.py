"""Spring: the units answer what was found and measure, the QA office verifies; everything reaches one of its states."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qms_desktop.core.messages import Text, _
from qms_desktop.services.demo.goals import terms
from qms_desktop.services.demo.stage import Department, Stage, act, found, one, own, save
from qms_desktop.services.demo_rows import OFFICE_HEAD

STAGES = ("registered", "acknowledged", "plan_submitted", "plan_returned", "plan_accepted", "in_progress", "done",
          "implementation_verified", "effectiveness_verified", "closed")  # fmt: skip
REACHED = (*["closed"] * 12, "effectiveness_verified", "effectiveness_verified", "implementation_verified", "implementation_verified",
           "done", "done", "in_progress", "in_progress", "plan_accepted", "plan_accepted", "plan_submitted", "plan_returned",
           "acknowledged", "registered", "ineffective", "void", "reopened", "closed")  # fmt: skip
"""How far each of the thirty comes by the end of the year."""

_LIKE = {"ineffective": "implementation_verified", "reopened": "implementation_verified", "void": "registered"}
ANSWERED = ("correction", "whys", "cause_category", "root_cause", "criterion")


def stage_of(number: int) -> int:
    """How many steps nonconformity `number` takes by the common way."""
    reached = REACHED[number % len(REACHED)]
    return STAGES.index(_LIKE.get(reached, reached))


def _own(stage: Stage, each: Department) -> list[tuple[int, str, dict[str, Any]]]:
    """The nonconformities of a unit: number, id, row."""
    return [(number, id_, row) for number, (id_, (of, row)) in enumerate(zip(stage.nonconformities, stage.stories, strict=True))
            if of is each]  # fmt: skip


def unit_answers(stage: Stage, each: Department, day: int) -> None:
    """A unit acknowledges what was found, looks for its cause and submits what it will do."""
    stage.come_to(day)
    today = each.ws.today
    for number, id_, row in _own(stage, each):
        steps = stage_of(number)
        if steps < STAGES.index("acknowledged") or one(each.ws, "nonconformity", id_)["state"] != "registered":
            continue
        values: dict[str, Any] = {"id": id_, "opinion": "agrees", "acknowledged_by": each.unit.person, "acknowledged_on": stage.day(day - 3)}
        if steps >= STAGES.index("plan_submitted"):
            values |= {name: row[name] for name in ANSWERED} | {
                "extent": "here" if number % 3 else "nowhere", "correction_due": (today + dt.timedelta(days=9)).isoformat(),
                "actions": [action | {"due": _term(stage, row, today), "responsible": each.people[1 + number % 2], "state": "planned"}
                            for action in row["actions"]],
            }  # fmt: skip
        save(each.ws, "nonconformity", values)
        if steps >= STAGES.index("plan_submitted"):
            act(each.ws, "submit", [id_])


def _term(stage: Stage, row: dict[str, Any], today: dt.date) -> str:
    """A working day within the term for nonconformities of this class."""
    term = stage.profile.due_after(f"corrective_{row['class']}", today)
    while not stage.profile.calendar.is_working_day(term):
        term -= dt.timedelta(days=1)
    return term.isoformat()


_DELIVERY = Text("Жабдуунун жеткирилиши кечикти", "Поставка оборудования задержалась", "The equipment was delivered late")


def office_accepts_plans(stage: Stage, each: Department, day: int) -> None:
    """The office accepts the plans of a unit, and sends back those that do not remove the cause."""
    stage.come_to(day)
    why = Text("Иш-аракет себепти жойбойт: тартипти өзгөртүү керек.", "Действие не устраняет причину: нужно изменить порядок.",
               "The action does not remove the cause: the procedure has to change.").text(stage.language)  # fmt: skip
    for number, id_, _row in _own(stage, each):
        steps, state = stage_of(number), one(stage.office, "nonconformity", id_)["state"]
        if state == "plan_submitted" and steps == STAGES.index("plan_returned"):
            act(stage.office, "return", [id_], why)
        elif state == "plan_submitted" and steps >= STAGES.index("plan_accepted"):
            act(stage.office, "accept", [id_])
        elif state == "registered" and REACHED[number % len(REACHED)] == "void":
            act(stage.office, "void", [id_], Text("Далил такталганда талап аткарылганы көрүндү.", "При уточнении свидетельств требование оказалось выполнено.",
                                                  "The evidence showed that the requirement was met.").text(stage.language))  # fmt: skip


def office_extends(stage: Stage) -> None:
    """One action gets a later term, with its reason."""
    stage.come_to(192)
    late = next(id_ for number, id_ in enumerate(stage.nonconformities) if REACHED[number] == "in_progress")
    save(stage.office, "nonconformity", {"id": late, "extensions": [{
        "reason": _DELIVERY.text(stage.language), "due": stage.day(260), "granted_by": OFFICE_HEAD, "granted_on": stage.day(192)}]})  # fmt: skip


def units_carry_out(stage: Stage) -> None:
    """The units carry out what was accepted, and say what shows it."""
    stage.come_to(215)
    for each in stage.departments:
        for number, id_, row in _own(stage, each):
            steps = stage_of(number)
            if steps < STAGES.index("in_progress"):
                continue
            record = one(each.ws, "nonconformity", id_)
            done = steps >= STAGES.index("done")
            late = 6 if number % 7 == 5 else -(2 + number % 4)
            day = min(each.ws.today, dt.date.fromisoformat(record["actions"][0]["due"]) + dt.timedelta(days=late)).isoformat()
            mended = min(each.ws.today, dt.date.fromisoformat(record["correction_due"]) - dt.timedelta(days=number % 3)).isoformat()
            actions = [action | ({"state": "done", "done_on": day} if done else {"state": "in_progress"}) for action in record["actions"]]
            save(each.ws, "nonconformity", {"id": id_, "actions": actions, "correction_done_on": mended}
                 | ({"done_on": day, "proof": row["proof"]} if done else {}))  # fmt: skip


def office_verifies(stage: Stage) -> None:
    """Completion and effectiveness are verified; what was effective is closed, what was not begins anew."""
    stage.come_to(240)
    by = {step: [id_ for number, id_ in enumerate(stage.nonconformities) if stage_of(number) >= STAGES.index(step)]
          for step in ("implementation_verified", "effectiveness_verified", "closed")}  # fmt: skip
    act(stage.office, "verify", by["implementation_verified"])
    stage.come_to(300)
    for number, id_ in enumerate(stage.nonconformities):
        if id_ in by["effectiveness_verified"]:
            save(stage.office, "nonconformity", {"id": id_, "verification": stage.stories[number][1]["verification"], "risk_update": "updated"})
    act(stage.office, "verify", by["effectiveness_verified"])
    why = Text("Кийинки текшерүүдө кайра табылды", "При следующей проверке найдено снова", "It was found again at the next check").text(stage.language)
    again = {name: [id_ for number, id_ in enumerate(stage.nonconformities) if REACHED[number % len(REACHED)] == name]
             for name in ("ineffective", "reopened")}  # fmt: skip
    act(stage.office, "return", again["ineffective"] + again["reopened"], why)
    act(stage.office, "reopen", again["reopened"], why)
    act(stage.office, "close", by["closed"])
    states: dict[str, int] = {}
    for record in found(stage.office, "nonconformity"):
        states[record["state"]] = states.get(record["state"], 0) + 1
    stage.tell(_("{n} nonconformities: {closed} closed, {ineffective} not effective, {open} in work.", n=sum(states.values()),
                 closed=states.get("closed", 0), ineffective=states.get("ineffective", 0),
                 open=sum(states.values()) - states.get("closed", 0) - states.get("void", 0)))  # fmt: skip


def _say_reached(each: Department, of: dict[str, str], row: dict[str, Any], counted: int, whole: int, day: str) -> None:
    """What the year came to stands on the card and at the objective too: their forms print it."""
    if "objective" in of:
        save(each.ws, "objective", {"id": of["objective"], "numerator": str(counted), "denominator": str(whole), "measured_on": day,
                                    "deviation_cause": row.get("deviation_cause"), "decision": row.get("decision", "continue")})  # fmt: skip
    else:
        save(each.ws, "indicator", {"id": of["indicator"], "actual": str(round(100 * counted / whole)), "measured_on": day})


UNMEASURED = "college"
"""The unit that does not measure its second process yet."""

UNITS = 8
"""So many times larger than a unit the demo's university is where it measures itself."""


def measure(stage: Stage, turn: int, day: int) -> None:
    """The units measure their indicators and objectives for the first or the second time."""
    stage.come_to(day)
    for each in stage.departments:
        rows = []
        for of, row, measured in each.measured:
            if each.unit.folder == UNMEASURED and of["process"] != each.led[0]:
                continue
            counted, whole = measured[turn]
            if turn:
                _say_reached(each, of, row, counted, whole, stage.day(day))
            rows.append({name: row[name] for name in ("title", "measured_in", "target", "direction", "source")} | of | {
                "period": stage.period, "of_unit": each.code, "measured_on": stage.day(day), "numerator": str(counted),
                "denominator": str(whole), "by": each.people[1],
                **({"cause": row["deviation_cause"], "decision": row["decision"]} if "deviation_cause" in row else {}),
            })  # fmt: skip
        if rows:
            save(each.ws, "measurement", *rows)
    for objective, row in stage.of_university:
        counted, whole = row["measured"][turn]
        if turn:
            save(stage.office, "objective", {"id": objective, "numerator": str(counted * UNITS), "denominator": str(whole * UNITS),
                                             "measured_on": stage.day(day), "deviation_cause": row.get("deviation_cause"),
                                             "decision": row.get("decision", "continue")})  # fmt: skip
        save(stage.office, "measurement", {name: row[name] for name in ("title", "measured_in", "target", "direction", "source")} | {
            "objective": objective, "period": stage.period, "measured_on": stage.day(day), "numerator": str(counted * UNITS),
            "denominator": str(whole * UNITS), "by": OFFICE_HEAD,
        })  # fmt: skip


ACTIONS = (("effective", "closed"), ("effective", "effective"), (None, "done"), (None, "accepted"), ("not_effective", "ineffective"))
"""What becomes of the corrective and the preventive actions of five units."""


def units_act(stage: Stage) -> None:
    """Corrective and preventive actions that do not come from an audit are handed over."""
    stage.come_to(186)
    for each in stage.departments[: len(ACTIONS)]:
        risk = next(iter(own(each, "risk")), None)
        row = stage.row("corrective_action")
        plan = {name: row[name] for name in ("title", "source", "situation", "cause", "criterion")}
        due = {"due": stage.day(225), "responsible": each.people[1]}
        made = save(each.ws, "corrective_action", plan | due | {"measures": terms(stage, each, row["measures"], 200)})
        if risk is not None:
            row = stage.row_of("preventive_action", each)
            plan = {name: row[name] for name in ("potential", "cause", "action", "criterion")}
            made += save(each.ws, "preventive_action", plan | due | {"risk": risk["id"], "process": risk["process"]})
        act(each.ws, "submit", made)


def _row(stage: Stage, kind: str, record: dict[str, Any]) -> dict[str, Any]:
    """The example that a record was made of."""
    named = "title" if kind == "corrective_action" else "potential"
    return next(row for row in stage.rows[kind] if row[named] == record[named])


def units_have_acted(stage: Stage) -> None:
    stage.come_to(218)
    for each, (_effect, reached) in zip(stage.departments, ACTIONS, strict=False):
        for kind in ("corrective_action", "preventive_action"):
            for record in own(each, kind):
                if reached != "accepted":
                    save(each.ws, kind, {"id": record["id"], "done_on": each.ws.today.isoformat(), "proof": _row(stage, kind, record)["proof"]})


def office_accepts_actions(stage: Stage) -> None:
    for kind in ("corrective_action", "preventive_action"):
        act(stage.office, "accept", [record["id"] for record in found(stage.office, kind) if record["state"] == "submitted"])


def office_judges_actions(stage: Stage) -> None:
    """Adequacy, completion and effectiveness are judged one by one."""
    stage.come_to(305)
    why = Text("Кечигүү кайталанды", "Опоздание повторилось", "It was late again").text(stage.language)
    by_unit = {each.code: reached for each, (_effect, reached) in zip(stage.departments, ACTIONS, strict=False)}
    for kind in ("corrective_action", "preventive_action"):
        for record in found(stage.office, kind):
            reached = by_unit[record["unit"]]
            if reached in ("done", "accepted"):
                continue
            save(stage.office, kind, {"id": record["id"], "adequacy": "yes", "verified_by": OFFICE_HEAD,
                                      "verification": _row(stage, kind, record)["verification"]})  # fmt: skip
            act(stage.office, "verify", [record["id"]])
            act(stage.office, "return" if reached == "ineffective" else "verify", [record["id"]], why if reached == "ineffective" else "")
            if reached == "closed":
                act(stage.office, "close", [record["id"]])
