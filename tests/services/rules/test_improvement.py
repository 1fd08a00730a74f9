"""Improvement, planned changes and plans (8.2, 10.1, 12.1 of the manual)."""

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import acts, lives, records

from .working import change, kept, move, offers, refused, save

PROPOSAL = {"title": "Электрондук журнал", "object": "process", "reason": "Убакыт үнөмдөлөт"}


@pytest.mark.requirement("R191", "R192")
def test_any_user_enters_a_proposal_and_the_office_alone_decides(desks):
    proposal = save(desks.unit, "improvement", **PROPOSAL, proposed_by="Асанов А.", proposed_on="2026-10-01")
    assert records.show(desks.unit, proposal)["state"] == "proposed"
    assert lives.offered(desks.unit, records.show(desks.unit, proposal)) == []
    assert refused(acts.act, desks.unit, "accept", [proposal])
    desks.up()
    assert {offer.action for offer in lives.offered(desks.office, records.show(desks.office, proposal))} == {"accept", "return", "void"}
    assert "reason" in refused(acts.act, desks.office, "return", [proposal])
    assert move(desks.office, "return", proposal, why="Каражат жок") == "postponed"
    assert move(desks.office, "accept", proposal) == "accepted"
    desks.down()
    shown = records.show(desks.unit, proposal)
    assert (shown["state"], shown["decided_by"]) == ("accepted", "Осмонова Ж. Т.")


@pytest.mark.requirement("R193", "R197")
def test_an_improvement_has_its_object_and_where_the_need_was_seen(office):
    offers(office, "improvement", "object", "product process qms environment")
    offers(office, "improvement", "source", "audit inspection data_analysis review daily_work complaint")


@pytest.mark.requirement("R195")
@pytest.mark.parametrize(("kind", "values"), [("improvement", PROPOSAL), ("decision", {"text": "Сервер сатып алуу", "body": "rectorate"})])
def test_the_resources_needed_are_held_and_whether_they_were_provided(office, kind, values):
    shown = kept(office, kind, **values, resources="100 000 сом")
    assert shown["resources_provided"] is None
    assert change(office, kind, shown["id"], resources_provided=True)["resources_provided"] is True


@pytest.mark.requirement("R017")
@pytest.mark.parametrize("kind", ["action", "decision"])
def test_a_task_is_not_verified_without_evidence(office, kind):
    task = save(office, kind, **{"action": {"title": "Журнал толтуруу", "source": "order"}, "decision": {"text": "Журнал"}}[kind],
                responsible="Асанов А.", due="2026-12-01")  # fmt: skip
    assert move(office, "close", task) == "done"
    assert "Evidence" in refused(acts.act, office, "verify", [task])
    change(office, kind, task, evidence="№ 3 журнал")
    move(office, "verify", task)
    assert records.show(office, task)["checked_on"]


@pytest.mark.requirement("R017")
@pytest.mark.parametrize(("kind", "values"), [
    ("corrective_action", {"title": "Буйрук чыгаруу"}), ("preventive_action", {"action": "Текшерүү"}), ("nonconformity", {"statement": "Журнал бош"}),
])  # fmt: skip
def test_no_action_is_verified_without_the_evidence_of_its_completion(office, kind, values):
    action = save(office, kind, **values, done_on="2026-09-20", unit="МТК")
    assert "Evidence of completion" in refused(acts.act, office, "verify", [action])
    change(office, kind, action, proof="Буйрук № 12")
    assert move(office, "verify", action) in ("completion_checked", "implementation_verified")


@pytest.mark.requirement("R102")
def test_a_planned_change_has_purpose_consequences_resources_responsible_and_date(office):
    whole = {"title": "Бөлүмдөрдү бириктирүү", "purpose": "Кайталоо жоюлат", "consequences": "Процесстердин ээлери алмашат",
             "resources": "Буйрук, окутуу", "responsible": "Проректор", "due": "2027-02-01"}  # fmt: skip
    for name in ("purpose", "consequences", "resources", "responsible", "due"):
        planned = save(office, "planned_change", **{**whole, name: None})
        assert refused(acts.act, office, "approve", [planned]), name
    planned = save(office, "planned_change", **whole)
    assert move(office, "approve", planned) == "approved"
    assert change(office, "planned_change", planned, carried_out_on="2027-02-01")["state"] == "carried_out"
    assert change(office, "planned_change", planned, evaluation="Натыйжалуу")["state"] == "evaluated"


