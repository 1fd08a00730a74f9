"""A sample department in a store of its own: its forms filled with the rows of the founding documents."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from qms_desktop.services import checklists, records, setup
from qms_desktop.services.demo_rows import DemoUnit, demo_units
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.lock import StoreLock


def fill(ws: Workspace, unit: DemoUnit, *, self_check: bool = True) -> tuple[int, int]:
    """A head of department fills the forms; (questions of the self-check, answered)."""
    for process in unit.processes:
        indicators = process.pop("with_indicators", [])
        card = records.save(ws, "process", [process]).saved[0].key.id
        if indicators:
            records.save(ws, "indicator", [{**i, "process": card} for i in indicators])
    if unit.risks:
        records.save(ws, "risk", unit.risks)
    if unit.opportunities:
        records.save(ws, "opportunity", unit.opportunities)
    for document in unit.documents:
        entries = document.pop("with_changes", [])
        saved = records.save(ws, "document", [document]).saved[0].key.id
        if entries:
            days = {"date": ws.today.isoformat(), "valid_from": (ws.today + dt.timedelta(days=18)).isoformat()}
            records.save(ws, "change_entry", [{**entry, **days, "document": saved} for entry in entries])
    asked = checklists.begin(ws).saved if self_check else []
    answers = [{"id": saved.key.id, "checked_on": ws.today.isoformat(), **answer} for saved, answer in zip(asked, unit.answers, strict=False)]
    if answers:
        records.save(ws, "checklist_item", answers)
    return len(asked), len(answers)


def make(folder: Path, institution: str, language: str) -> Path:
    """Make the sample anew in a folder of the program's own; UserError while a window has it open."""
    if folder.exists():
        lock = StoreLock(folder)
        lock.acquire(0)
        lock.release()
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    unit = demo_units(institution, language)[0]
    with setup.init(
        folder, institution=institution, role="department", unit=unit.code, unit_name=unit.name, unit_type=unit.type,
        person=unit.person, position=unit.position, language=language,
    ) as ws:  # fmt: skip
        fill(ws, unit)
    return folder
