"""The documents of the demo: those of the institution, those of the units; agreed, in force, handed out, read, changed."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Text
from qms_desktop.services.demo import people
from qms_desktop.services.demo.stage import Department, Stage, act, one, own, save
from qms_desktop.services.demo_rows import OFFICE_HEAD

AGREED_BY_MANY, CHANGED = 5, 2
"""The first document of so many units is agreed upon by others; that of so many is changed in the year."""

IN_WORK = 2
"""So many of the institution's documents are still drafts."""

COUNCIL = Text("методикалык кеңеш, № 2 протокол", "методический совет, протокол № 2", "methodical council, minutes No. 2")
REMARKS = (
    (Text("Мөөнөттөр такталсын", "Уточнить сроки", "Make the terms precise"), Text("Эске алынды, 3.2-пункт", "Учтено, пункт 3.2", "Heeded, clause 3.2")),
    (Text("Жооптуулар кызматы боюнча аталсын", "Назвать ответственных по должностям", "Name those responsible by position"),
     Text("Эске алынды, 5-бөлүм", "Учтено, раздел 5", "Heeded, section 5")),
    (Text("Каржы булагы көрсөтүлгөн эмес", "Не указан источник средств", "The source of the means is not named"),
     Text("Каражат талап кылынбайт", "Средства не требуются", "No means are needed")),
)  # fmt: skip
LEAVE = Text("илимий өргүүдө", "в творческом отпуске", "on study leave")


def drafted(stage: Stage, each: Department) -> None:
    """The documents that the unit works by, as drafts."""
    first = [stage.row("document")] if stage.departments.index(each) < AGREED_BY_MANY else []
    for place, row in enumerate([*first, *stage.rows_of("document_of_unit", each)], 1):
        (document,) = save(each.ws, "document", row | {
            "code": f"{each.code}-{place:02d}", "edition": 1, "of_unit": each.code, "developer": each.people[1], "keeper": each.unit.person,
            "control_copy": each.unit.name, "considered_by": COUNCIL.text(stage.language), "considered_on": stage.day(19),
            "approved_by": _vice(stage), "owner": each.unit.position, "state": "draft", "review_due": stage.day(440 + 30 * (place + len(each.documents) * stage.departments.index(each))),
            "document_kind": _kind(stage, row), "pages": 6 + (place * 5 + len(row["title"])) % 9,
        })  # fmt: skip
        each.documents.append((document, row["title"]))


def _vice(stage: Stage) -> str:
    return f"{stage.word('vice')} {people.leader('vice_rector')}"


def agreed(stage: Stage) -> None:
    """The units' documents are checked and sent to the office; some with the opinions of others."""
    stage.come_to(60)
    for place, each in enumerate(stage.departments):
        for turn, (document, subject) in enumerate(each.documents):
            act(each.ws, "verify submit", [document])
            if turn == 0 and place < AGREED_BY_MANY:
                _agreement(stage, each, place, document, subject)


def _agreement(stage: Stage, each: Department, place: int, document: str, subject: str) -> None:
    """Others than the developer say what they think of it, one after the other."""
    other = stage.departments[-1 - place]
    asked = [(each.unit.person, each.unit.position, each.code), (other.unit.person, other.unit.position, other.code),
             (people.leader("council_chair"), _council_chair(stage), None)]  # fmt: skip
    rows = []
    for turn, (name, position, code) in enumerate(asked):
        line: dict[str, Any] = {"name": name, "position": position, "of_unit": code, "received_on": stage.day(60 + turn), "agreed_on": stage.day(61 + turn)}
        comment, answer = REMARKS[place % len(REMARKS)]
        told = turn == 1 and place % 2 == 0
        rows.append(line | ({"opinion": "comments", "comment": comment.text(stage.language), "answer": answer.text(stage.language)}
                            if told else {"opinion": "agrees"}))  # fmt: skip
    (sheet,) = save(each.ws, "agreement", {
        "document": document, "subject": subject, "edition": 1, "developer": each.people[1], "sent_on": stage.day(60), "rows": rows})
    if one(each.ws, "agreement", sheet)["state"] == "open":
        act(each.ws, "close", [sheet])


def _council_chair(stage: Stage) -> str:
    word = stage.profile.positions.get("council_chair")
    return word.text(stage.language) if word else stage.word("head")