@pytest.mark.requirement("R103", "R104")
def test_a_plan_of_the_system_collects_proposals_is_agreed_discussed_and_then_approved(office):
    plan = save(office, "plan", title="СМСтин планы", plan_kind="qms", term="year", measures=["Аудит"], approved_by="Ректор")
    assert "Proposals" in refused(acts.act, office, "approve", [plan])
    discussed = {"discussed_by": "Окумуштуулар кеңеши, № 2", "discussed_on": "2026-09-20"}
    change(office, "plan", plan, proposals=[{"text": "Окутуу өткөрүү", "by": "Проректор", "on": "2026-09-01", "agreed": True}])
    assert "Agreed by" in refused(records.save, office, "plan", [{"id": plan, **discussed}]), "agreed before it goes further"
    change(office, "plan", plan, agreed_by="Проректорлор", agreed_on="2026-09-10")
    assert change(office, "plan", plan, **discussed)["stage"] == "discussed"
    assert move(office, "approve", plan) == "approved"
    shown = records.show(office, plan)
    assert (shown["approved_by"], bool(shown["approved_on"]), shown["stage"]) == ("Ректор", True, "approved")
    other = save(office, "plan", title="Бөлүмдүн планы", plan_kind="unit", term="month", measures=["Отурум"], approved_by="Декан")
    assert move(office, "approve", other) == "approved", "a unit's own plan goes to no council"


@pytest.mark.requirement("R132")
def test_plans_have_a_kind_and_a_term(office):
    offers(office, "plan", "plan_kind", "unit individual area process qms actions")
    offers(office, "plan", "term", "strategic year half_year month")


@pytest.mark.requirement("R108")
def test_a_resource_of_a_plan_has_its_amount_and_what_is_done_in_case_of_shortage(office):
    kept(office, "plan", title="Ресурс планы", resources=[
        {"text": "Эксперттер", "resource_kind": "human", "need": "PhD", "source": "external", "capacity": "жылына 20 экспертиза",
         "amount": "3 киши", "shortage": "Тышкы эксперт чакыруу"}])  # fmt: skip


@pytest.mark.requirement("R127", "R128")
def test_maintenance_and_repair_are_planned_with_contract_approval_and_the_fact_of_work(office):
    done = [{"text": "Лифтти тейлөө", "due": "2026-12-01", "state": "done", "done_on": "2026-11-28", "evidence": "№ 4 акт"}]
    plan = kept(office, "plan", title="Тейлөө планы", plan_kind="maintenance", term="year", contract="№ 12, 2026-01-10, «Лифт» ЖЧК",
                measures=done)  # fmt: skip
    assert plan["progress"] == "100"
    repair = save(office, "plan", title="Оңдоо планы", plan_kind="repair", term="year", measures=["Чатыр"], approved_by="Ректор",
                  agreed_by="АЧИ боюнча проректор")  # fmt: skip
    assert move(office, "approve", repair) == "approved"


@pytest.mark.requirement("R082", "R086")
def test_a_review_holds_the_conclusions_on_suitability_and_effectiveness(office):
    review = save(office, "review", title="2026-жылдын анализи", period="2026")
    missing = {field.name for field in KINDS["review"].missing(records.show(office, review))}
    assert {"effectiveness", "suitability", "adequacy"} <= missing
    shown = change(office, "review", review, effectiveness="Натыйжалуу", suitability="Ылайыктуу", adequacy="Жетиштүү")
    assert not {"effectiveness", "suitability", "adequacy"} & {field.name for field in KINDS["review"].missing(shown)}


@pytest.mark.requirement("R316")
def test_a_final_report_is_considered_and_approved_by_the_council_with_dates(office):
    review = save(office, "review", title="Жыйынтыктоочу отчет", period="2026", prepared_by="Назарова А.",
                  prepared_on="2027-01-10", agreed_by="Проректор", agreed_on="2027-01-15")  # fmt: skip
    shown = change(office, "review", review, discussed_by="ЖАМУнун Окумуштуулар кеңеши, № 5", discussed_on="2027-01-20")
    assert shown["state"] == "discussed"
    register = save(office, "register_entry", title="Өрт")
    shown = change(office, "register_entry", register, discussed_by="ЖАМУнун Окумуштуулар кеңеши, № 5", discussed_on="2027-01-20")
    assert shown["state"] == "considered"
    assert change(office, "register_entry", register, approved_on="2027-01-20", category="technical", likelihood=1, consequence=1,
                  responsible=["Ректор"], measures=["Текшерүү"], deadline="2027-12-31")["state"] == "approved"  # fmt: skip
