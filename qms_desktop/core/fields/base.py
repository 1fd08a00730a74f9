"""What every field of every record kind can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from qms_desktop.core.errors import FieldProblem
from qms_desktop.core.languages import sort_key
from qms_desktop.core.messages import Localised, Message, _

if TYPE_CHECKING:
    from qms_desktop.core.profile import Profile

Owner = Literal["unit", "office", "auditor", "computed"]
Storage = Literal["text", "integer", "json"]


class Field:
    """One field of a record kind: a type with a name, a label and a help text.

    A value is `None` when nothing is written. `cell` is the journal's field that holds the value; two fields
    that are judged together share one cell (likelihood and consequence), each under its own `part`.
    A computed field has `compute(values, profile)` and is never journalled; where a paper gives its value alone,
    that is kept in the field `written_as`. Long lists can be put in order by a `sorted` field, and narrowed to one
    value of a field that `narrows`, without being read whole. A `required` field may be left empty where the field
    named by `unless` is filled. `default(new, field)` gives a new record's value where none was given. Without an
    `owner` the field is the kind's owner's, else the unit's. What is `open_when_locked` is reported later of what was
    handed over (progress, actual values): a lock leaves it open, and it makes no other version of it. A text that
    `offers` a table of the profile (`positions`) completes its words while it is typed; it takes any others too.
    What is `kept` was written by the program with the record: people see it and do not change it. What is written
    `by_program` they do not see either.
    """

    type_name = "text"
    storage: Storage = "text"
    numeric = False
    names_record = False
    """Whether the value is the id of another record."""
    refers_to = ""
    """The kind of the records of which the value can be an id."""
    keyed = False
    """Whether the value is a key that stands for words of the profile or of the program."""
    by_program = False
    """Whether the program alone writes it: no form, sheet or table has an editor for it."""
    offers = ""
    sorts_itself = False
    """Whether the values in the column are in order as they are: no sort key is kept beside them."""

    def __init__(
        self,
        label: Message,
        *,
        help: Message | None = None,
        required: bool = False,
        unless: str | None = None,
        owner: Owner | None = None,
        cell: str | None = None,
        part: str | None = None,
        compute: Callable[[dict[str, Any], Profile], Any] | None = None,
        default: Callable[[Any, Field], Any] | None = None,
        content: bool = True,
        open_when_locked: bool = False,
        searched: bool = False,
        sorted: bool = False,
        narrows: bool = False,
        written_as: str | None = None,
        offers: str = "",
        kept: bool = False,
        by_program: bool = False,
    ) -> None:
        self.name = ""
        self.label = label
        self.help = help
        self.required = required
        self.unless = unless
        self.owner: Owner | None = "computed" if compute else owner
        self.cell = cell or ""
        self.part = part
        self.compute = compute
        self.default = default
        self.content = content and not compute
        self.open_when_locked = open_when_locked
        self.searched = searched
        self.sorted = sorted
        self.narrows = narrows
        self.written_as = written_as
        self.offers = offers or type(self).offers
        self.kept = kept
        self.by_program = by_program or type(self).by_program

    def __set_name__(self, _kind: type, name: str) -> None:
        self.name = name = name.removesuffix("_")  # `class_`: a name that Python keeps to itself
        if not self.cell:
            self.cell = name
        elif self.part is None:
            self.part = name

    # --- entry ---------------------------------------------------------------------------------------------------

    def check(self, value: Any, profile: Profile) -> Any:
        """The value as it is stored, from JSON or a form; `None` for an empty one; FieldProblem if impossible."""
        if value is None or value == "":
            return None
        return self.convert(value, profile)

    def convert(self, value: Any, profile: Profile) -> Any:
        raise NotImplementedError

    def parse(self, text: str, profile: Profile) -> Any:
        """The value from what a person typed, or from a cell's text, in any of the three languages."""
        return self.check(text.strip(), profile)

    def accepts(self, value: Any) -> bool:
        """Whether a journalled value, perhaps of another version, has the shape of this type."""
        raise NotImplementedError

    # --- showing -------------------------------------------------------------------------------------------------

    def show(self, value: Any, profile: Profile, language: str) -> str:
        """The value in words; empty for none."""
        return "" if value is None else str(value)

    def search_text(self, value: Any, profile: Profile) -> str:
        """What a search finds the value by; folded once for the whole record."""
        return self.show(value, profile, "ky")

    def sort_text(self, value: Any, profile: Profile) -> str:
        """What lists sort by, code point by code point, where the values do not sort themselves."""
        return "" if value is None else sort_key(self.show(value, profile, "ky"))

    # --- columns and spreadsheet cells ---------------------------------------------------------------------------

    def to_column(self, value: Any) -> Any:
        return value

    def from_column(self, value: Any) -> Any:
        return value

    def to_cell(self, value: Any, profile: Profile, language: str) -> Any:
        """The value for a spreadsheet cell."""
        return self.show(value, profile, language) or None

    def from_cell(self, value: Any, profile: Profile) -> Any:
        """The value from a spreadsheet cell."""
        if value is None:
            return None
        return self.parse(value, profile) if isinstance(value, str) else self.check(value, profile)

    def choices(self, profile: Profile) -> dict[str, Localised] | None:
        """The keys that can be chosen, with their words; None where anything can be written."""
        return None


def refuse(message: Message | None = None) -> FieldProblem:
    return FieldProblem(message or _("This value cannot be used here."))
