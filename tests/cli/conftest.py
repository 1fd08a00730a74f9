"""The command line called as a script calls it: within this process, or in one of its own where that is the point."""

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from qms_desktop import cli
from qms_desktop.core.logbook import log_file


@dataclass
class Answer:
    returncode: int
    stdout: str
    stderr: str


def answer(result):
    """The JSON of a command that was done."""
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def refusal(result):
    """The one sentence of a command that was refused, with nothing on stdout."""
    assert result.returncode == 1, result.stdout
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert not log_file().exists(), log_file().read_text("utf-8")
    return result.stderr


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command within this process: starting one costs half a second."""

    def call(*arguments, given=None, store="base «ү»"):
        out, err = io.StringIO(), io.StringIO()
        data = given if isinstance(given, bytes) else (given or "").encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = cli.main(["--store", str(tmp_path / store), *map(str, arguments)])
            except SystemExit as left:
                code = left.code
        return Answer(code, out.getvalue(), err.getvalue())

    return call


@pytest.fixture
def process(tmp_path):
    """Runs a command in a process of its own, as a script would; with `text=False` streams are bytes."""

    def call(*arguments, given=None, store="base «ү»", text=True, **more):
        command = [sys.executable, "-m", "qms_desktop", "--store", str(tmp_path / store), *map(os.fspath, arguments)]
        more = {"capture_output": True} | more
        return subprocess.run(command, input=given, text=text, env={**os.environ}, timeout=120, check=False, **more)

    return call


@pytest.fixture
def department(run):
    """A department's store; what `init` said of it."""
    return answer(run("init", "--institution", "jasu", "--role", "department", "--unit", "МТК", "--person",
                      "Назарова А. К.", "--position", "Кафедра башчысы", "--json"))  # fmt: skip
