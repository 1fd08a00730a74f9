"""The audits of the QA office: their list, and the form of a new one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.languages import search_fold, sort_key
from qms_desktop.core.messages import Localised, _, current_language, n_
from qms_desktop.core.profile import Profile
from qms_desktop.models.audits import AUDIT_STATES
from qms_desktop.models.catalogue import KINDS
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.chips import State
from qms_desktop.ui.components.editors import ChoiceEditor
from qms_desktop.ui.components.fields import Field as FieldBox
from qms_desktop.ui.components.filters import FilterRow, Toggle
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.pages.opening import OpeningSheet
from qms_desktop.ui.records.editors import editor_for
from qms_desktop.ui.records.texts import TextsEditor
from qms_desktop.ui.table.columns import Column
from qms_desktop.ui.table.extras import TotalsLine

KIND = KINDS["audit"]
TONES = {"planned": "neutral", "in_audit": "info", "completed": "low", "moved": "medium", "cancelled": "neutral"}
_FIELDS = ("unit_audited", "lead", "team", "dates", "scope", "representative")


class AuditsList(QWidget):
    """The audits, the latest first."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._audits: list[dict[str, Any]] = []
        self.filters = FilterRow(_("Filter"), [Toggle("all", _("All")), Toggle("open", _("Not finished"))])
        self.filters.filtered.connect(lambda _text, _key: self._show())
        fields = KIND.fields
        self.sheet = OpeningSheet([
            Column("number", fields["number"].label, 116, whole=True, room="narrow"),
            Column("unit_name", fields["unit_audited"].label, 240, kind="link", wrap=True, stretch=True, room="narrow"),
            Column("lead", fields["lead"].label, 150, wrap=True, room="panel"),
            Column("dates_words", fields["dates"].label, 150, wrap=True, room="wide"),
            Column("progress", _("Looked at"), 116, kind="progress", room="panel"),
            Column("shown_state", _("State"), 130, kind="state", room="narrow"),
        ], _("Audits"))  # fmt: skip
        self.sheet.opened.connect(self.opened)
        self.totals = TotalsLine()
        self.setLayout(column(self.filters, self.sheet, self.totals))
        self.layout().setStretch(1, 1)

    def show_audits(self, audits: list[dict[str, Any]]) -> None:
        self._audits = audits
        self._show()

    def _show(self) -> None:
        wanted = search_fold(self.filters.text())
        unfinished = [a for a in self._audits if a["progress"][0] < a["progress"][1] or not a["progress"][1]]
        self.filters.set_counts({"all": len(self._audits), "open": len(unfinished)})
        found = unfinished if self.filters.chosen() == "open" else self._audits
        found = [a for a in found if wanted in search_fold(f"{a['number']} {a['unit_name']} {a['lead']}")]
        self.sheet.show_rows([self._row(audit) for audit in found])
        self.totals.say(n_("{n} audit", "{n} audits", len(found)))

    def _row(self, audit: dict[str, Any]) -> dict[str, Any]:
        state = audit["state"] or "planned"
        return {
            **audit, "unit_name": str(audit["unit_name"]), "dates_words": ", ".join(KIND.fields["dates"].days(audit["dates"], current_language())),
            "shown_state": State(AUDIT_STATES[state], TONES[state]),
        }  # fmt: skip


class NewAudit(QWidget):
    """Which unit is audited, by whom, when."""

    made = Signal(dict)
    given_up = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile
        self._carried: dict[str, Any] = {}
        self.unit = ChoiceEditor({}, empty=_("Choose the unit"))
        self.boxes: dict[str, FieldBox] = {}
        for name in _FIELDS:
            field = KIND.fields[name]
            editor = self.unit if name == "unit_audited" else (
                TextsEditor(field, profile) if name in ("team", "dates") else editor_for(field, profile))  # fmt: skip
            self.boxes[name] = FieldBox(editor, field.label, required=field.required)
        card = Card(_("New audit"))
        box = self.boxes
        for pair in (("unit_audited", "lead"), ("team", "dates"), ("scope", "representative")):
            line = row(*(box[name] for name in pair), gap=16)
            line.setStretch(0, 1)
            line.setStretch(1, 1)
            card.add(line)
        card.add(Label(_("The questions are laid out from the bank by the kind of the unit; you can go on to them at "
                         "once."), "small", "text2", wrap=True))  # fmt: skip
        back = Button(_("Back to the list"), "link", "arrow-left")
        back.clicked.connect(self.given_up)
        scroll = Scroll(margins=(0, 0, 8, 12))
        scroll.body.addWidget(card)
        self.setLayout(column(row(back, None), scroll))
        self.layout().setStretch(1, 1)

    def begin(self, units: dict[str, Localised], lead: str, carried: dict[str, Any]) -> None:
        """Empty the form for another audit, but for what it has from the programme that it belongs to."""
        self._carried = carried
        named = sorted(units.items(), key=lambda entry: sort_key(str(entry[1])))
        self.unit.offer(named, empty=_("Choose the unit"))
        for name, box in self.boxes.items():
            box.set_value([] if name in ("team", "dates") else lead if name == "lead" else carried.get(name))
        self.unit.setFocus()

    def make(self) -> None:
        """Hand out what is typed; without a unit and a lead auditor it says what is missing."""
        values = {name: value for name, box in self.boxes.items() if (value := box.value())}
        missing = [name for name in ("unit_audited", "lead") if not values.get(name)]
        for name in ("unit_audited", "lead"):
            words = {"unit_audited": _("Choose the unit that is audited."), "lead": _("Write the lead auditor.")}
            self.boxes[name].show_problem(words[name] if name in missing else None)
        if missing:
            self.boxes[missing[0]].editor.setFocus()
        else:
            self.made.emit(self._carried | values)
