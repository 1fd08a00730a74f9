"""Ф-04: what the units' passports say becomes the university's register, by a person's choice."""

import pytest

from qms_desktop.services import records, university_risks
from tests.services.rules.working import change, move, refused, save

RISK = {"title": "Өрт", "category": "technical", "process": "J3", "cause": "Зымдар эски", "likelihood": 3, "consequence": 3,
        "responsible": ["Башчы"], "deadline": "Жыл сайын", "period": "2026/27", "measures": [{"text": "Зымдарды алмаштыруу"}]}  # fmt: skip


@pytest.fixture
def risks(office):
    """The same risk in two units, the second's rating higher; and another one."""
    return [
        save(office, "risk", unit="АРБ", **RISK),
        save(office, "risk", unit="РЕК", **RISK | {"title": "Өрт коркунучу", "likelihood": 4, "consequence": 4, "responsible": ["Комендант"], "measures": [
            {"text": "зымдарды алмаштыруу"}, {"text": "Сигнализация", "state": "done"}, {"text": "Машыгуу"}]}),
        save(office, "risk", unit="АРБ", **RISK | {"title": "Суу"}),
    ]  # fmt: skip


@pytest.mark.requirement("R251")
def test_risks_that_a_person_takes_for_one_become_one_entry_with_the_highest_rating(office, risks):
    entry = records.show(office, university_risks.take_up(office, risks[:2]).saved[0].key.id)
    assert (entry["title"], entry["likelihood"], entry["consequence"], entry["period"]) == ("Өрт коркунучу", 4, 4, "2026/27")
    assert entry["responsible"] == ["Комендант", "Башчы"]
    assert [measure["text"] for measure in entry["measures"]] == ["зымдарды алмаштыруу", "Машыгуу"], "open ones, each once"
    assert [(source["risk"], source["of_unit"]) for source in entry["sources"]] == [(risks[0], "АРБ"), (risks[1], "РЕК")]
    assert entry["number"] == 1
    assert "stands in the register already, as No. 1" in refused(university_risks.take_up, office, [risks[2], risks[0]])
    assert records.show(office, university_risks.take_up(office, [risks[2]]).saved[0].key.id)["number"] == 2


def test_only_the_office_takes_up_and_only_of_one_period(office, risks, shared):
    older = save(office, "risk", unit="АРБ", **RISK | {"period": "2025/26"})
    assert refused(university_risks.take_up, office, [risks[0], older]) == "The risks chosen are of several periods."
    assert "QA office keeps" in refused(university_risks.take_up, shared("МТК"), risks)
    assert refused(university_risks.take_up, office, []) == "Choose one risk, or several that are one."


def test_a_rating_that_differs_from_the_passports_needs_a_reason(office, risks):
    entry = university_risks.take_up(office, risks[:2]).saved[0].key.id
    change(office, "register_entry", entry, likelihood=2, consequence=2, discussed_by="Кеңеш, № 3", discussed_on="2026-10-01")
    assert "the passports behind it say 16, the register 4" in refused(move, office, "approve", entry)
    change(office, "register_entry", entry, rating_reason="Сигнализация бүт корпустарда орнотулду")
    assert move(office, "approve", entry) == "approved"
