"""The ways between the QA office and the units in the demo: invitations, bundles, a conflict, return bundles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qms_desktop.core.messages import Text, _, n_
from qms_desktop.services import (
    acts,
    conflicts,
    enrolment,
    exchanging,
    joining,
    periods,
    records,
    returning,
    setup,
)
from qms_desktop.services.demo import people
from qms_desktop.services.demo.stage import INVITATIONS, RETURNS, Department, Stage, act, found, ids, own
from qms_desktop.services.demo_rows import OFFICE_HEAD, demo_units
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import Base

HANDED_OVER = {"Ф-01": 40, "Ф-03": 40, "Ф-06": 45, "Ф-15": 60}
"""The forms that the office expects of every unit, with the day of the year by which they are due."""


def begin(stage: Stage) -> None:
    """The QA office makes its store, opens the period and invites the units; each joins by its file."""
    head = stage.profile.positions["qa_head"].text(stage.language)
    office = _opened(stage, "qa-office", lambda place: setup.init(
        place, institution=stage.institution, role="office", unit=None, person=OFFICE_HEAD, position=head,
        language=stage.language))  # fmt: skip
    stage.office = office
    stage.come_to(0)
    units = demo_units(stage.institution, stage.language)
    people.as_founded(stage, units)
    people.leave_out(stage, units)
    for unit in units:  # the institution's own documents lie with the office
        stage.documents += unit.documents
        unit.documents = []
    known = {seed.code for seed in office.profile.units}
    records.save(office, "unit", [
        {"code": each.code, "name": each.name, "type": each.type, "parent": each.parent, "directions": list(each.directions)}
        for each in units if each.code not in known
    ])  # fmt: skip
    periods.open_period(office, stage.period, [{"form": form, "due": stage.day(due)} for form, due in HANDED_OVER.items()])
    invited = enrolment.invite(office, [each.code for each in units], stage.folder / INVITATIONS)
    for unit, invitation in zip(units, invited, strict=True):
        file = stage.made(invitation.file)
        ws = _opened(stage, unit.folder, lambda place, unit=unit, file=file: joining.join(
            place, file, person=unit.person, position=unit.position))  # fmt: skip
        stage.departments.append(Department(unit, ws))
    people.come(stage)
    stage.tell(n_("The QA office invited {n} unit, which joined by its file.",
                  "The QA office invited {n} units, and each joined by its file.", len(units)))  # fmt: skip


def _opened(stage: Stage, name: str, make: Callable[[Path], Workspace]) -> Workspace:
    place = stage.folder / name
    ws = make(place)
    stage.open_ones.callback(ws.close)
    stage.stores.append(str(place))
    return ws


def hand_over(stage: Stage, *units: Department) -> None:
    """Every unit sends, or those named; the office receives all files at once."""
    folder = stage.next_folder()
    for each in units or stage.departments:
        exchanging.send(each.ws, stage.made(folder / f"{each.code}.qmsb"))
    outcomes = exchanging.receive(stage.office, [folder]).outcomes
    merged = sum(1 for outcome in outcomes if outcome.result.status == "merged")
    if not units:
        stage.tell(n_("The QA office received {n} bundle.", "The QA office received {n} bundles.", merged))


def judge_risks(stage: Stage) -> None:
    """The office accepts the risks of all units but one."""
    handed = ids(found(stage.office, "risk", ("state", "submitted")))
    act(stage.office, "accept", handed[:-1])
    act(stage.office, "return", handed[-1:], why=Text(
        "Калган тобокелдикти кайсы далил көрсөтөт?", "Какое свидетельство показывает остаточный риск?",
        "Which evidence shows the residual risk?").text(stage.language))  # fmt: skip


def disagree(stage: Stage) -> None:
    """The office and a unit rate what is left of a risk without seeing each other: a conflict, which the office decides."""
    office = stage.office
    department = next(each for each in stage.departments if len(each.unit.risks) > 1)
    ws = department.ws
    with ws.store.reading() as tx:
        first, second = reading.records(tx, reading.Query("risk", order="code"))[:2]
    with office.store.reading() as tx:
        shown = Base(tx.position())
    for risk in (first, second):
        theirs, ours = [value for value in range(1, risk["likelihood"] + 1) if value != risk["residual_likelihood"]][:2]
        records.save(ws, "risk", [{"id": risk["id"], "residual_likelihood": theirs}])
        records.save(office, "risk", [{"id": risk["id"], "unit": ws.unit, "residual_likelihood": ours}], base=shown)
    folder = stage.next_folder()
    exchanging.send(ws, stage.made(folder / f"{ws.unit}.qmsb"))
    exchanging.receive(office, [folder])
    listed = conflicts.conflicts(office)
    stage.tell(n_("{unit} and the QA office rated {n} risk without seeing each other: a conflict.",
                  "{unit} and the QA office rated {n} risks without seeing each other: conflicts.",
                  len(listed), unit=department.unit.name))  # fmt: skip
    decided = listed[0]
    conflicts.decide(office, decided.key.id, decided.field, take=decided.heads[0].change,
                     why=Text("Кеңешүүдө макулдашылды", "Согласовано на совещании", "Agreed at a meeting").text(stage.language))  # fmt: skip
    stage.tell(_("One of them was decided; the other waits under “Conflicts”."))


def give_back(stage: Stage, *units: Department) -> None:
    """Every unit, or those named, get what the office wrote: acceptances, the reason of a return, decisions, audits."""
    getting = units or stage.departments
    written = returning.return_bundles(stage.office, [each.code for each in getting], stage.folder / RETURNS)
    for one, each in zip(written, getting, strict=True):
        exchanging.receive(each.ws, [one.file if units else stage.made(one.file)])
    if not units:
        stage.tell(n_("{n} unit received its return bundle.", "{n} units received their return bundles.", len(written)))


def submit(each: Department, kind: str) -> None:
    """Hand over what is complete of a kind."""
    from qms_desktop.models.catalogue import KINDS

    whole = [one["id"] for one in own(each, kind) if one["state"] == "draft" and not KINDS[kind].missing(one)]
    if whole:
        acts.act(each.ws, "submit", whole)
