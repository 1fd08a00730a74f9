"""How long records are kept, and what they are evidence for in accreditation."""

import pytest

from qms_desktop.core.accreditation import criteria_of
from qms_desktop.core.clauses import load_clauses
from qms_desktop.models.catalogue import KINDS


@pytest.mark.requirement("R264")
def test_every_kind_of_record_has_one_class_of_keeping(profile):
    for kind in KINDS:
        assert [key for key, retention in profile.retention.items() if kind in retention.kinds] == [profile.retention_of(kind).key], kind  # fmt: skip
    assert {kind for retention in profile.retention.values() for kind in retention.kinds} <= set(KINDS)
    assert profile.retention_of("spaceship") is None


@pytest.mark.requirement("R264")
@pytest.mark.parametrize(("kind", "years", "counted_from"), [
    ("policy", 3, "superseded_on"), ("process", 3, "superseded_on"), ("audit_report", 5, "closed_on"),
    ("nonconformity", 5, "closed_on"), ("survey", 5, "closed_on"), ("survey_result", 3, "period_end"),
    ("acquaintance", 3, "period_end"), ("training", None, None), ("minutes", None, None),
])  # fmt: skip
def test_the_classes_that_practice_gives(profile, kind, years, counted_from):
    retention = profile.retention_of(kind)
    assert (retention.years, retention.counted_from) == (years, counted_from)


@pytest.mark.requirement("R007")
def test_every_criterion_of_accreditation_has_evidence(profile):
    criteria = profile.accreditation
    assert [criterion.key for criterion in criteria.criteria] == ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2"]
    clauses = load_clauses(profile.clauses)
    for criterion in criteria.criteria:
        assert criterion.kinds
        assert set(criterion.kinds) <= set(KINDS)
        assert all(clause in clauses for clause in criterion.clauses)
    assert "1.2" in [criterion.key for criterion in criteria.shown_by("measurement")]


def test_an_institution_adds_the_criteria_of_its_agency():
    words = {"ky": "Агенттиктин критерийи", "ru": "Критерий агентства", "en": "Criterion of the agency"}
    own = [{"key": "A1", "title": words, "kinds": ["survey"]}, {"key": "1.6", "title": words, "kinds": ["document"]}]
    criteria = criteria_of({"base": "kg670", "criteria": own}).criteria
    assert [criterion.key for criterion in criteria] == ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2", "A1"]
    assert criteria[5].kinds == ("document",)
