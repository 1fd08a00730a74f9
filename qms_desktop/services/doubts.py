"""What is doubtful across records: a number given twice, what is awaited, what a newer version of the program wrote.

None of it stops anything: merged tables have no UNIQUE and no foreign keys. A person looks, and sets it right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from sqlalchemy import Table, func, select

from qms_desktop.core.fields import Field
from qms_desktop.core.fields.references import is_record_id
from qms_desktop.core.messages import Joined, Localised, Text, _
from qms_desktop.exchange import attachments
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.services.remembered import Remembered, remembering
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.store import reading, tables
from qms_desktop.store.transaction import Transaction, chunks
from qms_desktop.store.typed import other, typed_tables

Sort = Literal["number", "awaited", "gone", "file", "newer"]

NUMBERS = frozenset({"number", "register_number", "code"})
"""Fields that name a record to people: within a period one value stands on one record."""
REPEATED = frozenset({("process", "number")})
"""Every unit has a card of its own for the process of one number."""
MOST = 500


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence about a record (or, of a file, about none)."""

    sort: Sort
    sentence: Localised
    kind: str = ""
    record: str = ""
    unit: str = ""
    title: str = ""

    def as_json(self, language: str) -> dict[str, Any]:
        return {
            "sort": self.sort, "kind": self.kind, "record": self.record, "unit": self.unit, "title": self.title,
            "doubt": self.sentence.text(language),
        }  # fmt: skip


def doubts(ws: Workspace) -> list[Doubt]:
    """All of them, the numbers first; of each sort at most so many as a person would look at."""
    with ws.store.reading() as tx:
        known = remembering(ws.store, tx)
        found = (one for part in _parts() for one in _kept(known, tx, ws, part))
        return [*found, *(Doubt("file", _("The file “{name}” has not come yet.", name=each.name)) for each in _files(tx))]


def look_through(ws: Workspace) -> Iterator[None]:
    """Look for them ahead, for who asks afterwards; between two steps other work of the store may be done."""
    for part in _parts():
        with ws.store.reading() as tx:
            _kept(remembering(ws.store, tx), tx, ws, part)
        yield


def _parts() -> Iterator[tuple[str, str]]:
    """What is looked for and in which kind: the numbers of all, the references of all, what is not known here."""
    yield from (("numbers", kind) for kind in KINDS)
    yield from (("references", kind) for kind in KINDS)
    yield "newer", ""


def _kept(known: Remembered, tx: Transaction, ws: Workspace, part: tuple[str, str]) -> list[Doubt]:
    """What was found of a part; numbers hang on the records of their kind alone."""
    sort, kind = part

    def find() -> tuple[list[Doubt], frozenset[str] | None]:
        if sort == "numbers":
            return list(_numbers(tx, ws, KINDS[kind])), frozenset({kind})
        return list(_references(tx, ws, KINDS[kind]) if sort == "references" else _newer(tx, ws)), None

    return known.get(("doubts", part, ws.language), find)


def _files(tx: Transaction) -> Iterator[attachments.Attachment]:
    known = attachments.listed(tx)
    return (known[sha256] for sha256 in attachments.awaited(tx)[:MOST])


# --- numbers -----------------------------------------------------------------------------------------------------


def _numbers(tx: Transaction, ws: Workspace, kind: Kind) -> Iterator[Doubt]:
    for field in kind.stored_fields.values():
        if field.name in NUMBERS and field.type_name == "text" and (kind.name, field.name) not in REPEATED:
            yield from _twice(tx, ws, kind, field)


def _twice(tx: Transaction, ws: Workspace, kind: Kind, field: Field) -> Iterator[Doubt]:
    table = typed_tables()[kind.name].table
    by = [table.c[field.name], *([table.c.period] if "period" in table.c else [])]
    query = select(*by).where(table.c[field.name].is_not(None)).group_by(*by).having(func.count() > 1).limit(MOST)
    same: dict[tuple[Any, ...], list[dict[str, Any]]] = {tuple(values): [] for values in tx.connection.execute(query)}
    title = kind.fields[kind.title_field]
    shown = select(table.c.id, table.c.unit, table.c[title.name].label("title"), *by).order_by(table.c.row)
    for part in chunks(sorted({values[0] for values in same})):
        for record_id, unit, named, *values in tx.connection.execute(shown.where(by[0].in_(part))):
            records = same.get(tuple(values))
            if records is not None and len(records) < MOST:
                records.append({"id": record_id, "unit": unit, title.name: title.from_column(named)})
    for values, records in same.items():
        if kind.name == "unit":  # what a unit says of itself stands beside what the office says of it: no doubt
            records = [each for each in records if each["unit"] != values[0]]
        for record in records if len(records) > 1 else ():
            others = (each for each in records if each is not record)
            yield _of(ws, kind, record, "number", _(
                "“{field}”: {number} stands on another record too: {others}.", field=field.label, number=values[0],
                others=Joined(tuple(Text.of(_called(kind, each, ws)) for each in islice(others, 3))),
            ))  # fmt: skip


