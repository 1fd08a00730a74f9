"""What an institution's founding document names: who answers for what, which documents there are, who agrees to it, its
policy and strategic goals, the needs of those whom it serves, the structure of its system."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

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


class Approval(Struct, frozen=True):
    """The number and the day of the order by which a document was approved, and whose order it is, where that is said."""

    number: str
    date: str
    by: Text | None


class DocumentSeed(Struct, frozen=True):
    """A document of the institution's own; `kind` is the name of one of its kinds of documents."""

    name: Text
    kind: Text
    level: str
    clauses: tuple[str, ...]
    category: str = ""
    approval: Approval | None = None


class PolicySeed(Struct, frozen=True):
    """The quality policy as the founding document prints it, point by point."""

    title: Text
    text: Text
    points: tuple[Text, ...]


class PartySeed(Struct, frozen=True):
    """A group of interested parties with its needs."""

    group: str
    name: Text
    need: Text


class Box(Struct, frozen=True):
    """A box in the drawing of the system's structure; `duty` is the duty of those who stand in it, where there is one."""

    name: Text
    duty: str = ""


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
            DocumentSeed(Text.of(d["name"]), kinds[d["kind"]], d["level"], tuple(d["clauses"]), d.get("category", ""),
                         _approval(profile, d["approval"]) if "approval" in d else None)
            for d in profile.data.get("own_documents", ())
        )


def _approval(profile: Profile, given: Mapping[str, str]) -> Approval:
    date.fromisoformat(given["date"])
    return Approval(given["number"], given["date"], profile.positions[given["by"]] if "by" in given else None)


def policy(profile: Profile) -> PolicySeed | None:
    with wrong_values_refused(profile.key):
        found = profile.data.get("policy")
        return PolicySeed(Text.of(found["title"]), Text.of(found["text"]), all_texts(found["points"])) if found else None


def interested_parties(profile: Profile) -> tuple[PartySeed, ...]:
    with wrong_values_refused(profile.key):
        return tuple(PartySeed(p["group"], Text.of(p["name"]), Text.of(p["need"])) for p in profile.data.get("interested_parties", ()))


def strategic_goals(profile: Profile) -> tuple[Text, ...]:
    with wrong_values_refused(profile.key):
        return all_texts(profile.data.get("strategic_goals", ()))


def structure(profile: Profile) -> tuple[Box, ...]:
    """The boxes of the drawing from the top; none where the founding document draws no structure."""
    with wrong_values_refused(profile.key):
        return tuple(Box(Text.of(box["name"]), box.get("duty", "")) for box in profile.data.get("structure", ()))


def agreed_with(profile: Profile) -> tuple[Text, ...]:
    """Who agrees to what the council approves, before it does."""
    with wrong_values_refused(profile.key):
        return all_texts(profile.data.get("agreement", {}).get("agreed_with", ()))
