"""The calendar of a year as a file that every calendar program takes in (RFC 5545): a whole-day event for each duty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

import qms_desktop
from qms_desktop.core.messages import _
from qms_desktop.core.profile import Profile
from qms_desktop.services.year.owed import Owed
from qms_desktop.store.faults import told

LONGEST_LINE = 75
"""Octets of a line without its end; longer ones are folded."""

REMIND = "-P3D"
"""A program that reminds does so three days before."""


def write(path: Path, owed: Iterable[Owed], profile: Profile, name: str, language: str, *, at: dt.datetime | None = None) -> int:
    """Write what is not done yet; how many events are in the file. Written again, events keep their ids."""
    listed = [one for one in owed if not one.done]
    text = text_of(listed, profile, name, language, at or dt.datetime.now(dt.UTC))
    with told():
        path.write_bytes(text.encode("utf-8"))
    return len(listed)


def text_of(owed: Iterable[Owed], profile: Profile, name: str, language: str, at: dt.datetime) -> str:
    """The file's text, its lines folded and ended as the standard asks."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//QMS Desktop//{qms_desktop.__version__}//{language.upper()}", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}", *(line for one in owed for line in _event(one, profile, language, at)),
        "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(one: Owed, profile: Profile, language: str, at: dt.datetime) -> Iterator[str]:
    what = one.what.text(language)
    summary = ": ".join(filter(None, (what, " ".join(filter(None, (one.number, one.title))))))
    about = [one.unit] if one.unit != "office" else [profile.qa_office.name.text(language)]
    if one.clause:
        about.append(_("clause {clause}", clause=one.clause).text(language))
    yield from (
        "BEGIN:VEVENT", f"UID:{one.uid(profile)}@{_domain(profile)}", f"DTSTAMP:{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{one.due:%Y%m%d}", f"DTEND;VALUE=DATE:{one.due + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(summary)}", f"DESCRIPTION:{_text(', '.join(about))}", "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(what)}", f"TRIGGER:{REMIND}", "END:VALARM", "END:VEVENT",
    )  # fmt: skip


def _domain(profile: Profile) -> str:
    """What stands behind the @ of an id: letters that every program takes."""
    return "".join(c for c in profile.key if c.isascii() and c.isalnum()) + ".qms-desktop"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, every one but the first with a space before it; no letter is cut."""
    piece, room = "", LONGEST_LINE
    size = 0
    for letter in line:
        octets = len(letter.encode("utf-8"))
        if size + octets > room:
            yield piece
            piece, size = " ", 1
        piece += letter
        size += octets
    yield piece
