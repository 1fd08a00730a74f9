"""What scripts get wrong, machines lack and mischief tries: one sentence each, nothing half done."""

import json
import os
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from qms_desktop.core.logbook import log_file
from qms_desktop.services import upkeep
from tests.cli.conftest import answer, refusal


def save(run, *objects, kind="risk"):
    return answer(run("save", kind, "-", "--json", given=json.dumps(list(objects))))


def test_the_program_as_a_process_of_its_own(process, run, department):
    result = process("save", "risk", "-", "--json", given='{"title": "Өрт"}')
    (saved,) = answer(result)
    assert result.stderr == ""
    assert answer(process("show", saved["id"], "--json"))["record"]["title"] == "Өрт"
    gone = process("show", "nope", "--lang", "ru")
    assert (gone.returncode, gone.stdout, gone.stderr.count("\n")) == (1, "", 1)


def test_options_stand_before_the_command_and_after_it(run, department, tmp_path, monkeypatch):
    before = refusal(run("--lang", "ru", "show", "nope"))
    assert refusal(run("show", "nope", "--lang", "ru")) == before
    assert refusal(run("--lang", "en", "show", "nope", "--lang", "ru")) == before, "the later one counts"
    monkeypatch.setenv("QMS_LANG", "ru")
    assert refusal(run("show", "nope")) == before
    monkeypatch.setenv("QMS_STORE", str(tmp_path / "nowhere"))
    assert run("digest").returncode == 0, "--store wins over QMS_STORE"


# --- JSON --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_is_read_with_a_mark_and_as_powershell_writes_it(run, department, tmp_path, encoding):
    text = '[\r\n {"title": "Өрт"}\r\n]\r\n'
    answer(run("save", "risk", "-", "--json", given=text.encode(encoding)))
    file = tmp_path / "rows «1» 'a'.json"
    file.write_bytes(text.encode(encoding))
    answer(run("save", "risk", file, "--json"))
    assert [r["title"] for r in answer(run("list", "risk", "--json"))] == ["Өрт", "Өрт"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"title": "a",\n "cause": }', "2"),
        ('{"title": "a", "measures": [{"text": "a", "text": "b"}]}', "text"),
        ('{"likelihood": NaN}', "NaN"),
        ('{"likelihood": -Infinity}', "Infinity"),
        ('{"title": ' + "9" * 5000 + "}", ""),
        ('{"title": ' + "[" * 100_000 + "]" * 100_000 + "}", ""),
        ('{"title": "\\ud800"}', ""),
        ('{"title": "a", "why": "\\udfff"}', ""),
        ('{"id": "\\ud800", "title": "a"}', ""),
        ("", "1"), ("null", ""), ("5", ""), ('"x"', ""), ("[null]", ""), ("[[]]", ""),
        ('{"title": "a", "why": {"a": 1}}', ""),
        ('{"title": "a", "kind": "process"}', "kind"),
        ('{"title": "a", "measures": [{"id": "\\u0000", "text": "b"}]}', "measures"),
        ('{"title": "a", "measures": [{"id": "и\\u0306", "text": "b"}]}', "measures"),
    ],
)  # fmt: skip
def test_broken_json_is_refused_in_one_sentence(run, department, text, told):
    assert told in refusal(run("save", "risk", "-", given=text))
    assert answer(run("list", "risk", "--json")) == []


def test_the_value_of_a_decision_is_read_as_strictly(run, department):
    (saved,) = save(run, {"title": "a"})
    for text in ("[" * 100_000, "NaN", '"\\ud800"', "not json"):
        refusal(run("decide", saved["id"], "title", "--value", text))


def test_fold_judges_broken_letters_line_by_line(run, tmp_path):
    file = tmp_path / "lines.json"
    file.write_text('["\\ud800", "{}"]', "utf-8")
    assert [r["reason_kind"] for r in answer(run("fold", file, "--json"))["refused"]] == ["syntax", "version"]


def test_five_thousand_rows_are_saved_whole_or_not_at_all(run, department):
    rows = [{"title": f"Тобокелдик {n}", "likelihood": n % 5 + 1, "consequence": 3} for n in range(5000)]
    said = refusal(run("save", "risk", "-", given=json.dumps([*rows[:4321], {"likelihood": 7}, *rows])))
    assert "4322" in said
    assert "likelihood" in said
    assert len({saved["id"] for saved in save(run, *rows)}) == 5000
    assert answer(run("digest", "--json"))["records"] == 5000 + 2


