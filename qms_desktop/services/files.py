"""The files that belong to records: attaching, listing, opening by a person's click, never running."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from qms_desktop.core.errors import UserError
from qms_desktop.core.files import write_whole
from qms_desktop.core.messages import Message, _
from qms_desktop.exchange import attachments, limits
from qms_desktop.exchange.manifest import Attachment
from qms_desktop.journal.fold import DELETED, OFFICE
from qms_desktop.models.catalogue import kind_named
from qms_desktop.services.records import Saved, SaveResult
from qms_desktop.services.workspace import Workspace, now
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key, Transaction

State = Literal["here", "awaited", "altered"]

OPENED = frozenset({"pdf", "png", "jpg", "jpeg", "tif", "tiff", "bmp", "gif", "webp", "txt", "docx", "xlsx", "pptx",
                    "odt", "ods", "odp"})  # fmt: skip
"""The types that are handed to the system's own program on a click: none that can hold a program of its own. All
others can only be saved as a copy."""

_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of a record. `state`: it is here; it is awaited, and comes with a bundle; or its bytes were altered."""

    id: str
    name: str
    sha256: str
    size: int
    added_on: str | None
    state: State

    @property
    def may_open(self) -> bool:
        """Whether a click may hand it to the system; what could run as a program never is."""
        return self.state == "here" and may_open(self.name)

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id, "name": self.name, "sha256": self.sha256, "size": self.size, "added_on": self.added_on,
            "state": self.state,
        }  # fmt: skip


def may_open(name: str) -> bool:
    """Whether files of this name are of a type that is opened by the system on a click."""
    return safe_name(name).rpartition(".")[2].lower() in OPENED


