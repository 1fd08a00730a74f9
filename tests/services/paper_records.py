"""A year of records such as stand on the papers, in Kyrgyz: what the tests of printed forms print."""

from __future__ import annotations

from typing import Any

from qms_desktop.services import records
from qms_desktop.services.workspace import Workspace

STATEMENT = (
    "«Маалымат базалары» дисциплинасынын окуу-методикалык комплексинде 2026/27-окуу жылына бекитилген силлабус жок; "
    "колдонулуп жаткан силлабус 2023-жылы бекитилген жана анда жаңыланган адабияттардын тизмеси көрсөтүлгөн эмес."
)
POLICY = {
    "title": "Жалал-Абад мамлекеттик университетинин сапат саясаты", "edition": 2,
    "text": "Университет Кыргыз Республикасынын жана анын чегинен тышкары эмгек рыногунда атаандаштыкка жөндөмдүү адистерди "
            "даярдоого умтулат, студенттердин, иш берүүчүлөрдүн жана коомдун муктаждыктарына көңүл буруп, окуу процессин "
            "тынымсыз өркүндөтөт, илимий изилдөөлөрдү өнүктүрөт, эл аралык кызматташтыкты бекемдейт.",
    "text_ru": "Университет стремится готовить специалистов, конкурентоспособных на рынке труда Кыргызской Республики и за её "
               "пределами, внимателен к потребностям студентов, работодателей и общества, постоянно совершенствует учебный процесс.",
    "text_en": "The university strives to educate professionals who can compete on the labour market of the Kyrgyz Republic and "
               "beyond it; it heeds the needs of students, employers and society, and steadily improves its teaching.",
    "points": [{"text": "Билим берүүнүн мамлекеттик стандарттарга шайкештигин камсыз кылуу"},
               {"text": "Ар бир кызматкердин милдеттерин жана жоопкерчилигин так түшүнүүсүн камсыз кылуу"}],
    "names_goals": True, "names_priorities": True, "commits_to_requirements": True, "commits_to_improvement": False,
    "communications": [{"audience": "Кызматкерлер", "channel": "кызматкерлердин жыйналышы", "on": "2026-09-10", "by": "Сапат бөлүмү"}],
}  # fmt: skip
MEASURE = {"text": "Силлабустарды кафедранын отурумунда карап чыгуу", "due": "2026-12-15", "responsible": "Назарова А. К."}


