"""Every vector of the journal, one case a line, compared exactly."""

import json
from pathlib import Path

import pytest

from qms_desktop.journal.canonical import canonical
from qms_desktop.journal.lines import fold_lines

from . import model
from .stores import office_fields

CASES = [json.loads(line) for line in (Path(__file__).parent / "vectors.jsonl").read_bytes().splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_vector(case):
    folded = fold_lines(case["changes"], office_fields)
    for part, expected in case["expect"].items():
        # Canonical bytes, not Python's equality: true is not 1.
        assert canonical(folded[part]) == canonical(expected), part
    assert folded.keys() == case["expect"].keys()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_model_gives_the_vector_too(case):
    """The plain model reads the rules as the vectors do; it is given only what the reader lets pass."""
    chains = {"chain", "missing_parent"}
    refused = {fault["index"]: fault["reason_kind"] for fault in case["expect"]["refused"]}
    lines = {i: text.encode() for i, text in enumerate(case["changes"]) if refused.get(i, "chain") in chains}
    folded = model.fold(lines.values(), office_fields)
    for part in ("records", "forks", "digest"):
        assert canonical(folded[part]) == canonical(case["expect"][part]), part
    named = {i: json.loads(line).get("redacts", model.name_of(line)) for i, line in lines.items()}
    assert {i: folded["refused"][name] for i, name in named.items() if name in folded["refused"]} == {
        i: kind for i, kind in refused.items() if kind in chains
    }
