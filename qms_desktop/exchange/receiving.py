"""Receiving bundles: files or folders of them, each in one transaction; one bad file stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from qms_desktop.core.garbage import fewer_collections
from qms_desktop.core.messages import _
from qms_desktop.exchange import attachments, ledger, limits, proofs, trust
from qms_desktop.exchange.admission import Here
from qms_desktop.exchange.container import ENDING, Frame, Header, frame_of, take_in
from qms_desktop.exchange.manifest import Introduced
from qms_desktop.exchange.merging import merge, note_what_stands
from qms_desktop.exchange.outcome import FileResult, Parked, Received, Rejected, Waits
from qms_desktop.exchange.reader import Bundle, Identity, check_frame, open_bundle
from qms_desktop.exchange.redacting import keep_beside, kept_beside, let_go
from qms_desktop.journal.canonical import sha256_hex
from qms_desktop.store.backup import back_up
from qms_desktop.store.store import Progress, Store, no_progress
from qms_desktop.store.transaction import Appended

__all__ = ["FileResult", "Identity", "Received", "confirm_device", "receive", "receive_kept", "revoke_device"]


def never() -> bool:
    """For callers that offer no way to stop."""
    return False


def receive(
    store: Store,
    paths: Iterable[Path],
    identity: Identity,
    *,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
    unopened: bool = False,
) -> Received:
    """Merge bundles, and say of each file what became of it; folders give every `.qmsb` inside, sorted.

    With `unopened` what comes from the units below is not opened, but kept to be passed on with the next bundle.
    A fault of the store's own disk is raised (UserError): the files before it are merged, and doing it again
    goes on where it stopped. `cancelled` is asked before each file.
    """
    run = _Run(store, identity, unopened=unopened)
    files = files_of(paths)
    read = 0
    with fewer_collections():
        for number, path in enumerate(files):
            if cancelled():
                break
            progress(number, len(files))
            run.add(path)
            read = number + 1
        progress(read, len(files))
        run.add_what_no_longer_waits()
    return run.received


def receive_kept(store: Store, identity: Identity) -> Received:
    """Try again what was put aside: after a device was confirmed, or the program updated."""
    run = _Run(store, identity)
    run.add_kept()
    run.add_what_no_longer_waits()
    return run.received


def confirm_device(store: Store, device: str, identity: Identity) -> Received:
    """A person compared the digits: believe the device, and merge what waited for it."""
    with store.writing() as tx:
        trust.confirm(tx, device)
    return receive_kept(store, identity)


def revoke_device(store: Store, device: str) -> None:
    """Believe the device no more, nor its invitation. What it wrote until now counts; what it writes later waits."""
    with store.writing() as tx:
        trust.revoke(tx, device)
        proofs.withdraw_of(tx, device)


def accept_waiting(store: Store, sha256: str, identity: Identity) -> Received:
    """A person takes in a file that waits since a device behind it was revoked: its work counts up to there now."""
    run = _Run(store, identity, frozenset({sha256}))
    run.add_kept(sha256)
    return run.received


def dismiss_waiting(store: Store, sha256: str) -> None:
    """A person will not have a file that was put aside: it is kept no longer, and is not asked about again."""
    with store.writing() as tx:
        ledger.dismiss(tx, sha256)
    _forget(store, sha256)


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files named, and for a folder every bundle inside, sorted; each once."""
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() == ENDING and _is_bundle(p)) if path.is_dir() else [path]
        found.update(dict.fromkeys(inside))
    return list(found)


def _is_bundle(path: Path) -> bool:
    """Not one that is still being written, nor the shadow that macOS leaves beside a file."""
    return not path.name.startswith(".") and path.is_file()


def kept_name(sha256: str) -> str:
    """By what name a file lies on the shelf of what waits."""
    return f"{sha256}{ENDING}"


def _forget(store: Store, sha256: str) -> None:
    """Keep a file no longer that was put aside: once it is written down what became of it."""
    with store.writing() as tx:
        tx.waiting.remove(kept_name(sha256))


