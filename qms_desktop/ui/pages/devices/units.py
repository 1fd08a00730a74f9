"""The units with what they were given to come in by: ticked, they are invited; the panel shows one unit's computers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.languages import format_date, search_fold
from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.services.admitted import Admission
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.filters import FilterRow, Toggle
from qms_desktop.ui.components.layout import column
from qms_desktop.ui.moments import local
from qms_desktop.ui.pages.devices.words import admission_state
from qms_desktop.ui.speech import language
from qms_desktop.ui.table.columns import MARKS, Column, Mark
from qms_desktop.ui.table.extras import BatchBar
from qms_desktop.ui.table.source import ListSource
from qms_desktop.ui.table.view import Sheet

_TOGGLES: tuple[tuple[str, Localised, Callable[[Admission], bool]], ...] = (
    ("all", _("All"), lambda _row: True),
    ("none", _("Not invited"), lambda row: row.state == "none"),
    ("open", _("Invited"), lambda row: row.state == "open"),
    ("joined", _("Joined"), lambda row: row.state == "joined"),
    ("waits", _("Wait for you"), lambda row: row.state == "waits"),
    ("lapsed", _("Lapsed"), lambda row: row.state in ("expired", "withdrawn", "revoked")),
)


class UnitsTable(QWidget):
    """`invite_asked`, `audit_asked`, `read_asked` and `withdraw_asked` carry what is ticked; `chosen` the unit that became current."""

    invite_asked = Signal(list)
    audit_asked = Signal(list)
    read_asked = Signal(list)
    withdraw_asked = Signal(list)
    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Admission] = []
        self._ticked: set[str] = set()
        self.filters = FilterRow(_("Unit or code"), [Toggle(key, words, 0) for key, words, _test in _TOGGLES])
        self.filters.filtered.connect(lambda _text, _key: self._show())
        self.sheet = Sheet(ListSource([]), [
            Column("tick", "", 36, kind="check", editable=True, room="narrow"),
            Column("unit", _("Unit"), 240, wrap=True, stretch=True, room="narrow"),
            Column("state", _("State"), 190, kind="state", room="narrow"),
            Column("until", _("Invitation good until"), 150, room="wide"),
            Column("devices", _("Computers"), 110, kind="number", room="wide"),
            Column("step", _("Next step"), 150, kind="link", wrap=True, room="narrow"),
        ])  # fmt: skip
        self.sheet.rows.edited.connect(self._tick)
        self.sheet.row_chosen.connect(self.chosen)
        self.sheet.link_followed.connect(lambda unit, _key: self.opened.emit(unit))
        self.invite = Button("", "primary", "mail-question-mark")
        self.invite.clicked.connect(lambda: self.invite_asked.emit(self.ticked()))
        self.audit = Button(_("Invite an auditor"), "secondary", "user-plus")
        self.audit.clicked.connect(lambda: self.audit_asked.emit(self.ticked()))
        self.read = Button(_("Invite a reader"), "secondary", "eye")
        self.read.clicked.connect(lambda: self.read_asked.emit(self.ticked()))
        self.withdraw = Button("", "secondary", "ban")
        self.withdraw.clicked.connect(lambda: self.withdraw_asked.emit(self._open_ones()))
        self.bar = BatchBar(self.withdraw, self.read, self.audit, self.invite)
        self.bar.let_go.connect(self.untick)
        self.setLayout(column(self.filters, self.sheet, self.bar, gap=8))
        self.layout().setStretch(1, 1)
        language.changed.connect(self._show)

    # --- showing -------------------------------------------------------------------------------------------------

    def show_rows(self, rows: list[Admission]) -> None:
        """Show the units; ticks stay."""
        self.rows = rows
        self._ticked &= {row.unit for row in rows}
        self._show()

    def _seen(self) -> list[Admission]:
        words = search_fold(self.filters.text())
        test = next(test for key, _words, test in _TOGGLES if key == self.filters.chosen())
        return [row for row in self.rows if test(row)
                and (words in search_fold(str(row.name)) or words in search_fold(row.unit))]  # fmt: skip

    def _show(self) -> None:
        self.filters.set_counts({key: sum(map(test, self.rows)) for key, _words, test in _TOGGLES})
        current = self.sheet.current_id()
        shown = [self._row(row) for row in self._seen()]
        if [row["id"] for row in shown] == [row["id"] for row in self._shown_rows()]:
            self.sheet.rows.replace_source(ListSource(shown))
        else:
            self.sheet.rows.show_source(ListSource(shown))
            self.choose(current)
        self._say_ticked()

    def _shown_rows(self) -> list[dict[str, Any]]:
        return [row for at in range(self.sheet.rows.record_count()) if (row := self.sheet.rows.row(at)) is not None]

    def choose(self, unit: Any) -> None:
        """Make a unit current, if it is in sight; else the first one."""
        places = [row["id"] for row in self._shown_rows()]
        if places:
            self.sheet.choose_row(places.index(unit) if unit in places else 0)

    def _row(self, row: Admission) -> dict[str, Any]:
        open_one = next((each for each in row.invitations if each["state"] == "open"), None)
        own = row.unit == "office"
        second = (_("the office itself, and its auditors") if own
                  else _("{unit} – the rector’s office: it sees the records of all units", unit=row.unit) if row.leads else row.unit)  # fmt: skip
        return {
            "id": row.unit, "tick": None if own else row.unit in self._ticked, "unit": str(row.name), "state": admission_state(row),
            "until": format_date(local(open_one["expires"]).date()) if open_one is not None else "",
            "devices": len(row.devices) or None,
            "step": str(_("Compare the digits") if row.state == "waits" else _("Look") if row.devices or row.invitations else ""),
            MARKS: {"unit": Mark(second=second), "tick": Mark(office=own)},
        }  # fmt: skip

    # --- ticks ---------------------------------------------------------------------------------------------------

    def ticked(self) -> list[str]:
        """The ticked units, in the order in which they stand."""
        return [row.unit for row in self.rows if row.unit in self._ticked]

    def tick_in_sight(self) -> None:
        """Tick every unit that the filters leave."""
        self._ticked |= {row.unit for row in self._seen() if row.unit != "office" and not row.leads}
        self._show()

    def untick(self) -> None:
        self._ticked.clear()
        self._show()

    def _tick(self, batch: list[tuple[Any, dict[str, Any]]]) -> None:
        for unit, values in batch:
            (self._ticked.add if values.get("tick") else self._ticked.discard)(unit)
        self._say_ticked()

    def _open_ones(self) -> list[str]:
        return [each for row in self.rows if row.unit in self._ticked for each in row.open_invitations]

    def _say_ticked(self) -> None:
        count, open_ones = len(self._ticked), len(self._open_ones())
        self.bar.say(n_("{n} unit is ticked", "{n} units are ticked", count) if count else None)
        self.invite.say(n_("Make {n} invitation", "Make {n} invitations", count))
        self.withdraw.say(n_("Withdraw {n} invitation", "Withdraw {n} invitations", open_ones))
        self.withdraw.setVisible(bool(open_ones))
        self.bar.fit()
