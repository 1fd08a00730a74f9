"""What an institution's founding document names: who answers for what, which documents there are, who agrees to it."""

from __future__ import annotations

from msgspec import Struct

from qms_desktop.core.messages import Text
from qms_desktop.core.profile import Profile
from qms_desktop.core.profile_check import wrong_values_refused
from qms_desktop.core.profile_parts import all_texts


class ResponsibilitySeed(Struct, frozen=True):
    """Who answers for what: positions. `matter` is what kind of thing it is."""

    key: str
    what: Text
    matter: str
    clause: str
    leads: Text
    carries_out: tuple[Text, ...]


class DocumentSeed(Struct, frozen=True):
    """A document of the institution's own; `kind` is the name of one of its kinds of documents."""

    name: Text
    kind: Text
    level: str
    clauses: tuple[str, ...]
    category: str = ""


def responsibilities(profile: Profile) -> tuple[ResponsibilitySeed, ...]:
    with wrong_values_refused(profile.key):
        return tuple(
            ResponsibilitySeed(
                r["key"], Text.of(r["what"]), r["matter"], r["clause"], Text.of(r["leads"]), all_texts(r["carries_out"])
            )
            for r in profile.data.get("responsibilities", ())
        )


def external_documents(profile: Profile) -> tuple[Text, ...]:
    """The documents of others that the institution works by."""
    with wrong_values_refused(profile.key):
        return all_texts(profile.data.get("external_documents", ()))


def own_documents(profile: Profile) -> tuple[DocumentSeed, ...]:
    with wrong_values_refused(profile.key):
        kinds = {kind.number: kind.name for kind in profile.document_kinds}
        return tuple(
            DocumentSeed(Text.of(d["name"]), kinds[d["kind"]], d["level"], tuple(d["clauses"]), d.get("category", ""))
            for d in profile.data.get("own_documents", ())
        )


def agreed_with(profile: Profile) -> tuple[Text, ...]:
    """Who agrees to what the council approves, before it does."""
    with wrong_values_refused(profile.key):
        return all_texts(profile.data.get("agreement", {}).get("agreed_with", ()))
