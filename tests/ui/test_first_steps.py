"""The first start: by the office's invitation, chosen, dropped or clicked; what is no invitation is said to be so."""

import pytest

from qms_desktop.services import enrolment, records
from qms_desktop.services.exchanging import receive
from qms_desktop.ui import asking
from qms_desktop.ui.pages.home import HomePage
from tests.ui.programs import banners, closed, settle, texts
from tests.ui.shells import RISK, bundle_of


@pytest.fixture
def office(make_workspace):
    """The QA office's store."""
    return make_workspace(person="Осмонова Ж. Т.")


@pytest.fixture
def invitation(office, tmp_path):
    """The file that invites a unit which the profile lacks."""
    records.save(office, "unit", [{"code": "ФИЗ", "name": "Физика кафедрасы", "type": "department"}])
    return enrolment.invite(office, ["ФИЗ"], tmp_path / "чакыруулар")[0].file


def joined(application, qtbot, person="Асанов Б. К."):
    page = application.window.page()
    qtbot.waitUntil(page.invitation.isVisible, timeout=10_000)
    page.invitation.person.set_value(person)
    page.invitation.position.set_value("Кафедра башчысы")
    page.primary()
    qtbot.waitUntil(lambda: isinstance(application.window.page(), HomePage), timeout=20_000)
    settle(qtbot, application)


def test_the_chosen_invitation_says_whose_the_computer_is_and_asks_who_works_there(
    begin, qtbot, invitation, office, tmp_path, monkeypatch
):  # fmt: skip
    monkeypatch.setattr(asking, "file_to_open", lambda *_asked: invitation)
    application = begin(tmp_path / "department")
    page = application.window.page()
    page.primary()
    settle(qtbot, application)
    said = texts(page.invitation)
    assert "Физика кафедрасы (ФИЗ)" in said
    assert any("Жалал" in text or "ЖАМУ" in text for text in said), "the institution"
    page.primary()
    assert page.invitation.person.below.text() == "Бул керек: жазыңыз.", "who works here is asked for"
    joined(application, qtbot)
    ws = application.session.ws
    assert (ws.role, ws.unit, ws.profile.key) == ("department", "ФИЗ", "jasu")
    assert "Физика кафедрасы" in application.window.sidebar.unit.text()
    records.save(ws, "risk", [RISK])
    file = bundle_of(ws, tmp_path / "in")
    assert [each.result.status for each in receive(office, [file]).outcomes] == ["merged"], "no phone call is needed"
    assert enrolment.invitations(office)[0]["state"] == "used"


def test_a_double_click_on_the_invitation_begins_with_it(begin, qtbot, invitation, tmp_path):
    application = begin(tmp_path / "department", files=[invitation])
    joined(application, qtbot)
    assert application.session.ws.unit == "ФИЗ"


def test_a_file_that_is_no_invitation_is_said_to_be_so(begin, qtbot, make_workspace, tmp_path):
    bundle = bundle_of(make_workspace("ФИЛ"), tmp_path / "in")
    application = begin(tmp_path / "department")
    page = application.window.page()
    page.take_in([bundle])
    settle(qtbot, application)
    assert len(banners(application)) == 1
    assert page.offer.isVisible(), "and the way stays open"


def test_an_altered_invitation_makes_nothing(begin, qtbot, invitation, tmp_path):
    spoilt = tmp_path / "spoilt.qmsi"
    data = bytearray(invitation.read_bytes())
    data[len(data) // 2] ^= 1
    spoilt.write_bytes(data)
    application = begin(tmp_path / "department", files=[spoilt])
    settle(qtbot, application)
    assert len(banners(application)) == 1
    assert not (tmp_path / "department" / "store.sqlite").exists()


def test_without_an_invitation_it_is_said_that_the_first_file_will_wait(begin, qtbot, tmp_path):
    application = begin(tmp_path / "department")
    page = application.window.page()
    assert any("ырастагыча күтөт" in text for text in texts(page.offer))
    page.offer.without.click()
    assert page.questions.isVisible()
    page.back.click()
    assert page.offer.isVisible()


def test_an_invitation_in_a_store_that_is_there_changes_nothing(begin, qtbot, invitation, make_workspace):
    application = begin(closed(make_workspace("ФИЛ")), files=[invitation])
    settle(qtbot, application)
    qtbot.waitUntil(lambda: bool(banners(application)), timeout=5_000)
    assert "Физика кафедрасы" in banners(application)[0]
    assert application.session.ws.unit == "ФИЛ"


def test_an_auditors_laptop_takes_a_further_invitation(begin, qtbot, office, tmp_path):
    first, second = (enrolment.invite(office, [code], tmp_path / code, role="auditor")[0].file for code in ("РЕК", "СТБ"))
    application = begin(tmp_path / "laptop", files=[first])
    page = application.window.page()
    qtbot.waitUntil(page.invitation.isVisible, timeout=10_000)
    page.invitation.person.set_value("Аудитор А. А.")
    page.invitation.position.set_value("Ички аудитор")
    page.primary()
    qtbot.waitUntil(lambda: application.session is not None, timeout=20_000)
    application.session.take_in([second])
    settle(qtbot, application)
    own = next(d for d in enrolment.devices(application.session.ws) if d.device == application.session.ws.key.device)
    assert set(own.scope) == {"РЕК", "СТБ"}