# --- arguments ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("send", ""), ("print", "Ф-03", "--out", ""), ("save", "risk", ""), ("backup", ""), ("demo", ""),
        ("print", "Ф-03", "--out", "x.pdf", "--year", "next"), ("sheet", "export", "risk", "--out", "x", "--year", "99999"),
        ("list", "risk", "--limit", "-1"), ("list", "risk", "--limit", "9" * 30), ("sheet",),
        ("decide", "x", "y", "--take", "a", "--value", "1"), ("--lang", "de", "digest"),
    ],
)  # fmt: skip
def test_usage_that_cannot_be_meant(run, arguments):
    assert run(*arguments).returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [("show", "\udcff"), ("list", "risk", "--search", "\udcff"), ("delete", "a", "\udcff"), ("delete", "x", "--why", "\udcff")],
)  # fmt: skip
def test_bytes_that_are_no_letters_are_refused(run, department, arguments):
    refusal(run(*arguments))


def test_conditions_of_a_list_hold_together(run, department):
    first, _second = save(run, {"title": "a", "likelihood": 2}, {"title": "b", "likelihood": 2})

    def titles(*conditions):
        where = [part for condition in conditions for part in ("--where", condition)]
        return [r["title"] for r in answer(run("list", "risk", *where, "--json"))]

    assert titles(f"id={first['id']}", "likelihood=2") == ["a"]
    assert titles(f"id={first['id']}", "likelihood=3") == []
    assert titles("unit=МТК", "title=b") == ["b"]
    assert titles("unit=МТК", "unit=ФИЛ") == []
    assert "likelihood" in refusal(run("list", "risk", "--where", "likelihood=99"))


def test_one_record_is_named_once(run, department):
    (saved,) = save(run, {"title": "a"})
    refusal(run("delete", saved["id"], saved["id"]))
    refusal(run("act", "submit", saved["id"], saved["id"]))
    assert len(answer(run("list", "risk", "--json"))) == 1


# --- files and machines ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [".", "no such folder/x", "folder"])
@pytest.mark.parametrize("command", [("send",), ("print", "Ф-03", "--out"), ("sheet", "export", "risk", "--out"), ("backup",)])
def test_a_file_that_cannot_be_written_is_told(run, department, tmp_path, monkeypatch, command, place):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    there = set(tmp_path.iterdir())
    refusal(run(*command, place))
    assert set(tmp_path.iterdir()) == there, "nothing is left behind"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_a_device_is_never_replaced_by_a_file(run, department, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    refusal(run("print", "Ф-03", "--out", pipe))
    assert pipe.is_fifo()


def test_places_where_no_store_can_be(run, tmp_path, monkeypatch):
    (tmp_path / "a file").write_text("x")
    made = ("init", "--institution", "jasu", "--role", "office", "--person", "А", "--position", "Б")
    assert "a file" in refusal(run(*made, store="a file"))
    monkeypatch.setenv("QMS_KEYS", str(tmp_path / "a file"))
    assert "a file" in refusal(run(*made, store="new"))
    monkeypatch.setenv("QMS_KEYS", str(tmp_path / "keys"))
    answer(run(*made, "--json", store="new"))


def test_a_name_is_not_a_book(run):
    refusal(run("init", "--institution", "jasu", "--role", "office", "--person", "я" * 30_000, "--position", "Б"))


@pytest.mark.parametrize("spoil", ["empty", "junk", "settings", "newer"])
def test_a_store_that_cannot_be_used_is_told(run, department, tmp_path, spoil):
    file = tmp_path / "base «ү»" / "store.sqlite"
    if spoil in ("empty", "junk"):
        file.write_bytes(b"" if spoil == "empty" else b"junk" * 3000)
    else:
        with sqlite3.connect(file) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            connection.execute("DELETE FROM setting" if spoil == "settings" else f"PRAGMA user_version = {version + 1}")
        connection.close()
    for command in (("digest",), ("check",), ("list", "risk"), ("send", tmp_path / "x.qmsb")):
        refusal(run(*command))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such file")
def test_an_answer_that_cannot_be_written_is_told(process, department):
    with open("/dev/full", "w") as full:  # noqa: PTH123
        result = process("kinds", "--json", capture_output=False, stdout=full, stderr=-1)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_reader_who_has_had_enough_hears_no_complaint(process, department):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        result = process("kinds", "--json", capture_output=False, stdout=closed, stderr=-1)
    assert (result.returncode, result.stderr) == (0, "")


def test_two_programs_save_one_after_the_other(process, run, department):
    with ThreadPoolExecutor(2) as pool:
        texts = [json.dumps([{"title": f"{n}"} for n in range(start, start + 20)]) for start in (0, 20)]
        results = list(pool.map(lambda text: process("save", "risk", "-", "--json", given=text), texts))
    assert [len(answer(result)) for result in results] == [20, 20]
    assert len({r["code"] for r in answer(run("list", "risk", "--json"))}) == 40, "each number is given once"


def test_a_mistake_of_the_program_is_written_down_and_told(run, department, monkeypatch):
    monkeypatch.setattr(upkeep, "digest", lambda _ws: 1 / 0)
    result = run("digest", "--json")
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert str(log_file()) in result.stderr
    assert "ZeroDivisionError" in log_file().read_text("utf-8")
