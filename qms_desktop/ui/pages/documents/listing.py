"""A document in the list: its title, its code and edition, and its state."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.messages import Localised, _
from qms_desktop.models.documents import DOCUMENT_STATES
from qms_desktop.ui.components.chips import State
from qms_desktop.ui.pages.documents.life import TONES, days_late
from qms_desktop.ui.table.record_list import ListRow

_CHIPS = {state: State(words, TONES[state]) for state, words in DOCUMENT_STATES.items()}
_UNTITLED = _("Untitled document")


@dataclass(frozen=True, slots=True)
class Second(Localised):
    """The second line of a document; it is put into words where it is shown, not for thousands of rows at once."""

    code: str | None
    edition: int | None
    late: bool

    def text(self, language: str) -> str:
        edition = _("edition {n}", n=self.edition).text(language) if self.edition else ""
        late = _("review late").text(language) if self.late else ""
        return " · ".join(part for part in (self.code, edition, late) if part)

    __str__ = Localised.__str__


def row_of(document: dict[str, Any], today: dt.date) -> ListRow:
    late = days_late(document, today) > 0
    return ListRow(
        document["id"], document["title"] or _UNTITLED, Second(document["code"], document["edition"], late),
        second_tone="high" if late else "text2", chip=_CHIPS[document["state"] or "draft"],
    )  # fmt: skip
