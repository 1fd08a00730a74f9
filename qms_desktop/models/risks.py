"""Risks and opportunities (clause 6.1): the passport Ф-03, the university's register Ф-04."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms_desktop.core.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    DeadlineField,
    IntegerField,
    ItemsField,
    ProcessField,
    ProfileChoiceField,
    ReferenceField,
    ScaleField,
    StringsField,
    TextField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import numbered, this_period, today_with
from qms_desktop.models.kind import Kind
from qms_desktop.models.measures import measure_fields, risk_measure_fields
from qms_desktop.models.workflow import Submitted

if TYPE_CHECKING:
    from qms_desktop.core.profile import Profile

LEVELS = {"low": _("low"), "medium": _("medium"), "high": _("high")}

class LevelField(ChoiceField):
    """A level in the profile's word (жогору or жогорку); its key is low, medium or high."""

    def choices(self, profile: Profile) -> dict[str, Any]:
        return {level: profile.level_word(level) for level in LEVELS}


def product(likelihood: str, consequence: str) -> Any:
    def compute(values: dict[str, Any], _profile: Profile) -> int | None:
        left, right = values.get(likelihood), values.get(consequence)
        return left * right if left and right else None

    return compute


def level_of(score: str) -> Any:
    def compute(values: dict[str, Any], profile: Profile) -> str | None:
        return profile.level(values[score]) if values.get(score) else None

    return compute


_initial = product("likelihood", "consequence")
_residual = product("residual_likelihood", "residual_consequence")


def residual_score(values: dict[str, Any], profile: Profile) -> int | None:
    """The product of the residual pair; where only the score was printed, that score."""
    return _residual(values, profile) or values.get("residual_printed")


class Risk(Submitted, Kind, name="risk", label=_("Risk"), plural=_("Risks"), forms="Ф-03 Ф-04 Ф-05", term="risk",
           register="number"):
    code = TextField(_("No."), searched=True, sorted=True, default=numbered("risk_number"),
                     help=_("Stays with the risk for good: Т-unit-01."))
    title = TextField(_("Risk"), required=True, searched=True, sorted=True, lines=3,
                      help=_("An event that may happen, not a wish for resources."))
    category = ProfileChoiceField(_("Risk category"), "risk_categories", required=True)
    process = ProcessField(_("Process"), required=True, searched=True)
    cause = TextField(_("Cause of the risk"), required=True, searched=True, lines=2)
    likelihood = ScaleField(_("Likelihood"), "likelihood", required=True, cell="rating")
    consequence = ScaleField(_("Consequence"), "consequence", required=True, cell="rating")
    score = IntegerField(_("Score"), compute=_initial, sorted=True)
    level = LevelField(_("Risk level"), compute=level_of("score"), narrows=True)
    responsible = StringsField(_("Responsible"), offers="positions", required=True, searched=True)
    measures = ItemsField(_("Mitigation measures"), risk_measure_fields(), required=True, searched=True)
    deadline = DeadlineField(_("Deadline"), required=True, sorted=True)
    residual_likelihood = ScaleField(_("Residual likelihood"), "likelihood", cell="residual", part="likelihood",
                                      open_when_locked=True)
    residual_consequence = ScaleField(_("Residual consequence"), "consequence", cell="residual", part="consequence",
                                       open_when_locked=True)
    residual_printed = IntegerField(_("Residual score as printed"), least=1, most=25, open_when_locked=True,
                                    help=_("Only where a paper register gives the product alone."))
    residual_score = IntegerField(_("Residual score"), compute=residual_score, written_as="residual_printed",
                                  sorted=True)
    residual_level = LevelField(_("Residual risk"), compute=level_of("residual_score"))
    residual_comment = TextField(_("Comment on the residual risk"), lines=2, open_when_locked=True)
    assessed_on = DateField(_("Assessed on"), default=today_with("likelihood"))
    triggered = BooleanField(_("Did it occur"), open_when_locked=True)
    nonconformity = ReferenceField(_("Nonconformity"), "nonconformity", content=False)
    passport = ReferenceField(_("Risk passport"), "passport", content=False)
    objective = ReferenceField(_("Quality objective"), "objective", content=False)
    previous = ReferenceField(_("Last year's record"), "risk", content=False)
    number = TextField(_("Register No."), owner="office", searched=True, content=False)


class Opportunity(Kind, name="opportunity", label=_("Opportunity"), plural=_("Opportunities"),
                  forms="Ф-03 Ф-05", term="opportunity"):
    """The office answers for opportunities through the passport they stand in, so none of the cells is its own."""

    title = TextField(_("Opportunity"), required=True, searched=True, sorted=True, lines=2)
    process = ProcessField(_("Process"), required=True, searched=True)
    essence = TextField(_("Essence of the opportunity"), required=True, searched=True, lines=2)
    effect = TextField(_("Expected effect"), required=True, lines=2)
    measures = ItemsField(_("Measures"), measure_fields(), searched=True)
    responsible = StringsField(_("Responsible"), offers="positions", required=True)
    deadline = DeadlineField(_("Deadline"))
    state = ProfileChoiceField(_("Completion mark"), "completion_marks")
    result = TextField(_("Result"))
    passport = ReferenceField(_("Risk passport"), "passport", content=False)
    previous = ReferenceField(_("Last year's record"), "opportunity", content=False)
    period = TextField(_("Period"), default=this_period)
