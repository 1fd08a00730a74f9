"""What released versions left behind opens, migrates, merges, and gives what was recorded then. F14, P14."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from qms_desktop.core.paths import keys_dir
from qms_desktop.services import conflicts, exchanging, files, joining, records, upkeep
from qms_desktop.services.workspace import open_workspace
from qms_desktop.store.migrate import newest_version, version_of

from .make import DATA

VERSIONS = sorted(DATA.iterdir())
JOURNALS = sorted(DATA.glob("*/journal-*.sqlite.gz"))


@pytest.fixture(params=VERSIONS, ids=lambda path: path.name)
def golden(request):
    return request.param


@pytest.fixture
def unpack(tmp_path):
    """Puts a golden store in a folder, and its key where this user's keys lie; opens it."""
    opened = []

    def put(source: Path, keys: Path | None = None):
        folder = tmp_path / source.name.partition(".")[0]
        (folder / "files").mkdir(parents=True)
        with gzip.open(source) as packed, (folder / "store.sqlite").open("wb") as target:
            shutil.copyfileobj(packed, target)
        if keys is not None:
            keys_dir().mkdir(parents=True, exist_ok=True)
            shutil.copyfile(keys, keys_dir() / f"{json.loads(keys.read_bytes())['store_id']}.json")
        opened.append(open_workspace(folder))
        return opened[-1]

    yield put
    for ws in opened:
        ws.close()


def recorded(golden: Path):
    return json.loads((golden / "recorded.json").read_bytes())


def state(ws):
    return upkeep.digest(ws) | {"conflicts": len(conflicts.conflicts(ws))}


def test_every_version_of_the_store_up_to_this_one_left_something():
    newest = max(int(path.name.rpartition("-")[2]) for path in VERSIONS)
    assert newest == newest_version(), "a new version of the store leaves its own: python -m tests.golden.make"
    assert {int(path.name.partition("-v")[2].partition(".")[0]) for path in JOURNALS} >= set(range(1, newest))


def test_F14_a_department_takes_its_answer_and_is_the_device_that_it_was(golden, unpack):
    ws = unpack(golden / "unit.sqlite.gz", golden / "unit.keys.json")
    assert ws.notices == [], "the same device: nothing is said of copies or backups"
    assert state(ws) == recorded(golden)["unit_before"]
    (outcome,) = exchanging.receive(ws, [golden / "return.qmsb"]).outcomes
    assert outcome.result.status == "merged", outcome.sentence
    assert state(ws) == recorded(golden)["unit"]
    assert recorded(golden)["unit"]["conflicts"] == 1, "what both changed meanwhile is asked about"
    wanted = {name: value for name, value in recorded(golden)["risk"].items() if value not in (None, [])}
    shown = records.show(ws, wanted["id"])
    assert {name: without_empty(shown[name]) for name in wanted} == {n: without_empty(v) for n, v in wanted.items()}
    assert upkeep.check_store(ws)["ok"]


def without_empty(value):
    """Items without the parts that a later version may have added."""
    if isinstance(value, list):
        return [{k: v for k, v in item.items() if v is not None} if isinstance(item, dict) else item for item in value]
    return value


def test_F14_an_office_opens_a_locked_bundle_with_its_old_key(golden, unpack):
    office = unpack(golden / "office.sqlite.gz", golden / "office.keys.json")
    (outcome,) = exchanging.receive(office, [golden / "unit.qmsb"]).outcomes
    assert outcome.result.status == "merged", outcome.sentence
    assert state(office) == recorded(golden)["office"]
    (attached,) = files.of_record(office, recorded(golden)["risk"]["id"])
    assert (attached.name, attached.state) == ("акт.pdf", "here")
    assert upkeep.check_store(office)["ok"]


def test_F14_without_the_key_the_locked_bundle_stays_shut(golden, unpack):
    office = unpack(golden / "office.sqlite.gz")
    (outcome,) = exchanging.receive(office, [golden / "unit.qmsb"]).outcomes
    assert outcome.result.status == "rejected"


def test_F14_an_invitation_still_lets_a_department_in(golden, tmp_path):
    with joining.join(tmp_path / "new", golden / "invitation.qmsi", person="Асанов К. Э.", position="Лаборант") as ws:
        assert (ws.unit, ws.role, ws.profile.key) == ("МТК", "department", "jasu")
        records.save(ws, "risk", [{"title": "А"}])
        exchanging.send(ws, tmp_path / "first.qmsb")


@pytest.mark.parametrize("source", JOURNALS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_store_of_every_version_is_brought_to_this_one(source, unpack):
    ws = unpack(source)
    with ws.store.connection(writing=False) as connection:
        assert version_of(connection) == newest_version()
    assert state(ws) == recorded(source.parent)["unit_before"]
    assert upkeep.check_store(ws)["ok"]
    assert list(ws.store.backups.glob("migration-*.sqlite")), "kept as it was, before it was touched"
