"""R309: a dean's office reads the risks of the units below it, and cannot type in them."""

import pytest

from qms_desktop.services import records, returning
from qms_desktop.services.exchanging import receive, send
from qms_desktop.ui.pages.risks import RisksPage
from tests.ui.shells import RISK


@pytest.mark.requirement("R309")
def test_a_deans_office_chooses_a_unit_below_and_only_reads(shell, make_workspace, tmp_path):
    dean, unit, office = make_workspace("ПЕД"), make_workspace("ФИЛ"), make_workspace()
    records.save(office, "unit", [{"code": "ФИЛ", "name": "Филология", "type": "department", "parent": "ПЕД"}])
    records.save(dean, "risk", [RISK | {"title": "Деканаттыкы"}])
    records.save(unit, "risk", [RISK | {"title": "Кафедраныкы"}])
    for ws in (dean, unit):
        send(ws, tmp_path / f"{ws.unit}.qmsb")
        receive(office, [tmp_path / f"{ws.unit}.qmsb"])
    (written,) = returning.return_bundles(office, ["ПЕД"], tmp_path / "out")
    receive(dean, [written.file])
    at = shell(dean)
    page = at.page("risks")
    rows = page.passport.sheet.rows
    assert [rows.row(n)["title"] for n in range(rows.record_count())] == ["Деканаттыкы"]
    assert not page.scope_bar.unit.isHidden()
    page.scope_bar.choose("ФИЛ", None)
    at.settle()
    assert [rows.row(n)["title"] for n in range(rows.record_count())] == ["Кафедраныкы"]
    assert rows.invite is None, "no row invites to write a risk there"


def test_beside_the_panel_the_office_sees_every_column_whole(at_work, make_workspace):
    office = make_workspace()
    records.save(office, "risk", [RISK | {"unit": "ФИЛ", "deadline": "Жыл сайын", "residual_likelihood": 2, "residual_consequence": 4}])
    page = at_work(office, RisksPage, size=(1083, 700)).page  # what the window leaves it at 1366
    assert page.panel.isVisible()
    assert page.passport.sheet.horizontalScrollBar().maximum() == 0
