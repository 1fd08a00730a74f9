"""Deciding conflicts: a side, a third value, some fields only; proposals."""

import pytest

from qms_desktop.services import acts, conflicts, disputes, records
from qms_desktop.services.exchanging import receive
from qms_desktop.store.authoring import Base
from tests.ui.shells import RISK, bundle_of


@pytest.fixture
def disputed(make_workspace, tmp_path):
    """The QA office's store with one risk whose rating and deadline differ on two sides; the risk's id."""
    unit, office = make_workspace("ФИЛ"), make_workspace(person="Осмонова Ж. Т.")
    risk = records.save(unit, "risk", [RISK]).saved[0].key.id
    receive(office, [bundle_of(unit, tmp_path / "in", "1.qmsb")])
    with office.store.reading() as tx:
        shown = Base(tx.position())
    records.save(unit, "risk", [{"id": risk, "likelihood": 2, "deadline": "2027-02-01"}], why="жабдуу келди")
    records.save(office, "risk", [{"id": risk, "unit": "ФИЛ", "likelihood": 5, "deadline": "2027-03-01"}], base=shown)
    receive(office, [bundle_of(unit, tmp_path / "in", "2.qmsb")])
    return office, risk


def test_a_decision_takes_one_side_and_leaves_the_rest_open(shell, disputed):
    office, risk = disputed
    at = shell(office)
    page = at.page("conflicts")
    assert [len(dispute.fields) for dispute in page.disputes] == [2]
    assert not page.save.isEnabled()
    by_name = {line.field.name: line for line in page.fields.rows}
    rating = by_name["likelihood"]
    assert (rating.field.before.score, rating.field.before.level) == (16, "high")
    ours, theirs = rating.cards
    assert (ours[1].office, theirs[1].why) == (True, "жабдуу келди")
    theirs[0].click()
    assert page.count.text().startswith("2 талаанын 1и чечилди")
    page.reason.editor.setText("Акт тиркелген")
    page.primary()
    at.settle()
    assert records.show(office, risk)["likelihood"] == 2
    assert [c.field for c in conflicts.conflicts(office)] == ["deadline"]
    assert len(page.disputes[0].fields) == 1, "the page shows what is still open"
    assert records.history(office, risk)[-1]["why"] == "Акт тиркелген"
    assert at.window.sidebar.rows.badges["conflicts"].count == 1


def test_a_third_value_settles_too(shell, disputed):
    office, risk = disputed
    at = shell(office)
    page = at.page("conflicts")
    by_name = {line.field.name: line for line in page.fields.rows}
    by_name["likelihood"].write_other()
    by_name["likelihood"]._boxes["likelihood"].set_value(3)
    by_name["likelihood"]._boxes["consequence"].set_value(3)
    by_name["deadline"].write_other()
    box = by_name["deadline"]._boxes["deadline"]
    box.editor.setText("32.13.2027")
    assert by_name["deadline"].choice() is None, "what the field refuses settles nothing"
    box.editor.setText("05.05.2027")
    page._judge()
    page.save.click()
    at.settle()
    shown = records.show(office, risk)
    assert (shown["likelihood"], shown["consequence"], shown["deadline"]) == (3, 3, "2027-05-05")
    assert page.disputes == []
    assert page.empty.isVisible()
    assert len(records.history(office, risk)) == 4, "two fields are one decision"


def test_choosing_a_side_lets_the_third_value_go(shell, disputed):
    at = shell(disputed[0])
    line = at.page("conflicts").fields.rows[0]
    line.write_other()
    assert line.third.isChecked()
    line.cards[0][0].click()
    assert not line.third.isChecked()
    assert line.choice().take == line.cards[0][1].change


@pytest.mark.parametrize("side", [0, 1])
def test_a_decision_can_be_taken_back(shell, disputed, side):
    office, risk = disputed
    at = shell(office)
    page = at.page("conflicts")
    before = records.show(office, risk)["deadline"]
    next(line for line in page.fields.rows if line.field.name == "deadline").cards[side][0].click()
    page.save.click()
    at.settle()
    assert at.window.undo_action.isEnabled()
    at.window.undo_action.trigger()
    at.settle()
    assert records.show(office, risk)["deadline"] == before


