"""A few fields of many records: which records are picked, and what a row says."""

from __future__ import annotations

import pytest

from qms_desktop.services import records
from qms_desktop.store.picking import Where, number, periods, pick, pick_items


@pytest.fixture
def ws(make_workspace):
    office = make_workspace()
    saved = records.save(office, "risk", [
        {"unit": "МТК", "title": "Өрт", "period": "2025/26", "responsible": ["Декан"], "measures": [{"text": "Үйрөтүү", "due": "2026-03-01"}, {"text": "Текшерүү"}]},
        {"unit": "МТК", "title": "Суу", "period": "2026/27"},
        {"unit": "ЖОЖ", "title": "Жел", "period": "2026/27", "measures": [{"text": "Оңдоо", "due": "2026-04-01"}]},
        {"unit": "АРБ", "title": "Ар дайым"},
    ]).saved  # fmt: skip
    records.save(office, "risk", [{"id": saved[-1].key.id, "period": None}])
    return office


def titles(ws, where: Where) -> list[str]:
    with ws.store.reading() as tx:
        found = pick(tx, "risk", ["title"], where)
        assert number(tx, "risk", where) == len(found)
    return [row["title"] for row in found]


def test_records_are_picked_by_units_and_periods_in_the_order_of_arrival(ws):
    assert titles(ws, Where()) == ["Өрт", "Суу", "Жел", "Ар дайым"]
    assert titles(ws, Where(unit="МТК")) == ["Өрт", "Суу"]
    assert titles(ws, Where(units={"МТК", "ЖОЖ"})) == ["Өрт", "Суу", "Жел"]
    assert titles(ws, Where(units=())) == []
    assert titles(ws, Where(periods=("2026/27",))) == ["Суу", "Жел", "Ар дайым"], "what names no period is of every one"
    assert titles(ws, Where(units={"МТК"}, periods=("2026/27",))) == ["Суу"]


def test_a_row_has_what_was_asked_for_as_a_record_has_it(ws):
    with ws.store.reading() as tx:
        (fire,) = pick(tx, "risk", ["title", "responsible"], Where(equal={"title": "Өрт"}))
    assert fire == {"id": fire["id"], "unit": "МТК", "title": "Өрт", "responsible": ["Декан"]}


def test_an_item_stands_with_its_record(ws):
    with ws.store.reading() as tx:
        found = pick_items(tx, "risk", "measures", ["title"], ["text", "due"], Where(units={"МТК", "АРБ"}))
        dated = pick_items(tx, "risk", "measures", [], ["due"], items=Where(before={"due": "2026-03-15"}))
    assert [(row["title"], row["unit"], row["item_text"], row["item_due"]) for row in found] == [
        ("Өрт", "МТК", "Үйрөтүү", "2026-03-01"), ("Өрт", "МТК", "Текшерүү", None),
    ]  # fmt: skip
    assert [row["item_due"] for row in dated] == ["2026-03-01"]


def test_periods_are_counted_where_records_name_them(ws):
    with ws.store.reading() as tx:
        assert periods(tx, "risk") == {"2025/26": 1, "2026/27": 2}
        assert periods(tx, "risk", {"ЖОЖ"}) == {"2026/27": 1}
        assert periods(tx, "unit") == {}
