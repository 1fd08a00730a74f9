"""What the rector and the vice-rectors get (4.1 and annex 7 of the regulation)."""

import pytest

from qms_desktop.services import roles
from qms_desktop.services.reports import registry, writing

from .working import save


@pytest.mark.requirement("R308", "R239")
def test_the_rectors_office_gets_the_reports_on_effectiveness_and_accreditation(shared, tmp_path):
    rector = shared("РЕК")
    assert roles.is_leadership(rector)
    save(rector, "external_evaluation", title="Программалык аккредитация", evaluation_kind="accreditation", agency="EdNet",
         result="positive", period="2026/27")  # fmt: skip
    assert "R17" not in {kind.id for kind in registry.offered(shared("МТК"))}
    offered = {kind.id for kind in registry.offered(rector)}
    assert {"R17", "R18"} <= offered, "management review with the effectiveness of the system, evidence for accreditation"
    for number in ("R17", "R18"):
        report = registry.make(rector, number, "2026/27")
        assert report.tables
        writing.write_report(rector, report, tmp_path / f"{number}.pdf")
        assert (tmp_path / f"{number}.pdf").read_bytes().startswith(b"%PDF")
    evaluations = [row for table in registry.make(rector, "R18", "2026/27").tables for row in table.rows]
    assert any("Программалык аккредитация" in str(getattr(cell, "words", cell)) for row in evaluations for cell in row)