def test_a_proposal_of_a_unit_is_listed_and_accepted(shell, make_workspace, tmp_path):
    unit, office = make_workspace("ФИЛ"), make_workspace(person="Осмонова Ж. Т.")
    risk = records.save(unit, "risk", [RISK]).saved[0].key.id
    records.save(unit, "risk", [{"id": risk, "number": "Р-17"}])
    receive(office, [bundle_of(unit, tmp_path / "in")])
    found = disputes.disputes(office)
    assert [(field.name, field.is_proposal) for field in found[0].fields] == [("number", True)]
    at = shell(office)
    page = at.page("conflicts")
    page.fields.rows[0].cards[-1][0].click()
    page.save.click()
    at.settle()
    assert records.show(office, risk)["number"] == "Р-17"
    assert disputes.disputes(office) == []


def test_with_nothing_open_the_page_says_so(shell, make_workspace):
    page = shell(make_workspace()).page("conflicts")
    assert page.empty.isVisible()
    assert page._body.isHidden()


def test_a_whole_record_is_settled_by_the_head_of_a_column(shell, disputed):
    office, risk = disputed
    at = shell(office)
    page = at.page("conflicts")
    page.fields.choose_all(mine=False)
    assert page.count.text() == "2 талаа тең чечилди"
    page.save.click()
    at.settle()
    shown = records.show(office, risk)
    assert (shown["likelihood"], shown["deadline"]) == (2, "2027-02-01")
    assert page.empty.isVisible()


def test_everything_of_a_unit_is_settled_at_once_and_taken_back_at_once(shell, make_workspace, tmp_path):
    unit, office = make_workspace("ФИЛ"), make_workspace()
    ids = [saved.key.id for saved in records.save(unit, "risk", [RISK, {**RISK, "title": "Экинчи"}]).saved]
    receive(office, [bundle_of(unit, tmp_path / "in", "1.qmsb")])
    with office.store.reading() as tx:
        seen = Base(tx.position())
    for risk in ids:
        records.save(unit, "risk", [{"id": risk, "likelihood": 1}])
        records.save(office, "risk", [{"id": risk, "unit": "ФИЛ", "likelihood": 5}], base=seen)
    receive(office, [bundle_of(unit, tmp_path / "in", "2.qmsb")])
    at = shell(office)
    page = at.page("conflicts")
    assert page.at_once.isVisible()
    before = [records.show(office, risk)["likelihood"] for risk in ids]
    page.at_once.menu().actions()[-1].trigger()
    at.settle()
    assert {records.show(office, risk)["likelihood"] for risk in ids} == {1}
    assert page.empty.isVisible()
    page.undo_bar.button.click()
    at.settle()
    assert [records.show(office, risk)["likelihood"] for risk in ids] == before
    assert conflicts.conflicts(office) == [], "taking a decision back is a decision too: the two sides do not part again"


@pytest.mark.parametrize(("action", "likelihood"), [(0, 1), (1, 5)])
def test_everything_of_one_file_is_settled_at_once(shell, make_workspace, tmp_path, action, likelihood):
    unit, office = make_workspace("ФИЛ"), make_workspace()
    titles = ("Биринчи", "Экинчи", "Үчүнчү")
    ids = [saved.key.id for saved in records.save(unit, "risk", [{**RISK, "title": title} for title in titles]).saved]
    receive(office, [bundle_of(unit, tmp_path / "in", "1.qmsb")])
    with office.store.reading() as tx:
        seen = Base(tx.position())
    records.save(office, "risk", [{"id": risk, "unit": "ФИЛ", "likelihood": 5} for risk in ids], base=seen)
    for name, written in {"2.qmsb": ids[:2], "3.qmsb": ids[2:]}.items():
        records.save(unit, "risk", [{"id": risk, "likelihood": 1} for risk in written])
        receive(office, [bundle_of(unit, tmp_path / "in", name)])
    at = shell(office)
    page = at.page("conflicts")
    page.open_record("risk", ids[0])
    actions = page.at_once.menu().actions()
    assert len(actions) == 4, "two about the file, two about the unit"
    assert "2.qmsb" in actions[action].text()
    actions[action].trigger()
    at.settle()
    assert [records.show(office, risk)["likelihood"] for risk in ids[:2]] == [likelihood] * 2
    assert [d.key.id for d in page.disputes] == ids[2:], "what another file brought stays open"


