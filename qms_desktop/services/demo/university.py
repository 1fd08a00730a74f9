"""What is of the whole institution: its policy, objectives and plan, and what it shows for accreditation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qms_desktop.core.messages import Text
from qms_desktop.services import founding
from qms_desktop.services.demo.goals import PROOF
from qms_desktop.services.demo.people import leader
from qms_desktop.services.demo.stage import Stage, act, found, one, save
from qms_desktop.services.demo_rows import OFFICE_HEAD

PLAN = Text("Сапат менеджменти системасын өнүктүрүүнүн жылдык планы", "Годовой план развития системы менеджмента качества",
            "Yearly plan of the quality management system")  # fmt: skip
MEASURES = (
    Text("Он бөлүмдө процесс карталарын жана тобокелдик паспортторун бекитүү", "Утвердить карты процессов и паспорта рисков в десяти подразделениях",
         "Approve process cards and risk passports in ten units"),
    Text("Ички аудиторлорду окутуу жана аудиттерди өткөрүү", "Обучить внутренних аудиторов и провести аудиты", "Train internal auditors and hold the audits"),
    Text("Төрт топту сурамжылап, жыйынтыгын талкуулоо", "Провести опросы четырёх групп и обсудить итоги", "Ask four groups and discuss the results"),
    Text("Жетекчилик тарабынан анализдөөнү даярдоо", "Подготовить анализ со стороны руководства", "Prepare the management review"),
)  # fmt: skip
COUNCIL = Text("Окумуштуулар кеңеши, № 2 протокол", "Учёный совет, протокол № 2", "Academic Council, minutes No. 2")
PROPOSED = Text("Сурамжылоону электрондук түрдө өткөрүү", "Проводить опросы в электронном виде", "Make the surveys electronic")
TOLD = (
    (Text("бардык кызматкерлер", "все сотрудники", "all staff"), "staff_meeting", Text("жыйындардын протоколдору", "протоколы собраний", "minutes of meetings")),
    (Text("студенттер жана ата-энелер", "студенты и родители", "students and parents"), "website", Text("университеттин сайты", "сайт университета", "the website")),
    (Text("бөлүмдөр", "подразделения", "the units"), "notice_board", Text("бөлүмдөрдүн такталары", "стенды подразделений", "notice boards")),
)  # fmt: skip
SHOWN = (
    ("1.1", "policy", Text("Миссия жана максаттар саясатта бекитилген", "Миссия и цели закреплены в политике", "The policy states mission and goals")),
    ("1.2", "review", Text("Жылдык талдоо жана чечимдер", "Ежегодный анализ и решения", "The yearly review and its decisions")),
    ("1.3", "survey", Text("Кызыкдар тараптар сурамжыланды", "Заинтересованные стороны опрошены", "Interested parties were asked")),
    ("1.4", "audit_programme", Text("Ички аудиттердин программасы аткарылды", "Программа внутренних аудитов выполнена", "The audit programme was carried out")),
    ("1.5", "auditor", Text("Аудиторлор буйрук менен дайындалган", "Аудиторы назначены приказом", "Auditors are appointed by order")),
)  # fmt: skip
FOLDER = Text("сапат бөлүмү, 3-текче", "отдел качества, полка 3", "QA office, shelf 3")


def policy(stage: Stage) -> None:
    """The policy of the founding document, where it has one; approved, and made known."""
    office, today = stage.office, stage.office.today.isoformat()
    laid = [saved.key.id for saved in founding.lay_out(office, "policy").saved]
    (made,) = laid or save(office, "policy", stage.row("policy") | {"edition": 1})
    save(office, "policy", {
        "id": made, "review_due": stage.day(417), "names_goals": True, "names_priorities": True, "commits_to_requirements": True,
        "commits_to_improvement": True, "communications": [
            {"audience": who.text(stage.language), "channel": channel, "on": today, "by": OFFICE_HEAD, "evidence": proof.text(stage.language)}
            for who, channel, proof in TOLD],
    })  # fmt: skip
    act(office, "approve accept", [made])


def objectives(stage: Stage, period: str, due: str) -> list[str]:
    """The objectives of the whole university for a period, approved."""
    made = []
    for row in stage.rows["objective"][:2]:
        said = {name: value for name, value in row.items() if name not in ("measured", "deviation_cause", "decision")}
        made += save(stage.office, "objective", said | {
            "level": "university", "period": period, "process": stage.process("core"), "responsible": leader("vice_rector"), "due": due,
            "measures": [measure | {"responsible": OFFICE_HEAD, "due": due, "state": "planned"} for measure in row["measures"]],
        })  # fmt: skip
    act(stage.office, "submit accept approve", made)
    return made


def plan(stage: Stage) -> None:
    """What the institution does for the system in the year."""
    (made,) = save(stage.office, "plan", {
        "title": PLAN.text(stage.language), "plan_kind": "qms", "term": "year", "period": stage.period,
        "discussed_by": COUNCIL.text(stage.language), "discussed_on": stage.day(50), "agreed_by": leader("representative"), "agreed_on": stage.day(51),
        "proposals": [{"text": PROPOSED.text(stage.language), "by": stage.departments[0].unit.person, "on": stage.day(47), "agreed": True}],
        "measures": [_measure(stage, text, 60 + 80 * place) for place, text in enumerate(MEASURES)],
    })  # fmt: skip
    act(stage.office, "submit accept approve", [made])
    stage.plan = made


def _measure(stage: Stage, text: Text, day: int) -> dict[str, Any]:
    return {"text": text.text(stage.language), "responsible": OFFICE_HEAD, "due": stage.day(day), "state": "planned"}


def report(stage: Stage) -> None:
    """What came of the plan, of the objectives' measures and of the register of risks."""
    stage.come_to(322)
    registered = [entry["id"] for entry in found(stage.office, "register_entry")]
    for kind, those in (("plan", [stage.plan]), ("objective", [made for made, _row in stage.of_university]), ("register_entry", registered)):
        for place, id_ in enumerate(those):
            measures = one(stage.office, kind, id_)["measures"]
            last = measures[-1:] if place % 3 == 1 else []
            save(stage.office, kind, {"id": id_, "measures": [
                measure | ({"state": "in_progress"} if measure in last else _done(stage, measure)) for measure in measures]})  # fmt: skip


def _done(stage: Stage, measure: dict[str, Any]) -> dict[str, Any]:
    day = stage.office.today
    if measure.get("due"):
        day = min(day, dt.date.fromisoformat(measure["due"]) - dt.timedelta(days=3))
    return {"state": "done", "done_on": day.isoformat(), "evidence": PROOF.text(stage.language)}


def shown(stage: Stage) -> None:
    """The records that the office chose as evidence for accreditation."""
    office = stage.office
    save(office, "evidence", *(
        {"criterion": criterion, "of_kind": kind, "of_record": found(office, kind)[0]["id"], "note": note.text(stage.language),
         "kept_at": FOLDER.text(stage.language), "by": OFFICE_HEAD, "period": stage.period} for criterion, kind, note in SHOWN))  # fmt: skip
