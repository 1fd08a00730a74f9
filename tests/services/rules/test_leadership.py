"""What the rector and the vice-rectors get (4.1 and annex 7 of the regulation)."""

import pytest

from qms_desktop.services import roles
from qms_desktop.services.reports import registry, writing

from .working import save


@pytest.mark.requirement("R309")
def test_a_dean_sees_how_the_indicators_of_the_institute_are_fulfilled(office, shared):
    save(office, "unit", code="ИНЖ", name="Инженердик институт", type="institute")
    save(office, "unit", code="ЭЛК", name="Электр кафедрасы", type="department", parent="ИНЖ")
    card = save(office, "process", name="Программа: электрик", unit="ЭЛК", period="2026/27")
    save(office, "indicator", title="Бүтүрүүчүлөрдүн үлүшү", process=card, measured_in="%", target="90", actual="81", unit="ЭЛК",
         measured_on="2026-11-01", period="2026/27")  # fmt: skip
    told = [str(getattr(cell, "words", None) or getattr(cell, "shown", None) or cell)
            for table in registry.make(office, "R1", "2026/27", "ИНЖ").tables for row in table.rows for cell in row]  # fmt: skip
    assert "Бүтүрүүчүлөрдүн үлүшү" in told
    assert any(cell.startswith("90") for cell in told)
    assert {"R1", "R5"} <= {kind.id for kind in registry.offered(shared("ПЕД"))}, "a dean's office makes both of what it reads"


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
