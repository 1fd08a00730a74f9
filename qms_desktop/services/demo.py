"""The demo: a small university plays its year in a folder, on the rows of the institution's own documents."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, Text, _, n_
from qms_desktop.services import (
    acts,
    conflicts,
    enrolment,
    exchanging,
    joining,
    printing,
    records,
    returning,
    sample,
    setup,
    sheeting,
    upkeep,
)
from qms_desktop.services.demo_rows import FORMS, DemoUnit, demo_units
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import Base

Say = Callable[[str], None]

INVITATIONS, BUNDLES, RETURNS, PAPERS, SHEETS = "invitations", "bundles", "return", "pdf", "xlsx"


@dataclass
class _Play:
    """What the demo has made so far."""

    folder: Path
    institution: str
    language: str
    say: Say
    stores: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    open_ones: ExitStack = field(default_factory=ExitStack)

    def tell(self, sentence: Localised) -> None:
        self.say(sentence.text(self.language))

    def made(self, path: Path) -> Path:
        self.files.append(str(path))
        return path


def play(folder: Path, institution: str, language: str, say: Say) -> dict[str, list[str]]:
    """Play the year into an empty folder; `{"stores", "files"}`. Says in plain words what it made."""
    if folder.exists() and any(folder.iterdir()):
        raise UserError(_("The folder {folder} is not empty.", folder=str(folder)), _("Name a new one for the demo."))
    for part in (BUNDLES, PAPERS, SHEETS):
        (folder / part).mkdir(parents=True, exist_ok=True)
    run = _Play(folder, institution, language, say)
    with run.open_ones:
        office, departments = _begin(run)
        for unit, ws in departments:
            _fill(run, unit, ws)
        _hand_over(run, office, departments)
        _disagree(run, office, departments)
        _give_back(run, office, departments)
        _print(run, office, departments)
        _close(run, office)
    run.tell(_("Open the QA office's store with: qms-desktop --store {folder}", folder=f'"{run.stores[0]}"'))
    run.tell(_("Open a department's store with: qms-desktop --store {folder}", folder=f'"{run.stores[1]}"'))
    return {"stores": run.stores, "files": run.files}


def _begin(run: _Play) -> tuple[Workspace, list[tuple[DemoUnit, Workspace]]]:
    """The QA office makes its store and invites the units; each joins by its file."""

    def opened(name: str, make: Callable[[Path], Workspace]) -> Workspace:
        place = run.folder / name
        ws = make(place)
        run.open_ones.callback(ws.close)
        run.stores.append(str(place))
        return ws

    head = Text("Сапат бөлүмүнүн башчысы", "Начальник отдела качества", "Head of the QA office").text(run.language)
    office = opened("qa-office", lambda place: setup.init(
        place, institution=run.institution, role="office", unit=None, person="Осмонова Ж. Т.", position=head,
        language=run.language))  # fmt: skip
    units = demo_units(run.institution, run.language)
    known = {seed.code for seed in office.profile.units}
    new = [{"code": each.code, "name": each.name, "type": each.type} for each in units if each.code not in known]
    records.save(office, "unit", new)
    invited = enrolment.invite(office, [each.code for each in units], run.folder / INVITATIONS)
    departments = []
    for unit, invitation in zip(units, invited, strict=True):
        file = run.made(invitation.file)
        ws = opened(unit.folder, lambda place, unit=unit, file=file: joining.join(
            place, file, person=unit.person, position=unit.position))  # fmt: skip
        departments.append((unit, ws))
    run.tell(n_("The QA office invited {n} unit, which joined by its file.",
                "The QA office invited {n} units, and each joined by its file.", len(departments)))  # fmt: skip
    return office, departments


def _fill(run: _Play, unit: DemoUnit, ws: Workspace) -> None:
    """A head of department fills the forms."""
    asked, answered = sample.fill(ws, unit)
    run.tell(_("{unit}: process cards {cards}, risks {risks}, opportunities {chances}, documents {documents}, "
               "questions of the self-check {asked}, answered {answered}.",
               unit=unit.name, cards=len(unit.processes), risks=len(unit.risks), chances=len(unit.opportunities),
               documents=len(unit.documents), asked=asked, answered=answered))  # fmt: skip


def _hand_over(run: _Play, office: Workspace, departments: list[tuple[DemoUnit, Workspace]]) -> None:
    """The units submit what is complete and send; the office receives all files at once and accepts."""
    first = run.folder / BUNDLES / "1"
    first.mkdir()
    for _unit, ws in departments:
        with ws.store.reading() as tx:
            complete = [r["id"] for r in reading.records(tx, reading.Query("risk")) if not _missing("risk", r)]
        if complete:
            acts.act(ws, "submit", complete)
        exchanging.send(ws, run.made(first / f"{ws.unit}.qmsb"))
    outcomes = exchanging.receive(office, [first]).outcomes
    merged = sum(1 for outcome in outcomes if outcome.result.status == "merged")
    run.tell(n_("The QA office received {n} bundle.", "The QA office received {n} bundles.", merged))
    with office.store.reading() as tx:
        handed = [r["id"] for r in reading.records(tx, reading.Query("risk")) if r["state"] == "submitted"]
    acts.act(office, "accept", handed[:-1])
    acts.act(office, "return", handed[-1:], why=Text(
        "Калган тобокелдикти кайсы далил көрсөтөт?", "Какое свидетельство показывает остаточный риск?",
        "Which evidence shows the residual risk?").text(run.language))  # fmt: skip


def _missing(kind: str, record: dict[str, Any]) -> list[Any]:
    from qms_desktop.models.catalogue import KINDS

    return KINDS[kind].missing(record)


def _disagree(run: _Play, office: Workspace, departments: list[tuple[DemoUnit, Workspace]]) -> None:
    """The office and a unit rate what is left of a risk without seeing each other: a conflict, which the office decides."""
    unit, ws = next((u, w) for u, w in departments if len(u.risks) > 1)
    with ws.store.reading() as tx:
        first, second = reading.records(tx, reading.Query("risk", order="code"))[:2]
    with office.store.reading() as tx:
        shown = Base(tx.position())
    for risk, theirs, ours in ((first, 3, 5), (second, 2, 4)):
        records.save(ws, "risk", [{"id": risk["id"], "residual_likelihood": theirs}])
        records.save(office, "risk", [{"id": risk["id"], "unit": ws.unit, "residual_likelihood": ours}], base=shown)
    second_folder = run.folder / BUNDLES / "2"
    second_folder.mkdir()
    exchanging.send(ws, run.made(second_folder / f"{ws.unit}.qmsb"))
    exchanging.receive(office, [second_folder])
    listed = conflicts.conflicts(office)
    run.tell(n_("{unit} and the QA office rated {n} risk without seeing each other: a conflict.",
                "{unit} and the QA office rated {n} risks without seeing each other: conflicts.",
                len(listed), unit=unit.name))  # fmt: skip
    decided = listed[0]
    conflicts.decide(office, decided.key.id, decided.field, take=decided.heads[0].change,
                     why=Text("Кеңешүүдө макулдашылды", "Согласовано на совещании", "Agreed at a meeting").text(run.language))  # fmt: skip
    run.tell(_("One of them was decided; the other waits under “Conflicts”."))


def _give_back(run: _Play, office: Workspace, departments: list[tuple[DemoUnit, Workspace]]) -> None:
    """Every unit gets what the office wrote: acceptances, the reason of a return, the decision."""
    written = returning.return_bundles(office, [ws.unit for _unit, ws in departments], run.folder / RETURNS)
    for one, (_unit, ws) in zip(written, departments, strict=True):
        exchanging.receive(ws, [run.made(one.file)])
    run.tell(n_("{n} unit received its return bundle.", "{n} units received their return bundles.", len(written)))


def _print(run: _Play, office: Workspace, departments: list[tuple[DemoUnit, Workspace]]) -> None:
    """Every form as PDF, and the three registers as xlsx."""
    papers, sheets = run.folder / PAPERS, run.folder / SHEETS
    pages = 0
    for code, from_office in FORMS.items():
        for ws in [office] if from_office else [ws for _unit, ws in departments]:
            out = papers / f"{code}-{ws.unit}.pdf"
            try:
                pages += printing.print_form(ws, code, out, language=run.language).pages
            except UserError:  # a unit that has no such record has no such form
                continue
            run.made(out)
    for code in ("Ф-02", "Ф-04", "Ф-05"):
        out = sheets / f"{code}.xlsx"
        sheeting.export(office, code, out)
        run.made(out)
    run.tell(n_("Printed: {n} page of PDF in {folder}; registers as xlsx in {sheets}.",
                "Printed: {n} pages of PDF in {folder}; registers as xlsx in {sheets}.",
                pages, folder=str(papers), sheets=str(sheets)))  # fmt: skip


def _close(run: _Play, office: Workspace) -> None:
    checked = upkeep.check_store(office)
    if not checked["ok"]:
        raise AssertionError(checked["problems"])
    run.tell(_("The QA office's store was checked: {records} records, {changes} changes, all sound.",
               records=checked["records"], changes=checked["changes"]))  # fmt: skip
