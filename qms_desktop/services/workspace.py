"""An open store with who works in it: what every service is given."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qms_desktop.core.errors import FieldProblem, UserError
from qms_desktop.core.fields.simple import checked_text
from qms_desktop.core.messages import LANGUAGES, Message, _
from qms_desktop.core.profile import Profile, load_profile, profile_from
from qms_desktop.exchange import trust
from qms_desktop.exchange.auditors import auditor_may
from qms_desktop.exchange.clocks import is_behind
from qms_desktop.exchange.hierarchy import ALL, below
from qms_desktop.exchange.keys import DeviceKey, open_key
from qms_desktop.journal.change import Change
from qms_desktop.journal.fold import OFFICE
from qms_desktop.journal.strict import Refused
from qms_desktop.services import profile_guard
from qms_desktop.store import backup
from qms_desktop.store.authoring import Author, Edit, write
from qms_desktop.store.faults import StoreDamaged
from qms_desktop.store.places import Place
from qms_desktop.store.shelves import REDACTIONS
from qms_desktop.store.store import (
    MOVED_TO,
    Progress,
    Store,
    bring_up_to_date,
    create_store,
    no_progress,
    open_store,
)
from qms_desktop.store.transaction import Appended, Transaction

ROLES = ("department", "office", "auditor", "reader")
PART = "part"
"""The setting that holds what part in the unit the person has who works here."""

NEEDED = frozenset({"profile", "institution", "role", "unit", "person"})
"""The settings that every store has from its beginning."""

_BROKEN_LETTER = _("A text holds a letter that is broken.")
_CANNOT_BE_WRITTEN = {
    "number": _("A number in it is not whole, or too large."),
    "depth": _("Its lists are nested too deep."),
    "surrogate": _BROKEN_LETTER, "nul": _BROKEN_LETTER, "not_nfc": _BROKEN_LETTER,
}  # fmt: skip
"""What the journal refuses to hold, in words; anything else that it refuses is a bug."""


@dataclass
class Workspace:
    """A store, its institution's profile, and the person, unit and device that write in it.

    `unit` is the code of the department, or `office`. `notices` are sentences to be said once. `day` is the day on
    which things are done here where that is not today: in a year that is played.
    """

    store: Store
    role: str
    unit: str
    person: str
    key: DeviceKey
    language: str
    notices: list[Message] = field(default_factory=list)
    part: str = ""
    """What part the person has in the unit, where it was said (see `roles`)."""

    day: dt.date | None = None

    @property
    def today(self) -> dt.date:
        """The day that steps, new records and their numbers bear."""
        return self.day or dt.date.today()

    @property
    def profile(self) -> Profile:
        """The institution's profile as it stands now, with what the QA office changed of it."""
        return self.store.profile

    @property
    def is_office(self) -> bool:
        return self.role == "office"

    @property
    def author(self) -> Author:
        """Whose changes are written here; UserError for a reader, who writes none."""
        self.check_may_write()
        return Author(self.person, self.unit if self.role == "department" else OFFICE, self.key)

    def check_may_write(self) -> None:
        """UserError for a reader: to be asked before work whose result could not be written."""
        if self.role == "reader":
            raise UserError(_("This store is for reading only."), _("Ask the QA office for an invitation."))

    def write(self, tx: Transaction, edits: Sequence[Edit], *, op: str | None = None) -> tuple[list[Change], Appended]:
        """Write edits as this author, now; UserError for what is not his to write, or the journal cannot hold."""
        self._check_hands(tx, edits)
        for edit in edits:
            edit.why = reason(edit.why)
        try:
            written = write(tx, edits, self.author, self._moment, op=op)
        except Refused as problem:
            said = _CANNOT_BE_WRITTEN.get(problem.reason_kind)
            if said is None:
                raise
            raise UserError(said) from problem
        if tx.profile_touched:
            profile_guard.check(tx, [edit.key for edit in edits])
        return written

    @property
    def _moment(self) -> str:
        return now() if self.day is None else f"{self.day.isoformat()}{now()[10:]}"

    def keep_setting(self, name: str, value: str) -> None:
        """Keep a setting of this computer: the language, the person who works here."""
        self.store.set_settings({own_setting(self.store, self.key, name): value})

    def _check_hands(self, tx: Transaction, edits: Sequence[Edit]) -> None:
        """UserError where an auditor leaves his audits, or a dean's office writes in the records of a unit below it."""
        if self.role == "auditor":
            own = trust.devices(tx).get(self.key.device)
            scope = trust.scope_of(own) if own is not None else ()
            for edit in edits:
                own_person = edit.key[1:] == ("person", self.person)
                if not own_person and not auditor_may(edit.key.unit, edit.key.kind, edit.cells, scope):
                    raise UserError(
                        _("An auditor writes in the records of the audited units’ audits alone, and of Ф-10 only the "
                          "auditor’s parts."), _("The QA office or the unit writes the rest."))  # fmt: skip
        elif self.role == "department":
            others = {edit.key.unit for edit in edits} - {self.unit, ALL}
            if others and not others.isdisjoint(below(tx, self.unit)):
                raise UserError(_("The records of the units below can only be read here."), _("Ask the unit to change them."))

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def reason(given: Any) -> str:
    """Why something is done, as it is kept; UserError if it is no text."""
    try:
        return checked_text(given)
    except FieldProblem as problem:
        raise UserError(_("The reason: {problem}", problem=problem.message)) from problem


