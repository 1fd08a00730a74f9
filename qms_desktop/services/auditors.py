"""Who may audit what: independent of the audited unit and process, trained on the day of the audit, practised where he leads."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import format_date, search_fold
from qms_desktop.core.messages import Message, _
from qms_desktop.core.profile import Profile
from qms_desktop.store import reading
from qms_desktop.store.transaction import Transaction

Record = Mapping[str, Any]

JUDGING = ("lead", "auditor")
"""The roles of a team that judge, and so must be independent; a trainee, an expert and an observer do not."""


def check_team(tx: Transaction, profile: Profile, audit: Record, *, strict: bool) -> None:
    """UserError where the team of an audit has somebody who may not audit it.

    Only where `strict` are those refused too who stand in no register or have no training on record: while a team is
    being put together they are no more than doubtful (`doubts`).
    """
    for name in team_of(audit):
        known = entry(tx, name)
        said = partial(tx, profile, audit, name, known)
        if said is None and known is not None:
            said = unfit(known, day_of(audit))
        if said is None and strict:
            said = untrained(known)
        if said is not None:
            raise UserError(_("{person} cannot audit here: {reason}", person=name, reason=said),
                            _("Choose another auditor; the register of auditors says who may."))  # fmt: skip


def team_of(audit: Record) -> list[str]:
    """The lead auditor and the team, each once."""
    return list(dict.fromkeys(name for name in (audit.get("lead"), *(audit.get("team") or ())) if name))


def day_of(audit: Record) -> dt.date:
    """The day of the audit, as far as it is known."""
    days = [day for day in (audit.get("held_from"), *(audit.get("dates") or ())) if is_iso_date(day)]
    return dt.date.fromisoformat(min(days)) if days else dt.date.today()


def entry(tx: Transaction, name: str) -> dict[str, Any] | None:
    """The register's entry of a person."""
    return next((found for found in reading.records(tx, reading.Query("auditor")) if same_person(found["name"], name)), None)


def same_person(one: str | None, other: str | None) -> bool:
    """Whether two names are written for one person: letters decide, not dots and spaces."""
    return bool(one and other) and _letters(one or "") == _letters(other or "")


@functools.lru_cache(8192)
def _letters(name: str) -> str:
    return "".join(letter for letter in search_fold(name) if letter.isalnum())


# --- independence ------------------------------------------------------------------------------------------------


def partial(tx: Transaction, profile: Profile, audit: Record, name: str, known: Record | None) -> Message | None:
    """Why a person is not independent of what is audited; None where nothing says so."""
    unit = audit.get("unit_audited")
    if known is not None and unit and known["of_unit"] == unit:
        return _("he or she works in the audited unit.")
    if known is not None and unit and unit in (known["excluded"] or ()):
        return _("the register names the unit among those that he or she may not audit.")
    if unit and any(same_person(person["name"], name) for person in reading.records(tx, reading.Query("person", unit=unit))):
        return _("he or she works in the audited unit.")
    audited = {search_fold(process) for process in audit.get("processes") or ()}
    if known is not None and audited & _processes(profile, known["processes"] or ()):
        return _("the register names the process among those that he or she may not audit.")
    if any(same_person(owner, name) for owner in _owners(tx, profile, audited)):
        return _("he or she manages the audited process.")
    return None


def _processes(profile: Profile, named: Any) -> set[str]:
    """Processes as they may be written: by their key, number or name."""
    found = {search_fold(process) for process in named}
    for seed in profile.processes:
        words = {search_fold(word) for word in (seed.id, seed.number, *seed.name.texts().values())}
        if words & found:
            found |= words
    return found


def _owners(tx: Transaction, profile: Profile, audited: set[str]) -> Iterator[str]:
    if not audited:
        return
    audited = _processes(profile, audited)
    for card in reading.records(tx, reading.Query("process")):
        if {search_fold(card["id"]), search_fold(card["name"] or ""), search_fold(card["number"] or "")} & audited:
            yield from (owner.get("name") or "" for owner in card["owners"] or () if isinstance(owner, dict))


# --- training ----------------------------------------------------------------------------------------------------


def unfit(known: Record, day: dt.date) -> Message | None:
    """Why somebody of the register cannot be assigned on a day; None where nothing speaks against it."""
    until = known["trained_until"]
    if is_iso_date(until) and until < day.isoformat():
        return _("the training as an auditor was valid until {day}.", day=format_date(until))
    if known["state"] in ("suspended", "removed"):
        return _("he or she is suspended or removed from the register.")
    return None


def untrained(known: Record | None) -> Message | None:
    """Why somebody is no auditor yet; None for one who is."""
    if known is None:
        return _("he or she does not stand in the register of auditors.")
    return None if known["trained"] else _("no training as an auditor is on record.")


def doubts(tx: Transaction, audit: Record) -> list[tuple[str, Message]]:
    """Those of a team who stand in no register or were not trained, each with the sentence to be shown."""
    return [(name, said) for name in team_of(audit) if (said := untrained(entry(tx, name))) is not None]


# --- practice ----------------------------------------------------------------------------------------------------


def audits_of(known: Record, audits: Iterable[Record]) -> int:
    """How many audits somebody of the register has held: those completed here, and those before the register."""
    here = sum(audit["state"] == "completed" and any(same_person(name, known["name"]) for name in team_of(audit)) for audit in audits)
    return here + (known["audits_before"] or 0)
