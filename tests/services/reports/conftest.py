"""An office with two faculties and the records that reports count."""

import datetime as dt

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import records
from qms_desktop.services.reports import registry

from .findings import CLOSED, agreed, found

UNITS = [
    {"code": "ПЕД", "name": "Педагогика институту", "type": "institute"},
    {"code": "МТК", "name": "Математика кафедрасы", "type": "department", "parent": "ПЕД"},
    {"code": "ФИЛ", "name": "Филология кафедрасы", "type": "department", "parent": "ПЕД"},
    {"code": "МЕД", "name": "Медициналык колледж", "type": "college"},
]

TODAY = dt.date(2027, 3, 1)


class Desk:
    """The office's store, into which the test writes what units handed over; `report` makes one as of a fixed day."""

    def __init__(self, ws):
        self.ws = ws

    def save(self, kind, *values, unit="МТК"):
        """The ids of the records, of the academic year 2026/27 unless they say otherwise."""
        rows = [{"unit": unit, "period": "2026/27"} | value for value in values]
        rows = [{name: row[name] for name in row if name == "unit" or name in KINDS[kind].fields} for row in rows]
        return [saved.key.id for saved in records.save(self.ws, kind, rows).saved]

    def report(self, number, period="2026/27", unit=None, today=TODAY):
        return registry.make(self.ws, number, period, unit, today=today)


@pytest.fixture
def desk(make_workspace):
    ws = make_workspace(person="Осмонова Ж. Т.")
    records.save(ws, "unit", UNITS)
    return Desk(ws)


@pytest.fixture
def year_of_findings(desk):
    """Five of 2026/27: two closed (one in time), two with accepted plans that are late, one unanswered; three of before."""
    desk.a = found(desk, "МТК", "7.5.3", "2026-10-01", "2026-11-01", **CLOSED, done_on="2026-10-30", effective="effective",
                   verified_on="2026-12-15", closed_on="2026-12-20", **{"class": "major"})  # fmt: skip
    desk.b = found(desk, "МТК", "7.5.3", "2026-11-10", "2027-01-10", cycle=2)
    desk.c = found(desk, "ФИЛ", "7.5.3", "2026-12-01", "2027-02-01", cause_category="competence", extensions=[
        {"reason": "Сатып алуу", "due": "2027-02-20", "granted_by": "Осмонова Ж. Т.", "granted_on": "2027-01-30"}])  # fmt: skip
    desk.d = found(desk, "ФИЛ", "9.1", "2026-12-05", "2027-01-15", **CLOSED, done_on="2027-01-20", effective="partly",
                   verified_on="2027-02-24", closed_on="2027-02-25", cause_category="competence")  # fmt: skip
    desk.e = found(desk, "МЕД", "7.5.3", "2027-01-15", **{"class": "major", "source": "external_audit"})
    agreed(desk, desk.b, desk.c)
    found(desk, "МТК", "7.5.3", "2026-10-02", void_reason="Ката катталган")
    found(desk, "ФИЛ", "9.1", "2025-03-01")  # 21 months before d
    found(desk, "МЕД", "7.5.3", "2024-01-10")  # 36 months before e
    desk.h = found(desk, "ФИЛ", "8.5", "2026-08-01", "2026-09-01", **CLOSED, done_on="2026-08-20", effective="not_effective",
                   verified_on="2026-09-25", closed_on="2026-09-30")  # fmt: skip
    return desk


def told(cell):
    """A cell as Kyrgyz paper shows it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    shown = getattr(cell, "shown", None) or getattr(cell, "words", None) or cell
    return shown if isinstance(shown, str) else shown.text("ky")


def lines(table):
    """The rows of a table as texts."""
    return [[told(cell) for cell in row] for row in table.rows]


@pytest.fixture
def table():
    """The n-th table of a report as texts."""
    return lambda report, place=0: lines(report.tables[place])
