"""The command line as scripts see it: shapes, exit codes, one sentence and no traceback."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import answer, refusal

VECTORS = Path(__file__).parents[1] / "journal" / "vectors.jsonl"


def test_init_says_what_it_made_and_refuses_to_do_it_again(run, department):
    assert department["institution"] == "jasu"
    assert department["unit"] == "МТК"
    assert len(department["device"]) == 64
    refusal(run("init", "--institution", "jasu", "--role", "office", "--person", "А", "--position", "Б"))


def test_units_of_the_profile_and_ones_own(run, department):
    units = {unit["code"]: unit for unit in answer(run("units", "--json"))}
    assert units["МТК"]["type"] == "department"
    assert {"code", "name", "type", "parent"} == set(units["АСБ"])


def test_kinds_name_every_field_in_three_languages(run):
    kinds = {kind["kind"]: kind for kind in answer(run("kinds", "--json"))}
    risk = {field["name"]: field for field in kinds["risk"]["fields"]}
    assert risk["score"]["owner"] == "computed"
    assert risk["number"]["owner"] == "office"
    assert risk["likelihood"]["required"] is True
    assert set(risk["category"]["choices"]["academic"]) == {"ky", "ru", "en"}
    assert set(kinds["process"]["label"]) == {"ky", "ru", "en"}


def test_save_list_show_and_history(run, department):
    saved = answer(run("save", "risk", "-", "--json", given=json.dumps([
        {"title": "Өрт", "likelihood": 2, "consequence": 5}, {"title": "Суу", "likelihood": 5, "consequence": 5}])))  # fmt: skip
    assert [set(entry) for entry in saved] == [{"id", "change"}] * 2
    listed = answer(run("list", "risk", "--where", "level=high", "--json"))
    assert [(r["title"], r["score"], r["kind"], r["unit"]) for r in listed] == [("Суу", 25, "risk", "МТК")]
    assert [r["title"] for r in answer(run("list", "risk", "--search", "орт", "--json"))] == ["Өрт"]
    assert len(answer(run("list", "risk", "--limit", "1", "--json"))) == 1
    shown = answer(run("show", saved[0]["id"], "--history", "--json"))
    assert shown["record"]["title"] == "Өрт"
    (change,) = shown["history"]
    assert change["change"] == saved[0]["change"]
    assert change["set"]["title"] == "Өрт"
    assert {"change", "by", "at", "device", "why", "set"} <= set(change)


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        (("save", "risk", "-"), '{"likelihood": 7}'),
        (("save", "risk", "-"), '{"title": "a"'),
        (("save", "risk", "-"), '{"title": "a", "title": "b"}'),
        (("save", "no_such_kind", "-"), "{}"),
        (("save", "risk", "no such file.json"), None),
        (("show", "no-such-id"), None),
        (("list", "risk", "--where", "nonsense"), None),
        (("list", "risk", "--where", "no_such_field=1"), None),
        (("decide", "x", "title", "--value", "1"), None),
        (("print", "Ф-99", "--out", "x.pdf"), None),
        (("print", "Ф-01", "--out", "x.pdf"), None),
        (("restore", "nothing.sqlite"), None),
        (("delete", "no-such-id"), None),
    ],
)  # fmt: skip
def test_what_is_at_fault_is_one_sentence(run, department, arguments, given):
    refusal(run(*arguments, given=given))


def test_without_a_store_it_says_how_to_make_one(run):
    result = run("list", "risk", store="nowhere")
    assert result.returncode == 1
    assert "init" in result.stderr


@pytest.mark.parametrize("arguments", [("nonsense",), ("list",), ("act", "dance", "x"), ("list", "risk", "--limit", "many")])
def test_wrong_usage(run, arguments):
    assert run(*arguments).returncode == 2


def test_fold_needs_no_store_and_agrees_with_the_vectors(run, tmp_path):
    cases = [json.loads(line) for line in VECTORS.read_text("utf-8").splitlines()]
    for case in cases[:6] + cases[40:46]:
        file = tmp_path / "changes.json"
        file.write_text(json.dumps(case["changes"]), "utf-8")
        assert answer(run("fold", file, "--json")) == case["expect"], case["name"]


def test_backup_restore_and_check(run, department, tmp_path):
    answer(run("save", "risk", "-", "--json", given='{"title": "Биринчи"}'))
    kept = answer(run("backup", tmp_path / "kept.sqlite", "--json"))
    before = answer(run("digest", "--json"))
    answer(run("save", "risk", "-", "--json", given='{"title": "Экинчи"}'))
    answer(run("restore", kept["file"], "--json"))
    assert answer(run("digest", "--json")) == before
    checked = answer(run("check", "--json"))
    assert checked == {"ok": True, "problems": [], "records": before["records"], "changes": before["changes"]}
    assert answer(run("rebuild", "--json"))["records"] == before["records"]


def test_submit_accept_and_return(run, department):
    incomplete = answer(run("save", "risk", "-", "--json", given='{"title": "Өрт"}'))[0]["id"]
    refused = run("act", "submit", incomplete)
    assert refused.returncode == 1
    whole = answer(run("save", "risk", "-", "--json", given=json.dumps({
        "title": "Өрт", "category": "technical", "process": "J8", "cause": "Зым", "likelihood": 2, "consequence": 5,
        "responsible": ["Башчы"], "measures": ["Текшерүү"], "deadline": "2027-01-31"})))[0]["id"]  # fmt: skip
    (acted,) = answer(run("act", "submit", whole, "--json"))
    assert (acted["id"], acted["state"]) == (whole, "submitted")
    assert run("act", "accept", whole).returncode == 1, "a unit does not accept its own work"
