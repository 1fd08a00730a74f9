"""Nonconformities as units and the office leave them: found, with their plan, accepted, closed."""

from qms_desktop.services import acts

FOUND = {
    "source": "internal_audit", "situation": "internal_audit", "type": "programmes", "auditor": "Токтогулов А.",
    "requirement": "Талап", "statement": "Журнал толтурулган эмес", "evidence": "Журнал № 3", "class": "minor",
}  # fmt: skip
PLAN = {
    "correction": "Журнал толтурулду", "root_cause": "Жооптуу адам жок", "cause_category": "documentation",
    "criterion": "Бош сап жок", "whys": ["Эч ким жазган эмес", "Буйрук жок"],
}  # fmt: skip
CLOSED = {"implemented": True, "proof": "Буйрук № 12", "verified_by": "Осмонова Ж. Т.", "closed_by": "Осмонова Ж. Т."}


def found(desk, unit, clause, on, due=None, **more):
    actions = [{"text": "Буйрук чыгаруу", "responsible": "Назарова А. К.", "due": due}] if due else []
    (made,) = desk.save("nonconformity", FOUND | PLAN | {"clause": clause, "found_on": on, "actions": actions} | more, unit=unit)
    return made


def agreed(desk, *ids):
    acts.act(desk.ws, "submit", ids)
    acts.act(desk.ws, "accept", ids)
