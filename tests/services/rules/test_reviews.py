"""The management review: figures frozen, nothing skipped, prepared, agreed and approved in this order."""

import datetime as dt
import json

import pytest

from qms_desktop.core.calendar import months_after
from qms_desktop.core.errors import UserError
from qms_desktop.services import acts, checks, records, reviews
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key

WORDS = {
    "effectiveness": "СМС натыйжалуу", "objectives": "Максаттардын 80 %ы аткарылды", "resources": "Китеп жетишпейт",
    "suitability": "Ылайыктуу", "adequacy": "Адекваттуу", "prepared_by": "Осмонова Ж. Т.",
}  # fmt: skip
NC = {
    "source": "internal_audit", "situation": "internal_audit", "type": "programmes", "auditor": "Токтогулов А.", "requirement": "7.5.3",
    "statement": "Журнал толтурулган эмес", "evidence": "Журнал", "class": "minor", "clause": "7.5.3", "unit": "МТК",
    "found_on": dt.date.today().isoformat(),
}  # fmt: skip
DECISION = {"text": "Китеп сатып алуу", "decision_kind": "resource", "responsible": "Проректор", "due": "2027-06-01"}
TYPED = {"verb": "renew", "planned_resource": "Китепкана фонду"}


def refused(service, *given, **how):
    with pytest.raises(UserError) as problem:
        service(*given, **how)
    return problem.value.message.text("en")


def begun(ws):
    return reviews.begin(ws).saved[0].key.id


def commented(ws, review):
    """A word about every item."""
    lines = records.show(ws, review)["inputs"]
    records.save(ws, "review", [{"id": review, "inputs": [{**line, "comment": "Каралды"} for line in lines]}])


def prepared(ws):
    """A review of which everything is said, frozen and decided, handed in."""
    review = begun(ws)
    reviews.freeze(ws, review)
    commented(ws, review)
    records.save(ws, "review", [{"id": review, **WORDS}])
    reviews.decide(ws, review, DECISION | TYPED)
    acts.act(ws, "submit", [review])
    return review


def approved(ws):
    review = prepared(ws)
    records.save(ws, "review", [{"id": review, "agreed_by": "Проректор"}])
    acts.act(ws, "verify", [review])
    acts.act(ws, "approve", [review])
    return review


def at(ws, review):
    return records.show(ws, review)["state"]


@pytest.fixture(params=["oshsu", "jasu"])
def office(request, make_workspace):
    return make_workspace(institution=request.param, person="Осмонова Ж. Т.")


@pytest.fixture
def oshsu(make_workspace):
    return make_workspace(institution="oshsu", person="Осмонова Ж. Т.")


@pytest.mark.requirement("R208")
def test_a_period_has_one_review_and_the_office_begins_it(office, make_workspace):
    begun(office)
    assert "begun already" in refused(reviews.begin, office)
    assert "QA office" in refused(reviews.begin, make_workspace("МТК"))


@pytest.mark.requirement("R211")
def test_a_report_that_skips_an_item_is_not_prepared(office):
    review = begun(office)
    reviews.freeze(office, review)
    commented(office, review)
    records.save(office, "review", [{"id": review, **WORDS}])
    lines = records.show(office, review)["inputs"]
    records.save(office, "review", [{"id": review, "inputs": [{**line, "comment": None} if line["input"] == "c2" else line for line in lines]}])
    assert "nothing is said about" in refused(acts.act, office, "submit", [review])
    records.save(office, "review", [{"id": review, "inputs": [line for line in lines if line["input"] != "c7"]}])
    assert refused(acts.act, office, "submit", [review]).endswith("nothing is said about: c7.")
    assert at(office, review) == "collecting"


@pytest.mark.requirement("R209", "R086", "R260")
@pytest.mark.parametrize("empty", ["effectiveness", "objectives", "resources", "suitability", "adequacy"])
def test_effectiveness_objectives_resources_and_conclusions_are_written_before_it_is_prepared(oshsu, empty):
    review = begun(oshsu)
    reviews.freeze(oshsu, review)
    commented(oshsu, review)
    records.save(oshsu, "review", [{"id": review, **WORDS, empty: None}])
    assert "is not complete" in refused(acts.act, oshsu, "submit", [review])


@pytest.mark.requirement("R213")
def test_prepared_agreed_approved_in_this_order(office):
    review = prepared(office)
    assert "cannot be" in refused(acts.act, office, "approve", [review]) or at(office, review) == "prepared"
    assert refused(acts.act, office, "verify", [review])  # nobody is named who agreed
    records.save(office, "review", [{"id": review, "agreed_by": "Проректор"}])
    acts.act(office, "verify", [review])
    assert at(office, review) == "agreed"
    acts.act(office, "approve", [review])
    shown = records.show(office, review)
    assert (shown["state"], shown["approved_by"]) == ("approved", office.profile.positions["rector"].text("ky"))
    assert shown["next_due"] == months_after(dt.date.today(), 12).isoformat()