def _called(kind: Kind, record: dict[str, Any], ws: Workspace) -> str:
    home = ws.profile.qa_office.code if record["unit"] in (OFFICE, ALL) else record["unit"]
    return f"{kind.title_of(record, ws.profile, ws.language) or '…'} ({home})"


def _of(ws: Workspace, kind: Kind, record: dict[str, Any], sort: Sort, sentence: Localised) -> Doubt:
    title = kind.title_of(record, ws.profile, ws.language)
    return Doubt(sort, sentence, kind.name, record["id"], record["unit"], title)


# --- references --------------------------------------------------------------------------------------------------


def _references(tx: Transaction, ws: Workspace, kind: Kind) -> Iterator[Doubt]:
    """References of a kind to records that have not come, or that were deleted."""
    typed = typed_tables()[kind.name]
    missing: dict[int, list[tuple[Field, bool]]] = defaultdict(list)
    for table, field in [(typed.table, f) for f in typed.flat] + [
        (typed.children[name], part) for name, items in kind.item_lists.items() for part in items.item_fields.values()
    ]:
        if field.refers_to:
            for row, came in _astray(tx, table, field):
                missing[row].append((field, came))
    for record, row in zip(reading.by_rows(tx, kind.name, list(missing)), missing, strict=True):
        for field, came in missing[row]:
            yield _of(ws, kind, record, "gone" if came else "awaited", _said(field, came))


def _said(field: Field, came: bool) -> Localised:
    if came:
        return _("“{field}” names a record that was deleted.", field=field.label)
    return _("“{field}” names a record that has not come yet; it shows as soon as it comes.", field=field.label)


def _astray(tx: Transaction, table: Table, field: Field) -> list[tuple[int, bool]]:
    """The rows whose reference leads to no living record, and whether anything of it has come."""
    record, value = tables.record, table.c[field.name]
    living = select(record.c.row).where(record.c.id == value, record.c.gone == 0)
    query = select(table.c.row, value).where(func.length(value) == 36, ~living.exists()).limit(MOST)
    named = [(row, value) for row, value in map(tuple, tx.connection.execute(query)) if is_record_id(value)]
    state: dict[str, bool] = {}
    for part in chunks(sorted({value for _row, value in named})):
        for record_id, gone in tx.connection.execute(select(record.c.id, record.c.gone).where(record.c.id.in_(part))):
            state[record_id] = state.get(record_id, True) and bool(gone)
    return [(row, value in state) for row, value in named if state.get(value, True)]


# --- a newer version ---------------------------------------------------------------------------------------------


def _newer(tx: Transaction, ws: Workspace) -> Iterator[Doubt]:
    """What this version keeps and passes on without knowing it."""
    record = tables.record
    query = (
        select(record.c.unit, record.c.kind, record.c.id, other.c.cell)
        .join(record, record.c.row == other.c.row).order_by(other.c.row).limit(MOST * 4)
    )  # fmt: skip
    cells: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for unit, kind, record_id, cell in tx.connection.execute(query):
        cells[unit, kind, record_id].append(cell)
    for (unit, kind, record_id), names in cells.items():
        if kind not in KINDS:
            sentence = _("A record of a kind that came with a newer version of the program ({kind}). It is kept and passed on; "
                         "update the program to see it.", kind=kind)  # fmt: skip
        else:
            sentence = _("Something in it was written by a newer version of the program ({fields}). It is kept and passed "
                         "on; update the program to see it.", fields=", ".join(names))  # fmt: skip
        yield Doubt("newer", sentence, kind, record_id, unit)
