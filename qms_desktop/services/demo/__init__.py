"""The demo: a small university plays its year in a folder, on the rows of the institution's own documents."""

from __future__ import annotations

from pathlib import Path

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.core.profile import load_profile
from qms_desktop.services import upkeep
from qms_desktop.services.demo import (
    answering,
    auditing,
    closing,
    documents,
    exchange,
    goals,
    hearing,
    papers,
    planning,
    university,
)
from qms_desktop.services.demo.stage import BUNDLES, PAPERS, SHEETS, Say, Stage

__all__ = ["play"]


def play(folder: Path, institution: str, language: str, say: Say) -> dict[str, list[str]]:
    """Play the year that ended last into an empty folder; `{"stores", "files"}`. Says in plain words what it made."""
    if folder.exists() and any(folder.iterdir()):
        raise UserError(_("The folder {folder} is not empty.", folder=str(folder)), _("Name a new one for the demo."))
    for part in (BUNDLES, PAPERS, SHEETS):
        (folder / part).mkdir(parents=True, exist_ok=True)
    stage = Stage.of(folder, institution, language, say, load_profile(institution))
    with stage.open_ones:
        exchange.begin(stage)
        _autumn(stage)
        _winter(stage)
        _spring(stage)
        _summer(stage)
        papers.forms(stage)
        papers.reports(stage)
        _close(stage)
    stage.tell(_("Open the QA office's store with: qms-desktop --store {folder}", folder=f'"{stage.stores[0]}"'))
    stage.tell(_("Open a department's store with: qms-desktop --store {folder}", folder=f'"{stage.stores[1]}"'))
    return {"stores": stage.stores, "files": stage.files}


def _autumn(stage: Stage) -> None:
    """The units plan and hand over; the office judges, and plans the audits."""
    planning.units_plan(stage)
    exchange.hand_over(stage)
    exchange.judge_risks(stage)
    planning.office_judges(stage)
    planning.office_plans(stage)
    exchange.disagree(stage)
    auditing.programme(stage)
    exchange.give_back(stage)
    documents.of_institution(stage, stage.documents)
    documents.agreed(stage)


def _winter(stage: Stage) -> None:
    """The units measure, teach and hear; the office audits."""
    hearing.units_teach(stage)
    hearing.units_hear(stage)
    answering.measure(stage, 0, 170)
    exchange.hand_over(stage)
    documents.in_force(stage)
    auditing.audits(stage)
    auditing.found_again(stage)
    exchange.give_back(stage)


def _spring(stage: Stage) -> None:
    """The units carry out what they answered to the findings."""
    documents.read(stage)
    answering.unit_answers(stage, stage.departments[0], 182)
    answering.units_act(stage)
    exchange.hand_over(stage)
    answering.office_accepts_plans(stage, stage.departments[0], 188)
    answering.office_extends(stage)
    answering.office_accepts_actions(stage)
    exchange.give_back(stage)
    hearing.units_judge_training(stage)
    documents.changed(stage)
    answering.units_carry_out(stage)
    answering.units_have_acted(stage)
    goals.report(stage)
    answering.measure(stage, 1, 296)
    exchange.hand_over(stage)


def _summer(stage: Stage) -> None:
    """The office verifies, asks, looks at the year as a whole; every unit gets its last return bundle."""
    documents.changes_approved(stage)
    hearing.surveys(stage)
    answering.office_verifies(stage)
    answering.office_judges_actions(stage)
    university.report(stage)
    closing.analyses(stage)
    closing.review(stage)
    closing.next_year(stage)
    university.shown(stage)
    exchange.give_back(stage)
    documents.read_again(stage)
    exchange.hand_over(stage)


def _close(stage: Stage) -> None:
    checked = upkeep.check_store(stage.office)
    if not checked["ok"]:
        raise AssertionError(checked["problems"])
    stage.tell(_("The QA office's store was checked: {records} records, {changes} changes, all sound.",
                 records=checked["records"], changes=checked["changes"]))  # fmt: skip
