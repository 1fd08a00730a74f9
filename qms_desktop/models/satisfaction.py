"""What interested parties say (clauses 8.2.1 and 9.1.2): the log of complaints and suggestions Ф-22."""

from qms_desktop.core.fields import ChoiceField, DateField, PersonField, TextField
from qms_desktop.core.messages import _
from qms_desktop.models.kind import Kind

CHANNELS = {
    "box": _("trust box"),
    "letter": _("letter"),
    "site": _("website"),
    "spoken": _("spoken"),
    "meeting": _("meeting"),
}

VOICES = {"complaint": _("complaint"), "suggestion": _("suggestion"), "thanks": _("thanks")}

JUSTIFIED = {"yes": _("justified"), "partly": _("partly justified"), "no": _("not justified")}


class Complaint(Kind, name="complaint", label=_("Complaint or suggestion"), plural=_("Complaints and suggestions"),
                title="text", forms="Ф-22"):
    received_on = DateField(_("Received on"), required=True)
    channel = ChoiceField(_("Channel"), CHANNELS, required=True)
    group = TextField(_("Who says it"), required=True, help=_("Students, parents, employers, staff: no names."))
    voice = ChoiceField(_("Kind of message"), VOICES, required=True)
    text = TextField(_("What it says"), required=True, searched=True, lines=3)
    responsible = PersonField(_("Responsible"), required=True, searched=True)
    due = DateField(_("Answer due"), required=True)
    answer = TextField(_("Answer given"), searched=True, lines=3)
    answered_on = DateField(_("Answered on"))
    justified = ChoiceField(_("Justified"), JUSTIFIED)
