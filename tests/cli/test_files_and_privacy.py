"""The commands attach, files, redact, doubts, as a script calls them."""

import json

import pytest

from .conftest import answer, refusal


@pytest.fixture
def office(run):
    """The QA office's store with a person and a risk that names her."""
    answer(run("init", "--institution", "jasu", "--role", "office", "--person", "Осмонова Ж. Т.", "--position", "Башчы",
               "--json"))  # fmt: skip
    person = answer(run("save", "person", "-", "--json", given=json.dumps({"name": "Жакыпова Б. С.", "position": "Лаборант"})))
    risk = answer(run("save", "risk", "-", "--json", given=json.dumps(
        {"title": "Кадр", "cause": "Жакыпова Б. С. айткан", "unit": "МТК", "number": "7"})))  # fmt: skip
    return person[0]["id"], risk[0]["id"]


def test_files_are_attached_and_listed(run, office, tmp_path):
    _person, risk = office
    (tmp_path / "акт.pdf").write_bytes(b"act")
    (attached,) = answer(run("attach", risk, tmp_path / "акт.pdf", "--json"))
    assert (attached["name"], attached["size"], attached["state"]) == ("акт.pdf", 3, "here")
    assert answer(run("files", risk, "--json")) == [attached]
    assert answer(run("files", "--json")) == []
    assert "жок.pdf" in refusal(run("attach", risk, tmp_path / "жок.pdf"))


def test_redaction_is_shown_first_and_asks_for_a_reason(run, office):
    person, risk = office
    shown = answer(run("redact", person, "--dry-run", "--json"))
    assert (shown["records"], shown["names"]) == (2, ["Жакыпова Б. С."])
    assert answer(run("show", risk, "--json"))["record"]["cause"] == "Жакыпова Б. С. айткан"
    refusal(run("redact", person, "--json"))
    answer(run("redact", person, "--why", "өтүнүчү боюнча", "--json"))
    assert answer(run("show", risk, "--json"))["record"]["cause"] == "[…] айткан"
    assert answer(run("check", "--json"))["ok"]


def test_doubts_are_listed(run, office):
    assert answer(run("doubts", "--json")) == []
    answer(run("save", "risk", "-", "--json", given=json.dumps({"title": "Эки", "unit": "ФИЛ", "number": "7"})))
    found = answer(run("doubts", "--json"))
    assert {(each["sort"], each["title"]) for each in found} == {("number", "Кадр"), ("number", "Эки")}
