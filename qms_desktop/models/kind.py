"""A record kind: its fields, declared once, and what follows from them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from qms_desktop.core.fields import Field, FilesField, ItemsField
from qms_desktop.core.messages import Localised, Message, _

if TYPE_CHECKING:
    from qms_desktop.core.profile import Profile


RESERVED = frozenset({"id", "kind", "unit", "base", "why", "deleted"})
"""What a record's JSON holds beside its fields."""


class Kind:
    """The base of every record kind: `class Risk(Kind, name="risk", label=_("Risk"), plural=_("Risks"))`.

    The declaration is the one source of the form, the table, the search, the xlsx columns, the command line's
    JSON and the bundle's payload. Fields are listed in the order in which they are declared; `title` names the
    field that a list calls the record by, `prefix` begins its record numbers.
    """

    catalogue: ClassVar[dict[str, Kind]] = {}
    """Every declared kind by its name (filled by importing `models.catalogue`)."""

    name: str
    label: Message
    plural: Message
    title_field: str
    prefix: str
    fields: dict[str, Field]

    files = FilesField(_("Files"))
    """Every record can hold files; the last of its fields."""

    def __init_subclass__(
        cls, *, name: str, label: Message, plural: Message, title: str = "title", prefix: str = "", **rest: Any
    ) -> None:
        super().__init_subclass__(**rest)
        if name in Kind.catalogue:
            raise ValueError(f"record kind {name!r} is declared twice")
        if taken := RESERVED & vars(cls).keys():
            raise ValueError(f"record kind {name!r}: {sorted(taken)} stand in every record's JSON already")
        kind = cls()
        kind.fields = {}
        for base in reversed(cls.__mro__):
            kind.fields.update({key: f for key, f in vars(base).items() if isinstance(f, Field)})
        kind.fields["files"] = kind.fields.pop("files")
        # A field may be called `name` or `label`: the kind's own attributes win on the instance.
        kind.name, kind.label, kind.plural = name, label, plural
        kind.title_field, kind.prefix = title, prefix
        Kind.catalogue[name] = kind

    # --- the journal's side ----------------------------------------------------------------------------------------

    @cached_property
    def stored_fields(self) -> dict[str, Field]:
        """The fields that are written, computed ones left out."""
        return {name: field for name, field in self.fields.items() if not field.compute}

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
        """The cells that the QA office owns: what a unit writes there is a proposal."""
        return frozenset(field.cell for field in self.stored_fields.values() if field.owner == "office")

    def label_of_cell(self, cell: str) -> Localised | None:
        """The label of a journal's field, of an item's part too; None for one of another version."""
        first, _, rest = cell.partition("/")
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

    # --- values ----------------------------------------------------------------------------------------------------

    def missing(self, values: dict[str, Any]) -> list[Field]:
        """The required fields that are still empty; what may be saved so, but not submitted."""
        return [f for f in self.stored_fields.values() if f.required and values.get(f.name) in (None, [], "")]

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
        return " ".join(filter(None, found))