def safe_name(name: str) -> str:
    """A name from outside as it may be given to a file here: no paths, no signs that turn the writing direction."""
    shown = "".join(letter for letter in name if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    cleaned = _NOT_IN_NAMES.sub("_", shown).strip(" .")[-LONGEST_NAME:].strip(" .")
    return f"_{cleaned}" if not cleaned or _DEVICES.match(cleaned) else cleaned


# --- attaching ---------------------------------------------------------------------------------------------------


def attach(ws: Workspace, record_id: str, paths: Sequence[Path], *, unit: str | None = None) -> SaveResult:
    """Attach files to a record, all or none, as one change; what is attached to it already is passed over.

    UserError says which file is too large, how large it may be, and what to do.
    """
    ws.check_may_write()
    for path in paths:
        _check_source(path)
    with ws.store.writing() as tx:
        key = _key(ws, tx, record_id, unit)
        present = {item["sha256"] for item in _items(tx, key)}
        ever = tx.fold(key)
        cells: dict[str, Any] = {}
        for path in paths:
            found = attachments.add(tx, path, now())
            if found.sha256 not in present:
                cells |= _cells(found, ever.heads if ever else {})
        if ws.role == "department":
            _check_room(ws, tx)
        changes, appended = ws.write(tx, [Edit(key, cells)])
    return SaveResult([Saved(key, changes[0].id if changes else None)], appended)


def _check_source(path: Path) -> None:
    if not path.is_file():
        raise UserError(_("There is no such file: {file}", file=str(path)))
    if path.stat().st_size == 0:
        raise UserError(_("The file {name} is empty.", name=path.name), _("Look whether it was saved, then attach it again."))


def _cells(found: Attachment, heads: Mapping[str, Any]) -> dict[str, Any]:
    """The item of a file; named by its hash, so that two computers that attach one file make one item of it."""
    prefix = f"files/{found.sha256[:32]}/"
    cells: dict[str, Any] = {
        prefix + "name": safe_name(found.name), prefix + "sha256": found.sha256, prefix + "size": found.size,
        prefix + "added_on": dt.date.today().isoformat(),
    }  # fmt: skip
    return cells | ({prefix + DELETED: False} if prefix + DELETED in heads else {})


def _check_room(ws: Workspace, tx: Transaction) -> None:
    """UserError when the files that the office has not received yet would not fit into one bundle."""
    known = attachments.held_by(tx, OFFICE)
    whole = attachments.whole(tx)
    unsent = sum(each.size for each in attachments.listed(tx).values() if each.sha256 in whole - known)
    if unsent > limits.ATTACHMENTS:
        raise UserError(
            _("With this file the attachments that the QA office has not received yet are {size} MB; a bundle carries "
              "{most} MB.", size=attachments.megabytes(unsent), most=attachments.megabytes(limits.ATTACHMENTS)),
            _("Send a bundle and take in the answer of the QA office first, or attach a smaller file."),
        )  # fmt: skip


def remove(ws: Workspace, record_id: str, item: str, *, unit: str | None = None) -> SaveResult:
    """Take a file off a record. Its bytes stay for the history, and for whatever else refers to them."""
    with ws.store.writing() as tx:
        key = _key(ws, tx, record_id, unit)
        if item not in {each["id"] for each in _items(tx, key)}:
            raise UserError(_("This file does not belong to the record any more."))
        changes, appended = ws.write(tx, [Edit(key, {f"files/{item}/{DELETED}": True})])
    return SaveResult([Saved(key, changes[0].id)], appended)


def _key(ws: Workspace, tx: Transaction, record_id: str, unit: str | None) -> Key:
    keys = [key for key in reading.keys_of(tx, record_id) if unit in (None, key.unit)]
    own = [key for key in keys if key.unit == ws.unit]
    key = (own or keys or [reading.key_of(tx, record_id)])[0]
    kind_named(key.kind)
    if reading.record(tx, key) is None:
        raise UserError(_("There is no record {id} that files could belong to.", id=record_id))
    return key


def _items(tx: Transaction, key: Key) -> list[dict[str, Any]]:
    return (reading.record(tx, key) or {}).get("files") or []


# --- showing -----------------------------------------------------------------------------------------------------


def of_record(ws: Workspace, record_id: str, *, unit: str | None = None) -> list[AttachedFile]:
    """The files of a record, each with its state."""
    with ws.store.reading() as tx:
        items = _items(tx, _key(ws, tx, record_id, unit))
        return [_attached(tx, item) for item in items if item["sha256"]]


def _attached(tx: Transaction, item: dict[str, Any]) -> AttachedFile:
    return AttachedFile(
        item["id"], item["name"] or item["sha256"][:12], item["sha256"], item["size"] or 0, item["added_on"],
        _state(tx, item["sha256"]),
    )  # fmt: skip


def _state(tx: Transaction, sha256: str) -> State:
    if sha256 not in tx.files:
        return "awaited"
    return "here" if tx.files.sha256(sha256) == sha256 else "altered"


def awaited(ws: Workspace) -> list[Attachment]:
    """The files that records of this store speak of and that have not arrived."""
    with ws.store.reading() as tx:
        known = attachments.listed(tx)
        return [known[sha256] for sha256 in attachments.awaited(tx)]


def copy_out(ws: Workspace, file: AttachedFile, out: Path) -> None:
    """Save a copy of a file where a person wants it; UserError if it is not here, or is not what was attached."""
    with _whole(ws, file) as pieces:
        write_whole(out, lambda target: target.writelines(pieces))


def opened_copy(ws: Workspace, file: AttachedFile, folder: Path) -> Path:
    """A read-only copy under the file's own name, for the system's program to open; UserError for other types.

    A copy, so that whatever the other program writes into it, the attached file stays as it was signed.
    """
    if not may_open(file.name):
        raise UserError(
            _("Files of this type are not opened from here: {name}.", name=file.name),
            _("Save a copy, if you trust who attached it."),
        )
    folder = folder / file.sha256[:16]
    with _whole(ws, file) as pieces:
        folder.mkdir(parents=True, exist_ok=True)
        copy = folder / safe_name(file.name)
        if copy.exists():
            copy.chmod(0o600)
        with copy.open("wb") as target:
            target.writelines(pieces)
    copy.chmod(0o400)
    return copy


@contextmanager
def _whole(ws: Workspace, file: AttachedFile) -> Iterator[Iterator[bytes]]:
    """The bytes of a file that is here and is what was attached."""
    with ws.store.reading() as tx:
        state = _state(tx, file.sha256)
        if state == "here":
            yield tx.files.pieces(file.sha256)
            return
    if state == "altered":
        with ws.store.writing() as tx:
            attachments.put_aside(tx, file.sha256)
        raise UserError(_ALTERED, _("It was put aside; the next bundle that holds it brings it again."))
    raise UserError(_("The file has not arrived yet."), _("It comes with the next bundle from who attached it."))


_ALTERED: Message = _("The file on this disk is no longer the one that was attached.")
