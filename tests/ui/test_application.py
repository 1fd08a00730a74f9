"""The program's life: first steps, opening, trouble, a second start, closing."""

import json
import logging
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qms_desktop import cli_window
from qms_desktop.cli import parse
from qms_desktop.core.logbook import catch_bugs, close_logbook, log_file, open_logbook
from qms_desktop.core.messages import Message, current_language
from qms_desktop.services import drafts, records
from qms_desktop.services.setup import init
from qms_desktop.services.workspace import open_workspace
from qms_desktop.store.authoring import Base
from qms_desktop.store.backup import back_up
from qms_desktop.store.lock import StoreLock
from qms_desktop.ui.application import Application
from qms_desktop.ui.memory import Memory
from qms_desktop.ui.pages.first_steps import FirstStepsPage
from qms_desktop.ui.pages.home import HomePage
from qms_desktop.ui.pages.trouble import TroublePage
from tests.ui.programs import banners, closed, settle, texts
from tests.ui.shells import RISK, bundle_of

ROOT = Path(__file__).resolve().parents[2]


# --- first steps -------------------------------------------------------------------------------------------------


def test_an_empty_folder_becomes_a_store_with_one_button(begin, qtbot, tmp_path):
    application = begin(tmp_path / "жаңы база")
    page = application.window.page()
    assert isinstance(page, FirstStepsPage)
    assert page.offer.open.isVisible(), "the invitation is offered first"
    page.offer.without.click()
    page.primary()
    assert page.questions.institution.below.text() == "Тизмеден тандаңыз.", "what is missing is said beside its field"
    page.questions.institution.editor.set_key("jasu")
    page.questions.institution.editor.chosen.emit("jasu")
    page.questions.unit.set_value("own")
    page.questions.unit.editor.chosen.emit("own")
    for field, value in ((page.questions.name, "Кыргыз филологиясы кафедрасы"), (page.questions.code, "ФИЛ"), (page.questions.type, "department"),
                         (page.questions.person, "Токтогулов Б. Ж."), (page.questions.position, "Кафедра башчысы")):  # fmt: skip
        field.set_value(value)
    page.primary()
    qtbot.waitUntil(lambda: isinstance(application.window.page(), HomePage), timeout=20_000)
    assert "Кыргыз филологиясы кафедрасы" in application.window.sidebar.unit.text()
    assert application.window.status.person.text() == "Токтогулов Б. Ж."
    assert (tmp_path / "жаңы база" / "store.sqlite").is_file()
    settle(qtbot, application)
    begin.end(application)
    again = begin(tmp_path / "жаңы база")
    assert isinstance(again.window.page(), HomePage)
    assert again.records == 2


def test_the_office_needs_no_unit(begin, qtbot, tmp_path):
    application = begin(tmp_path / "office")
    page = application.window.page()
    page.begin_without()
    page.questions.institution.editor.set_key("oshsu")
    page.questions.institution.editor.chosen.emit("oshsu")
    page.questions.role.editor.set_key("office")
    page.questions.role.editor.chosen.emit("office")
    assert page.questions.unit_card.isHidden()
    said = page.questions.role.below.text()
    page.questions.role.show_problem(None)  # the field was left
    assert not page.questions.role.below.isHidden()
    assert page.questions.role.below.text() == said != ""
    page.questions.person.set_value("Осмонова Ж. Т.")
    page.questions.position.set_value("Бөлүм башчысы")
    page.primary()
    qtbot.waitUntil(lambda: application.session is not None, timeout=20_000)
    keys = list(application.window.sections)
    assert keys[:4] == ["home", "board", "periods", "receive"], "the exchange stands straight under Home"


def test_a_refused_answer_is_said_and_can_be_mended(begin, qtbot, tmp_path):
    application = begin(tmp_path / "store")
    page = application.window.page()
    page.begin_without()
    page.questions.institution.editor.set_key("generic")
    page.questions.institution.editor.chosen.emit("generic")
    page.questions.unit.set_value("own")
    for field, value in ((page.questions.name, "Бөлүм"), (page.questions.code, "office"), (page.questions.type, "department"),
                         (page.questions.person, "Асанов Б. К."), (page.questions.position, "Башчы")):  # fmt: skip
        field.set_value(value)
    page.primary()
    settle(qtbot, application)
    assert any("office" in said for said in banners(application))
    assert page.questions.begin.isEnabled()
    assert not (tmp_path / "store" / "store.sqlite").exists()