class _Run:
    """One run of receiving: what it has done so far."""

    def __init__(
        self, store: Store, identity: Identity, accepted: frozenset[str] = frozenset(), *, unopened: bool = False
    ) -> None:
        self.store, self.identity, self.unopened = store, identity, unopened
        self.received = Received()
        self.at = trust.now()
        self.here = Here(identity, self.at, accepted)
        self.believed = False
        """Whether somebody is believed since this run who was not before."""
        self.beside = kept_beside(store)
        with store.writing() as tx:
            trust.register_own(tx, identity.public_key, identity.unit, identity.role, identity.receiving_key)

    def add_what_no_longer_waits(self) -> None:
        """Somebody was let in: try again what waited for him, and tell what no longer waits."""
        while self.believed:
            self.believed = False
            told = self.received.files
            self.received.files = []
            self.add_kept()
            said_before = [result for result in self.received.files if result.via and result.status == "already"]
            self.received.files = told + [
                result for result in self.received.files if result.status != "waiting" and result not in said_before
            ]

    def add_kept(self, sha256: str | None = None) -> None:
        """Receive what was put aside, all of it or one file."""
        with self.store.reading() as tx:
            entries = ledger.kept_entries(tx)
            here = tx.waiting.sizes()
        for entry in entries:
            asked = entry.sha256 == sha256 or (sha256 is None and not entry.unopened)
            if asked and kept_name(entry.sha256) in here:
                self._add(partial(self._kept, entry.sha256), FileResult(Path(entry.file), "rejected", via=entry.via))

    def _kept(self, sha256: str) -> Frame:
        with self.store.reading() as tx:
            return frame_of(tx.waiting.pieces(kept_name(sha256)))

    def add(self, path: Path) -> None:
        """Receive one file."""
        self._add(partial(take_in, path), FileResult(path, "rejected"))

    def _add(self, opened: Callable[[], Frame], result: FileResult) -> None:
        self.received.files.append(result)
        try:
            with opened() as frame:
                self._frame(frame, result)
        except Rejected as refused:
            result.reason = refused.message

    def _frame(self, frame: Frame, result: FileResult) -> None:
        with self.store.reading() as tx:
            known = ledger.entry_of(tx, frame.sha256)
        if known is not None and known.status in ("merged", "already"):
            result.status, result.unit = "already", known.unit
            return
        header, payload = frame.header()
        result.unit = header.unit
        bundle = None
        try:
            check_frame(frame, self.identity)
            if self.unopened and header.unit in self.identity.below:
                result.unopened = True
                raise Parked(_("It was not opened; it goes to the QA office with the next bundle that is sent."))
            bundle = open_bundle(frame, header, payload, self.identity.keyring)
            self._passed_on(bundle, result)
            self._merge(bundle, result)
        except Parked as parked:
            result.status, result.reason = "parked", parked.message
            self._put_aside(frame, header, result)
        except Waits as waits:
            result.status, result.reason = "waiting", waits.message
            self._put_aside(frame, header, result, bundle, waits.devices)
        except Rejected as refused:
            result.reason = refused.message
            if known is not None:
                self._let_go(frame, header, result)
        else:
            if known is not None:
                _forget(self.store, frame.sha256)

    def _passed_on(self, bundle: Bundle, outer: FileResult) -> None:
        """Receive the bundles inside, each by itself; before the one that brings them, which is then not read again."""
        for sha256 in bundle.manifest.forwarded:
            result = FileResult(outer.file, "rejected", via=(outer.unit, *outer.via))
            self.received.files.append(result)
            try:
                if len(result.via) > limits.FORWARDED_DEEP:
                    raise Rejected(_("It was passed on too many times. Ask the unit itself to send it."))
                with bundle.forwarded(sha256) as frame:
                    self._frame(frame, result)
            except Rejected as refused:
                result.reason = refused.message

    def _let_go(self, frame: Frame, header: Header, result: FileResult) -> None:
        """A file that was put aside and turns out to be of no use is kept no longer."""
        with self.store.writing() as tx:
            ledger.enter_received(tx, header, frame.sha256, result, self.at)
        _forget(self.store, frame.sha256)

    def _merge(self, bundle: Bundle, result: FileResult) -> None:
        self._back_up_before(bundle)
        with self.store.writing() as tx:
            before = tx.position()
            merged = merge(tx, bundle, self.here, self.beside)
            done, redactions = merged.appended, merged.redactions
            new_files = attachments.keep(tx, bundle, self.at)
            if redactions:
                keep_beside(tx)
            is_new = done.changes or done.keys or new_files or merged.listed
            result.status = "merged" if is_new else "already"
            _count(result, done)
            ledger.enter_received(tx, bundle.header, bundle.sha256, result, self.at, (before + 1, tx.position()))
        if redactions:
            let_go(self.store, done.taken)
            self.beside = kept_beside(self.store)
        self.received.touch(done.keys)
        self.received.needs_new_device |= merged.foreign
        self.believed |= merged.believed
        if merged.odd:
            self.received.odd_clocks.setdefault(bundle.header.unit, merged.odd)

    def _back_up_before(self, bundle: Bundle) -> None:
        """One backup a run, before the first file that brings anything new."""
        if self.received.backup is not None:
            return
        ids = {sha256_hex(line) for line in bundle.lines}
        with self.store.reading() as tx:
            new = len(tx.known(list(ids))) < len(ids)
        if new:
            self.received.backup = back_up(self.store, "receive")

    def _put_aside(
        self, frame: Frame, header: Header, result: FileResult, bundle: Bundle | None = None,
        devices: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        """Keep a sound file until it can be merged, and write down the devices that it waits for."""
        with self.store.writing() as tx:
            if kept_name(frame.sha256) not in tx.waiting:
                frame.file.seek(0)
                with tx.waiting.writing(kept_name(frame.sha256)) as write:
                    for piece in iter(partial(frame.file.read, limits.CHUNK), b""):
                        write(piece)
            if bundle is not None:
                self.believed |= note_what_stands(tx, bundle, self.here, devices)
            known = trust.devices(tx)
            said = Introduced(header.public_key, header.unit, header.role, header.receiving_key)
            for name in sorted(devices - known.keys()):
                told_of = said if name == header.device or bundle is None else bundle.manifest.devices[name]
                trust.put(tx, trust.Device(
                    name, told_of.public_key, told_of.unit, told_of.role, trust.WAITING, self.at,
                    said.receiving_key if told_of is said else b""))  # fmt: skip
            ledger.enter_received(tx, header, frame.sha256, result, self.at)


def _count(result: FileResult, done: Appended) -> None:
    result.changes_new = done.changes
    result.records_new, result.records_changed = done.records_new, done.records_changed
    result.conflicts_new, result.proposals_new = done.conflicts_new, done.proposals_new
