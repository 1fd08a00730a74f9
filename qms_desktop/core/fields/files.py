"""The files that belong to a record: scans of signed sheets, photographs, evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from qms_desktop.core.fields.base import refuse
from qms_desktop.core.fields.simple import DateField, IntegerField, TextField
from qms_desktop.core.fields.structured import ItemsField
from qms_desktop.core.messages import Message, _

if TYPE_CHECKING:
    from qms_desktop.core.profile import Profile

MOST_BYTES = 2**53 - 1
_is_hash = re.compile("[0-9a-f]{64}").fullmatch


class HashField(TextField):
    """The SHA-256 of a file's bytes, in hex: by it the file is kept, sent and known again."""

    def convert(self, value: Any, profile: Profile) -> str:
        if not self.accepts(value):
            raise refuse(_("This is not the SHA-256 of a file."))
        return value

    def accepts(self, value: Any) -> bool:
        return isinstance(value, str) and _is_hash(value) is not None


class FilesField(ItemsField):
    """What is attached: of each file its name, hash and size. The bytes lie beside the store, by their hash.

    No part of a record's content: a scan of the signed sheet does not make it another version.
    """

    type_name = "files"
    by_program = True

    def __init__(self, label: Message, **rest: Any) -> None:
        super().__init__(label, {
            "name": TextField(_("Name of the file")),
            "sha256": HashField(_("Check sum (SHA-256)")),
            "size": IntegerField(_("Size"), most=MOST_BYTES),
            "added_on": DateField(_("Attached on")),
        }, content=False, **rest)  # fmt: skip