# --- trouble -----------------------------------------------------------------------------------------------------


def test_a_damaged_store_offers_the_last_good_backup(begin, qtbot, make_workspace):
    ws = make_workspace("ФИЛ")
    records.save(ws, "risk", [RISK])
    good = back_up(ws.store, "daily")
    folder = closed(ws)
    (folder / "store.sqlite").write_bytes(b"not a database at all" * 500)
    (folder / "backups" / "daily-20990101-000000-000000.sqlite").write_bytes(b"torn")
    os.utime(folder / "backups" / "daily-20990101-000000-000000.sqlite", (time.time() + 60,) * 2)
    application = begin(folder)
    page = application.window.page()
    assert isinstance(page, TroublePage)
    assert page._trouble.backup == good, "the newest one is torn"
    page.primary()
    qtbot.waitUntil(lambda: isinstance(application.window.page(), HomePage), timeout=20_000)
    assert application.session.pulse.latest.counts["risk"] == 1
    assert len(list((folder / "backups").glob("restore-*.sqlite"))) == 1, "the damaged file is kept"


def test_a_store_in_use_can_be_tried_again(begin, qtbot, make_workspace):
    folder = closed(make_workspace("ФИЛ"))
    lock = StoreLock(folder)
    lock.acquire(0)
    application = begin(folder)
    assert isinstance(application.window.page(), TroublePage)
    assert any("башка программа" in text for text in texts(application.window.page()))
    lock.release()
    application.window.page().primary()
    qtbot.waitUntil(lambda: isinstance(application.window.page(), HomePage), timeout=20_000)


def test_a_store_of_a_newer_version_is_not_touched(begin, make_workspace):
    folder = closed(make_workspace("ФИЛ"))
    connection = sqlite3.connect(folder / "store.sqlite")
    connection.execute("PRAGMA user_version = 900")
    connection.close()
    before = (folder / "store.sqlite").read_bytes()
    page = begin(folder).window.page()
    assert isinstance(page, TroublePage)
    assert page.restore is None
    assert (folder / "store.sqlite").read_bytes() == before


# --- a day of work -----------------------------------------------------------------------------------------------


def test_a_second_start_brings_the_first_window_forward(begin, qtbot, make_workspace):
    folder = closed(make_workspace("ФИЛ"))
    first = begin(folder)
    with qtbot.waitSignal(first.one.called, timeout=5_000):
        assert Application(folder).start() is False


def test_a_file_that_was_opened_is_taken_in(begin, qtbot, make_workspace, tmp_path):
    unit, office = make_workspace("ФИЛ"), make_workspace()
    records.save(unit, "risk", [RISK])
    file = bundle_of(unit, tmp_path / "in")
    application = begin(closed(office), files=[file])
    qtbot.waitUntil(lambda: application.window.open_key() == "receive", timeout=20_000)
    settle(qtbot, application)
    assert [outcome.result.status for outcome in application.window.page().results.outcomes] == ["merged"]


def test_a_file_that_is_opened_while_the_window_is_open_goes_to_that_window(begin, qtbot, make_workspace, tmp_path):
    unit, office = make_workspace("ФИЛ"), make_workspace()
    records.save(unit, "risk", [RISK])
    file = bundle_of(unit, tmp_path / "in")
    first = begin(closed(office))
    settle(qtbot, first)
    with qtbot.waitSignal(first.one.called, timeout=5_000) as called:
        assert Application(first.place, files=[file]).start() is False
    assert called.args == [[file]]
    settle(qtbot, first)
    assert [outcome.result.status for outcome in first.window.page().results.outcomes] == ["merged"]


