"""Who signs a form when the print does not say, where several forms are signed alike."""

from __future__ import annotations

from collections.abc import Sequence

from qms_desktop.core.messages import _, p_
from qms_desktop.paper.data import PrintJob, Signatory


def head_and_office(job: PrintJob) -> Sequence[Signatory]:
    """The head of the unit has prepared it, the QA office checked it."""
    return (*head(job), Signatory(p_("paper", "Checked by"), job.profile.qa_office.name))


def head(_job: PrintJob) -> Sequence[Signatory]:
    """The head of the unit alone."""
    return (Signatory(p_("paper", "Prepared by"), _("Head of the department (unit)"), duty="head"),)


def office(job: PrintJob) -> Sequence[Signatory]:
    """The head of the QA office alone."""
    return (Signatory(p_("paper", "Prepared by"), job.profile.positions.get("qa_head", job.profile.qa_office.name), duty="qa_head"),)


def nobody(_job: PrintJob) -> Sequence[Signatory]:
    """The form has its signatures in its tables."""
    return ()
