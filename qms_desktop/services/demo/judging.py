"""What is seen and said at the questions of a checklist: by an auditor, and by a unit that checks itself."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.messages import Text
from qms_desktop.services.demo.stage import Stage

OTHERS = {5: "observation", 7: "ofi", 11: "good_practice", 13: "not_applicable", 17: "not_examined"}
"""What is found at some of every twenty questions, in every unit at others; the rest conform."""
APART = 3

TOLD = ("observation", "ofi", "good_practice")


def judgements(
    stage: Stage, items: list[dict[str, Any]], findings: list[dict[str, Any]], by: str, day: str, turn: int
) -> list[dict[str, Any]]:
    """Every question with its verdict: what was found stands at the question of its clause; nothing is told twice."""
    open_, told = list(findings), set()
    lines = []
    for number, item in enumerate(items):
        line = {"id": item["id"], "unit": item["unit"], "checked_on": day, "checked_by": by}
        story = next((row for row in open_ if (item["clause"] or "").startswith(row["clause"][:3])), None)
        if story is not None:
            open_.remove(story)
            verdict = "major_nc" if story["class"] == "major" else "minor_nc"
            lines.append(line | {"verdict": verdict, "finding": story["statement"], "evidence": story["evidence"]})
            story["checklist_item"] = item["id"]
            continue
        seen = _seen(stage, item["clause"] or "")
        verdict = OTHERS.get((number + APART * turn) % 20, "conforms")
        if verdict in TOLD:
            if seen[verdict] in told:
                verdict = "conforms"
            else:
                told.add(seen[verdict])
                line["finding"] = seen[verdict]
        if verdict not in ("not_applicable", "not_examined"):
            line["evidence"] = f"{seen['evidence']}; {_number(number, turn).text(stage.language)}"
        lines.append(line | {"verdict": verdict})
    return lines


def not_examined(stage: Stage, items: list[dict[str, Any]], lines: list[dict[str, Any]]) -> str | None:
    """What the report says of the questions that were not looked at."""
    clauses = ", ".join(item["clause"] for item, line in zip(items, lines, strict=True) if line["verdict"] == "not_examined")
    said = Text(f"{clauses}: аудиттин күндөрү бул иштер жүргүзүлгөн эмес, кийинки аудитте каралат",
                f"{clauses}: в дни аудита эти работы не велись, будет рассмотрено на следующем аудите",
                f"{clauses}: this work was not going on in those days; it is left to the next audit")  # fmt: skip
    return said.text(stage.language) if clauses else None


def _seen(stage: Stage, clause: str) -> dict[str, Any]:
    chapter = clause.partition(".")[0]
    return next((row for row in stage.rows["seen"] if row["chapter"] == chapter), stage.rows["seen"][0])


def _number(number: int, turn: int) -> Text:
    """The folder in which it was seen."""
    folder = 1 + (number * 7 + turn * 5) % 24
    return Text(f"№ {folder} папка", f"папка № {folder}", f"folder No. {folder}")
