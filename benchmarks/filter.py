"""How soon a filter typed letter by letter shows its rows among 100,000: `python benchmarks/filter.py [risks]`.

Makes a store of risks with the words of the institution's own register, then types realistic searches (common words,
rare ones, the first one and two letters, letters of a Russian keyboard, nothing that is there) in several orders of
the table, asking after each letter for what the table shows first, as the window does. Prints JSON: `p50_ms` and
`p95_ms` over all letters typed (at most 50), the slowest of them by name, what counting costs (the window counts
after the rows are shown), and the 95th percentile of reading a page in the middle, as scrolling does.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from qms_desktop.core.examples import load_examples
from qms_desktop.services import setup, tables
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.authoring import Edit, new_record_id
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Key

BATCH = 5_000
UNITS = 203
TYPED = (
    "окуу процесси", "студенттердин мотивациясы", "тобокелдик", "кафедра башчысы", "билим берүү", "илимий",
    "окуу процессине иш берүүчүлөр", "жетишсиз", "онор", "турак жай №17", "сервер", "scopus", "т-б042",
    "аккредитация", "ң", "ъ", "фы", "эч жерде жок сөз",
)  # fmt: skip
"""What people type, letter by letter."""

ORDERS = ("code", "title", "-title", "score", "-score", "deadline", "residual_score", "")


def fill(ws: Workspace, count: int) -> None:
    """Write risks in big batches: titles of the register with something of their own, three measures, all levels."""
    chance = random.Random(7)
    examples = load_examples("jasu", "ky")
    known = examples["register_entry"] + examples["risk"]
    words = sorted({word for risk in known for word in f"{risk['title']} {' '.join(risk['measures'])}".split()})
    for start in range(0, count, BATCH):
        edits = [edit(chance, known, words, number) for number in range(start, min(start + BATCH, count))]
        with ws.store.writing() as tx:
            ws.write(tx, edits, op="benchmark")


def edit(chance: random.Random, known: list[dict], words: list[str], number: int) -> Edit:
    """One risk of one of the units; about one in a thousand bears a word of its own."""
    like = chance.choice(known)
    unit = f"Б{number % UNITS:03d}"
    title = f"{like['title']}: {' '.join(chance.choices(words, k=4))}"
    if chance.random() < 0.001:
        title += f", турак жай №{chance.randint(1, 40)}"
    cells = {
        "title": title, "code": f"Т-{unit}-{number // UNITS + 1:03d}", "category": like.get("category") or "academic",
        "process": like.get("process") or "J1", "cause": " ".join(chance.choices(words, k=8)).capitalize(),
        "rating": {"likelihood": chance.randint(1, 5), "consequence": chance.randint(1, 5)},
        "residual": {"likelihood": chance.randint(1, 3), "consequence": chance.randint(1, 4)},
        "responsible": like["responsible"], "deadline": f"2027-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        "period": "2026/27",
    }  # fmt: skip
    for place, text in enumerate(chance.choices([m for risk in known for m in risk["measures"]], k=3)):
        cells |= {f"measures/m{place}/text": text, f"measures/m{place}/order": (place + 1) * 1024}
    return Edit(Key(unit, "risk", new_record_id()), cells, seen={})


def letters(words: str) -> list[str]:
    """What the filter holds after each letter, and after taking the last three back."""
    typed = [words[:end] for end in range(1, len(words) + 1)]
    return typed + typed[-2:-5:-1]


def milliseconds(work) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def measure(ws: Workspace) -> dict:
    filters = (None, (("level", "high"),), (("period", "2026/27"),))
    typed: list[tuple[float, str]] = []
    counted: list[float] = []
    chance = random.Random(11)
    for words in TYPED:
        for order in ORDERS:
            where = chance.choice(filters) or ()
            unit = chance.choice((None, None, "Б042"))
            for text in letters(words):
                query = Query("risk", where, text, unit, order)
                took = milliseconds(lambda query=query: tables.page(ws, query))
                typed.append((took, f"{text!r} by {order or 'arrival'} {dict(where)} {unit or ''}"))
            counted.append(milliseconds(lambda query=query: tables.count(ws, query)))
    scrolled = [
        milliseconds(lambda order=order, offset=offset: tables.page(ws, Query("risk", order=order), offset))
        for order in ORDERS for offset in (0, 20_000, 50_000, 99_000)
    ]  # fmt: skip
    times = [took for took, _what in typed]
    return {
        "letters": len(times), "p50_ms": round(quantiles(times, n=20)[9], 1), "p95_ms": round(quantiles(times, n=20)[18], 1),
        "slowest": [f"{took:.0f} ms: {what}" for took, what in sorted(typed, reverse=True)[:12]],
        "count_p95_ms": round(quantiles(counted, n=20)[18], 1), "scroll_p95_ms": round(quantiles(scrolled, n=20)[18], 1),
    }  # fmt: skip


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QMS_KEYS"] = str(Path(folder) / "keys")
        ws = setup.init(Path(folder) / "store", institution="jasu", role="office", unit=None, person="А. Б.", position="Башчы")
        with ws:
            seconds = milliseconds(lambda: fill(ws, count)) / 1000
            print(json.dumps({"risks": count, "made_in_s": round(seconds, 1), **measure(ws)}, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
