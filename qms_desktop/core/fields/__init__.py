"""Field types. Each owns how its values are checked, typed, shown, put into cells and columns, and searched."""

from qms_desktop.core.fields.base import Field, Owner
from qms_desktop.core.fields.choices import ChoiceField, ProfileChoiceField, ScaleField
from qms_desktop.core.fields.files import FilesField
from qms_desktop.core.fields.references import PersonField, ProcessField, ReferenceField, UnitField
from qms_desktop.core.fields.simple import (
    BooleanField,
    DateField,
    DeadlineField,
    IntegerField,
    NumberField,
    TextField,
)
from qms_desktop.core.fields.structured import DatesField, ItemsField, ObjectField, PeopleField, StringsField

__all__ = [
    "BooleanField", "ChoiceField", "DateField", "DatesField", "DeadlineField", "Field", "FilesField", "IntegerField", "ItemsField",
    "NumberField", "ObjectField", "Owner", "PeopleField", "PersonField", "ProcessField", "ProfileChoiceField",
    "ReferenceField", "ScaleField", "StringsField", "TextField", "UnitField",
]
