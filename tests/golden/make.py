"""Writes the golden data of this version: `python -m tests.golden.make`, once for each version of the store.

A small university hands over, merges and answers. Kept are the stores at the moments that a later program must take up
from, their keys, the files that passed between them, and what must come out. What is there already is never written
again: then it would show nothing.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import sys
import tempfile
from pathlib import Path

from qms_desktop.services import (
    conflicts,
    enrolment,
    exchanging,
    files,
    joining,
    records,
    returning,
    setup,
    upkeep,
)
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.migrate import newest_version, scripts
from qms_desktop.store.refold import FOLDED_BY
from tests.store.stores import journal_of, old_store

DATA = Path(__file__).with_name("data")
FOR_EVER = dt.timedelta(days=36_500)
RISK = {
    "title": "Кадрлардын жетишсиздиги", "cause": "Айлык аз", "likelihood": 4, "consequence": 3, "responsible": ["Деканат"],
    "measures": [{"text": "Стипендия", "due": "2027-05-31"}, "Кураторлор"], "period": "2026/27",
}  # fmt: skip


def keep_store(store: Path, target: Path) -> None:
    """A store's file, the same bytes whenever it is packed."""
    with target.open("wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        packed.write(store.read_bytes())


def keep_keys(ws: Workspace, target: Path) -> None:
    """The key file of a store, without the place where it lay."""
    (source,) = [path for path in Path(os.environ["QMS_KEYS"]).iterdir() if ws.store.settings()["store_id"] in path.name]
    value = json.loads(source.read_bytes())
    value["store"] = f"/golden/{target.name}"
    target.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")


def state(ws: Workspace) -> dict[str, object]:
    return upkeep.digest(ws) | {"conflicts": len(conflicts.conflicts(ws))}


def make(out: Path, work: Path) -> None:
    """Play the story and keep its moments."""
    recorded: dict[str, object] = {}
    office = setup.init(work / "office", institution="jasu", role="office", unit=None, person="Осмонова Ж. Т.",
                        position="Бөлүм башчысы")  # fmt: skip
    records.save(office, "unit", [{"code": "МТК", "name": "Маалыматтык технологиялар кафедрасы", "type": "department"}])
    (invited,) = enrolment.invite(office, ["МТК"], work, life=FOR_EVER)
    invitation = Path(invited.file)
    (out / "invitation.qmsi").write_bytes(invitation.read_bytes())
    unit = joining.join(work / "unit", invitation, person="Назарова А. К.", position="Кафедра башчысы", language="ky")
    risk = records.save(unit, "risk", [RISK]).saved[0].key
    records.save(unit, "process", [{"name": "Окутуу", "number": "1.3", "inputs": ["Талаптар"]}])
    (work / "акт.pdf").write_bytes(b"%PDF-1.7 golden")
    files.attach(unit, risk.id, [work / "акт.pdf"])
    keep_store(office.store.path, out / "office.sqlite.gz")
    keep_keys(office, out / "office.keys.json")
    exchanging.send(unit, work / "unit.qmsb")
    (out / "unit.qmsb").write_bytes((work / "unit.qmsb").read_bytes())
    (outcome,) = exchanging.receive(office, [work / "unit.qmsb"]).outcomes
    assert outcome.result.status == "merged", outcome.sentence
    recorded["office"] = state(office)
    records.save(office, "risk", [{"id": risk.id, "number": "12", "cause": "Айлык аз, жүк көп"}])
    records.save(unit, "risk", [{"id": risk.id, "cause": "Жаш кадрлар кетип жатат"}])
    returning.return_bundles(office, ["МТК"], work / "back")
    (answer,) = (work / "back").glob("*.qmsb")
    (out / "return.qmsb").write_bytes(answer.read_bytes())
    keep_store(unit.store.path, out / "unit.sqlite.gz")
    keep_keys(unit, out / "unit.keys.json")
    recorded["unit_before"] = state(unit)
    journal = journal_of(unit.store)
    settings = {name: value for name, value in unit.store.settings().items() if name != FOLDED_BY}
    (outcome,) = exchanging.receive(unit, [out / "return.qmsb"]).outcomes
    assert outcome.result.status == "merged", outcome.sentence
    recorded["unit"] = state(unit)
    recorded["risk"] = records.show(unit, risk.id)
    for version in scripts():
        if version < newest_version():
            old_store(work / f"v{version}", version, journal, settings)
            keep_store(work / f"v{version}" / "store.sqlite", out / f"journal-v{version}.sqlite.gz")
    (out / "recorded.json").write_text(json.dumps(recorded, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
    office.close()
    unit.close()


def main() -> int:
    out = DATA / f"schema-{newest_version()}"
    if out.exists():
        print(f"{out} is there already, and is never written again", file=sys.stderr)
        return 1
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QMS_KEYS"] = str(Path(folder) / "keys")
        make(out, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
