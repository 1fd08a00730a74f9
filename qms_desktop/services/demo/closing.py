"""Summer: analyses, the management review with its decisions, and the year is closed."""

from __future__ import annotations

import datetime as dt

from qms_desktop.core.messages import Text, _
from qms_desktop.services import reviews
from qms_desktop.services.demo import university
from qms_desktop.services.demo.people import leader
from qms_desktop.services.demo.stage import Stage, act, found, save
from qms_desktop.services.demo_rows import OFFICE_HEAD
from qms_desktop.services.workspace import period_now

COMMENTS = {
    "a": Text("Үч чечимдин экөөсү аткарылды; жабдуу сатып алуу каржылоого байланыштуу кийинки жылга калды.",
              "Два решения из трёх выполнены; закупка оборудования из-за финансирования перенесена на следующий год.",
              "Two of three decisions are carried out; the purchase of equipment waits for money until next year."),
    "b": Text("Жаңы билим берүү стандарттары жана ысык күндөр эске алынды: программалар кайра каралат, жайкы сессия эрте башталат.",
              "Учтены новые стандарты и жаркие дни: программы пересматриваются, летняя сессия начинается раньше.",
              "New standards and hot days are taken into account: programmes are revised, summer examinations begin earlier."),
    "c1": Text("Канааттануу бардык топто 80 %дан жогору; сабактардын жадыбалына даттануулар кайталанат.",
               "Удовлетворённость всех групп выше 80 %; жалобы на расписание повторяются.",
               "Every group is satisfied above 80 %; complaints about the timetable recur."),
    "c2": Text("Илимий макалалар боюнча максат аткарылган жок: жарыялоо чыгымдары кийинки жылдын сметасына киргизилет.",
               "Цель по научным статьям не выполнена: расходы на публикации включаются в смету следующего года.",
               "The objective on papers was missed: publishing goes into next year's budget."),
    "c3": Text("Процесстердин көбү максатка жетти; жарым-жартылай жеткен процесстердин ээлери себебин жазышты.",
               "Большинство процессов достигло цели; владельцы остальных записали причины.",
               "Most processes reached their targets; the owners of the others wrote down why."),
    "c4": Text("Документтерди башкаруу (7.5.3) үч бөлүмдө кайталанды: тартип бүт университет үчүн өзгөртүлөт.",
               "Управление документами (7.5.3) повторилось в трёх подразделениях: порядок меняется для всего университета.",
               "Document control (7.5.3) recurred in three units: the procedure changes for the whole university."),
    "c5": Text("Бардык көрсөткүчтөр эки семестрде тең өлчөндү; маалыматтын булагы картада көрсөтүлдү.",
               "Все показатели измерены в обоих семестрах; источник данных указан в картах.",
               "All indicators were measured in both semesters; the cards name where the figures come from."),
    "c6": Text("Он аудиттин сегизи өттү; китепкананын аудити күзүндө биринчи өткөрүлөт.", "Проведены восемь аудитов из десяти; аудит библиотеки будет первым осенью.",
               "Eight of ten audits were held; that of the library comes first in autumn."),
    "c7": Text("Ашкана шарт менен калтырылды: үч айдан кийин кайра бааланат.", "Столовая оставлена с условием: через три месяца оценивается снова.",
               "The canteen goes on under conditions and is evaluated again in three months."),
    "d": Text("Кадрлар жетиштүү; окуу лабораторияларынын жабдуулары эскирген.", "Кадров достаточно; оборудование учебных лабораторий устарело.",
              "There are people enough; the laboratories' equipment is old."),
    "e": Text("Чаралар тобокелдиктердин орточо баллын төмөндөттү; кадрдык тобокелдик мурдагыдай көзөмөлдө.",
              "Меры снизили средний балл рисков; кадровый риск остаётся на контроле.",
              "The measures lowered the mean score; the staffing risk stays watched."),
    "f": Text("Аудиторлордун жана студенттердин сунуштарынын ичинен экөөсү кийинки жылдын планына кирди.",
              "Из предложений аудиторов и студентов два вошли в план следующего года.",
              "Two of the proposals of auditors and students went into next year's plan."),
}  # fmt: skip
"""What the head of the QA office says of each input of the review."""

DECIDED = Text("Отчет бекитилсин; чечимдер аткарууга жөнөтүлсүн.", "Утвердить отчёт; решения направить на исполнение.",
               "The report is approved; the decisions are sent to be carried out.")  # fmt: skip
