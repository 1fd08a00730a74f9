"""The seven parts of a protocol lead from finding to closing, whoever fills them."""

import datetime as dt

import pytest

from qms_desktop.services import acts, protocol_parts, records
from qms_desktop.services.lives.steps import AUDITOR, UNIT

FOUND = {
    "unit": "МТК", "found_on": "2026-11-03", "source": "internal_audit", "situation": "internal_audit", "type": "resources",
    "auditor": "Асанов Б.", "requirement": "7.5.3", "statement": "Барак жок", "evidence": "Папка № 4", "class": "minor",
}  # fmt: skip


def where(ws, record_id):
    now = protocol_parts.current(records.show(ws, record_id))
    return now and (now.part.number, now.part.by)


def test_every_field_that_people_write_stands_in_one_part():
    from qms_desktop.models.catalogue import KINDS

    placed = [name for part in protocol_parts.PARTS for name in part.fields]
    written = [name for name, field in KINDS["nonconformity"].stored_fields.items() if not field.by_program]
    assert sorted(placed) == sorted(written)


@pytest.mark.requirement("R200")
def test_the_turn_goes_from_the_auditor_to_the_unit_and_back(make_workspace):
    ws = make_workspace()

    def save(**values):
        records.save(ws, "nonconformity", [{"id": record_id, **values}])

    record_id = records.save(ws, "nonconformity", [{"unit": "МТК", "statement": "Барак жок"}]).saved[0].key.id
    assert where(ws, record_id) == (1, AUDITOR)
    save(**{name: value for name, value in FOUND.items() if name != "unit"})
    assert where(ws, record_id) == (3, UNIT)
    save(acknowledged_on="2026-11-04", correction="Барак ачылды")
    assert where(ws, record_id) == (4, UNIT)
    save(cause_category="documentation", root_cause="Тартип жазылган эмес")
    assert where(ws, record_id) == (5, UNIT)
    save(no_action_reason="Бир жолку учур", criterion="Кайталанбайт")
    assert where(ws, record_id) == (5, UNIT), "the plan is not handed over yet"
    assert "тапшырыңыз" in str(protocol_parts.next_step(records.show(ws, record_id)))
    acts.act(ws, "submit", [record_id])
    acts.act(ws, "accept", [record_id])
    assert where(ws, record_id) == (6, UNIT)
    save(done_on=(dt.date.today() - dt.timedelta(days=200)).isoformat(), proof="Барак № 1")
    assert where(ws, record_id) == (7, AUDITOR)
    acts.act(ws, "void", [record_id], why="Ката жазылган")
    assert where(ws, record_id) is None
    assert "жокко" in str(protocol_parts.next_step(records.show(ws, record_id)))
