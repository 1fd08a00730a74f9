"""An office of several people on one PostgreSQL database: a further computer signs nothing before it is let in."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.exchange import issuing, trust
from qms_desktop.services import enrolment, exchanging, key_backup, setup
from qms_desktop.services.workspace import open_workspace

from .campus import Campus

PASSPHRASE = "ат казан терезе жаан"


@pytest.fixture
def campus(tmp_path, new_database):
    made = Campus(tmp_path, place=new_database())
    yield made
    made.close()


@pytest.fixture
def second(campus):
    """A second computer that opens the office's database."""
    return campus.desk("second", lambda _folder: open_workspace(campus.office.ws.store.place))


def _waiting(desk):
    return [each for each in desk.do(enrolment.devices) if each.state == trust.WAITING]


def test_a_second_computer_is_confirmed_by_the_first(campus, second, tmp_path):
    unit = campus.joined("АСБ", "unit")
    with pytest.raises(UserError) as caught:
        second.do(enrolment.invite, ["СТБ"], tmp_path / "out")
    assert "first computer" in caught.value.text("en")
    second.do(enrolment.devices)
    (waiting,) = _waiting(campus.office)
    assert waiting.digits == second.do(exchanging.own_digits)
    assert not campus.office.do(lambda ws: _list(ws)).is_trusted(second.ws.key.device)
    campus.office.do(exchanging.confirm_device, waiting.device)
    assert _waiting(campus.office) == []
    campus.office.do(enrolment.refresh_list)
    campus.office, first = second, campus.office
    assert unit.one(campus.give_back("АСБ")).status == "merged"  # which the second made
    assert unit.state_of(second) == trust.CONFIRMED
    unit.save()
    assert campus.pass_on(unit, second).status == "merged"
    first.do(enrolment.revoke, second.ws.key.device)
    with pytest.raises(UserError):
        second.do(enrolment.refresh_list)
    assert first.state_of(second) == trust.REVOKED


def test_the_key_backup_lets_a_second_computer_in_too(campus, second, tmp_path):
    unit = campus.joined("АСБ", "unit")
    campus.office.do(key_backup.back_up, tmp_path / "office.qmsk", PASSPHRASE)
    assert second.do(key_backup.restore, tmp_path / "office.qmsk", PASSPHRASE)["epoch"] == 2
    campus.office, first = second, campus.office
    assert unit.one(campus.give_back("АСБ")).status == "merged"
    first.do(enrolment.refresh_list)  # the first goes on signing


def test_each_computer_has_its_own_person(campus, second):
    second.do(setup.change_person, "Экинчи адам", "Адис")
    assert campus.office.do(setup.who_works_here)["name"] == "Осмонова Ж. Т."
    assert second.do(setup.who_works_here)["name"] == "Экинчи адам"


def _list(ws):
    with ws.store.reading() as tx:
        return issuing.held_list(tx)
