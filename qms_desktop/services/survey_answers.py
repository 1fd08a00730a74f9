"""Answers to a survey out of a workbook: one row a respondent, or counts. Only counts are kept, and no small group.

A group (a unit, a programme, a year of study) of fewer people than the survey's smallest is not written down at all: it
is joined with others until nobody can be told, nor worked out from the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import LANGUAGES, Localised, _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.satisfaction import SCALE
from qms_desktop.services import records, units
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.sheets import read_table
from qms_desktop.sheets.raw import RawSheet
from qms_desktop.store import reading
from qms_desktop.store.picking import pick
from qms_desktop.store.reading import Query

COUNTS = (*SCALE, "hard_to_say")
_SCORE_OF = dict(zip((5, 4, 3, 2, 1, 0), COUNTS, strict=True))
GROUPS = ("of_unit", "programme", "year")
_LONGEST = 30  # what an answer on the scale may be long; longer texts are open answers

Group = tuple[str, str, str]
Tally = dict[str, int]
_NOBODY: Group = ("", "", "")


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that was passed over, as people count: the row and the column of the file."""

    row: int
    column: str
    said: Localised

    def as_json(self, language: str) -> dict[str, Any]:
        return {"row": self.row, "column": self.column, "problem": self.said.text(language)}


@dataclass(slots=True)
class Answers:
    """What a workbook says: the counts by question and group, as they would be written down.

    `joined` counts the groups that were too small to stand alone, each once; `left` the answers of groups that could be
    joined with no other.
    """

    survey: str
    respondents: int = 0
    results: list[dict[str, Any]] = field(default_factory=list)
    joined: int = 0
    left: int = 0
    ignored: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def as_json(self, language: str) -> dict[str, Any]:
        return {
            "respondents": self.respondents, "results": self.results, "joined": self.joined, "left": self.left,
            "ignored": self.ignored, "problems": [problem.as_json(language) for problem in self.problems],
        }  # fmt: skip


def surveys(ws: Workspace) -> dict[str, str]:
    """The surveys by their ids: the period and the title, else the number."""
    with ws.store.reading() as tx:
        found = pick(tx, "survey", ("period", "title", "number"))
    return {one["id"]: f"{one['period'] or ''} {one['title'] or one['number'] or '…'}".strip() for one in found}


def read(ws: Workspace, survey: str, path: Path) -> Answers:
    """The answers in a workbook, for a person to look at; nothing is written. UserError for a file without any."""
    with ws.store.reading() as tx:
        found = reading.records(tx, Query("survey", ids=(survey,)))
        known = {code: {search_fold(code), *map(search_fold, unit.name.texts().values())}
                 for code, unit in units.units(tx, ws.profile).items()}  # fmt: skip
    if not found:
        raise UserError(_("There is no survey {id}.", id=survey))
    least = found[0]["least_group"] or 1
    asked = {search_fold(item["text"]): item for item in found[0]["questions"] if item["text"]}
    sheet = next((sheet for sheet in read_table(path) if len(sheet.rows) > 1), None)
    if sheet is None:
        raise UserError(_("The file {name} holds no answers.", name=path.name), _("One row a respondent, the questions above."))
    answers = Answers(survey)
    tally = _read(sheet, answers, asked, known)
    if not tally:
        raise UserError(
            _("The file {name} holds no answers on the scale from 1 to 5.", name=path.name),
            _("One row a respondent with a column for each question, or a row a question with columns 5, 4, 3, 2, 1, 0."),
        )
    small: set[Group] = set()
    for question, groups in tally.items():
        if len(groups) > 1:
            small |= {group for group, counts in groups.items() if _size(counts) < least}
        item = asked.get(search_fold(question)) or {}
        for group, counts in _large(groups, least, answers):
            answers.results.append({
                "survey": survey, "question": question, "section": item.get("section"), "weight": item.get("weight"),
                "least_group": least, **{name: value or None for name, value in zip(GROUPS, group, strict=True)}, **counts,
            })  # fmt: skip
    answers.joined = len(small)
    return answers


