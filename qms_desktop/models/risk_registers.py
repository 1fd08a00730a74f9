"""Risks above the single one (clause 6.1): the passport Ф-03 as a whole, the university's register Ф-04."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.fields import (
    ChoiceField,
    DateField,
    DeadlineField,
    IntegerField,
    ItemsField,
    PersonField,
    ProcessField,
    ProfileChoiceField,
    ReferenceField,
    ScaleField,
    StringsField,
    TextField,
    UnitField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import next_within, numbered, this_period
from qms_desktop.models.kind import Kind
from qms_desktop.models.measures import risk_measure_fields
from qms_desktop.models.risks import LevelField, level_of, product, residual_score
from qms_desktop.models.workflow import Approved, Discussed, Registered

REGISTER_STATES = {
    "draft": _("draft"),
    "considered": _("considered by the council"),
    "approved": _("approved"),
    "replaced": _("replaced"),
}


def register_state(values: dict[str, Any], _profile: object) -> str:
    for name, state in (("replaced_on", "replaced"), ("approved_on", "approved"), ("discussed_on", "considered")):
        if values.get(name):
            return state
    return "draft"


class Passport(Registered, Approved, Kind, name="passport", label=_("Risk passport"), plural=_("Risk passports"),
               title="direction", forms="Ф-03"):
    """The one passport of a unit for one direction of its activity and a period; its rows are risks and opportunities."""

    number = TextField(_("Passport No."), searched=True, sorted=True, content=False, default=numbered("Ф-03"))
    direction = ProfileChoiceField(_("Direction of activity"), "activity_directions", required=True, searched=True, narrows=True)
    prepared_by = PersonField(_("Prepared by"), required=True)
    prepared_on = DateField(_("Prepared on"), required=True)
    considered = TextField(_("Considered at the meeting"), help=_("The meeting of the department, No. of its minutes."))
    trigger = TextField(_("Why it was assessed anew"), lines=2,
                        help=_("Only outside the yearly round: a major nonconformity, a change of structure."))
    summary = TextField(_("Conclusion in words"), searched=True, lines=3)
    previous = ReferenceField(_("Last year's record"), "passport", content=False)


class RegisterEntry(Discussed, Approved, Kind, name="register_entry", label=_("Register entry"),
                    plural=_("University risk register"), forms="Ф-04", owner="office", published=True):
    """A row of the university's register; where units' passports stand behind it, they are its sources."""

    period = TextField(_("Period"), narrows=True, default=this_period)
    number = IntegerField(_("No."), least=1, most=99999, sorted=True, content=False, default=next_within("period"))
    title = TextField(_("Risk"), required=True, searched=True, sorted=True, lines=3)
    category = ProfileChoiceField(_("Risk category"), "risk_categories", required=True)
    process = ProcessField(_("Process"), searched=True)
    cause = TextField(_("Cause of the risk"), searched=True, lines=2)
    likelihood = ScaleField(_("Likelihood"), "likelihood", required=True, cell="rating")
    consequence = ScaleField(_("Consequence"), "consequence", required=True, cell="rating")
    rating_reason = TextField(_("Why the rating differs from the passports"), lines=2)
    score = IntegerField(_("Score"), compute=product("likelihood", "consequence"), sorted=True)
    level = LevelField(_("Risk level"), compute=level_of("score"), narrows=True)
    responsible = StringsField(_("Responsible"), offers="positions", required=True, searched=True)
    measures = ItemsField(_("Mitigation measures"), risk_measure_fields(), required=True, searched=True)
    deadline = DeadlineField(_("Deadline"), required=True, sorted=True)
    residual_likelihood = ScaleField(_("Residual likelihood"), "likelihood", cell="residual", part="likelihood")
    residual_consequence = ScaleField(_("Residual consequence"), "consequence", cell="residual", part="consequence")
    residual_printed = IntegerField(_("Residual score as printed"), least=1, most=25,
                                    help=_("Only where a paper register gives the product alone."))
    residual_score = IntegerField(_("Residual score"), compute=residual_score, written_as="residual_printed",
                                  sorted=True)
    residual_level = LevelField(_("Residual risk"), compute=level_of("residual_score"))
    residual_comment = TextField(_("Comment on the residual risk"), lines=2)
    sources = ItemsField(_("Source passports"), {
        "risk": ReferenceField(_("Risk"), "risk"),
        "of_unit": UnitField(_("Unit")),
    })
    replaced_on = DateField(_("Replaced on"), content=False)
    previous = ReferenceField(_("Last year's record"), "register_entry", content=False)
    state = ChoiceField(_("State of the entry"), REGISTER_STATES, compute=register_state)