def in_force(stage: Stage) -> None:
    """The office approves, registers and puts them into force, and hands out copies."""
    stage.come_to(66)
    for place, each in enumerate(stage.departments):
        for document, _subject in each.documents:
            act(stage.office, "approve accept accept", [document])
            _copies(stage, document, [each, *stage.departments[6 + place % 2:8 - place % 2]])


def _copies(stage: Stage, document: str, units: list[Department]) -> None:
    save(stage.office, "document_copy", *(
        {"document": document, "edition": 1, "of_unit": other.code, "recipient": other.unit.person, "issued_on": stage.day(68)}
        for other in {unit.code: unit for unit in units}.values()))  # fmt: skip


def of_institution(stage: Stage, rows: list[dict[str, Any]]) -> None:
    """The documents that the institution's list names: most are in force, every unit has a copy of the first two."""
    stage.come_to(52)
    office = stage.office
    for place, row in enumerate(rows):
        entries = row.pop("with_changes", [])
        (document,) = save(office, "document", row | {
            "unit": "all", "document_kind": _kind(stage, row), "developer": OFFICE_HEAD, "keeper": OFFICE_HEAD, "owner": stage.profile.positions["qa_head"].text(stage.language),
            "control_copy": stage.profile.qa_office.name.text(stage.language), "pages": 8 + (place * 7) % 23, "review_due": stage.day(435 + 15 * place),
        })  # fmt: skip
        if place < len(rows) - IN_WORK:
            save(office, "document", {
                "id": document, "considered_by": COUNCIL.text(stage.language), "considered_on": stage.day(30), "approved_by": people.leader("rector"),
                "approval": f"№ {41 + place}, {format_date(stage.day(52))}", "approved_on": stage.day(52),
            })  # fmt: skip
            act(office, "verify submit approve accept accept", [document])
        if place < 2 or row["level"] == "1":
            _copies(stage, document, stage.departments)
        for entry in entries:
            made = save(office, "change_entry", entry | {
                "document": document, "date": stage.day(54), "valid_from": stage.day(54), "basis": f"№ 2, {format_date(stage.day(52))}"})  # fmt: skip
            act(office, "approve", made)


def _kind(stage: Stage, row: dict[str, Any]) -> str | None:
    """A kind of document of the institution for this level, one after the other."""
    kinds = [kind.name.text(stage.language) for kind in stage.profile.document_kinds if kind.level == row["level"]]
    return kinds[stage.turn(f"kind {row['level']}") % len(kinds)] if kinds else None


def read(stage: Stage) -> None:
    """The people of the unit sign that they know the document in force; one is away."""
    stage.come_to(100)
    for place, each in enumerate(stage.departments[:AGREED_BY_MANY]):
        document, subject = each.documents[0]
        save(each.ws, "acquaintance", {
            "document": document, "subject": subject, "edition": 1, "valid_from": stage.day(66), "due": stage.day(80),
            "people": [_reader(stage, each, turn, None if turn == 3 and place % 2 else 69 + turn + place) for turn in range(len(each.people))],
        })  # fmt: skip


def _reader(stage: Stage, each: Department, turn: int, day: int | None) -> dict[str, Any]:
    said = {"date": stage.day(day)} if day else {"note": LEAVE.text(stage.language)}
    return {"name": each.people[turn], "position": each.position(turn), **said}


def changed(stage: Stage) -> None:
    """The documents of two units are changed: with that everybody reads them again."""
    stage.come_to(205)
    for each in stage.departments[:CHANGED]:
        document, _subject = each.documents[0]
        each.changes += save(each.ws, "change_entry", stage.row("change_entry") | {
            "document": document, "made_by_name": each.people[1], "made_by_position": each.position(1), "date": stage.day(205),
            "valid_from": stage.day(212), "basis": f"№ 5, {format_date(stage.day(204))}",
        })  # fmt: skip


def changes_approved(stage: Stage) -> None:
    stage.come_to(222)
    act(stage.office, "approve", [entry for each in stage.departments for entry in each.changes])


def read_again(stage: Stage) -> None:
    """Everybody signs the new sheet."""
    stage.come_to(232)
    for each in stage.departments[:CHANGED]:
        for sheet in own(each, "acquaintance"):
            if sheet["change_entry"] and not any(person["date"] for person in sheet["people"]):
                save(each.ws, "acquaintance", {"id": sheet["id"], "people": [
                    person | {"date": stage.day(224 + turn)} for turn, person in enumerate(sheet["people"])]})  # fmt: skip
