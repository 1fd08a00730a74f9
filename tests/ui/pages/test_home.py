"""Home: the first hour, what is due, how full the package is, sending."""

import datetime as dt

from PySide6.QtWidgets import QAbstractButton, QLabel

from qms_desktop.services import acts, duties, records, returning
from qms_desktop.services.exchanging import receive
from qms_desktop.services.outlook import Outlook
from qms_desktop.ui import asking
from qms_desktop.ui.components.cards import Figure
from qms_desktop.ui.navigation import Navigator
from tests.ui.shells import CARD, RISK, bundle_of


def texts(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def said_in(box):
    widgets = [box.itemAt(at).widget() for at in range(box.count())]
    return [widget.text() for widget in widgets if isinstance(widget, QLabel)]


def button(page, words):
    return next(b for b in page.findChildren(QAbstractButton) if b.isVisible() and words in b.text())


def filled_buttons(page):
    return [b for b in page.findChildren(QAbstractButton)
            if b.isVisible() and b.property("kind") in ("primary", "send")]  # fmt: skip


def test_an_empty_store_leads_through_five_steps(shell, make_workspace):
    at = shell(make_workspace("ФИЛ"))
    page = at.window.page()
    assert "Биринчи чейрек саат: беш кадам" in texts(page)
    assert page.first_hour.button.text() == "Паспортту ачуу"
    assert len(filled_buttons(page)) == 1
    at.session.editing.save("risk", [RISK], duties.FORMS[0])
    at.settle()
    assert page.first_hour.button.text() == "Процесс карталарын ачуу", "the second step is next once a risk is there"
    at.session.editing.save("process", [CARD], duties.FORMS[0])
    at.settle()
    assert page.first_hour.isHidden()
    assert [b.property("kind") for b in filled_buttons(page)] == ["send"]


def test_home_never_says_that_nothing_is_due_while_the_year_is_late(shell, make_workspace):
    ws = make_workspace("ФИЛ")
    records.save(ws, "risk", [{**RISK, "measures": [], "deadline": "Жыл сайын"}])
    records.save(ws, "process", [CARD])
    page = shell(ws).window.page()
    today = dt.date.today()
    for late, said in ((3, "Жылдык милдеттер боюнча 3 иш кечикти."), (0, "Жылдык милдеттер боюнча кечиккен иш жок.")):
        page.show_outlook(Outlook({"nonconformity": 0, "observation": 0, "hint": 0}, [], late, 0, today, 0.0))
        assert page.second.text().endswith(said)


def test_nothing_waits_at_the_sidebar_of_a_store_where_nothing_is_written_yet(shell, make_workspace):
    at = shell(make_workspace("ФИЛ"))
    pulse = at.session.pulse
    found = Outlook({"nonconformity": 2, "observation": 0, "hint": 0}, [], 5, 0, dt.date.today(), 0.0)
    pulse.foresee(found)
    assert pulse.badge("calendar") is None
    assert pulse.badge("checks") is None
    records.save(at.session.ws, "risk", [RISK])
    records.save(at.session.ws, "process", [CARD])
    pulse.renew()
    at.settle()
    pulse.foresee(found)
    assert (pulse.badge("calendar").count, pulse.badge("checks").count) == (5, 2)


def test_what_was_sent_back_stands_above_what_the_year_asks_and_what_was_accepted_below(shell, make_workspace, tmp_path):
    unit, office = make_workspace("ФИЛ"), make_workspace()
    records.save(unit, "process", [CARD])
    sent = [saved.key.id for saved in records.save(unit, "risk", [RISK, {**RISK, "title": "Башка"}]).saved]
    acts.act(unit, "submit", sent)
    receive(office, [bundle_of(unit, tmp_path / "out")])
    acts.act(office, "accept", sent[:1])
    acts.act(office, "return", sent[1:], why="Далилин жазыңыз")
    returning.return_bundles(office, ["ФИЛ"], tmp_path / "back")
    receive(unit, sorted((tmp_path / "back").iterdir()))
    page = shell(unit).window.page()
    assert "Сапат бөлүмү кайтаргандар" in said_in(page.left)
    assert "Сапат бөлүмүнүн жооптору" in said_in(page.accepted)
    assert "Сапат бөлүмүнүн жооптору" not in said_in(page.left)


def test_home_says_what_is_late_and_opens_its_record(shell, make_workspace, monkeypatch):
    opened = []
    monkeypatch.setattr(Navigator, "record", lambda _go, kind, record: opened.append((kind, record)))
    ws = make_workspace("ФИЛ")
    risk = records.save(ws, "risk", [RISK]).saved[0].key.id
    records.save(ws, "process", [CARD, {"name": "Кабыл алуу"}])
    at = shell(ws)
    page = at.window.page()
    assert page.sentence.text() == "1 иштин мөөнөтү өттү"
    late = (dt.date.today() - dt.date(2026, 1, 10)).days
    assert at.session.pulse.latest.due[0].days == -late
    assert "Адистерди чакыруу" in texts(page)
    assert any("талаа толтурула элек" in text for text in texts(page)), "the second card has gaps"
    button(page, "Белгилөө").click()
    assert opened == [("risk", risk)]
    assert at.window.sidebar.rows.badges["risks"].late


def test_sending_writes_one_file_and_says_where(shell, make_workspace, tmp_path, monkeypatch):
    ws = make_workspace("ФИЛ")
    records.save(ws, "risk", [RISK])
    records.save(ws, "process", [CARD])
    at = shell(ws)
    target = tmp_path / "флешка" / "ФИЛ.qmsb"
    target.parent.mkdir()
    monkeypatch.setattr(asking, "place_to_save", lambda *_asked: target)
    home = at.window.page()
    home.primary()
    at.settle()
    assert at.window.open_key() == "exchange", "there stands what is handed over by it"
    page = at.window.page()
    assert at.window.focusWidget() is page.sending.button
    page.primary()
    at.settle()
    assert target.stat().st_size > 500
    assert any("ФИЛ.qmsb" in said and "даяр" in said for said in at.banners())
    assert "бүгүн" in at.window.status.exchange.text()
    assert page.sending.button.isEnabled()
    assert "ФИЛ.qmsb" in home.package.last.text()


def test_sending_can_be_thought_better_of(shell, make_workspace, monkeypatch):
    ws = make_workspace("ФИЛ")
    at = shell(ws)
    monkeypatch.setattr(asking, "place_to_save", lambda *_asked: None)
    page = at.page("exchange")
    page.send()
    at.settle()
    assert at.banners() == []


def test_what_the_office_sent_back_stands_on_home(make_workspace, tmp_path):
    unit, office = make_workspace("ФИЛ"), make_workspace()
    risk = records.save(unit, "risk", [RISK]).saved[0].key.id
    acts.act(unit, "submit", [risk])
    receive(office, [bundle_of(unit, tmp_path / "in")])
    acts.act(office, "return", [risk], why="Далилин жазыңыз")
    found = duties.office_duties(office)
    assert found.states == {"returned": 1, **{k: v for k, v in found.states.items() if k != "returned"}}
    assert found.units - found.states["not_due"] == 1


def test_the_office_sees_who_sent_and_its_next_step(shell, make_workspace, tmp_path):
    unit, office = make_workspace("ФИЛ"), make_workspace()
    risk = records.save(unit, "risk", [RISK]).saved[0].key.id
    acts.act(unit, "submit", [risk])
    at = shell(office)
    page = at.window.page()
    assert page.next_button.text() == "Кабыл алуу", "with nothing there the files of the units are the next step"
    at.page("receive").receive([bundle_of(unit, tmp_path / "in")])
    at.settle()
    at.window.open("home")
    assert page.sentence.text().endswith("1и формаларын тапшырды")
    figures = [int(figure.value.text()) for figure in page.findChildren(Figure) if figure.isVisible()]
    assert sum(figures) == duties.office_duties(office).units, "every unit is counted once"
    assert "1 жазуу тапшырылып, сиздин чечимиңизди күтөт" in texts(page)
    assert len(filled_buttons(page)) == 1
    page.primary()
    at.settle()
    assert at.window._open_key == "board"


def test_home_says_what_an_auditor_would_find_and_what_the_year_asks_for(shell, make_workspace, qtbot):
    ws = make_workspace("ФИЛ")
    records.save(ws, "risk", [RISK])
    records.save(ws, "process", [CARD])
    at = shell(ws)
    at.session.foresight.read()
    qtbot.waitUntil(lambda: at.session.pulse.outlook is not None)
    home, found = at.window.page(), at.session.pulse.outlook
    qtbot.waitUntil(lambda: any(f"{found.found} " in text and "Аудитор" in text for text in texts(home)))
    assert at.window.sidebar.rows.badges["checks"].count == found.weights["nonconformity"] > 0
    button(home, "Карап чыгуу").click()
    at.settle()
    assert at.window.open_key() == "checks"


def test_the_office_is_told_what_comes_of_its_own_duties(shell, make_workspace, qtbot):
    office = make_workspace()
    soon = (dt.date.today() + dt.timedelta(days=3)).isoformat()
    records.save(office, "decision", [{"text": "Жобону жаңыртуу", "due": soon, "unit": "office"}])
    at = shell(office)
    at.session.foresight.read()
    at.settle()
    qtbot.waitUntil(lambda: "Жобону жаңыртуу" in texts(at.window.page()))
