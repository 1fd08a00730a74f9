"""python -m tests.hostile.kills --first 0 --count 500: JSON of what happened, exit 1 for any fault."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from qms_desktop.core.messages import speaking
from tests.hostile.site import make_site

from .killing import Killer


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, speaking("en"):
        killer = Killer(make_site(Path(folder)))
        for number in range(options.first, options.first + options.count):
            print(number, end="\r", file=sys.stderr, flush=True)
            killer.kill(number)
    outcomes: dict[str, dict[str, int]] = {}
    for (job, way, state), count in sorted(killer.told.outcomes.items()):
        outcomes.setdefault(job, {})[f"{way}: {state}"] = count
    json.dump({"kills": killer.told.kills, "outcomes": outcomes, "faults": killer.told.faults},
              sys.stdout, ensure_ascii=False, indent=1)  # fmt: skip
    return 1 if killer.told.faults else 0


sys.exit(main())
