"""The commands that let computers in, as scripts call them: shapes, exit codes, one sentence and nothing half made."""

from pathlib import Path

import pytest

from tests.cli.conftest import answer, refusal

OFFICE, UNIT = "office", "unit"
PASSPHRASE = "ат казан терезе жаан"


@pytest.fixture
def office(run):
    """The QA office's store."""
    return answer(run("init", "--institution", "jasu", "--role", "office", "--person", "Осмонова", "--position", "Башчы",
                      "--json", store=OFFICE))  # fmt: skip


@pytest.fixture
def invitation(run, office, tmp_path):
    """The invitation file of АСБ."""
    (written,) = answer(run("invite", "АСБ", "--out", tmp_path / "inv", "--json", store=OFFICE))
    assert written == {"unit": "АСБ", "file": str(tmp_path / "inv" / "АСБ.qmsi")}
    return written["file"]


def joining(file):
    return ("join", file, "--person", "Назарова А. К.", "--position", "Башчы", "--json")


@pytest.mark.requirement("R046")
def test_invite_join_and_the_first_bundle(run, office, invitation, tmp_path):
    joined = answer(run(*joining(invitation), store=UNIT))
    assert joined.keys() == office.keys() == {"store", "institution", "role", "unit", "device"}
    assert (joined["store"], joined["institution"], joined["role"], joined["unit"]) == (
        str(tmp_path / UNIT), "jasu", "department", "АСБ")  # fmt: skip
    answer(run("send", tmp_path / "a.qmsb", "--json", store=UNIT))
    (received,) = answer(run("receive", tmp_path / "a.qmsb", "--json", store=OFFICE))
    assert (received["status"], received["unit"]) == ("merged", "АСБ")
    (listed,) = answer(run("invitations", "--json", store=OFFICE))
    assert listed.keys() == {"id", "unit", "role", "state", "created", "expires", "device"}
    assert (listed["unit"], listed["state"], listed["device"]) == ("АСБ", "used", joined["device"])
    known = {each["device"]: each for each in answer(run("devices", "--json", store=OFFICE))}
    mine = known[joined["device"]]
    assert {"device", "unit", "role", "state", "since", "digits"} <= set(mine)
    assert (mine["unit"], mine["state"], len(mine["digits"].split())) == ("АСБ", "confirmed", 6)


def test_the_language_is_the_options_else_the_invitations(run, office, tmp_path):
    (written,) = answer(run("invite", "АСБ", "--out", tmp_path, "--lang", "ru", "--json", store=OFFICE))
    answer(run(*joining(written["file"]), store=UNIT))
    answer(run(*joining(written["file"]), "--lang", "en", store="other"))
    assert "Устройства «12345678» нет" in refusal(run("revoke", "12345678", store=UNIT))
    assert "There is no device" in refusal(run("revoke", "12345678", store="other"))


def test_all_and_wrong_usage(run, office, tmp_path):
    written = answer(run("invite", "--all", "--out", tmp_path / "inv", "--json", store=OFFICE))
    units = {unit["code"]: unit["type"] for unit in answer(run("units", "--json", store=OFFICE))}
    invited = {each["unit"] for each in written}
    assert invited < units.keys()
    assert not {code for code in invited if units[code] == "university"}
    assert run("invite", "--out", tmp_path / "inv", store=OFFICE).returncode == 2
    assert run("invite", "АСБ", store=OFFICE).returncode == 2
    assert run("invite", "АСБ", "--out", tmp_path, "--role", "office", store=OFFICE).returncode == 2
    assert run("keys", store=OFFICE).returncode == 2
    assert "ЖОК" in refusal(run("invite", "АСБ", "ЖОК", "--out", tmp_path / "no", store=OFFICE))
    assert not (tmp_path / "no").exists()


def test_what_is_no_invitation_makes_no_store(run, invitation, tmp_path):
    data = Path(invitation).read_bytes()
    bad = tmp_path / "bad.qmsi"
    for spoilt in (data[:-1], data[:40], b"", data[:-1] + bytes([data[-1] ^ 1]), b"%PDF"):
        bad.write_bytes(spoilt)
        refusal(run(*joining(bad), store=UNIT))
        assert not (tmp_path / UNIT).exists()
    refusal(run(*joining(tmp_path / "none.qmsi"), store=UNIT))
    answer(run(*joining(invitation), store=UNIT))
    refusal(run(*joining(invitation), store=UNIT))


