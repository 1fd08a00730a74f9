"""The one operation runner: work goes to the one worker thread, its result comes back to the window's thread."""

from __future__ import annotations

import inspect
import logging
import platform
import queue
import time
import traceback
from collections.abc import Callable
from typing import Any

import PySide6
from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer, Signal

import qms_desktop
from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.ui.speech import Said

log = logging.getLogger(__name__)

SLOW_AFTER = 500  # ms until progress is shown
_TELL_EVERY = 0.05  # s between two reports of progress
_STOP_WAITS = 30_000  # ms that closing waits for the running job
_PAINTED = 30  # ms that a page is given to be painted: a busy worker makes each of its calls wait


class Cancelled(Exception):
    """The person stopped the work; the callable lets it through."""


class Progress(Struct, frozen=True):
    """Where a job stands: `of` 0 means that nobody knows how much it is."""

    done: int
    of: int
    now: Said = ""
    seconds_left: int | None = None


class Report(Struct, frozen=True):
    """A bug in words that can be copied and sent."""

    error: str
    text: str


class Reporter:
    """What a job calls to say how far it is: `report(31, 46, name)`; raises Cancelled once it was stopped."""

    def __init__(self, tell: Callable[[Progress], None]) -> None:
        self._tell = tell
        self._began = time.monotonic()
        self._told = 0.0
        self.stopped = False

    def __call__(self, done: int, of: int = 0, now: Said = "") -> None:
        if self.stopped:
            raise Cancelled
        moment = time.monotonic()
        if moment - self._told < _TELL_EVERY and done < of:
            return
        self._told = moment
        left = round((moment - self._began) / done * (of - done)) if done and of else None
        self._tell(Progress(done, of, now, left))


