"""Records on paper by their declarations: tables whose columns are fields, and the particulars of one record.

A heading is the field's own label, so that the paper says what the window says, unless the form has a word of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from reportlab.lib.units import mm

from qms_desktop.core.fields import Field
from qms_desktop.core.messages import p_
from qms_desktop.models.catalogue import KINDS
from qms_desktop.paper import values
from qms_desktop.paper.blocks import SMALL, SMALL_STRONG, TABLE, Set, heading, paragraph, space
from qms_desktop.paper.data import Record, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.fonts import Style
from qms_desktop.paper.form import Grid
from qms_desktop.paper.table import HAND_ROW, Column, Row, table

Say = Callable[[Record], Any]
_LINE = 7.5 * mm
_LABEL_SHARE = 0.32
_SIGNATURE = p_("signature table", "signature")
_CENTRED = frozenset({"date", "deadline", "integer", "number", "scale", "boolean"})


class Part(NamedTuple):
    """A column of a table, or a line of particulars: the fields that stand in it one below the other, its share of the
    width, and where they are not the fields' own its heading and what it says of a record. `room` is the height left
    for a hand where nothing is written, in lines."""

    fields: str
    share: float = 20.0
    heading: Words | None = None
    say: Say | None = None
    align: str = ""
    room: int = 1


def fields_of(named: str) -> Mapping[str, Field]:
    """The fields of a kind (`risk`), or of the items of one of its lists (`risk.measures`)."""
    kind, _stroke, items = named.partition(".")
    return KINDS[kind].item_lists[items].item_fields if items else KINDS[kind].fields


def label(named: str, field: str) -> Words:
    """What a field is called."""
    return fields_of(named)[field].label


def to_sign(heading: Words = _SIGNATURE, share: float = 24) -> Part:
    """An empty column to sign in."""
    return Part("", share, heading, lambda _record: "")


def beside(named: str, names: str) -> Say:
    """Says several fields in one line, set off by semicolons."""
    parts = [Part(name) for name in names.split()]

    def say(record: Record) -> str:
        return "; ".join(text for part in parts for text in said(named, record, part))

    return say


def said(named: str, record: Record, part: Part) -> Any:
    """What a record says in a part: dates and numbers as the language writes them, lists one item below the other."""
    if part.say is not None:
        return part.say(record)
    fields = fields_of(named)
    return [text for name in part.fields.split() for text in _texts(fields[name], record.get(name))]


def _texts(field: Field, value: Any) -> list[str]:
    if value is None or value == "":
        return []
    if field.type_name == "items":
        return values.measures({"measures": value}) if "due" in field.item_fields else values.points(value)
    if field.type_name in ("texts", "people"):
        return values.points(value)
    return [values.number(value) if field.numeric else values.day(value)]


def columns(named: str, parts: Sequence[Part]) -> list[Column]:
    """The columns of a table of records."""
    fields = fields_of(named)
    return [Column(_heading(fields, part), part.share, part.align or _align(fields, part)) for part in parts]


def _heading(fields: Mapping[str, Field], part: Part) -> Any:
    if part.heading is not None:
        return part.heading
    labels = [str(fields[name].label) for name in part.fields.split()]
    return ", ".join([labels[0], *(_small(word) for word in labels[1:])])


def _small(word: str) -> str:
    """A label that goes on after a comma; abbreviations keep their letters."""
    return word[0].lower() + word[1:] if word[1:2].islower() else word


def _align(fields: Mapping[str, Field], part: Part) -> str:
    first = fields.get(part.fields.split()[0]) if part.fields else None
    return "center" if first is not None and first.type_name in _CENTRED else "left"


def record_table(
    named: str, parts: Sequence[Part], records: Iterable[Record], width: float, *, title: Words | None = None,
    style: Style = SMALL, blank: int = 8, numbered: bool = True, spare: int = 0, signed: bool = False, glued: bool = False,
) -> Iterator[Slice]:
    """A table of records under a heading: numbered, its rows high enough to sign in where it is `signed`, with `spare`
    empty rows below; without a record it has `blank` rows to be filled in by hand."""
    shown = columns(named, parts)
    if numbered:
        shown = [Column(p_("paper", "No."), 9, "center"), *shown]
    rows = [
        Row([*([place] if numbered else ()), *(said(named, record, part) for part in parts)], least=HAND_ROW if signed else 0.0)
        for place, record in enumerate(records, 1)
    ]
    if rows:
        rows += [Row([""] * len(shown), least=HAND_ROW)] * spare
    if title is not None:
        yield from heading(title, width)
        glued = True
    yield from table(shown, rows, width, style=style, blank=blank, glued=glued)


def particulars(
    named: str, parts: Sequence[Part], record: Record, width: float, *, title: Words | None = None, sparse: bool = False,
    glued: bool = False,
) -> Iterator[Slice]:
    """What a record says, a line a part: the label at the left. `sparse` leaves out what is not filled in;
    `glued` ties the lines to what stands before them."""
    rows = particular_rows(named, parts, record, sparse=sparse)
    if not rows:
        return
    if title is not None:
        yield from heading(title, width)
    yield from table(two_columns(), rows, width, headed=False, glued=glued or title is not None)


def two_columns() -> list[Column]:
    """The columns of particulars: label and content."""
    return [Column("", _LABEL_SHARE, style=SMALL_STRONG), Column("", 1 - _LABEL_SHARE, style=TABLE)]


def particular_rows(named: str, parts: Sequence[Part], record: Record, *, sparse: bool = False) -> list[Row]:
    """The lines of `particulars`."""
    fields = fields_of(named)
    found = []
    for part in parts:
        content = said(named, record, part)
        if content or not sparse:
            least = 0.0 if content else part.room * _LINE
            found.append(Row([_heading(fields, part), content], least=least, joined=bool(found)))
    return found


def grid(named: str, parts: Sequence[Part], records: Iterable[Record]) -> Grid:
    """The same table for a spreadsheet, a cell's lines one below the other."""
    fields = fields_of(named)
    return Grid([_heading(fields, part) for part in parts], [[plain(said(named, record, part)) for part in parts] for record in records])


def plain(content: Any) -> Any:
    """A cell's content without its style: a number as it is, several lines as one text."""
    if isinstance(content, list | tuple):
        return "\n".join(str(line) for line in content if line not in (None, "")) or None
    return content if isinstance(content, int | float) or content is None else str(content) or None


def prose(title: Words, text: Any, width: float, *, room: int = 3) -> Iterator[Slice]:
    """A heading and a text across the page; without one, lines to write on."""
    yield from heading(title, width)
    if text:
        yield paragraph(text, width, TABLE, glued=True)
    else:
        yield from table([Column("", 1)], [Row([""], least=room * _LINE)], width, headed=False, glued=True)


def note(text: Any, width: float) -> Iterator[Slice]:
    """A line in small type under a table."""
    yield space(1.5 * mm, glued=True)
    yield paragraph(text, width, SMALL, glued=True)


def strong(text: Any) -> Set:
    """A cell's text in bold."""
    return Set(text, SMALL_STRONG)
