"""Competence and training of staff (9.2.2 of the manual, 2.2 of the regulation): Ф-19 and what proves it."""

import pytest

from .working import kept, part_offers


@pytest.mark.requirement("R111", "R131")
def test_evidence_of_competence_is_kept_by_employee(office):
    part_offers(office, "competence", "evidence", "evidence_kind", "t2_card diploma certificate attestation")
