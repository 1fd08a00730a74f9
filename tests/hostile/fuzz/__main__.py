"""python -m tests.hostile.fuzz --seconds 300: every target for its share of the time, each in a process of its own.

A crash, or anything raised that is no refusal, is told with its input and ends this with 1. atheris must be there
(`make fuzz` installs it).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from . import NAMES


def fuzz(name: str, folder: Path, seconds: int) -> None:
    """Fuzz one target in this process, which atheris ends."""
    import atheris

    with atheris.instrument_imports(include=["qms_desktop"]):
        from tests.hostile.fuzz.targets import targets
        from tests.hostile.mutations.ground import Ground

    ground = Ground(folder / "ground")
    target = targets(ground)[name]
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(seed)

    def mutate(data: bytes, most: int, _seed: int) -> bytes:
        changed = target.mutate(data, lambda part: atheris.Mutate(part, len(part) + 64))
        return changed if len(changed) <= most else data

    arguments = [sys.argv[0], str(corpus), f"-max_total_time={seconds}", "-max_len=100000", "-timeout=10", "-rss_limit_mb=1000",
                 f"-artifact_prefix={folder}/", "-print_final_stats=1"]  # fmt: skip
    atheris.Setup(arguments, target.run, **({"custom_mutator": mutate} if target.mutate else {}))
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=300, help="of all targets together")
    parser.add_argument("--target", choices=NAMES, help="this one alone, in this process")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.folder:
        fuzz(options.target, options.folder, options.seconds)
    failed = []
    names = [options.target] if options.target else NAMES
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "ground").mkdir()
            done = subprocess.run(
                [sys.executable, "-m", "tests.hostile.fuzz", "--target", name, "--folder", folder,
                 "--seconds", str(options.seconds // len(names))],
                capture_output=True, text=True, errors="replace", check=False,
            )  # fmt: skip
            runs = [line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line]
            print(f"{name}: {runs[-1] if runs else 'no'} runs, {'a fault' if done.returncode else 'no fault'}", flush=True)
            if done.returncode:
                failed.append(name)
                print(done.stdout, done.stderr[-5000:], sep="\n")
                for found in Path(folder).glob("*-*"):
                    print("input", found.name, repr(found.read_bytes()[:3000]))
    return 1 if failed else 0


sys.exit(main())
