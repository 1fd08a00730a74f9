"""What somebody would have in a field that is not his own: kept, listed, accepted or refused by its owner."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import conflicts, disputes, proposals, records, returning
from qms_desktop.services.conflicts import Choice
from qms_desktop.services.exchanging import receive, send
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key
from tests.services.test_records import RISK


class Three:
    """Two units and the QA office; each unit's risk, which all sides hold that may."""

    def __init__(self, make_workspace, folder):
        self.folder, self.files = folder, 0
        self.office = make_workspace(person="Осмонова Ж. Т.")
        self.pcs = {code: make_workspace(code) for code in ("МТК", "ФИЛ")}
        self.risks = {code: records.save(ws, "risk", [RISK]).saved[0].key.id for code, ws in self.pcs.items()}
        self.collect()

    def collect(self):
        results = []
        for code, ws in self.pcs.items():
            self.files += 1
            out = self.folder / f"{code}-{self.files}.qmsb"
            send(ws, out)
            results += [outcome.result for outcome in receive(self.office, [out]).outcomes]
        return results

    def give_back(self):
        for one in returning.return_bundles(self.office, list(self.pcs), self.folder / "out"):
            receive(self.pcs[one.unit], [one.file])

    def propose(self, code, unit, record, kind="risk", **cells):
        ws = self.pcs[code]
        with ws.store.writing() as tx:
            ws.write(tx, [Edit(Key(unit, kind, record), cells, seen={})])


@pytest.fixture
def three(make_workspace, tmp_path):
    return Three(make_workspace, tmp_path)


def listed(ws):
    return {(p.key.unit, p.field): (p.made.value, p.made.as_, p.decidable) for p in proposals.proposals(ws)}


def test_a_units_word_on_an_offices_field_is_a_proposal_that_the_office_accepts(three):
    unit, office, risk = three.pcs["МТК"], three.office, three.risks["МТК"]
    three.propose("МТК", "МТК", risk, number="Р-2026-0001")
    assert records.show(unit, risk)["number"] is None
    assert listed(unit) == {("МТК", "number"): ("Р-2026-0001", "МТК", False)}
    assert sum(result.proposals_new for result in three.collect()) == 1
    (found,) = proposals.proposals(office)
    assert set(found.as_json()) >= {"record", "kind", "unit", "field", "shown", "change", "value", "by", "at", "device"}
    with pytest.raises(UserError):
        conflicts.decide(unit, risk, "number", take=found.made.change)
    result = conflicts.decide(office, risk, "number", take=found.made.change, why="туура")
    assert proposals.proposals(office) == []
    three.give_back()
    assert proposals.proposals(unit) == []
    assert records.show(unit, risk)["number"] == "Р-2026-0001"
    assert records.history(unit, risk)[-1]["change"] == result.saved[0].change


def test_what_another_unit_would_have_is_refused_by_the_unit_itself(three):
    unit, risk = three.pcs["МТК"], three.risks["МТК"]
    three.propose("ФИЛ", "МТК", risk, title="Башкача")
    three.collect()
    three.give_back()
    assert listed(unit) == {("МТК", "title"): ("Башкача", "ФИЛ", True)}
    conflicts.decide_all(unit, risk, [Choice("title", keep=True)])
    assert records.show(unit, risk)["title"] == RISK["title"]
    three.collect()
    assert listed(three.office) == listed(unit) == {}


def test_another_units_deletion_is_a_proposal_too(three):
    risk = three.risks["МТК"]
    three.propose("ФИЛ", "МТК", risk, deleted=True)
    three.collect()
    assert listed(three.office) == {("МТК", "deleted"): (True, "ФИЛ", True)}
    conflicts.decide_all(three.office, risk, [Choice("deleted", keep=True)])
    assert listed(three.office) == {}
    assert not records.show(three.office, risk).get("deleted")


def test_a_record_that_another_unit_would_have_is_refused_whole(three):
    """It was only proposed: once refused there is no empty record in its place."""
    three.propose("ФИЛ", "МТК", "made-by-another", title="Башка бөлүмдүн тобокелдиги", cause="Жок")
    three.collect()
    office = three.office
    assert len(listed(office)) == 2
    conflicts.decide_all(office, "made-by-another", [Choice("title", keep=True), Choice("cause", keep=True)])
    assert listed(office) == {}
    assert records.show(office, "made-by-another")["deleted"] is True
    three.give_back()
    assert listed(three.pcs["МТК"]) == {}


def test_a_third_value_closes_a_proposal(three):
    three.propose("МТК", "МТК", three.risks["МТК"], number="1")
    three.collect()
    conflicts.decide(three.office, three.risks["МТК"], "number", value="Р-7")
    assert listed(three.office) == {}
    assert records.show(three.office, three.risks["МТК"])["number"] == "Р-7"


def test_a_unit_is_not_asked_about_what_is_the_offices(three):
    """Two computers of the office gave one risk two numbers: at the unit it is seen, and decided by the office alone."""
    unit, office, risk = three.pcs["МТК"], three.office, three.risks["МТК"]
    with office.store.writing() as tx:
        for number in ("Р-1", "Р-2"):
            office.write(tx, [Edit(Key("МТК", "risk", risk), {"number": number}, seen={})])
    three.give_back()
    assert [conflict.field for conflict in conflicts.conflicts(unit)] == ["number"]
    assert disputes.disputes(unit) == []
    with pytest.raises(UserError):
        conflicts.decide(unit, risk, "number", value="Р-3")
    (dispute,) = disputes.disputes(office)
    assert [field.name for field in dispute.fields] == ["number"]
