"""Sending: what is ticked is handed over, the rest travels as a draft."""

from dataclasses import replace

import pytest

from qms_desktop.services import acts, handing, records
from qms_desktop.services.exchanging import receive
from qms_desktop.ui import asking
from tests.ui.shells import CARD, RISK, bundle_of


@pytest.fixture
def filled(make_workspace):
    """A unit with a complete risk, an incomplete one and a complete card; their ids."""
    ws = make_workspace("ФИЛ")
    risk, draft = [saved.key.id for saved in records.save(ws, "risk", [RISK, {"title": "Долбоор"}]).saved]
    card = records.save(ws, "process", [CARD]).saved[0].key.id
    return ws, risk, draft, card


def states(ws, *ids):
    return [records.show(ws, record)["state"] for record in ids]


def test_ticked_forms_become_submitted_and_the_rest_travels_as_a_draft(shell, filled, make_workspace, tmp_path, monkeypatch):
    ws, risk, draft, card = filled
    monkeypatch.setattr(asking, "place_to_save", lambda *_asked: tmp_path / "ФИЛ.qmsb")
    at = shell(ws)
    page = at.page("exchange")
    assert set(page.sending.ticks) == {"risk", "process"}
    page.sending.ticks["process"].click()
    page.primary()
    at.settle()
    assert states(ws, risk, draft, card) == ["submitted", "draft", "draft"]
    assert set(page.sending.ticks) == {"process"}, "what was handed over is not offered again"
    assert not page.sending.ticks["process"].isChecked(), "what was let alone stays so"
    office = make_workspace()
    receive(office, [tmp_path / "ФИЛ.qmsb"])
    assert states(office, risk, draft, card) == ["submitted", "draft", "draft"], "and all of it travelled"


def test_what_was_changed_after_it_was_handed_over_is_offered_again(filled):
    ws, risk, _draft, _card = filled
    acts.act(ws, "submit", [risk])
    assert next(f for f in handing.forms(ws) if f.kind == "risk").ready == ()
    records.save(replace(ws, role="office"), "risk", [{"id": risk, "likelihood": 5}])  # the unit itself is locked
    assert next(f for f in handing.forms(ws) if f.kind == "risk").ready == (risk,)


def test_a_place_that_cannot_be_written_submits_nothing(shell, filled, tmp_path, monkeypatch):
    ws, risk, *_rest = filled
    monkeypatch.setattr(asking, "place_to_save", lambda *_asked: tmp_path / "no folder" / "ФИЛ.qmsb")
    at = shell(ws)
    at.page("exchange").primary()
    at.settle()
    assert states(ws, risk) == ["draft"]
    assert len(at.banners()) == 1


def test_a_package_can_be_sent_with_nothing_complete(shell, make_workspace, tmp_path, monkeypatch):
    ws = make_workspace("ФИЛ")
    records.save(ws, "risk", [{"title": "Долбоор"}])
    monkeypatch.setattr(asking, "place_to_save", lambda *_asked: tmp_path / "ФИЛ.qmsb")
    at = shell(ws)
    page = at.page("exchange")
    assert page.sending.ticks == {}
    page.primary()
    at.settle()
    assert (tmp_path / "ФИЛ.qmsb").is_file()


def test_a_returned_record_is_offered_once_it_is_changed(filled, make_workspace, tmp_path):
    ws, risk, *_rest = filled
    office = make_workspace()
    acts.act(ws, "submit", [risk])
    receive(office, [bundle_of(ws, tmp_path / "in")])
    acts.act(office, "return", [risk], why="Далилин жазыңыз")
    form = next(f for f in handing.forms(ws) if f.kind == "risk")
    assert (form.ready, form.handed) == ((), 1)
