"""What comes is read by itself when the window rests, and again after a change; never once it was stopped."""

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import records
from qms_desktop.ui import foresight
from qms_desktop.ui.foresight import Foresight
from qms_desktop.ui.pulse import Pulse
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.spare import SpareTime


@pytest.fixture
def desk(make_workspace, monkeypatch, qtbot):
    monkeypatch.setattr(foresight, "REST", 20)
    monkeypatch.setattr(foresight, "SELDOM", 0)
    ws, runner = make_workspace("МТК"), Runner()
    pulse, spare = Pulse(ws, runner), SpareTime(runner)
    made = Foresight(ws, runner, spare, pulse)
    yield ws, runner, pulse, made
    made.stop()
    spare.stop()
    qtbot.waitUntil(lambda: not runner.is_busy(), timeout=20_000)
    runner.close()


def test_it_is_read_after_a_rest_and_again_after_a_change(desk, qtbot):
    ws, runner, pulse, _made = desk
    records.save(ws, "process", [{"name": "Окутуу"}])
    qtbot.waitUntil(lambda: pulse.outlook is not None, timeout=20_000)
    before = pulse.outlook.found
    Editing(ws, runner).save("risk", [{"title": "Өрт"}], KINDS["risk"].label)
    qtbot.waitUntil(lambda: pulse.outlook.found > before and pulse.latest.begun, timeout=20_000)
    assert pulse.badge("checks").count == pulse.outlook.weights["nonconformity"]


def test_once_stopped_it_reads_nothing_more(desk, qtbot):
    ws, runner, pulse, made = desk
    qtbot.waitUntil(lambda: pulse.outlook is not None and not runner.is_busy(), timeout=20_000)
    made.stop()
    told = []
    pulse.foreseen.connect(told.append)
    Editing(ws, runner).save("risk", [{"title": "Өрт"}], KINDS["risk"].label)
    qtbot.waitUntil(lambda: not runner.is_busy(), timeout=20_000)
    qtbot.wait(100)
    assert told == []
