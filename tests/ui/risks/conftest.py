"""A department's passport at work: three risks on the page, a table to type in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from qms_desktop.services import listing, records
from qms_desktop.store.reading import Query
from qms_desktop.ui.pages.risks import RisksPage

RISKS = [
    {"title": "Студенттердин мотивациясы төмөн", "category": "academic", "process": "J3", "cause": "Катышуу аз",
     "likelihood": 3, "consequence": 3, "responsible": ["Директорлор"], "deadline": "2027-05-31",
     "measures": [{"text": "Кураторлорду колдоо", "due": "2027-01-15", "responsible": "Кафедра башчысы", "state": "done"},
                  {"text": "Мотивациялоо программасы"}],
     "residual_likelihood": 2, "residual_consequence": 2},
    {"title": "Сервердин иштебей калуусу", "likelihood": 3, "consequence": 4, "deadline": "2025-11-15",
     "measures": ["Камдык көчүрмөлөр"], "residual_likelihood": 2, "residual_consequence": 3},
    {"title": "Өрт коркунучу", "likelihood": 1, "consequence": 5, "deadline": "Жыл сайын"},
]  # fmt: skip


class Passport:
    """The page with what a person does in its table."""

    def __init__(self, desk):
        self.desk, self.ws, self.page, self.editing = desk, desk.ws, desk.page, desk.editing
        self.tab = self.page.passport
        self.sheet = self.tab.sheet

    def rest(self):
        self.desk.qtbot.wait(1)
        self.desk.rest()
        self.desk.qtbot.wait(1)

    def stored(self, kind="risk"):
        return {r["title"]: r for r in listing.reading_records(self.ws, Query(kind))}

    def column(self, key):
        return next(place for place, column in enumerate(self.sheet.rows.columns) if column.key == key)

    def titles(self):
        return [self.sheet.rows.row(at)["title"] for at in range(self.sheet.rows.record_count())]

    def at(self, title):
        return self.titles().index(title)

    def go(self, at, key):
        self.sheet.setFocus()
        self.sheet.selectionModel().setCurrentIndex(
            self.sheet.rows.index(at, self.column(key)), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def select(self, top, left, bottom, right):
        self.go(top, left)
        block = QItemSelection(self.sheet.rows.index(top, self.column(left)), self.sheet.rows.index(bottom, self.column(right)))
        self.sheet.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def paste(self, text):
        QGuiApplication.clipboard().setText(text)
        self.sheet.command(Qt.Key.Key_V)
        self.rest()

    def editor(self):
        focus = QApplication.focusWidget()
        return focus if focus is not None and focus is not self.sheet else None

    def changes(self, risk_id):
        return records.history(self.ws, risk_id)


@pytest.fixture
def passport(make_workspace, at_work, monkeypatch):
    def open_page(ws=None, risks=RISKS):
        ws = ws or make_workspace("МТК")
        if risks:
            records.save(ws, "risk", risks)
        return Passport(at_work(ws, RisksPage, (1366, 700)))

    return open_page
