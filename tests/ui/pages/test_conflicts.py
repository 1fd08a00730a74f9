"""Deciding conflicts: a side, a third value, some fields only; proposals."""

import pytest

from qms_desktop.services import conflicts, disputes, records
from qms_desktop.services.exchanging import receive
from qms_desktop.store.authoring import Base
from tests.ui.shells import RISK, bundle_of, shell  # noqa: F401 - a fixture


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


def test_a_decision_takes_one_side_and_leaves_the_rest_open(shell, disputed):  # noqa: F811
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


def test_a_third_value_settles_too(shell, disputed):  # noqa: F811
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


def test_choosing_a_side_lets_the_third_value_go(shell, disputed):  # noqa: F811
    at = shell(disputed[0])
    line = at.page("conflicts").fields.rows[0]
    line.write_other()
    assert line.third.isChecked()
    line.cards[0][0].click()
    assert not line.third.isChecked()
    assert line.choice().take == line.cards[0][1].change


def test_a_decision_can_be_taken_back(shell, disputed):  # noqa: F811
    office, risk = disputed
    at = shell(office)
    page = at.page("conflicts")
    next(line for line in page.fields.rows if line.field.name == "deadline").cards[0][0].click()
    page.save.click()
    at.settle()
    assert at.window.undo_action.isEnabled()
    at.window.undo_action.trigger()
    at.settle()
    assert records.show(office, risk)["deadline"] in ("2027-02-01", "2027-03-01")


def test_a_proposal_of_a_unit_is_listed_and_accepted(shell, make_workspace, tmp_path):  # noqa: F811
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


def test_with_nothing_open_the_page_says_so(shell, make_workspace):  # noqa: F811
    page = shell(make_workspace()).page("conflicts")
    assert page.empty.isVisible()
    assert page._body.isHidden()
