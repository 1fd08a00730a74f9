"""Summer: analyses, the management review with its decisions, and the year is closed."""

from __future__ import annotations

import datetime as dt

from qms_desktop.core.messages import Text, _
from qms_desktop.services import reviews
from qms_desktop.services.demo.planning import university_objectives
from qms_desktop.services.demo.stage import Stage, act, found, save
from qms_desktop.services.demo_rows import OFFICE_HEAD
from qms_desktop.services.workspace import period_now

COMMENT = Text("Көрсөткүчтөр жакшырды; белгиленген чаралар улантылат.", "Показатели улучшились; намеченные меры продолжаются.",
               "The figures have improved; the measures go on.")  # fmt: skip
JUDGED = {
    "effectiveness": Text("Система негизинен натыйжалуу: аудиттер өттү, туура келбөөчүлүктөрдүн көбү жабылды.",
                          "Система в целом результативна: аудиты проведены, большинство несоответствий закрыто.",
                          "The system is effective on the whole: the audits were held, most nonconformities are closed."),
    "objectives": Text("Максаттардын көбүнө жетилди; Scopus макалалары боюнча максат аткарылган жок.",
                       "Большинство целей достигнуто; цель по статьям Scopus не выполнена.",
                       "Most objectives were reached; that on Scopus papers was not."),
    "resources": Text("Ресурстар жетиштүү; лабораторияларга жабдуу керек.", "Ресурсов достаточно; лабораториям нужно оборудование.",
                      "The resources suffice; the laboratories need equipment."),
    "suitability": Text("Система университеттин максаттарына ылайык.", "Система пригодна для целей университета.",
                        "The system suits the university's purposes."),
    "adequacy": Text("Документтер жана ресурстар жетиштүү.", "Документы и ресурсы достаточны.", "Documents and resources are adequate."),
    "proposals_qms": Text("Силлабустун үлгүсүн жаңылоо.", "Обновить шаблон силлабуса.", "Renew the syllabus template."),
    "proposals_improvement": Text("Сурамжылоону электрондук түргө өткөрүү.", "Перевести анкетирование в электронный вид.",
                                  "Make the surveys electronic."),
}  # fmt: skip
COUNCIL = Text("Окумуштуулар кеңеши, № 11 протокол", "Учёный совет, протокол № 11", "Academic Council, minutes No. 11")
REPRESENTATIVE = Text("Сапат боюнча жетекчиликтин өкүлү", "Представитель руководства по качеству", "Management representative for quality")


def analyses(stage: Stage) -> None:
    """What the data of the year say: the seven areas, an analysis."""
    stage.come_to(310)
    office, today = stage.office, stage.office.today.isoformat()
    for row in stage.rows["evaluation"]:
        save(office, "evaluation", row | {"by": OFFICE_HEAD, "on": today, "period": stage.period})
    row = stage.row("analysis")
    save(office, "analysis", row | {
        "by": OFFICE_HEAD, "date": today, "period": stage.period, "discussed_by": COUNCIL.text(stage.language), "discussed_on": today,
        "measures": [measure | {"due": stage.day(360), "responsible": OFFICE_HEAD, "state": "in_progress"} for measure in row["measures"]],
    })  # fmt: skip
    proposed = found(office, "improvement")
    act(office, "accept", [proposed[0]["id"]])
    act(office, "return", [proposed[1]["id"]], Text("Каражат жок", "Нет средств", "There are no means").text(stage.language))
    for training in found(office, "training")[:8]:
        if training["stage"] == "held":
            act(office, "verify", [training["id"]])
    tasks = [task["id"] for task in found(office, "action") if task["state"] == "done"]
    act(office, "verify", tasks[:6])


def review(stage: Stage) -> None:
    """The management review: figures frozen, a word about every item, decisions, agreed, discussed and approved."""
    stage.come_to(330)
    office, say = stage.office, stage.language
    made = reviews.begin(office, stage.period).saved[0].key.id
    reviews.freeze(office, made, stage.date(330))
    lines = [line | {"comment": COMMENT.text(say)} for line in found(office, "review")[0]["inputs"]]
    save(office, "review", {"id": made, "inputs": lines, **{name: text.text(say) for name, text in JUDGED.items()}})
    objective = found(office, "objective")[0]["id"]
    for turn, row in enumerate(stage.rows["decision"]):
        each = stage.departments[turn]
        given = {name: value for name, value in row.items() if name not in ("progress", "evidence")}
        reviews.decide(office, made, {
            "verb": "renew", **given, "of_unit": each.code, "responsible": each.unit.person, "date": stage.day(330), "due": stage.day(420),
            "objective": objective, "planned_resource": row["text"] if row["decision_kind"] == "resource" else None,
        })  # fmt: skip
    act(office, "submit", [made])
    stage.come_to(336)
    save(office, "review", {"id": made, "agreed_by": REPRESENTATIVE.text(say)})
    act(office, "verify", [made])
    stage.come_to(342)
    council = {"discussed_by": COUNCIL.text(say), "discussed_on": stage.day(342)}
    (minutes,) = save(office, "minutes", {
        "body": "academic_council", "number": 11, "date": stage.day(342), "title": one_title(stage, made), "chair": stage.word("vice"),
        "secretary": stage.word("qa"), "attendees": [{"name": each.unit.person, "position": each.unit.position} for each in stage.departments],
        "agenda": [{"question": one_title(stage, made), "speaker": OFFICE_HEAD, "heard": JUDGED["effectiveness"].text(say),
                    "decided": COMMENT.text(say)}],
        "decisions": [{"text": COMMENT.text(say), "responsible": OFFICE_HEAD, "due": stage.day(360), "state": "planned"}],
        "review": made, "period": stage.period,
    })  # fmt: skip
    save(office, "review", {"id": made, **council, "minutes": minutes, "next_due": stage.day(695)})
    act(office, "approve", [made])
    stage.tell(_("The management review of {period} was approved with {n} decisions.", period=stage.period, n=len(stage.rows["decision"])))


def next_year(stage: Stage) -> None:
    """What the university wants to reach in the year that follows."""
    stage.come_to(350)
    following, _last = stage.profile.period_of(stage.first + dt.timedelta(days=380))
    university_objectives(stage, period_now(stage.profile, following), stage.day(690))


def one_title(stage: Stage, review_id: str) -> str:
    return next(each["title"] for each in found(stage.office, "review") if each["id"] == review_id)
