"""How much of what has no end is tried: a share with every run of the tests, the whole by `make soak`."""

import os

PROFILE = os.environ.get("QMS_TESTS", "ci")
"""`ci` or `soak`."""

SCHEDULES = {
    "journal": {"ci": 250, "soak": 7_500},
    "sqlite": {"ci": 30, "soak": 1_500},
    "postgresql": {"ci": 10, "soak": 500},
    "files": {"ci": 20, "soak": 1_000},
    "properties": {"ci": 2, "soak": 100},
}
"""Random schedules of edits and bundles: over the bare journal, over the store on either database, over stores and files,
and of each property that is watched step by step."""


def schedules(part: str) -> int:
    return SCHEDULES[part][PROFILE]
