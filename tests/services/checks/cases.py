"""For each rule of the checks: records in which it finds something, and what sets them right.

Every case has a unit of its own, so that what it finds is told from the rest. `today` is 20.11.2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qms_desktop.services.fingerprints import fingerprint

YEAR = "2026/27"
OLD = "2025-09-15"
PAST = "2026-10-01"
"""A day of this year that is over."""

DONE = {"text": "Семинар", "due": PAST, "responsible": "Назарова А. К.", "state": "done", "evidence": "№ 3 протокол"}
LATE = {"text": "Семинар", "due": PAST, "responsible": "Назарова А. К.", "state": "planned"}


@dataclass
class Case:
    """Records `(kind, key, values)`; the first one is what the rule finds, or its unit where `of_unit`.

    `mended` are values set later by key; a kind with a key that is not there yet makes a record.
    """

    records: list[tuple[str, str, dict[str, Any]]]
    mended: list[tuple[str, str, dict[str, Any]]]
    of_unit: str | None = None
    requires: tuple[str, ...] = ()


def one(kind: str, bad: dict[str, Any], right: dict[str, Any], *requires: str, others: list | None = None) -> Case:
    """One record that is wrong, and the fields that set it right."""
    return Case([(kind, "it", bad), *(others or [])], [(kind, "it", right)], requires=requires)


def unit_lacks(kind: str, made: dict[str, Any], *requires: str) -> Case:
    """The unit has no record of a kind, until it makes one."""
    return Case([], [(kind, "new", made)], of_unit="own", requires=requires)


def office_lacks(kind: str, made: dict[str, Any], *requires: str) -> Case:
    """The office has no record of a kind, until it makes one."""
    return Case([], [(kind, "new", made)], of_unit="office", requires=requires)


def ref(key: str) -> Any:
    """The id of another record of the case."""
    return ("ref", key)


OWN = "the unit of the case"
CARD = {"name": "Окутуу", "period": YEAR}
PASSPORT = {"direction": "education", "period": YEAR}
DIRECTIONS = ("management", "admission", "education", "research", "upbringing", "international", "staff", "resources")
RISK = {"title": "Өрт", "period": YEAR}
AIM = {"title": "Жетүү", "period": YEAR}
DOC = {"title": "Жобо", "code": "Ж-1", "state": "in_force"}
NC = {"statement": "Журнал жок", "found_on": PAST, "period": YEAR}
ANSWERED = NC | {"done_on": PAST, "correction": "Журнал ачылды", "root_cause": "Жооптуу адам дайындалган эмес",
                 "criterion": "Үч айда бир да өткөрүү жок", "actions": [{"text": "Буйрук чыгаруу", "due": "2027-01-10"}]}  # fmt: skip
AUDIT = {"unit_audited": "САБ", "period": YEAR}
AUDITOR = {"name": "Токтосунов Т. Т.", "of_unit": "МТК", "trainings": [{"topic": "ISO 19011", "date": OLD}], "state": "active"}
MEASURED = {"title": "Үлүш", "process": ref("card"), "frequency": "month", "period": YEAR}
SURVEY = {"title": "Студенттер", "group": "students", "period": YEAR, "state": "analysed"}

CASES: dict[str, Case] = {
    # --- processes
    "process.no_card": Case([], [], of_unit="office"),
    "process.no_owner": one("process", CARD, {"owners": [{"position": "Декан", "name": "Асанов Б."}]}, "R247"),
    "process.no_indicator": one("process", CARD, {"indicators": ["Үлүш"]}, "R247"),
    "process.no_inputs": one("process", CARD, {"inputs": ["Стандарт"]}, "R247"),
    "process.no_outputs": one("process", CARD, {"outputs": ["Бүтүрүүчү"]}, "R247"),
    "process.no_resources": one("process", CARD, {"resources": ["Китепкана"]}, "R247"),
    "process.no_purpose": one("process", CARD, {"purpose": "Окутуу"}, "R247"),
    "process.vacant": one("process", CARD | {"owners": [{"position": "Декан", "name": ""}]},
                          {"owners": [{"position": "Декан", "name": "Асанов Б."}]}, "R221"),
    "process.owner_left": one("process", CARD | {"owners": [{"position": "Декан", "name": "Асанов Б."}]},
                              {"owners": [{"position": "Декан", "name": "Назарова А. К."}]},
                              others=[("person", "gone", {"name": "Асанов Б.", "position": "Декан", "left_on": PAST})]),
    "process.everybody": one("process", CARD | {"owners": [{"position": "Бардык окутуучулар"}]}, {"owners": [{"position": "Декан"}]}),
    "process.same_number": one("process", CARD | {"number": "1.3"}, {"number": "1.4"}, "R219",
                               others=[("process", "other", {"name": "Тарбия", "number": "1.3", "period": YEAR})]),
    "process.no_clause": one("process", CARD, {"clauses": ["8.5"]}),
    "process.no_risk": Case([("process", "it", CARD)], [("risk", "new", RISK | {"process": ref("it")})]),
    "process.no_work_plan": Case([("process", "it", CARD)], [("plan", "new", {
        "title": "План", "plan_kind": "process", "process": ref("it"), "period": YEAR})], requires=("R173",)),
    "process.review_late": one("process", CARD | {"review_due": PAST}, {"review_due": "2027-10-01"}),
    "indicator.no_method": one("indicator", {"title": "Үлүш", "period": YEAR}, {"method": "Санак"}, "R171"),
    "indicator.no_target": one("indicator", {"title": "Үлүш", "period": YEAR}, {"target": "90"}),
    "indicator.not_measured": Case([("indicator", "it", MEASURED), ("process", "card", CARD)], [("measurement", "new", {
        "title": "Үлүш", "indicator": ref("it"), "measured_on": "2026-10-20", "period": YEAR})], requires=("R172", "R256")),
    "objective.not_measured": Case([("objective", "it", AIM | {"frequency": "month"})], [("measurement", "new", {
        "title": "Үлүш", "objective": ref("it"), "measured_on": "2026-10-20", "period": YEAR})], requires=("R256",)),
    # --- risks
    "risk.no_measure": one("risk", RISK, {"measures": [DONE]}),
    "risk.no_responsible": one("risk", RISK, {"responsible": ["Декан"]}, "R093"),
    "risk.measure_of_nobody": one("risk", RISK | {"measures": [{"text": "Семинар"}]}, {"measures": [DONE]}, "R093"),
    "risk.overdue": one("risk", RISK | {"measures": [LATE]}, {"residual_comment": "Акча бөлүнгөн жок"}, "R311"),
    "opportunity.overdue": one("opportunity", {"title": "Грант", "period": YEAR, "measures": [LATE]}, {"measures": [DONE]}),
    "risk.not_rated": one("risk", RISK, {"likelihood": 2, "consequence": 3}),
    "risk.old_rating": one("risk", RISK | {"assessed_on": OLD}, {"assessed_on": PAST}),
    "risk.no_residual": one("risk", RISK | {"measures": [DONE]}, {"residual_likelihood": 1, "residual_consequence": 2}),
    "risk.not_lower": one("risk", RISK | {"likelihood": 2, "consequence": 3, "residual_likelihood": 2, "residual_consequence": 3},
                          {"residual_comment": "Кыш өттү"}, "R285"),
    "risk.critical": one("risk", RISK | {"likelihood": 1, "consequence": 5}, {"consequence": 4}),
    "risk.one_person": Case(
        [("risk", f"r{n}", RISK | {"responsible": ["Декан"]}) for n in range(5)],
        [("risk", "r0", {"responsible": ["Башчы"]})], of_unit="own"),
    "risk.outside_passport": one("risk", RISK, {"passport": ref("p")}, "R250",
                                 others=[("passport", "p", PASSPORT)]),
    "passport.missing": unit_lacks("passport", PASSPORT, "R250", "R265"),
    "passport.direction_missing": Case(
        [("unit", "u", {"code": OWN, "type": "department", "directions": [{"direction": "education"}, {"direction": "research"}]}),
         ("passport", "p", PASSPORT)],
        [("passport", "new", PASSPORT | {"direction": "research"})], of_unit="own", requires=("R250", "R265")),
    "passport.uncovered": Case([], [("passport", key, PASSPORT | {"direction": key}) for key in DIRECTIONS], of_unit="office", requires=("R250",)),
    "passport.double": Case([("passport", "it", PASSPORT), ("passport", "other", PASSPORT)], [("passport", "it", {"direction": "research"})],
                            requires=("R250",)),
    "passport.empty": Case([("passport", "it", PASSPORT)], [("risk", "new", RISK | {"passport": ref("it")})], requires=("R250",)),
    "register.not_entered": Case(
        [("risk", "it", RISK | {"likelihood": 4, "consequence": 5, "submission": {"version": "v", "period": YEAR},
                                "verdict": {"version": "v", "result": "accepted"}})],
        [("register_entry", "new", {"title": "Өрт", "period": YEAR, "sources": [{"risk": ref("it")}]})]),
    "register.rated_otherwise": one(
        "register_entry", {"title": "Өрт", "period": YEAR, "likelihood": 2, "consequence": 2, "sources": [{"risk": ref("own")}]},
        {"rating_reason": "Сигнализация орнотулду"}, others=[("risk", "own", RISK | {"likelihood": 4, "consequence": 5})]),
    # --- policy, objectives, plans
    "policy.none": office_lacks("policy", {"title": "Саясат", "state": "in_force"}),
    "policy.unknown": one("policy", {"title": "Саясат", "state": "in_force"}, {"communications": [{"audience": "кызматкерлер"}]}),
    "context.no_climate": office_lacks("context", {"factor": "Климат", "area": "climate", "conclusion": "Маанилүү эмес"}),
    "context.no_conclusion": one("context", {"factor": "Мыйзам", "period": YEAR}, {"conclusion": "Окуу планы өзгөрөт"}),
    "unit.no_objectives": unit_lacks("objective", AIM, "R080"),
    "objective.no_target": one("objective", AIM, {"target": "90"}),
    "objective.no_baseline": one("objective", AIM, {"baseline": "80"}),
    "objective.no_indicator": one("objective", AIM, {"indicator": "Үлүш"}),
    "objective.no_policy": one("objective", AIM, {"policy_point": "2"}),
    "objective.no_cascade": one("objective", AIM | {"level": "unit"}, {"strategic_direction": "Билим берүү"}),
    "objective.no_responsible": one("objective", AIM, {"responsible": "Декан"}, "R093"),
    "objective.measure_of_nobody": one("objective", AIM | {"measures": [{"text": "Курс"}]}, {"measures": [DONE]}, "R093"),
    "objective.overdue": one("objective", AIM | {"measures": [LATE]}, {"measures": [DONE]}),
    "objective.no_result": one("objective", AIM | {"due": PAST}, {"entered": "90"}),
    "objective.unexplained": one("objective", AIM | {"due": PAST, "target": "90", "entered": "80"}, {"deviation_cause": "Кабыл алуу аз"}),
    "objective.undecided": one("objective", AIM | {"target": "90", "entered": "45", "due": PAST}, {"decision": "continue"}),
    "objective.target_moved": one("objective", AIM | {"target": "70"}, {"target": "90"}, others=[
        ("measurement", "m", {"title": "Үлүш", "objective": ref("it"), "target": "90", "measured_on": PAST, "period": YEAR})]),
    "objective.no_counts": one("objective", AIM | {"measured_in": "%", "entered": "80"}, {"numerator": "8", "denominator": "10"}),
    "measurement.no_counts": one("measurement", {"title": "Үлүш", "period": YEAR, "measured_in": "пайыз", "entered": "80"},
                                 {"numerator": "8", "denominator": "10"}),
    "objective.other_year": one("objective", AIM | {"period": "2026"}, {"period": YEAR}),
    "measurement.other_year": one("measurement", {"title": "Үлүш", "period": "2026"}, {"period": YEAR}),
    "plan.not_discussed": one("plan", {"title": "План", "plan_kind": "qms", "period": YEAR}, {"discussed_on": PAST}, "R104"),
    "plan.not_approved": one("plan", {"title": "План", "plan_kind": "qms", "period": YEAR}, {"approved_on": PAST}, "R104"),
    "plan.overdue": one("plan", {"title": "План", "period": YEAR, "measures": [LATE]}, {"measures": [DONE]}),
    "calendar.not_confirmed": Case([], [], of_unit="office"),
    # --- documents
    "document.review_late": one("document", DOC | {"review_due": PAST}, {"review_due": "2027-10-01"}, "R043"),
    "document.no_keeper": one("document", DOC, {"keeper": "Мурзаева Г."}, "R063"),
    "document.no_code": one("document", DOC | {"code": None}, {"code": "Ж-2"}),
    "document.no_order": one("document", DOC, {"approval": "№ 3 буйрук"}),
    "document.no_clause": one("document", DOC, {"clauses": ["7.5"]}),
    "document.not_acquainted": one("acquaintance", {"subject": "Жобо", "document": ref("d"), "due": PAST, "people": [{"name": "Асанов Б."}]},
                                   {"people": [{"name": "Асанов Б.", "date": PAST}]}, "R079", others=[("document", "d", DOC)]),
    "document.newcomers": one("acquaintance", {"document": ref("d"), "subject": "Жобо", "people": [{"name": "Асанов Б.", "date": PAST}]},
                              {"people": [{"name": "Асанов Б.", "date": PAST}, {"name": "Назарова А. К.", "date": PAST}]}, others=[
                                  ("document", "d", DOC), ("person", "p", {"name": "Назарова А. К.", "position": "Окутуучу"})]),
    "document.old_copy": one("document_copy", {"document": ref("d"), "edition": 1, "recipient": "Декан"}, {"returned_on": PAST}, "R072",
                             others=[("document", "d", DOC | {"edition": 2})]),
    "document.dead_copy": one("document_copy", {"document": ref("d"), "recipient": "Декан"}, {"returned_on": PAST},
                              others=[("document", "d", DOC | {"state": "superseded"})]),
    "change.no_basis": one("change_entry", {"document": ref("d"), "date": PAST, "text": "6-пункт", "change_kind": "change", "approved_by": "Ректор"},
                           {"basis": "№ 12 буйрук"}, others=[("document", "d", DOC)]),
    "change.entered_late": one("change_entry", {"document": ref("d"), "approved_on": "2026-09-18", "date": PAST, "text": "6-пункт"},
                               {"date": "2026-09-25"}, others=[("document", "d", DOC)]),
    "document.copy_unchanged": one(
        "document_copy", {"document": ref("d"), "recipient": "Декан", "issued_on": OLD}, {"issued_on": PAST}, "R072",
        others=[("document", "d", DOC), ("change_entry", "c", {"document": ref("d"), "date": "2026-09-05", "text": "6-пункт",
                                                                "change_kind": "change", "approved_by": "Ректор"})]),
    "document.five_changes": Case(
        [("document", "it", DOC | {"valid_from": OLD}),
         *(("change_entry", f"c{n}", {"document": ref("it"), "date": PAST, "text": "6-пункт"}) for n in range(5))],
        [("document", "it", {"valid_from": "2026-10-02"})]),
    "document.agreement_open": one("agreement", {"subject": "Жобо", "sent_on": PAST, "rows": [{"name": "Асанов Б."}]},
                                   {"rows": [{"name": "Асанов Б.", "opinion": "agrees"}]}),
    "external.check_late": one("external_document", {"title": "ISO 9001", "review_due": PAST}, {"review_due": "2027-10-01"}),
    "keeping.over": Case([("nonconformity", "it", NC | {"period": "2018/19", "closed_on": "2019-06-01"})],
                         [("destruction_list", "new", {"title": "Тизме", "drawn_up_on": "2026-11-20"})], of_unit="own", requires=("R264",)),
    # --- nonconformities and actions
    "nc.unanswered": one("nonconformity", NC, ANSWERED),
    "nc.no_evidence": one("nonconformity", NC | {"requirement": "ISO 9001, 7.5.3"}, {"evidence": "12-бөлмөдө журнал жок"}),
    "nc.advice": one("nonconformity", NC | {"statement": "Журнал ачуу сунушталат"}, {"statement": "Журнал жок"}),
    "nc.no_correction": one("nonconformity", NC | {"done_on": PAST}, {"correction": "Журнал ачылды"}),
    "nc.no_cause": one("nonconformity", NC | {"done_on": PAST}, {"root_cause": "Буйрук жок"}),
    "nc.no_action": one("nonconformity", NC | {"done_on": PAST}, {"no_action_reason": "Бир жолку окуя"}, "R200"),
    "nc.no_criterion": one("nonconformity", NC | {"done_on": PAST}, {"criterion": "Кайталанган жок"}),
    "nc.cause_repeats": one("nonconformity", NC | {"correction": "Журнал ачылды", "root_cause": "журнал  ачылды"},
                            {"root_cause": "Жооптуу адам дайындалган эмес"}),
    "nc.cause_restates": one("nonconformity", NC | {"root_cause": "журнал жок"}, {"root_cause": "Жооптуу адам дайындалган эмес"}),
    "nc.action_repeats": one("nonconformity", NC | {"correction": "Журнал ачылды", "actions": [{"text": "журнал ачылды."}]},
                             {"actions": [{"text": "Жооптуу адам дайындоо"}]}),
    "nc.blames": one("nonconformity", NC | {"root_cause": "Кызматкердин кунт койбогондугу"}, {"root_cause": "Текшерүү тартиби жок"}),
    "nc.correction_late": one("nonconformity", NC | {"correction_due": PAST}, {"correction_done_on": PAST}),
    "nc.action_late": one("nonconformity", NC | {"actions": [{"text": "Буйрук", "due": PAST}]}, {"done_on": PAST}),
    "nc.effect_due": one("nonconformity", ANSWERED | {"done_on": "2026-08-01"}, {"effective": "effective"}),
    "nc.closed_no_evidence": one("nonconformity", ANSWERED | {"closed_on": PAST}, {"proof": "№ 3 буйрук"}),
    "nc.closed_no_effect": one("nonconformity", ANSWERED | {"closed_on": PAST}, {"effective": "effective"}),
    "nc.risk_forgotten": one("nonconformity", ANSWERED | {"closed_on": PAST}, {"risk_update": "not_needed"}),
    "nc.repeated": one("nonconformity", NC | {"repeat_of": ref("old")}, {"closed_on": "2026-11-10"},
                       others=[("nonconformity", "old", ANSWERED | {"found_on": OLD})]),
    "action.no_criterion": one("corrective_action", {"title": "Буйрук", "period": YEAR}, {"criterion": "Кайталанган жок"}),
    "action.no_cause": one("corrective_action", {"title": "Буйрук", "period": YEAR}, {"cause": "Жооптуу жок"}, "R015"),
    "action.late": one("corrective_action", {"title": "Буйрук", "due": PAST}, {"done_on": PAST}),
    "action.effect_due": one("corrective_action", {"title": "Буйрук", "done_on": "2026-08-01"}, {"effective": "effective"}),
    "preventive.missing": unit_lacks("preventive_action", {"potential": "Өрт", "period": YEAR}, "R205"),
    "preventive.late": one("preventive_action", {"potential": "Өрт", "due": PAST}, {"done_on": PAST}),
    # --- audits
    "audit.no_programme": office_lacks("audit_programme", {"title": "Программа", "period": YEAR}, "R178"),
    "audit.programme_draft": one("audit_programme", {"title": "Программа", "period": YEAR}, {"approved_on": PAST}, "R178"),
    "audit.late": one("audit", AUDIT | {"dates": [PAST], "state": "planned"}, {"held_from": PAST}, "R187"),
    "audit.report_late": Case([("audit", "it", AUDIT | {"held_from": PAST, "held_to": PAST})], [("audit_report", "new", {
        "audit": ref("it"), "prepared_on": PAST})], requires=("R187",)),
    "audit.outside_programme": one("audit", AUDIT, {"programme": ref("p")}, "R257",
                                   others=[("audit_programme", "p", {"title": "Программа", "period": YEAR, "approved_on": PAST})]),
    "audit.no_plan": Case([("audit", "it", AUDIT | {"held_from": PAST})], [("audit_plan", "new", {
        "audit": ref("it"), "approved_on": PAST, "starts_on": PAST, "sent_on": OLD})]),
    "audit.plan_late": one("audit_plan", {"audit": ref("a"), "starts_on": PAST, "sent_on": "2026-09-28"}, {"sent_on": "2026-09-20"},
                           others=[("audit", "a", AUDIT)]),
    "audit.plan_unknown": one("audit_plan", {"audit": ref("a"), "starts_on": PAST, "sent_on": "2026-09-20", "approved_on": "2026-09-18"},
                              {"acknowledged_on": "2026-09-22"}, others=[("audit", "a", AUDIT)]),
    "audit.unit_left_out": Case([("audit_programme", "p", {"title": "Программа", "period": YEAR, "approved_on": PAST})],
                                [("audit", "new", {"unit_audited": OWN, "period": YEAR})], of_unit="own"),
    "audit.clauses_left_out": Case([("audit", "a", AUDIT | {"clauses": ["4", "5", "6", "7", "8", "9"]})],
                                   [("audit", "new", AUDIT | {"clauses": ["10"]})], of_unit="office"),
    "audit.load": Case([("audit", f"a{n}", AUDIT | {"lead": "Токтосунов Т. Т.", "month": "2026-10"}) for n in range(5)],
                       [("audit", "a0", {"month": "2026-11"})], of_unit="office"),
    "audit.untrained": one("audit", AUDIT | {"lead": "Сыдыков С. С."}, {"lead": "Токтосунов Т. Т."}, "R186",
                           others=[("auditor", "trained", AUDITOR)]),
    "audit.led_by_another": Case([("audit", "it", AUDIT | {"lead": "Жакыпов Ж. Ж."}), ("auditor", "a", AUDITOR | {
        "name": "Жакыпов Ж. Ж.", "grade": "auditor"})], [("auditor", "a", {"grade": "lead", "audits_before": 3})]),
    "auditor.unpractised": one("auditor", AUDITOR | {"name": "Усенов У. У.", "grade": "lead"}, {"audits_before": 3}),
    "audit.dependent": one("audit", AUDIT | {"unit_audited": "МТК", "lead": "Токтосунов Т. Т."}, {"unit_audited": "САБ"}, "R185",
                           others=[("auditor", "own", AUDITOR)]),
    "checklist.no_evidence": one("checklist_item", {"question": "?", "verdict": "conforms", "period": YEAR}, {"evidence": "№ 2 журнал"}),
    "checklist.no_protocol": Case(
        [("checklist_item", "it", {"question": "?", "verdict": "minor_nc", "evidence": "жок", "audit": ref("a"), "period": YEAR}),
         ("audit", "a", AUDIT)],
        [("nonconformity", "new", NC | {"checklist_item": ref("it")})]),
    # --- people
    "survey.no_counts": one("survey", SURVEY, {"population": 200, "answered": 150}),
    "survey.no_action": one("survey", SURVEY, {"measures": [{"text": "Китеп алуу"}]}),
    "complaint.late": one("complaint", {"text": "Суук", "due": PAST, "period": YEAR}, {"answered_on": PAST}),
    "students.no_meeting": office_lacks("student_meeting", {"subject": "Сапат", "date": PAST, "period": YEAR}, "R158"),
    "training.no_effect": one("training", {"topic": "ISO", "held_to": "2026-06-01", "participants": [{"name": "Асанов Б."}]},
                              {"participants": [{"name": "Асанов Б.", "effect": "effective"}]}),
    "competence.gap": one("competence", {"position": "Лаборант", "gap": "Тил", "period": YEAR}, {"action": "Курс"}),
    "provider.late": one("provider", {"name": "ЖЧК", "next_due": PAST}, {"next_due": "2027-10-01"}),
    "measuring.late": one("measuring_resource", {"name": "Тараза", "state": "fit", "next_check": PAST}, {"next_check": "2027-10-01"}),
    # --- management
    "review.old": office_lacks("review", {"title": "Анализ", "period": YEAR, "approved_on": PAST}, "R259"),
    "review.inputs": one("review", {"title": "Анализ", "period": YEAR}, {"inputs": "all"}),
    "review.figures_changed": Case(
        [("review", "it", {"title": "Анализ", "period": "2025/26", "package": ref("p")}),
         ("report_package", "p", {"title": "Анализ", "report": "R17", "figures": {"v": 1, "items": [], "fingerprint": "0"}})],
        [("report_package", "p", {"figures": {"v": 1, "items": [], "fingerprint": fingerprint([])}})]),
    "decision.late": one("decision", {"text": "Сатып алуу", "due": PAST}, {"done_on": PAST}),
    "task.late": one("action", {"title": "Сатып алуу", "due": PAST}, {"due_extended": "2027-01-10"}),
    "change.not_evaluated": one("planned_change", {"title": "Бириктирүү", "due": PAST}, {"carried_out_on": PAST}),
    # --- who answers
    "measure.of_nobody": one("inspection", {"subject": "Сабак", "date": PAST, "period": YEAR, "measures": [{"text": "Журнал"}]},
                             {"measures": [DONE]}, "R093"),
    # --- letters
    "text.look_alike": one("risk", RISK | {"title": "Өpт"}, {"title": "Өрт"}),
    "text.names": one("risk", RISK | {"responsible": ["Назарова А.К."]}, {"responsible": ["Назарова А. К."]},
                      others=[("objective", "o", AIM | {"responsible": "Назарова А. К."}),
                              ("process", "p", CARD | {"owners": [{"position": "Башчы", "name": "Назарова А. К."}]})]),
}  # fmt: skip
