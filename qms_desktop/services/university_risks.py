"""From the units' passports into the university's register: risks that a person takes for one become one entry (Ф-04)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Text, _
from qms_desktop.services import records
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.sources import highest
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.transaction import Transaction

Record = dict[str, Any]

KIND = "register_entry"
_OVER = ("done", "stopped")
_OF_MEASURES = ("text", "due", "responsible", "aim")


def take_up(ws: Workspace, ids: Sequence[str]) -> SaveResult:
    """Make one entry of these risks: whoever chooses several says that they are one.

    Its words and its rating are those of the highest of them; those who answer for it and the open measures are everybody's.
    UserError where a risk stands in an entry already, or the risks are of several periods.
    """
    if not ws.is_office:
        raise UserError(_("The QA office keeps the university's register of risks."))
    with ws.store.writing() as tx:
        found = [_risk(tx, record_id) for record_id in dict.fromkeys(ids)]
        if not found:
            raise UserError(_("Choose one risk, or several that are one."))
        if len({risk["period"] for risk in found}) > 1:
            raise UserError(_("The risks chosen are of several periods."), _("An entry of the register is of one period."))
        _check_free(tx, found)
        return records.save_in(ws, tx, KIND, [_entry(found)])


def _risk(tx: Transaction, record_id: str) -> Record:
    found = reading.records(tx, reading.Query("risk", ids=(record_id,)))
    if not found:
        raise UserError(_("There is no risk {id}.", id=record_id))
    return found[0]


def _check_free(tx: Transaction, found: Sequence[Record]) -> None:
    held = {source["risk"]: entry for entry in reading.records(tx, reading.Query(KIND))
            if not entry["replaced_on"] for source in entry["sources"] or ()}  # fmt: skip
    for risk in found:
        if entry := held.get(risk["id"]):
            raise UserError(_("“{risk}” stands in the register already, as No. {number}.", risk=risk["title"] or "–",
                              number=Text.of(str(entry["number"] or "–"))),
                            _("What joins it is added to the sources of that entry."))  # fmt: skip


def _entry(found: Sequence[Record]) -> Record:
    first = highest(found) or found[0]
    names = ("period", "title", "category", "process", "cause", "likelihood", "consequence", "deadline")
    values = {name: first[name] for name in names if first[name] not in (None, "")}
    return values | {
        "responsible": list(dict.fromkeys(who for risk in [first, *found] for who in risk["responsible"] or ())),
        "measures": list(_measures([first, *found])),
        "sources": [{"risk": risk["id"], "of_unit": risk["unit"]} for risk in found],
    }


def _measures(found: Iterable[Record]) -> Iterable[Record]:
    """The measures that are still open, those of one wording once."""
    said: dict[str, Record] = {}
    for risk in found:
        for measure in risk["measures"] or ():
            if measure["text"] and measure["state"] not in _OVER:
                said.setdefault(search_fold(measure["text"]), {name: measure[name] for name in _OF_MEASURES if measure.get(name)})
    return said.values()
