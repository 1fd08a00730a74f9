"""An office with two faculties and the records that reports count."""

import datetime as dt

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import records
from qms_desktop.services.reports import registry

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
