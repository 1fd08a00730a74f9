"""Makes a store of a whole university: 210 units, five years, 200,000 records over all chapters.

    python tools/make_university.py FOLDER [--records 200000] [--units 210] [--years 5] [--institution jasu] [--seed 1]

What is written follows from the seed. The rows are those of `resources/examples`, varied; persons are
invented. The store is written through the journal, a few thousand records a transaction, and passes `check`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from qms_desktop.core.examples import load_examples
from qms_desktop.services import periods, setup, units
from qms_desktop.services.asked import Line, asked
from qms_desktop.services.entry import unit_record_id
from qms_desktop.services.workspace import Workspace, period_now
from tools.university import audits, chapters, office, place
from tools.university.writer import Season, Writer

A_UNIT_AND_YEAR = 158
"""About so many records a unit writes in a year where nothing is left out."""


def make(
    folder: Path, *, institution: str = "jasu", records: int = 200_000, count: int = 210, years: int = 5, seed: int = 1
) -> Workspace:
    """Make the store in a new folder; it is given open."""
    chance = random.Random(seed)
    ws = setup.init(folder, institution=institution, role="office", unit=None, person="Осмонова Ж. Т.", position="Сапат бөлүмүнүн башчысы")
    root = next((seed_.code for seed_ in ws.profile.units if seed_.type == "university"), None)
    writer = Writer(ws, chance)
    tree = place.units(chance, count, root)
    for unit in tree:
        _introduce(writer, unit)
    writer.flush()
    lines = _lines(ws, tree)
    rows = _rows()
    part = records / (count * years * A_UNIT_AND_YEAR)
    this_year = ws.profile.period_of(dt.date.today())[0]
    for back in reversed(range(years)):
        first = this_year.replace(year=this_year.year - back)
        _year(writer, tree, first, part, rows, lines)
    writer.flush()
    _open(ws, first)
    return ws


def _rows() -> dict[str, list[dict[str, Any]]]:
    """The examples that records are made from: the demo's, whatever sort of unit they are for."""
    rows = {**load_examples("jasu", "ky"), **load_examples("year", "ky")}
    for kind, more in load_examples("units", "ky").items():
        bare = [{name: value for name, value in row.items() if name != "of"} for row in more]
        rows[kind] = [*load_examples("year", "ky").get(kind, ()), *bare]
    rows["indicator"] = [row for card in load_examples("cards", "ky")["card"] for row in card["measured_by"]]
    return rows


def _introduce(writer: Writer, unit: place.Unit) -> None:
    profile = writer.ws.profile
    known = profile.choices("unit_types")
    cells = {"code": unit.code, "name": unit.name, "type": unit.type if unit.type in known else "other", "parent": unit.parent}
    writer.add("unit", "*", cells, id_=unit_record_id(profile, unit.code))
    for name, position in unit.people:
        writer.add("person", unit.code, {"name": name, "position": position})


def _lines(ws: Workspace, tree: list[place.Unit]) -> dict[str, list[Line]]:
    """The questions of every unit, by its code; units of one type are asked the same."""
    found: dict[str | None, list[Line]] = {}
    by_unit = {}
    with ws.store.reading() as tx:
        for unit in tree:
            bank = units.bank_type(tx, ws.profile, unit.code)
            if bank not in found:
                found[bank] = asked(tx, ws.profile, bank, "ky")
            by_unit[unit.code] = found[bank]
    return by_unit


def _year(writer: Writer, tree: list[place.Unit], first: dt.date, part: float, rows: dict, lines: dict[str, list[Line]]) -> None:
    period = period_now(writer.ws.profile, first)
    whole = Season(writer, tree[0], period, first, part, rows)
    programme = audits.programme(whole, whole.past(20))
    team = audits.auditors(whole, tree)
    office.year(whole)
    for number, unit in enumerate(tree):
        season = Season(writer, unit, period, first, part, rows)
        chapters.planning(season)
        chapters.risks(season)
        chapters.documents(season)
        chapters.people(season)
        if (number + first.year) % 2:
            audits.audit(season, number + 1, programme, lines[unit.code], team)
        else:
            audits.self_check(season, lines[unit.code])
        chapters.voices(season)
        chapters.meetings(season)


def _open(ws: Workspace, first: dt.date) -> None:
    """The year is open, and forms are expected of every unit."""
    due = (first + dt.timedelta(days=60)).isoformat()
    expected = ({"form": form, "due": due} for form in ("Ф-01", "Ф-03", "Ф-06", "Ф-15"))
    periods.open_period(ws, period_now(ws.profile, first), list(expected))


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--records", type=int, default=200_000)
    options.add_argument("--units", type=int, default=210)
    options.add_argument("--years", type=int, default=5)
    options.add_argument("--institution", default="jasu")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args(arguments)
    os.environ.setdefault("QMS_KEYS", str(given.folder) + "-keys")
    began = time.perf_counter()
    with make(given.folder, institution=given.institution, records=given.records, count=given.units, years=given.years,
              seed=given.seed) as ws, ws.store.reading() as tx:  # fmt: skip
        print(f"{tx.position()} records in {time.perf_counter() - began:.0f} s: {given.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
