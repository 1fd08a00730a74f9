"""Switching the language says everything again: no text of the language before stays in sight."""

import re

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTableView

from qms_desktop.core.messages import catalogue
from qms_desktop.services import acts, records
from qms_desktop.services.exchanging import receive
from qms_desktop.store.authoring import Base
from qms_desktop.ui.speech import LANGUAGE_NAMES
from qms_desktop.ui.table.columns import HEADING
from tests.ui.shells import CARD, RISK, bundle_of

SHARED = ("conflicts", "processes", "risks", "documents", "checklists", "printing", "help", "search")
PAGES = {"department": ("home", "exchange", *SHARED), "office": ("home", "board", "receive", *SHARED)}


def visible_texts(window):
    """Every text in sight: labels, buttons, hints, choices, cells and heads of tables."""
    found = []
    for kind, read in ((QLabel, "text"), (QAbstractButton, "text"), (QLineEdit, "placeholderText")):
        found += [getattr(part, read)() for part in window.findChildren(kind) if part.isVisible()]
    for box in window.findChildren(QComboBox):
        found += [box.itemText(at) for at in range(box.count())] if box.isVisible() else []
    for table in window.findChildren(QTableView):
        if not table.isVisible():
            continue
        model = table.model()
        found += [str(column.title) for column in model.columns]
        for at in range(model.rowCount()):
            row = model.row(at)
            found += [str(model.heading(at))] if row and HEADING in row else []
            found += [model.cell(at, column).text for column in range(model.columnCount())]
            found += [str(model.cell(at, column).mark.second) for column in range(model.columnCount())]
    return {text.strip() for text in found if text.strip()}


def patterns(language, now=None):
    """What the catalogue says in one language, and says otherwise in the other, as patterns.

    What is not translated at all is the catalogues' own check to find.
    """
    made = []
    texts, others = catalogue(language)._catalog, catalogue(now)._catalog if now else None
    for key, text in texts.items():
        words = re.sub(r"\{\w+\}", "", text) if text else ""
        if not key or len(re.findall(r"[^\W\d_]", words)) < 4:
            continue
        if others is not None and others.get(key, text) == text:
            continue
        made.append(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)))
    return re.compile("|".join(f"(?:{pattern})" for pattern in made))


@pytest.fixture
def stores(make_workspace, tmp_path):
    """A department and the QA office with something on every page."""
    unit, office = make_workspace("ФИЛ"), make_workspace(person="Осмонова Ж. Т.")
    risk, other = [saved.key.id for saved in records.save(unit, "risk", [RISK, {"title": "Ы"}]).saved]
    records.save(unit, "process", [CARD])
    receive(office, [bundle_of(unit, tmp_path / "in", "1.qmsb")])
    with office.store.reading() as tx:
        shown = Base(tx.position())
    records.save(unit, "risk", [{"id": risk, "likelihood": 2}])
    records.save(office, "risk", [{"id": risk, "unit": "ФИЛ", "likelihood": 5}], base=shown)
    acts.act(unit, "submit", [risk])
    bundle_of(unit, tmp_path / "in", "2.qmsb")
    assert other
    return {"department": unit, "office": office, "in": tmp_path / "in"}


@pytest.mark.parametrize("store", ["department", "office"])
def test_no_text_of_the_language_before_stays(shell, stores, store):
    at = shell(stores[store])
    for key in PAGES[store]:
        page = at.page(key)
        if key == "search":
            page.look_for("Окутуучулардын", at_once=True)
        elif key == "receive":
            page.receive([stores["in"]])
        elif key == "conflicts" and page.fields.rows:
            page.fields.rows[0].write_other()
        at.settle()
    for before, now in (("ky", "ru"), ("ru", "en"), ("en", "ky")):
        stale = patterns(before, now)
        assert sum(1 for text in visible_texts(at.window) if stale.fullmatch(text)) >= 5, "the patterns see texts"
        at.window.speak_language(now)
        at.settle()
        right = patterns(now)
        for key in PAGES[store]:
            at.page(key)
            shown = visible_texts(at.window) - set(LANGUAGE_NAMES.values())  # each is called by its own name
            left = [text for text in shown if stale.fullmatch(text) and not right.fullmatch(text)]
            assert left == [], (key, before, now)


def cut_texts(page):
    """What has less room than its words need."""
    parts = [label for label in page.findChildren(QLabel) if not label.wordWrap() and label.pixmap().isNull()]
    parts += page.findChildren(QAbstractButton)
    return [part.text() for part in parts
            if part.isVisible() and part.text() and part.width() < part.sizeHint().width()]  # fmt: skip


@pytest.mark.parametrize("width", [1366, 890])
@pytest.mark.parametrize("store", ["department", "office"])
def test_nothing_is_cut_in_any_language(shell, stores, store, width):
    at = shell(stores[store])
    at.window.resize(width, 690)
    keys = [key for key in PAGES[store] if key not in SHARED] + ["conflicts"]
    for language in ("ky", "ru", "en"):
        at.window.speak_language(language)
        for key in keys:
            page = at.page(key)
            if key == "receive":
                page.receive([stores["in"]])
                at.settle()
            QCoreApplication.sendPostedEvents()
            assert cut_texts(page) == [], (key, language)
