"""What is given to be saved: contradictions, what only the program writes, whose record it is."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.core.fields import ChoiceField
from qms_desktop.core.messages import Text
from qms_desktop.services import acts, conflicts, records

RISK = {"title": "Өрт", "likelihood": 3, "consequence": 3}


def save(ws, *given, kind="risk"):
    return [saved.key.id for saved in records.save(ws, kind, list(given)).saved]


def shown(ws, record_id):
    return records.show(ws, record_id)


def refused(ws, given, kind="risk"):
    with pytest.raises(UserError) as problem:
        records.save(ws, kind, [given])
    return str(problem.value)


# --- computed values ---------------------------------------------------------------------------------------------


def test_a_listed_record_is_saved_again_with_some_fields_changed(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK | {"residual_score": 6})
    listed = shown(ws, risk_id)
    save(ws, listed | {"likelihood": 2})
    risk = shown(ws, risk_id)
    assert (risk["score"], risk["level"]) == (6, "medium"), "the score that was listed is the old one, and no claim"
    save(ws, shown(ws, risk_id) | {"residual_score": 4})
    assert shown(ws, risk_id)["residual_score"] == 4


@pytest.mark.parametrize("wrong", [{"score": 8}, {"level": "low"}, {"state": "accepted"}, {"residual_score": 26}, {"residual_score": 0}])
def test_an_update_that_contradicts_what_is_computed_is_refused(make_workspace, wrong):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    (name,) = wrong
    assert name in refused(ws, {"id": risk_id, **wrong})
    assert name in refused(ws, RISK | wrong)


def test_a_residual_score_is_cleared_and_gives_way_to_the_pair(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK | {"residual_score": 6})
    save(ws, {"id": risk_id, "residual_score": None})
    assert shown(ws, risk_id)["residual_score"] is None
    save(ws, {"id": risk_id, "residual_likelihood": 2, "residual_consequence": 2})
    assert "residual_score" in refused(ws, {"id": risk_id, "residual_score": 6}), "the pair makes 4"


def test_what_follows_from_nothing_is_not_lost_in_silence(make_workspace):
    ws = make_workspace("МТК")
    assert "score" in refused(ws, {"title": "Өрт", "score": 9})


@pytest.mark.parametrize("kind", ["risk", "process", "document", "unit"])
def test_an_empty_record_is_not_made(make_workspace, kind):
    ws = make_workspace("МТК")
    refused(ws, {}, kind)
    refused(ws, {"title": None} if kind in ("risk", "document") else {"name": ""}, kind)


def test_a_submission_is_written_by_submitting_alone(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    assert "submission" in refused(ws, {"id": risk_id, "submission": {"version": "x", "period": "2026"}})
    assert "submission" in refused(ws, RISK | {"submission": {"version": 1.5}})
    save(ws, {"id": risk_id, "category": "technical", "process": "J8", "cause": "Зым", "responsible": "Башчы",
              "measures": ["Текшерүү"], "deadline": "2027-01-31"})  # fmt: skip
    acts.act(ws, "submit", [risk_id])
    listed = shown(ws, risk_id)
    save(ws, listed | {"residual_comment": "Азайган жок"})
    assert shown(ws, risk_id)["submission"] == listed["submission"]


# --- what was seen -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "base", [[], "x", 5, {"title": "x"}, {"title": ["x"]}, {"title": ["F" * 64]}, {"title": None}, {"no_such_field": ["f" * 64]}]
)
def test_a_base_that_says_nothing_overwrites_nothing(make_workspace, base):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    refused(ws, {"id": risk_id, "title": "Башка", "base": base})
    assert shown(ws, risk_id)["title"] == "Өрт"


def test_a_base_may_be_null(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    save(ws, {"id": risk_id, "title": "Башка", "base": None})
    assert conflicts.conflicts(ws) == []


# --- whose it is -------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R241")
@pytest.mark.parametrize("unit", ["ФИЛ", "all", "office", "a/b", "a\0", "x" * 21, 5, ["МТК"]])
def test_a_department_makes_records_of_its_own_unit_alone(make_workspace, unit):
    ws = make_workspace("МТК")
    refused(ws, RISK | {"unit": unit})
    (risk_id,) = save(ws, RISK | {"unit": " МТК "})
    assert shown(ws, risk_id)["unit"] == "МТК"


@pytest.mark.parametrize("code", ["a/b", "a\\b", "C:", "office", "ALL", "x" * 21])
def test_what_cannot_be_the_code_of_a_unit(make_workspace, code):
    ws = make_workspace()
    assert code in refused(ws, {"code": code, "name": "Бөлүм", "type": "office"}, "unit")
    refused(ws, {"unit_audited": "a/b", "lead": "А"}, "audit")


def test_a_document_code_is_given_once_in_a_batch_too(make_workspace):
    ws = make_workspace()
    with pytest.raises(UserError, match="ЖБ-01"):
        records.save(ws, "document", [{"code": "ЖБ-01", "title": "Жобо"}] * 2)


@pytest.mark.parametrize("why", [True, ["x"], {"a": 1}, "я" * 30_000])
def test_a_reason_is_a_text(make_workspace, why):
    ws = make_workspace("МТК")
    refused(ws, RISK | {"why": why})


def test_control_characters_of_a_reason_are_dropped(make_workspace):
    ws = make_workspace("МТК")
    (risk_id,) = save(ws, RISK)
    change = records.delete(ws, [risk_id], why="эки\0 жолу").saved[0].change
    assert [h["why"] for h in records.history(ws, risk_id) if h["change"] == change] == ["эки жолу"]


def test_a_choice_is_known_by_its_abbreviation(make_workspace):
    ws = make_workspace()
    (unit_id,) = save(ws, {"code": "ПЦ1", "name": "Комиссия", "type": "ПЦК"}, kind="unit")
    assert shown(ws, unit_id)["type"] == "commission"


def test_an_abbreviation_that_two_choices_share_is_refused(make_workspace):
    ws = make_workspace()
    options = {"late": Text("бүттү (кеч)", "", ""), "early": Text("бүттү (эрте)", "", "")}
    field = ChoiceField(Text.of("x"), options)
    assert field.check("кеч", ws.profile) == "late"
    with pytest.raises(UserError):
        field.check("бүттү", ws.profile)
