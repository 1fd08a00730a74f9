"""Rules of kinds that have no states of their own: what must hold when certain fields are written."""

from __future__ import annotations

from qms_desktop.core.messages import _
from qms_desktop.services.lives.steps import Case, Rule, filled, refuse
from qms_desktop.store.picking import Where, pick


def scope_has_reason(case: Case) -> None:
    """No unit is left out of the quality management system without a reason on record."""
    if case.values.get("out_of_scope"):
        filled("scope_reason")(case)


def measures_are_done(case: Case) -> None:
    """An inspection is completed when every agreed measure is done; who found it checks that."""
    values = case.values
    if not values.get("completed"):
        return
    filled("checked_on")(case)
    left = next((m for m in values.get("measures") or () if m.get("state") not in ("done", "stopped")), None)
    if left is not None:
        raise refuse(case, _("the measure “{measure}” is not done yet.", measure=left.get("text") or "–"),
                     _("Mark it as done with its evidence, or leave the inspection open."))  # fmt: skip


def gain_is_no_level(case: Case) -> None:
    """The result of an opportunity is said in words of gain: levels are of risks."""
    word = str(case.values.get("result") or "").rpartition("–")[2].strip().casefold()
    if word in case.ws.profile.level_variants:
        raise refuse(case, _("“{word}” is the level of a risk, and this is an opportunity.", word=word),
                     _("Write what it brought, such as “{example}”.", example=case.ws.profile.choices("opportunity_results")["positive"]))  # fmt: skip


def one_for_a_direction(case: Case) -> None:
    """A unit keeps one passport for a direction of its activity and a period."""
    same = {name: case.values.get(name) for name in ("direction", "period")}
    if all(same.values()) and any(row["id"] != case.key.id for row in pick(case.tx, "passport", (), Where(case.key.unit, equal=same))):
        raise refuse(case, _("there is a passport of this direction for {period} already.", period=same["period"]),
                     _("Enter the risks in that one, or choose another direction of activity."))  # fmt: skip


WATCHED: dict[str, tuple[tuple[tuple[str, ...], Rule], ...]] = {
    "unit": ((("out_of_scope", "scope_reason"), scope_has_reason),),
    "inspection": ((("completed", "checked_on", "measures"), measures_are_done),),
    "opportunity": ((("result",), gain_is_no_level),),
    "passport": ((("direction", "period"), one_for_a_direction),),
}
"""By kind: the fields, and the rule that is asked when one of them changes."""
