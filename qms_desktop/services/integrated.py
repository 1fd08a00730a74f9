"""The integrated table (Ф-05) as rows of texts, in the words and the order of the paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.messages import Localised, speaking
from qms_desktop.exchange.hierarchy import below
from qms_desktop.paper.blocks import Set
from qms_desktop.paper.forms import FORMS
from qms_desktop.paper.layouts import f05
from qms_desktop.services import print_bodies, units
from qms_desktop.services.views import Selection
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.transaction import Transaction

CODE = "Ф-05"


@dataclass(frozen=True, slots=True)
class IntegratedRow:
    """A row: its cells by the keys of the profile's columns, the process it belongs to, the record it tells of."""

    cells: dict[str, str]
    process: str
    kind: str
    id: str


def rows(ws: Workspace, unit: str | None, year: str | None, level: str | None = None) -> list[IntegratedRow]:
    """The table of a unit (None: of all) for a year, as it would be printed.

    For the office an institute's holds what its departments say; `level` is a type of unit, to whose units it is narrowed.
    """
    keys = [column.key for column in ws.profile.columns("integrated")]
    found = []
    with ws.store.reading() as tx, speaking(ws.language):
        prints = print_bodies.prints(tx, ws.profile, FORMS[CODE], _selection(ws, tx, unit, year, level), ws.language)
        for block in (block for one in prints for block in one.body.processes):
            entries = [*block.risks, *block.opportunities] or [{}]
            for entry, row in zip(entries, f05.rows_of(block, ws.profile), strict=True):
                found.append(IntegratedRow(
                    {key: plain(cell) for key, cell in zip(keys, row.cells, strict=True)},
                    plain(block.process.get("name")), entry.get("kind", ""), entry.get("id", ""),
                ))  # fmt: skip
    return found


def _selection(ws: Workspace, tx: Transaction, unit: str | None, year: str | None, level: str | None) -> Selection:
    under = below(tx, unit) if unit is not None and ws.is_office else ()
    if not under and level is None:
        return Selection(unit, year)
    known = units.units(tx, ws.profile)
    chosen = {unit, *under} if unit is not None else set(known)
    return Selection(None, year, units=frozenset(
        code for code in chosen if level is None or (code in known and known[code].type == level)
    ))  # fmt: skip


def plain(cell: Any) -> str:
    """What stands in a cell of a printed table, without its type."""
    if cell is None:
        return ""
    if isinstance(cell, Set):
        return plain(cell.text)
    if isinstance(cell, str | Localised):
        return str(cell)
    if isinstance(cell, Iterable):
        return "\n".join(text for part in cell if (text := plain(part)))
    return str(cell)
