"""Mutated bundles: some hundreds here by fixed numbers, 20,000 by `make soak-mutations`.

In a process of their own, so that what memory they take can be told.
"""

import json
import subprocess
import sys

import pytest

from .mutations.running import KINDS, MOST_MB, MOST_SECONDS

CASES = 450


@pytest.fixture(scope="module")
def told():
    """What became of them."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.hostile.mutations", "--count", str(CASES)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout, f"ended after case {done.stderr[-3000:]}"
    return json.loads(done.stdout)


def test_F05_F06_F26_F27_F28_mutated_bundles(told, figures):
    """Nothing but what is true came in, nothing fell over, and what was refused left every byte as it was."""
    assert told["faults"] == []
    assert told["cases"] == CASES
    figures(mutated_bundles=CASES)
    figures(mutated_bundles=told["cases"])


def test_mutated_bundles_take_little(told):
    assert told["most_seconds"] <= MOST_SECONDS
    assert told["most_mb"] <= MOST_MB


def test_each_kind_of_mutation_is_refused_at_times(told):
    """A generator that made nothing hostile would show nothing."""
    assert told["outcomes"].keys() == KINDS.keys()
    assert all("rejected" in outcomes for outcomes in told["outcomes"].values())