def unit_records(ws: Workspace) -> dict[str, str]:
    """Records that a department writes; the id of one of each kind, by its kind."""
    made: dict[str, str] = {}

    def save(kind: str, *rows: dict[str, Any]) -> str:
        saved = records.save(ws, kind, [dict(row) for row in rows]).saved
        return made.setdefault(kind, saved[0].key.id)

    risk = save("risk", {"title": "Окутуучулардын квалификациясы жетишсиз", "likelihood": 3, "consequence": 4, "process": "J3",
                         "cause": "Стажировкага каражат жок", "responsible": ["Кафедра башчысы"], "measures": [MEASURE]})  # fmt: skip
    objective = save("objective", {
        "title": "Студенттердин жетишүүсүн жогорулатуу", "policy_point": "Билим берүүнүн сапаты", "process": "J3",
        "indicator": "Абсолюттук жетишүү", "measured_in": "%", "formula": "жетишкендер / бардык студенттер × 100", "baseline": "82.4",
        "target": "87.5", "measures": [MEASURE], "resources": "Окуу лабораториясы", "responsible": "Кафедра башчысы",
        "due": "2027-06-30", "numerator": "311", "denominator": "380", "measured_on": "2027-06-20",
        "deviation_cause": "Биринчи курста орус тилинен даярдык жетишсиз", "decision": "corrective_action",
    }, {"title": "Иш берүүчүлөр менен келишимдердин санын көбөйтүү", "indicator": "Келишимдердин саны", "measured_in": "саны",
        "baseline": "6", "target": "10", "responsible": "Кафедра башчысынын орун басары", "due": "2027-05-31"})  # fmt: skip
    save("measurement", *({"title": "Абсолюттук жетишүү", "objective": objective, "part": part, "measured_on": day,
                           "numerator": n, "denominator": "380", "measured_in": "%"}
                          for part, day, n in (("1-семестр", "2027-01-25", "298"), ("2-семестр", "2027-06-20", "311"))))  # fmt: skip
    save("preventive_action", {
        "potential": "Аккредитация учурунда окутуучулардын стажировкасы боюнча эскертүү", "cause": "Стажировка пландалбайт", "risk": risk,
        "action": "Үч окутуучуну өндүрүшкө стажировкага жиберүү", "responsible": "Кафедра башчысы", "due": "2027-03-01",
        "criterion": "Окутуучулардын 90 % стажировкадан өткөн", "resources": "45 000 сом",
    })  # fmt: skip
    save("training", {
        "topic": "ISO 9001:2015 боюнча ички аудиторлорду даярдоо", "training_form": "auditors", "basis": "plan", "provider": "«Сапат» борбору",
        "hours": 36, "planned_on": "2026-ж. октябрь", "held_from": "2026-10-05", "held_to": "2026-10-09",
        "participants": [{"name": "Осмонова Ж. Т.", "position": "доцент", "document": "№ 114, 09.10.2026", "method": "test",
                          "effect": "effective", "evaluated_by": "Назарова А. К.", "evaluated_on": "2026-11-15"},
                         {"name": "Асанов Б. М.", "position": "окутуучу"}],
    }, {"topic": "Онлайн окутуунун методикасы", "training_form": "qualification", "basis": "gap", "provider": "КББ", "hours": 72,
        "planned_on": "2027-ж. март"})  # fmt: skip
    save("competence", {
        "position": "Доцент", "person": "Осмонова Ж. Т.", "requirements": [
            {"required": "Илимдин кандидаты", "actual": "Физика-математика илимдеринин кандидаты", "met": True},
            {"required": "Акыркы 3 жылда 72 саат квалификацияны жогорулатуу", "actual": "36 саат", "met": False}],
        "gap": "36 саат жетишпейт", "action": "2027-ж. мартында курска жиберүү",
    })  # fmt: skip
    document = save("document", {"code": "МТК-Ж-01", "title": "Маалыматтык технологиялар кафедрасы жөнүндө жобо", "edition": 3,
                                 "state": "in_force", "approved_by": "Ректор", "approval": "№ 112 буйрук", "approved_on": "2026-09-01",
                                 "valid_from": "2026-09-15", "control_copy": "Сапат бөлүмү, 214-каана", "developer": "Назарова А. К."})  # fmt: skip
    save("agreement", {"document": document, "subject": "Маалыматтык технологиялар кафедрасы жөнүндө жобо", "edition": 3,
                       "developer": "Назарова А. К.", "rows": [
                           {"position": "Академиялык саясат бөлүмүнүн башчысы", "name": "Токтосунов Э. К.", "received_on": "2026-08-10",
                            "opinion": "comments", "comment": "4.2-пунктта жооптуу көрсөтүлгөн эмес", "answer": "Кошулду",
                            "agreed_on": "2026-08-14"},
                           {"position": "Юрист", "name": "", "received_on": "2026-08-14"}]})  # fmt: skip
    save("acquaintance", {"document": document, "subject": "Маалыматтык технологиялар кафедрасы жөнүндө жобо", "edition": 3,
                          "valid_from": "2026-09-15", "people": [
                              {"name": "Осмонова Ж. Т.", "position": "доцент", "date": "2026-09-18"},
                              {"name": "Асанов Б. М.", "position": "окутуучу", "note": "иш сапарда"}]})  # fmt: skip
    save("document_copy", {"document": document, "number": 1, "edition": 3, "of_unit": "ФИЛ", "recipient": "Садыкова Г. А.",
                           "issued_on": "2026-09-16", "returned_on": "2026-10-01"},
         {"document": document, "number": 2, "edition": 3, "of_unit": "АРБ", "recipient": "Жумабаев Н. С.", "issued_on": "2026-09-16"})  # fmt: skip
    save("change_entry", {"document": document, "clause": "4.2", "change_kind": "addition", "text": "Жооптуу кошулду",
                          "reason": "Макулдашуудагы сын-пикир", "made_by_name": "Назарова А. К.", "date": "2026-08-15"})  # fmt: skip
    save("destruction_list", {"number": "ЖК-МТК-2026-01", "title": "2018–2020-жылдардагы таанышуу барактары", "drawn_up_on": "2026-11-02",
                              "items": [{"text": "Таанышуу барактары", "years": "2018–2020", "kept_until": "2023-12-31", "amount": "3 папка"}],
                              "commission": [{"position": "Кафедра башчысы", "name": "Назарова А. К."}, {"position": "Архивчи", "name": "Бекова С."}]})  # fmt: skip
    survey = save("survey", {
        "group": "students", "title": "Окутуунун сапаты боюнча студенттердин пикири", "participants": "Кафедра, жаштар комитети",
        "questions": [{"text": "Сабактардын мазмуну түшүнүктүүбү?", "section": "Окутуу", "question_kind": "scale", "weight": "1"},
                      {"text": "Эмнени өзгөртүүнү сунуштайсыз?", "question_kind": "open"}],
        "responsible": "Асанов Б. М.", "population": 380, "answered": 214, "state": "analysed", "conclusion": "Студенттердин көпчүлүгү ыраазы; "
        "лабораториялык жабдууларга канааттануу төмөн.", "measures": [MEASURE],
    })  # fmt: skip
    save("survey_result", {"survey": survey, "question": "Сабактардын мазмуну түшүнүктүүбү?", "section": "Окутуу", "five": 90, "four": 80,
                           "three": 30, "two": 10, "one": 4, "hard_to_say": 0},
         {"survey": survey, "question": "Лабораториялык жабдуулар жетиштүүбү?", "section": "Шарттар", "five": 30, "four": 60,
          "three": 70, "two": 40, "one": 10, "hard_to_say": 4})  # fmt: skip
    save("complaint", {"received_on": "2026-10-12", "channel": "box", "group": "3-курстун студенттери", "voice": "complaint", "theme": "conditions",
                       "text": "304-аудиторияда жылытуу иштебейт", "responsible": "Назарова А. К.", "due": "2026-10-26",
                       "answer": "Жылытуу оңдолду", "answered_on": "2026-10-20", "justified": "yes"})  # fmt: skip
    save("provider", {"name": "«Келечек Софт» ЖЧК", "provider_kind": "practice", "contract": "№ 17, 01.09.2025", "subject": "Өндүрүштүк практика базасы",
                      "criteria": [{"criterion": "quality", "score": 5, "weight": "0.5"}, {"criterion": "time", "score": 4, "weight": "0.5"}],
                      "decision": "continue", "evaluated_on": "2026-06-25", "next_due": "2027-06-25"})  # fmt: skip
    save("plan", {"number": "П-1", "title": "Кафедранын 2026/27-окуу жылына иш планы", "plan_kind": "unit", "term": "year", "goals": "Билим берүүнүн сапатын жогорулатуу",
                  "measures": [{**MEASURE, "state": "done", "done_on": "2026-12-10", "resources": "–", "result": "12 силлабус жаңыланды"}, MEASURE],
                  "analysis": "План боюнча иш-чаралар мөөнөтүндө аткарылууда."},
         {"number": "П-2", "title": "Окутуу процессинин иш планы", "plan_kind": "process", "term": "year", "process": "J3", "goals": "Жетишүү – 87,5 %",
          "measures": [MEASURE]})  # fmt: skip
    save("minutes", {"body": "department_meeting", "number": 4, "title": "Тобокелдиктерди кайра баалоо", "date": "2026-11-18", "place": "306-каана",
                     "chair": "Назарова А. К.", "secretary": "Асанов Б. М.", "attendees": [{"position": "доцент", "name": "Осмонова Ж. Т."}],
                     "agenda": [{"question": "Тобокелдик паспортун бекитүү", "speaker": "Назарова А. К.", "heard": "Кафедра башчысы Назарова А. К. "
                                 "тобокелдиктердин тизмесин тааныштырды.", "decided": "Тобокелдик паспорту бекитилсин."}],
                     "decisions": [{"text": "Паспортту сапат бөлүмүнө тапшыруу", "responsible": "Асанов Б. М.", "due": "2026-11-25"}]})  # fmt: skip
    save("action", {"title": "Аккредитацияга даярдык боюнча отчет тапшыруу", "source": "order", "source_record": "№ 204", "responsible": "Назарова А. К.",
                    "due": "2026-10-15", "progress": 60, "evidence": "Долбоор даяр"})  # fmt: skip
    return made


