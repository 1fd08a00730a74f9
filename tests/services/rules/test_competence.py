"""Competence and training of staff (9.2.2 of the manual, 2.2 of the regulation): Ф-19 and what proves it."""

import pytest

from qms_desktop.core.profile import load_profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import listing, records

from .working import change, kept, move, offers, part_offers, save

HELD = {"topic": "СМСтин негиздери", "training_form": "qms", "basis": "plan", "provider": "Сапат бөлүмү", "held_from": "2026-10-12",
        "held_to": "2026-10-12"}  # fmt: skip
PEOPLE = [{"name": "Асанов А.", "position": "Окутуучу"}, {"name": "Бекова Б.", "position": "Лаборант"}]


@pytest.mark.requirement("R111", "R131")
def test_evidence_of_competence_is_kept_by_employee(office):
    part_offers(office, "competence", "evidence", "evidence_kind", "t2 diploma certificate attestation")
    kept(office, "competence", position="Окутуучу", person="Асанов А.",
         evidence=[{"text": "№ 123, 2019-06-30", "evidence_kind": "diploma"}])  # fmt: skip
    assert [each["position"] for each in listing.records(office, "competence", search="Асанов")] == ["Окутуучу"]


@pytest.mark.requirement("R112")
def test_a_training_is_evaluated_when_its_effect_on_everybody_is_judged(office):
    training = save(office, "training", **HELD, participants=PEOPLE)
    shown = records.show(office, training)
    assert (shown["stage"], shown["evaluated"]) == ("held", "0")
    judged = [person | {"effect": "effective", "method": "test", "evaluated_by": "Башчы"} for person in shown["participants"]]
    assert change(office, "training", training, participants=[judged[0], shown["participants"][1]])["evaluated"] == "50"
    shown = change(office, "training", training, participants=judged)
    assert (shown["stage"], shown["evaluated"]) == ("evaluated", "100")


@pytest.mark.requirement("R116", "R236")
def test_training_on_the_system_is_recorded_for_every_employee_with_date_and_topic(shared):
    unit = shared("ТАР")
    kept(unit, "training", **HELD, participants=PEOPLE)
    kept(unit, "training", **HELD | {"topic": "Тобокелдиктер", "held_from": "2026-11-02"}, participants=PEOPLE[:1])
    of_one = listing.records(unit, "training", search="Асанов", where=["training_form=qms"])
    assert [(each["held_from"], each["topic"]) for each in of_one] == [("2026-10-12", HELD["topic"]), ("2026-11-02", "Тобокелдиктер")]
    assert len(listing.records(unit, "training", search="Бекова")) == 1


@pytest.mark.requirement("R113")
def test_a_position_has_its_requirements(office):
    part_offers(office, "competence", "requirements", "requirement_kind", "education degree experience skills hours")
    wanted = [{"required": "PhD", "requirement_kind": "degree", "actual": "магистр", "met": False}]
    kept(office, "competence", position="Доцент", requirements=wanted, gap="Даражасы жок")


@pytest.mark.requirement("R114")
def test_the_next_evaluation_of_an_employee_has_its_day(office):
    kept(office, "competence", position="Методист", evaluation_due="2027-05-01")


@pytest.mark.requirement("R115")
def test_a_class_visit_is_recorded_with_its_analysis(office):
    kept(office, "inspection", inspection_kind="class_visit", subject="Математика сабагы", of_unit="МТК", date="2026-10-05",
         inspectors=[{"position": "ОСМКБ", "name": "Назарова А."}], findings="План бар", analysis="Активдүү метод жетишсиз")  # fmt: skip


@pytest.mark.requirement("R117")
def test_a_need_of_training_names_the_risk_that_caused_it(shared):
    unit = shared("ТАР")
    risk = save(unit, "risk", title="Цифралык көндүм жетишсиз")
    kept(unit, "training", **HELD | {"basis": "risk"}, risk=risk)


@pytest.mark.requirement("R118")
def test_informal_training_needs_no_certificate(shared):
    unit = shared("ТАР")
    training = save(unit, "training", **HELD | {"training_form": "informal"}, participants=PEOPLE)
    assert move(unit, "submit", training) == "submitted"
    assert records.show(unit, training)["stage"] == "held"


@pytest.mark.requirement("R040")
def test_seminars_and_meetings_on_quality_have_participants(office):
    kept(office, "training", **HELD | {"training_form": "seminar"}, participants=PEOPLE)


@pytest.mark.requirement("R120")
def test_matrices_job_descriptions_journals_and_training_plans_are_kinds_of_records(office):
    assert "Ф-19" in KINDS["competence"].forms
    assert load_profile("oshsu").document_kind("Кызматтык инструкциялар").level == "3"
    offers(office, "document", "category", "records")
    offers(office, "plan", "plan_kind", "training")
