"""What audits, findings and nonconformities hold (6.2.3, 9.5, 11.2 and 12 of the manual)."""

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import acts, listing, openings, records, references
from qms_desktop.services.printing import print_form
from tests.paper.conftest import Paper

from .working import change, kept, move, offers, part_offers, refused, save

FOUND = {"statement": "Журнал бош", "evidence": "Журнал № 3", "requirement": "7.5.3", "clause": "7.5.3", "class": "minor"}


@pytest.fixture
def oshsu(shared):
    return shared(institution="oshsu")


@pytest.mark.requirement("R014")
def test_a_nonconformity_names_the_requirement_that_is_not_fulfilled(office):
    document = save(office, "document", code="ЖБ-14", title="Жобо")
    found = kept(office, "nonconformity", **FOUND, document=document, unit="МТК")
    assert [(link.kind, link.id) for link in references.links(office, found) if link.named] == [("document", document)]
    assert listing.records(office, "nonconformity", search="7.5.3")
    shown = change(office, "nonconformity", found["id"], requirement=None)
    assert "requirement" in {field.name for field in KINDS["nonconformity"].missing(shown)}
    assert "Requirement" in refused(acts.act, office, "submit", [found["id"]])


@pytest.mark.requirement("R153")
def test_the_protocol_names_the_internal_document_that_is_not_followed(office, tmp_path):
    document = save(office, "document", code="ЖБ-153", title="Журналдар жөнүндө жобо")
    found = save(office, "nonconformity", **FOUND, document=document, unit="МТК")
    printed = print_form(office, "Ф-10", tmp_path / "Ф-10.pdf", ids=[found])
    text = Paper(tmp_path / "Ф-10.pdf", printed.pages, "ky").text()
    assert "ЖБ-153" in text
    assert "Журналдар жөнүндө жобо" in text


@pytest.mark.requirement("R149", "R150", "R201")
def test_a_nonconformity_has_one_of_the_printed_kinds_sources_and_situations(oshsu):
    offers(oshsu, "nonconformity", "type", "programmes learners resources research_products environment")
    offers(oshsu, "nonconformity", "source", "feedback internal_audit external_audit")
    offers(oshsu, "nonconformity", "situation", "internal_audit monitoring inspection data_analysis management_review contracts design "
           "daily_work complaints")  # fmt: skip
    fields = KINDS["nonconformity"].fields
    assert [len(fields[name].choices(oshsu.profile)) for name in ("type", "source", "situation")] == [5, 3, 9]
    bare = records.show(oshsu, save(oshsu, "nonconformity", **FOUND))
    assert {"type", "source", "situation"} <= {field.name for field in KINDS["nonconformity"].missing(bare)}, "it has one of each"


@pytest.mark.requirement("R015")
def test_a_corrective_action_belongs_to_a_nonconformity_or_an_undesirable_situation_and_takes_over_its_cause(shared):
    unit = shared("МТК")
    given = {"title": "Буйрук чыгаруу", "source": "inspection", "cause": "Жооптуу жок", "responsible": "Башчы", "due": "2027-02-01",
             "criterion": "Бош сап жок"}  # fmt: skip
    action = save(unit, "corrective_action", **given)
    assert "Undesirable situation" in refused(acts.act, unit, "submit", [action])
    change(unit, "corrective_action", action, situation="Журнал бош")
    assert move(unit, "submit", action) == "submitted"
    office = shared()
    found = save(office, "nonconformity", **FOUND, root_cause="Тартип жазылган эмес", unit="МТК")
    opened = openings.open_from(office, records.show(office, found), "corrective_action").saved[0].key.id
    shown = records.show(office, opened)
    assert (shown["nonconformity"], shown["situation"], shown["cause"]) == (found, FOUND["statement"], "Тартип жазылган эмес")
    bare = change(office, "corrective_action", opened, situation=None)
    assert "situation" not in {field.name for field in KINDS["corrective_action"].missing(bare)}, "its nonconformity is the situation"


@pytest.mark.requirement("R016")
@pytest.mark.parametrize("without", ["potential", "risk", "cause"])
def test_a_preventive_action_names_what_could_happen_the_risk_and_the_cause(shared, without):
    unit = shared("МТК")
    risk = save(unit, "risk", title="Бош журнал")
    given = {"action": "Эскертүү", "potential": "Журнал бош калат", "risk": risk, "cause": "Жооптуу жок", "responsible": "Башчы",
             "due": "2027-02-01", "criterion": "Бош сап жок"}  # fmt: skip
    action = save(unit, "preventive_action", **{**given, without: None})
    assert KINDS["preventive_action"].fields[without].label.text("en") in refused(acts.act, unit, "submit", [action])
    change(unit, "preventive_action", action, **{without: given[without]})
    assert move(unit, "submit", action) == "submitted"
    assert not listing.records(unit, "corrective_action", search="Эскертүү"), "it is a record of its own kind"


