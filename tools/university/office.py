"""What the QA office itself writes in a year: policy, the register of risks, external documents, the management review."""

from __future__ import annotations

from qms_desktop.exchange.hierarchy import ALL
from tools.university.writer import Season

OFFICE = "office"
INPUTS = ("a", "b", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "d", "e", "f")


def year(s: Season) -> None:
    """`s` is of the QA office; its head is written where a person is asked for."""
    for row in s.rows["policy"]:
        s.add("policy", row | {
            "edition": s.first.year - 2019, "state": "in_force" if not s.is_over() else "superseded", "approved_on": s.day(5),
            "approved_by": "Ректор", "valid_from": s.day(6), "review_due": s.day(364),
        }, unit=ALL)  # fmt: skip
    _register(s)
    for kind in ("external_document", "measuring_resource", "external_evaluation", "planned_change"):
        for row in s.rows[kind]:
            s.add(kind, row | _OWN[kind](s), unit=ALL if kind == "external_document" else s.unit.code)
    if s.past(330):
        _review(s)


def _register(s: Season) -> None:
    for number, _turn in enumerate(s.times(30), 1):
        row = s.row("register_entry") if s.chance.random() < 0.5 else s.row("risk")
        done = s.past(200)
        s.add("register_entry", {name: value for name, value in row.items() if name not in ("residual_score", "deadline")} | {
            "number": number, "title": s.own(row["title"]), "process": s.chance.choice(s.profile.processes).id, "deadline": s.day(330),
            "measures": s.measures([each if isinstance(each, dict) else {"text": each} for each in row["measures"]]),
            "residual_likelihood": 2 if done else None, "residual_consequence": 3 if done else None,
            "discussed_on": s.past(60), "discussed_by": "Окумуштуулар кеңеши", "approved_on": s.past(65), "approved_by": "Ректор",
            "replaced_on": s.past(366), "sources": [{"risk": risk, "of_unit": s.unit.code} for risk in s.risks[:1]],
        }, unit=ALL)  # fmt: skip


def _review(s: Season) -> None:
    review = s.add("review", {
        "number": f"ЖА-{s.first.year}", "title": f"{s.period} окуу жылынын жетекчилик тарабынан талдоосу", "inputs": [
            {"input": key, "comment": "Маалымат реестрлерден алынды"} for key in INPUTS],
        "effectiveness": "Система натыйжалуу", "objectives": "Максаттардын көбү аткарылды", "resources": "Ресурстар негизинен жетиштүү",
        "suitability": "Ылайыктуу", "adequacy": "Жетиштүү", "prepared_by": s.head, "prepared_on": s.day(300), "agreed_by": "Проректор",
        "agreed_on": s.day(310), "discussed_on": s.day(320), "discussed_by": "Окумуштуулар кеңеши", "approved_on": s.past(330),
        "approved_by": "Ректор", "closed_on": s.past(360), "next_due": s.day(690),
    }, unit=OFFICE)  # fmt: skip
    for row in s.rows["decision"]:
        s.add("decision", row | {
            "body": "management_review", "review": review, "date": s.day(330), "of_unit": s.unit.code, "due": s.day(450),
            "state": "done" if s.past(450) else "in_progress", "done_on": s.past(450),
        })  # fmt: skip


_OWN = {
    "external_document": lambda s: {"in_date": s.day(12), "keeper": s.head, "review_due": s.day(377),
                                    "checks": [{"note": "өзгөрүү жок", "on": s.day(12), "by": s.head}]},
    "measuring_resource": lambda s: {"keeper": s.head, "checked_on": s.day(30), "next_check": s.day(395)},
    "external_evaluation": lambda s: {"begins_on": s.day(200), "ends_on": s.day(204), "valid_from": s.past(230), "valid_to": s.day(2055)},
    "planned_change": lambda s: {"responsible": s.head, "due": s.day(250), "approved_on": s.past(70), "approved_by": "Ректор",
                                 "carried_out_on": s.past(240)},
}  # fmt: skip
"""What each of these needs beside its row."""
