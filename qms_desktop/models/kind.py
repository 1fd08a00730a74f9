"""A record kind: its fields, declared once, and what follows from them."""

from __future__ import annotations

import copy
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from qms_desktop.core.fields import Field, FilesField, ItemsField, Owner
from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import LANGUAGES, Localised, Message, Text, _

if TYPE_CHECKING:
    from qms_desktop.core.profile import Profile


RESERVED = frozenset({"id", "kind", "unit", "base", "why", "deleted", "row", "search"})
"""What a record's JSON and its table hold beside its fields."""

RESERVED_IN_ITEMS = frozenset({"id", "deleted", "order", "row", "place", "item"})
"""The same of an item of a list."""


class Kind:
    """The base of every record kind: `class Risk(Kind, name="risk", label=_("Risk"), plural=_("Risks"))`.

    The declaration is the one source of the form, the table, the search, the xlsx columns, the command line's
    JSON and the bundle's payload. Fields are listed in the order in which they are declared. `title` names the field
    that a list calls the record by, `forms` the printed forms that it stands on, `term` the concept for which the
    profile may have a word of its own. `owner` owns the fields that name no owner. `home` names the fields whose unit
    (or whose record's unit) a new record belongs to, the first that is filled; what the QA office makes of a
    `published` kind is for everybody. An auditor's laptop writes the auditor's fields, and where it `audits` all.
    What a unit hands over is locked for it until it is returned, unless the kind `stays_open`. `register` names
    the field with the QA office's register number, where there is one.
    """

    catalogue: ClassVar[dict[str, Kind]] = {}
    """The kinds whose chapters were imported, by name; `models.catalogue` imports them when they are asked for."""

    name: str
    label: Message
    plural: Message
    title_field: str
    forms: tuple[str, ...]
    term: str
    home: tuple[str, ...]
    published: bool
    audits: bool
    stays_open: bool
    register: str
    fields: dict[str, Field]

    files = FilesField(_("Files"), owner="unit")
    """Every record can hold files, whoever else owns its fields; the last of them."""

    def __init_subclass__(
        cls, *, name: str, label: Message, plural: Message, title: str = "title", forms: str = "", term: str = "",
        owner: Owner = "unit", home: str = "", published: bool = False, audits: bool = False,
        stays_open: bool = False, register: str = "register_number", **rest: Any,
    ) -> None:  # fmt: skip
        super().__init_subclass__(**rest)
        if name in Kind.catalogue:
            raise ValueError(f"record kind {name!r} is declared twice")
        kind = cls()
        kind.fields = {}
        for base in reversed(cls.__mro__):
            for field in vars(base).values():
                if isinstance(field, Field):
                    kind.fields[field.name] = field if field.owner else _owned(field, owner)
        kind.fields["files"] = kind.fields.pop("files")
        items = (field.item_fields for field in kind.fields.values() if isinstance(field, ItemsField))
        taken = RESERVED & kind.fields.keys() | RESERVED_IN_ITEMS & {part for parts in items for part in parts}
        if taken:
            raise ValueError(f"record kind {name!r}: {sorted(taken)} stand in every record already")
        # A field may be called `name` or `label`: the kind's own attributes win on the instance.
        kind.name, kind.label, kind.plural, kind.title_field = name, label, plural, title
        kind.forms, kind.home, kind.term = tuple(forms.split()), tuple(home.split()), term
        kind.published, kind.audits, kind.stays_open = published, audits, stays_open
        kind.register = register if register in kind.fields else ""
        Kind.catalogue[name] = kind

    def called(self, profile: Profile) -> Localised:
        """What the institution calls a record of the kind."""
        word = profile.terms.get(self.term)
        return Text(*(_capitalised(word.label.text(language)) for language in LANGUAGES)) if word else self.label

    # --- the journal's side ----------------------------------------------------------------------------------------

    @cached_property
    def stored_fields(self) -> dict[str, Field]:
        """The fields that are written, computed ones left out."""
        return {name: field for name, field in self.fields.items() if not field.compute}

    @cached_property
    def required_fields(self) -> list[Field]:
        return [field for field in self.stored_fields.values() if field.required]

    @cached_property
    def computed_fields(self) -> dict[str, Field]:
        return {name: field for name, field in self.fields.items() if field.compute}

    @cached_property
    def searched_fields(self) -> dict[str, Field]:
        return {name: field for name, field in self.fields.items() if field.searched}

    @cached_property
    def item_lists(self) -> dict[str, ItemsField]:
        return {name: field for name, field in self.fields.items() if isinstance(field, ItemsField)}

    @cached_property
    def cells(self) -> dict[str, list[Field]]:
        """The journal's fields, each with the fields of the record that it holds."""
        found: dict[str, list[Field]] = {}
        for field in self.stored_fields.values():
            found.setdefault(field.cell, []).append(field)
        return found

    @cached_property
    def office_fields(self) -> frozenset[str]:
        """The cells that the QA office or its auditors own: what a unit writes there is a proposal."""
        return frozenset(field.cell for field in self.stored_fields.values() if field.owner != "unit")

    @cached_property
    def auditor_fields(self) -> frozenset[str]:
        """The cells that an auditor's laptop writes in the records of its audits."""
        fields = self.stored_fields.values()
        return frozenset(field.cell for field in fields if self.audits or field.owner == "auditor")

    @cached_property
    def content_cells(self) -> frozenset[str]:
        """The cells that make a version: of what a unit hands over, the unit's own; no workflow, numbers or scans."""
        return frozenset(
            field.cell for field in self.stored_fields.values()
            if field.content and (field.owner == "unit" or not self.is_handed_over)
        )  # fmt: skip

    @property
    def is_handed_over(self) -> bool:
        """Whether a unit submits its records, and the QA office accepts or returns them."""
        return "submission" in self.stored_fields

    def is_handed_cell(self, cell: str) -> bool:
        """Whether a cell, of an item's part too, belongs to the version that is handed over."""
        first, _stroke, rest = cell.partition("/")
        if first not in self.content_cells:
            return False
        field = self.cells[first][0]
        if rest and isinstance(field, ItemsField):
            field = field.item_fields.get(rest.rpartition("/")[2], field)
        return not field.open_when_locked

    def label_of_cell(self, cell: str) -> Localised | None:
        """The label of a journal's field, of an item's part too; None for one of another version."""
        first, _stroke, rest = cell.partition("/")
        fields = self.cells.get(first)
        if not fields:
            return None
        part = rest.rpartition("/")[2]
        if isinstance(fields[0], ItemsField) and part in fields[0].item_fields:
            return fields[0].item_fields[part].label
        return fields[0].label

    def cell_of(self, name: str) -> str:
        """The cell behind a name of the record (likelihood → rating); the name itself where it is a cell."""
        field = self.stored_fields.get(name.partition("/")[0])
        if field is None or isinstance(field, ItemsField):
            return name
        return field.cell

    def knows(self, name: str) -> bool:
        """Whether a field, a cell or a cell of an item's can be called so in records of this kind."""
        first = name.partition("/")[0]
        return first in self.fields or first in self.cells

    def name_of_cell(self, cell: str) -> str:
        """How people and the command line name a cell: after the first field in it (rating → likelihood)."""
        fields = self.cells.get(cell)
        return fields[0].name if fields else cell

    conceals: tuple[str, ...] = ()
    """Fields that are shown empty where `is_concealed`: figures from which a person could be told."""

    def is_concealed(self, values: dict[str, Any]) -> bool:
        """Whether the fields of `conceals` are not for anybody's eyes in this record."""
        return False

    def shown_values(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values as they are listed, printed and exported."""
        return values | dict.fromkeys(self.conceals) if self.conceals and self.is_concealed(values) else values

    # --- values ----------------------------------------------------------------------------------------------------

    def missing(self, values: dict[str, Any]) -> list[Field]:
        """The required fields that are still empty; what may be saved so, but not submitted."""
        return [
            field for field in self.required_fields
            if _empty(values.get(field.name)) and (not field.unless or _empty(values.get(field.unless)))
        ]  # fmt: skip

    def compute(self, values: dict[str, Any], profile: Profile) -> dict[str, Any]:
        """The computed fields' values, in the order of declaration (a later one may use an earlier)."""
        known = dict(values)
        for name, field in self.computed_fields.items():
            known[name] = field.compute(known, profile)
        return {name: known[name] for name in self.computed_fields}

    def title_of(self, values: dict[str, Any], profile: Profile, language: str) -> str:
        """What the record is called in a list."""
        field = self.fields[self.title_field]
        return field.show(values.get(self.title_field), profile, language)

    def search_text(self, values: dict[str, Any], profile: Profile) -> str:
        """All that a search finds the record by, folded."""
        found = [
            field.search_text(value, profile)
            for name, field in self.searched_fields.items()
            if (value := values.get(name)) is not None
        ]
        return search_fold(" ".join(found))


def _empty(value: Any) -> bool:
    return value in (None, [], "")


def _capitalised(word: str) -> str:
    return word[:1].upper() + word[1:]


def _owned(field: Field, owner: Owner) -> Field:
    """The field as the kind's owner has it; a mixin's field is shared by kinds of different owners."""
    field = copy.copy(field)
    field.owner = owner
    return field
