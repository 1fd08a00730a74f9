"""What a period awaits and how much of it is there: for one unit, and for all units form by form; the call for data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import Profile
from qms_desktop.models.declared import HANDED_OVER
from qms_desktop.services import acts, records, units
from qms_desktop.services.board import MISSING, BoardRow, FormCell, board_of, cells
from qms_desktop.services.expectations import USUAL, Expectations, Expected, expectations, kind_of
from qms_desktop.services.saved import Saved, SaveResult
from qms_desktop.services.units import UnitInfo
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Appended, Transaction

DONE = ("received", "accepted", "there")
"""The states of a form that a unit has nothing more to do about."""


class Awaited(Struct, frozen=True):
    """A form that a period awaits of a unit, the last day for it, and how it stands (see `board.FormCell`)."""

    form: str
    kind: str
    period: str
    due: dt.date | None
    state: str
    today: dt.date

    @property
    def days(self) -> int | None:
        """How many days are left; below nothing, how late it is."""
        return (self.due - self.today).days if self.due is not None else None

    @property
    def is_done(self) -> bool:
        return self.state in DONE

    @property
    def is_late(self) -> bool:
        return not self.is_done and self.days is not None and self.days < 0


def of_unit(tx: Transaction, unit: UnitInfo, today: dt.date) -> list[Awaited]:
    """What the open period awaits of a unit, what is due first before the rest; nothing while no period is open."""
    open_ = expectations(tx)
    if open_.period is None:
        return []
    found = _awaited(open_, unit, cells(tx, open_), today)
    return sorted(found, key=lambda one: (one.is_done, one.due or dt.date.max, one.form))


def _awaited(
    open_: Expectations, unit: UnitInfo, there: Mapping[str, Mapping[str, FormCell]], today: dt.date
) -> list[Awaited]:
    return [_one(each, there.get(each.kind, {}).get(unit.code, MISSING), open_.period or "", today) for each in open_.of(unit)]


def _one(each: Expected, cell: FormCell, period: str, today: dt.date) -> Awaited:
    return Awaited(each.form, each.kind, period, each.due, cell.state, today)


# --- all units ---------------------------------------------------------------------------------------------------


class UnitLine(Struct, frozen=True):
    """A unit on the completeness board: its forms by their codes, each missing, draft, received, returned, accepted or there."""

    row: BoardRow
    forms: Mapping[str, Awaited]

    @property
    def late(self) -> int:
        return sum(one.is_late for one in self.forms.values())


def completeness(ws: Workspace, code: str, today: dt.date | None = None) -> list[UnitLine]:
    """Units by forms for a period, open or not: those of which it awaits anything, in Kyrgyz order of their names."""
    today = today or dt.date.today()
    with ws.store.reading() as tx:
        period = period_record(tx, code)
        expected = Expectations(code, period["starts_on"], tuple(period["expected"]))
        rows = board_of(ws, tx, expected, detail=True, today=today)
        known = units.units(tx, ws.profile)
        there = cells(tx, expected)
    found = []
    for row in rows:
        unit = known.get(row.unit)
        if unit is not None and row.forms:
            found.append(UnitLine(row, {one.form: one for one in _awaited(expected, unit, there, today)}))
    return found


def tally(lines: Sequence[UnitLine]) -> dict[str, int]:
    """How many forms of all units are in each state; those that are late are counted as such too."""
    found: dict[str, int] = {}
    for line in lines:
        for one in line.forms.values():
            found[one.state] = found.get(one.state, 0) + 1
            found["late"] = found.get("late", 0) + one.is_late
    return found


# --- opening and calling -----------------------------------------------------------------------------------------


def all_periods(ws: Workspace) -> list[dict[str, Any]]:
    """The periods of the office, the one that began last first."""
    with ws.store.reading() as tx:
        found = reading.records(tx, Query("period"))
    return sorted(found, key=lambda period: (period["starts_on"] or "", period["code"] or ""), reverse=True)


def period_record(tx: Transaction, code: str) -> dict[str, Any]:
    """The record of a period; UserError where the office made none."""
    found = reading.records(tx, Query("period", where=(("code", code),)), limit=1)
    if not found:
        raise UserError(_("There is no period “{code}” here.", code=code), _("The QA office opens it."))
    return found[0]


def forms_to_expect(profile: Profile) -> dict[str, Localised]:
    """The forms that units hand over, by their codes, with their titles."""
    return {code: form.title for code, form in profile.forms.items()
            if (kind := kind_of(code)) is not None and (kind in HANDED_OVER or kind in USUAL)}  # fmt: skip


def call_for_data(ws: Workspace, code: str, today: dt.date | None = None) -> SaveResult:
    """Note that the call for data went out today."""
    if not ws.is_office:
        raise UserError(_("Only the QA office calls for data."))
    with ws.store.reading() as tx:
        period = period_record(tx, code)
    return records.save(ws, "period", [{"id": period["id"], "call_sent_on": (today or dt.date.today()).isoformat()}])


def call_text(ws: Workspace, code: str, language: str | None = None) -> str:
    """The call for data, to be pasted into a mail: every form with its day and the units that it is expected of."""
    language = language or ws.language

    def say(words: Localised) -> str:
        return words.text(language)

    with ws.store.reading() as tx:
        period = period_record(tx, code)
        known = units.units(tx, ws.profile)
        sender = units.person(tx, ws.person)
    lines = [say(_("Dear colleagues,")), "", say(_("The QA office has opened the period {code}. Please hand over:", code=code))]
    for line in sorted(period["expected"], key=lambda line: (line["due"] or "", line["form"] or "")):
        lines.append(say(_said_line(ws.profile, line, known, language)))
    lines += ["", say(_("Fill them in in the program, press “Send to the QA office” and bring the file on a stick or mail it.")), "",
              ", ".join(filter(None, (sender.get("position"), sender.get("name")))), say(ws.profile.qa_office.name)]  # fmt: skip
    return "\n".join(lines)


def _said_line(profile: Profile, line: Mapping[str, Any], known: Mapping[str, UnitInfo], language: str) -> Localised:
    form = line["form"] or ""
    title = profile.forms[form].title.text(language) if form in profile.forms else ""
    if line["of_unit"]:
        whom = known[line["of_unit"]].name.text(language) if line["of_unit"] in known else line["of_unit"]
    elif line["unit_type"]:
        words = profile.unit_types.get(line["unit_type"])
        whom = words.text(language) if words else line["unit_type"]
    else:
        whom = _("all units").text(language)
    due = format_date(line["due"]) if line["due"] else "–"
    return _("– {form} {title}: by {due} ({whom})", form=form, title=title, due=due, whom=whom)


def move(ws: Workspace, action: str, code: str, why: str = "") -> SaveResult:
    """Open (`approve`), close or reopen a period."""
    with ws.store.reading() as tx:
        period = period_record(tx, code)
    acted = acts.act(ws, action, [period["id"]], why=why)
    return SaveResult([Saved(one.key, one.change) for one in acted], Appended(keys={one.key for one in acted}))
