"""What an auditor's laptop may write: it speaks for the office in the records of its audits, and nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping

from qms_desktop.core.messages import Message, _
from qms_desktop.exchange.outcome import Rejected, named
from qms_desktop.exchange.trust import Device, scope_of
from qms_desktop.journal.change import Change
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import AUDITOR_KINDS, KINDS, auditor_fields
from qms_desktop.store.transaction import Key, Transaction


def auditor_may(unit: str, kind: str, cells: Iterable[str], scope: Collection[str]) -> bool:
    """Whether an auditor's laptop with that scope may set those cells in a record of that unit and kind.

    What was printed of an audit is kept too; in a nonconformity only the auditor's parts are the auditor's.
    """
    if unit not in scope:
        return False
    if kind not in AUDITOR_KINDS:
        return kind == "printout"
    return KINDS[kind].audits or {cell.partition("/")[0] for cell in cells} <= auditor_fields(kind)


def check_auditors(
    tx: Transaction, known: Mapping[str, Device], sender: Device, changes: Iterable[Change], redacting: Iterable[str]
) -> None:
    """Rejected where an auditor's laptop wrote what it may not, or took a value away.

    What the office passes on it has looked at: a scope that was narrowed since takes nothing back.
    """
    if sender.role == OFFICE:
        return
    laptops = {name: scope_of(each) for name, each in known.items() if each.role == "auditor"}
    if not laptops.keys().isdisjoint(redacting):
        raise Rejected(_("An auditor’s laptop took values away, which only the QA office and the unit may. "
                         "Nothing of the file was merged; tell the QA office."))  # fmt: skip
    for change in changes:
        scope = laptops.get(change.device)
        if scope is None or auditor_may(change.unit, change.kind, change.set, scope):
            continue
        if change.unit not in scope or not _is_own_person(tx, change, laptops):
            raise Rejected(_beyond(change))


def _is_own_person(tx: Transaction, change: Change, laptops: Container[str]) -> bool:
    """Whether an auditor says who he is to the audited unit, in a record of which nobody but auditors spoke."""
    if (change.kind, change.record) != ("person", change.by):
        return False
    row = tx.row_of(Key(change.unit, "person", change.record))
    return row is None or all(each.device in laptops for each in tx.changes_of(row))


def _beyond(change: Change) -> Message:
    kind = KINDS[change.kind].label if change.kind in KINDS else change.kind
    return _("An auditor’s laptop wrote in what is not part of its audits ({kind}, {unit}), so nothing of the file was "
             "merged. Tell the QA office.", kind=kind, unit=named(change.unit))  # fmt: skip
