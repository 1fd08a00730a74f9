"""The parts of a report as JSON that a record can keep, and back: what was approved shows the same figures for ever.

A text keeps its wordings in all languages; a figure keeps what it was counted from, and where the ids of the records
behind it stand among those that are kept beside the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from qms_desktop.core.messages import Localised, Text
from qms_desktop.core.reports import Cell, Chart, Column, Figure, HeatMap, Link, Part, Series, Table, Words
from qms_desktop.services.reports.behind import Behind

Json = dict[str, Any]


def frozen(part: Part, behind: Behind) -> Json:
    """A part as JSON, which the journal takes: numbers that are not whole are texts. Its records are added to `behind`."""
    return _FREEZE[type(part)](part, behind)


def thawed(given: Mapping[str, Any], behind: Behind) -> Part:
    """The part that was frozen; `behind` are the records kept with it, none of what was frozen without them."""
    return _THAW[given["part"]](given, behind)


def figure(one: Figure, behind: Behind) -> Json:
    """A figure as JSON."""
    places = behind.places(one.records)
    return _filled({
        "value": _number(one.value), "shown": text(one.shown),
        "of": [_number(one.numerator), _number(one.denominator)] if one.denominator is not None else None,
        "behind": places or None, "more": one.behind - sum(map(len, places.values())) or None,
    })  # fmt: skip


def figure_of(given: Mapping[str, Any], behind: Behind) -> Figure:
    part, whole = given.get("of") or (None, None)
    records = behind.records(given.get("behind", {}))
    return Figure(_decimal(given.get("value")), text_of(given["shown"]), _decimal(part), _decimal(whole), records, given.get("more", 0))


def text(words: Localised | str) -> Any:
    """A text: one wording where all languages say the same, else each."""
    if isinstance(words, str):
        return words
    found = words.texts()
    return found["ky"] if len(set(found.values())) == 1 else found


def text_of(given: Any) -> Text:
    return Text.of(given)


# --- tables and words --------------------------------------------------------------------------------------------


def _table(part: Table, behind: Behind) -> Json:
    return _filled({
        "part": "table", "title": text(part.title),
        "columns": [_filled({"label": text(c.label), "share": str(c.share), "number": c.number or None}) for c in part.columns],
        "rows": [[_cell(cell, behind) for cell in row] for row in part.rows],
        "note": text(part.note) if part.note else None,
        "total": [_cell(cell, behind) for cell in part.total] if part.total is not None else None,
    })  # fmt: skip


def _table_of(given: Mapping[str, Any], behind: Behind) -> Table:
    columns = tuple(Column(text_of(c["label"]), float(c["share"]), c.get("number", False)) for c in given["columns"])
    rows, total = ([tuple(_cell_of(cell, behind) for cell in row) for row in found] for found in (given["rows"], [given.get("total") or ()]))
    return Table(text_of(given["title"]), columns, tuple(rows), _text_or_none(given.get("note")), total[0] or None)


def _cell(cell: Cell, behind: Behind) -> Any:
    if isinstance(cell, Figure):
        return {"figure": figure(cell, behind)}
    if isinstance(cell, Link):
        return _filled({"link": text(cell.words), "kind": cell.kind, "record": cell.record})
    return None if cell is None else text(cell)


def _cell_of(given: Any, behind: Behind) -> Cell:
    if isinstance(given, Mapping) and "figure" in given:
        return figure_of(given["figure"], behind)
    if isinstance(given, Mapping) and "link" in given:
        return Link(text_of(given["link"]), given["kind"], given["record"])
    return None if given is None else text_of(given)


def _words(part: Words, _behind: Behind) -> Json:
    return _filled({"part": "words", "text": text(part.text), "title": text(part.title) if part.title else None})


def _words_of(given: Mapping[str, Any], _behind: Behind) -> Words:
    return Words(text_of(given["text"]), _text_or_none(given.get("title")))


# --- drawings ----------------------------------------------------------------------------------------------------


def _chart(part: Chart, _behind: Behind) -> Json:
    return _filled({
        "part": "chart", "title": text(part.title), "kind": part.kind, "labels": [text(label) for label in part.labels],
        "series": [_filled({"name": text(s.name), "values": [_number(v) for v in s.values], "marked": sorted(s.marked) or None})
                   for s in part.series],
        "note": text(part.note) if part.note else None, "most": _number(part.most),
    })  # fmt: skip


def _chart_of(given: Mapping[str, Any], _behind: Behind) -> Chart:
    series = tuple(
        Series(text_of(s["name"]), tuple(map(_decimal, s["values"])), frozenset(s.get("marked", ()))) for s in given["series"]
    )
    return Chart(text_of(given["title"]), given["kind"], tuple(map(text_of, given["labels"])), series,
                 _text_or_none(given.get("note")), _decimal(given.get("most")))  # fmt: skip


def _map(part: HeatMap, behind: Behind) -> Json:
    say = partial(figure, behind=behind)
    return _filled({
        "part": "map", "title": text(part.title), "before": _spots(part.before, say), "after": _spots(part.after, say),
        "moves": [[*one, *other, number] for one, other, number in part.moves], "levels": _spots(part.levels, str),
        "likelihood": text(part.likelihood), "consequence": text(part.consequence),
        "words": {level: text(word) for level, word in part.words.items()}, "note": text(part.note) if part.note else None,
    })  # fmt: skip


def _map_of(given: Mapping[str, Any], behind: Behind) -> HeatMap:
    read = partial(figure_of, behind=behind)
    return HeatMap(
        title=text_of(given["title"]), before=_spots_of(given["before"], read), after=_spots_of(given["after"], read),
        moves=tuple(((a, b), (c, d), number) for a, b, c, d, number in given["moves"]), levels=_spots_of(given["levels"], str),
        words={level: text_of(word) for level, word in given["words"].items()}, likelihood=text_of(given["likelihood"]),
        consequence=text_of(given["consequence"]), note=_text_or_none(given.get("note")),
    )  # fmt: skip


def _spots(given: Mapping[tuple[int, int], Any], say: Callable[[Any], Any]) -> Json:
    return {f"{left} {right}": say(value) for (left, right), value in sorted(given.items())}


def _spots_of(given: Mapping[str, Any], read: Callable[[Any], Any]) -> dict[tuple[int, int], Any]:
    return {(int(left), int(right)): read(value) for place, value in given.items() for left, right in [place.split()]}


# --- small things ------------------------------------------------------------------------------------------------


def _number(value: Decimal | int | float | None) -> Any:
    return value if value is None or isinstance(value, int) else str(value)


def _decimal(value: Any) -> Decimal | int | None:
    return value if value is None or isinstance(value, int) else Decimal(value)


def _text_or_none(given: Any) -> Text | None:
    return None if given is None else text_of(given)


def _filled(given: Json) -> Json:
    return {key: value for key, value in given.items() if value is not None}


def parts(given: Sequence[Mapping[str, Any]], behind: Behind) -> tuple[Part, ...]:
    """Several frozen parts."""
    return tuple(thawed(part, behind) for part in given)


_FREEZE: dict[type, Callable[[Any, Behind], Json]] = {Table: _table, Words: _words, Chart: _chart, HeatMap: _map}
_THAW: dict[str, Callable[[Mapping[str, Any], Behind], Part]] = {"table": _table_of, "words": _words_of, "chart": _chart_of, "map": _map_of}
