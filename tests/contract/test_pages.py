"""Every kind of record has a page: there a record is made, seen, changed and found again, in a real window."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qms_desktop.core import fields as f
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import records
from qms_desktop.services.setup import init
from qms_desktop.store import reading
from qms_desktop.store.reading import Query
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.frame.section import Section
from qms_desktop.ui.frame.window import MainWindow
from qms_desktop.ui.opening import read
from qms_desktop.ui.pages.records.chapters import BY_PROGRAM, PAPERS, chapters, further, sections_of_kinds
from qms_desktop.ui.pages.records.page import ChapterPage
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.session import Session
from tests.contract.test_kinds import WORD, is_of_unit, sample

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Window:
    """The window of the QA office or of a unit, open for all kinds one after the other."""

    def __init__(self, folder: Any, unit: str | None) -> None:
        self.ws = init(folder / (unit or "office"), institution="jasu", role="department" if unit else "office", unit=unit,
                       person="Назарова А. К.", position="Кафедра башчысы")  # fmt: skip
        if unit is None:
            records.save(self.ws, "unit", [{"code": "МТК", "name": "Математика", "type": "department"}])
        self.runner = Runner()
        self.window = MainWindow([Section("opening", None, "", "house", lambda: Page(""), listed=False)], self.runner, {})
        self.session = Session(read(self.ws), self.window, self.runner)
        self.window.resize(1366, 768)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        for _turn in range(2):
            QTest.qWait(1)
            while self.runner.is_busy():
                QTest.qWait(2)

    def ids(self, kind: str) -> set[str]:
        with self.ws.store.reading() as tx:
            return set(reading.ids(tx, kind))

    def close(self) -> None:
        self.settle()
        self.runner.close()
        self.window.close()
        self.ws.close()


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[dict[str | None, Window]]:
    folder = tmp_path_factory.mktemp("pages")
    before = {name: os.environ.get(name) for name in ("QMS_KEYS", "XDG_CONFIG_HOME")}
    os.environ |= {name: str(folder / name) for name in before}
    opened = {unit: Window(folder, unit) for unit in (None, "МТК")}
    yield opened
    for window in opened.values():
        window.close()
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)


def chapter_of(window: Window, kind: str) -> str | None:
    return next((one.key for one in (*chapters(window.ws), further(window.ws)) if kind in one.kinds), None)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_record_is_made_seen_changed_and_found_again(name, windows):
    kind = KINDS[name]
    at = windows["МТК" if is_of_unit(kind) else None]
    key = chapter_of(at, name)
    if key is None:
        shown_on_its_own_page(at, kind)
        return
    page: ChapterPage = at.session.go.section(key)
    page.tabs.choose(name)
    at.settle()
    record_id = made(at, page, kind)

    at.window.open("help")
    at.session.go.record(name, record_id)
    at.settle()
    if at.session.go.section_of(name) != key:  # an audit is shown with its questions as well
        page = at.session.go.section(key)
        page.open_record(name, record_id)
        at.settle()
    while page._later.isActive():
        QTest.qWait(5)
    at.settle()
    assert at.window.page() is page
    assert page.kind_in_sight() == name
    assert page.list_in_sight().sheet.current_id() == record_id
    assert page.panel.record["id"] == record_id
    assert page.panel.isVisible()

    field = next((field for field in kind.stored_fields.values() if is_typed(page, field)), None)
    if field is not None:
        page.panel.form.write(field.name, changed(field))
        page.leave()
        at.settle()
        assert records.show(at.ws, record_id)[field.name] == field.check(changed(field), at.ws.profile)
    else:
        assert name in BY_PROGRAM, "what people write has something to type in"

    view = page.list_in_sight()
    if kind.searched_fields:
        words = kind.search_text(records.show(at.ws, record_id), at.ws.profile).split()[0]
        view.filters.box.setText(words)
        QTest.qWait(5)
        at.settle()
        assert view.sheet.rows.find(record_id) is not None
        view.filters.box.clear()
        at.settle()


def made(at: Window, page: ChapterPage, kind: Any) -> str:
    """A record made as a person makes it: the button, a few fields of the empty form, and on to something else."""
    before = at.ids(kind.name)
    view = page.list_in_sight()
    if kind.name in BY_PROGRAM:
        assert not page.new_button.isVisible()
        values = {field.name: sample(field, 1) for field in kind.stored_fields.values() if field.required}
        return records.save(at.ws, kind.name, [values]).saved[0].key.id
    assert page.new_button.isVisible()
    page.new_record()
    at.settle()
    form = page.panel.form
    assert form.is_new()
    if view.asks_unit():
        page.panel.unit_box.editor.set_value("МТК")
        form.belong("МТК")
    for place, field in enumerate(kind.stored_fields.values()):
        if (field.required or field.name == kind.title_field) and is_typed(page, field):
            form.write(field.name, sample(field, place))
    page.leave()
    at.settle()
    (new,) = at.ids(kind.name) - before
    assert not form.is_new()
    if view.asks_unit():
        assert records.show(at.ws, new)["unit"] == "МТК"
    return new


def is_typed(page: ChapterPage, field: f.Field) -> bool:
    panel = page.panel or page._panel(page.kind_in_sight())
    listed = any(field.name in part.fields for part in panel.parts)
    simple = isinstance(field, f.TextField | f.PersonField | f.ChoiceField | f.DateField | f.NumberField)
    return listed and simple and not isinstance(field, f.UnitField | f.ProcessField) and panel.form.may_edit(field)


def changed(field: f.Field) -> Any:
    value = sample(field, 9)
    return f"{value}ү" if isinstance(field, f.TextField) and str(value).startswith(WORD) else value


def shown_on_its_own_page(at: Window, kind: Any) -> None:
    """What was drawn by hand has tests of its own; from everywhere one comes to it, and sees the record."""
    values = {field.name: sample(field, place) for place, field in enumerate(kind.stored_fields.values())
              if field.required and not field.names_record and not isinstance(field, f.ProcessField)}  # fmt: skip
    if kind.name == "change_entry":
        values["document"] = records.save(at.ws, "document", [{"code": "ЖБ-77", "title": "Жобо"}]).saved[0].key.id
    record_id = records.save(at.ws, kind.name, [values]).saved[0].key.id
    at.window.open("help")
    at.session.go.record(kind.name, record_id)
    at.settle()
    assert at.window.open_key() == sections_of_kinds(at.ws)[kind.name]
    shown = " ".join(label.text() for label in at.window.page().findChildren(Label) if label.isVisible())
    title = "Жобо" if kind.name == "change_entry" else kind.title_of(values, at.ws.profile, "ky")
    assert title in shown or at.ids(kind.name) == {record_id} or at.window.page().panel is None


def test_no_kind_stands_on_two_pages_or_on_none(windows):
    for at in windows.values():
        kinds = [kind for chapter in chapters(at.ws) for kind in chapter.kinds]
        assert len(kinds) == len(set(kinds))
        for name in KINDS:
            assert at.session.go.section_of(name), name
            assert sections_of_kinds(at.ws).get(name, "further") in at.window.sections, name
        assert not further(at.ws).kinds or at.ws.role == "department"


def test_papers_that_only_a_kind_has_are_those_of_the_printing():
    from qms_desktop.services.papers import EACH

    assert {code: kind for kind, code in PAPERS.items()}.items() <= EACH.items()
    assert not [kind for kind, code in PAPERS.items() if EACH[code] != kind]


def test_a_page_opens_without_reading_a_list_whole(windows, monkeypatch):
    """A page of rows, and what its boxes offer: nothing is read of a kind without a limit, an index or a single id."""
    at = windows[None]
    asked: list[tuple[Query, Any]] = []
    plain = reading.records

    def spied(tx: Any, query: Query, *, limit: int | None = None, offset: int = 0) -> Any:
        asked.append((query, limit))
        return plain(tx, query, limit=limit, offset=offset)

    monkeypatch.setattr(reading, "records", spied)
    for chapter in chapters(at.ws):
        at.window.open("help")
        at.settle()
        del asked[:]
        page = at.window.open(chapter.key)
        for name in chapter.kinds:
            page.tabs.choose(name)
            at.settle()
        small = {"unit", "period"}  # a university has hundreds of the one and dozens of the other
        whole = [query for query, limit in asked if limit is None and not query.ids and not query.where and query.kind not in small]
        assert not whole, chapter.key
