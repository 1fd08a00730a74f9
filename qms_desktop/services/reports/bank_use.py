"""In R8: which questions of the bank audits did not ask, and which always conform: what to ask otherwise next year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from qms_desktop.core.clauses import order
from qms_desktop.core.messages import _
from qms_desktop.core.profile import load_checklist_bank
from qms_desktop.core.reports import Column, Figure, Table
from qms_desktop.services.reports.numbers import count, number, percent
from qms_desktop.services.reports.scope import Scope

KIND = "checklist_item"
ASKED = ("audit", "question_id", "question", "clause", "verdict")
"""What reports read of a question: the same columns everywhere, so that they are read once."""

ALWAYS = 3
"""A question asked so often, and never answered but by “conforms”, tells nothing new."""

LISTED = 100


def use(scope: Scope, examined: Collection[str]) -> list[Table]:
    """By chapter of the standard how many questions were asked; and the questions that always conform.

    Asked is what was judged by one of the verdicts `examined`.
    """
    bank = {question.id: question for name in scope.ws.profile.checklists for question in load_checklist_bank(name).questions}
    rows = [row for row in scope.rows(KIND, ASKED)
            if row["audit"] and row["verdict"] in examined]  # fmt: skip
    if not rows:
        return []
    asked: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        asked[row["question_id"]].append(row["id"])
    chapters: dict[str, list[str]] = defaultdict(list)
    for question in bank.values():
        chapters[question.clause.partition(".")[0]].append(question.id)
    lines = [
        (chapter, number(len(own)), _share(own, asked), _missing([bank[one].clause for one in own if one not in asked]))
        for chapter, own in sorted(chapters.items(), key=lambda each: order(each[0]))
    ]  # fmt: skip
    every = [one for own in chapters.values() for one in own]
    columns = (Column(_("Chapter of the standard"), 1.4), Column(_("Questions of the bank"), number=True), Column(_("Asked"), 1.2, number=True),
               Column(_("Clauses of those that nobody asked"), 4))  # fmt: skip
    total = (_("Together"), number(len(every)), _share(every, asked), None)
    return [Table(_("Use of the question bank"), columns, tuple(lines), total=total), _always(rows)]


def _share(questions: list[str], asked: Mapping[str, list[str]]) -> Figure:
    found = [one for one in questions if one in asked]
    return percent(len(found), len(questions), {KIND: [each for one in found for each in asked[one]]})


def _missing(clauses: list[str]) -> str:
    counted = Counter(clauses)
    return ", ".join(f"{clause} ({n})" if n > 1 else clause for clause, n in sorted(counted.items(), key=lambda each: order(each[0])))


def _always(rows: list[dict]) -> Table:
    asked: dict[tuple[str, str], list[dict]] = defaultdict(list)
    for row in rows:
        asked[(row["clause"] or "").strip(), row["question"] or ""].append(row)
    found = [(clause, question, [row["id"] for row in seen]) for (clause, question), seen in asked.items()
             if len(seen) >= ALWAYS and all(row["verdict"] == "conforms" for row in seen)]  # fmt: skip
    found.sort(key=lambda each: (-len(each[2]), order(each[0])))
    columns = (Column(_("Clause")), Column(_("Question"), 6), Column(_("Asked, times"), number=True))
    note = _("Asked {n} times or more, and never found anything: ask otherwise, or look at something else.", n=ALWAYS)
    return Table(_("Questions that always conform"), columns, tuple((clause, question, count({KIND: ids})) for clause, question, ids in found[:LISTED]), note)
