"""What a profile is made of, as small values, and how they are read from its JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from qms_desktop.core.messages import Text


class ScaleStep(Struct, frozen=True):
    """One step of a scale: what it is called and when it is meant."""

    score: int
    label: Text
    meaning: Text


class Scale(Struct, frozen=True):
    """The steps 1 to 5 of likelihood or consequence: `scale[4].label`."""

    title: Text
    explanation: Text
    steps: tuple[ScaleStep, ...]

    def __getitem__(self, score: int) -> ScaleStep:
        if not 1 <= score <= len(self.steps):
            raise KeyError(score)
        return self.steps[score - 1]

    def __iter__(self) -> Iterator[ScaleStep]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)


class Level(Struct, frozen=True):
    """A risk level: the products `low`..`high` (both counted in), its word and other words for it."""

    key: str
    low: int
    high: int
    word: Text
    variants: tuple[str, ...]


class Office(Struct, frozen=True):
    """The office that runs the quality system: its name and the code of its unit."""

    code: str
    name: Text
    variants: tuple[str, ...] = ()


class UnitSeed(Struct, frozen=True):
    """A unit that the institution's documents name; `bank_type` picks the questions of its checklists."""

    code: str
    name: Text
    type: str
    parent: str | None
    bank_type: str | None


class ProcessSeed(Struct, frozen=True):
    """A process of the institution's register; `number` as printed, so that it may occur twice, `id` may not."""

    id: str
    number: str
    group: str
    name: Text
    managers: tuple[Text, ...]


class Form(Struct, frozen=True):
    """A printed form: its code and edition, and how its records are numbered (`ТП-{unit}-{year}`)."""

    code: str
    title: Text
    edition: int
    valid_from: date
    prefix: str
    number: str
    landscape: bool
    clauses: tuple[str, ...]
    retention: str
    approved_by: str | None = None
    is_view: bool = False


class Column(Struct, frozen=True):
    """A column (or a row) of a printed table."""

    key: str
    label: Text


class ChangeSheet(Struct, frozen=True):
    """A way to print the change-registration sheet."""

    key: str
    name: Text
    title: Text
    columns: tuple[Column, ...]


class Retention(Struct, frozen=True):
    """How long records are kept: `years` after the date in the field `counted_from`; without years, never destroyed.

    `kinds` are the kinds of records of the class, unless a record says otherwise of itself.
    """

    key: str
    label: Text
    counted_from: str | None
    years: int | None
    kinds: tuple[str, ...] = ()


class Deadline(Struct, frozen=True):
    """How long something may take: `days` of `count` ("working", "calendar" or "months")."""

    key: str
    days: int
    count: str
    label: Text


class Term(Struct, frozen=True):
    """What the institution calls a concept of quality management.

    `variants` are other words for the very same concept. `headings` are everyday words (record, proof) that stand for
    it above a column, and for much else in a text: an import understands them, a search does not.
    """

    key: str
    label: Text
    variants: tuple[str, ...]
    headings: tuple[str, ...] = ()


class Margins(Struct, frozen=True):
    """Page margins in millimetres."""

    left: float
    right: float
    top: float
    bottom: float


class DocumentKind(Struct, frozen=True):
    """A row of the institution's table of document kinds.

    What is `by_council` is considered by the QA office and approved by the council, and so is every change of it.
    """

    number: str
    name: Text
    level: str
    users: Text | None
    by_council: bool = False


class ReviewItem(Struct, frozen=True):
    """What the institution's own document wants in the report of the management review.

    `inputs` are the inputs of the standard that it covers, by their keys; `kinds` the records that feed it; `blocks`
    the parts of the report below it, where they are not those of its inputs.
    """

    key: str
    section: str
    title: Text
    inputs: tuple[str, ...]
    kinds: tuple[str, ...]
    blocks: tuple[str, ...] = ()


class Place(Struct, frozen=True):
    """A field that something concerns; with `values`, only where it holds one of them."""

    kind: str
    field: str
    values: tuple[str, ...] = ()


class OfficeQuestion(Struct, frozen=True):
    """A place of the founding document that reads doubtfully: the words as printed, and what is asked about them.

    `answers` are the readings by their keys, `where` the fields that hang on the answer.
    """

    id: str
    section: str
    quote: str
    question: Text
    answers: Mapping[str, Text]
    where: tuple[Place, ...]


def all_texts(values: Iterable[Any]) -> tuple[Text, ...]:
    return tuple(Text.of(value) for value in values)


def columns(values: Iterable[Mapping[str, Any]]) -> tuple[Column, ...]:
    return tuple(Column(value["key"], Text.of(value["label"])) for value in values)


def scale(given: Mapping[str, Any]) -> Scale:
    steps = (ScaleStep(s["score"], Text.of(s["label"]), Text.of(s["meaning"])) for s in given["steps"])
    return Scale(
        Text.of(given["title"]),
        Text.of(given["explanation"]),
        tuple(sorted(steps, key=lambda step: step.score)),
    )


def form(code: str, given: Mapping[str, Any]) -> Form:
    return Form(
        code=code,
        title=Text.of(given["title"]),
        edition=given["edition"],
        valid_from=date.fromisoformat(given["valid_from"]),
        prefix=given["prefix"],
        number=given["number"],
        landscape=given["orientation"] == "landscape",
        clauses=tuple(given["clauses"]),
        retention=given["retention"],
        approved_by=given.get("approved_by"),
        is_view=given.get("view", False),
    )


def term(key: str, given: Mapping[str, Any], shipped: Mapping[str, Any]) -> Term:
    """A concept as the institution calls it; the shipped word and its variants are understood besides."""
    label = Text.of(given["label"])
    words = [*given.get("variants", ()), *shipped.get("variants", ())]
    if shipped:
        words.append(without_brackets(shipped["label"]["ky"]))
    known = {label.ky, without_brackets(label.ky)}
    variants = tuple(word for word in dict.fromkeys(words) if word not in known)
    return Term(key, label, variants, tuple(dict.fromkeys([*given.get("headings", ()), *shipped.get("headings", ())])))


def without_brackets(words: str) -> str:
    """`сапат менеджменти системасы (СМС)` without its abbreviation."""
    return re.sub(r"\s*\([^)]*\)", "", words).strip()


def review_item(given: Mapping[str, Any]) -> ReviewItem:
    return ReviewItem(
        given["key"], given["section"], Text.of(given["title"]), tuple(given["inputs"]), tuple(given["kinds"]),
        tuple(given.get("blocks", ())),
    )


def office_question(given: Mapping[str, Any], common: Mapping[str, Text]) -> OfficeQuestion:
    """`common` are the answers that every question has besides its own."""
    return OfficeQuestion(
        id=given["id"],
        section=given["section"],
        quote=given["quote"],
        question=Text.of(given["question"]),
        answers=MappingProxyType({a["key"]: Text.of(a["text"]) for a in given["answers"]} | dict(common)),
        where=tuple(Place(w["kind"], w["field"], tuple(w.get("values", ()))) for w in given["where"]),
    )