class Job(QObject):
    """One piece of work; connect to its signals or give the callbacks to `Runner.run`."""

    slow = Signal()
    progressed = Signal(object)  # Progress
    done = Signal(object)
    refused = Signal(object)  # UserError
    failed = Signal(object)  # Report
    cancelled = Signal()
    ended = Signal()

    _told = Signal(object)
    _came = Signal(str, object)

    def __init__(
        self, work: Callable[..., Any], title: Said, parent: QObject, *, counts: bool = False, asked: bool = True
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.counts, self.apart = counts, False
        self.work = work
        self.is_slow = False
        self.reporter = Reporter(self._told.emit)
        self._told.connect(self.progressed)
        self._came.connect(self._end)
        self._patience = QTimer(self, singleShot=True, interval=SLOW_AFTER)
        self._patience.timeout.connect(self._go_slow)
        if asked:
            self._patience.start()

    def stop(self) -> None:
        """Ask the work to stop at its next report."""
        self.reporter.stopped = True

    def execute(self) -> None:
        """Do the work: called on the worker thread, touches nothing of the window."""
        try:
            if self.reporter.stopped:
                raise Cancelled
            result = self.work(self.reporter) if _wants_reporter(self.work) else self.work()
        except Cancelled:
            self._came.emit("cancelled", None)
        except UserError as error:
            self._came.emit("refused", error)
        except Exception as error:  # noqa: BLE001 - the one place where bugs of services become reports
            self._came.emit("failed", report_of(error, str(self.title)))
        else:
            self._came.emit("done", result)

    def _go_slow(self) -> None:
        self.is_slow = True
        self.slow.emit()
        self.parent().say_slow(self)

    def _end(self, how: str, what: object) -> None:
        self._patience.stop()
        signal = getattr(self, how)
        signal.emit() if how == "cancelled" else signal.emit(what)
        self.parent().settle(self, how, what)
        self.ended.emit()
        self.deleteLater()


def _wants_reporter(work: Callable[..., Any]) -> bool:
    """Whether the callable takes the progress reporter: its one parameter is named `report`."""
    try:
        return "report" in inspect.signature(work).parameters
    except ValueError:
        return False


class _Worker(QThread):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("store worker")
        self.jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()

    def run(self) -> None:
        while (job := self.jobs.get()) is not None:
            job.execute()


class _Apart(QThread):
    def __init__(self, job: Job, parent: QObject) -> None:
        super().__init__(parent)
        self._job = job

    def run(self) -> None:
        self._job.execute()


class Runner(QObject):
    """Runs callables one after the other on one thread, which owns the store.

    `changed` hands on what an operation changed, for the pages to refresh: it fires when the result has an
    attribute `changes`, or is itself what services call changes (it has `kinds` and `ids`).
    """

    changed = Signal(object)
    job_slow = Signal(object)  # Job: show its progress; only of the one whose turn it is, not of those that wait for it
    job_refused = Signal(object, object)  # Job, UserError
    job_failed = Signal(object, object)  # Job, Report
    job_ended = Signal(object)
    busy = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._held: list[Job] = []
        self._apart: list[_Apart] = []
        self._refused_elsewhere: set[Job] = set()
        self._worker = _Worker(self)
        self._worker.start()

    def run(
        self,
        work: Callable[..., Any],
        *,
        done: Callable[[Any], None] | None = None,
        refused: Callable[[UserError], None] | None = None,
        title: Said = "",
        counts: bool = False,
        apart: bool = False,
    ) -> Job:
        """Run `work()` or `work(report=...)` off the window's thread; `done(result)` is called on it.

        A UserError goes to `refused` if given, else to the banner; anything else is logged and reported. Work that
        `counts` makes the figures of a report beside a page that stands already, and begins once that is painted.
        Work `apart` has a thread of its own, so that pages read meanwhile: it leaves the store's connection alone.
        """
        job = Job(work, title or _("Working"), self, counts=counts or apart)
        if done is not None:
            job.done.connect(done)
        if refused is not None:
            job.refused.connect(refused)
            self._refused_elsewhere.add(job)
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self.busy.emit(True)
        if apart:
            job.apart = True
            self._apart = [other for other in self._apart if not other.isFinished()] + [_Apart(job, self)]
            self._apart[-1].start()
            return job
        self._held.append(job)
        if counts:
            QTimer.singleShot(_PAINTED, self, lambda: self._hand_over(job))
        else:
            self._hand_over(job)
        return job

    def aside(self, work: Callable[[], Any], after: Callable[[Any], None]) -> None:
        """Run a short step of what nobody asked for, without being busy; `after` gets its result, None where it failed."""
        job = Job(work, _("Working"), self, asked=False)
        job.done.connect(after)
        for not_done in (job.refused, job.failed):
            not_done.connect(lambda _why: after(None))
        self._worker.jobs.put(job)

    def _hand_over(self, job: Job) -> None:
        if job in self._held:
            self._held.remove(job)
            self._worker.jobs.put(job)

    def is_busy(self) -> bool:
        return bool(self._jobs)

    def worker_is_busy(self) -> bool:
        """Whether anything is asked for that the store's worker has to do."""
        return any(not job.apart for job in self._jobs)

    def only_counts(self) -> bool:
        """Whether all that is still asked for, if anything, are figures of reports."""
        return all(job.counts for job in self._jobs)

    def give_way(self) -> None:
        """Let the jobs that wait go first: called by long work on the worker, between two of its own steps."""
        while True:
            try:
                job = self._worker.jobs.get_nowait()
            except queue.Empty:
                return
            if job is None:  # the end comes after the work that is running
                self._worker.jobs.put(None)
                return
            job.execute()

    def close(self) -> None:
        """Let what was asked for end and deliver it, then drop the thread. Call it before the program ends."""
        for job in list(self._held):
            self._hand_over(job)
        self._worker.jobs.put(None)
        for thread in (self._worker, *self._apart):
            thread.wait(_STOP_WAITS)
        for job in list(self._jobs):
            QCoreApplication.sendPostedEvents(job, QEvent.Type.MetaCall)

    def say_slow(self, job: Job) -> None:
        """Tell that a job takes long, if it is its turn: called by the job."""
        if self._jobs[:1] == [job]:
            self.job_slow.emit(job)

    def settle(self, job: Job, how: str, what: Any) -> None:
        """Tell everyone how a job ended: called by the job."""
        asked = job in self._jobs
        if asked:
            self._jobs.remove(job)
        if self._jobs and self._jobs[0].is_slow:
            self.say_slow(self._jobs[0])
        if how == "refused" and job not in self._refused_elsewhere:
            self.job_refused.emit(job, what)
        elif how == "failed":
            self.job_failed.emit(job, what)
        elif how == "done":
            changes = getattr(what, "changes", what)
            if hasattr(changes, "kinds") and hasattr(changes, "ids"):
                self.changed.emit(changes)
        self._refused_elsewhere.discard(job)
        if not asked:
            return
        self.job_ended.emit(job)
        if not self._jobs:
            self.busy.emit(False)


def report_of(error: BaseException, doing: str) -> Report:
    """Log a bug and put it into words that can be sent to the makers."""
    log.error("While %s", doing or "at work", exc_info=error)
    trace = "".join(traceback.format_exception(error))
    version = getattr(qms_desktop, "__version__", "")
    about = (
        f"QMS Desktop {version}, Python {platform.python_version()}, PySide6 {PySide6.__version__}, "
        f"{platform.platform()}"
    )
    return Report(f"{type(error).__name__}: {error}", f"{about}\n{doing}\n\n{trace}")
