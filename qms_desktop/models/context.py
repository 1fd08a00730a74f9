"""The institution and those around it (clauses 4.1, 4.2 and 8.4): context and parties Ф-23, providers Ф-24."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from qms_desktop.core.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    ItemsField,
    NumberField,
    ReferenceField,
    TextField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import due_after, numbered, this_period
from qms_desktop.models.figures import number, rounded
from qms_desktop.models.kind import Kind
from qms_desktop.models.workflow import Registered

SIDES = {"internal": _("internal"), "external": _("external")}

AREAS = {
    "political": _("political"),
    "economic": _("economic"),
    "social": _("social"),
    "technological": _("technological"),
    "legal": _("legal"),
    "staffing": _("staffing"),
    "climate": _("climate"),
}

INFLUENCES = {"positive": _("positive"), "negative": _("negative"), "none": _("not significant")}

PARTY_GROUPS = {
    "state": _("state and society"),
    "employers": _("employers"),
    "learners": _("learners and parents"),
    "research_customers": _("customers of research"),
    "staff": _("staff"),
}

OBLIGATIONS = {"obligatory": _("obligatory"), "implied": _("usual")}

PROVIDER_KINDS = {
    "practice": _("base of practice"),
    "lecturer": _("outside lecturer"),
    "it": _("IT"),
    "catering": _("catering"),
    "repair": _("repair and maintenance"),
    "printing": _("printing"),
    "supplies": _("supplies"),
    "other": _("other"),
}

CRITERIA = {
    "quality": _("quality"),
    "time": _("keeping of terms"),
    "documents": _("documents"),
    "price": _("price"),
    "safety": _("safety"),
}

PROVIDER_DECISIONS = {
    "continue": _("continue"),
    "conditional": _("on conditions"),
    "stop": _("stop"),
}


def weighted_score(values: dict[str, Any], _profile: object) -> str | None:
    """The mean of the criteria by their weights; a criterion without a weight has the weight 1."""
    rated = [
        (Decimal(c["score"]), number(c.get("weight")) or Decimal(1))
        for c in values.get("criteria") or () if c.get("score")
    ]  # fmt: skip
    weights = sum((weight for _score, weight in rated), Decimal(0))
    return rounded(sum((score * weight for score, weight in rated), Decimal(0)) / weights) if weights > 0 else None


class Context(Kind, name="context", label=_("Factor of the context"), plural=_("Context"), title="factor", forms="Ф-23",
              published=True):
    factor = TextField(_("Factor"), required=True, searched=True, sorted=True, lines=2)
    side = ChoiceField(_("Internal or external"), SIDES, required=True)
    area = ChoiceField(_("Area"), AREAS, required=True,
                       help=_("Climate must be answered too, even if it is not significant."))
    influence = ChoiceField(_("Influence"), INFLUENCES, required=True)
    conclusion = TextField(_("Conclusion in words"), searched=True, lines=2)
    risk = ReferenceField(_("Risk"), "risk")
    objective = ReferenceField(_("Quality objective"), "objective")
    reviewed_on = DateField(_("Reviewed on"), required=True, sorted=True)
    period = TextField(_("Period"), narrows=True, default=this_period)
    previous = ReferenceField(_("Last year's record"), "context", content=False)


class InterestedParty(Kind, name="interested_party", label=_("Interested party"), plural=_("Interested parties"),
                      title="name", forms="Ф-23", term="interested_party", published=True):
    name = TextField(_("Interested party"), required=True, searched=True, sorted=True)
    group = ChoiceField(_("Group of needs"), PARTY_GROUPS, required=True)
    need = TextField(_("Needs and expectations"), required=True, searched=True, lines=2)
    obligation = ChoiceField(_("Obligatory or usual"), OBLIGATIONS)
    in_qms = TextField(_("How the system meets it"), required=True, lines=2)
    monitoring = TextField(_("How it is monitored"), required=True, lines=2)
    reviewed_on = DateField(_("Reviewed on"), required=True, sorted=True)
    period = TextField(_("Period"), narrows=True, default=this_period)
    previous = ReferenceField(_("Last year's record"), "interested_party", content=False)


class Provider(Registered, Kind, name="provider", label=_("External provider"), plural=_("External providers"), title="name",
               forms="Ф-24"):
    number = TextField(_("No."), searched=True, sorted=True, content=False, default=numbered("Ф-24"))
    name = TextField(_("Provider"), required=True, searched=True, sorted=True)
    provider_kind = ChoiceField(_("Kind of provider"), PROVIDER_KINDS, required=True)
    contract = TextField(_("Contract No. and date"), required=True, searched=True)
    subject = TextField(_("Subject of the contract"), required=True, searched=True, lines=2)
    criteria = ItemsField(_("Criteria"), {
        "criterion": ChoiceField(_("Criterion"), CRITERIA),
        "score": IntegerField(_("Score, 1 to 5"), least=1, most=5),
        "weight": NumberField(_("Weight")),
        "note": TextField(_("Note")),
    }, required=True)
    score = NumberField(_("Weighted score"), compute=weighted_score)
    issues = TextField(_("Problems"), searched=True, lines=2)
    nonconformity = ReferenceField(_("Nonconformity"), "nonconformity")
    decision = ChoiceField(_("Decision on the provider"), PROVIDER_DECISIONS, required=True)
    evaluated_on = DateField(_("Evaluated on"), required=True)
    next_due = DateField(_("Next evaluation"), required=True, sorted=True, default=due_after("provider_review", "evaluated_on"))
