"""The panel with the records behind a figure; each leads to where it is edited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from qms_desktop.core.messages import Message, Text, _, n_
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.searching import Found
from qms_desktop.ui.components.panel import SidePanel
from qms_desktop.ui.components.tabs import Tab
from qms_desktop.ui.speech import Said
from qms_desktop.ui.table.record_list import ListRow, RecordList


class BehindPanel(SidePanel):
    """`show_records(name, shown, found, total)`; `asked` carries the kind and the id of a record."""

    asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__([Tab("records", _("Records"))])
        self.list = RecordList(_("Records behind the figure"))
        self.list.opened.connect(lambda key: self.asked.emit(*key))
        self.list.clicked.connect(lambda _index: self.asked.emit(*self.list.current_id()))
        self.tabs.hide()
        self._stack.hide()  # the list scrolls by itself and takes all the room
        self.layout().addWidget(self.list, 1)
        for button in (self.previous, self.next, self.expand):
            button.hide()

    def show_records(self, name: Said, shown: Said, found: Sequence[Found], total: int) -> None:
        """List the records behind a figure; of very many the first ones."""
        self.show_record(shown, name)
        self.place.say(_of(len(found), total))
        rows = [ListRow((each.kind, each.id), each.title or "–", _second(each)) for each in found]
        self.list.show_rows(rows)


def _of(listed: int, total: int) -> Message:
    if listed < total:
        return _("the first {n} of {total}", n=listed, total=total)
    return n_("{n} record", "{n} records", total)


def _second(found: Found) -> Message:
    kind = KINDS[found.kind].label
    if found.number:
        return _("{kind} · {number} · {unit}", kind=kind, number=Text.of(found.number), unit=found.unit)
    return _("{kind} · {unit}", kind=kind, unit=found.unit)
