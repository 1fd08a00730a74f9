"""The demo plays the whole way for each institution, and what it makes is what it says."""

import subprocess
from pathlib import Path

import pytest

from qms_desktop.core.examples import load_examples
from qms_desktop.services import conflicts, demo, enrolment, upkeep
from qms_desktop.services.workspace import open_workspace
from qms_desktop.store import reading


def text_of(pdf):
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module", params=["jasu", "oshsu", "generic"])
def played(request, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp(request.param)
        patch.setenv("QMS_KEYS", str(folder / "keys"))
        said = []
        made = demo.play(folder / "demo", request.param, "ky", said.append)
        yield request.param, folder / "demo", made, said


def test_every_file_is_there_and_every_store_is_sound(played, monkeypatch):
    institution, folder, made, said = played
    monkeypatch.setenv("QMS_KEYS", str(folder.parent / "keys"))
    assert said
    assert all(Path(file).stat().st_size > 500 for file in made["files"])
    for store in made["stores"]:
        with open_workspace(Path(store)) as ws:
            assert upkeep.check_store(ws)["ok"]
    with open_workspace(Path(made["stores"][0])) as office, office.store.reading() as tx:
        assert office.profile.key == institution
        assert reading.count(tx, reading.Query("risk")) == 13


def test_the_units_joined_by_invitation_and_got_their_returns(played, monkeypatch):
    """Nobody is taken on trust, and a unit sees what the office said of its risks."""
    _institution, folder, made, _said = played
    monkeypatch.setenv("QMS_KEYS", str(folder.parent / "keys"))
    with open_workspace(Path(made["stores"][0])) as office:
        invited = enrolment.invitations(office)
        assert {each["state"] for each in invited} == {"used"}
        joined = {each.device: each.state for each in enrolment.devices(office) if each.role == "department"}
        assert joined == {each["device"]: "confirmed" for each in invited}
    states = set()
    for store in made["stores"][1:]:
        with open_workspace(Path(store)) as ws, ws.store.reading() as tx:
            states |= {risk["state"] for risk in reading.records(tx, reading.Query("risk"))}
    assert {"accepted", "returned"} <= states


def test_one_conflict_is_left_to_decide(played, monkeypatch):
    _institution, folder, made, _said = played
    monkeypatch.setenv("QMS_KEYS", str(folder.parent / "keys"))
    with open_workspace(Path(made["stores"][0])) as office:
        (conflict,) = conflicts.conflicts(office)
        assert conflict.field == "residual_likelihood"


def test_the_register_holds_the_eight_rows_of_the_annex(played):
    _institution, folder, _made, _said = played
    printed = " ".join(text_of(folder / "pdf" / "Ф-04-office.pdf").split())
    for row in load_examples("jasu", "ky")["register_entry"]:
        assert row["title"].split()[0] in printed
    assert printed.count("жогору") >= 3
