"""Ф-13: the report of an audit with its figures, kept when it is approved; the summary of the year."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import acts, annual_reports, records
from tests.services.reading import downwards

NC = {
    "source": "internal_audit", "situation": "internal_audit", "type": "programmes", "auditor": "Токтогулов А.", "requirement": "7.5.3",
    "evidence": "Журнал", "class": "minor", "clause": "7.5.3", "unit": "МТК",
}  # fmt: skip
REPORT = {
    "team": ["Токтогулов А."], "persons_met": [{"position": "Бөлүмдүн башчысы"}], "examined": "Окуу жүктөмү", "conclusion": "partly",
    "summary": "СМС жарым-жартылай натыйжалуу", "distribution": [{"recipient": "Бөлүмдүн башчысы"}], "prepared_by": "Токтогулов А.",
    "prepared_on": "2026-11-16", "disagreement": "Бөлүм 2-табылга менен макул эмес",
}  # fmt: skip


@pytest.fixture
def office(make_workspace):
    """An audit of МТК with 4 questions, one nonconformity, one earlier one, and its report."""
    ws = make_workspace(person="Осмонова Ж. Т.")
    (audit,) = records.save(ws, "audit", [{"unit_audited": "МТК", "lead": "Токтогулов А.", "state": "in_audit", "held_from": "2026-11-12",
                                           "held_to": "2026-11-13", "period": "2026/27"}]).saved  # fmt: skip
    ws.audit = audit.key.id
    item = {"audit": ws.audit, "clause": "7.5.3", "question": "Барбы?", "evidence": "Журнал № 3", "period": "2026/27"}
    records.save(ws, "checklist_item", [
        item | {"verdict": "conforms"}, item | {"verdict": "minor_nc", "finding": "Журнал бош"},
        item | {"verdict": "ofi", "finding": "Электрондук журнал", "clause": "8.1"}, item | {"verdict": "not_applicable", "clause": "8.1"},
    ])  # fmt: skip
    records.save(ws, "nonconformity", [NC | {"statement": "Мурунку журнал жоголгон", "found_on": "2026-09-01"},
                                       NC | {"statement": "Журнал толтурулган эмес", "found_on": "2026-11-13", "audit": ws.audit}])  # fmt: skip
    (report,) = records.save(ws, "audit_report", [REPORT | {"audit": ws.audit, "period": "2026/27"}]).saved
    ws.report = report.key.id
    return ws


def approve(ws):
    acts.act(ws, "accept", [ws.report])
    acts.act(ws, "approve", [ws.report])


@pytest.mark.requirement("R183", "R184")
def test_the_report_has_its_blocks_in_order_with_earlier_findings_first(office, paper):
    sheet = paper(office, "Ф-13")
    assert downwards(sheet, "1.", "2.", "3.", "4.", "5.", "6.")
    text = " ".join(sheet.text().split())
    for said in ("Мурунку журнал жоголгон", "Журнал толтурулган эмес", "Электрондук журнал", "макул эмес", "66,7 (2/3)", "жарым-жартылай натыйжалуу",
                 "Академиялык саясат бөлүмүнүн башчысы"):  # fmt: skip
        assert said in text, said


@pytest.mark.requirement("R184")
def test_an_approved_report_keeps_its_figures(office, paper):
    approve(office)
    shown = records.show(office, office.report)
    assert (shown["state"], shown["approved_by"]) == ("approved", "Академиялык саясат бөлүмүнүн башчысы")
    assert [row["examined"] for row in shown["figures"]["by_clause"]] == [2, 1, 3]
    before = paper(office, "Ф-13").text()
    records.save(office, "nonconformity", [NC | {"statement": "Кийин табылган", "found_on": "2026-11-13", "audit": office.audit}])
    assert "Кийин табылган" not in paper(office, "Ф-13").text()
    acts.act(office, "return", [office.report], why="Толуктоо")
    assert "Кийин табылган" in paper(office, "Ф-13").text()
    assert "Журнал толтурулган эмес" in " ".join(before.split())


@pytest.mark.requirement("R188")
def test_the_summary_of_the_year_is_made_of_its_audits_with_conclusions_in_words(office, paper):
    (made,) = annual_reports.begin(office, "2026/27").saved
    shown = records.show(office, made.key.id)
    assert (shown["annual"], shown["number"]) == (True, "АО-2026-Ж")
    assert "2 туура келбөөчүлүк аныкталды" in shown["summary"]
    text = " ".join(paper(office, "Ф-13", ids=[made.key.id]).text().split())
    for said in ("2 туура келбөөчүлүк аныкталды", "Программанын аткарылышы", "Пункттар боюнча туура келүү", "Кайталанган туура келбөөчүлүктөр"):
        assert said in text, said
    with pytest.raises(UserError, match="2026/27"):
        annual_reports.begin(office, "2026/27")


@pytest.mark.requirement("R188")
def test_the_figures_of_the_summary_stay_when_registers_change(office, paper):
    (made,) = annual_reports.begin(office, "2026/27").saved
    kept = records.show(office, made.key.id)["figures"]
    records.save(office, "nonconformity", [NC | {"statement": "Кийин табылган", "found_on": "2026-11-15"}])
    assert records.show(office, made.key.id)["figures"] == kept
    assert "3 туура келбөөчүлүк" not in paper(office, "Ф-13", ids=[made.key.id]).text()


def test_what_a_finished_report_has_nothing_of_is_said_in_a_word(office, paper):
    records.save(office, "audit_report", [{"id": office.report, "disagreement": None}])
    assert "жок" not in paper(office, "Ф-13").text().split("6.")[1].split()[:4]
    approve(office)
    assert "жок" in paper(office, "Ф-13").text().split("6.")[1].split()[:4]


def test_a_nonconformity_without_a_plan_has_the_term_of_the_answer(office, paper):
    row = next(line for line in paper(office, "Ф-13").text().split("4.")[1].splitlines() if "7.5.3" in line)
    assert "20.11.2026" in row