def test_all_that_the_leadership_decided_in_a_record_is_taken_at_once_and_taken_back_at_once(shell, rectorate):
    office = rectorate.office
    policy = records.save(office, "policy", [{"title": "Сапат саясаты", "text": "Сапаттуу билим беребиз.", "edition": 1}]).saved[0].key.id
    risk = records.save(rectorate.unit, "risk", [RISK]).saved[0].key.id
    rectorate.send(rectorate.unit)
    rectorate.down()
    acts.act(rectorate.rector, "approve", [policy])
    records.save(rectorate.unit, "risk", [{"id": risk, "number": "Р-17"}])
    for ws in (rectorate.rector, rectorate.unit):
        rectorate.send(ws)
    at = shell(office)
    page = at.page("conflicts")
    page.open_record("risk", risk)
    assert not page.above.isVisible(), "what a unit would have is no word from above"
    page.open_record("policy", policy)
    assert page.above.isVisible()
    assert len(page.fields.rows) > 1
    page.above.click()
    at.settle()
    shown = records.show(office, policy)
    assert (shown["state"], bool(shown["approved_on"]), bool(shown["approved_by"])) == ("approved", True, True)
    assert len(records.history(office, policy)) == 3, "it is one decision"
    assert [dispute.key.id for dispute in page.disputes] == [risk], "what waits in other records stays open"
    page.undo_bar.button.click()
    at.settle()
    shown = records.show(office, policy)
    assert (shown["state"], shown["approved_on"], shown["approved_by"]) == (None, None, None), "as it stood before his word came"


def test_deleted_here_and_changed_there_reads_like_a_conflict(shell, make_workspace, tmp_path):
    unit, office = make_workspace("ФИЛ"), make_workspace()
    risk = records.save(unit, "risk", [RISK]).saved[0].key.id
    receive(office, [bundle_of(unit, tmp_path / "in", "1.qmsb")])
    with office.store.reading() as tx:
        seen = Base(tx.position())
    records.delete(unit, [risk], why="эки жолу жазылган")
    records.save(office, "risk", [{"id": risk, "unit": "ФИЛ", "cause": "Себеп такталды"}], base=seen)
    receive(office, [bundle_of(unit, tmp_path / "in", "2.qmsb")])
    at = shell(office)
    assert at.window.sidebar.rows.badges["conflicts"].count == 1
    page = at.page("conflicts")
    (line,) = page.fields.rows
    assert line.other.isHidden(), "there is no third way between deleted and kept"
    kept, deleted = line.cards
    assert "Себеп такталды" in kept[1].value.words
    deleted[0].click()
    page.save.click()
    at.settle()
    assert records.show(office, risk)["deleted"] is True
    assert page.empty.isVisible()


def test_a_wish_can_be_refused_with_a_reason(shell, make_workspace, tmp_path):
    unit, office = make_workspace("ФИЛ"), make_workspace()
    risk = records.save(unit, "risk", [RISK]).saved[0].key.id
    records.save(unit, "risk", [{"id": risk, "number": "Р-17"}])
    receive(office, [bundle_of(unit, tmp_path / "in")])
    at = shell(office)
    page = at.page("conflicts")
    page.fields.rows[0].cards[0][0].click()
    page.reason.editor.setText("номурду сапат бөлүмү берет")
    page.save.click()
    at.settle()
    assert records.show(office, risk)["number"] is None
    assert disputes.disputes(office) == []
    assert records.history(office, risk)[-1]["why"] == "номурду сапат бөлүмү берет"


def test_the_undisputed_fields_can_be_opened(shell, disputed):
    from PySide6.QtWidgets import QLabel

    at = shell(disputed[0])
    page = at.page("conflicts")
    assert page.rest.isVisible()
    page.rest.fold.click()
    assert RISK["cause"] in [label.text() for label in page.rest.findChildren(QLabel) if label.isVisible()]
