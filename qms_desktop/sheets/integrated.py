"""The integrated table Ф-05: processes with their risks and opportunities, nine columns. It is not read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import kind_named
from qms_desktop.sheets.cells import cell_of, level_cell, lines_cell
from qms_desktop.sheets.data import Cell, SheetColumn, SheetData
from qms_desktop.sheets.kinds import Record, id_column
from qms_desktop.sheets.registers import words_of

_NOTHING = "–"
_CENTRED = ("likelihood", "consequence_effect")


def integrated_sheet(
    blocks: Sequence[Mapping[str, Any]], profile: Profile, language: str, *, info: Mapping[str, Any] | None = None
) -> SheetData:
    """Ф-05 from blocks `{"process": {…}, "risks": […], "opportunities": […]}`.

    Every row names its process, so that the table can be filtered and sorted. An `indicators` list of a process
    may hold texts or indicator records; `completion` of a risk is its mark.
    """
    view = _View(profile, language)
    keys = {column.key: column.label for column in profile.columns("integrated")}
    columns = [id_column(), *(SheetColumn(k, label, 30, centred=k in _CENTRED) for k, label in keys.items())]
    rows: list[list[Cell]] = []
    for block in blocks:
        process = block.get("process") or {}
        entries = [(risk, view.risk(risk)) for risk in block.get("risks") or ()]
        entries += [(one, view.opportunity(one)) for one in block.get("opportunities") or ()]
        for entry, cells in entries or [(process, {})]:
            known = {**view.process(process, entry), **cells}
            known["subject"] = view.lines(process.get("name"), cells.get("subject"))
            known["goal_cause_essence"] = view.lines(process.get("purpose"), cells.get("goal_cause_essence"))
            rows.append([entry.get("id") or "", *(known.get(key) for key in keys)])
    return SheetData(code="Ф-05", title=profile.forms["Ф-05"].title, columns=columns, rows=rows, info=info or {})


class _View:
    """The cells of the table in one language."""

    def __init__(self, profile: Profile, language: str) -> None:
        self._profile, self._language = profile, language

    def lines(self, *texts: Any) -> str | None:
        said = [t.text(self._language) if isinstance(t, Localised) else t for t in texts]
        return lines_cell(str(text) for text in said if text)

    def _words(self, kind: str, name: str, value: Any) -> list[str]:
        return words_of(kind_named(kind), name, value, self._profile, self._language)

    def process(self, process: Record, entry: Record) -> dict[str, Cell]:
        inputs = "; ".join(self._words("process", "inputs", process.get("inputs")))
        outputs = "; ".join(self._words("process", "outputs", process.get("outputs")))
        responsible = entry.get("responsible")
        owners = self._words("process", "owners", process.get("owners"))
        return {
            "inputs_outputs": self.lines(
                inputs and _("Inputs: {list}", list=inputs), outputs and _("Outputs: {list}", list=outputs)
            ),
            "indicators": self.lines(*map(self._indicator, process.get("indicators") or ())),
            "likelihood": _NOTHING,
            "responsible_owner": lines_cell([responsible] if isinstance(responsible, str) else responsible or owners),
        }

    def _indicator(self, value: Any) -> str:
        if not isinstance(value, Mapping):
            return str(value)
        target = " ".join(str(value[key]) for key in ("target", "measured_in") if value.get(key) is not None)
        return ", ".join(filter(None, (value.get("title") or value.get("name"), target)))

    def risk(self, risk: Record) -> dict[str, Cell]:
        level = level_cell(risk, self._profile, self._language)
        residual = level_cell(risk, self._profile, self._language, "residual_")
        consequence = risk.get("consequence")
        if consequence and level:
            consequence = self.lines(str(consequence), _("level: {level}", level=level.text))
        return {
            "subject": self.lines(_("Risk: {title}", title=risk.get("title") or "")),
            "goal_cause_essence": self.lines(risk.get("cause") and _("Cause: {cause}", cause=risk["cause"])),
            "likelihood": risk.get("likelihood") or _NOTHING,
            "consequence_effect": consequence or _NOTHING,
            "measures": self._measures("risk", risk),
            "completion_residual": self.lines(
                risk.get("completion"), residual and _("Residual: {level}", level=residual.text)
            ),
        }

    def opportunity(self, one: Record) -> dict[str, Cell]:
        state = kind_named("opportunity").fields["state"]
        effect = one.get("effect")
        return {
            "subject": self.lines(_("Opportunity: {title}", title=one.get("title") or "")),
            "goal_cause_essence": one.get("essence"),
            "consequence_effect": self.lines(*effect) if isinstance(effect, list) else effect,
            "measures": self._measures("opportunity", one),
            "completion_residual": self.lines(
                cell_of(state, one.get("state"), self._profile, self._language), one.get("result")
            ),
        }

    def _measures(self, kind: str, entry: Record) -> str | None:
        due = kind_named(kind).fields["deadline"].show(entry.get("deadline"), self._profile, self._language)
        texts = [self._measure(kind, one) for one in entry.get("measures") or ()]
        return self.lines(*texts, due and _("Due: {date}", date=due))

    def _measure(self, kind: str, measure: Any) -> str:
        text = "; ".join(self._words(kind, "measures", [measure]))
        if not isinstance(measure, Mapping):
            return text
        due = str(measure.get("due") or "")
        if due[:4].isdecimal() and due[4:5] == "-":
            due = format_date(due)
        details = ", ".join(filter(None, (due, measure.get("responsible"))))
        return f"{text} ({details})" if details else text
