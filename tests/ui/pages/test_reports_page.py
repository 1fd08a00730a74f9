"""The page of the reports: the list, the chooser, figures that lead to their records, files."""

import pytest
from PySide6.QtCore import QUrl

from qms_desktop.services import records
from qms_desktop.services.listing import records as listed
from qms_desktop.ui import asking
from tests.ui.shells import Shell


def risk(title, unit, likelihood, consequence, period="2026/27"):
    return {"unit": unit, "period": period, "title": title, "category": "technical", "likelihood": likelihood,
            "consequence": consequence, "residual_likelihood": 1, "residual_consequence": 1}  # fmt: skip


@pytest.fixture
def window(make_workspace, qtbot):
    ws = make_workspace(person="Осмонова Ж. Т.")
    records.save(ws, "unit", [{"code": "ФИЛ", "name": "Филология кафедрасы", "type": "department"},
                              {"code": "МЕД", "name": "Медициналык колледж", "type": "college"}])
    records.save(ws, "risk", [risk("Өрт", "ФИЛ", 3, 5), risk("Суу", "ФИЛ", 3, 5), risk("Кадр", "МЕД", 2, 2),
                              risk("Эски", "МЕД", 2, 2, "2025/26")])
    made = Shell(ws, qtbot)
    yield made
    made.settle()
    made.runner.close()


@pytest.fixture
def page(window):
    found = window.page("reports")
    found.period.set_key("2026/27")
    found.show_report("R5")
    window.settle()
    return found


def test_a_report_shows_of_which_data_it_is_and_draws_its_charts(window, page):
    said = page.view.toPlainText()
    assert "Маалыматтардын версиясы" in said
    assert "Филология кафедрасы" in said
    assert "ӨҮ" not in said
    image = page.view.document().resource(3, QUrl("picture:0"))
    assert image.width() > 400
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}
    assert len(colours) > 3
    assert page.report.version > 0


def test_a_figure_opens_the_records_behind_it_and_they_lead_to_their_page(window, page):
    number = next(at for at, (figure, name) in enumerate(page.view.made.figures) if figure.value == 2 and "Филология" in name)
    page.view._follow(QUrl(f"figure:{number}"))
    window.settle()
    assert page.panel_is_open()
    assert {row.title for row in page.behind.list.rows()} == {"Өрт", "Суу"}
    kind, record = page.behind.list.rows()[0].id
    page.behind.asked.emit(kind, record)
    window.settle()
    assert window.window.page() is not page


def test_opening_the_page_counts_nothing_before_somebody_asks(window):
    page = window.page("reports")
    assert page.report is None
    assert [page.empty.isHidden(), page.card.isHidden(), page.paper.isHidden()] == [False, True, True]
    page.empty.button.click()
    assert window.runner.only_counts()
    window.settle()
    assert page.report.id == page.list.list.rows()[0].id
    assert [page.empty.isHidden(), page.card.isHidden(), page.paper.isHidden()] == [True, False, False]


def test_what_is_shown_is_counted_again_only_when_something_changed(window, page):
    before = page.report
    page.refresh(None)
    window.settle()
    assert page.report is before
    records.save(window.ws, "risk", [risk("Жаңы", "МЕД", 5, 5)])
    page.refresh(None)
    window.settle()
    assert page.report is not before


def test_another_period_or_unit_makes_another_report(window, page):
    page.unit.set_key("МЕД")
    page.make()
    window.settle()
    assert "Филология" not in page.view.toPlainText()
    assert page.report.unit.code == "МЕД"
    page.period.set_key("2025/26")
    page.make()
    window.settle()
    assert page.report.period == "2025/26"
    assert [unit.code for unit in page.report.included] == ["МЕД"]


def test_a_saved_record_is_in_the_report_at_once(window, page):
    before = page.report.version
    records.save(window.ws, "risk", [risk("Жаңы", "МЕД", 5, 5)])
    page.refresh(None)
    window.settle()
    assert page.report.version > before


def test_a_report_is_written_as_paper_and_as_a_spreadsheet(window, page, tmp_path, monkeypatch):
    for ending, begins in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        place = tmp_path / f"отчет.{ending}"
        monkeypatch.setattr(asking, "place_to_save", lambda *_given, place=place: place)
        page.write(ending, asking.PAPERS)
        window.settle()
        assert place.read_bytes().startswith(begins)


def test_a_department_sees_its_own_reports_alone(make_workspace, qtbot):
    ws = make_workspace("МТК")
    shell = Shell(ws, qtbot)
    page = shell.page("reports")
    assert page.unit.key() == "МТК"
    page.primary()
    shell.settle()
    assert page.report.unit.code == "МТК"
    shell.runner.close()


@pytest.mark.requirement("R188")
def test_the_year_of_audits_is_kept_as_a_record_and_opened(window, page):
    assert page.summary.isHidden()
    page.show_report("R20")
    window.settle()
    assert not page.summary.isHidden()
    page.summary.click()
    window.settle()
    (kept,) = listed(window.ws, "audit_report")
    assert (kept["annual"], kept["period"], bool(kept["figures"]["parts"])) == (True, "2026/27", True)
    assert window.window.page() is not page


@pytest.mark.requirement("R007")
def test_beside_the_evidence_the_set_of_papers_for_an_inspection_is_put_into_a_folder(window, page, tmp_path, monkeypatch):
    assert page.dossier.isHidden()
    page.show_report("R18")
    window.settle()
    assert not page.dossier.isHidden()
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.setattr(asking, "folder_to_open", lambda *_asked: place)
    page.dossier.click()
    window.settle()
    (folder,) = place.iterdir()
    assert any(path.name.startswith("01 R18") for path in folder.iterdir())
    assert len(list(folder.glob("*.pdf"))) > 5
