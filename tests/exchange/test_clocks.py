"""F19: a clock that is wrong is told of once, and decides nothing."""

import pytest

from qms_desktop.exchange.clocks import is_behind, odd_moment
from qms_desktop.services import exchanging, records, workspace
from qms_desktop.services.workspace import open_workspace

NOW = "2026-11-20T10:00:00Z"


@pytest.mark.parametrize(
    ("moments", "odd"),
    [([], ""), ([NOW, "2026-11-21T20:00:00Z"], ""), (["2025-01-01T00:00:00Z"], ""), (["", "кечээ"], ""),
     ([NOW, "1970-01-01T00:00:00Z"], "1970-01-01T00:00:00Z"), ([NOW, "2099-12-31T23:59:59Z"], "2099-12-31T23:59:59Z"),
     (["1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z"], "2099-12-31T23:59:59Z")],
)  # fmt: skip
def test_F19_which_moments_are_impossible(moments, odd):
    assert odd_moment(moments, NOW) == odd


@pytest.mark.parametrize("clock", ["1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z"])
def test_F19_a_wrong_clock_in_a_bundle_is_told_once_and_changes_nothing(clock, make_workspace, tmp_path, monkeypatch):
    ws, office = make_workspace("МТК"), make_workspace()
    with monkeypatch.context() as patched:
        patched.setattr(workspace, "now", lambda: clock)
        records.save(ws, "risk", [{"title": "А"}])
    exchanging.send(ws, tmp_path / "a.qmsb")
    (outcome,) = exchanging.receive(office, [tmp_path / "a.qmsb"]).outcomes
    assert outcome.result.status == "merged"
    (notice,) = office.notices
    assert clock[:10] in notice.text("en")
    records.save(ws, "risk", [{"title": "Б"}])
    exchanging.send(ws, tmp_path / "b.qmsb")
    exchanging.receive(office, [tmp_path / "b.qmsb"])
    assert len(office.notices) == 1, "what came before is not told of again"


def test_F19_a_right_clock_is_not_spoken_of(make_workspace, tmp_path):
    ws, office = make_workspace("МТК"), make_workspace()
    records.save(ws, "risk", [{"title": "А"}])
    exchanging.send(ws, tmp_path / "a.qmsb")
    exchanging.receive(office, [tmp_path / "a.qmsb"])
    assert office.notices == []


def test_F19_a_computer_whose_clock_went_back_is_told_on_opening(make_workspace, monkeypatch):
    ws = make_workspace("МТК")
    records.save(ws, "risk", [{"title": "А"}])
    folder = ws.store.folder
    ws.close()
    with open_workspace(folder) as again:
        assert again.notices == []
    monkeypatch.setattr(workspace, "now", lambda: "2001-01-01T00:00:00Z")
    with open_workspace(folder) as again:
        (notice,) = again.notices
        assert "2001-01-01" in notice.text("en")
    assert is_behind("2001-01-01T00:00:00Z", NOW)
