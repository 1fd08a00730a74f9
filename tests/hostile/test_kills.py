"""F20, P08: `kill -9`; some dozens here, 500 by `make soak-kills`."""

import json
import subprocess
import sys

from .jobs import JOBS

KILLS = 56


def test_F20_P08_killed_at_any_moment_of_any_job(figures):
    """The store opens, checks clean, is in the old state or a new one, and finishes the work when asked again."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.hostile.kills", "--count", str(KILLS)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr
    told = json.loads(done.stdout)
    assert told["faults"] == []
    assert told["kills"] == KILLS
    assert told["outcomes"].keys() == {job.name for job in JOBS}
    missed = sum(count for ended in told["outcomes"].values() for how, count in ended.items() if "before" in how)
    assert missed < KILLS / 4
    figures(kills=told["kills"], jobs=len(JOBS))
    figures(kills=KILLS - missed)
