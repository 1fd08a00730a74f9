"""The exported calendar, read by a strict reader of RFC 5545."""

import datetime as dt
import re

import pytest

from qms_desktop.services import records, year
from qms_desktop.services.year import icalendar

TODAY = dt.date(2026, 11, 20)
_LINE = re.compile(r"([A-Z-]+)((?:;[A-Z]+=[A-Z0-9-]+)*):(.*)")
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP"}


def read(data: bytes) -> list[dict[str, str]]:
    """The events of a file; AssertionError for whatever the standard forbids."""
    assert data.endswith(b"\r\n")
    raw = data[:-2].split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in raw)
    lines: list[str] = []
    for line in raw:
        assert 0 < len(line) <= 75, line
        line.decode("utf-8")  # no letter is cut
        if line[:1] == b" ":
            lines[-1] += line[1:].decode("utf-8")
        else:
            lines.append(line.decode("utf-8"))
    open_, events, event = [], [], {}
    for line in lines:
        found = _LINE.fullmatch(line)
        assert found, line
        name, parameters, value = found.groups()
        if name == "BEGIN":
            open_.append(value)
            event = {} if value == "VEVENT" else event
        elif name == "END":
            assert open_.pop() == value
            if value == "VEVENT":
                assert event.keys() == ONCE
                events.append(event)
        elif open_ == ["VCALENDAR", "VEVENT"]:
            assert name not in event
            event[name] = value
            assert (parameters == ";VALUE=DATE") == (name in ("DTSTART", "DTEND"))
            assert name not in ("SUMMARY", "DESCRIPTION") or not re.search(r"(?<!\\)(?:\\\\)*[,;]", value)
    assert open_ == []
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", lines[2]]
    assert lines[2].startswith("PRODID:-//")
    return events


@pytest.fixture
def unit(make_workspace):
    ws = make_workspace("МТК")
    text = "Окутуучулар үчүн семинар; маалымат, билим берүү\nжана дагы бир топ узун сөздөр менен толук жазылган чара"
    measures = [{"text": text, "due": "2026-12-01"}, {"text": "Бүткөн", "due": "2026-12-02", "state": "done"}]
    records.save(ws, "risk", [{"title": "Сабак", "code": "Т-МТК-01", "measures": measures}])
    return ws


def export(ws, path):
    owed = year.calendar(ws, today=TODAY)
    written = icalendar.write(path, owed.owed, ws.profile, "СМС 2026/27", "ky")
    return written, read(path.read_bytes())


def test_every_open_duty_is_a_whole_day_event_that_a_strict_reader_takes(unit, tmp_path):
    written, events = export(unit, tmp_path / "year.ics")
    assert written == len(events) == len([one for one in year.calendar(unit, today=TODAY).owed if not one.done])
    event = next(one for one in events if "семинар" in one["SUMMARY"])
    assert (event["DTSTART"], event["DTEND"]) == ("20261201", "20261202")
    assert r"семинар\; маалымат\, билим берүү\nжана" in event["SUMMARY"]
    assert not any("Бүткөн" in one["SUMMARY"] for one in events)


def test_ids_are_stable_so_that_a_second_import_moves_events_instead_of_doubling_them(unit, tmp_path):
    _written, first = export(unit, tmp_path / "one.ics")
    _written, again = export(unit, tmp_path / "two.ics")
    assert [one["UID"] for one in first] == [one["UID"] for one in again]
    assert len({one["UID"] for one in first}) == len(first)
    assert all(re.fullmatch(r"[0-9a-f-]{36}@[a-z0-9.-]+", one["UID"]) for one in first)
