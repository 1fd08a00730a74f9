"""Submitting, accepting, returning: the life of every form that a unit hands over for a period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.core.periods import period_called
from qms_desktop.core.profile import Profile
from qms_desktop.services.expectations import expectations
from qms_desktop.services.lives.steps import OFFICE, UNIT, Case, Step, complete, refuse
from qms_desktop.services.remarks import remark_cells, settling_cells
from qms_desktop.services.workspace import period_now
from qms_desktop.store.versions import handed_version

ACADEMIC = ("academic_year", "semester")


def one_period(case: Case) -> None:
    """A record names one period, of the kind that results are counted by: academic and calendar years are not mixed."""
    code, open_ = case.values.get("period"), expectations(case.tx).period
    kinds = [kind_of_period(case.ws.profile, each) for each in (code, open_) if each]
    if None in kinds:
        raise refuse(case, _("“{code}” is no period.", code=code), _("Write it as 2026/27, 2026/27-1, 2026, 2026-Q3 or 2026-09."))
    if len({kind in ACADEMIC for kind in kinds}) > 1:
        raise refuse(case, _("its period is {code}, and the open one is {open}.", code=code, open=open_),
                     _("Academic and calendar years are not mixed: totals would not agree."))  # fmt: skip


def kind_of_period(profile: Profile, code: str) -> str | None:
    """The kind of a period by the way it is written; None for what is none."""
    try:
        return period_called(profile, code).kind
    except ValueError:
        return None


def submission(case: Case) -> Mapping[str, Any]:
    """The version in which the record stands, for its period."""
    period = case.values.get("period") or expectations(case.tx).period or period_now(case.ws.profile, case.today)
    return {"submission": {"version": handed_version(case.kind, case.folded.shown), "period": period}}


def version(case: Case) -> str:
    """The version that was submitted; UserError where none was."""
    given = case.values.get("submission")
    if not isinstance(given, dict):
        raise UserError(_("It was not submitted yet."), _("The unit submits it first."))
    return str(given.get("version"))


def acceptance(case: Case) -> Mapping[str, Any]:
    """The verdict on the submitted version; open remarks are settled, and the record gets its register number."""
    verdict = {"version": version(case), "result": "accepted"}
    return {"verdict": verdict, **settling_cells(case.kind, case.folded), **case.register.cells(case.kind, case.values)}


def sending_back(case: Case) -> Mapping[str, Any]:
    """The verdict with its reason, and remarks on single fields."""
    said = version(case)
    cells = {"verdict": {"version": said, "result": "returned"}, "remarks": case.why.strip() or None}
    return cells | remark_cells(case.kind, case.remarks, said)


def handing_over(
    *, open_: tuple[str, ...] = ("draft", "returned"), submitted: str = "submitted", accepted: tuple[str, ...] = ("accepted",),
    returned: str = "returned", judges: tuple[str, ...] = (OFFICE,),
) -> tuple[Step, ...]:  # fmt: skip
    """The three steps, in the words of the kind's states; what was changed since is submitted anew."""
    return (
        Step("submit", (*open_, submitted, *accepted), submitted, (UNIT, OFFICE), submission, before=(complete, one_period)),
        Step("accept", (submitted, returned), accepted[0], judges, acceptance),
        Step("return", (submitted, returned, *accepted), returned, judges, sending_back, reason=True),
    )

