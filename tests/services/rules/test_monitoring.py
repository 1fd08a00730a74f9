"""Inspections, analyses, evaluations and measuring resources (6.2.3, 7.1, 9, 10.2 and 11.1 of the manual)."""

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import files, listing, openings, records
from qms_desktop.services.findings import findings
from qms_desktop.services.reports import registry

from .working import change, kept, offers, part_offers, refused, save

INSPECTION = {
    "inspection_kind": "regular", "subject": "Журналдардын толтурулушу", "of_unit": "МТК", "date": "2026-10-05",
    "inspectors": [{"position": "ОСМКБ", "name": "Назарова А."}], "findings": "Эки журнал бош",
}  # fmt: skip
ANALYSIS = {
    "title": "Иш берүүчүлөрдүн талаптары", "analysis_kind": "customer_requirements", "date": "2026-08-20",
    "sources": [{"source": "measurement"}], "results": "Практика аз", "by": "Назарова А. К.",
    "measures": [{"text": "Окуу планды өзгөртүү", "due": "2027-01-01", "responsible": "Декан", "kept_at": "Академиялык бөлүм"}],
}  # fmt: skip


@pytest.mark.requirement("R046")
def test_a_department_enters_data_on_its_processes_and_services_without_a_network_and_hands_them_over(desks):
    card = save(desks.unit, "process", name="Окутуу", number="2.2")
    indicator = save(desks.unit, "indicator", title="Жетишүү", process=card, measured_in="%", target="90")
    save(desks.unit, "measurement", title="Жетишүү", indicator=indicator, measured_on="2026-10-31", entered="81", target="90")
    save(desks.unit, "complaint", group="Студент", voice="complaint", channel="box", text="Суук", received_on="2026-10-05")
    assert listing.records(desks.office, "measurement") == [], "nothing leaves the department before it sends"
    desks.up()
    (measured,) = listing.records(desks.office, "measurement")
    assert (measured["unit"], measured["actual"], measured["deviation"]) == ("МТК", "81", "-9")
    assert [each["text"] for each in listing.records(desks.office, "complaint", unit="МТК")] == ["Суук"]
    by_unit = registry.make(desks.office, "R1", "").tables[0].rows
    assert any(figure.shown.text("ky").startswith("90") for row in by_unit for figure in row[1:] if hasattr(figure, "shown")), "81 of 90"


@pytest.mark.requirement("R038")
def test_an_inspection_is_completed_when_its_agreed_measures_are_done(desks):
    inspection = save(desks.office, "inspection", **INSPECTION)
    assert records.show(desks.office, inspection)["unit"] == "МТК"
    desks.down()
    measure = {"text": "Журналдарды толтуруу", "due": "2026-11-01", "responsible": "Башчы"}
    change(desks.unit, "inspection", inspection, measures=[measure], agreed_by="Башчы", agreed_on="2026-10-06")
    desks.up()
    given = {"id": inspection, "completed": True, "checked_on": "2026-11-02"}
    assert "is not done yet" in refused(records.save, desks.office, "inspection", [given])
    change(desks.unit, "inspection", inspection, measures=[measure | {"state": "done", "evidence": "№ 3 журнал"}])
    desks.up()
    assert "Completion checked on" in refused(records.save, desks.office, "inspection", [{"id": inspection, "completed": True}])
    records.save(desks.office, "inspection", [given])
    assert records.show(desks.office, inspection)["completed"] is True


@pytest.mark.requirement("R085")
def test_the_results_of_an_inspection_are_passed_to_management_with_the_decision(office):
    kept(office, "inspection", **INSPECTION, passed_on="2026-10-20", decision="Айлык көзөмөл киргизилсин", result="partly")