def test_a_second_computer_waits_until_it_is_confirmed(run, invitation, tmp_path):
    for store in (UNIT, "second"):
        answer(run(*joining(invitation), store=store))
        answer(run("send", tmp_path / f"{store}.qmsb", "--json", store=store))
    first, second = answer(run("receive", tmp_path / "unit.qmsb", tmp_path / "second.qmsb", "--json", store=OFFICE))
    assert (first["status"], second["status"]) == ("merged", "waiting")
    assert second["reason"]
    (waits,) = answer(run("waiting", "--json", store=OFFICE))
    assert (waits["unit"], waits["status"], waits["file"]) == ("АСБ", "waiting", str(tmp_path / "second.qmsb"))
    (device, *_) = answer(run("devices", "--json", store=OFFICE))  # those that wait come first
    assert device["state"] == "waiting"
    (confirmed,) = answer(run("confirm", device["device"][:10], "--json", store=OFFICE))
    assert confirmed["status"] == "merged"
    assert answer(run("waiting", "--json", store=OFFICE)) == []
    revoked = answer(run("revoke", device["device"], "--json", store=OFFICE))
    assert revoked["state"] == "revoked"
    answer(run("save", "risk", "-", "--json", given='{"title": "Кийин"}', store="second"))
    answer(run("send", tmp_path / "later.qmsb", "--json", store="second"))
    (later,) = answer(run("receive", tmp_path / "later.qmsb", "--json", store=OFFICE))
    assert later["status"] == "waiting"
    (waits,) = answer(run("waiting", "--json", store=OFFICE))
    (taken,) = answer(run("take", waits["sha256"], "--json", store=OFFICE))
    assert taken["status"] == "merged"
    refusal(run("dismiss", waits["sha256"], store=OFFICE))


def test_an_invitation_is_withdrawn_by_its_first_digits(run, invitation, tmp_path):
    (listed,) = answer(run("invitations", "--json", store=OFFICE))
    assert answer(run("withdraw", listed["id"][:8], "--json", store=OFFICE))["state"] == "withdrawn"
    refusal(run("withdraw", listed["id"], store=OFFICE))
    refusal(run("withdraw", "ab", store=OFFICE))
    answer(run(*joining(invitation), store=UNIT))
    answer(run("send", tmp_path / "a.qmsb", "--json", store=UNIT))
    (received,) = answer(run("receive", tmp_path / "a.qmsb", "--json", store=OFFICE))
    assert received["status"] == "waiting"


def test_the_passphrase_comes_from_the_environment_never_from_the_line(run, office, tmp_path, monkeypatch):
    file = tmp_path / "office.qmsk"
    refusal(run("keys", "backup", file, store=OFFICE))
    monkeypatch.setenv("QMS_PASSPHRASE", "short")
    refusal(run("keys", "backup", file, store=OFFICE))
    assert not file.exists()
    monkeypatch.setenv("QMS_PASSPHRASE", PASSPHRASE)
    assert answer(run("keys", "backup", file, "--json", store=OFFICE)) == {"file": str(file), "recovery": True}
    answer(run("init", "--institution", "jasu", "--role", "office", "--person", "Жаңы", "--position", "Башчы", "--json",
               store="new office"))  # fmt: skip
    restored = answer(run("keys", "restore", file, "--lost", "--json", store="new office"))
    assert restored.keys() == {"file", "device", "epoch", "number"}
    old = next(each for each in answer(run("devices", "--json", store="new office")) if each["device"] == office["device"])
    assert old["state"] == "revoked"
    monkeypatch.setenv("QMS_PASSPHRASE", "башка сөз айкашы")
    refusal(run("keys", "restore", file, store="new office"))


def test_somebody_else_works_here_now(run, invitation):
    answer(run(*joining(invitation), store=UNIT))
    now = answer(run("person", "Бакирова С. Т.", "Башчы", "--json", store=UNIT))
    assert (now["name"], now["position"]) == ("Бакирова С. Т.", "Башчы")
    (saved,) = answer(run("save", "risk", "-", "--json", given='{"title": "Жаңы"}', store=UNIT))
    (entry,) = answer(run("show", saved["id"], "--history", "--json", store=UNIT))["history"]
    assert entry["by"] == now["id"]
    refusal(run("person", "", "Башчы", store=UNIT))


def test_an_auditors_laptop_joins_for_each_of_its_units(run, office, tmp_path):
    files = {each["unit"]: each["file"] for each in answer(run(
        "invite", "АСБ", "СТБ", "--role", "auditor", "--out", tmp_path / "inv", "--json", store=OFFICE))}  # fmt: skip
    first = answer(run(*joining(files["АСБ"]), store="laptop"))
    assert (first["role"], first["unit"]) == ("auditor", "office")
    assert answer(run(*joining(files["СТБ"]), store="laptop")) == first
    (device,) = [each for each in answer(run("devices", "--json", store="laptop")) if each["device"] == first["device"]]
    assert device["scope"] == ["АСБ", "СТБ"]
