"""Saving, deleting, undoing: what is checked, what is set, what was seen."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import conflicts, records, units
from qms_desktop.store import reading
from qms_desktop.store.authoring import Base

RISK = {
    "title": "Студенттердин мотивациясы төмөн", "category": "Академиялык", "process": "Билим берүү процесси",
    "cause": "Студенттердин катышуусу жетишсиз", "likelihood": 3, "consequence": 3,
    "responsible": "Институттардын директорлору", "measures": ["Мотивациялоочу программалар", "Кураторлорду колдоо"],
    "deadline": "31.05.2027",
}  # fmt: skip


def shown(ws, record_id):
    return records.show(ws, record_id)


def save(ws, *given, kind="risk", **rest):
    result = records.save(ws, kind, list(given), **rest)
    return [saved.key.id for saved in result.saved]


@pytest.mark.requirement("R275")
@pytest.mark.requirement("R281")
def test_a_saved_risk_is_checked_numbered_and_computed(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    risk = shown(ws, risk_id)
    assert risk["category"] == "academic"
    assert risk["process"] == "J3"
    assert (risk["score"], risk["level"]) == (9, "medium")
    assert risk["responsible"] == ["Институттардын директорлору"]
    assert [m["text"] for m in risk["measures"]] == RISK["measures"]
    assert risk["deadline"] == "2027-05-31"
    assert risk["code"] == "Т-МТК-01"
    assert risk["period"] == "2026/27" or len(risk["period"]) == 7


def test_numbers_go_on_in_a_batch_and_after_it(make_workspace):
    ws = make_workspace("МТК")
    ids = save(ws, RISK, RISK) + save(ws, RISK)
    assert [shown(ws, i)["code"] for i in ids] == ["Т-МТК-01", "Т-МТК-02", "Т-МТК-03"]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"likelihood": 7}, "likelihood"),
        ({"likelihood": 0}, "likelihood"),
        ({"likelihood": 2.5}, "likelihood"),
        ({"consequence": 0}, "consequence"),
        ({"consequence": "4,5"}, "consequence"),
        ({"score": 25}, "score"),
        ({"likelihood": "үч"}, "likelihood"),
        ({"consequence": 6}, "consequence"),
        ({"deadline": "32.13.2026"}, "deadline"),
        ({"category": "жок нерсе"}, "category"),
        ({"no_such_field": 1}, "no_such_field"),
        ({"measures": [{"text": "чара", "due": "40.01.2027 00"}, {"due": "31.02.2027"}]}, "measures"),
        ({"level": "low"}, "level"),
    ],
)  # fmt: skip
@pytest.mark.requirement("R272", "R273", "R275", "R281")
def test_the_impossible_is_refused_and_named(make_workspace, wrong, named):
    ws = make_workspace("МТК")
    with pytest.raises(UserError) as refused:
        records.save(ws, "risk", [RISK, RISK | wrong])
    assert named in str(refused.value)
    assert "2" in str(refused.value)
    with ws.store.reading() as tx:
        assert reading.count(tx, reading.Query("risk")) == 0, "a batch is saved whole or not at all"


def test_a_draft_may_be_incomplete(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, {"title": "Өрт"})
    assert shown(ws, risk_id)["score"] is None


def test_a_listed_record_can_be_saved_again_as_it_is(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    result = records.save(ws, "risk", [shown(ws, risk_id)])
    assert result.saved[0].change is None
    assert result.appended.changes == 0


def test_an_update_sets_only_what_it_names(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    save(ws, {"id": risk_id, "likelihood": 4})
    risk = shown(ws, risk_id)
    assert (risk["likelihood"], risk["consequence"], risk["score"], risk["level"]) == (4, 3, 12, "high")
    assert records.history(ws, risk_id)[1]["set"] == {"likelihood": 4, "consequence": 3}


def test_measures_match_by_text_and_by_id(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    first, second = shown(ws, risk_id)["measures"]
    save(ws, {"id": risk_id, "measures": [
        {"text": second["text"], "due": "01.02.2027"}, "Жаңы чара", {"id": first["id"], "text": "Башка текст"}]})  # fmt: skip
    after = shown(ws, risk_id)["measures"]
    assert [m["text"] for m in after] == [second["text"], "Жаңы чара", "Башка текст"]
    assert (after[0]["id"], after[2]["id"]) == (second["id"], first["id"])
    assert after[0]["due"] == "2027-02-01"
    save(ws, {"id": risk_id, "measures": ["Жаңы чара"]})
    assert [m["text"] for m in shown(ws, risk_id)["measures"]] == ["Жаңы чара"]


@pytest.mark.requirement("R282", "R284")
def test_a_residual_score_may_be_given_alone_until_the_pair_is_known(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK | {"residual_score": 6})
    assert (shown(ws, risk_id)["residual_score"], shown(ws, risk_id)["residual_level"]) == (6, "medium")
    save(ws, {"id": risk_id, "residual_likelihood": 2, "residual_consequence": 2})
    assert (shown(ws, risk_id)["residual_score"], shown(ws, risk_id)["residual_level"]) == (4, "low")


def test_a_form_opened_before_a_change_makes_a_conflict_when_it_is_saved_after_it(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    with ws.store.reading() as tx:
        opened = Base(tx.position())
    save(ws, {"id": risk_id, "title": "Биринчи"})
    assert conflicts.conflicts(ws) == []
    records.save(ws, "risk", [{"id": risk_id, "title": "Экинчи"}], base=opened)
    (conflict,) = conflicts.conflicts(ws)
    assert conflict.field == "title"
    assert {head.value for head in conflict.heads} == {"Биринчи", "Экинчи"}


def test_a_base_given_by_field_names_what_was_seen(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    first = records.history(ws, risk_id)[0]["change"]
    save(ws, {"id": risk_id, "likelihood": 5})
    save(ws, {"id": risk_id, "likelihood": 4, "base": {"likelihood": [first]}})
    (conflict,) = conflicts.conflicts(ws)
    assert conflict.field == "likelihood"
    assert sorted(head.value["likelihood"] for head in conflict.heads) == [4, 5]


@pytest.mark.parametrize("name", ["likelihood", "consequence", "rating"])
def test_a_rating_in_conflict_is_decided_by_either_name(make_workspace, name):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    with ws.store.reading() as tx:
        opened = Base(tx.position())
    save(ws, {"id": risk_id, "likelihood": 5})
    records.save(ws, "risk", [{"id": risk_id, "consequence": 5}], base=opened)
    (conflict,) = conflicts.conflicts(ws)
    conflicts.decide(ws, risk_id, name, take=conflict.heads[0].change, why="макулдашылды")
    assert conflicts.conflicts(ws) == []
    risk = shown(ws, risk_id)
    assert {"likelihood": risk["likelihood"], "consequence": risk["consequence"]} == conflict.heads[0].value


def test_a_third_value_settles_a_conflict_and_an_impossible_one_does_not(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    with ws.store.reading() as tx:
        opened = Base(tx.position())
    save(ws, {"id": risk_id, "likelihood": 5})
    records.save(ws, "risk", [{"id": risk_id, "likelihood": 4}], base=opened)
    for name, value in [("likelihood", 9), ("rating", 9), ("rating", {}), ("rating", None), ("rating", {"x": 1})]:
        with pytest.raises(UserError):
            conflicts.decide(ws, risk_id, name, value=value)
    assert len(conflicts.conflicts(ws)) == 1
    conflicts.decide(ws, risk_id, "likelihood", value=2)
    assert shown(ws, risk_id)["likelihood"] == 2
    assert conflicts.conflicts(ws) == []


def test_a_deleted_record_is_gone_and_comes_back(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    records.delete(ws, [risk_id], why="эки жолу жазылган")
    with ws.store.reading() as tx:
        assert reading.count(tx, reading.Query("risk")) == 0
    assert shown(ws, risk_id)["deleted"] is True
    records.bring_back(ws, [risk_id])
    assert shown(ws, risk_id)["title"] == RISK["title"]


def test_what_a_deletion_was_not_shown_keeps_the_record_alive(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    with ws.store.reading() as tx:
        opened = Base(tx.position())
    save(ws, {"id": risk_id, "cause": "Кийин жазылган себеп"})
    records.delete(ws, [risk_id], base=opened)
    assert shown(ws, risk_id)["cause"] == "Кийин жазылган себеп"


def test_undo_puts_the_old_value_back_and_redo_the_new_one(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    changed = records.save(ws, "risk", [{"id": risk_id, "title": "Башка", "likelihood": 5}]).saved[0].change
    undone = records.undo(ws, [changed]).saved[0].change
    assert (shown(ws, risk_id)["title"], shown(ws, risk_id)["likelihood"]) == (RISK["title"], 3)
    records.undo(ws, [undone])
    assert (shown(ws, risk_id)["title"], shown(ws, risk_id)["likelihood"]) == ("Башка", 5)


def test_undo_is_refused_when_the_field_was_changed_since(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    changed = records.save(ws, "risk", [{"id": risk_id, "title": "Башка"}]).saved[0].change
    save(ws, {"id": risk_id, "title": "Үчүнчү"})
    with pytest.raises(UserError):
        records.undo(ws, [changed])
    assert shown(ws, risk_id)["title"] == "Үчүнчү"


def test_undoing_a_new_record_removes_it(make_workspace):
    ws = make_workspace("МТК")
    made = records.save(ws, "risk", [RISK]).saved[0]
    records.undo(ws, [made.change])
    assert shown(ws, made.key.id)["deleted"] is True


@pytest.mark.requirement("R013")
def test_a_document_code_is_given_once(make_workspace):
    ws = make_workspace("МТК")
    (first,) = save(ws, {"code": "ЖБ-01", "title": "Жобо"}, kind="document")
    with pytest.raises(UserError, match="ЖБ-01"):
        records.save(ws, "document", [{"code": "ЖБ-01", "title": "Башка"}])
    save(ws, {"id": first, "code": "ЖБ-01", "title": "Жобо, 2-редакция"}, kind="document")


def test_a_unit_only_proposes_what_the_office_owns(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    save(ws, {"id": risk_id, "number": "Р-2026-0001"})
    assert shown(ws, risk_id)["number"] is None
    with ws.store.reading() as tx:
        assert [p.value for p in tx.fold(reading.key_of(tx, risk_id)).proposals] == ["Р-2026-0001"]


def test_look_alike_letters_become_the_letters_that_were_meant(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, {"title": "  ϴзгөрүүлөр Cтандарт LMS "})
    assert shown(ws, risk_id)["title"] == "Өзгөрүүлөр Стандарт LMS"


def test_units_are_made_by_code_once_and_by_two_computers_alike(make_workspace):
    office, other = make_workspace(), make_workspace()
    given = [{"code": f"Б{n:03d}", "name": f"{n}-бөлүм", "type": "department"} for n in range(200)]
    ids = [saved.key for saved in records.save(office, "unit", given).saved]
    assert len(set(ids)) == 200
    assert records.save(other, "unit", given[:1]).saved[0].key == ids[0]
    with pytest.raises(UserError, match="Б000"):
        records.save(office, "unit", given[:1])
    with office.store.reading() as tx:
        known = units.units(tx, office.profile)
    assert known["Б199"].bank_type == "department"
