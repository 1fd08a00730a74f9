"""Run the tests that are named after properties and faults, and write the table of docs/reliability.md from the run.

A test names what it shows at its beginning: `test_F05_truncated_at_every_byte`; by the fixture `figures` it tells how
much it went through. Any failure leaves the page as it was. `--names` only says which numbers no test shows.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reliability.md"
ROW = re.compile(r"^\| ([PF]\d\d) \| ([^|]+) \|.*$", re.MULTILINE)
LAST_RUN = re.compile(r"(?<=Last run: ).*(?=\.$)", re.MULTILINE)
NUMBER = re.compile(r"[PF]\d\d")
TEST = re.compile(r"^(tests/\S+?\.py::(test_[PF]\d\d\w*)\S*)", re.MULTILINE)


@dataclass
class Shown:
    """What the tests of one number did: by test the cases that passed, what they counted, how long they took."""

    cases: Counter[str] = field(default_factory=Counter)
    counted: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def tests(self) -> str:
        return "<br>".join(f"`{name}`" for name in sorted(self.cases))

    @property
    def figures(self) -> str:
        cases = sum(self.cases.values())
        said = [f"{cases} case{'s' * (cases > 1)}", *(f"{n:,} {what.replace('_', ' ')}" for what, n in self.counted.items())]
        return f"{', '.join(said)}; {self.seconds:.1f} s"


def pytest(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *arguments], cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | environment,
    )  # fmt: skip


def collected() -> list[str]:
    """The node ids of all numbered tests."""
    return [node for node, _name in TEST.findall(pytest("--collect-only", "tests").stdout)]


def run(nodes: list[str], folder: Path) -> dict[str, Shown] | None:
    """Run the tests, each file in a process of its own; what each number's did, or None if one failed."""
    shown: dict[str, Shown] = defaultdict(Shown)
    failed = False
    for file in sorted({node.partition("::")[0] for node in nodes}):
        print(file, file=sys.stderr)
        report, figures = folder / "report.xml", folder / "figures.jsonl"
        figures.unlink(missing_ok=True)
        wanted = " or ".join(sorted({number for node in nodes if node.startswith(f"{file}::") for number in numbers_in(node)}))
        done = pytest(file, "-k", wanted, f"--junitxml={report}", QMS_FIGURES=str(figures))
        if done.returncode:
            print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr)
            failed = True
            continue
        for case in ET.parse(report).iter("testcase"):
            name = case.attrib["name"].partition("[")[0]
            place = file.removeprefix("tests/").removesuffix(".py")
            for number in NUMBER.findall(name):
                shown[number].cases[f"{place}::{name}"] += 1
                shown[number].seconds += float(case.attrib["time"])
        for line in figures.read_text("utf-8").splitlines() if figures.exists() else ():
            told = json.loads(line)
            for number in numbers_in(told["test"]):
                shown[number].counted.update(told["counted"])
    return None if failed else shown


def numbers_in(node: str) -> list[str]:
    """The numbers that a test names at its beginning."""
    return NUMBER.findall(node.rpartition("::")[2].partition("[")[0])


def page_with(text: str, shown: dict[str, Shown]) -> str:
    """The page with its tables as the run was."""

    def row(found: re.Match[str]) -> str:
        done = shown.get(found[1])
        return f"| {found[1]} | {found[2]} | {done.tests} | {done.figures} |" if done else f"| {found[1]} | {found[2]} | – | – |"

    tests = {name for done in shown.values() for name in done.cases}
    said = f"{dt.date.today().isoformat()}, {len(tests)} tests of {len(shown)} numbers, Python {sys.version.split()[0]}"
    return LAST_RUN.sub(said, ROW.sub(row, text))


def main() -> int:
    nodes = collected()
    text = PAGE.read_text("utf-8")
    numbers = [found[1] for found in ROW.finditer(text)]
    missing = [number for number in numbers if not any(number in numbers_in(node) for node in nodes)]
    if missing:
        print("no test of that number: " + ", ".join(missing), file=sys.stderr)
    if "--names" in sys.argv:
        return 1 if missing else 0
    with tempfile.TemporaryDirectory() as folder:
        shown = run(nodes, Path(folder))
    if shown is None:
        return 1
    PAGE.write_text(page_with(text, shown), "utf-8")
    print(f"{len(numbers) - len(missing)} of {len(numbers)} are shown by tests")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
