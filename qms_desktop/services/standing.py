"""How this computer stands with the others of the exchange."""

from __future__ import annotations

from qms_desktop.exchange import issuing, keys
from qms_desktop.services.workspace import Workspace

LISTED, SHUT_OUT, INVITED, UNKNOWN = "listed", "shut out", "invited", "unknown"


def own_standing(ws: Workspace) -> str:
    """`listed` where the office's list names this computer, `shut out` where it says that nobody is to trust it.

    Before there is such a word: `invited` where an invitation's secret lets it in, else `unknown`.
    """
    with ws.store.reading() as tx:
        told = issuing.held_list(tx)
    listed = told.by_name.get(ws.key.device) if told is not None else None
    if listed is not None:
        return LISTED if listed.state == "trusted" else SHUT_OUT
    return INVITED if keys.enrolment_of(ws.store) is not None else UNKNOWN
