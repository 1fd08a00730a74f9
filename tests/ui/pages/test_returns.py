"""Return bundles: who gets one, the folder, the result a unit."""

import pytest

from qms_desktop.services import acts, records, returning
from qms_desktop.services.exchanging import receive
from qms_desktop.ui import asking
from tests.ui.shells import RISK, bundle_of


@pytest.fixture
def office(make_workspace, tmp_path):
    """The QA office's store, with the packages of two units in it."""
    made = make_workspace()
    for code in ("ФИЛ", "ХИМ"):
        unit = make_workspace(code)
        risk = records.save(unit, "risk", [RISK]).saved[0].key.id
        acts.act(unit, "submit", [risk])
        receive(made, [bundle_of(unit, tmp_path / "in")])
    returning.return_bundles(made, ["ФИЛ", "ХИМ"], tmp_path / "before")
    return made


def rows(page):
    return {row["id"]: row for at in range(page.sheet.rows.record_count()) if (row := page.sheet.rows.row(at))}


def accept_all(ws, unit):
    from qms_desktop.store import reading

    with ws.store.reading() as tx:
        handed = reading.column(tx, reading.Query("risk", unit=unit), "id")
    acts.act(ws, "accept", handed)


def test_units_with_news_are_ticked_already_and_get_their_files(shell, office, tmp_path, monkeypatch):
    accept_all(office, "ХИМ")
    out = tmp_path / "жооптор"
    out.mkdir()
    monkeypatch.setattr(asking, "folder_to_open", lambda *_asked: out)
    at = shell(office)
    page = at.page("returns")
    assert {unit: row["tick"] for unit, row in rows(page).items()} == {"ФИЛ": False, "ХИМ": True}
    assert page.button.text().strip() == "1 жооп пакетин чыгаруу"
    page.primary()
    at.settle()
    assert [file.name for file in out.iterdir()] == ["ХИМ.qmsb"]
    assert "ХИМ.qmsb" in rows(page)["ХИМ"]["result"]
    assert not page.button.isEnabled(), "nothing new is left"
    assert any(str(out) in said for said in at.banners())


def test_all_can_be_ticked_and_nothing_is_written_without_a_folder(shell, office, tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "folder_to_open", lambda *_asked: None)
    at = shell(office)
    page = at.page("returns")
    assert not page.button.isEnabled()
    page.all_link.click()
    assert page.button.isEnabled()
    page.primary()
    at.settle()
    assert at.banners() == []
    assert all(row["tick"] for row in rows(page).values())


def test_with_nobody_to_read_it_the_page_says_so(shell, make_workspace):
    page = shell(make_workspace()).page("returns")
    assert page.empty.isVisible()
    assert page.bar.isHidden()
