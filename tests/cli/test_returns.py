"""`return` on the command line: its JSON, its files, its exit codes."""

from tests.cli.conftest import answer, refusal


def test_return_writes_one_file_a_unit(run, department, tmp_path):
    answer(run("send", tmp_path / "a.qmsb", "--json"))
    office = "office"
    answer(run("init", "--institution", "jasu", "--role", "office", "--person", "Осмонова", "--position", "Башчы", "--json",
               store=office))  # fmt: skip
    answer(run("receive", tmp_path / "a.qmsb", "--json", store=office))
    out = tmp_path / "out"
    (written,) = answer(run("return", "--all", "--out", out, "--json", store=office))
    assert written == {"unit": "МТК", "file": str(out / "МТК.qmsb"), "records": 3}
    (received,) = answer(run("receive", out, "--json"))
    assert (received["status"], received["unit"]) == ("merged", "office")
    assert run("return", "--out", out, store=office).returncode == 2
    assert "ЖОК" in refusal(run("return", "ЖОК", "--out", out, store=office))
    refusal(run("return", "МТК", "--out", out))
