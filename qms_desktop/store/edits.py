"""The profile by which a store works: what ships with the program, with what the QA office changed of it.

The edits are read from the journal itself, since the typed tables are folded by the profile that comes out.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import literal_column, select

from qms_desktop.core.profile import Profile
from qms_desktop.core.profile_edits import ProfileEdit
from qms_desktop.journal.identity import ruled_id
from qms_desktop.store import tables
from qms_desktop.store.transaction import PROFILE_ENTRY, Key, Transaction

PUBLISHED = "all"


def entry_id(institution: str, part: str, key: str) -> str:
    """The id of an entry's record: the same on every computer of the institution."""
    return ruled_id(institution, PROFILE_ENTRY, part, key)


def in_force(tx: Transaction, given: Profile, *, strict: Collection[str] = ()) -> Profile:
    """The profile with the edits that the journal holds.

    An edit that came with the `given` profile (an invitation's) counts until the journal says anything of that entry.
    """
    record = tables.record
    # The kind stands in the statement itself, so that its short index serves.
    query = select(record.c.id).where(record.c.kind == literal_column(f"'{PROFILE_ENTRY}'"), record.c.unit == PUBLISHED).order_by(record.c.id)
    held = {name: tx.fold(Key(PUBLISHED, PROFILE_ENTRY, name)) for name in tx.connection.execute(query).scalars()}
    told = [edit for edit in given.edits if entry_id(given.key, edit.part, edit.key) not in held]
    said = [ProfileEdit.of(folded.shown) for folded in held.values() if folded is not None and not folded.deleted]
    return given.with_edits([*told, *said], strict=strict)
