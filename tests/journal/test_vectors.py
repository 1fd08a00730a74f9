"""Every vector of the journal, one case a line, compared exactly."""

import json
from pathlib import Path

import pytest

from qms_desktop.journal.canonical import canonical
from qms_desktop.journal.lines import fold_lines

CASES = [json.loads(line) for line in (Path(__file__).parent / "vectors.jsonl").read_bytes().splitlines()]
OFFICE_FIELDS = {"risk": frozenset({"number", "verdict", "remarks"})}


def office_fields(kind):
    return OFFICE_FIELDS.get(kind, frozenset())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_vector(case):
    folded = fold_lines(case["changes"], office_fields)
    for part, expected in case["expect"].items():
        # Canonical bytes, not Python's equality: true is not 1.
        assert canonical(folded[part]) == canonical(expected), part
    assert folded.keys() == case["expect"].keys()