@pytest.mark.requirement("R032", "R034")
def test_teaching_documents_and_course_packs_are_inspected_by_criteria_with_a_result(office):
    offers(office, "inspection", "inspection_kind", "regular class_visit teaching_documents course_packs product infrastructure other")
    kept(office, "inspection", **INSPECTION | {"inspection_kind": "course_packs"}, result="not",
         criteria=[{"text": "Окутуунун натыйжалары", "result": "not", "note": "БКФ жок"}, {"text": "Силлабус", "result": "conforms"}])  # fmt: skip
    part_offers(office, "inspection", "criteria", "result", "conforms partly not")


@pytest.mark.requirement("R135", "R134", "R137")
def test_an_analysis_holds_its_results_who_discussed_it_and_the_actions_with_where_their_proof_is_kept(office):
    minutes = save(office, "minutes", body="methodical_council", number=2, title="Кеңеш", date="2026-08-25")
    shown = kept(office, "analysis", **ANALYSIS, discussed_by="Окуу-усулдук кеңеш", discussed_on="2026-08-25", minutes=minutes)
    assert shown["measures"][0]["kept_at"] == "Академиялык бөлүм"
    empty = records.show(office, save(office, "analysis", title="Бош"))
    assert {"results", "measures"} <= {field.name for field in KINDS["analysis"].missing(empty)}


@pytest.mark.requirement("R136")
def test_the_requirements_of_a_programme_are_analysed_before_teaching_begins(office):
    def doubts(day):
        values = {**ANALYSIS, "analysis_kind": "programme_requirements", "period": "2026/27", "date": day}
        return [found.field for found in findings(KINDS["analysis"], values, office.profile)]

    assert "date" not in doubts("2026-08-20")
    assert "date" in doubts("2026-10-01")


@pytest.mark.requirement("R161")
def test_the_market_of_education_and_the_share_of_the_university_are_analysed(office):
    offers(office, "analysis", "analysis_kind",
           "customer_requirements programme_requirements learning_results assessment market suggestions process")  # fmt: skip
    kept(office, "analysis", **ANALYSIS | {"title": "Университеттин үлүшү", "analysis_kind": "market", "results": "Облуста 34 %, былтыр 31 %"})
    assert [each["results"] for each in listing.records(office, "analysis", search="үлүшү", where=["analysis_kind=market"])] == [
        "Облуста 34 %, былтыр 31 %"]  # fmt: skip


@pytest.mark.requirement("R033")
def test_the_yearly_analysis_of_assessment_stays_with_the_monitoring_data(office, tmp_path):
    analysis = save(office, "analysis", **ANALYSIS | {"analysis_kind": "assessment", "title": "МАКтын отчету"})
    (tmp_path / "мак.pdf").write_bytes(b"%PDF")
    files.attach(office, analysis, [tmp_path / "мак.pdf"])
    assert [file.name for file in files.of_record(office, analysis)] == ["мак.pdf"]


@pytest.mark.requirement("R164", "R165")
def test_an_analysis_draws_on_five_sources_for_seven_purposes(office):
    part_offers(office, "analysis", "sources", "source", "measurement work_control audits actions complaints")
    part_offers(office, "analysis", "purposes", "purpose", "qms processes satisfaction conformity decisions research level")


@pytest.mark.requirement("R164")
@pytest.mark.parametrize(("kind", "values", "source"), [
    ("measurement", {"title": "Жетишүү", "entered": "60", "process": "J3"}, "measurement"),
    ("inspection", {"subject": "Сабактарга катышуу", "of_unit": "МТК", "process": "J3"}, "work_control"),
    ("audit", {"unit_audited": "МТК"}, "audits"), ("external_evaluation", {"title": "Аккредитация"}, "audits"),
    ("corrective_action", {"title": "Окутуу", "process": "J3"}, "actions"),
    ("preventive_action", {"action": "Резерв", "process": "J3"}, "actions"), ("complaint", {"text": "Муздак"}, "complaints"),
])  # fmt: skip
def test_an_analysis_is_begun_from_what_it_draws_on(office, kind, values, source):
    found = records.show(office, save(office, kind, **values))
    analysis = records.show(office, openings.open_from(office, found, "analysis").saved[0].key.id)
    (drawn,) = analysis["sources"]
    assert (drawn["source"], drawn["note"]) == (source, KINDS[kind].title_of(found, office.profile, "ky") or None)
    assert analysis["process"] == found.get("process")