def office_records(ws: Workspace) -> dict[str, str]:
    """Records that the QA office writes; the id of one of each kind, by its kind."""
    made: dict[str, str] = {}

    def save(kind: str, *rows: dict[str, Any]) -> str:
        saved = records.save(ws, kind, [dict(row) for row in rows]).saved
        return made.setdefault(kind, saved[0].key.id)

    programme = save("audit_programme", {
        "title": "2026/27-окуу жылына ички аудиттердин программасы", "period": "2026/27", "goal": "СМСтин ISO 9001:2015 талаптарына шайкештигин баалоо",
        "scope": "Институттар, колледждер жана бөлүмдөр", "criteria": "ISO 9001:2015, СМС жөнүндө жобо", "rationale": "Өткөн жылдын жыйынтыктары, жогорку тобокелдиктер",
    })  # fmt: skip
    audit = save("audit", {
        "programme": programme, "unit_audited": "МТК", "audit_kind": "planned", "processes": ["Билим берүү процесси"], "clauses": ["8.5", "7.2", "9.1"],
        "lead": "Осмонова Ж. Т.", "team": ["Бекова С. А."], "method": "on_site", "month": "2026-11", "dates": ["2026-11-12"],
        "held_from": "2026-11-12", "held_to": "2026-11-13", "period": "2026/27",
    }, {"programme": programme, "unit_audited": "ФИЛ", "audit_kind": "follow_up", "processes": ["Илимий ишмердик"], "clauses": ["10"],
        "lead": "Бекова С. А.", "month": "2027-03", "period": "2026/27"})  # fmt: skip
    save("audit_plan", {
        "audit": audit, "goal": "Окутуу процессинин талаптарга шайкештигин баалоо", "scope": "Кафедранын окутуу жана методикалык иштери",
        "criteria": "ISO 9001:2015; СМС жөнүндө жобо", "basis": "Аудит программасы, № 98 буйрук", "starts_on": "2026-11-12", "ends_on": "2026-11-13",
        "place": "Негизги корпус, 306-каана", "team": [{"name": "Осмонова Ж. Т.", "role": "lead"}, {"name": "Бекова С. А.", "role": "auditor"}],
        "itinerary": [{"process": "Силлабустар жана окуу-методикалык комплекстер", "date": "2026-11-12", "at": "09:30–11:00", "clauses": "8.1, 8.5.1",
                       "auditor": "Осмонова Ж. Т.", "representative": "Назарова А. К.", "where": "306"}],
        "opening": "12.11.2026, 09:00", "closing": "13.11.2026, 16:00", "documents_requested": ["Силлабустар", "Протоколдор"], "language": "кыргызча",
    })  # fmt: skip
    save("nonconformity", {
        "found_on": "2026-11-12", "place": "306-каана", "source": "internal_audit", "situation": "internal_audit", "process": "Билим берүү процесси", "audit": audit,
        "auditor": "Осмонова Ж. Т.", "requirement": "Силлабус жыл сайын кайра каралып, бекитилүүгө тийиш", "clause": "8.5.1",
        "statement": STATEMENT, "evidence": "ОМК № 14, силлабус 04.09.2023; № 1 протокол, 28.08.2026", "class": "minor",
        "correction": "Силлабусту жаңылап, бекитүү", "correction_due": "2026-11-26", "type": "programmes", "cause_category": "implementation",
        "whys": ["Силлабус жаңыланган эмес – эскертүү болгон эмес", "Эскертүү болгон эмес – график жок"], "root_cause": "Силлабустарды кароонун графиги жок",
        "actions": [{**MEASURE, "resources": "–", "expected": "Бардык силлабустар актуалдуу"}], "criterion": "2027-ж. 1-сентябрына карата 100 % силлабус бекитилген",
    } | {"unit": "МТК"})  # fmt: skip
    save("auditor", {
        "name": "Осмонова Ж. Т.", "of_unit": "МТК", "position": "доцент", "grade": "lead", "order": "№ 98, 15.09.2026", "state": "active", "number": "ИА-01",
        "trainings": [{"topic": "ISO 9001:2015 ички аудит", "provider": "«Сапат» борбору", "certificate": "114", "date": "2026-10-09", "valid_to": "2029-10-09"}],
    }, {"name": "Бекова С. А.", "of_unit": "АРБ", "position": "башкы адис", "grade": "auditor", "order": "№ 98, 15.09.2026", "number": "ИА-02"})  # fmt: skip
    save("context", {"factor": "Жайкы аптап ысык окуу имараттарындагы шарттарга таасир этет", "side": "external", "area": "climate", "influence": "negative",
                     "conclusion": "Июнь айындагы сабактар эртең мененки убакытка жылдырылат", "reviewed_on": "2026-09-20"},
         {"factor": "Талапкерлердин саны азайууда", "side": "external", "area": "social", "influence": "negative", "reviewed_on": "2026-09-20"})  # fmt: skip
    save("interested_party", {"name": "Иш берүүчүлөр", "group": "employers", "need": "Практикалык көндүмдөрү бар бүтүрүүчүлөр", "obligation": "implied",
                              "in_qms": "Программаларды иштеп чыгууга катышат", "monitoring": "Жыл сайын сурамжылоо", "reviewed_on": "2026-09-20"},
         {"name": "Студенттер жана ата-энелер", "group": "learners", "need": "Сапаттуу билим", "in_qms": "Сурамжылоолор", "monitoring": "Семестр сайын",
          "reviewed_on": "2026-09-20"})  # fmt: skip
    save("policy", POLICY)
    save("responsibility", {"what": "Ички аудиттерди пландаштыруу", "answered_for": "audit", "clause": "9.2", "leads": "Академиялык саясат бөлүмүнүн башчысы",
                            "carries_out": ["Ички аудиторлор"], "takes_part": ["Бөлүмдөрдүн жетекчилери"], "is_informed": ["Ректор"], "basis": "СМС жөнүндө жобо"},
         {"what": "Тобокелдик паспортун түзүү", "answered_for": "process", "clause": "6.1", "leads": "Кафедра башчысы", "carries_out": ["Кафедранын кызматкерлери"]})  # fmt: skip
    save("decision", {"body": "rectorate", "minutes_number": "№ 7, 16.11.2026", "date": "2026-11-16", "text": "Лабораторияларды жабдуу үчүн каражат бөлүү",
                      "decision_kind": "resource", "of_unit": "МТК", "responsible": "Проректор", "due": "2027-02-01", "state": "not_begun"})  # fmt: skip
    save("person", {"name": "Токтосунов Э. К.", "position": "Академиялык саясат бөлүмүнүн башчысы", "duties": [
        {"position": "Академиялык саясат бөлүмүнүн башчысы", "duty": "qa_head"}]},
         {"name": "Назарова А. К.", "position": "Кафедра башчысы", "duties": [{"position": "Кафедра башчысы", "duty": "head", "of_unit": "МТК"}]})  # fmt: skip
    return made
