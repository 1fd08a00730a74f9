"""Setters that are called again when the language or the size of the text changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, SignalInstance


class _Follower(QObject):
    """One setter of its parent; it dies with the parent, and its connection with it."""

    def __init__(self, target: QObject, setter: str, produce: Callable[[], tuple[Any, ...]]) -> None:
        super().__init__(target)
        self.setObjectName(_name(setter))
        self.setter = setter
        self.produce: Callable[[], tuple[Any, ...]] | None = produce

    def again(self) -> None:
        if self.produce is not None:
            getattr(self.parent(), self.setter)(*self.produce())


def _name(setter: str) -> str:
    return f"follow {setter}"


def follow(
    signal: SignalInstance, target: QObject, setter: str, produce: Callable[[], tuple[Any, ...]]
) -> None:
    """Call `target.setter(*produce())` now and each time the signal fires; a later call replaces an earlier one."""
    follower = target.findChild(_Follower, _name(setter), Qt.FindChildOption.FindDirectChildrenOnly)
    if follower is None:
        follower = _Follower(target, setter, produce)
        signal.connect(follower.again)
    else:
        follower.produce = produce
    follower.again()


def unfollow(target: QObject, setter: str) -> None:
    """Stop calling the setter."""
    follower = target.findChild(_Follower, _name(setter), Qt.FindChildOption.FindDirectChildrenOnly)
    if follower is not None:
        follower.produce = None