@pytest.mark.requirement("R213")
def test_the_day_of_the_council_may_be_known_before_the_report_is_handed_over(office):
    """It is written beside the rest, and takes away no step: the report is handed over, agreed, then stands as discussed."""
    review = begun(office)
    reviews.freeze(office, review)
    commented(office, review)
    reviews.decide(office, review, DECISION | TYPED)
    day = dt.date.today().isoformat()
    records.save(office, "review", [{"id": review, **WORDS, "agreed_by": "Эсенов Н. А.", "approved_by": "Асанов Б. К.",
                                     "discussed_by": "Окумуштуулар кеңеши", "discussed_on": day}])  # fmt: skip
    states = [records.show(office, review)["state"]]
    for step in ("submit", "verify", "approve"):
        acts.act(office, step, [review])
        states.append(records.show(office, review)["state"])
    assert states == ["collecting", "prepared", "discussed", "approved"]


@pytest.mark.requirement("R213")
def test_no_save_jumps_over_the_representative(oshsu):
    review = prepared(oshsu)
    jump = {"id": review, "approved_on": "2026-12-01", "approved_by": "Ректор"}
    assert "is not complete" in refused(records.save, oshsu, "review", [jump])


@pytest.mark.requirement("R214", "R217")
def test_it_is_closed_once_it_went_to_everybody_and_they_were_informed(oshsu):
    review = approved(oshsu)
    assert "is not complete" in refused(acts.act, oshsu, "close", [review])
    records.save(oshsu, "review", [{"id": review, "distribution": [{"recipient": "Процесстердин жетекчилери", "on": "2026-12-20"}],
                                    "informed": [{"audience": "Кызматкерлер", "on": "2026-12-22", "by": "ОСМКБ", "evidence": "Сайт"}]}])  # fmt: skip
    acts.act(oshsu, "close", [review])
    assert at(oshsu, review) == "closed"


# --- frozen figures ----------------------------------------------------------------------------------------------


def found(ws, review):
    """The number of nonconformities that the review shows."""
    (item,) = [i for i in reviews.read(ws, review).items if any("found" in label.text("en") for label, _f in i.figures)]
    return item.figures[0][1].value


def test_later_changes_of_the_registers_do_not_change_frozen_figures(office):
    review = begun(office)
    records.save(office, "nonconformity", [NC])
    assert found(office, review) == 1
    reviews.freeze(office, review)
    before = reviews.read(office, review)
    records.save(office, "nonconformity", [NC, NC])
    after = reviews.read(office, review)
    assert (found(office, review), after.taken) == (1, before.taken)
    assert [item.parts for item in after.items] == [item.parts for item in before.items]
    reviews.freeze(office, review)
    assert found(office, review) == 3


def test_a_package_names_the_place_in_the_journal_its_units_and_its_figures(office):
    review = begun(office)
    records.save(office, "nonconformity", [NC])
    live = reviews.read(office, review)
    reviews.freeze(office, review)
    package = records.show(office, records.show(office, review)["package"])
    kept = reviews.read(office, review).taken
    assert (kept.is_frozen, kept.fingerprint, kept.position) == (True, live.taken.fingerprint, live.taken.position)
    assert (kept.included, package["units_included"]) == (("МТК",), ["МТК"])
    assert kept.is_whole


def forge(ws, review):
    """Set another number into the kept figures, as another program could that writes into the journal."""
    package = records.show(ws, records.show(ws, review)["package"])
    forged = json.loads(json.dumps(package["figures"]))
    next(item for item in forged["items"] if item["figures"])["figures"][0]["figure"]["shown"] = "99"
    with ws.store.writing() as tx:
        ws.write(tx, [Edit(Key(package["unit"], "report_package", package["id"]), {"figures": forged})])


def test_figures_that_were_changed_after_they_were_kept_are_told_and_not_handed_in(oshsu):
    review = begun(oshsu)
    reviews.freeze(oshsu, review)
    commented(oshsu, review)
    records.save(oshsu, "review", [{"id": review, **WORDS}])

    def told():
        return [one.record for one in checks.findings(oshsu) if one.rule == "review.figures_changed"]

    assert (reviews.read(oshsu, review).taken.is_whole, told()) == (True, [])
    forge(oshsu, review)
    assert (reviews.read(oshsu, review).taken.is_whole, told()) == (False, [review])
    assert "no longer those that were counted" in refused(acts.act, oshsu, "submit", [review])
    reviews.freeze(oshsu, review)
    assert (reviews.read(oshsu, review).taken.is_whole, told()) == (True, [])
    acts.act(oshsu, "submit", [review])
    assert at(oshsu, review) == "prepared"


