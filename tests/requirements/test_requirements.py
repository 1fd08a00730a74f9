"""Every obligation of the founding documents has a test that proves it, and docs/requirements.md says which."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("requirements", ROOT / "tools" / "requirements.py")
    sys.modules["requirements"] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules["requirements"]


def test_the_obligations_are_all_there(tool):
    rows = tool.obligations()
    assert [row.id for row in rows] == [f"R{number:03}" for number in range(1, 317)]
    assert sum(row.priority == "must" for row in rows) == 177


def test_a_mark_names_an_obligation(tool):
    assert set(tool.marks()) <= {row.id for row in tool.obligations()}


def test_every_must_and_should_is_proven(tool):
    """What is not yet is named one by one; the list only shrinks."""
    proven, named = tool.marks(), set(tool.unproven()["open"])
    without = {row.id for row in tool.obligations() if row.priority != "could" and row.id not in proven}
    assert without <= named


def test_a_could_is_proven_or_says_why_it_waits(tool):
    proven, without = tool.marks(), tool.unproven()
    coulds = {row.id for row in tool.obligations() if row.priority == "could"}
    assert set(without["waits"]) <= coulds
    assert all(len(why) > 20 for why in without["waits"].values())
    assert coulds <= proven.keys() | without["waits"].keys() | set(without["open"])


def test_the_page_is_fresh(tool):
    """Else run tools/requirements.py."""
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page()
