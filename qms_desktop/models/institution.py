"""What the QA office changes in the profile of its institution, as records that reach every unit."""

from __future__ import annotations

from qms_desktop.core.fields import BooleanField, ChoiceField, IntegerField, TextField
from qms_desktop.core.messages import _
from qms_desktop.core.profile_edits import PARTS
from qms_desktop.models.kind import Kind

COUNTED_IN = {"working": _("working days"), "calendar": _("calendar days"), "months": _("months")}


class ProfileEntry(Kind, name="profile_entry", label=_("Entry of the profile"), plural=_("Entries of the profile"), title="ky",
                   owner="office", published=True):
    """One entry of a part of the profile as the office wants it; see `core.profile_edits`."""

    part = ChoiceField(_("Part of the profile"), PARTS, required=True, narrows=True)
    key = TextField(_("Entry"), required=True, searched=True, sorted=True,
                    help=_("The key of the entry: a category, a form, a date."))
    ky = TextField(_("In Kyrgyz"), searched=True, sorted=True)
    ru = TextField(_("In Russian"), searched=True)
    en = TextField(_("In English"), searched=True)
    value = TextField(_("Value"), help=_("The upper bound of a level, the pattern of a number, the days of a deadline."))
    count = ChoiceField(_("Counted in"), COUNTED_IN)
    order = IntegerField(_("Place in the list"))
    withdrawn = BooleanField(_("Not used any more"))
