"""What a column of the table is, and how its values are shown and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import format_date, format_number, parse_date, parse_decimal
from qms_desktop.core.messages import _
from qms_desktop.ui.components.chips import Level, State
from qms_desktop.ui.components.scale import Step
from qms_desktop.ui.speech import Said

Kind = Literal[
    "text", "number", "date", "level", "state", "check", "scale", "choice", "progress", "icon", "link"
]
Room = Literal["narrow", "panel", "wide"]
MARKS, HEADING = "_marks", "_heading"


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of one cell beside its value; a row carries them as `row["_marks"] = {key: Mark(...)}`."""

    second: Said = ""  # a second line in small type
    tone: str = ""  # a text token: "high" for a late date
    remark: Said = ""  # an open remark of the office: a corner, and words for a screen reader
    locked: Said = ""  # why it cannot be changed now
    office: bool = False  # the office owns the value: a quiet ground, not editable
    icon: str = ""  # for a column of kind "icon"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `Column("risk", _("Risk"), 240, wrap=True, editable=True, stretch=True)`.

    Values by kind: text `str`; number `int | str | Decimal`; date ISO text; level `chips.Level`; state `chips.State`;
    check `bool`; scale `int`; choice a key of `choices`; progress `(done, of)`; icon the name of an icon; link the
    words of the link. `show` and `parse` replace what the kind does; `parse` raises UserError for what it refuses.
    `whole` values are not broken inside a word: the column is as wide as the words of its first rows.
    `room` says where the column stays: everywhere, also beside the panel, or only where there is all the room.
    `name` is what a column with a short title is called in full.
    """

    key: str
    title: Said
    width: int = 100
    align: Literal["left", "centre", "right"] | None = None
    kind: Kind = "text"
    editable: bool = False
    wrap: bool = False
    stretch: bool = False
    whole: bool = False
    room: Room = "wide"
    missing: Said | None = None
    sortable: bool = False
    choices: Mapping[str, Said] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    about: Said = ""  # what is judged on the scale
    name: Said | None = None
    show: Callable[[Any], str] | None = None
    parse: Callable[[str], Any] | None = None

    @property
    def alignment(self) -> str:
        return self.align or {"number": "right", "scale": "centre", "icon": "centre", "check": "centre"}.get(
            self.kind, "left"
        )

    def text(self, value: Any) -> str:
        """The value in words of the window's language; empty for none."""
        if value is None or value == "":
            return ""
        if self.show is not None:
            return self.show(value)
        if self.kind == "date":
            return format_date(value)
        if self.kind == "number":
            return format_number(value)
        if self.kind == "choice":
            return str(self.choices.get(value, value))
        return _plain(value)

    def read(self, text: str) -> Any:
        """The value from what a person typed or pasted; UserError if it cannot be one."""
        text = text.strip()
        if not text:
            return None
        if self.parse is not None:
            return self.parse(text)
        try:
            return self._read(text)
        except ValueError:
            raise UserError(
                _("“{text}” does not fit the column “{column}”.", text=text, column=self.title), self._hint()
            ) from None

    def _read(self, text: str) -> Any:
        if self.kind == "date":
            return parse_date(text).isoformat()
        if self.kind == "number":
            number = parse_decimal(text)
            return int(number) if number == int(number) else str(number)
        if self.kind == "scale":
            if not text.isdigit() or int(text) not in {step.number for step in self.steps}:
                raise ValueError(text)
            return int(text)
        if self.kind == "choice":
            return self._key_of(text)
        return text

    def _key_of(self, text: str) -> str:
        wanted = text.casefold()
        for key, words in self.choices.items():
            if wanted in (key.casefold(), str(words).casefold()):
                return key
        raise ValueError(text)

    def _hint(self) -> Said:
        if self.kind == "date":
            return _("Write the date as 25.12.2026.")
        if self.kind == "scale":
            return _(
                "Write a number from {low} to {high}.", low=self.steps[0].number, high=self.steps[-1].number
            )
        if self.kind == "choice":
            return _("Choose from the list: Alt+↓.")
        return _("Write a number.")


def _plain(value: Any) -> str:
    if isinstance(value, Level):
        return f"{value.number} {value.word}"
    if isinstance(value, State):
        return str(value.words)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, tuple):
        return f"{value[0]} / {value[1]}"
    return str(value)
