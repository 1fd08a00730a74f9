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
    proven = tool.marks()
    assert [row.id for row in tool.obligations() if row.priority != "could" and row.id not in proven] == []


def test_a_could_is_proven_or_says_why_it_waits(tool):
    proven, waits = tool.marks(), tool.waits()
    coulds = {row.id for row in tool.obligations() if row.priority == "could"}
    assert coulds - proven.keys() == waits.keys(), "what is proven waits no more"
    assert all(len(why) > 40 for why in waits.values())


def test_the_page_is_fresh(tool):
    """Else run tools/requirements.py."""
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page()
