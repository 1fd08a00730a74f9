"""A risk register to PDF: 1,000 and 10,000 rows, beside one long table of the library alone.

`python -m benchmarks.paper` prints JSON. `ratio` (10,000 rows to 1,000) is at most 12; `library_ratio` is what
reportlab's own Table needs for the same rows in the same run.
"""

from __future__ import annotations

import gc
import io
import json
import time
from collections.abc import Callable
from typing import Any

from qms_desktop.core.examples import load_examples
from qms_desktop.core.profile import load_profile
from qms_desktop.paper import fonts
from qms_desktop.paper.data import PrintJob, RiskRegister, Sheet
from qms_desktop.paper.render import render

FEW, MANY = 1_000, 10_000
RUNS = 3


def rows(count: int) -> list[dict[str, Any]]:
    """The rows of the annex, over and over, each with its number in the title."""
    examples = load_examples("jasu", "ky")["register_entry"]
    profile = load_profile("jasu")
    found = []
    for number in range(count):
        example = dict(examples[number % len(examples)])
        example["title"] = f"{example['title']} № {number}"
        example["category"] = str(profile.risk_categories[example["category"]])
        example["measures"] = [{"text": text} for text in example["measures"]]
        example["unit"] = f"Кафедра {number % 200}"
        found.append(example)
    return found


def ours(records: list[dict[str, Any]]) -> None:
    job = PrintJob(load_profile("jasu"), Sheet(unit="Академиялык саясат бөлүмү"), RiskRegister(risks=records))
    render("Ф-04", job, io.BytesIO(), "ky")


def library(records: list[dict[str, Any]]) -> None:
    """One long reportlab Table with a repeated header and paragraphs where the text wraps."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    fonts.register()
    style = ParagraphStyle("cell", fontName=fonts.REGULAR, fontSize=9, leading=11)
    body = [["№", "Категория", "Аталышы", "Ы", "Н", "Деңгээл", "Жооптуу", "Чаралар", "Мөөнөтү", "Калган", "Бөлүм"]]
    for number, record in enumerate(records, 1):
        body.append([
            number, record["category"], Paragraph(record["title"], style), record["likelihood"], record["consequence"],
            record["likelihood"] * record["consequence"], Paragraph(", ".join(record["responsible"]), style),
            Paragraph("; ".join(m["text"] for m in record["measures"]), style), Paragraph(str(record["deadline"]), style),
            record.get("residual_score"), record["unit"],
        ])  # fmt: skip
    table = Table(body, repeatRows=1, colWidths=[25, 70, 120, 25, 25, 45, 110, 130, 60, 45, 60])
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.4, "black"), ("FONT", (0, 0), (-1, -1), fonts.REGULAR, 9)]))
    SimpleDocTemplate(io.BytesIO(), pagesize=landscape(A4)).build([table])


def seconds(work: Callable[[list], None], records: list) -> float:
    gc.collect()
    begun = time.process_time()
    work(records)
    return time.process_time() - begun


def main() -> dict[str, Any]:
    few, many = rows(FEW), rows(MANY)
    ours(few[:50])
    library(few[:50])
    ours_few = sorted(seconds(ours, few) for _ in range(RUNS))[RUNS // 2]
    ours_many = seconds(ours, many)
    library_few = seconds(library, few)
    library_many = seconds(library, many)
    return {
        "rows": [FEW, MANY], "ours_s": [round(ours_few, 2), round(ours_many, 2)],
        "ratio": round(ours_many / ours_few, 2),
        "library_s": [round(library_few, 2), round(library_many, 2)],
        "library_ratio": round(library_many / library_few, 2),
        "ours_to_library": [round(ours_few / library_few, 2), round(ours_many / library_many, 2)],
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(main(), ensure_ascii=False, indent=1))
