"""What becomes of a file that is received, and the words for why."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Message, _
from qms_desktop.store.transaction import Key

MOST_KEYS = 5_000

Status = Literal["merged", "already", "parked", "waiting", "rejected"]


def named(unit: str) -> Message | str:
    """How a sentence names a unit, or the office itself."""
    return _("the QA office") if unit == "office" else unit


class Rejected(UserError):
    """The file cannot be used: nothing of it enters the store."""


class Parked(UserError):
    """The file is sound, but this version of the program cannot read it."""


class Waits(UserError):
    """The file is sound, but a person must first confirm these devices."""

    def __init__(self, message: Message, devices: frozenset[str]) -> None:
        super().__init__(message)
        self.devices = devices


class FileResult(Struct):
    """What became of one file; `reason` is there whenever it is not merged or already known."""

    file: Path
    status: Status
    unit: str = ""
    changes_new: int = 0
    records_new: int = 0
    records_changed: int = 0
    conflicts_new: int = 0
    proposals_new: int = 0
    reason: Message | None = None
    via: tuple[str, ...] = ()
    """The units that passed it on inside bundles of their own, the last hand first."""
    unopened: bool = False
    """Whether a person put it aside to be passed on as it is."""


class Received(Struct):
    """What became of a run: its files in order, the records that pages must refresh, the backup made before.

    `keys` names every record that differs now, unless there are `many`: then it names one or more of each kind, and
    any record may differ. (A run of any length takes no more memory than one file.)
    `needs_new_device`: a change of this store's own device came in that the store had not written.
    """

    files: list[FileResult] = field(default_factory=list)
    keys: set[Key] = field(default_factory=set)
    many: bool = False
    backup: Path | None = None
    needs_new_device: bool = False
    odd_clocks: dict[str, str] = field(default_factory=dict)
    """By unit, a moment in what it sent that the clock here finds impossible."""

    def touch(self, keys: set[Key]) -> None:
        """Add records that differ now."""
        self.keys |= keys
        self.many |= len(self.keys) > MOST_KEYS
        if self.many:
            self.keys = set({key.kind: key for key in self.keys}.values())
