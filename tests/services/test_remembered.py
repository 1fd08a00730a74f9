"""What was read at one moment of the store is not read twice, and is never older than the store."""

import datetime as dt

import pytest
from sqlalchemy import event

from qms_desktop.exchange import redacting
from qms_desktop.services import checks, doubts, records, units, year
from qms_desktop.services.remembered import remembered
from qms_desktop.services.reports import chooser
from qms_desktop.services.workspace import Workspace

TODAY = dt.date(2026, 11, 20)
RISK = {"title": "Өрт", "likelihood": 2, "consequence": 3}


@pytest.fixture
def office(make_workspace):
    return make_workspace()


def queries(ws: Workspace, work) -> int:
    """How many questions a piece of work asks the store."""
    asked = []

    def count(*_given):
        asked.append(1)

    engine = ws.store.home.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        work()
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return len(asked)


@pytest.mark.parametrize("look", [checks.findings, year.calendar])
def test_who_looks_again_before_anything_changed_asks_the_store_next_to_nothing(office, look):
    records.save(office, "risk", [RISK | {"unit": "АРБ"}])
    first = queries(office, lambda: look(office, today=TODAY))
    again = queries(office, lambda: look(office, today=TODAY))
    assert again < 8 < first


def test_what_was_saved_is_in_the_next_look(office):
    rule = "risk.no_measure"
    assert not [one for one in checks.findings(office, today=TODAY) if one.rule == rule]
    records.save(office, "risk", [RISK | {"unit": "АРБ"}])
    assert [one.title for one in checks.findings(office, today=TODAY) if one.rule == rule] == ["Өрт"]
    assert "Чара" not in {one.title for one in year.calendar(office, unit="АРБ", today=TODAY).owed}
    records.save(office, "risk", [RISK | {"unit": "АРБ", "measures": [{"text": "Чара", "due": "2026-12-01"}]}])
    assert "Чара" in {one.title for one in year.calendar(office, unit="АРБ", today=TODAY).owed}


def test_another_unit_and_another_day_are_looked_at_for_themselves(office):
    records.save(office, "risk", [RISK | {"unit": "АРБ"}])
    assert {one.unit for one in checks.findings(office, "АСБ", today=TODAY)} == {"АСБ"}
    assert year.calendar(office, today=TODAY).today == TODAY
    later = TODAY + dt.timedelta(days=1)
    assert year.calendar(office, today=later).today == later
    assert year.calendar(office, unit="АРБ", today=TODAY).unit == "АРБ"


def test_the_names_of_all_units_are_read_at_once_however_many_there_are(office):
    records.save(office, "unit", [{"code": f"К{n}", "name": f"Кафедра {n}", "type": "department"} for n in range(60)])
    assert queries(office, lambda: chooser.places(office)) < 10
    assert str(chooser.places(office)["К7"]) == "Кафедра 7 (К7)"


def test_what_was_redacted_is_forgotten_though_the_journal_is_no_longer_than_before(office):
    person = records.save(office, "person", [{"name": "Жакыпова Бурул", "position": "Декан", "unit": "АРБ"}]).saved[0].key

    def name() -> str:
        with office.store.reading() as tx:
            return remembered(office.store, tx, "people", lambda: units.people(tx))[person.id]["name"]

    assert name() == "Жакыпова Бурул"
    with office.store.writing() as tx:  # as one comes from elsewhere
        before = tx.position()
        redacting.redact(tx, list(tx.changes_of(tx.row_of(person))), office.key)
        assert tx.position() == before
    assert name() == ""


def test_after_a_save_only_those_look_again_who_look_at_such_records(office):
    records.save(office, "risk", [RISK | {"unit": "АРБ"}])
    whole = queries(office, lambda: checks.findings(office, today=TODAY))
    records.save(office, "destruction_list", [{"unit": "АРБ", "number": "1"}])
    few = queries(office, lambda: checks.findings(office, today=TODAY))
    assert few < whole / 3


@pytest.mark.parametrize("steps", [checks.look_through, doubts.look_through, lambda ws: year.look_through(ws, 60)])
def test_who_asks_after_the_look_ahead_need_not_wait_and_a_save_between_two_steps_is_not_missed(office, steps):
    ask = {checks.look_through: checks.findings, doubts.look_through: doubts.doubts}.get(steps, lambda ws: year.owed_now(ws, 60))
    first, second = (records.save(office, "risk", [RISK | {"unit": unit}]).saved[0].key.id for unit in ("АРБ", "АСБ"))
    records.save(office, "risk", [{"id": first, "number": "12"}])
    whole = queries(office, lambda: ask(office))
    for _step in steps(office):
        pass
    assert queries(office, lambda: ask(office)) < whole / 4
    ahead = steps(office)
    next(ahead)
    records.save(office, "risk", [{"id": second, "number": "12"}])
    for _step in ahead:
        pass
    found = ask(office)
    assert steps is not doubts.look_through or {one.record for one in found} == {first, second}
