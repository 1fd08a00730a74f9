"""What was printed: which form, of which versions of which records, in which language, and where the signed one is."""

from typing import Any

from qms_desktop.core.fields import ChoiceField, DateField, PersonField, StringsField, TextField
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import this_period
from qms_desktop.models.kind import Kind

PRINT_LANGUAGES = {"ky": _("Kyrgyz"), "ru": _("Russian"), "en": _("English")}


def check_code(values: dict[str, Any], _profile: object) -> str | None:
    """The beginning of the fingerprint as it stands at the foot of the sheet."""
    code = (values.get("fingerprint") or "")[:10].upper()
    return f"{code[:4]} {code[4:8]} {code[8:]}".strip() or None


class Printout(Kind, name="printout", label=_("Printout"), plural=_("Printouts"), title="form"):
    code = TextField(_("Check code"), compute=check_code)
    form = TextField(_("Form"), required=True, searched=True, kept=True)
    records = StringsField(_("Records on the sheet"), by_program=True)
    versions = StringsField(_("Versions of the records"), by_program=True)
    language = ChoiceField(_("Language"), PRINT_LANGUAGES, kept=True)
    fingerprint = TextField(_("Fingerprint"), searched=True, by_program=True)
    period = TextField(_("Period"), default=this_period, kept=True)
    signed_on = DateField(_("Signed on paper on"))
    signed_by = PersonField(_("Signed by"))
    original_at = TextField(_("Signed original kept at"))
