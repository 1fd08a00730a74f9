"""The rows of a long list: its first page is made once, though it is counted afterwards, and is made anew when it changes."""

import pytest
from PySide6.QtCore import QObject

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import records
from qms_desktop.store.reading import Query
from qms_desktop.ui.records.rows import StoreRows
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.table.columns import Column
from qms_desktop.ui.table.model import PAGE, RowModel
from qms_desktop.ui.table.source import ListSource

MANY = PAGE + 20


@pytest.fixture
def desk(make_workspace, qtbot):
    ws, runner, home = make_workspace("МТК"), Runner(), QObject()
    made = []

    def to_row(record):
        made.append(record["id"])
        return {"id": record["id"], "title": record["title"]}

    model = RowModel(ListSource(), [Column("title", KINDS["risk"].label, 100)], parent=home)
    records.save(ws, "risk", [{"title": f"Тобокелдик {at}"} for at in range(MANY)])
    rows = StoreRows(ws, runner, model, to_row)
    rows.on_shown = lambda _total: model.row(0)  # as a view does
    rows.show(Query("risk"))
    qtbot.waitUntil(lambda: model.record_count() == MANY)
    yield ws, rows, model, made, lambda: qtbot.waitUntil(lambda: not runner.is_busy())
    runner.close()


def test_a_row_is_made_once_though_the_list_is_counted(desk):
    _ws, _rows, model, made, _rest = desk
    assert model.row(0)["title"].startswith("Тобокелдик")
    assert len(made) == PAGE


def test_a_row_that_changed_stands_as_it_is_now_when_the_page_is_asked_for_again(desk):
    ws, rows, model, _made, rest = desk
    shown = model.row(3)["id"]
    records.save(ws, "risk", [{"id": shown, "title": "Өрт"}])
    rows.renew([shown])
    rest()
    model.refresh()
    assert (model.row(3)["id"], model.row(3)["title"]) == (shown, "Өрт")
