"""`make bench`: every benchmark in a process of its own; prints one JSON object, ratios first."""

from __future__ import annotations

import json
import os
import subprocess
import sys

BENCHMARKS = ("start", "filter", "merging", "million", "paper", "university")


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    results = {}
    for name in sys.argv[1:] or BENCHMARKS:
        print(f"{name} …", file=sys.stderr, flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], stdout=subprocess.PIPE, text=True, check=False)
        results[name] = json.loads(done.stdout) if done.returncode == 0 else {"failed": done.returncode}
    print(json.dumps(results, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