SENT_OUT = Text("Отчетту бөлүмдөргө жеткирүү", "Разослать отчёт подразделениям", "Send the report to the units")
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
OF_LEADERS = {
    "representative_evaluation": Text("Система иштеп жатат; документтерди башкаруу тартиби жакшыртууну талап кылат.",
                                      "Система работает; порядок управления документами требует улучшения.",
                                      "The system works; document control has to improve."),
    "rector_evaluation": Text("Жылдын иши канааттандырарлык; кийинки жылы илимий макалалар жана жабдуу – биринчи орунда.",
                              "Работа за год удовлетворительна; в следующем году на первом месте научные статьи и оборудование.",
                              "The year's work is satisfactory; papers and equipment come first next year."),
}  # fmt: skip
MONEY = Text("250 000 сом", "250 000 сомов", "250,000 som")
IN_WORK = Text("иш убактысынын чегинде", "в пределах рабочего времени", "within working time")
HALL = Text("чоң жыйын залы", "большой зал заседаний", "the large meeting hall")
HOW_INFORMED = Text("сайт, бөлүмдөрдүн жыйындары", "сайт, заседания подразделений", "website, meetings of the units")
EVERYBODY = Text("Кызматкерлер жана студенттер", "Работники и студенты", "Staff and students")
MINUTES = Text("№ 11 протокол", "протокол № 11", "minutes No. 11")


def council(stage: Stage) -> str:
    """The body that considers, with the number of its minutes."""
    return f"{stage.profile.approvers['considered_by'].text(stage.language)}, {MINUTES.text(stage.language)}"


def analyses(stage: Stage) -> None:
    """What the data of the year say: the seven areas, an analysis."""
    stage.come_to(310)
    office, today = stage.office, stage.office.today.isoformat()
    for row in stage.rows["evaluation"]:
        save(office, "evaluation", row | {"by": OFFICE_HEAD, "on": today, "period": stage.period})
    row = stage.row("analysis")
    save(office, "analysis", row | {
        "by": OFFICE_HEAD, "date": today, "period": stage.period, "discussed_by": council(stage), "discussed_on": today,
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
    lines = [line | {"comment": COMMENTS[line["input"] or "c3"].text(say)} for line in found(office, "review")[0]["inputs"]]
    save(office, "review", {
        "id": made, "inputs": lines, **{name: text.text(say) for name, text in JUDGED.items()},
        "distribution": [{"recipient": each.unit.person, "on": stage.day(345)} for each in stage.departments],
        "informed": [{"audience": EVERYBODY.text(say), "on": stage.day(345), "by": OFFICE_HEAD, "evidence": HOW_INFORMED.text(say)}],
    })  # fmt: skip
    quality, _papers = (objective for objective, _row in stage.of_university)
    for turn, row in enumerate(stage.rows["decision"]):
        given = {name: value for name, value in row.items() if name not in ("progress", "evidence")}
        reviews.decide(office, made, {
            "verb": "renew", **given, "responsible": leader("vice_rector") if row["responsible"] == stage.word("vice") else OFFICE_HEAD,
            "date": stage.day(330), "due": stage.day(400 + 7 * turn),
            "objective": quality if stage.profile.typed_decisions else None,
            "planned_resource": row["text"] if row["decision_kind"] == "resource" else None,
            "resources": MONEY.text(say) if row["decision_kind"] == "resource" else IN_WORK.text(say),
        })  # fmt: skip
    act(office, "submit", [made])
    stage.come_to(336)
    save(office, "review", {
        "id": made, "agreed_by": leader("representative"), **{name: text.text(say) for name, text in OF_LEADERS.items()},
    })
    act(office, "verify", [made])
    stage.come_to(342)
    considered = {"discussed_by": council(stage), "discussed_on": stage.day(342)}
    (minutes,) = save(office, "minutes", {
        "body": "academic_council", "number": 11, "date": stage.day(342), "place": HALL.text(say), "title": one_title(stage, made), "chair": leader("rector"),
        "secretary": leader("council_chair"), "attendees": [{"name": each.unit.person, "position": each.unit.position} for each in stage.departments],
        "agenda": [{"question": one_title(stage, made), "speaker": OFFICE_HEAD, "heard": JUDGED["effectiveness"].text(say),
                    "decided": DECIDED.text(say)}],
        "decisions": [{"text": SENT_OUT.text(say), "responsible": OFFICE_HEAD, "due": stage.day(360), "state": "planned"}],
        "review": made, "period": stage.period,
    })  # fmt: skip
    save(office, "review", {"id": made, **considered, "minutes": minutes, "next_due": stage.day(695)})
    act(office, "approve", [made])
    stage.tell(_("The management review of {period} was approved with {n} decisions.", period=stage.period, n=len(stage.rows["decision"])))


def next_year(stage: Stage) -> None:
    """What the university wants to reach in the year that follows."""
    stage.come_to(350)
    following, _last = stage.profile.period_of(stage.first + dt.timedelta(days=380))
    university.objectives(stage, period_now(stage.profile, following), stage.day(690))


def one_title(stage: Stage, review_id: str) -> str:
    return next(each["title"] for each in found(stage.office, "review") if each["id"] == review_id)
