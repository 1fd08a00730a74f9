"""One cell as a field's value: what people write in tables, and what an export wrote there."""

from __future__ import annotations

import re
from typing import Any

from qms_desktop.core.errors import FieldProblem
from qms_desktop.core.fields import Field
from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import _
from qms_desktop.core.profile import Profile
from qms_desktop.sheets.cells import CUT, cell_lines, is_list
from qms_desktop.sheets.raw import CellError

_DASHES = frozenset("-–—−")
_SCORE_AND_WORD = re.compile(r"(?:(\d{1,3})\s*(?:[-–—−:=,(/]|\s)?\s*)?([^\W\d_][^\d()]*)?\)?\s*", re.DOTALL)
_WORD_AND_SCORE = re.compile(r"([^\W\d_][^\d(]*?)\s*[-–—−:=,(/]?\s*(\d{1,3})\)?\s*", re.DOTALL)
_TEXTS = ("text", "person", "texts")
_NUMBER_AND_WORDS = re.compile(r"\s*(\d{1,9})\s*[-–—−(:.]\s*[^\W\d_].*", re.DOTALL)


def is_empty(cell: Any, field: Field | None = None) -> bool:
    """Nothing, or the dash that stands for nothing; in a text `field` of a row that the program wrote a dash is a text."""
    if not isinstance(cell, str) or not cell.strip():
        return cell is None or isinstance(cell, str)
    return cell.strip() in _DASHES and (field is None or field.type_name not in _TEXTS)


def was_cut(cell: Any) -> bool:
    """Whether the export had to cut the cell's text, so that it must not come back."""
    return isinstance(cell, str) and cell.endswith(CUT)


def entered(field: Field, cell: Any, profile: Profile, *, by_program: bool = False) -> Any:
    """The value of a cell; FieldProblem if it cannot be. In rows that the program wrote an item is a line."""
    if isinstance(cell, CellError):
        raise FieldProblem(_("The cell holds an error of the spreadsheet: {error}", error=cell.text))
    if is_empty(cell, field if by_program else None):
        return None
    if isinstance(cell, float) and not field.numeric:
        cell = format(cell, ".15g")
    if by_program and is_list(field) and isinstance(cell, str):
        return field.check(cell_lines(cell), profile)
    if field.numeric and isinstance(cell, str) and (found := _NUMBER_AND_WORDS.fullmatch(cell)):
        cell = found.group(1)
    return field.from_cell(cell, profile)


def score_and_level(field: Field, cell: Any, profile: Profile) -> tuple[int | None, str | None]:
    """`16 – жогорку`, `жогору (16)`, `16` or `орто` as score and level; FieldProblem if it is none of these."""
    if isinstance(cell, CellError):
        raise FieldProblem(_("The cell holds an error of the spreadsheet: {error}", error=cell.text))
    if isinstance(cell, int | float) and not isinstance(cell, bool) and float(cell).is_integer():
        score, word = int(cell), None
    else:
        text = str(cell).strip()
        if found := _SCORE_AND_WORD.fullmatch(text):
            digits, word = found.groups()
        elif found := _WORD_AND_SCORE.fullmatch(text):
            word, digits = found.groups()
        else:
            raise FieldProblem(_("Write the level as a number and a word: {example}.", example=_example(profile)))
        score = int(digits) if digits else None
    level = None if word is None else _level(field, word.strip(" ,;:."), profile)
    if score is not None and not 1 <= score <= 25:
        raise FieldProblem(_("Write a number from {least} to {most}.", least=1, most=25))
    if score is not None and level is not None and profile.level(score) != level:
        raise FieldProblem(
            _("The number {score} is “{right}” and not “{written}”.", score=score,
              right=profile.level_word(profile.level(score)), written=word)
        )  # fmt: skip
    return score, level


def _level(field: Field, word: str, profile: Profile) -> str:
    for variant, level in profile.level_variants.items():
        if search_fold(variant) == search_fold(word):
            return level
    return field.check(word, profile)


def _example(profile: Profile) -> Any:
    return _("{score} – {word}", score=16, word=profile.level_word(profile.level(16)))
