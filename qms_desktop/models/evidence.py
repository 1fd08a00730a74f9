"""What shows to an agency that a criterion of accreditation is met: records that people chose, beside those found by kind."""

from qms_desktop.core.fields import DateField, PersonField, TextField
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import this_period, today
from qms_desktop.models.kind import Kind


class Evidence(Kind, name="evidence", label=_("Evidence for accreditation"), plural=_("Evidence for accreditation"), title="note"):
    """One record as evidence for one criterion: a criterion has many, and a record may show several criteria."""

    criterion = TextField(_("Criterion"), required=True, searched=True, sorted=True, help=_("Its number in the list of criteria: 1.2."))
    of_kind = TextField(_("Kind of record"), required=True)
    of_record = TextField(_("Record"), required=True)
    note = TextField(_("What it shows"), searched=True, lines=2)
    kept_at = TextField(_("Where it is kept"), searched=True, help=_("Folder, shelf or address of the signed original."))
    period = TextField(_("Period"), narrows=True, default=this_period)
    by = PersonField(_("Chosen by"))
    on = DateField(_("Date"), default=today)