@pytest.mark.requirement("R166")
def test_the_order_of_an_analysis_is_set_by_an_internal_document(office):
    kept(office, "analysis", **ANALYSIS, method="Талдоо тартиби жөнүндө жобо, 3.2: жылына эки жолу")


@pytest.mark.requirement("R168")
def test_seven_areas_are_evaluated(office):
    offers(office, "evaluation", "area", "conformity satisfaction effectiveness planning risks external improvement")
    assert len(KINDS["evaluation"].fields["area"].options) == 7
    kept(office, "evaluation", area="planning", data="Пландын аткарылышы 80 %", judgement="Жакшы", by="Назарова А.", on="2026-12-20")


@pytest.mark.requirement("R121")
def test_measuring_resources_have_evidence_of_fitness(office):
    shown = kept(office, "measuring_resource", name="Тест базасы", purpose="Билимди баалоо", keeper="Асанов А.",
                 evidence="Экспертиза № 4", checked_on="2026-09-01", next_check="2027-09-01", state="fit")  # fmt: skip
    change(office, "measuring_resource", shown["id"], evidence=None)
    assert "evidence" in {field.name for field in KINDS["measuring_resource"].missing(records.show(office, shown["id"]))}


@pytest.mark.requirement("R031", "R152", "R235", "R092", "R023")
def test_self_assessments_and_external_evaluations_are_events_with_report_analysis_and_validity(office):
    offers(office, "external_evaluation", "evaluation_kind", "licensing attestation accreditation self_assessment certification")
    kept(office, "external_evaluation", title="Өзүн өзү баалоо", evaluation_kind="self_assessment", begins_on="2026-09-01",
         report="№ 2 отчет", analysis="Алсыз жактары …", next_due="2027-09-01")  # fmt: skip
    kept(office, "external_evaluation", title="Программалык аккредитация", evaluation_kind="accreditation", agency="EdNet",
         programme="Филология", valid_from="2024-06-01", valid_to="2029-06-01", report="Чечим № 5",
         findings=[{"text": "Практика аз", "clause": "4.2", "measure": "Келишим", "responsible": "Декан", "due": "2027-02-01"}])  # fmt: skip
    found = listing.records(office, "external_evaluation", where=["evaluation_kind=accreditation"])
    assert [each["agency"] for each in found if each["agency"]] == ["EdNet"]


@pytest.mark.requirement("R154")
def test_measurements_and_analyses_are_planned_and_done_or_not_is_shown(office):
    plan = kept(office, "plan", title="Өлчөөлөрдүн планы", plan_kind="monitoring", term="year", measures=[
        {"text": "Студенттерди сурамжылоо", "due": "2026-12-01", "responsible": "Назарова А.", "state": "done"},
        {"text": "Иш берүүчүлөрдү сурамжылоо", "due": "2027-05-01", "responsible": "Карьера борбору", "state": "planned"}])  # fmt: skip
    assert plan["progress"] == "50"


@pytest.mark.requirement("R261")
def test_an_inspection_and_an_analysis_open_measures(office):
    inspection = records.show(office, save(office, "inspection", **INSPECTION))
    action = records.show(office, openings.open_from(office, inspection, "corrective_action").saved[0].key.id)
    assert (action["source"], action["unit"]) == ("inspection", "МТК")
    analysis = records.show(office, save(office, "analysis", **ANALYSIS))
    prevention = records.show(office, openings.open_from(office, analysis, "preventive_action").saved[0].key.id)
    assert prevention["potential"] == "Практика аз"
