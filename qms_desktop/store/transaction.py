"""One transaction: the only thing that writes. Journal, typed rows and search change together or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, field
from sqlalchemy import Connection, delete, func, select, update

from qms_desktop.core.profile import Profile
from qms_desktop.journal.change import Change, Redaction
from qms_desktop.journal.fold import Folded, fold_record
from qms_desktop.journal.reader import read_line
from qms_desktop.journal.signing import SignedHead
from qms_desktop.models.catalogue import KINDS, office_fields
from qms_desktop.store import tables
from qms_desktop.store.engine import bulk_insert, fetch_in
from qms_desktop.store.folded_rows import FoldedRows

if TYPE_CHECKING:
    from qms_desktop.store.homes import Home
    from qms_desktop.store.shelves import Shelf

CHUNK = 500
PROFILE_ENTRY = "profile_entry"
"""The kind of record by which the profile itself is changed."""


class Key(NamedTuple):
    """What a record is named by."""

    unit: str
    kind: str
    id: str


class Appended(Struct):
    """What an append did: the counts that a person is told, and the records that pages must refresh."""

    changes: int = 0
    records_new: int = 0
    records_changed: int = 0
    conflicts_new: int = 0
    proposals_new: int = 0
    keys: set[Key] = field(default_factory=set)
    taken: list[bytes] = field(default_factory=list)
    """The lines whose values were redacted, as they were: what else held these values must let go of them."""


class _Row(NamedTuple):
    row: int
    conflicts: int
    proposals: int


def chunks(values: Sequence[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def journalled(line: bytes) -> Change:
    """The change that a stored line is, or the stand-in of the redaction that took its place."""
    read = read_line(line)
    return read.stand_in() if isinstance(read, Redaction) else read


class Transaction:
    """Reads and writes inside one transaction of the store."""

    def __init__(self, connection: Connection, profile: Profile, home: Home) -> None:
        self.connection = connection
        self.profile = profile
        self._home = home
        self.profile_touched = False
        """Whether entries of the profile were written: the store then takes up the profile that they make."""

    # --- files -----------------------------------------------------------------------------------------------------

    def shelf(self, area: str) -> Shelf:
        """The files of one area (see `shelves.AREAS`)."""
        return self._home.shelf(area, self.connection)

    @property
    def files(self) -> Shelf:
        """Attached files, by their hash."""
        return self.shelf("files")

    @property
    def waiting(self) -> Shelf:
        """Bundles that wait for a person."""
        return self.shelf("waiting")

    @property
    def beside(self) -> Shelf:
        """What no backup may bring back to an earlier state: the signed redactions."""
        return self.shelf("beside")

    # --- reading ---------------------------------------------------------------------------------------------------

    def known(self, ids: Sequence[str]) -> dict[str, tuple[str, str, int]]:
        """(device, unit, seq) of those changes that the journal holds."""
        names = [bytes.fromhex(change_id) for change_id in ids if len(change_id) == 64]
        return {
            bytes(name).hex(): (*self._places[chain], seq)
            for name, chain, seq in fetch_in(self.connection, "SELECT id, chain, seq FROM change WHERE id IN", names)
        }

    def changes_of(self, row: int, upto: int | None = None) -> list[Change]:
        """A record's changes in the order of arrival; with `upto`, those that stood in the journal by then."""
        query = select(tables.change.c.line).where(tables.change.c.record == row).order_by(tables.change.c.row)
        if upto is not None:
            query = query.where(tables.change.c.row <= upto)
        return [journalled(line) for (line,) in self.connection.execute(query)]

    def change(self, change_id: str) -> Change | None:
        """The change of that id; None if it has not arrived."""
        if len(change_id) != 64:
            return None
        query = select(tables.change.c.line).where(tables.change.c.id == bytes.fromhex(change_id))
        line = self.connection.execute(query).scalar_one_or_none()
        return journalled(line) if line is not None else None

    def row_of(self, key: Key) -> int | None:
        """The row of a record; None if nothing of it has arrived."""
        record = tables.record
        query = select(record.c.row).where(record.c.id == key.id, record.c.kind == key.kind, record.c.unit == key.unit)
        return self.connection.execute(query).scalar_one_or_none()

    def fold(self, key: Key, upto: int | None = None, own: Iterable[str] = ()) -> Folded | None:
        """The record as it stands, or as it stood for someone who was shown the journal up to a row.

        `own` are changes of theirs that came after that row.
        """
        row = self.row_of(key)
        if row is None:
            return None
        changes = self.changes_of(row)
        if upto is not None:
            shown = {change.id for change in self.changes_of(row, upto)} | set(own)
            changes = [change for change in changes if change.id in shown]
        return fold_record(changes, office_fields(key.kind)) if changes else None

    def position(self) -> int:
        """The last row of the journal: what a person who looks now is shown."""
        return self.connection.execute(select(func.coalesce(func.max(tables.change.c.row), 0))).scalar_one()

    def moment(self) -> tuple[int, int]:
        """What is read is the same while this is: the last row of the journal, and how many redactions are kept."""
        return self.position(), self.connection.execute(select(func.count()).select_from(tables.redaction)).scalar_one()

    def kinds_since(self, row: int) -> frozenset[str]:
        """The kinds of the records that changes after a row of the journal belong to."""
        change, record = tables.change, tables.record
        query = select(record.c.kind).distinct().join(change, change.c.record == record.c.row).where(change.c.row > row)
        return frozenset(self.connection.execute(query).scalars())

    def place_of(self, change: str) -> int:
        """The row of a change in the journal; 0 for one that is not there."""
        query = select(tables.change.c.row).where(tables.change.c.id == bytes.fromhex(change))
        return self.connection.execute(query).scalar() or 0

    def tip(self, device: str, unit: str) -> tuple[int, str | None]:
        """The seq and id of the last change of a chain; (0, None) before the first."""
        change, chain = tables.change, tables.chain
        query = (
            select(change.c.seq, change.c.id)
            .join(chain, chain.c.row == change.c.chain)
            .where(chain.c.device == device, chain.c.unit == unit)
            .order_by(change.c.seq.desc(), change.c.row.desc())
            .limit(1)
        )
        found = self.connection.execute(query).one_or_none()
        return (found[0], found[1].hex()) if found else (0, None)

    # --- writing ---------------------------------------------------------------------------------------------------

    def append(
        self,
        changes: Sequence[Change],
        heads: Iterable[SignedHead] = (),
        redactions: Mapping[str, Redaction] | None = None,
    ) -> Appended:
        """Put admitted new changes (parents first) into the journal and fold each touched record whole."""
        done = Appended(changes=len(changes))
        keys = [Key(change.unit, change.kind, change.record) for change in changes]
        by_key: dict[Key, list[Change]] = {}
        for key, change in zip(keys, changes, strict=True):
            by_key.setdefault(key, []).append(change)
        for change in self._redact(redactions or {}, {change.id for change in changes}, done):
            by_key.setdefault(Key(change.unit, change.kind, change.record), [])
        rows = self._rows(list(by_key))
        earlier = self._earlier([rows[key].row for key in by_key if key in rows])
        next_row = self._next(tables.record)
        numbers = {}
        for key in by_key:
            known = rows.get(key)
            if known:
                numbers[key] = known.row
            else:
                numbers[key] = next_row
                next_row += 1
        self._journal(changes, [numbers[key] for key in keys])
        folded = FoldedRows(self.connection, self.profile)
        position = self.position()
        for key, fresh in by_key.items():
            known = rows.get(key)
            row = numbers[key]
            record = fold_record([*earlier.get(row, ()), *fresh], office_fields(key.kind))
            folded.add(row, key.unit, key.kind, key.id, record, position, is_new=known is None)
            done.records_new += known is None
            done.records_changed += known is not None
            done.conflicts_new += max(0, len(record.conflicts) - (known.conflicts if known else 0))
            done.proposals_new += max(0, len(record.proposals) - (known.proposals if known else 0))
        folded.write()
        self._keep_heads(heads)
        done.keys = set(by_key)
        self.profile_touched |= any(key.kind == PROFILE_ENTRY for key in by_key)
        return done

    def _rows(self, keys: Sequence[Key]) -> dict[Key, _Row]:
        statement = 'SELECT unit, kind, id, "row", conflicts, proposals FROM record WHERE id IN'
        return {
            Key(unit, kind, record_id): _Row(*rest)
            for unit, kind, record_id, *rest in fetch_in(self.connection, statement, [key.id for key in keys])
        }

    def _earlier(self, rows: Sequence[int]) -> dict[int, list[Change]]:
        found: dict[int, list[Change]] = {}
        for row, line in fetch_in(self.connection, "SELECT record, line FROM change WHERE record IN", rows):
            found.setdefault(row, []).append(journalled(line))
        return found

    def _next(self, table: Any) -> int:
        return self.connection.execute(select(func.coalesce(func.max(table.c.row), 0))).scalar_one() + 1

    @cached_property
    def _chains(self) -> dict[tuple[str, str], int]:
        chain = tables.chain
        return {(d, u): row for row, d, u in self.connection.execute(select(chain.c.row, chain.c.device, chain.c.unit))}

    @cached_property
    def _places(self) -> dict[int, tuple[str, str]]:
        """(device, unit) of every chain, by its row."""
        return {row: place for place, row in self._chains.items()}

    def _chain(self, device: str, unit: str) -> int:
        found = self._chains.get((device, unit))
        if found is None:
            found = self._next(tables.chain)
            bulk_insert(self.connection, "chain", ("row", "device", "unit"), [(found, device, unit)])
            self._chains[device, unit] = found
            self._places[found] = (device, unit)
        return found

    def _journal(self, changes: Sequence[Change], records: Sequence[int]) -> None:
        first = self._next(tables.change)
        chains = self._chains
        rows = [
            (row, bytes.fromhex(c.id), record, chains.get((c.device, c.unit)) or self._chain(c.device, c.unit), c.seq, c.line)
            for row, (c, record) in enumerate(zip(changes, records, strict=True), start=first)
        ]
        bulk_insert(self.connection, "change", ("row", "id", "record", "chain", "seq", "line"), rows)

    def _redact(self, redactions: Mapping[str, Redaction], new: set[str], done: Appended) -> list[Change]:
        """Keep redactions, and let them take the place of changes, and of drafts upon them, that are here already."""
        touched = []
        for redacted, redaction in redactions.items():
            name = bytes.fromhex(redacted)
            kept = self.connection.execute(
                select(tables.redaction.c.line).where(tables.redaction.c.id == name)
            ).scalar_one_or_none()
            if kept is not None:
                held = read_line(kept)
                if isinstance(held, Redaction) and held.weight <= redaction.weight:
                    continue
                self.connection.execute(delete(tables.redaction).where(tables.redaction.c.id == name))
            bulk_insert(self.connection, "redaction", ("id", "line"), [(name, redaction.line)])
            if redacted not in new:
                here = tables.change.c.id == name
                done.taken += self.connection.execute(select(tables.change.c.line).where(here)).scalars()
                self.connection.execute(update(tables.change).where(here).values(line=redaction.line))
                touched.append(redaction.stand_in())
                self._drop_drafts(touched[-1])
        return touched

    def _drop_drafts(self, change: Change) -> None:
        """What is being typed in fields whose value is taken away may be that value."""
        draft = tables.draft
        of_record = (draft.c.unit == change.unit, draft.c.kind == change.kind, draft.c.record == change.record)
        cells = {cell.partition("/")[0] for cell in change.set}
        kind = KINDS.get(change.kind)
        names = {f.name for cell in cells for f in kind.cells.get(cell, ())} if kind else cells
        self.connection.execute(delete(draft).where(*of_record, draft.c.field.in_(names)))

    def _keep_heads(self, heads: Iterable[SignedHead]) -> None:
        for signed in heads:
            chain = self._chain(signed.device, signed.unit)
            name = bytes.fromhex(signed.change)
            head = tables.head
            known = self.connection.execute(
                select(head.c.seq).where(head.c.chain == chain, head.c.change == name)
            ).scalar_one_or_none()
            if known is None:
                bulk_insert(self.connection, "head", ("chain", "seq", "change", "signature"),
                            [(chain, signed.seq, name, signed.signature)])  # fmt: skip