def take_in(ws: Workspace, answers: Answers) -> SaveResult:
    """Write the counts down, in place of those of the same questions and groups, and how many answered."""
    with ws.store.reading() as tx:
        present = {_place(row): row["id"] for row in reading.records(tx, Query("survey_result", (("survey", answers.survey),)))}
    rows = [row | ({"id": present[_place(row)]} if _place(row) in present else {}) for row in answers.results]
    gone = [name for place, name in present.items() if place not in {_place(row) for row in answers.results}]
    done = [records.save(ws, "survey_result", rows)] if rows else []
    if gone:
        done.append(records.delete(ws, gone))
    done.append(records.save(ws, "survey", [{"id": answers.survey, "answered": answers.respondents}]))
    return records.joined(done)


def _place(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (search_fold(row["question"] or ""), *(row.get(name) or "" for name in GROUPS))


# --- reading -----------------------------------------------------------------------------------------------------


def _read(
    sheet: RawSheet, answers: Answers, asked: Mapping[str, Any], known: Mapping[str, set[str]]
) -> dict[str, dict[Group, Tally]]:
    head, body = [_text(cell) for cell in sheet.rows[0]], sheet.rows[1:]
    groups = {name: place for place, title in enumerate(head) for name in GROUPS if search_fold(title) in _words(name)}
    counted = {_SCORE_OF[int(title)]: place for place, title in enumerate(head) if title in ("5", "4", "3", "2", "1", "0")}
    found: dict[str, dict[Group, Tally]] = {}

    def count(question: str, group: Group, name: str, times: int = 1) -> None:
        of = found.setdefault(question, {}).setdefault(group, {})
        of[name] = of.get(name, 0) + times

    if set(SCALE) <= counted.keys():
        _counts(body, head, counted, groups, answers, known, count)
        sizes = [sum(sum(c for n, c in t.items()) for t in by_group.values()) for by_group in found.values()]
        answers.respondents = max(sizes, default=0)
        return found
    questions = _questions(head, body, groups, asked, answers)
    for number, row in enumerate(body, start=2):
        said = {place: _answer(row, place) for place in questions}
        if any(score is not None for score in said.values()):
            answers.respondents += 1
        group = _group(row, number, head, groups, answers, known)
        for place, score in said.items():
            if score is not None:
                count(questions[place], group, _SCORE_OF[score])
            elif _text(_cell(row, place)):
                answers.problems.append(Problem(number, head[place], _("no answer on the scale: “{text}”", text=_text(_cell(row, place)))))
    return found


def _counts(
    body: Sequence[Sequence[Any]], head: Sequence[str], counted: Mapping[str, int], groups: Mapping[str, int], answers: Answers,
    known: Mapping[str, set[str]], count: Any,
) -> None:  # fmt: skip
    """A row a question, and perhaps a group: the counts stand under their scores."""
    where = next((place for place, title in enumerate(head) if search_fold(title) in _words("question")), 0)
    for number, row in enumerate(body, start=2):
        question = _text(_cell(row, where))
        if not question:
            continue
        group = _group(row, number, head, groups, answers, known)
        for name, place in counted.items():
            text = _text(_cell(row, place))
            if text.isdecimal():
                count(question, group, name, int(text))
            elif text:
                answers.problems.append(Problem(number, head[place], _("“{value}” is no whole number.", value=text)))


def _questions(
    head: Sequence[str], body: Sequence[Sequence[Any]], groups: Mapping[str, int], asked: Mapping[str, Any], answers: Answers
) -> dict[int, str]:
    """The columns that hold answers on the scale: those of the survey's questions, and those that look so."""
    found: dict[int, str] = {}
    for place, title in enumerate(head):
        if not title or place in groups.values():
            continue
        filled = [row for row in body if _text(_cell(row, place))]
        on_scale = sum(_answer(row, place) is not None for row in filled)
        scaled = (asked.get(search_fold(title)) or {}).get("question_kind") in (None, "scale")
        if filled and scaled and (search_fold(title) in asked or on_scale * 2 > len(filled)):
            found[place] = (asked.get(search_fold(title)) or {"text": title})["text"]
        else:
            answers.ignored.append(title)  # a stamp of time, a name, an open answer: not kept
    return found


def _group(
    row: Sequence[Any], number: int, head: Sequence[str], groups: Mapping[str, int], answers: Answers, known: Mapping[str, set[str]]
) -> Group:
    found = {name: _text(_cell(row, place)) for name, place in groups.items()}
    unit = found.get("of_unit", "")
    if unit:
        code = next((code for code, names in known.items() if search_fold(unit) in names), None)
        if code is None:
            answers.problems.append(Problem(number, head[groups["of_unit"]], _("There is no unit {unit}.", unit=unit)))
        found["of_unit"] = code or ""
    return (found.get("of_unit", ""), found.get("programme", ""), found.get("year", ""))


def _answer(row: Sequence[Any], place: int) -> int | None:
    """The score in a cell: a number from 0 to 5, or the words of the scale in any language."""
    text = _text(_cell(row, place))
    leading = re.match(r"([0-5])(?:[.,]0+)?(?:\D|$)", text)
    if leading and len(text) <= _LONGEST + 10:
        return int(leading[1])
    return _scale_words().get(search_fold(text)) if text and len(text) <= 2 * _LONGEST else None


def _scale_words() -> dict[str, int]:
    fields = KINDS["survey_result"].fields
    return {
        search_fold(fields[name].label.text(language).partition(":")[2].strip()): score
        for score, name in _SCORE_OF.items() for language in LANGUAGES
    }  # fmt: skip


_MORE_WORDS = {
    "of_unit": "бөлүм кафедра факультет подразделение кафедра unit department of_unit",
    "programme": "программа адистик специальность programme program",
    "year": "курс year",
    "question": "суроо вопрос question",
}


def _words(name: str) -> set[str]:
    label = KINDS["survey_result"].fields[name].label
    return {*map(search_fold, label.texts().values()), *map(search_fold, _MORE_WORDS[name].split())}


def _cell(row: Sequence[Any], place: int) -> Any:
    return row[place] if place < len(row) else None


def _text(value: Any) -> str:
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return "" if value is None else " ".join(str(value).split())


# --- small groups ------------------------------------------------------------------------------------------------


def _large(groups: Mapping[Group, Tally], least: int, answers: Answers) -> list[tuple[Group, Tally]]:
    """The groups as they may be written down: the small ones joined, with the next larger one where that is needed.

    One small group alone could be worked out from the whole, so it is joined with another even then.
    """
    by_size = sorted(groups.items(), key=lambda each: (_size(each[1]), each[0]))
    together = [each for each in by_size if _size(each[1]) < least]
    rest = by_size[len(together) :]
    while together and rest and (len(together) < 2 or sum(_size(tally) for _group, tally in together) < least):
        together.append(rest.pop(0))
    if len(together) > 1:  # those of no group are told as what is joined is, and stand in one row with it
        together += [each for each in rest if each[0] == _NOBODY]
        rest = [each for each in rest if each[0] != _NOBODY]
    found = sorted(rest)
    if together:
        total = {name: sum(tally.get(name, 0) for _group, tally in together) for name in COUNTS}
        if _size(total) >= least:
            found.append((_NOBODY if len(together) > 1 else together[0][0], {n: c for n, c in total.items() if c}))
        else:
            answers.left += _size(total)
    return found


def _size(tally: Mapping[str, int]) -> int:
    """How many answered on the scale."""
    return sum(tally.get(name, 0) for name in SCALE)
