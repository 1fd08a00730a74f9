"""Fields that name something else: a unit by its code, a person, a process, another record by its id."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from qms_desktop.core.fields.base import Field, refuse
from qms_desktop.core.fields.simple import TextField, checked_text
from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Message, _

if TYPE_CHECKING:
    from qms_desktop.core.profile import Profile


def is_record_id(value: Any) -> bool:
    if not isinstance(value, str) or len(value) != 36:
        return False
    try:
        return str(uuid.UUID(value)) == value
    except ValueError:
        return False


class ReferenceField(Field):
    """The id of a record of another kind. One that has not arrived yet is legal, and shown as awaited.

    With `or_words` it may be words that name what is no record.
    """

    type_name = "reference"
    names_record = True

    def __init__(self, label: Message, kind: str, *, or_words: bool = False, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.refers_to = kind
        self.or_words = or_words

    def convert(self, value: Any, profile: Profile) -> str | None:
        if self.or_words:
            return checked_text(value) or None
        if not is_record_id(value):
            raise refuse(_("Choose a record from the list."))
        return value

    def accepts(self, value: Any) -> bool:
        return isinstance(value, str)

    def search_text(self, value: Any, profile: Profile) -> str:
        return ""


class ProcessField(TextField):
    """A process: the number of one in the register, the id of a process card, or words that name neither yet."""

    type_name = "process"
    keyed = True
    refers_to = "process"

    def convert(self, value: Any, profile: Profile) -> str | None:
        text = checked_text(value)
        wanted = search_fold(text)
        for entry in profile.processes:
            if wanted in {search_fold(entry.id), search_fold(entry.number), *map(search_fold, entry.name.texts().values())}:
                return entry.id
        return text or None

    def show(self, value: Any, profile: Profile, language: str) -> str:
        for entry in profile.processes:
            if entry.id == value:
                return entry.name.text(language)
        return value or ""


class UnitField(TextField):
    """The code of a unit."""

    type_name = "unit"


class PersonField(TextField):
    """A person or a position, as the documents write it: mostly a position, since people change."""

    type_name = "person"
    offers = "positions"
