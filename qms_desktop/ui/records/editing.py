"""Everything a page changes goes through here: off the window's thread, and back again by undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised
from qms_desktop.services import acts, records
from qms_desktop.services.changes import Changes
from qms_desktop.services.records import Saved, SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.authoring import Base
from qms_desktop.store.transaction import Appended
from qms_desktop.ui.runner import Runner


class Step(Struct, frozen=True):
    """Something that was done and can be taken back: its changes, and what it is called."""

    change_ids: tuple[str, ...]
    label: Localised


class Editing(QObject):
    """Saves and deletes for the pages, and keeps what can be undone since the program began.

    `save` and `delete` run on the store's worker; `done(result)` comes back on the window's thread, and
    `runner.changed` tells the pages. A refusal goes to `refused` if given, else to the page's banner.
    """

    steps_changed = Signal(object, object)  # labels of what undo and redo would do, or None
    saved = Signal()

    def __init__(self, ws: Workspace, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self._runner = runner
        self._undo: list[Step] = []
        self._redo: list[Step] = []

    def save(
        self, kind: str, objects: Sequence[Mapping[str, Any]], label: Localised, *, base: Base | None = None,
        done: Callable[[SaveResult], None] | None = None, refused: Callable[[UserError], None] | None = None,
        why: str = "",
    ) -> None:  # fmt: skip
        """Save records of a kind; those with `id` are updated."""
        self._run(lambda: records.save(self._ws, kind, objects, base=base, why=why), label, done, refused)

    def delete(
        self, ids: Sequence[str], label: Localised, *, base: Base | None = None, why: str = "",
        done: Callable[[SaveResult], None] | None = None,
    ) -> None:  # fmt: skip
        self._run(lambda: records.delete(self._ws, ids, base=base, why=why), label, done, None)

    def act(
        self, work: Callable[[], SaveResult], label: Localised, *,
        done: Callable[[SaveResult], None] | None = None, refused: Callable[[UserError], None] | None = None,
    ) -> None:  # fmt: skip
        """Run another service that gives a SaveResult, with the same undo."""
        self._run(work, label, done, refused)

    def move(
        self, action: str, ids: Sequence[str], label: Localised, *, why: str = "",
        done: Callable[[SaveResult], None] | None = None, refused: Callable[[UserError], None] | None = None,
    ) -> None:  # fmt: skip
        """Submit, accept or return records."""

        def work() -> SaveResult:
            acted = acts.act(self._ws, action, ids, why=why)
            return SaveResult([Saved(one.key, one.change) for one in acted], Appended(keys={one.key for one in acted}))

        self._run(work, label, done, refused)

    def undo(self) -> None:
        """Take back the latest step; what somebody changed since is left alone, and said so."""
        self._after_saves(lambda: self._back(self._undo, self._redo))

    def redo(self) -> None:
        self._after_saves(lambda: self._back(self._redo, self._undo))

    def _after_saves(self, then: Callable[[], None]) -> None:
        """Do something once the saves that are on their way are steps that can be undone."""
        self._runner.run(lambda: None, done=lambda _nothing: then())

    def _run(
        self, work: Callable[[], SaveResult], label: Localised, done: Callable[[SaveResult], None] | None,
        refused: Callable[[UserError], None] | None,
    ) -> None:  # fmt: skip
        def finished(result: SaveResult) -> None:
            if result.change_ids:
                self._undo.append(Step(tuple(result.change_ids), label))
                self._redo.clear()
                self._tell()
                self.saved.emit()
            if done is not None:
                done(result)

        self._runner.run(work, done=finished, refused=refused, title=label)

    def _back(self, source: list[Step], target: list[Step]) -> None:
        if not source:
            return
        step = source.pop()

        def finished(result: SaveResult) -> None:
            target.append(Step(tuple(result.change_ids), step.label))
            self._tell()
            self.saved.emit()

        self._runner.run(lambda: records.undo(self._ws, step.change_ids), done=finished, title=step.label)
        self._tell()

    def _tell(self) -> None:
        self.steps_changed.emit(
            self._undo[-1].label if self._undo else None, self._redo[-1].label if self._redo else None
        )


def touches(changes: Changes | None, *kinds: str) -> bool:
    """Whether a page that shows these kinds must refresh; None means that everything may have changed."""
    return changes is None or changes.touches(*kinds)
