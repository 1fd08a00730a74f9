"""Invitations and keys: who is invited, who waits, whose trust is withdrawn."""

import pytest

from qms_desktop.services import enrolment, records
from qms_desktop.services.exchanging import receive
from qms_desktop.services.setup import init
from qms_desktop.ui import asking
from tests.ui.shells import RISK, bundle_of


def rows(page):
    sheet = page.units.sheet.rows
    return {row["id"]: row for at in range(sheet.record_count()) if (row := sheet.row(at))}


def tick(page, unit):
    sheet = page.units.sheet.rows
    sheet.setData(sheet.index(sheet.find(unit), 0), True)


@pytest.fixture
def second(make_workspace, tmp_path):
    """The QA office's store, in which a second computer of a unit waits."""
    unit, office = make_workspace("ФИЛ"), make_workspace()
    records.save(unit, "risk", [RISK])
    receive(office, [bundle_of(unit, tmp_path / "in", "1.qmsb")])
    with init(tmp_path / "second", institution="jasu", role="department", unit="ФИЛ", unit_name="ФИЛ",
              person="Асанов Б. К.", position="Башчы") as other:  # fmt: skip
        records.save(other, "risk", [{"title": "Экинчи компьютерден"}])
        receive(office, [bundle_of(other, tmp_path / "in", "2.qmsb")])
    return office


def test_ticked_units_get_their_invitations_in_one_folder(shell, make_workspace, tmp_path, monkeypatch):
    out = tmp_path / "чакыруулар"
    out.mkdir()
    monkeypatch.setattr(asking, "folder_to_open", lambda *_asked: out)
    at = shell(make_workspace())
    page = at.page("devices")
    assert str(rows(page)["РЕК"]["state"].words) == "чакырыла элек"
    tick(page, "РЕК")
    tick(page, "СТБ")
    page.primary()
    at.settle()
    assert sorted(file.name for file in out.iterdir()) == ["РЕК.qmsi", "СТБ.qmsi"]
    assert str(rows(page)["РЕК"]["state"].words) == "чакырылган, бүгүн"
    assert page.units.ticked() == []
    assert any(str(out) in said for said in at.banners())


def test_all_units_are_invited_at_once(shell, make_workspace, tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "folder_to_open", lambda *_asked: tmp_path / "out")
    at = shell(make_workspace())
    page = at.page("devices")
    page.units.filters.choose("none")
    page.units.tick_in_sight()
    assert "office" not in page.units.ticked(), "the office does not invite itself"
    leading = {row.unit for row in page.units.rows if row.leads}
    assert leading
    assert leading.isdisjoint(page.units.ticked()), "whom everything goes to is invited by itself"
    count = len(page.units.ticked())
    page.units.invite.click()
    at.settle()
    assert len(list((tmp_path / "out").iterdir())) == count
    assert rows(page).keys() == leading, "no other is left uninvited"


def test_an_open_invitation_is_withdrawn(shell, make_workspace, tmp_path):
    office = make_workspace()
    enrolment.invite(office, ["РЕК"], tmp_path)
    at = shell(office)
    page = at.page("devices")
    tick(page, "РЕК")
    page.units.withdraw.click()
    at.settle()
    assert enrolment.invitations(office)[0]["state"] == "withdrawn"
    assert str(rows(page)["РЕК"]["state"].words) == "чакыруу кайтарып алынды"


def test_an_auditors_invitation_does_not_take_the_units_place(shell, make_workspace, tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "folder_to_open", lambda *_asked: tmp_path / "out")
    office = make_workspace()
    enrolment.invite(office, ["РЕК"], tmp_path / "out")
    before = (tmp_path / "out" / "РЕК.qmsi").read_bytes()
    at = shell(office)
    page = at.page("devices")
    tick(page, "РЕК")
    page.units.audit.click()
    at.settle()
    assert (tmp_path / "out" / "РЕК.qmsi").read_bytes() == before
    assert (tmp_path / "out" / "auditors" / "РЕК.qmsi").is_file()
    assert sorted(each["role"] for each in enrolment.invitations(office)) == ["auditor", "department"]


def test_a_second_computer_is_confirmed_only_after_the_tick(shell, second):
    at = shell(second)
    page = at.page("devices")
    assert page.tabs.tabs[1].count == 2, "a computer and its file"
    page.show_waiting()
    card = page.waiting.cards[0]
    assert len(card.digits.text().split()) == 6
    assert not card.compared.button.isEnabled()
    card.compared.tick.click()
    card.compared.button.click()
    at.settle()
    assert page.waiting.isHidden()
    assert str(rows(page)["ФИЛ"]["state"].words) == "кошулду"
    with second.store.reading() as tx:
        from qms_desktop.store import reading

        assert "Экинчи компьютерден" in reading.column(tx, reading.Query("risk"), "title")


def test_a_computer_that_is_not_let_in_waits_no_more_but_its_file_does(shell, second):
    at = shell(second)
    page = at.page("devices")
    page.show_waiting()
    card = page.waiting.cards[0]
    card.revoke.click()
    assert card.question.isVisible(), "what will happen is said before it happens"
    card.question.agree.click()
    at.settle()
    assert page.waiting.cards == []
    assert len(page.waiting.files) == 1


def test_the_trust_in_a_lost_computer_is_withdrawn_in_the_panel(shell, make_workspace, tmp_path):
    unit, office = make_workspace("ФИЛ"), make_workspace()
    records.save(unit, "risk", [RISK])
    receive(office, [bundle_of(unit, tmp_path / "in")])
    at = shell(office)
    page = at.page("devices")
    page.units.opened.emit("ФИЛ")
    assert page.panel_is_open()
    (card,) = page.panel.cards
    assert card.compared is None
    card.revoke.click()
    card.question.agree.click()
    at.settle()
    assert str(rows(page)["ФИЛ"]["state"].words) == "ишенимден чыгарылды"
    assert [device.state for device in enrolment.devices(office) if device.unit == "ФИЛ"] == ["revoked"]


def test_the_office_cannot_withdraw_the_computer_it_works_on(shell, make_workspace):
    at = shell(make_workspace())
    page = at.page("devices")
    page.units.opened.emit("office")
    assert [card.revoke for card in page.panel.cards] == [None]
    from qms_desktop.services.exchanging import own_digits

    assert page.keys.digits.text() == own_digits(at.ws)
