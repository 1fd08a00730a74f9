"""Receiving: good and bad files in words, devices that wait, other work meanwhile."""

import zipfile

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication

from qms_desktop.services import enrolment, joining, records, returning
from qms_desktop.services.exchanging import receive
from qms_desktop.services.setup import init
from qms_desktop.store import reading
from qms_desktop.ui.pages.reception import ReceiveRun, status_of
from qms_desktop.ui.table.columns import HEADING
from tests.ui.shells import RISK, bundle_of


def drop(window, paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    said = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for event in (QDragEnterEvent(QPointF(10, 10), *said), QDropEvent(QPointF(10, 10), *said)):
        QGuiApplication.sendEvent(window, event)


def workbook(path):
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
    return path


def test_dropping_a_good_a_cut_and_a_foreign_file_gives_three_results_in_words(shell, make_workspace, tmp_path):
    unit, office = make_workspace("ФИЛ"), make_workspace()
    records.save(unit, "risk", [RISK])
    good = bundle_of(unit, tmp_path / "in")
    cut = tmp_path / "in" / "ТАР.qmsb"
    cut.write_bytes(good.read_bytes()[:700])
    at = shell(office)
    drop(at.window, [good, cut, workbook(tmp_path / "in" / "реестр.xlsx")])
    at.settle()
    page = at.window.page()
    assert at.window._open_key == "receive"
    said = page.results.sentences()
    assert len(said) == 3
    assert sorted(status_of(outcome) for outcome in page.results.outcomes) == ["merged", "rejected", "rejected"]
    assert any("Excel" in sentence for sentence in said)
    assert said[-1].startswith("Кыргыз") or "Бириктирилди" in said[-1], "what waits for a person stands first"
    rows = page.results.sheet.rows
    assert str(rows.heading(0)) == "Адамдын чечимин күтөт – 2"
    assert page.empty.isHidden()


def test_the_next_step_of_a_bad_file_is_a_request_to_copy(shell, make_workspace, tmp_path):
    at = shell(make_workspace())
    page = at.page("receive")
    page.receive([workbook(tmp_path / "реестр.xlsx")])
    at.settle()
    row = next(page.results.sheet.rows.row(i) for i in range(2) if HEADING not in page.results.sheet.rows.row(i))
    page.results.sheet.link_followed.emit(row["id"], "step")
    assert "реестр.xlsx" in QGuiApplication.clipboard().text()
    assert any("көчүрүлдү" in said for said in at.banners())


def test_a_second_device_waits_until_its_digits_are_compared(shell, make_workspace, tmp_path):
    unit, office = make_workspace("ФИЛ"), make_workspace()
    second = init(tmp_path / "second", institution="jasu", role="department", unit="ФИЛ", unit_name="ФИЛ",
                  person="Асанов Б. К.", position="Башчы")  # fmt: skip
    with second:
        records.save(second, "risk", [RISK])
        other = bundle_of(second, tmp_path / "in", "2.qmsb")
        from qms_desktop.services.exchanging import own_digits

        digits = own_digits(second)
    at = shell(office)
    page = at.page("receive")
    page.receive([bundle_of(unit, tmp_path / "in", "1.qmsb"), other])
    at.settle()
    assert [status_of(outcome) for outcome in page.results.outcomes] == ["merged", "waiting"]
    assert at.window.sidebar.rows.badges["devices"].count == 1
    page.results.sheet.link_followed.emit(1, "step")
    at.settle()
    devices = at.window.page()
    assert at.window.open_key() == "devices"
    (card,) = devices.waiting.cards
    assert card.digits.text() == digits
    card.compared.tick.click()
    card.compared.button.click()
    at.settle()
    assert devices.nobody.isVisible()
    assert any("1 файл" in said for said in at.banners())
    assert "devices" not in at.window.sidebar.rows.badges


def test_a_unit_confirms_its_own_second_computer(shell, make_workspace, tmp_path):
    first = make_workspace("ФИЛ")
    records.save(first, "risk", [RISK])
    with init(tmp_path / "second", institution="jasu", role="department", unit="ФИЛ", unit_name="ФИЛ",
              person="Асанов Б. К.", position="Башчы") as second:  # fmt: skip
        records.save(second, "risk", [{"title": "Экинчи компьютерден"}])
        other = bundle_of(second, tmp_path / "in", "2.qmsb")
    at = shell(first)
    page = at.page("exchange")
    page.receive([other])
    at.settle()
    (card,) = page.waiting.cards
    assert not card.compared.button.isEnabled()
    card.compared.tick.click()
    card.compared.button.click()
    at.settle()
    assert page.waiting.isHidden()
    with first.store.reading() as tx:
        assert "Экинчи компьютерден" in reading.column(tx, reading.Query("risk"), "title")


def test_a_deans_office_may_pass_files_on_unopened(shell, make_workspace, tmp_path):
    office, dean, below = make_workspace(), make_workspace("ИНС"), make_workspace("КАФ")
    at = shell(dean)
    page = at.page("exchange")
    assert page.unopened.isHidden(), "nothing stands below it yet"
    records.save(office, "unit", [{"code": "КАФ", "name": "Кафедра", "type": "department", "parent": "ИНС"}])
    records.save(below, "risk", [RISK])
    receive(office, [bundle_of(dean, tmp_path / "in")])
    returning.return_bundles(office, ["ИНС"], tmp_path / "out")
    page.receive([tmp_path / "out" / "ИНС.qmsb"])
    at.settle()
    assert page.unopened.isVisible()
    page.unopened.click()
    page.receive([bundle_of(below, tmp_path / "in")])
    at.settle()
    assert [status_of(outcome) for outcome in page.results.outcomes] == ["kept"]
    with dean.store.reading() as tx:
        assert reading.column(tx, reading.Query("risk"), "title") == []


def test_a_deans_office_looks_at_the_records_of_the_units_below(shell, make_workspace, tmp_path):
    office, dean, below = make_workspace(), make_workspace("ИНС"), make_workspace("КАФ")
    records.save(office, "unit", [{"code": "КАФ", "name": "Кафедра", "type": "department", "parent": "ИНС"}])
    records.save(below, "risk", [RISK])
    receive(office, [bundle_of(dean, tmp_path / "in"), bundle_of(below, tmp_path / "in")])
    returning.return_bundles(office, ["ИНС"], tmp_path / "out")
    at = shell(dean)
    page = at.page("exchange")
    page.receive([tmp_path / "out" / "ИНС.qmsb"])
    at.settle()
    page.below.click()
    at.settle()
    page = at.window.page()
    assert [row.id for row in page.column.list.rows()] == ["КАФ"]
    assert [held.title for held in page.records] == [RISK["title"]]
    page.sheet.opened.emit(0)
    at.settle()
    from PySide6.QtWidgets import QLabel

    assert RISK["cause"] in [label.text() for label in page.panel.findChildren(QLabel)]


def test_somebody_else_works_here_from_now_on(shell, make_workspace):
    ws = make_workspace("ФИЛ")
    at = shell(ws)
    page = at.page("exchange")
    assert page.person.who.text().startswith("Назарова А. К.")
    page.person.other.click()
    page.person.keep.click()
    assert page.person.person.below.text(), "both are asked for"
    page.person.person.set_value("Асанов Б. К.")
    page.person.position.set_value("Кафедра башчысы")
    page.person.keep.click()
    at.settle()
    assert page.person.who.text() == "Асанов Б. К., Кафедра башчысы"
    assert at.window.status.person.text() == "Асанов Б. К."
    risk = records.save(ws, "risk", [RISK]).saved[0].key.id
    assert records.history(ws, risk)[0]["by"] == ws.person


def test_a_unit_sees_how_its_computer_stands_with_the_office(shell, make_workspace, tmp_path):
    office = make_workspace()
    invitation = enrolment.invite(office, ["РЕК"], tmp_path)[0].file
    with joining.join(tmp_path / "unit", invitation, person="А", position="Б") as ws:
        at = shell(ws)
        page = at.page("exchange")
        before = page.digits.standing.text()
        records.save(ws, "risk", [RISK])
        receive(office, [bundle_of(ws, tmp_path / "in")])
        returning.return_bundles(office, ["РЕК"], tmp_path / "out")
        page.receive([tmp_path / "out" / "РЕК.qmsb"])
        at.settle()
        assert page.digits.standing.text() == "Сапат бөлүмү бул компьютерди билет." != before


def test_other_work_goes_between_the_files(shell, make_workspace, tmp_path):
    units = [make_workspace(code) for code in ("ФИЛ", "ФИЗ", "ХИМ")]
    files = [bundle_of(ws, tmp_path / "in") for ws in units]
    at = shell(make_workspace())
    order: list[str] = []
    run = ReceiveRun(at.ws, at.runner, at.window)
    run.ended.connect(lambda _reception: order.append("received"))
    run.start(files)
    at.runner.run(lambda: None, done=lambda _nothing: order.append("read"))
    at.settle()
    assert order == ["read", "received"]


def test_a_stopped_run_tells_what_was_done(shell, make_workspace, tmp_path, monkeypatch):
    from qms_desktop.ui import runner

    files = [bundle_of(make_workspace(code), tmp_path / "in") for code in ("ФИЛ", "ФИЗ", "ХИМ")]
    at = shell(make_workspace())
    page = at.page("receive")
    real = runner.Reporter.__call__

    def stop_in_the_first(self, done, of=0, now=""):
        real(self, done, of, now)
        self.stopped = self.stopped or bool(of)

    monkeypatch.setattr(runner.Reporter, "__call__", stop_in_the_first)
    page.receive(files)
    at.settle()
    assert len(page.results.outcomes) == 1
    assert page.choose.isEnabled()


def test_a_department_takes_in_a_bundle_of_its_other_computer(shell, make_workspace, tmp_path):
    unit = make_workspace("ФИЛ")
    at = shell(unit)
    drop(at.window, [workbook(tmp_path / "реестр.xlsx")])
    at.settle()
    page = at.window.page()
    assert at.window._open_key == "exchange"
    assert len(page.results.sentences()) == 1
    from qms_desktop.services.exchanging import own_digits

    assert page.digits.digits.text() == own_digits(unit)


def test_a_folder_without_bundles_says_so(shell, make_workspace, tmp_path):
    at = shell(make_workspace())
    page = at.page("receive")
    page.receive([tmp_path / "empty"])
    (tmp_path / "empty").mkdir(exist_ok=True)
    page.receive([tmp_path / "empty"])
    at.settle()
    assert at.banners()
