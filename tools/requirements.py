"""The obligations of the founding documents, each with the tests that prove it: writes docs/requirements.md.

`python tools/requirements.py` reads the marks `@pytest.mark.requirement("R012")` out of the tests' sources, writes the
page and says what no test proves. Tests fail where the page is stale, and where a *must* or a *should* has no test.
"""

from __future__ import annotations

import ast
import functools
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
OBLIGATIONS = TESTS / "requirements" / "requirements.json"
WAITS = TESTS / "requirements" / "waits.json"
PAGE = ROOT / "docs" / "requirements.md"

SOURCES = {
    "oshsu": "Quality Manual of Osh State University",
    "jasu": "Quality Management System Regulation of Jalal-Abad State University",
}
INTRODUCTION = """# Requirements and their tests

The obligations that the founding documents of the two universities put on the program, each with the tests that prove
it. A test names what it proves by `@pytest.mark.requirement("R012")` and fails when the behaviour is taken out. Written by
`tools/requirements.py` from the tests and from `tests/requirements/`: `requirements.json` holds the obligations, `waits.json`
the reasons why a *could* waits.
"""


@dataclass(frozen=True, slots=True)
class Obligation:
    """A numbered obligation: `section` of the document of `source`, `priority` must, should or could."""

    id: str
    source: str
    section: str
    priority: str
    kind: str
    requirement: str


def obligations() -> list[Obligation]:
    return [Obligation(**row) for row in json.loads(OBLIGATIONS.read_text(encoding="utf-8"))]


def waits() -> dict[str, str]:
    """The reasons, by id, why a *could* waits."""
    return json.loads(WAITS.read_text(encoding="utf-8"))


@functools.cache
def marks() -> dict[str, list[str]]:
    """The tests of every marked obligation, as `file::name`, in the order of files and lines.

    Marks are read off the sources; of a file that gives them to its cases (`mark.requirement(*…)`) pytest is asked.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        if "mark.requirement(" not in source:
            continue
        named = _collected(path) if "mark.requirement(*" in source else _marked(ast.parse(source).body)
        for name, ids in named:
            for obligation in ids:
                tests = found.setdefault(obligation, [])
                test = f"{path.relative_to(ROOT).as_posix()}::{name}"
                if test not in tests:
                    tests.append(test)
    return found


def _collected(path: Path) -> Iterator[tuple[str, list[str]]]:
    """(name of a test with its case, ids) as pytest collects them, in a process of its own."""
    command = [sys.executable, str(Path(__file__)), "collect", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    yield from (tuple(each) for each in json.loads(done.stdout.splitlines()[-1]))


def collect(path: str) -> None:
    """Print what pytest collects of a file: a list of names and ids."""
    import pytest

    class Marks:
        found: ClassVar[list[tuple[str, list[str]]]] = []

        def pytest_collection_modifyitems(self, items: list[Any]) -> None:
            for item in items:
                ids = [id_ for mark in item.iter_markers("requirement") for id_ in mark.args]
                if ids:
                    self.found.append((item.nodeid.partition("::")[2], ids))

    given = Marks()
    code = pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", path], plugins=[given])
    if code:
        raise SystemExit(int(code))
    sys.stdout.write("\n" + json.dumps(given.found) + "\n")


def _marked(body: list[ast.stmt], inside: str = "", outer: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """(name of a test, ids) of the tests of a module or a class; a class's marks are its tests' too."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _marked(node.body, f"{inside}{node.name}::", (*outer, *_ids(node.decorator_list)))
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test") and (ids := [*outer, *_ids(node.decorator_list)]):
            yield f"{inside}{node.name}", ids


def _ids(decorators: list[ast.expr]) -> list[str]:
    return [
        argument.value
        for decorator in decorators
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.requirement"
        for argument in decorator.args
        if isinstance(argument, ast.Constant)
    ]


def page() -> str:
    """The page as it must stand in docs/."""
    rows, proven, waiting = obligations(), marks(), waits()
    parts = [INTRODUCTION, *_figures(rows, proven)]
    for source, title in SOURCES.items():
        parts += [f"\n## {title}\n", "| No. | section | priority | obligation | proven by |", "|---|---|---|---|---|"]
        parts += [_row(row, proven, waiting) for row in rows if row.source == source]
    return "\n".join(parts) + "\n"


def _figures(rows: list[Obligation], proven: dict[str, list[str]]) -> list[str]:
    lines = ["| priority | obligations | proven |", "|---|---|---|"]
    for priority in ("must", "should", "could"):
        of_it = [row for row in rows if row.priority == priority]
        lines.append(f"| {priority} | {len(of_it)} | {sum(row.id in proven for row in of_it)} |")
    return lines


def _row(row: Obligation, proven: dict[str, list[str]], waiting: dict[str, str]) -> str:
    shown = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in proven.get(row.id, ()))
    if not shown:
        shown = f"waits: {waiting[row.id]}" if row.id in waiting else "**open**"
    return f"| {row.id} | {row.section} | {row.priority} | {row.requirement} | {shown} |"


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")
    for priority in ("must", "should", "could"):
        ids = [row.id for row in obligations() if row.priority == priority and row.id not in {**marks(), **waits()}]
        sys.stdout.write(f"{priority}: {len(ids)} open {' '.join(ids)}\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["collect"]:
        collect(sys.argv[2])
    else:
        main()
