"""What is done when nobody asks for anything: in steps, between which whatever a page asks for goes first."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import QObject, QTimer

from qms_desktop.ui.runner import Runner

Steps = Generator[None, None, Any]

_AT_ONCE = 0.01  # s: short steps go together, so that little time is lost between them


class SpareTime(QObject):
    """`do(steps, done)` runs a generator on the worker step by step; `done` is called with what it returns.

    A step begins when no job runs or waits any more, so that a page that is opened waits for one step at most. Each must
    be short, and hold nothing of the store until the next.
    """

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._waiting: deque[tuple[Callable[[], Steps], Callable[[Any], None]]] = deque()
        self._steps: Steps | None = None
        self._at_work = self._stopped = False
        self._soon = QTimer(self, singleShot=True, interval=0)  # what the person does comes in between
        self._soon.timeout.connect(self._go_on)
        runner.job_ended.connect(lambda _job: self._go_on())

    def do(self, begin: Callable[[], Steps], done: Callable[[Any], None] = lambda _result: None) -> None:
        """Do it after what was given before."""
        self._waiting.append((begin, done))
        self._soon.start()

    def stop(self) -> None:
        """Begin no further step: the store is about to be closed."""
        self._stopped = True
        self._soon.stop()

    def _go_on(self) -> None:
        if self._at_work or self._stopped or not self._waiting or self._runner.worker_is_busy():
            return
        self._at_work = True
        self._runner.aside(self._step, self._take)

    def _step(self) -> tuple[bool, Any]:
        """On the worker: whether that was the last one, and what it gave."""
        if self._steps is None:
            self._steps = self._waiting[0][0]()
        enough = time.monotonic() + _AT_ONCE
        try:
            next(self._steps)
            while time.monotonic() < enough:
                next(self._steps)
        except StopIteration as end:
            return True, end.value
        return False, None

    def _take(self, came: tuple[bool, Any] | None) -> None:
        self._at_work = False
        over, result = came or (True, None)  # a step that failed was told of, and is the last of its work
        if over:
            self._steps = None
            _begin, done = self._waiting.popleft()
            if came is not None:
                done(result)
        if not self._stopped:
            self._soon.start()
