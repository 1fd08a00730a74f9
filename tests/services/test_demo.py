"""The demo plays the whole year for each institution, and what it makes is what it says."""

import subprocess
from pathlib import Path

import pytest

from qms_desktop.core.examples import load_examples
from qms_desktop.core.reports import Chart, Figure, Table, Words
from qms_desktop.models.action_words import NONCONFORMITY_STATES
from qms_desktop.services import conflicts, demo, enrolment, upkeep
from qms_desktop.services.reports.registry import REPORTS, make
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


@pytest.fixture
def office(played, monkeypatch):
    _institution, folder, made, _said = played
    monkeypatch.setenv("QMS_KEYS", str(folder.parent / "keys"))
    with open_workspace(Path(made["stores"][0])) as ws:
        yield ws


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
        # thirteen rows of the documents, and one that two units share
        assert reading.count(tx, reading.Query("risk")) == 14


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


def test_one_conflict_is_left_to_decide(office):
    (conflict,) = conflicts.conflicts(office)
    assert conflict.field == "residual_likelihood"


def test_the_register_holds_the_eight_rows_of_the_annex(played):
    _institution, folder, _made, _said = played
    printed = " ".join(text_of(folder / "pdf" / "Ф-04-office.pdf").split())
    for row in load_examples("jasu", "ky")["register_entry"]:
        assert row["title"].split()[0] in printed
    assert printed.count("жогору") >= 3


def test_the_year_went_through_all_states(office):
    """Ten units, eight audits held, thirty nonconformities in every state that there is, a review with its decisions."""
    with office.store.reading() as tx:

        def column(kind, name):
            return reading.column(tx, reading.Query(kind), name)

        assert set(column("nonconformity", "state")) == set(NONCONFORMITY_STATES)
        assert len(column("nonconformity", "state")) == 30
        assert sorted(set(column("audit", "state"))) == ["cancelled", "completed", "moved"]
        assert column("audit", "state").count("completed") == 8
        assert column("review", "state") == ["approved"]
        assert sum(review is not None for review in column("decision", "review")) == 5
        for kind in ("objective", "measurement", "training", "survey", "complaint", "provider", "context", "minutes", "plan",
                     "corrective_action", "preventive_action", "acquaintance", "agreement", "change_entry", "improvement"):  # fmt: skip
            assert reading.count(tx, reading.Query(kind)), kind


def test_what_was_done_lies_in_the_year_that_is_played(office):
    """Nothing was found, held or approved after the year, and nothing before it."""
    with office.store.reading() as tx:
        (period,) = reading.records(tx, reading.Query("period"))
        for kind, name in (("nonconformity", "found_on"), ("audit", "held_from"), ("objective", "approved_on"), ("review", "approved_on")):
            days = [day for day in reading.column(tx, reading.Query(kind), name) if day]
            assert days
            assert all(period["starts_on"] <= day <= period["ends_on"] for day in days), kind


def test_no_report_is_empty(office):
    """Every report of the registry has figures or rows, and no table of one of them is without rows."""
    for number in REPORTS:
        report = make(office, number)
        tables = [part for part in report.parts if isinstance(part, Table)]
        assert [str(table.title) for table in tables if not table.rows] == [], number
        assert any(isinstance(part, (Table, Chart, Words)) for part in report.parts), number
        cells = [cell for table in tables for row in table.rows for cell in row]
        assert any(cell.value for cell in cells if isinstance(cell, Figure)) or all(not isinstance(cell, Figure) for cell in cells), number


def test_what_a_unit_leads_is_described_by_its_own_words(office):
    """A card says what its process does, a risk why it may come true: nothing is copied from another."""
    with office.store.reading() as tx:
        cards = reading.records(tx, reading.Query("process"))
        causes = [risk["cause"] for risk in reading.records(tx, reading.Query("risk"))]
    by_purpose = {}
    for card in cards:
        by_purpose.setdefault(card["purpose"], set()).add(card["number"])
    assert all(len(numbers) == 1 for numbers in by_purpose.values())
    assert len(set(causes)) >= 8


def test_lead_auditors_lead_and_nobody_audits_his_own_unit(office):
    with office.store.reading() as tx:
        home = {one["name"]: one["of_unit"] for one in reading.records(tx, reading.Query("auditor"))}
        leads = {one["name"] for one in reading.records(tx, reading.Query("auditor", where=(("grade", "lead"),)))}
        audits = reading.records(tx, reading.Query("audit"))
        led = {}
        for card in reading.records(tx, reading.Query("process")):
            led.setdefault(card["unit"], set()).add(card["number"])
    numbers = {seed.name.text("ky"): seed.number for seed in office.profile.processes}
    for audit in audits:
        assert audit["lead"] in leads
        assert audit["unit_audited"] not in {home[name] for name in (audit["lead"], *audit["team"])}
        if audit["unit_audited"] in led:
            assert {numbers[name] for name in audit["processes"]} & led[audit["unit_audited"]]


def test_the_review_says_something_of_its_own_about_every_item(office):
    with office.store.reading() as tx:
        (review,) = reading.records(tx, reading.Query("review"))
    assert len({line["comment"] for line in review["inputs"]}) >= 8
    assert all(review[name] for name in ("distribution", "informed", "representative_evaluation", "rector_evaluation"))


def test_no_paper_names_a_unit_by_a_key_of_the_program(played):
    _institution, folder, _made, _said = played
    for file in (folder / "pdf").glob("*.pdf"):
        assert not {"-all-", "-office-"} & {part for word in text_of(file).split() for part in ("-all-", "-office-") if part in word}, file.name
