"""What a print is made of: plain values that the services fill in and the layouts lay out.

Records are mappings in the names of the command line's JSON. Choices, references, units and people in them are
already words of the print's language; only `level` and `residual_level` may be the keys low, medium, high.
Dates are ISO 8601; a deadline may also be words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qms_desktop.core.messages import Localised
from qms_desktop.core.profile import Profile
from qms_desktop.core.reports import Report

Record = Mapping[str, Any]
Words = str | Localised


@dataclass(frozen=True, slots=True)
class Approver:
    """Who approves or agrees: a person, or with `decision` (minutes, order) a body; unknown parts print as lines."""

    position: Words = ""
    name: str = ""
    decision: Words = ""
    date: dt.date | str | None = None


@dataclass(frozen=True, slots=True)
class Signatory:
    """A row of the signature table; unknown parts stay empty, to be filled in by hand.

    Who prints stands in the first row where nobody is named there, unless it is `another`'s; a `duty` names who holds it:
    the head of the unit is of one unit, the other duties are of the whole institution.
    """

    role: Words
    position: Words = ""
    name: str = ""
    another: bool = False
    duty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What frames a form on paper: which form and record it is, in which version and state, and who prints it."""

    edition: int | str = 1
    valid_from: dt.date | str | None = None
    title: Words = ""
    """Instead of the form's own title."""
    unit: Words = ""
    period: str = ""
    record_number: str = ""
    registration_number: str | None = None
    accepted: bool = False
    state: Words = ""
    """The word of the state, with its date if it has one: `кабыл алынды 04.11.2026`."""
    version: int | None = None
    is_draft: bool = False
    is_superseded: bool = False
    is_translation: bool = False
    """Printed in another language than the institution's original."""
    is_copy: bool = False
    """Given out to be read; changes of the original do not reach it."""
    printed_at: dt.datetime | None = None
    printed_by: str = ""
    fingerprint: str = ""
    """The check code as people type it: `7F3A 91C4 E2`."""
    qr: str = ""
    """The text of the QR code: at most 47 characters of 0-9 A-Z space $%*+-./:"""
    original_place: str = ""
    approver: Approver = field(default_factory=Approver)
    agreed: Approver | None = None
    considered: Approver | None = None
    """The body that considered it before it was approved: its name as `position`, the minutes as `decision`."""
    signatories: Sequence[Signatory] = ()
    """Instead of the roles that the form asks for."""
    remarks: Sequence[Words] = ()
    """Lines of one's own under the unit and period."""
    unnumbered: bool = False
    """A view of the day, which has neither a record number nor a registration number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPassport:
    """Ф-03: the risks and opportunities of a unit, for one direction of its activity if `subject` names it."""

    risks: Sequence[Record] = ()
    opportunities: Sequence[Record] = ()
    subject: Words = ""
    protocol: str = ""
    protocol_date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRegister:
    """Ф-04: risks of the university; a record's `accepted` false marks it, its `unit` says whose it is."""

    risks: Sequence[Record] = ()
    included: Sequence[Words] = ()
    missing: Sequence[Words] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessCard:
    """Ф-01: one process with its indicators and the risks and opportunities that are linked to it."""

    process: Record
    indicators: Sequence[Record] = ()
    risks: Sequence[Record] = ()
    opportunities: Sequence[Record] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRegister:
    """Ф-02: the processes; `group` in a record is the key or the word of its group. Shown when any record has it:
    `units`, `card` (edition and date), `effectiveness`, `highest_risk`, `last_audit`."""

    processes: Sequence[Record] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegratedProcess:
    """One process of Ф-05 with what may go wrong in it and what may come of it."""

    process: Record
    risks: Sequence[Record] = ()
    opportunities: Sequence[Record] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegratedTable:
    """Ф-05: processes, indicators, risks and opportunities in one view; `completion` of a risk is its mark."""

    processes: Sequence[IntegratedProcess] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """Ф-09: the questions of an audit, or of a self-check when no `audit` is given; `blank` prints it to be
    filled in by hand. `nonconformity` of an item is the number of its protocol."""

    items: Sequence[Record] = ()
    audit: Record | None = None
    blank: bool = False
    auditors: Sequence[str] = ()
    representative: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSheet:
    """Ф-16: the changes of one document; `variant` is `oshsu`, `extended` or `gost`, by default the profile's."""

    document: Record
    entries: Sequence[Record] = ()
    variant: str = ""
    blank_rows: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRegister:
    """Ф-15: the documents in force, the institution's own, or those from outside with `issuer`, `in_number`,
    `in_date` and `checked_on`."""

    documents: Sequence[Record] = ()
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The records of one kind, one below the other: the body of any form that is a plain log."""

    records: Sequence[Record] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The board of units: of each its words `unit code state received due late percent waits`, and `forms` in their order."""

    rows: Sequence[Record] = ()
    forms: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmittal:
    """Ф-26: the sheets handed over (`form title number version state records pages code`), the forms that are not,
    and the records that came back (`number title reason`)."""

    rows: Sequence[Record] = ()
    missing: Sequence[Words] = ()
    returned: Sequence[Record] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One record with lists of what belongs to it, by name; or only the lists. `part` names one of several papers of
    a form. References, units and people are in words already."""

    record: Record = field(default_factory=dict)
    lists: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    part: str = ""

    def list(self, name: str) -> Sequence[Record]:
        """The records gathered under a name; none where there are none."""
        return self.lists.get(name, ())


Body = (
    Register
    | Gathered
    | Report
    | Board
    | Transmittal
    | RiskPassport
    | RiskRegister
    | ProcessCard
    | ProcessRegister
    | IntegratedTable
    | Checklist
    | ChangeSheet
    | DocumentRegister
)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One print: whose words and margins it uses, its frame, and what stands in it."""

    profile: Profile
    sheet: Sheet
    body: Body
