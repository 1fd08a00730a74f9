"""Ф-17: the agreement sheet of a document, begun with those whom the founding document names."""

from __future__ import annotations

import datetime as dt

from qms_desktop.core.errors import UserError
from qms_desktop.core.founding import agreed_with
from qms_desktop.core.messages import Text, _
from qms_desktop.services import records
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading


def begin(ws: Workspace, document_id: str) -> SaveResult:
    """A sheet for a document that the council approves, with a row for each unit that must agree.

    Of another document the sheet begins with one empty row: who agrees to it is its developer's to say.
    """
    with ws.store.reading() as tx:
        document = reading.record(tx, reading.key_of(tx, document_id, "document"))
    if document is None:
        raise UserError(_("There is no record {id}.", id=document_id))
    kind = ws.profile.document_kind(document["document_kind"])
    asked = agreed_with(ws.profile) if kind is not None and kind.by_council else (Text.of(""),)
    subject = ", ".join(part for part in (document["code"], document["title"]) if part)
    return records.save(ws, "agreement", [{
        "unit": document["unit"], "document": document_id, "subject": subject, "edition": document["edition"],
        "developer": document["developer"], "sent_on": dt.date.today().isoformat(),
        "rows": [{"position": position.text(ws.language)} for position in asked],
    }])  # fmt: skip
