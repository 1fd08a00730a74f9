"""The units: those of the profile, those that the QA office made, and those that came with a department."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.core.profile import Profile
from qms_desktop.journal.fold import OFFICE
from qms_desktop.services.workspace import ALL
from qms_desktop.store import reading
from qms_desktop.store.picking import Where, pick
from qms_desktop.store.transaction import Transaction


class UnitInfo(Struct, frozen=True):
    """A unit as it is known here; `outside` is the reason on record why it does not belong to the system."""

    code: str
    name: Localised
    type: str
    parent: str | None
    bank_type: str | None
    outside: str = ""
    directions: tuple[str, ...] = ()
    """The directions of activity that the unit answers for, as keys of the profile's list."""

    def as_json(self, language: str) -> dict[str, str | None]:
        return {"code": self.code, "name": self.name.text(language), "type": self.type, "parent": self.parent}


DEFAULT_BANK_TYPES = {
    "department": "department", "commission": "department", "institute": "deans_office", "faculty": "deans_office",
    "school": "college", "college": "college", "library": "library",
}  # fmt: skip


def units(tx: Transaction, profile: Profile) -> dict[str, UnitInfo]:
    """Every unit by its code: the office's record wins over the unit's own, and that over the profile.

    What a unit says of another is heard only where nobody else speaks of it.
    """
    found = {
        seed.code: UnitInfo(seed.code, seed.name, seed.type, seed.parent, seed.bank_type) for seed in profile.units
    }
    for record in sorted(reading.records(tx, reading.Query("unit")), key=_weight):
        code = record["code"]
        if not code or (code in found and not _weight(record)):
            continue
        kind = record["type"] or "other"
        found[code] = UnitInfo(
            code, Text.of(record["name"] or code), kind, record["parent"],
            record["bank_type"] or DEFAULT_BANK_TYPES.get(kind), (record["out_of_scope"] and record["scope_reason"]) or "",
            tuple(dict.fromkeys(each["direction"] for each in record["directions"] if each["direction"])),
        )  # fmt: skip
    return found


def _weight(record: dict[str, Any]) -> int:
    """How much a record says of the unit that it names: nothing, its own word, the office's word."""
    return 2 if record["unit"] in (ALL, OFFICE) else int(record["unit"] == record["code"])


def check_unit(tx: Transaction, profile: Profile, code: str | None) -> None:
    """UserError for the code of a unit that nobody has heard of, which is mostly a slip of the keyboard."""
    if code and code not in (OFFICE, ALL) and code not in units(tx, profile):
        raise UserError(_("There is no unit {unit}.", unit=code), _("“qms-desktop units” lists them."))


def unit_name(tx: Transaction, profile: Profile, code: str) -> Localised:
    """What a unit is called; the QA office for `office`."""
    return unit_names(tx, profile, (code,))[code]


def unit_names(tx: Transaction, profile: Profile, codes: Iterable[str]) -> dict[str, Localised]:
    """The same of several units, which are read once."""
    wanted, known = list(codes), {}
    if not {OFFICE, ALL}.issuperset(wanted):
        known = {code: unit.name for code, unit in units(tx, profile).items()}
    known |= dict.fromkeys((OFFICE, ALL), profile.qa_office.name)
    return {code: known.get(code) or Text.of(code) for code in wanted}


def bank_type(tx: Transaction, profile: Profile, code: str) -> str | None:
    """Which questions of the bank are asked of a unit."""
    if code == OFFICE:
        return "qa_office"
    known = units(tx, profile).get(code)
    return (known.bank_type or DEFAULT_BANK_TYPES.get(known.type)) if known else None


def person(tx: Transaction, record: str | None) -> dict[str, str]:
    """The name and position of a person by the id of their record; nothing where they are not known here."""
    found = pick(tx, "person", ("name", "position"), Where(equal={"id": record})) if record else []
    return {"name": found[0]["name"] or "", "position": found[0]["position"] or ""} if found else {}


def people(tx: Transaction) -> dict[str, dict[str, str]]:
    """The people known here by the id of their record: name and position."""
    return {
        person["id"]: {"name": person["name"] or "", "position": person["position"] or ""}
        for person in pick(tx, "person", ("name", "position"))
    }
