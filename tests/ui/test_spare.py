"""What nobody asked for is done in steps; whatever is asked for goes in between, and nothing begins after the end."""

import threading

import pytest

from qms_desktop.ui.runner import Runner
from qms_desktop.ui.spare import SpareTime


@pytest.fixture
def desk(qtbot):
    runner = Runner()
    yield runner, SpareTime(runner)
    runner.close()


def test_it_is_done_on_the_worker_and_what_it_gives_comes_here(desk, qtbot, monkeypatch):
    monkeypatch.setattr("qms_desktop.ui.spare._AT_ONCE", 0)
    runner, spare = desk
    seen, came = [], []

    def steps():
        for number in range(3):
            seen.append((number, threading.get_ident()))
            yield
        return "whole"

    spare.do(steps, lambda result: came.append((result, threading.get_ident())))
    assert not runner.is_busy()
    qtbot.waitUntil(lambda: bool(came))
    assert [number for number, _thread in seen] == [0, 1, 2]
    assert came == [("whole", threading.get_ident())]
    assert threading.get_ident() not in {thread for _number, thread in seen}


def test_what_is_asked_for_waits_for_one_step_at_most(desk, qtbot, monkeypatch):
    monkeypatch.setattr("qms_desktop.ui.spare._AT_ONCE", 0)
    runner, spare = desk
    order, began, goes_on = [], threading.Event(), threading.Event()

    def steps():
        for number in range(5):
            order.append(number)
            began.set()
            goes_on.wait(5)
            yield

    ended = []
    spare.do(steps, ended.append)
    qtbot.waitUntil(began.is_set)
    runner.run(lambda: order.append("asked"))
    goes_on.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert order == [0, "asked", 1, 2, 3, 4]


def test_a_step_that_fails_is_told_and_the_next_work_is_done(desk, qtbot):
    runner, spare = desk
    told, came = [], []
    runner.job_failed.connect(lambda _job, report: told.append(report.error))

    def fails():
        yield
        raise ValueError("broken")

    def works():
        yield
        return "done"

    spare.do(fails, came.append)
    spare.do(works, came.append)
    qtbot.waitUntil(lambda: came == ["done"])
    assert told == ["ValueError: broken"]


def test_once_stopped_no_step_begins_any_more(desk, qtbot):
    runner, spare = desk
    done = []

    def steps():
        done.append(1)
        yield

    spare.stop()
    spare.do(steps)
    runner.run(lambda: None)
    qtbot.waitUntil(lambda: not runner.is_busy())
    qtbot.wait(50)
    assert done == []
