"""See `running`. A case that neither ends nor leaves memory for others ends this process: its number is told before."""

import argparse
import json
import resource
import signal
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from qms_desktop.core.messages import speaking

from .ground import Ground
from .running import KINDS, Told, run

WATCHDOG_SECONDS = 120
MOST_ADDRESSES = 4 * 2**30


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--kind", choices=KINDS)
    options = parser.parse_args()
    told = Told()
    with tempfile.TemporaryDirectory() as folder, speaking("en"), closing(Ground(Path(folder))) as ground:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
        for number in range(options.first, options.first + options.count):
            print(number, end="\r", file=sys.stderr, flush=True)
            signal.alarm(WATCHDOG_SECONDS)
            told.add(run(ground, number, options.kind))
        signal.alarm(0)
    outcomes: dict[str, dict[str, int]] = {}
    for (kind, status), count in sorted(told.outcomes.items()):
        outcomes.setdefault(kind, {})[status] = count
    json.dump({
        "cases": told.cases, "outcomes": outcomes, "most_seconds": round(told.most_seconds, 3),
        "most_mb": round(told.most_mb, 1), "faults": told.faults,
    }, sys.stdout, ensure_ascii=False, indent=1)  # fmt: skip
    return 1 if told.faults else 0


sys.exit(main())
