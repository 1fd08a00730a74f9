"""The catalogue of record kinds: importing this module declares them all."""

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.models import audits, documents, organisation, printouts, processes, risks, satisfaction
from qms_desktop.models.kind import Kind

__all__ = ["KINDS", "kind_named", "office_fields"]

CHAPTERS = (organisation, processes, risks, documents, audits, satisfaction, printouts)

KINDS: dict[str, Kind] = Kind.catalogue


def kind_named(name: str) -> Kind:
    """The kind of that name; UserError if there is none."""
    kind = KINDS.get(name)
    if kind is None:
        raise UserError(
            _("There is no kind of record called “{name}”.", name=name),
            _("“qms-desktop kinds” lists them."),
        )
    return kind


def office_fields(kind: str) -> frozenset[str]:
    """The journal's fields of a kind that the QA office owns; none of an unknown kind."""
    known = KINDS.get(kind)
    return known.office_fields if known else frozenset()
