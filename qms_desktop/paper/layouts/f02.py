"""Ф-02, the process register: number, name, owner's position and name as in the annex, in the four groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qms_desktop.core.messages import Localised, p_
from qms_desktop.core.profile import Profile
from qms_desktop.paper import values
from qms_desktop.paper.blocks import SMALL
from qms_desktop.paper.data import PrintJob, Record, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.table import Column, Row, table

_COMPUTED = (
    (p_("paper", "Units involved"), 32, "units"),
    (p_("paper", "Card edition, date"), 25, "card"),
    (p_("paper", "Effectiveness, %"), 26, "effectiveness"),
    (p_("paper", "Highest risk"), 26, "highest_risk"),
    (p_("paper", "Last audit"), 22, "last_audit"),
)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    processes, profile = job.body.processes, job.profile
    computed = _known(processes)
    columns = [
        Column(p_("paper", "Process No."), 20, "center"),
        Column(p_("paper", "Process name"), 60),
        Column(p_("paper", "Owner's position"), 52),
        Column(p_("paper", "Full name"), 38),
        *(Column(label, share, "center") for label, share, _key in computed),
    ]
    keys = [key for _label, _share, key in computed]
    yield from table(columns, _rows(processes, profile, keys), width, style=SMALL, blank=10)


def _known(processes: Sequence[Record]) -> list[tuple[Words, float, str]]:
    """The computed columns in which anything is known."""
    return [column for column in _COMPUTED if any(one.get(column[2]) for one in processes)]


def _rows(processes: Sequence[Record], profile: Profile, computed: Sequence[str]) -> Iterator[Row]:
    for group, members in _grouped(processes, profile.process_groups):
        yield Row([group], band=True)
        for place, process in enumerate(members):
            yield Row(_cells(process, computed), joined=place == 0)


def _grouped(
    processes: Sequence[Record], groups: Mapping[str, Localised]
) -> Iterator[tuple[Words, list[Record]]]:
    """The groups in the order of the profile, then those it does not know, then processes without one."""
    unknown = dict.fromkeys(one.get("group") or "" for one in processes if one.get("group") not in groups)
    for group in (*groups, *sorted(unknown, key=lambda name: (not name, name))):
        members = [one for one in processes if (one.get("group") or "") == group]
        if members:
            yield groups.get(group, group) or p_("paper", "Without a group"), members


def _cells(process: Record, computed: Sequence[str]) -> list[Any]:
    owners = values.items(process.get("owners"))
    return [
        values.words(process.get("number")),
        values.words(process.get("name")),
        _parts(owners, "position"),
        _parts(owners, "name"),
        *(values.number(values.day(process.get(key))) for key in computed),
    ]


def _parts(owners: Sequence[Any], part: str) -> list[str]:
    """The positions or the names of the owners; numbered when there are several, so that both columns agree."""
    said = [_part(owner, part) for owner in owners]
    if len(said) < 2 or not any(said):
        return said
    return [f"{place}) {one or '–'}" for place, one in enumerate(said, 1)]


def _part(owner: Any, part: str) -> str:
    if isinstance(owner, Mapping):
        return values.words(owner.get(part))
    return values.words(owner) if part == "position" else ""


def _turned(job: PrintJob) -> bool:
    """The four columns of the annex stand upright; with the computed ones the sheet lies on its side."""
    return bool(_known(job.body.processes))


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    return (Signatory(p_("paper", "Prepared by"), job.profile.qa_office.name, duty="qa_head"),)


FORM = Form(
    code="Ф-02",
    title=p_("paper", "Process register"),
    kinds=("process",),
    landscape=False,
    needs_approval=True,
    build=_build,
    signatories=_signatories,
    turned=_turned,
)
