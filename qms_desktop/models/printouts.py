"""What was printed: which form, of which versions of which records, in which language, and where the signed one is."""

from qms_desktop.core.fields import DateField, PersonField, StringsField, TextField
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import this_period
from qms_desktop.models.kind import Kind


class Printout(Kind, name="printout", label=_("Printout"), plural=_("Printouts"), title="form"):
    form = TextField(_("Form"), required=True, searched=True)
    records = StringsField(_("Records on the sheet"))
    versions = StringsField(_("Versions of the records"))
    language = TextField(_("Language"))
    fingerprint = TextField(_("Check code"), searched=True)
    period = TextField(_("Period"), default=this_period)
    signed_on = DateField(_("Signed on paper on"))
    signed_by = PersonField(_("Signed by"))
    original_at = TextField(_("Signed original kept at"))
