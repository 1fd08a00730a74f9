"""What the institution tells the public, as a page for its website: the quality policy and the objectives with their results."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from qms_desktop.core.files import write_whole
from qms_desktop.core.languages import format_number
from qms_desktop.core.messages import LANGUAGES, Localised, Message, p_
from qms_desktop.services.print_base import Job
from qms_desktop.services.print_documents import published
from qms_desktop.services.views import Record, Selection
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.faults import told

_TEXTS = {"ky": "text", "ru": "text_ru", "en": "text_en"}
_COLUMNS: tuple[tuple[Message, str], ...] = (
    (p_("paper", "Objectives and results"), "title"),
    (p_("paper", "Indicator"), "indicator"),
    (p_("paper", "Target"), "target"),
    (p_("paper", "Actual state"), "actual"),
)


def export(ws: Workspace, out: Path, *, year: str | None = None) -> dict[str, Any]:
    """A page without scripts and styles of its own, so that it takes those of the website: `{"file", "objectives"}`.

    The policy stands in every language that it is written in; the records say what they say in their own.
    """
    with ws.store.reading() as tx:
        public = published(Job(tx, ws.profile, Selection(year=year), ws.language))
    page = "\n".join(_page(ws, public))
    with told():
        write_whole(out, lambda file: file.write(page.encode()))
    return {"file": str(out), "objectives": len(public["objectives"])}


def _page(ws: Workspace, public: dict[str, list[Record]]) -> Iterator[str]:
    title = p_("paper", "Quality policy").text(ws.language)
    name = escape(ws.profile.institution.text(ws.language))
    yield f'<!doctype html>\n<html lang="{ws.language}">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)} – {name}</title>\n</head>\n<body>'
    for policy in public["policy"]:
        for language in LANGUAGES:
            if policy[_TEXTS[language]]:
                yield from _policy(policy, language)
    yield from _objectives(public["objectives"], ws.language)
    yield "</body>\n</html>\n"


def _policy(policy: Record, language: str) -> Iterator[str]:
    yield f'<section lang="{language}">\n<h1>{escape(p_("paper", "Quality policy").text(language))}</h1>'
    yield from (f"<p>{escape(part)}</p>" for part in policy[_TEXTS[language]].split("\n") if part.strip())
    if language == "ky" and policy["points"]:
        yield "<ol>"
        yield from (f"<li>{escape(point['text'] or '')}</li>" for point in policy["points"])
        yield "</ol>"
    yield "</section>"


def _objectives(objectives: list[Record], language: str) -> Iterator[str]:
    if not objectives:
        return
    yield "<table>\n<tr>" + "".join(f"<th>{escape(_said(heading, language))}</th>" for heading, _name in _COLUMNS) + "</tr>"
    for one in objectives:
        yield "<tr>" + "".join(f"<td>{escape(_value(one, name))}</td>" for _heading, name in _COLUMNS) + "</tr>"
    yield "</table>"


def _said(words: Localised, language: str) -> str:
    return words.text(language)


def _value(objective: Record, name: str) -> str:
    value = objective[name]
    if value in (None, ""):
        return ""
    shown = format_number(str(value)) if name in ("target", "actual") else str(value)
    unit = objective["measured_in"] or ""
    return f"{shown} {unit}".strip() if name in ("target", "actual") else shown
