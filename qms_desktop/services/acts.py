"""Moving records through their states, by the rules of their kinds (`services.lives`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Joined, _
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import kind_named
from qms_desktop.models.declared import HANDED_OVER
from qms_desktop.services import lives
from qms_desktop.services.lives.steps import Case, Life, Step
from qms_desktop.services.register import Register
from qms_desktop.services.saved import refuse_doubles
from qms_desktop.services.workspace import ALL, Workspace, reason
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key, Transaction


class Acted(Struct, frozen=True):
    key: Key
    state: str
    change: str


def act(
    ws: Workspace, action: str, ids: Sequence[str], *, why: str = "", remarks: Mapping[str, str] | None = None
) -> list[Acted]:
    """Move records, all or none; UserError says why one cannot be moved so.

    A return may carry `remarks` on single fields, by their names.
    """
    remarks, why = remarks or {}, reason(why)
    if remarks and action != "return":
        raise UserError(_("Remarks go with a return."), _("Return the record, and say what the unit should mend."))
    if action not in lives.ACTIONS:
        raise UserError(_("Records of these kinds cannot be moved by “{action}”.", action=action),
                        _("They can be: {actions}.", actions=", ".join(lives.ACTIONS)))  # fmt: skip
    with ws.store.writing() as tx:
        edits, along = [], {}
        keys = [reading.key_of(tx, record_id) for record_id in ids]
        refuse_doubles(keys)
        was = lives.before(tx, keys)
        numbers = Register(ws, tx)
        for key in keys:
            case = _case(ws, tx, key, numbers, why, remarks)
            life, step = _step(case, action)
            for rule in step.before:
                rule(case)
            cells = step.sets(case)
            if not cells:
                raise UserError(_("“{title}”: that is done already.", title=case.title))
            if any(made.as_ == ws.unit and made.field in cells for made in case.folded.proposals):
                raise UserError(_("“{title}”: your word waits with the QA office already.", title=case.title))
            edits.append(Edit(key, cells, why=why))
            along[key] = life
        changes, _appended = ws.write(tx, edits)
        following = lives.guard(ws, tx, was)
        if following:
            ws.write(tx, following)
        return [Acted(e.key, _state(tx, along[e.key], e.key), c.id) for e, c in zip(edits, changes, strict=True)]


def _case(
    ws: Workspace, tx: Transaction, key: Key, numbers: Register, why: str, remarks: Mapping[str, str]
) -> Case:
    kind, folded, values = kind_named(key.kind), tx.fold(key), reading.record(tx, key)
    if folded is None or folded.deleted or values is None or key.kind not in lives.LIVES:
        raise UserError(_("“{kind}” is not handed over by itself.", kind=kind.label),
                        _("It travels with every bundle as it is."))  # fmt: skip
    return Case(ws, tx, kind, key, values, ws.today, folded, numbers, why=why, remarks=remarks)


def _step(case: Case, action: str) -> tuple[Life, Step]:
    """The step to be taken; UserError where the record does not stand so, somebody else takes it, or a reason is missing."""
    ws, kind = case.ws, case.kind
    steps = [step for life in lives.LIVES[kind.name] for step in life.steps if step.action == action]
    if steps and not any(lives.may_take(ws, step, kind, case.key.unit) for step in steps):
        raise _not_yours(case, steps[0])
    found = lives.found_step(kind, action, case.values)
    if found is None:
        life = lives.LIVES[kind.name][0]
        at = lives.state_of(kind, life, case.values)
        words = (kind.fields[life.axis].choices(ws.profile) or {}).get(at, at)
        possible = tuple(offer.label for offer in lives.offered(ws, case.values))
        raise UserError(
            _("“{title}” cannot be moved so now: its state is “{state}”.", title=case.title, state=words),
            _("What can be done: {actions}.", actions=Joined(possible)) if possible else _("Somebody else takes the next step."),
        )
    _life, step = found
    if not lives.may_take(ws, step, kind, case.key.unit):
        raise _not_yours(case, step)
    if step.reason and not case.why.strip() and not case.remarks:
        if action == "return":
            raise UserError(_("A return needs a reason."), _("Write what the unit should mend."))
        raise UserError(_("“{title}”: this needs a reason.", title=case.title), _("Write why it is done: it stays with the record."))
    return found


def _not_yours(case: Case, step: Step) -> UserError:
    if step.action in ("accept", "return") and step.by == (OFFICE,):
        return UserError(_("Only the QA office accepts or returns."))
    if case.ws.role == "department" and case.key.unit not in (case.ws.unit, ALL):
        return UserError(_("The record is another unit’s: it can only be read here."))
    return UserError(_("“{action}”: that is for {who} to do.", action=step.label or lives.ACTIONS[step.action],
                       who=Joined(tuple(lives.WHO[who] for who in step.by))))  # fmt: skip


def _state(tx: Transaction, life: Life, key: Key) -> str:
    return (reading.record(tx, key) or {}).get(life.axis) or ""


def submittable(tx: Transaction) -> list[str]:
    """The kinds whose records are handed over one by one, as far as there are records of them."""
    return reading.present(tx, HANDED_OVER)
