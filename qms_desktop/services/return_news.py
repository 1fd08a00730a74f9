"""For which units there is anything new since their last return bundle."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from qms_desktop.core.languages import sort_key
from qms_desktop.core.messages import Localised
from qms_desktop.exchange import hierarchy, trust
from qms_desktop.services import units
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.store import tables
from qms_desktop.store.transaction import Transaction

_SETTING = "returned "


@dataclass(frozen=True, slots=True)
class Returnee:
    """A unit that may be given a return bundle: when it last was (ISO 8601), and whether there is news for it."""

    unit: str
    name: Localised
    returned: str | None
    news: bool


def note(ws: Workspace, unit: str, position: int) -> None:
    """A return bundle left that holds the journal up to a row."""
    ws.store.set_settings({f"{_SETTING}{unit}": str(position)})


def returnees(ws: Workspace, readers: list[str]) -> list[Returnee]:
    """Those units in Kyrgyz order of their names; what a unit wrote itself is no news to it."""
    settings = ws.store.settings()
    with ws.store.reading() as tx:
        known = units.units(tx, ws.profile)
        last = _last_returns(tx)
        chains = _chains(tx)
        above = hierarchy.parents(tx)
        found = []
        for code in readers:
            position = int(settings.get(f"{_SETTING}{code}", "0"))
            held = {code, ALL, *hierarchy.under(above, code)}
            news = any(unit in held and speaker != code and row > position for unit, speaker, row in chains)
            found.append(Returnee(code, known[code].name, last.get(code), news))
    return sorted(found, key=lambda each: sort_key(each.name.text(ws.language)))


def _chains(tx: Transaction) -> list[tuple[str, str, int]]:
    """(unit, whose device writes it, the journal's last row of it) of every chain."""
    change, chain = tables.change, tables.chain
    speakers = {name: device.speaks_as for name, device in trust.devices(tx).items()}
    last = dict(tx.connection.execute(select(change.c.chain, func.max(change.c.row)).group_by(change.c.chain)).all())
    query = select(chain.c.row, chain.c.device, chain.c.unit)
    return [(unit, speakers.get(device, ""), last.get(row, 0)) for row, device, unit in tx.connection.execute(query)]


def _last_returns(tx: Transaction) -> dict[str, str]:
    bundle = tables.bundle
    query = select(bundle.c.unit, func.max(bundle.c.at)).where(bundle.c.direction == "out").group_by(bundle.c.unit)
    return dict(tx.connection.execute(query).all())