@pytest.mark.requirement("R027")
def test_correction_removal_of_the_cause_and_prevention_all_start_from_what_was_found(shared):
    office = shared()
    found = save(office, "nonconformity", **FOUND, correction="Журнал толтурулду", root_cause="Тартип жазылган эмес", unit="МТК")
    for kind in ("corrective_action", "preventive_action"):
        opened = openings.open_from(office, records.show(office, found), kind).saved[0].key.id
        assert records.show(office, opened)["cause"] == "Тартип жазылган эмес", kind


@pytest.mark.requirement("R198")
def test_a_corrective_action_is_not_handed_over_without_its_cause(shared):
    unit = shared("МТК")
    action = save(unit, "corrective_action", title="Буйрук чыгаруу", source="inspection", situation="Журнал бош", responsible="Башчы",
                  due="2027-02-01", criterion="Бош сап жок")  # fmt: skip
    assert "Cause" in refused(acts.act, unit, "submit", [action])
    change(unit, "corrective_action", action, cause="Жооптуу жок")
    assert move(unit, "submit", action) == "submitted"


@pytest.mark.requirement("R142")
def test_the_human_factor_is_a_category_of_causes(office):
    offers(office, "nonconformity", "cause_category", "human_factor human_resources documentation competence")


@pytest.mark.requirement("R143", "R144")
def test_a_nonconformity_may_concern_a_student_or_the_property_of_customers(office):
    kept(office, "nonconformity", **FOUND, customer_property=True, student="Асанов Асан Асанович, 20231145, ФИЛ-3-23")
    assert "group" in KINDS["nonconformity"].fields["student"].help.text("en")


@pytest.mark.requirement("R047")
def test_an_auditor_comes_from_the_council_the_quality_managers_or_the_teachers(office):
    offers(office, "auditor", "origin", "council quality teacher")
    auditor = kept(office, "auditor", name="Сыдыков С.", of_unit="МТК", origin="teacher")
    assert auditor["id"] in [each["id"] for each in listing.records(office, "auditor", where=["origin=teacher"])]


@pytest.mark.requirement("R048", "R049")
def test_an_audit_covers_the_university_a_unit_a_process_a_programme_a_course_or_a_discipline(office):
    offers(office, "audit", "object", "university unit process programme course discipline")
    kept(office, "audit", object="process", processes=["Окутуу", "Кабыл алуу"], unit_audited="МТК")


@pytest.mark.requirement("R182")
def test_a_question_of_a_checklist_names_the_document_and_clause_that_it_checks(office):
    document = save(office, "document", code="СЖ-1", title="Сапат боюнча жетектеме")
    question = kept(office, "checklist_item", question="Журнал толтурулганбы?", clause="7.5.3", document=document, document_clause="6.4.3")
    assert ("checklist_item", question["id"]) in {(link.kind, link.id) for link in references.links(office, records.show(office, document))}


@pytest.mark.requirement("R184")
def test_the_report_of_an_audit_is_prepared_approved_and_distributed_by_its_list(office):
    audit = save(office, "audit", unit_audited="МТК", lead="Токтогулов А.")
    whole = {"audit": audit, "team": ["Токтогулов А."], "persons_met": [{"position": "Башчы", "name": "Асанов А."}],
             "examined": "Окутуу", "conclusion": "effective", "summary": "Натыйжалуу", "prepared_by": "Токтогулов А.",
             "prepared_on": "2026-11-12", "distribution": [{"recipient": "Ректор"}, {"recipient": "Кафедра"}]}  # fmt: skip
    bare = save(office, "audit_report", **{**whole, "distribution": []})
    assert "Distribution list" in refused(acts.act, office, "approve", [bare])
    report = save(office, "audit_report", **whole)
    assert refused(acts.act, office, "close", [report]), "nothing is distributed before it is approved"
    assert move(office, "approve", report) == "approved"
    assert move(office, "close", report) == "distributed"
    shown = records.show(office, report)
    assert (shown["prepared_on"], bool(shown["approved_on"]), bool(shown["distributed_on"])) == ("2026-11-12", True, True)
    assert [each["recipient"] for each in shown["distribution"]] == ["Ректор", "Кафедра"]


@pytest.mark.requirement("R180")
def test_the_printed_reasons_for_changing_a_programme_are_offered(oshsu):
    part_offers(oshsu, "audit_programme", "changes", "reason", "customers procedures structure qms other")


@pytest.mark.requirement("R234")
def test_every_process_carries_its_risks_and_opportunities(shared):
    unit = shared("ПРЦ2")
    for name in ("Окутуу", "Илим", "Кадр"):
        card = save(unit, "process", name=name)
        risk, chance = save(unit, "risk", title="Тобокелдик", process=card), save(unit, "opportunity", title="Грант", process=card)
        found = {(link.kind, link.id) for link in references.links(unit, records.show(unit, card))}
        assert {("risk", risk), ("opportunity", chance)} <= found
