"""Winter: the programme, eight audits with their checklists and reports, and what they found."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Text, _, n_
from qms_desktop.services import checklists
from qms_desktop.services.demo import answering, exchange, judging
from qms_desktop.services.demo.stage import Department, Stage, act, found, save
from qms_desktop.services.demo_rows import OFFICE_HEAD

AUDITS, FINDINGS = 8, (4, 4, 4, 3, 4, 3, 4, 3)
"""So many audits are held, and so many nonconformities each finds."""
FIRST, APART, SENT_BEFORE = 70, 12, 16
"""The day of the first audit, how far they are apart, and so long before it the unit has the plan."""
AUDITORS, LEADS = (0, 1, 3, 4, 5, 7), 2
"""The units that the auditors come from; so many of them, the first, may lead an audit."""

CHAPTERS = (("4", "5", "6", "7"), ("8", "9", "10"))
"""The chapters of the standard that are looked at first, and then."""


class Words:
    """Sentences of the papers of an audit, in the language of the demo."""

    GOAL = Text("Сапат системасынын талаптарга ылайыктуулугун жана натыйжалуулугун текшерүү",
                "Проверить соответствие требованиям и результативность системы качества",
                "Check that the quality system meets the requirements and is effective")  # fmt: skip
    SCOPE = Text("Бөлүмдүн процесстери жана документтери", "Процессы и документы подразделения", "Processes and documents of the unit")
    CRITERIA = Text("ISO 9001:2015, ички документтер", "ISO 9001:2015, внутренние документы", "ISO 9001:2015, internal documents")
    TITLE = Text("Ички аудиттердин жылдык программасы", "Годовая программа внутренних аудитов", "Programme of the year's audits")
    RATIONALE = Text("Тобокелдиктер, өткөн аудиттердин жыйынтыгы, өзгөрүүлөр", "Риски, итоги прошлых аудитов, изменения",
                     "Risks, results of earlier audits, changes")  # fmt: skip
    TRAINED = Text("ISO 9001:2015 боюнча ички аудитор", "Внутренний аудитор по ISO 9001:2015", "Internal auditor, ISO 9001:2015")
    OFFICE = Text("Сапат бөлүмү", "Отдел качества", "QA office")
    ORDER = Text("№ 17 буйрук", "приказ № 17", "order No. 17")
    WHERE = Text("бөлүмдүн бөлмөсү", "помещение подразделения", "the unit's rooms")
    EXAMINED = Text("Бөлүмдүн процесстери, документтери жана жазуулары, текшерүү баракчасы боюнча тандап",
                    "Процессы, документы и записи подразделения, выборочно по чек-листу",
                    "Processes, documents and records of the unit, sampled along the checklist")  # fmt: skip
    SUMMARY = Text("Бөлүмдө система иштейт; табылган туура келбөөчүлүктөр жоюлушу керек",
                   "Система в подразделении работает; найденные несоответствия нужно устранить",
                   "The system works in the unit; the nonconformities found have to be removed")  # fmt: skip
    MOVED = Text("Бөлүмдүн башчысы иш сапарында", "Руководитель подразделения в командировке", "The head of the unit was travelling")
    CANCELLED = Text("Бөлүм аккредитациядан өтүп жаткандыктан", "Подразделение проходило аккредитацию",
                     "The unit was being accredited")  # fmt: skip


def programme(stage: Stage) -> None:
    """The register of auditors and the programme with its ten audits, approved."""
    stage.come_to(54)
    office = stage.office
    auditors = save(office, "auditor", *(_auditor(stage, place) for place in AUDITORS))
    act(office, "approve", auditors)
    (stage.programme,) = save(office, "audit_programme", {
        name: getattr(Words, name.upper()).text(stage.language) for name in ("title", "goal", "scope", "criteria", "rationale")
    } | {"period": stage.period})  # fmt: skip
    stage.audits = save(office, "audit", *(_line(stage, place, each) for place, each in enumerate(stage.departments)))
    act(office, "submit approve accept", [stage.programme])
    stage.tell(n_("The programme of the year has {n} audit.", "The programme of the year has {n} audits.", len(stage.audits)))


def _auditor(stage: Stage, place: int) -> dict[str, Any]:
    each, say = stage.departments[place], stage.language
    return {
        "name": each.people[1], "of_unit": each.code, "position": stage.word("deputy"), "grade": "lead" if AUDITORS.index(place) < LEADS else "auditor",
        "origin": "teacher", "order": f"{Words.ORDER.text(say)}, {format_date(stage.day(50))}",
        "trainings": [{"topic": Words.TRAINED.text(say), "provider": Words.OFFICE.text(say), "certificate": f"ИА-{place + 1:02d}",
                       "date": stage.day(30), "valid_to": stage.day(30 + 1095)}], "excluded": [each.code],
        "evaluations": [{"by": OFFICE_HEAD, "on": stage.day(52), "score": 4}], "audits_before": 3 if AUDITORS.index(place) < LEADS else 0,
    }  # fmt: skip


def _team(stage: Stage, each: Department) -> list[str]:
    """A lead auditor and another, neither of the audited unit."""
    turn = stage.departments.index(each)
    leads, others = (
        [stage.departments[place].people[1] for place in places if stage.departments[place] is not each]
        for places in (AUDITORS[:LEADS], AUDITORS[LEADS:])
    )
    return [leads[turn % len(leads)], others[turn % len(others)]]


def _line(stage: Stage, place: int, each: Department) -> dict[str, Any]:
    lead, *team = _team(stage, each)
    begins = FIRST + APART * place
    return {
        "programme": stage.programme, "unit_audited": each.code, "audit_kind": "planned", "object": "unit", "lead": lead, "team": team,
        "month": stage.day(begins)[:7], "dates": [stage.day(begins), stage.day(begins + 2)], "method": "on_site",
        "processes": [stage.process_name(led) for led in each.led], "clauses": [*CHAPTERS[0], *CHAPTERS[1]], "priority": 1 + place % 3, "state": "planned",
        "representative": each.unit.person, "scope": Words.SCOPE.text(stage.language), "criteria": Words.CRITERIA.text(stage.language),
        "period": stage.period,
    }  # fmt: skip


def audits(stage: Stage) -> None:
    """Eight audits are held; one is moved, one is cancelled."""
    questions = 0
    for place, (each, audit) in enumerate(zip(stage.departments[:AUDITS], stage.audits, strict=False)):
        questions += _audit(stage, place, each, audit)
        exchange.give_back(stage, each)
        answering.unit_answers(stage, each, FIRST + APART * place + 6)
        exchange.hand_over(stage, each)
        answering.office_accepts_plans(stage, each, FIRST + APART * place + 10)
    *_held, moved, cancelled = stage.audits
    save(stage.office, "audit", {"id": moved, "unit": stage.departments[-2].code, "state": "moved",
                                 "state_reason": Words.MOVED.text(stage.language)})  # fmt: skip
    act(stage.office, "void", [cancelled], Words.CANCELLED.text(stage.language))
    stage.tell(_("{n} audits were held: {questions} questions judged, {found} nonconformities registered.",
                 n=AUDITS, questions=questions, found=len(stage.nonconformities)))  # fmt: skip


def _audit(stage: Stage, place: int, each: Department, audit: str) -> int:
    """An audit from its plan to its report; how many questions were judged."""
    office, begins, say = stage.office, FIRST + APART * place, stage.language
    lead, second = _team(stage, each)
    stage.come_to(begins - SENT_BEFORE)
    shared = {name: getattr(Words, name.upper()).text(say) for name in ("goal", "scope", "criteria")}
    (plan,) = save(office, "audit_plan", shared | {
        "audit": audit, "basis": Words.TITLE.text(say), "starts_on": stage.day(begins), "ends_on": stage.day(begins + 2),
        "place": each.unit.name, "team": [{"name": lead, "role": "lead"}, {"name": second, "role": "auditor"}],
        "itinerary": [
            {"process": stage.process_name(each.led[turn % len(each.led)]), "date": stage.day(begins + turn), "at": at, "clauses": ", ".join(clauses),
             "auditor": (lead, second)[turn], "representative": (each.unit.person, each.people[2])[turn], "where": Words.WHERE.text(say)}
            for turn, (at, clauses) in enumerate(zip(("10.00–12.30", "13.30–16.00"), CHAPTERS, strict=True))],
        "opening": f"{format_date(stage.day(begins))}, 9.30", "closing": f"{format_date(stage.day(begins + 2))}, 16.00", "prepared_by": lead,
        "sent_on": stage.day(begins - SENT_BEFORE), "acknowledged_by": each.unit.person,
    })  # fmt: skip
    act(office, "approve accept", [plan])
    stage.come_to(begins)
    act(office, "submit", [audit])
    checklists.begin(office, audit=audit, period=stage.period)
    items = found(office, "checklist_item", ("audit", audit))
    stage.come_to(begins + 2)
    findings = [stage.row("nonconformity") for _turn in range(FINDINGS[place])]
    if place == AUDITS - 1:  # what is found in three units is of the system, not of one unit
        findings[-1] = dict(stage.rows["nonconformity"][0])
    judged = judging.judgements(stage, items, findings, lead, office.today.isoformat(), place)
    save(office, "checklist_item", *judged)
    act(office, "close", [audit])
    act(office, "close", [plan])
    for row in findings:
        stage.nonconformities += save(office, "nonconformity", _finding(stage, row, each, audit, lead))
    stage.come_to(begins + 5)
    (report,) = save(office, "audit_report", shared | {
        "audit": audit, "team": [lead, second], "examined": Words.EXAMINED.text(say), "summary": Words.SUMMARY.text(say),
        "persons_met": [{"name": each.unit.person, "position": each.unit.position}, {"name": each.people[2], "position": each.position(2)}],
        "conclusion": "effective" if FINDINGS[place] < 4 else "partly", "not_examined": judging.not_examined(stage, items, judged),
        "distribution": [{"recipient": each.unit.person, "on": stage.day(begins + 8)}], "prepared_by": lead,
        "prepared_on": stage.day(begins + 5), "period": stage.period, "agreed_by": each.unit.person,
    })  # fmt: skip
    act(office, "accept approve close", [report])
    return len(items)


ASSESSED = ("clause", "type", "situation", "class", "requirement", "statement", "evidence", "checklist_item")


def _finding(stage: Stage, row: dict[str, Any], each: Department, audit: str | None, finder: str) -> dict[str, Any]:
    """What the auditor writes of a nonconformity."""
    stage.stories.append((each, row))
    return {name: row[name] for name in ASSESSED if name in row} | {
        "audit": audit, "unit": each.code, "auditor": finder, "process": each.led[0],
        **({"source": "internal_audit", "situation": "internal_audit"} if audit else {"source": row["source"]}),
        "place": each.unit.name, "found_on": stage.office.today.isoformat(), "period": stage.period,
    }  # fmt: skip


def found_again(stage: Stage) -> None:
    """An inspection finds in a unit what an audit had found there before, and a complaint leads to one more."""
    stage.come_to(176)
    each = stage.departments[0]
    row = dict(stage.stories[0][1]) | {"situation": "inspection", "source": "feedback"}
    row.pop("checklist_item", None)
    (inspection,) = save(stage.office, "inspection", stage.row("inspection") | {
        "of_unit": each.code, "date": stage.day(176), "inspectors": [{"name": OFFICE_HEAD, "position": stage.word("qa")}],
    })  # fmt: skip
    made = save(stage.office, "nonconformity", _finding(stage, row, each, None, OFFICE_HEAD))
    stage.nonconformities += made
    save(stage.office, "inspection", {"id": inspection, "nonconformity": made[0]})
