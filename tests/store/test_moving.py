"""A store is carried between folders and databases whole, or not at all."""

import hashlib

import pytest
from sqlalchemy import select

from qms_desktop.exchange import redacting
from qms_desktop.services import drafts, exchanging, listing, records, upkeep
from qms_desktop.services.workspace import open_workspace
from qms_desktop.store import tables
from qms_desktop.store.authoring import Base
from qms_desktop.store.transaction import Key

KINDS = ("risk", "process", "person", "unit", "document")


@pytest.fixture
def office(make_workspace, tmp_path):
    """A QA office that has received, decides, types, keeps files, has redacted, and has put a bundle aside."""
    office = make_workspace()
    for number, unit in enumerate(("ФИЛ", "МТК")):
        department = make_workspace(unit)
        made = records.save(department, "risk", [
            {"title": f"Тобокелдик {n} 100%_{unit}", "likelihood": n % 5 + 1, "consequence": 2, "measures": ["чара", "иш"]}
            for n in range(12)
        ]).saved  # fmt: skip
        records.delete(department, [made[3].key.id])
        out = tmp_path / f"{number}.qmsb"
        exchanging.send(department, out)
        exchanging.receive(office, [out])
    with office.store.writing() as tx:
        tx.files.put(hashlib.sha256(b"scan").hexdigest(), b"scan" * 700_000)
        tx.files.put("empty", b"")
        tx.waiting.put("x.qmsb", b"bundle")
        change = tx.change(made[0].change)
        redacting.redact(tx, [change], office.key)
        redacting.keep_beside(tx)
    drafts.keep(office, Key("ФИЛ", "risk", made[1].key.id), {"title": "Жазылып жатат"}, Base(3))
    office.store.set_settings({"language": "ru"})
    return office


def content(ws):
    """All that a person sees and that a bundle would carry."""
    with ws.store.reading() as tx:
        rows = {
            name: sorted(map(repr, map(tuple, tx.connection.execute(select(table)))))
            for name, table in tables.metadata.tables.items() if name not in ("setting", "file")
        }  # fmt: skip
        shelves = {area: {n: tx.shelf(area).read(n) for n in tx.shelf(area).sizes()} for area in ("files", "waiting", "beside")}
    lists = {kind: listing.records(ws, kind) for kind in KINDS}
    return {"rows": rows, "shelves": shelves, "lists": lists, "digest": upkeep.digest(ws)}


def moved(ws, place):
    """The store at its new place, opened."""
    told = upkeep.move(ws, place)
    ws.close()
    assert told["store"] == str(place)
    there = open_workspace(place)
    assert upkeep.digest(there)["digest"] == told["digest"]
    return there


def test_P17_there_and_back_again(office, tmp_path, new_database):
    before, device = content(office), office.key.device
    database = moved(office, new_database())
    assert content(database) == before
    assert upkeep.check_store(database)["ok"]
    other = moved(database, new_database())
    folder = moved(other, tmp_path / "жаңы" / "store")
    assert content(folder) == before
    assert upkeep.check_store(folder)["ok"]
    assert folder.key.device == device
    assert folder.notices == []
    folder.close()
