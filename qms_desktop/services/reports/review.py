"""R17: the pack of the management review: the institution's own list in its order, and all inputs of the standard.

Where the institution's document lists what the report holds, its items come first, none left out, and then those inputs
of the standard that the list does not name; else the inputs come in the standard's order. The profile says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qms_desktop.core.clauses import ReviewInput, load_clauses
from qms_desktop.core.messages import Joined, Localised, Text, _
from qms_desktop.core.profile_parts import ReviewItem
from qms_desktop.core.reports import Named, Part, Report, Words
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.declared import HANDED_OVER
from qms_desktop.services.expectations import USUAL
from qms_desktop.services.reports import review_heard, review_measured
from qms_desktop.services.reports.registry import ReportKind, kind_of
from qms_desktop.services.reports.review_parts import Block, Figures
from qms_desktop.services.reports.scope import Scope
from qms_desktop.store import reading

BLOCKS: dict[str, Callable[[Scope], Block]] = {
    "decisions": review_heard.decisions, "context": review_heard.context, "surveys": review_heard.surveys,
    "voices": review_heard.voices, "objectives": review_measured.objectives, "processes": review_measured.processes,
    "nonconformities": review_measured.nonconformity, "actions": review_measured.actions,
    "measurements": review_measured.measurements, "audits": review_measured.audits, "providers": review_heard.providers,
    "resources": review_heard.resources, "risks": review_measured.risks, "improvements": review_heard.improvements,
    "changes": review_heard.changes,
}  # fmt: skip
OF_INPUTS = {
    "a": ("decisions",), "b": ("context",), "c1": ("surveys", "voices"), "c2": ("objectives",), "c3": ("processes",),
    "c4": ("nonconformities", "actions"), "c5": ("measurements",), "c6": ("audits",), "c7": ("providers",), "d": ("resources",),
    "e": ("risks",), "f": ("improvements",),
}  # fmt: skip
"""Which blocks stand under each of the twelve inputs of the standard."""

KINDS_COUNTED = ("process", "risk", "objective", "nonconformity", "audit")
"""The kinds by which the pack says whose data are in it."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that the review looks at: `key` is its letter; `source` says which document asks for it.

    `added` marks an input of the standard that the institution's own list does not name.
    """

    key: str
    title: Localised
    source: Localised
    blocks: tuple[str, ...]
    inputs: tuple[str, ...]
    added: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """An item with its figures and parts; `missing` are the units whose data it lacks, `is_empty` where there are none at all."""

    item: Item
    figures: Figures
    parts: tuple[Part, ...]
    missing: tuple[Named, ...]
    is_empty: bool

    @property
    def lack(self) -> Localised | None:
        """The sentence on what is not there; None where nothing is."""
        if self.missing:
            return _("no data: {units}", units=Joined(tuple(unit.name for unit in self.missing)))
        return _("no data") if self.is_empty else None


def items(scope: Scope) -> list[Item]:
    """What the review of this institution looks at, in its order."""
    profile = scope.ws.profile
    inputs = load_clauses(profile.clauses).review_inputs
    named = {key for item in profile.review_items for key in item.inputs}
    if profile.review_by == "items":
        own = [_of_item(item) for item in profile.review_items]
        return [*own, *(_of_input(each, added=True) for each in inputs if each.key not in named)]
    return [_of_input(each, asked=[item for item in profile.review_items if each.key in item.inputs]) for each in inputs]


def _of_item(item: ReviewItem) -> Item:
    blocks = item.blocks or tuple(block for key in item.inputs for block in OF_INPUTS[key])
    return Item(item.key, item.title, _source(item), blocks, item.inputs)


def _of_input(given: ReviewInput, *, added: bool = False, asked: Sequence[ReviewItem] = ()) -> Item:
    sources = (Text.of(f"{given.clause} {given.key}"), *map(_source, asked))
    return Item(given.key, given.title, Joined(sources), OF_INPUTS[given.key], (given.key,), added)


def _source(item: ReviewItem) -> Localised:
    return Text.of(f"{item.section} ({item.key})" if item.key.isdigit() else f"{item.section} {item.key}")


def sections(scope: Scope) -> list[Section]:
    """Every item with what the registers say of it now; a block that two items share is counted once."""
    made: dict[str, Block] = {}
    found = []
    for item in items(scope):
        for name in item.blocks:
            if name not in made:
                made[name] = BLOCKS[name](scope)
        found.append(_section(scope, item, [made[name] for name in item.blocks]))
    return found


def _section(scope: Scope, item: Item, blocks: Sequence[Block]) -> Section:
    kinds = list(dict.fromkeys(kind for block in blocks for kind in block.kinds))
    there = {unit for kind in kinds for unit in _units(scope, kind)}
    asked = HANDED_OVER if scope.opened.period else USUAL
    expected = scope.expected([form for kind in kinds if kind in asked for form in KINDS[kind].forms])
    missing = [code for code in expected if code not in there] if there else []
    figures = [figure for block in blocks for figure in block.figures]
    is_empty = not there and not any(figure.value for _label, figure in figures)
    return Section(item, figures, tuple(part for block in blocks for part in block.parts), scope.named(missing), is_empty)


def _units(scope: Scope, kind: str) -> Iterator[str]:
    for period in scope.periods or (None,):
        for unit, _state, _count in reading.stages(scope.tx, kind, period):
            if scope.codes is None or unit in scope.codes:
                yield unit


@dataclass(frozen=True, slots=True)
class Pack:
    """The sections, and the report that they make one after the other."""

    sections: list[Section]
    report: Report


def pack(scope: Scope, kind: ReportKind) -> Report:
    """R17: the sections one after the other, each under its letter; one without data says so."""
    return _pack(scope, kind).report


def pack_of(scope: Scope) -> Pack:
    """The same with its sections."""
    return _pack(scope, kind_of("R17"))


def _pack(scope: Scope, kind: ReportKind) -> Pack:
    parts: list[Part] = []
    found = sections(scope)
    for section in found:
        item = section.item
        title = (_("{key}) {title}", key=item.source, title=item.title) if item.added
                 else _("{key}) {title} ({source})", key=item.key, title=item.title, source=item.source))  # fmt: skip
        parts.append(Words(_said(section.figures, section.lack), title))
        parts += section.parts
    added = tuple(Text.of(section.item.key) for section in found if section.item.added)
    note = _("Inputs of the standard that the list of the institution does not name: {keys}.", keys=Joined(added)) if added else None
    return Pack(found, scope.report(kind.id, kind.title, parts, kinds=KINDS_COUNTED, notes=(note,)))


def _said(figures: Figures, lack: Localised | None) -> Localised:
    """The main figures in one line, with what is missing behind them."""
    said = [_("{label}: {figure}", label=label, figure=figure.shown) for label, figure in figures]
    return Joined((*said, *([lack] if lack else [])), "; ")

