"""What a profile must hold before the program uses it, checked with a sentence for the person who wrote it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import LANGUAGES, Message, _

REQUIRED = (
    "key edition valid_from institution qa_office period margins process_groups processes risk_categories "
    "likelihood_scale consequence_scale critical_consequence levels document_levels document_states change_kinds "
    "change_sheet units unit_types positions approvers forms retention deadlines document_kinds"
)
LEVELS = ["low", "medium", "high"]
FORM_CODE = re.compile(r"Ф-\d\d")


def check_shape(data: Any, name: str) -> None:
    """Refuse what is not a table at all."""
    if not isinstance(data, dict):
        raise _refused(_("The profile {name} does not hold a table of settings.", name=name))


def check(data: dict[str, Any], name: str) -> dict[str, Any]:
    """The profile itself, when it can be used; else a UserError that names the place."""
    for problem in _problems(data, name):
        raise _refused(problem)
    return data


@contextlib.contextmanager
def wrong_values_refused(name: str) -> Iterator[None]:
    """Values of another shape than a profile has, met inside the block, become a sentence."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as problem:
        raise _refused(
            _("The profile {name} has a wrong value: {problem}.", name=name, problem=repr(problem))
        ) from problem


def _refused(problem: Message) -> UserError:
    return UserError(problem, _("Correct the file, or take a shipped profile as the pattern."))


def _problems(data: dict[str, Any], name: str) -> Iterator[Message]:
    for key in REQUIRED.split():
        if key not in data:
            yield _("The profile {name} lacks “{place}”.", name=name, place=key)
    with wrong_values_refused(name):
        yield from _texts(data, "", name)
        yield from _levels(data, name)
        yield from _scales(data, name)
        yield from _references(data, name)
        yield from _dates(data, name)


def _texts(value: Any, place: str, name: str) -> Iterator[Message]:
    """Every text must speak all three languages."""
    if isinstance(value, Mapping):
        given = set(value) & set(LANGUAGES)
        if given and given >= set(value):
            for language in LANGUAGES:
                if not isinstance(value.get(language), str) or not value[language].strip():
                    yield _(
                        "The profile {name} has no “{language}” text at “{place}”.",
                        name=name,
                        language=language,
                        place=place,
                    )
        else:
            for key, inner in value.items():
                yield from _texts(inner, f"{place}.{key}" if place else str(key), name)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _texts(inner, f"{place}[{number}]", name)


def _levels(data: dict[str, Any], name: str) -> Iterator[Message]:
    levels = data["levels"]
    if [level["key"] for level in levels] != LEVELS:
        yield _("The levels of the profile {name} must be low, medium and high, in this order.", name=name)
    bounds = [bound for level in levels for bound in (level["from"], level["to"])]
    joined = all(levels[i]["to"] + 1 == levels[i + 1]["from"] for i in range(len(levels) - 1))
    if bounds != sorted(bounds) or not joined or bounds[0] != 1 or bounds[-1] != 25:
        yield _("The levels of the profile {name} must cover 1 to 25 without a gap.", name=name)


def _scales(data: dict[str, Any], name: str) -> Iterator[Message]:
    for scale in ("likelihood_scale", "consequence_scale"):
        if sorted(step["score"] for step in data[scale]["steps"]) != [1, 2, 3, 4, 5]:
            yield _(
                "The scale “{place}” of the profile {name} must have the steps 1 to 5.",
                name=name,
                place=scale,
            )


def _references(data: dict[str, Any], name: str) -> Iterator[Message]:
    codes = [unit["code"] for unit in data["units"]]
    for code in codes:
        if codes.count(code) > 1:
            yield _("The profile {name} has two units with the code {code}.", name=name, code=code)
        if not 2 <= len(code) <= 5:
            yield _(
                "The unit code {code} of the profile {name} must have 2 to 5 letters.", name=name, code=code
            )
    wrong = [
        *(("units.parent", u["parent"]) for u in data["units"] if u.get("parent") not in (None, *codes)),
        *(("units.type", u["type"]) for u in data["units"] if u["type"] not in data["unit_types"]),
        *(
            ("processes.group", p["group"])
            for p in data["processes"]
            if p["group"] not in data["process_groups"]
        ),
        *(
            ("forms.retention", f["retention"])
            for f in data["forms"].values()
            if f["retention"] not in data["retention"]
        ),
        *(("forms", code) for code in data["forms"] if not FORM_CODE.fullmatch(code)),
        *(
            ("document_kinds.level", k["level"])
            for k in data["document_kinds"]
            if k["level"] not in data["document_levels"]
        ),
    ]
    if data["change_sheet"]["default"] not in data["change_sheet"]["variants"]:
        wrong.append(("change_sheet.default", data["change_sheet"]["default"]))
    for place, value in wrong:
        yield _(
            "The profile {name} does not know “{value}” at “{place}”.", name=name, value=value, place=place
        )


def _dates(data: dict[str, Any], name: str) -> Iterator[Message]:
    for place, value in [
        ("valid_from", data["valid_from"]),
        *((f"forms.{code}.valid_from", form["valid_from"]) for code, form in data["forms"].items()),
    ]:
        try:
            date.fromisoformat(value)
        except (TypeError, ValueError):
            yield _("The profile {name} has no date (YYYY-MM-DD) at “{place}”.", name=name, place=place)