@pytest.mark.parametrize(("arguments", "files"), [
    (["ФИЛ.qmsb"], ["ФИЛ.qmsb"]), (["--store", "somewhere", "a.QMSI"], ["a.QMSI"]), (["a.qmsb", "b.qmsb"], ["a.qmsb", "b.qmsb"]),
])  # fmt: skip
def test_a_double_click_on_a_file_opens_the_window_with_it(arguments, files):
    options = parse(arguments)
    assert (options.run, options.files) == (cli_window.window, [Path(file) for file in files])


def test_a_command_is_not_taken_for_a_file():
    assert parse(["receive", "a.qmsb"]).run is not cli_window.window


def test_what_was_typed_before_a_sudden_end_comes_back(begin, qtbot, make_workspace):
    ws = make_workspace("ФИЛ")
    saved = records.save(ws, "risk", [RISK]).saved[0].key
    with ws.store.reading() as tx:
        shown = Base(tx.position())
    drafts.keep(ws, saved, {"cause": "Жарым жазылган себеп"}, shown)
    application = begin(closed(ws))
    assert records.show(application.session.ws, saved.id)["cause"] == "Жарым жазылган себеп"
    assert any("сакталды: 1 жазуу" in said for said in banners(application))
    assert drafts.kept(application.session.ws) == {}


def test_notices_of_the_store_are_said_once(begin, make_workspace, monkeypatch):
    from qms_desktop.ui import opening

    folder = closed(make_workspace("ФИЛ"))
    real = opening.open_workspace

    def copied(place):
        ws = real(place)
        ws.notices.append(Message("Sent"))
        return ws

    monkeypatch.setattr(opening, "open_workspace", copied)
    application = begin(folder)
    assert banners(application) == ["Жөнөтүлдү"]
    assert application.session.ws.notices == []


def test_closing_waits_for_the_last_save(begin, make_workspace, monkeypatch):
    folder = closed(make_workspace("ФИЛ"))
    application = begin(folder)
    editing = application.session.editing
    monkeypatch.setattr(HomePage, "leave", lambda _page: editing.save("risk", [RISK], Message("Risk")))
    begin.end(application)
    with open_workspace(folder) as ws:
        from qms_desktop.services.tables import count
        from qms_desktop.store.reading import Query

        assert count(ws, Query("risk")) == 1


def test_another_section_and_printing_save_what_is_typed(begin, make_workspace, monkeypatch):
    application = begin(closed(make_workspace("ФИЛ")))
    left = []
    monkeypatch.setattr(HomePage, "leave", lambda _page: left.append("home"))
    application.window.open("conflicts")
    assert left == ["home"]
    application.window.open("home")
    application.window._print()
    assert left == ["home", "home"]


@pytest.mark.parametrize("role", ["reader", "auditor"])
def test_readers_and_auditors_have_a_window_too(begin, qtbot, tmp_path, role):
    init(tmp_path / role, institution="jasu", role=role, unit=None, person="Асанов Б. К.", position="Аудитор").close()
    application = begin(tmp_path / role)
    settle(qtbot, application)
    assert isinstance(application.window.page(), HomePage)
    assert application.window.page().package.button.isEnabled() == (role != "reader")
    for key in ("exchange", "conflicts", "search"):
        application.window.open(key)
        settle(qtbot, application)
        assert banners(application) == []


def test_the_sample_opens_in_a_window_of_its_own(begin, qtbot, make_workspace, monkeypatch):
    from qms_desktop.ui.pages import first_hour

    started = []
    monkeypatch.setattr(first_hour, "start_window", started.append)
    application = begin(closed(make_workspace("ФИЛ")))
    for _twice in range(2):
        application.window.page().first_hour.sample.click()
        settle(qtbot, application)
    assert len(started) == 2
    with open_workspace(started[0]) as sample:
        from qms_desktop.services.duties import duties

        assert duties(sample).begun
    assert application.session.pulse.latest.counts["risk"] == 0, "it does not mix with the unit's own records"


