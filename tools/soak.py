"""The long versions of the tests, part by part; each writes what it counted into docs/soak.md.

    python tools/soak.py                       every part (hours)
    python tools/soak.py mutations             20,000 mutated bundles
    python tools/soak.py structures kills disk schedules fuzz

A fault ends the run with 1 and is not written down as a figure.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "soak.md"
MUTATIONS, KILLS = 20_000, 500
FUZZ_MINUTES = int(os.environ.get("MINUTES", "15"))


def run(*words: str, **environment: str) -> str:
    """What a module of the tests prints; its progress goes to the terminal."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", *words], cwd=ROOT, env={**os.environ, **environment}, text=True,
        stdout=subprocess.PIPE, check=True,
    ).stdout  # fmt: skip


def table(head: list[str], rows: list[list[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def mutations() -> str:
    told = json.loads(run("tests.hostile.mutations", "--count", str(MUTATIONS)))
    statuses = sorted({status for outcomes in told["outcomes"].values() for status in outcomes})
    rows = [[kind, *(outcomes.get(status, 0) for status in statuses)] for kind, outcomes in sorted(told["outcomes"].items())]
    rows.append(["all", *(sum(row[place] for row in rows) for place in range(1, len(statuses) + 1))])
    return (
        f"{told['cases']:,} files; the slowest took {told['most_seconds']} s of a processor, the greediest {told['most_mb']} MB (the whole process). "
        "Where one was merged, nothing came in but the changes of the honest bundle (told by their hashes), or a change that the "
        "signing device wrote in its own name; where one was not, every byte of the store was as before.\n\n"
        + table(["kind", *statuses], rows)
    )


def structures() -> str:
    """The strategies of Hypothesis."""
    said = run("pytest", "-q", "-p", "no:cacheprovider", "--hypothesis-show-statistics", "tests/hostile/test_structures.py", QMS_TESTS="soak")
    return f"{_examples(said):,} manifests and lines of any shape by Hypothesis; no fault."


def kills() -> str:
    told = json.loads(run("tests.hostile.kills", "--count", str(KILLS)))
    rows = [[job, how, count] for job, outcomes in sorted(told["outcomes"].items()) for how, count in sorted(outcomes.items())]
    late = sum(count for _job, how, count in rows if how.endswith("done before"))
    return (
        f"{told['kills']} kills, {late} of them after the job was done. Each store opened, was sound, was in a state of before or after, and finished the work when asked "
        "again.\n\n" + table(["job", "killed: found", "times"], rows)
    )


def disk() -> str:
    told = json.loads(run("tests.hostile.soak_disk"))
    rows = [
        [job, fault, sweep["places"], sweep["told"], ", ".join(f"{k} {n}" for k, n in sorted(sweep["ended"].items()))]
        for job, faults in told.items()
        for fault, sweep in faults.items()
    ]
    return (
        "Every event of every job. “Stopped” counts where the job was stopped and said so; elsewhere nothing depended on what "
        "failed.\n\n" + table(["job", "fault", "places", "stopped", "found afterwards"], rows)
    )


def schedules() -> str:
    machines = {
        "over the bare journal": ["tests/journal/test_machine.py"],
        "over the store on SQLite": ["tests/store/test_sqlite_machine.py"],
        "over the store on PostgreSQL": ["tests/store/test_postgresql_machine.py"],
        "over stores and files": ["tests/exchange/test_schedules.py"],
    }
    counted = {}
    for name, files in machines.items():
        said = run("pytest", "-q", "-p", "no:cacheprovider", "--hypothesis-show-statistics", *files, QMS_TESTS="soak")
        counted[name] = _examples(said) or int(re.search(r"(\d+) passed", said)[1])
    rows = [[name, f"{count:,}"] for name, count in counted.items()]
    return f"{sum(counted.values()):,} random schedules; none diverged, none lost a change.\n\n" + table(["", "schedules"], rows)


def _examples(said: str) -> int:
    """How many examples Hypothesis tells of in its statistics."""
    return sum(map(int, re.findall(r"- (\d+) passing", said)))


def fuzz() -> str:
    said = run("tests.hostile.fuzz", "--seconds", str(FUZZ_MINUTES * 60))
    rows = [[name, f"{int(count):,}"] for name, count in re.findall(r"^([\w ]+): (\d+) runs, no fault$", said, re.MULTILINE)]
    return f"atheris, {FUZZ_MINUTES} minutes of all targets together; no fault.\n\n" + table(["target", "runs"], rows)


PARTS: dict[str, tuple[str, Callable[[], str]]] = {
    "mutations": ("Mutated bundles", mutations), "structures": ("Structures by Hypothesis", structures),
    "kills": ("kill -9", kills), "disk": ("A failing disk", disk), "schedules": ("Random schedules", schedules),
    "fuzz": ("Fuzzing", fuzz),
}  # fmt: skip


def write(part: str, text: str) -> None:
    """Put a part's figures in its place on the page, with the day."""
    commit = subprocess.run(["git", "log", "-1", "--format=%h", "--", "qms_desktop", "tests"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    section = f"## {PARTS[part][0]}\n\n{dt.date.today():%Y-%m-%d}, {commit or 'no commit'}. {text}\n"
    page = PAGE.read_text("utf-8")
    place = re.compile(rf"^## {re.escape(PARTS[part][0])}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    page = place.sub(lambda _old: section + "\n", page) if place.search(page) else page.rstrip() + "\n\n" + section
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=PAGE.parent, delete=False) as file:
        file.write(page.rstrip() + "\n")
    Path(file.name).replace(PAGE)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    options = parser.parse_args()
    unknown = set(options.parts) - PARTS.keys()
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    failed = []
    for part in options.parts or PARTS:
        try:
            write(part, PARTS[part][1]())
        except subprocess.CalledProcessError as problem:
            failed.append(part)
            print(problem.output)
    if failed:
        print(f"Faults in: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
