"""Bring the table in docs/reliability.md to the tests: which test shows which property or fault.

A test names what it shows at its beginning: `test_F05_truncated_at_every_byte`. Run it after adding one.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reliability.md"
ROW = re.compile(r"^\| ([PF]\d\d) \| ([^|]+) \|.*$", re.MULTILINE)


def tests_by_number() -> dict[str, list[str]]:
    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "tests"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    found: dict[str, list[str]] = {}
    for file, name in dict.fromkeys(re.findall(r"^tests/(\S+?)\.py::(test_[PF]\d\d\w*)", listed, re.MULTILINE)):
        for number in re.findall(r"[PF]\d\d", name):
            found.setdefault(number, []).append(f"`{file}::{name}`")
    return found


def main() -> int:
    found = tests_by_number()
    text = PAGE.read_text("utf-8")
    renewed = ROW.sub(lambda row: f"| {row[1]} | {row[2]} | {'<br>'.join(found.get(row[1], [])) or '–'} |", text)
    PAGE.write_text(renewed, "utf-8")
    shown = sum(1 for row in ROW.finditer(text) if row[1] in found)
    print(f"{shown} of {len(ROW.findall(text))} are shown by tests")
    return 0


if __name__ == "__main__":
    sys.exit(main())