def now() -> str:
    """This moment as changes carry it; clocks play no part in what they mean."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def period_now(profile: Profile, day: dt.date | None = None) -> str:
    """The period of a day as it is written: 2026/27 for an academic year, 2026 for a calendar one."""
    first, last = profile.period_of(day or dt.date.today())
    return str(first.year) if first.year == last.year else f"{first.year}/{last.year % 100:02d}"


def make_store(place: Place, profile: Profile, *, role: str, unit: str, person: str, language: str) -> Workspace:
    """A new store with its settings and its device."""
    store = create_store(place, profile)
    try:
        import secrets

        store.set_settings({
            "store_id": secrets.token_hex(16), "profile": json.dumps(profile.travelling, ensure_ascii=False),
            "institution": profile.key, "role": role, "unit": unit, "person": person, "language": language,
        })  # fmt: skip
        bring_up_to_date(store)
        opened = open_key(store)
        _register(store, opened.key, unit, role)
    except BaseException:
        store.discard()
        raise
    return Workspace(store, role, unit, person, opened.key, language)


def open_workspace(place: Place, *, wait_seconds: float = 0, progress: Progress = no_progress) -> Workspace:
    """Open a store: migrated, refolded where the program is newer, its device looked up."""
    store = open_store(place, wait_seconds=wait_seconds, before_migration=lambda s: backup.back_up(s, "migration"))
    try:
        settings = store.settings()
        if not settings.keys() >= NEEDED:
            raise StoreDamaged(_("The store's file is damaged."), _("Restore the last good backup: “qms-desktop restore FILE”."))
        profile = _profile(settings)
        store.use_profile(profile)
        bring_up_to_date(store, progress)
        if _has_redactions_beside(store):
            from qms_desktop.exchange.redacting import reconcile

            reconcile(store)
        opened = open_key(store)
        if opened.is_new:
            _register(store, opened.key, settings["unit"], settings["role"])
        person, language = (
            settings.get(own_setting(store, opened.key, name), settings.get(name, "ky")) for name in ("person", "language")
        )
        notices = [_moved(settings) or opened.reason, _clock_behind(store, opened.key.device, settings["unit"])]
        return Workspace(
            store, settings["role"], settings["unit"], person, opened.key,
            language if language in LANGUAGES else "ky", [each for each in notices if each],
            settings.get(own_setting(store, opened.key, PART), ""),
        )  # fmt: skip
    except BaseException:
        store.close()
        raise


def _moved(settings: dict[str, str]) -> Message | None:
    """What is said where the store was carried to another place, and this is what stayed behind."""
    if MOVED_TO not in settings:
        return None
    return _("This store was moved to {place}; what is written here does not get there.", place=settings[MOVED_TO])


def _has_redactions_beside(store: Store) -> bool:
    with store.reading() as tx:
        return REDACTIONS in tx.beside


def _clock_behind(store: Store, device: str, unit: str) -> Message | None:
    """What is said where this device has already written later than the clock of this computer tells."""
    with store.reading() as tx:
        _seq, last = tx.tip(device, unit)
        written = tx.change(last) if last else None
    if written is None or not is_behind(now(), written.at):
        return None
    return _("The clock of this computer says {now}, but something was written here on {written} already. Set the date "
             "right: it is printed on the forms.", now=now()[:10], written=written.at[:10])  # fmt: skip


def own_setting(store: Store, key: DeviceKey, name: str) -> str:
    """What a setting of this computer is called: in a database that several open, each has its own person and language."""
    return f"{name} {key.device}" if store.home.shared else name


def _register(store: Store, key: DeviceKey, unit: str, role: str) -> None:
    """Write down, where several computers write, that this one is of the office: each sends the changes of all."""
    if store.home.shared and role != "reader":
        with store.writing() as tx:
            trust.register_own(tx, key.public_key, unit, role, key.receiving_key)


def _profile(settings: dict[str, str]) -> Profile:
    """The shipped profile in its newest edition, or the institution's own that the store holds; with the edits it began with."""
    data = json.loads(settings["profile"])
    try:
        shipped = load_profile(settings["institution"])
    except UserError:
        return profile_from(data, settings["institution"])
    return profile_from(dict(shipped.data) | {"edits": data["edits"]}, shipped.key) if data.get("edits") else shipped
