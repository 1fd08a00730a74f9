"""States follow from what was written, each step from its owner's fields; none is stored."""

import pytest

from qms_desktop.models.action_states import action_state, days_between, last_due, nonconformity_state
from qms_desktop.models.audit_programmes import programme_state, trained_until
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.document_sheets import acquaintance_state, acquainted, agreement_state
from qms_desktop.models.documents import keep_until
from qms_desktop.models.plans import progress
from qms_desktop.models.reviews import review_state

SUBMITTED = {"submission": {"version": "v1"}}
ACCEPTED = SUBMITTED | {"verdict": {"version": "v1", "result": "accepted"}}


def test_Ф10_a_nonconformity_walks_through_its_states():
    values, seen = {}, []
    for step in (
        {}, {"acknowledged_on": "2026-10-01"}, SUBMITTED, {"verdict": {"version": "v1", "result": "returned"}}, ACCEPTED,
        {"actions": [{"text": "А", "state": "in_progress"}]}, {"done_on": "2026-11-01"}, {"implemented": True},
        {"effective": "effective"}, {"closed_on": "2027-02-01"}, {"void_reason": "Кайталанган"},
    ):  # fmt: skip
        values |= step
        seen.append(nonconformity_state(values, None))
    assert seen == [
        "registered", "acknowledged", "plan_submitted", "plan_returned", "plan_accepted", "in_progress", "done",
        "implementation_verified", "effectiveness_verified", "closed", "void",
    ]  # fmt: skip
    assert set(seen) | {"ineffective"} == set(KINDS["nonconformity"].fields["state"].options)


def test_Ф10_what_was_not_effective_goes_back_to_the_cause():
    values = ACCEPTED | {"done_on": "2026-11-01", "implemented": True, "effective": "not_effective"}
    assert nonconformity_state(values, None) == "ineffective"
    values |= {"cycle": 2, "effective": None, "implemented": None, "done_on": None, "submission": {"version": "v2"}}
    assert nonconformity_state(values, None) == "plan_submitted"


def test_a_verdict_counts_for_the_version_that_was_submitted():
    values = {"submission": {"version": "v2"}, "verdict": {"version": "v1", "result": "accepted"}}
    assert nonconformity_state(values, None) == "plan_submitted"
    assert action_state(values, None) == "submitted"


@pytest.mark.requirement("R175")
def test_R175_an_action_is_checked_for_completion_and_for_effectiveness():
    values = ACCEPTED | {"done_on": "2026-11-01"}
    assert action_state(values, None) == "done"
    assert action_state(values | {"completed": "partly"}, None) == "done"
    assert action_state(values | {"completed": "yes"}, None) == "completion_checked"
    assert action_state(values | {"completed": "yes", "effective": "not_effective"}, None) == "ineffective"
    assert action_state(values | {"completed": "yes", "effective": "partly"}, None) == "effective"
    assert action_state(values | {"closed_on": "2027-01-01"}, None) == "closed"


def test_the_term_is_the_last_one_that_was_granted():
    actions = [{"due": "2026-11-01"}, {"due": "Жыл сайын"}, {"due": "2026-12-01"}, {}]
    assert last_due({"actions": actions}, None) == "2026-12-01"
    asked = {"due": "2027-05-01"}
    assert last_due({"actions": actions, "extensions": [asked]}, None) == "2026-12-01", "asked for, not granted"
    assert last_due({"actions": actions, "extensions": [asked | {"granted_on": "2026-11-20"}]}, None) == "2027-05-01"
    assert last_due({}, None) is None


def test_days_between_two_dates():
    days = days_between("found_on", "closed_on")
    assert days({"found_on": "2026-10-01", "closed_on": "2026-11-10"}, None) == 40
    assert days({"found_on": "2026-10-01"}, None) is None


@pytest.mark.requirement("R179")
def test_R179_a_programme_is_proposed_then_approved():
    values, seen = {}, []
    for name in ("draft", "proposed_on", "approved_on", "begun_on", "completed_on"):
        values[name] = "2026-08-01"
        seen.append(programme_state(values, None))
    assert seen == ["draft", "proposed", "approved", "in_execution", "completed"]


def test_R213_a_review_is_prepared_agreed_discussed_approved():
    values, seen = {}, [review_state({}, None)]
    for name in ("prepared_on", "agreed_on", "discussed_on", "approved_on", "closed_on"):
        values[name] = "2026-08-01"
        seen.append(review_state(values, None))
    assert seen == ["collecting", "prepared", "agreed", "discussed", "approved", "closed"]


@pytest.mark.requirement("R186")
def test_R186_training_of_an_auditor_ends_with_the_longest_certificate():
    assert trained_until({"trainings": [{"valid_to": "2026-01-01"}, {"valid_to": "2027-01-01"}]}, None) == "2027-01-01"
    assert trained_until({"trainings": [{"valid_to": "2026-01-01"}, {"valid_to": None}]}, None) is None
    assert trained_until({}, None) is None


@pytest.mark.parametrize(
    ("opinions", "closed", "state"),
    [
        ([], None, "open"), (["agrees", None], None, "open"), (["agrees", "agrees"], None, "agreed"),
        (["agrees", "comments"], None, "open"), (["agrees", "disagrees"], "2026-10-10", "differences"),
    ],
)  # fmt: skip
def test_Ф17_a_sheet_is_agreed_when_all_agree(opinions, closed, state):
    rows = [{"opinion": opinion} for opinion in opinions]
    assert agreement_state({"rows": rows, "closed_on": closed}, None) == state


def test_Ф18_an_acquaintance_sheet_counts_those_who_signed():
    people = [{"date": "2026-10-01"}, {"date": None}, {"date": None}]
    assert (acquaintance_state({"people": people}, None), acquainted({"people": people}, None)) == ("partly", "33.3")
    assert acquaintance_state({"people": people[:1]}, None) == "complete"
    assert acquaintance_state({"people": []}, None) == "generated"


@pytest.mark.requirement("R173")
def test_R173_the_degree_of_completion_of_a_plan():
    states = ["done", "in_progress", "done", None]
    assert progress({"measures": [{"state": state} for state in states]}, None) == "50"
    assert progress({}, None) is None


@pytest.mark.requirement("R264")
def test_R264_a_superseded_document_is_kept_for_the_years_of_its_class(profile):
    assert keep_until({"retention": "replaced_3y", "superseded_on": "2024-02-29"}, profile) == "2027-02-28"
    assert keep_until({"retention": "closed_5y", "superseded_on": "2026-10-01"}, profile) == "2031-10-01"
    assert keep_until({"retention": "permanent", "superseded_on": "2026-10-01"}, profile) is None
    assert keep_until({"retention": "closed_5y"}, profile) is None


@pytest.fixture
def profile():
    from qms_desktop.core.profile import load_profile

    return load_profile("jasu")
