"""Lists: of texts, of people with positions, of items with fields of their own."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

import msgspec

from qms_desktop.core.errors import FieldProblem
from qms_desktop.core.fields.base import Field, refuse
from qms_desktop.core.fields.simple import checked_text, is_iso_date
from qms_desktop.core.languages import format_date, parse_date
from qms_desktop.core.messages import Message, _

if TYPE_CHECKING:
    from qms_desktop.core.profile import Profile

MOST_ITEMS = 500
LONGEST_ID = 100


class JsonField(Field):
    """A structured value that is one cell of the journal and one JSON text in its column."""

    storage = "json"

    def to_column(self, value: Any) -> Any:
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def from_column(self, value: Any) -> Any:
        return None if value is None else msgspec.json.decode(value)


def lines_of(value: Any) -> list[Any]:
    """A list from a list, or from a text of lines or of parts set off by semicolons."""
    if isinstance(value, list):
        found = value
    elif isinstance(value, str):
        found = [part for line in value.split("\n") for part in line.split(";") if part.strip()]
    else:
        raise refuse(_("Write a list here."))
    if len(found) > MOST_ITEMS:
        raise refuse(_("The list is too long: {count} of {most}.", count=len(found), most=MOST_ITEMS))
    return found


class StringsField(JsonField):
    """Several short texts; one text is a list of one."""

    type_name = "texts"

    def convert(self, value: Any, profile: Profile) -> list[str] | None:
        texts = [checked_text(text) for text in ([value] if isinstance(value, str) else lines_of(value))]
        return [text for text in texts if text] or None

    def parse(self, text: str, profile: Profile) -> Any:
        return self.check(lines_of(text), profile)

    def accepts(self, value: Any) -> bool:
        return isinstance(value, list) and all(isinstance(text, str) for text in value)

    def show(self, value: Any, profile: Profile, language: str) -> str:
        return "; ".join(value or ())


class DatesField(StringsField):
    """Several days, each written as the language writes a date, or words where the day is not known yet."""

    def convert(self, value: Any, profile: Profile) -> list[str] | None:
        return [_day_or_words(text) for text in super().convert(value, profile) or ()] or None

    def show(self, value: Any, profile: Profile, language: str) -> str:
        return "; ".join(self.days(value, language))

    def days(self, value: Any, language: str) -> list[str]:
        """The days one by one, as people read them."""
        return [format_date(day, language) if is_iso_date(day) else day for day in value or ()]


def _day_or_words(text: str) -> str:
    try:
        return parse_date(text).isoformat()
    except ValueError:
        return text


class PeopleField(JsonField):
    """Positions and the people who hold them, `[{"position", "name"}]`; a text is a position."""

    type_name = "people"

    def convert(self, value: Any, profile: Profile) -> list[dict[str, str]] | None:
        people = []
        for given in [value] if isinstance(value, dict) else lines_of(value):
            person = {"position": given} if isinstance(given, str) else given
            if not isinstance(person, dict) or not person.keys() <= {"position", "name"}:
                raise refuse(_("Write a position and a name."))
            cleaned = {part: checked_text(person.get(part) or "") for part in ("position", "name")}
            if any(cleaned.values()):
                people.append(cleaned)
        return people or None

    def accepts(self, value: Any) -> bool:
        return isinstance(value, list) and all(
            isinstance(p, dict) and isinstance(p.get("position", ""), str) and isinstance(p.get("name", ""), str)
            for p in value
        )

    def show(self, value: Any, profile: Profile, language: str) -> str:
        return "; ".join(", ".join(filter(None, (p.get("position"), p.get("name")))) for p in value or ())


class ObjectField(JsonField):
    """A JSON object written by the program itself, not typed by people (a submission, a verdict)."""

    type_name = "object"
    by_program = True

    def convert(self, value: Any, profile: Profile) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise refuse()
        return value

    def accepts(self, value: Any) -> bool:
        return isinstance(value, dict)

    def search_text(self, value: Any, profile: Profile) -> str:
        return ""


def is_item_id(value: Any) -> bool:
    """Whether a value can stand between the strokes of a journal's cell, `list/item/field`."""
    return (
        isinstance(value, str) and 0 < len(value) <= LONGEST_ID and "/" not in value and value.isprintable()
        and unicodedata.is_normalized("NFC", value)
    )  # fmt: skip


class ItemsField(Field):
    """A list of items with fields of their own, each a cell `list/item/field` of the journal.

    In JSON a list of objects with `id`; a plain text is taken for the first field's value.
    """

    type_name = "items"
    storage = "json"

    def __init__(self, label: Message, item_fields: dict[str, Field], **rest: Any) -> None:
        super().__init__(label, **rest)
        self.item_fields = item_fields
        for name, field in item_fields.items():
            field.__set_name__(type(self), name)
        self.main = next(iter(item_fields))

    def convert(self, value: Any, profile: Profile) -> list[dict[str, Any]]:
        items = []
        for place, given in enumerate(lines_of(value), start=1):
            item = {self.main: given} if isinstance(given, str) else given
            if not isinstance(item, dict):
                raise refuse(_("Item {place}: write a text.", place=place))
            items.append(self._checked(item, place, profile))
        return [item for item in items if any(item.get(name) is not None for name in self.item_fields)]

    def _checked(self, item: dict[str, Any], place: int, profile: Profile) -> dict[str, Any]:
        checked: dict[str, Any] = {}
        for name, value in item.items():
            if name == "id":
                if value is not None and not is_item_id(value):
                    raise refuse(_("Item {place}: its id is not one of this program's.", place=place))
                if value:
                    checked["id"] = value
            elif name not in self.item_fields:
                raise refuse(_("Item {place} has no field “{name}”.", place=place, name=name))
            else:
                try:
                    checked[name] = self.item_fields[name].check(value, profile)
                except FieldProblem as problem:
                    raise refuse(
                        _("Item {place}, {label}: {problem}", place=place,
                          label=self.item_fields[name].label, problem=problem.message)
                    ) from problem
        return checked

    def parse(self, text: str, profile: Profile) -> Any:
        return self.check(lines_of(text), profile)

    def accepts(self, value: Any) -> bool:
        return isinstance(value, list)

    def show(self, value: Any, profile: Profile, language: str) -> str:
        return "; ".join(self.item_fields[self.main].show(i.get(self.main), profile, language) for i in value or ())

    def search_text(self, value: Any, profile: Profile) -> str:
        return " ".join(str(item.get(self.main) or "") for item in value or ())