def test_the_figures_of_a_prepared_report_stay(oshsu):
    review = prepared(oshsu)
    assert "stay as they are" in refused(reviews.freeze, oshsu, review)
    package = records.show(oshsu, review)["package"]
    assert "stay as they are" in refused(records.save, oshsu, "report_package", [{"id": package, "units_missing": ["МТК"]}])
    acts.act(oshsu, "return", [review], why="Аудиттер кошулсун")
    reviews.freeze(oshsu, review)


def test_an_approved_report_is_not_changed_any_more(oshsu):
    review = approved(oshsu)
    assert "was approved" in refused(records.save, oshsu, "review", [{"id": review, "suitability": "Ылайыктуу эмес"}])
    assert "was approved" in refused(reviews.comment, oshsu, review, {"а": "Башка сөз"})


def test_a_comment_stands_at_every_input_of_its_item(oshsu):
    review = begun(oshsu)
    reviews.comment(oshsu, review, {"г": "Бүтүрүүчүлөр иштейт"})
    said = {line["input"]: line["comment"] for line in records.show(oshsu, review)["inputs"] if line["letter"] == "г"}
    assert said == {"c3": "Бүтүрүүчүлөр иштейт", "c5": "Бүтүрүүчүлөр иштейт"}
    assert reviews.read(oshsu, review).commented == 1


# --- decisions and terms -----------------------------------------------------------------------------------------


@pytest.mark.requirement("R216")
def test_a_decision_says_what_is_done_with_which_objective_or_resource(oshsu):
    review = prepared(oshsu)
    records.save(oshsu, "review", [{"id": review, "agreed_by": "Проректор"}])
    acts.act(oshsu, "verify", [review])
    (made,) = reviews.decide(oshsu, review, DECISION | {"verb": "update"}).saved
    assert "which objective or resource" in refused(acts.act, oshsu, "approve", [review])
    records.save(oshsu, "decision", [{"id": made.key.id, "planned_resource": "Китепкана фонду"}])
    acts.act(oshsu, "approve", [review])
    assert at(oshsu, review) == "approved"


@pytest.mark.requirement("R194")
@pytest.mark.parametrize("missing", ["responsible", "due"])
def test_no_review_is_approved_without_actions_that_name_a_person_and_a_day(office, missing):
    review = begun(office)
    reviews.freeze(office, review)
    commented(office, review)
    records.save(office, "review", [{"id": review, **WORDS, "agreed_by": "Проректор"}])
    acts.act(office, "submit", [review])
    acts.act(office, "verify", [review])
    assert "nothing was decided" in refused(acts.act, office, "approve", [review])
    (made,) = reviews.decide(office, review, DECISION | TYPED).saved
    records.save(office, "decision", [{"id": made.key.id, missing: None}])
    assert "who carries it out and until when" in refused(acts.act, office, "approve", [review])
    records.save(office, "decision", [{"id": made.key.id, missing: DECISION[missing]}])
    acts.act(office, "approve", [review])
    assert at(office, review) == "approved"


@pytest.mark.requirement("R194", "R195", "R135")
def test_a_decision_has_its_responsible_its_deadline_and_its_resources(office):
    review = begun(office)
    reviews.decide(office, review, DECISION | {"resources": "200 000 сом", "resources_provided": False})
    (decision,) = reviews.read(office, review).decisions
    assert (decision["responsible"], decision["due"], decision["resources"], decision["resources_provided"]) == (
        "Проректор", "2027-06-01", "200 000 сом", False)  # fmt: skip
    assert decision["period"] == records.show(office, review)["period"]


@pytest.mark.requirement("R215")
def test_the_evaluations_of_the_representative_and_the_rector_rest_on_a_named_report(oshsu):
    review = prepared(oshsu)
    records.save(oshsu, "review", [{"id": review, "representative_evaluation": "Эффективдүү", "rector_evaluation": "Макулмун"}])
    sheet = reviews.read(oshsu, review)
    assert (sheet.record["representative_evaluation"], sheet.record["rector_evaluation"]) == ("Эффективдүү", "Макулмун")
    assert records.show(oshsu, sheet.record["package"])["title"] in sheet.record["title"]


@pytest.mark.requirement("R259", "R082")
@pytest.mark.parametrize(("approved_on", "day", "late"), [
    ("2026-01-15", dt.date(2027, 1, 15), 0), ("2026-01-15", dt.date(2027, 1, 16), 1), ("2025-12-01", dt.date(2027, 1, 1), 31),
])  # fmt: skip
def test_the_next_review_is_due_twelve_months_after_the_last(office, approved_on, day, late):
    first = reviews.due(office)
    assert (first.last, first.by) == (None, None)
    records.save(office, "review", [{"title": "Отчет", "period": "2025/26", "prepared_on": "2025-12-01", "agreed_on": "2025-12-02", "agreed_by": "П.",
                                     "approved_on": approved_on, "approved_by": "Ректор", **WORDS, "inputs": [{"input": "a"}]}])  # fmt: skip
    assert reviews.due(office).days_late(day) == late
