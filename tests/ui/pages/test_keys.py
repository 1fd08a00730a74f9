"""The office's key backup: asked for until it is made, under a passphrase that is written twice, and put to use again."""

import pytest

from qms_desktop.services import enrolment, key_backup, records
from qms_desktop.services.exchanging import receive
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from tests.ui.shells import RISK, bundle_of

PHRASE = "кызыл чайнек төрт булут жебе"


def write(field, text):
    field.editor.setText(text)
    field.editor.textEdited.emit(text)


@pytest.fixture
def office(make_workspace):
    return make_workspace(person="Осмонова Ж. Т.")


def test_home_asks_for_the_key_backup_until_it_is_made(shell, office, tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "place_to_save", lambda *_asked: tmp_path / "ачкыч.qmsk")
    at = shell(office)
    home = at.window.page()
    made = [b for b in home.findChildren(Button) if b.text().strip() == "Түзүү"]
    made[0].click()
    at.settle()
    page = at.window.page()
    assert at.window.open_key() == "devices"
    keys = page.keys
    assert keys.isVisible()
    assert not keys.backup.isEnabled()
    write(keys.passphrase.first, PHRASE)
    write(keys.passphrase.second, PHRASE[:-1])
    assert not keys.backup.isEnabled(), "the second one differs"
    write(keys.passphrase.second, PHRASE)
    page.primary()
    at.settle()
    assert (tmp_path / "ачкыч.qmsk").is_file()
    assert not key_backup.is_due(office)
    assert keys.passphrase.text() == "", "what was written is not kept"
    assert any("ачкыч.qmsk" in said for said in at.banners())
    at.window.open("home")
    at.settle()
    assert not at.session.pulse.latest.key_backup_due


@pytest.mark.parametrize(("written", "tone"), [("", "text2"), ("12345", "high"), ("aaaaaaaaaaaaaa", "high"),
                                               ("булут чайнек", "medium"), (PHRASE, "low")])  # fmt: skip
def test_the_strength_of_a_passphrase_is_said_in_words(shell, office, written, tone):
    page = shell(office).page("devices")
    page.show_keys()
    write(page.keys.passphrase.first, written)
    assert page.keys.passphrase.strength.property("tone") == tone
    assert page.keys.passphrase.strength.text()


def test_a_new_computer_becomes_the_offices_by_the_key_backup(shell, office, make_workspace, tmp_path, monkeypatch):
    unit = make_workspace("ФИЛ")
    records.save(unit, "risk", [RISK])
    receive(office, [bundle_of(unit, tmp_path / "in")])
    file = tmp_path / "ачкыч.qmsk"
    key_backup.back_up(office, file, PHRASE)
    old = office.key.device
    new = make_workspace(person="Осмонова Ж. Т.", folder="new office")
    monkeypatch.setattr(asking, "file_to_open", lambda *_asked: file)
    at = shell(new)
    page = at.page("devices")
    page.show_keys()
    assert not page.keys.restore.isEnabled()
    write(page.keys.old_passphrase.first, "башка сөздөр болду окшойт")
    page.keys.restore.click()
    at.settle()
    assert at.banners(), "a wrong passphrase is said to be so"
    write(page.keys.old_passphrase.first, PHRASE)
    page.keys.lost.click()
    page.keys.restore.click()
    at.settle()
    states = {device.device: device.state for device in enrolment.devices(new)}
    assert states[old] == "revoked"
    assert states[new.key.device] == "own"


def test_the_letters_are_hidden_until_they_are_asked_for(shell, office):
    from PySide6.QtWidgets import QLineEdit

    page = shell(office).page("devices")
    page.show_keys()
    editor = page.keys.passphrase.first.editor
    assert editor.echoMode() == QLineEdit.EchoMode.Password
    page.keys.passphrase.seen.click()
    assert editor.echoMode() == QLineEdit.EchoMode.Normal
