"""A printed form, declared once beside its layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from qms_desktop.core.messages import Message
from qms_desktop.paper.data import PrintJob, Signatory, Words
from qms_desktop.paper.flow import Slice


class Grid(NamedTuple):
    """Headings, and rows of plain values: what a spreadsheet shows of a form."""

    headings: Sequence[Words]
    rows: Sequence[Sequence[Any]]


def _nothing(_job: PrintJob) -> Sequence[Words]:
    return ()


@dataclass(frozen=True, slots=True)
class Form:
    """The code and title of a form, the record kinds it prints, and how its parts are laid out.

    `build` gives the body for a width in points; `remarks` the form's own lines under the unit and period;
    `signatories` who signs when the print does not say; `turned` tells the orientation where it depends on the print.
    """

    code: str
    title: Message
    kinds: tuple[str, ...]
    landscape: bool
    needs_approval: bool
    build: Callable[[PrintJob, float], Iterable[Slice]]
    signatories: Callable[[PrintJob], Sequence[Signatory]]
    remarks: Callable[[PrintJob], Sequence[Words]] = _nothing
    turned: Callable[[PrintJob], bool] | None = None
    sheet: Callable[[PrintJob], Grid] | None = None
    """A form that is put together from many records as the rows of a spreadsheet."""
    approved_by: str = ""
    """Who approves a paper that the profile does not know as a form: a key of its approvers or positions."""

    @property
    def shown_code(self) -> str:
        """The code as it stands on the paper; empty for a paper that is no form of the catalogue."""
        return self.code if self.code.startswith("Ф") else ""

    def lies_on_its_side(self, job: PrintJob) -> bool:
        """Whether this print is landscape."""
        return self.turned(job) if self.turned else self.landscape
