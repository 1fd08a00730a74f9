"""The Files tab of a record: attach, drop, open by a click, save a copy, take off; what is not here is said."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from qms_desktop.services import files
from qms_desktop.ui.components.chips import StateChip
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.notices import Banner

MOTIVATION = "Студенттердин мотивациясы төмөн"


@pytest.fixture
def desk(passport):
    desk = passport()
    desk.page.panel.tabs.choose("files")
    desk.rest()
    return desk


@pytest.fixture
def scan(tmp_path):
    def make(name="акт.pdf", data=b"%PDF-1.7 scan"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return make


def tab(desk):
    return desk.page.panel.files


def said(widget):
    return [label.text().replace("\u200b", "") for label in widget.findChildren(Label) if not label.isHidden()]


def attached(desk):
    return [file.name for file in files.of_record(desk.ws, desk.stored()[MOTIVATION]["id"])]


def drop(widget, paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for event in (QDragEnterEvent(QPointF(5, 5), *how), QDropEvent(QPointF(5, 5), *how)):
        QApplication.sendEvent(widget, event)


def test_what_is_dropped_is_attached_and_counted(desk, scan):
    assert not tab(desk).empty.isHidden()
    drop(tab(desk), [scan(), scan("сүрөт.jpg", b"x" * 2_000_000)])
    desk.rest()
    assert sorted(attached(desk)) == ["акт.pdf", "сүрөт.jpg"]
    assert tab(desk).empty.isHidden()
    assert next(each.count for each in desk.page.panel.tabs.tabs if each.key == "files") == 2
    words = said(tab(desk))
    assert "акт.pdf" in words
    assert any(word.startswith("1,9 МБ · ") for word in words), words


def test_it_is_taken_off_and_brought_back_by_undo(desk, scan):
    tab(desk).attach([scan()])
    desk.rest()
    tab(desk).findChildren(QToolButton)[-1].click()
    desk.rest()
    assert attached(desk) == []
    desk.editing.undo()
    desk.rest()
    assert attached(desk) == ["акт.pdf"]


def test_undoing_the_attaching_takes_it_off(desk, scan):
    tab(desk).attach([scan()])
    desk.rest()
    desk.editing.undo()
    desk.rest()
    assert attached(desk) == []


class Opener(QObject):
    """Stands where the system's program would."""

    def __init__(self):
        super().__init__()
        self.opened = []
        QDesktopServices.setUrlHandler("file", self, "take")

    @Slot(QUrl)
    def take(self, url):
        self.opened.append(Path(url.toLocalFile()))


def test_a_click_opens_a_copy_and_programs_have_no_such_button(desk, scan):
    opener = Opener()
    tab(desk).attach([scan(), scan("орнотуу.exe", b"MZ")])
    desk.rest()
    (button,) = [b for b in tab(desk).findChildren(QPushButton) if b.text() == "Ачуу"]
    button.click()
    desk.rest()
    QDesktopServices.unsetUrlHandler("file")
    (copy,) = opener.opened
    assert (copy.name, copy.read_bytes()) == ("акт.pdf", b"%PDF-1.7 scan")
    assert not copy.is_relative_to(desk.ws.store.folder)


def test_a_file_that_has_not_come_is_said_to_be_awaited(desk, scan):
    tab(desk).attach([scan()])
    desk.rest()
    for path in (desk.ws.store.folder / "files").iterdir():
        path.unlink()
    tab(desk).show_record(desk.stored()[MOTIVATION])
    desk.rest()
    assert [chip.words() for chip in tab(desk).findChildren(StateChip)] == ["азырынча келе элек"]
    assert [b.text() for b in tab(desk).findChildren(QPushButton) if b.text() == "Ачуу"] == []


def test_a_file_that_is_too_large_is_refused_in_the_banner(desk, scan, monkeypatch):
    from qms_desktop.exchange import limits

    monkeypatch.setattr(limits, "ATTACHMENT", 10)
    tab(desk).attach([scan("чоң.pdf", b"x" * 11)])
    desk.rest()
    assert attached(desk) == []
    assert any("чоң.pdf" in banner.label.text() for banner in desk.page.findChildren(Banner))
