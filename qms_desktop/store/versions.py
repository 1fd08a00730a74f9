"""Which version of a record stands: hashes of what it says, without workflow, remarks, numbers and scans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qms_desktop.journal.canonical import canonical, sha256_hex
from qms_desktop.journal.fold import Folded
from qms_desktop.models.cells import values_of
from qms_desktop.models.kind import Kind
from qms_desktop.models.workflow import STANDS_AS_HANDED


def version_of(kind: Kind, folded: Folded) -> str:
    """The version that a sheet of paper shows: a hash of all content."""
    return _hash(folded.shown, lambda cell: cell.partition("/")[0] in kind.content_cells)


def handed_version(kind: Kind, shown: Mapping[str, Any]) -> str:
    """The version that is handed over: content without what stays open, such as the progress of measures."""
    return _hash(shown, kind.is_handed_cell)


def full_values(kind: Kind, shown: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What `values_of` gives, and of what was handed over whether it still stands in that version."""
    values, refused = values_of(kind, shown)
    submission = values.get("submission")
    if kind.is_handed_over and submission:
        # Before there were open fields, the version handed over was the one on paper.
        versions = handed_version(kind, shown), _hash(shown, lambda cell: cell.partition("/")[0] in kind.content_cells)
        values[STANDS_AS_HANDED] = submission.get("version") in versions
    return values, refused


def stands_as_handed(kind: Kind, folded: Folded) -> bool:
    """Whether a record was handed over in the very version in which it stands."""
    return bool(full_values(kind, folded.shown)[0].get(STANDS_AS_HANDED))


def _hash(shown: Mapping[str, Any], counts: Callable[[str], bool]) -> str:
    return sha256_hex(canonical({cell: value for cell, value in shown.items() if counts(cell)}))[:16]
