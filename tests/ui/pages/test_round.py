"""A whole round in two windows: invited, handed over, judged, answered, and seen on the department's Home."""

from PySide6.QtWidgets import QLabel

from qms_desktop.core.messages import _
from qms_desktop.services import acts, enrolment, joining, records
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from tests.ui.shells import CARD, RISK


def texts(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_the_offices_answer_stands_on_home_with_its_remark_and_number(shell, make_workspace, tmp_path, monkeypatch):
    office = make_workspace(person="Осмонова Ж. Т.")
    invitation = enrolment.invite(office, ["РЕК"], tmp_path)[0].file
    with joining.join(tmp_path / "unit", invitation, person="Назарова А. К.", position="Башчы") as unit:
        kept, sent_back = [s.key.id for s in records.save(unit, "risk", [RISK, {**RISK, "title": "Экинчи"}]).saved]
        records.save(unit, "process", [CARD])
        sent, answers = tmp_path / "РЕК.qmsb", tmp_path / "жооп"
        answers.mkdir()
        monkeypatch.setattr(asking, "place_to_save", lambda *_asked: sent)
        monkeypatch.setattr(asking, "folder_to_open", lambda *_asked: answers)
        department = shell(unit)
        page = department.page("exchange")
        page.primary()
        department.settle()
        assert not any("кулпу" in said for said in department.banners()), "the file is locked for the office"

        qa = shell(office)
        page = qa.page("receive")
        page.receive([sent])
        qa.settle()
        assert [outcome.result.status for outcome in page.results.outcomes] == ["merged"], "the invitation lets it in"
        records.save(office, "risk", [{"id": kept, "unit": "РЕК", "number": "Р-2026-0147"}])
        acts.act(office, "accept", [kept])
        acts.act(office, "return", [sent_back], why="Далилин жазыңыз")
        page = qa.page("returns")
        page.refresh(None)
        qa.settle()
        page.primary()
        qa.settle()

        page = department.page("exchange")
        page.receive([answers / "РЕК.qmsb"])
        department.settle()
        home = department.page("home")
        said = texts(home)
        assert any("кайтарылды" in text for text in said)
        assert "«Далилин жазыңыз»" in said
        assert any("кабыл алынды" in text for text in said)
        assert records.show(unit, kept)["number"] == "Р-2026-0147"
        answer = str(_("Answer"))
        next(b for b in home.findChildren(Button) if b.isVisible() and b.text().strip() == answer).click()
        department.settle()
        assert department.window.open_key() == "risks"
