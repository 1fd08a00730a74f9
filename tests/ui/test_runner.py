import threading
import time
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QThread
from PySide6.QtGui import QGuiApplication

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Text
from qms_desktop.ui import runner as runner_module
from qms_desktop.ui.components.cards import ProgressCard
from qms_desktop.ui.components.notice_area import NoticeArea
from qms_desktop.ui.components.notices import Banner
from qms_desktop.ui.runner import Runner


@pytest.fixture
def runner(qtbot):
    made = Runner()
    yield made
    made.close()


@pytest.fixture
def notices(qtbot, runner):
    area = NoticeArea()
    qtbot.addWidget(area)
    area.listen(runner)
    return area


def test_the_work_is_done_elsewhere_and_its_result_comes_here(qtbot, runner, qapp):
    threads = []
    job = runner.run(
        lambda: threads.append(threading.get_ident()) or 42,
        done=lambda result: threads.append((result, QThread.currentThread() is qapp.thread())),
    )
    with qtbot.waitSignal(job.ended):
        pass
    assert threads[0] != threading.get_ident()
    assert threads[1] == (42, True)


def test_jobs_run_one_after_the_other_on_one_thread(qtbot, runner):
    seen = []
    jobs = [runner.run(lambda n=n: seen.append((n, threading.get_ident()))) for n in range(5)]
    qtbot.waitSignal(jobs[-1].ended).wait()
    assert [n for n, _thread in seen] == [0, 1, 2, 3, 4]
    assert len({thread for _n, thread in seen}) == 1
    qtbot.waitUntil(lambda: not runner.is_busy())


def test_a_user_error_becomes_one_sentence_with_what_to_do(qtbot, runner, notices):
    def refuse():
        raise UserError(
            Text("Файл үзүлгөн.", "Файл оборван.", ""), Text("Кайра сураңыз.", "Запросите снова.", "")
        )

    qtbot.waitSignal(runner.run(refuse).ended).wait()
    banner = notices.findChild(Banner)
    assert banner.property("banner") == "error"
    assert banner.label.text() == "Файл үзүлгөн. Кайра сураңыз."


def test_a_page_may_take_the_refusal_itself(qtbot, runner, notices):
    taken = []

    def refuse():
        raise UserError(Text("Болбойт."))

    qtbot.waitSignal(runner.run(refuse, refused=taken.append).ended).wait()
    assert [str(error) for error in taken] == ["Болбойт."]
    assert notices.findChild(Banner) is None


def test_a_bug_is_logged_and_its_report_can_be_copied(qtbot, runner, notices, caplog):
    qtbot.waitSignal(runner.run(lambda: 1 / 0, title="эсептөө").ended).wait()
    assert "ZeroDivisionError" in caplog.text
    notices.findChild(Banner).link.click()
    report = QGuiApplication.clipboard().text()
    assert "ZeroDivisionError" in report
    assert "PySide6" in report
    assert "эсептөө" in report


def test_progress_shows_only_when_it_takes_long_and_can_be_stopped(qtbot, runner, notices, monkeypatch):
    monkeypatch.setattr(runner_module, "SLOW_AFTER", 50)
    steps = []

    def work(report):
        for step in range(1000):
            report(step, 1000, f"файл {step}")
            steps.append(step)
            time.sleep(0.01)

    job = runner.run(work, title="Пакеттерди кабыл алуу")
    assert notices.findChild(ProgressCard) is None
    qtbot.waitUntil(lambda: notices.findChild(ProgressCard) is not None)
    qtbot.waitUntil(lambda: "файл" in notices.findChild(ProgressCard).now.text())
    with qtbot.waitSignal(job.cancelled):
        notices.findChild(ProgressCard).stop.click()
    assert len(steps) < 1000
    qtbot.waitUntil(lambda: notices.findChild(ProgressCard) is None)
    assert notices.isHidden()


def test_quick_work_shows_no_progress(qtbot, runner, notices):
    job = runner.run(lambda: None)
    with qtbot.assertNotEmitted(job.slow):
        qtbot.waitSignal(job.ended).wait()


def test_only_the_work_whose_turn_it_is_shows_progress(qtbot, runner, notices):
    go, go_on = threading.Event(), threading.Event()
    first = runner.run(go.wait, title="Камдык көчүрмө")
    second = runner.run(go_on.wait, title="Реестр")
    qtbot.waitUntil(lambda: second.is_slow)
    (shown,) = notices.findChildren(ProgressCard)
    assert shown.title.text() == "Камдык көчүрмө"
    with qtbot.waitSignal(first.ended):
        go.set()
    qtbot.waitUntil(lambda: [card.title.text() for card in notices.findChildren(ProgressCard)] == ["Реестр"])
    with qtbot.waitSignal(second.ended):
        go_on.set()


def test_changes_are_handed_on(qtbot, runner):
    changes = SimpleNamespace(kinds={"risk"}, ids={"r1"})
    with qtbot.waitSignal(runner.changed) as told:
        runner.run(lambda: SimpleNamespace(changes=changes))
    assert told.args == [changes]
    with qtbot.waitSignal(runner.changed) as told:
        runner.run(lambda: changes)
    assert told.args == [changes]


def test_the_figures_of_a_report_wait_until_the_page_stands(qtbot, runner):
    order = []
    counted = runner.run(lambda: order.append("figures"), counts=True)
    assert runner.is_busy()
    assert runner.only_counts()
    runner.run(lambda: order.append("page"))
    assert not runner.only_counts()
    with qtbot.waitSignal(counted.ended):
        pass
    assert order == ["page", "figures"]
    assert not runner.is_busy()


def test_closing_lets_figures_that_wait_be_counted(qtbot):
    runner, found = Runner(), []
    runner.run(lambda: 7, done=found.append, counts=True)
    runner.close()
    assert found == [7]


def test_closing_lets_the_running_job_end(qtbot):
    runner, done = Runner(), []
    runner.run(lambda: time.sleep(0.05) or done.append(True))
    runner.close()
    assert done == [True]


def test_work_apart_keeps_nobody_waiting_and_the_end_waits_for_it(qtbot):
    runner, order, goes_on, told = Runner(), [], threading.Event(), []

    def long():
        assert goes_on.wait(5)
        order.append("apart")
        return "done"

    runner.run(long, apart=True, done=told.append)
    with qtbot.waitSignal(runner.run(lambda: order.append("page")).ended):
        pass
    assert order == ["page"]
    assert runner.is_busy()
    assert runner.only_counts()
    goes_on.set()
    runner.close()
    assert order == ["page", "apart"]
    assert told == ["done"]
