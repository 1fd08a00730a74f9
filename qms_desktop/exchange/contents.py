"""What a bundle is to hold: whole chains of some units, with whoever vouches for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import and_, func, or_, select

from qms_desktop.exchange import attachments, trust
from qms_desktop.exchange.hierarchy import ALL, hands_of
from qms_desktop.exchange.keys import DeviceKey
from qms_desktop.exchange.manifest import Attachment, Held, Introduced, SignedList, SignedRedaction
from qms_desktop.exchange.reader import Identity
from qms_desktop.exchange.redacting import signatures_of
from qms_desktop.journal.fold import OFFICE
from qms_desktop.journal.signing import SignedHead, head_message
from qms_desktop.store import tables
from qms_desktop.store.transaction import Transaction, journalled


@dataclass(frozen=True, slots=True)
class Contents:
    """Lines, each chain from its beginning, how many records they are of, and what goes with them."""

    lines: list[bytes]
    records: int
    heads: tuple[SignedHead, ...]
    devices: Mapping[str, Introduced]
    redactions: Mapping[str, SignedRedaction] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    held: Held | None = None
    """What the sender holds, so that nobody sends it again."""
    trusted: SignedList | None = None
    """The newest list of trusted devices, which everybody passes on."""
    locked_for: tuple[bytes, ...] = ()
    """The receiving keys that open it; with none it lies open."""


def own_authors(tx: Transaction, identity: Identity) -> frozenset[str]:
    """The devices whose work a store sends wherever it lies: a unit's, and those of the units below it."""
    hands = hands_of(tx, identity.unit)
    return frozenset(each.device for each in trust.devices(tx).values() if each.speaks_as in hands)


def collect(
    tx: Transaction, key: DeviceKey, units: Iterable[str], *, authors: frozenset[str], left_out: frozenset[str]
) -> Contents:
    """All that the store holds of `units`, and what the devices `authors` wrote in records of others.

    `left_out` are the attached files that the recipient has.
    """
    known = trust.devices(tx)
    units = frozenset(units)
    speakers = None if OFFICE in units else [n for n, each in known.items() if each.speaks_as in units | {OFFICE}]
    chains = _chains(tx, units, authors, speakers)
    lines, records = _lines(tx, list(chains))
    redacted = {journalled(line).id for line in lines if b'"redacts"' in line}
    redactions = signatures_of(tx, redacted)
    spoken = {device for device, _unit in chains.values()} | {r.device for r in redactions.values()}
    return Contents(
        lines,
        records,
        tuple(_heads(tx, key, chains)),
        {n: Introduced(d.public_key, d.unit, d.role, d.receiving_key or b"") for n, d in known.items() if n in spoken},
        redactions,
        tuple(attachments.mentioned(tx, lines, left_out)),
    )


def _chains(
    tx: Transaction, units: Iterable[str], devices: Iterable[str], speakers: Iterable[str] | None
) -> dict[int, tuple[str, str]]:
    """The chains to carry, whole, so that the bundle is causally closed: (device, unit) by row.

    Of what is published to all only what the office wrote is for everybody, and what one's own people wrote there
    (`speakers`): the wishes of other units are not.
    """
    chain = tables.chain
    wanted = chain.c.unit.in_(list(units))
    if speakers is not None:
        wanted = and_(wanted, or_(chain.c.unit != ALL, chain.c.device.in_(list(speakers))))
    query = (
        select(chain.c.row, chain.c.device, chain.c.unit)
        .where(or_(wanted, chain.c.device.in_(list(devices))))
        .order_by(chain.c.unit, chain.c.device)
    )
    return {row: (device, unit) for row, device, unit in tx.connection.execute(query)}


def _lines(tx: Transaction, chains: Sequence[int]) -> tuple[list[bytes], int]:
    change = tables.change
    lines: list[bytes] = []
    records: set[int] = set()
    for row in chains:
        query = select(change.c.line, change.c.record).where(change.c.chain == row).order_by(change.c.seq, change.c.id)
        for line, record in tx.connection.execute(query):
            lines.append(line)
            records.add(record)
    return lines, len(records)


def _heads(tx: Transaction, key: DeviceKey, chains: Mapping[int, tuple[str, str]]) -> Iterable[SignedHead]:
    """The signed heads that reach every change: the last one of a chain, and of a forked chain all that are kept."""
    change, head = tables.change, tables.head
    for row, (device, unit) in chains.items():
        last = tx.connection.execute(
            select(change.c.seq, change.c.id).where(change.c.chain == row).order_by(change.c.seq.desc()).limit(1)
        ).first()
        if last is None:
            continue
        seq, name = last
        count = tx.connection.execute(select(func.count()).where(change.c.chain == row)).scalar_one()
        query = select(head.c.seq, head.c.change, head.c.signature).where(head.c.chain == row)
        if count == seq:
            query = query.where(head.c.change == name)
        kept = [SignedHead(device, unit, s, c.hex(), signature) for s, c, signature in tx.connection.execute(query)]
        if device == key.device and not any(each.change == name.hex() for each in kept):
            kept.append(SignedHead(device, unit, seq, name.hex(), key.sign(head_message(device, unit, seq, name.hex()))))
        yield from kept