def test_the_daily_backup_is_made_once_the_first_screen_stands(begin, qtbot, make_workspace):
    folder = closed(make_workspace("ФИЛ"))
    application = begin(folder)
    settle(qtbot, application)
    assert len(list((folder / "backups").glob("daily-*.sqlite"))) == 1
    assert "бүгүн" in application.window.status.backup.text()
    begin.end(application)
    settled = begin(folder)
    settle(qtbot, settled)
    assert len(list((folder / "backups").glob("daily-*.sqlite"))) == 1


def test_the_language_is_kept_in_the_store_and_for_the_first_paint(begin, qtbot, make_workspace):
    folder = closed(make_workspace("ФИЛ"))
    application = begin(folder)
    application.window.speak_language("ru")
    settle(qtbot, application)
    begin.end(application)
    with open_workspace(folder) as ws:
        assert ws.language == "ru"
    assert Memory()["language"] == "ru"
    begin(folder)
    assert current_language() == "ru"


def test_saving_and_undo_are_said_by_the_window(begin, qtbot, make_workspace):
    application = begin(closed(make_workspace("ФИЛ")))
    session = application.session
    session.editing.save("risk", [RISK], Message("Risk"))
    settle(qtbot, application)
    assert application.window.status.saved.text().startswith("Баары сакталды, ")
    assert application.window.undo_action.isEnabled()
    application.window.undo_action.trigger()
    settle(qtbot, application)
    assert not application.window.undo_action.isEnabled()
    assert application.window.redo_action.isEnabled()


def test_the_arrangement_is_remembered(begin, qtbot, make_workspace):
    folder = closed(make_workspace("ФИЛ"))
    application = begin(folder)
    application.host.showNormal()
    application.host.resize(705, 555)
    application.window.toggle_sidebar()
    wanted = application.memory["rail"]
    begin.end(application)
    again = begin(folder)
    assert (again.host.width(), again.host.height()) == (705, 555)
    assert again.memory["rail"] == wanted


def test_memory_that_cannot_be_read_counts_as_none(tmp_path):
    (tmp_path / "window.ini").write_text("[General]\nrail=@Invalid{{\nscale=110\n")
    memory = Memory(tmp_path / "window.ini")
    assert memory.get("rail") is None
    assert memory["scale"] == 110
    memory["папка"] = {"a": [1]}
    memory.keep()
    assert Memory(tmp_path / "window.ini")["папка"] == {"a": [1]}
    del memory["папка"]
    with pytest.raises(KeyError):
        memory["папка"]


def test_bugs_are_logged_and_shown_and_never_swallowed(begin, make_workspace):
    application = begin(closed(make_workspace("ФИЛ")))
    logbook = open_logbook()
    put_back = catch_bugs(application._show_bug)
    try:
        sys.excepthook(ValueError, ValueError("шашылыш"), None)
    finally:
        put_back()
        close_logbook(logbook)
    assert any("шашылыш" in said for said in banners(application))
    assert "шашылыш" in log_file().read_text("utf-8")
    assert logging.getLogger("qms_desktop").handlers == []


@pytest.mark.parametrize("empty", [True, False])
def test_the_start_report_is_one_json_value(make_workspace, tmp_path, empty):
    folder = tmp_path / "nothing" if empty else closed(make_workspace("ФИЛ"))
    run = subprocess.run(
        [sys.executable, "-m", "qms_desktop", "--store", str(folder), "start-report", "--json"],
        capture_output=True, text=True, timeout=60, cwd=ROOT, check=True,
    )  # fmt: skip
    report = json.loads(run.stdout)
    assert set(report) == {"first_paint_ms", "data_ms", "rss_mb", "records"}
    assert report["records"] == (0 if empty else 2)
    assert 0 < report["first_paint_ms"] < report["data_ms"]


def test_nothing_of_the_store_is_imported_before_the_first_paint():
    script = (
        "import sys; from pathlib import Path; import qms_desktop.ui.application\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('sqlalchemy', 'babel', 'cryptography', 'msgspec')"
        " or m.startswith('qms_desktop.services')])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, cwd=ROOT, check=True)
    assert run.stdout.strip() == "[]"
