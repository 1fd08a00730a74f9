"""A store is carried between folders and databases whole, or not at all."""

import hashlib
import shutil

import pytest
from sqlalchemy import inspect, select

from qms_desktop.core.errors import UserError
from qms_desktop.exchange import redacting
from qms_desktop.services import drafts, exchanging, listing, moving, records, setup, upkeep
from qms_desktop.services.workspace import open_workspace
from qms_desktop.store import carrying, reading, shelves, tables
from qms_desktop.store.authoring import Base
from qms_desktop.store.places import Database
from qms_desktop.store.reading import Query
from qms_desktop.store.store import exists
from qms_desktop.store.transaction import Key

from .stores import make

KINDS = ("risk", "process", "person", "unit", "document")


@pytest.fixture(scope="module")
def worked_in(tmp_path_factory):
    """A QA office that has received, decides, types, keeps files, has redacted, and has put a bundle aside: its folder."""
    at = tmp_path_factory.mktemp("worked in")
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("QMS_KEYS", str(at / "keys"))
        surroundings.setenv("XDG_DATA_HOME", str(at / "data"))
        office = start(at / "first", "office")
        for unit in ("ФИЛ", "МТК"):
            with start(at / unit, "department", unit) as department:
                made = records.save(department, "risk", [
                    {"title": f"Тобокелдик {n} 100%_{unit}", "likelihood": n % 5 + 1, "consequence": 2, "measures": ["чара", "иш"]}
                    for n in range(12)
                ]).saved  # fmt: skip
                records.delete(department, [made[3].key.id])
                exchanging.send(department, at / f"{unit}.qmsb")
            exchanging.receive(office, [at / f"{unit}.qmsb"])
        with office.store.writing() as tx:
            tx.files.put(hashlib.sha256(b"scan").hexdigest(), b"scan" * 700_000)
            tx.files.put("empty", b"")
            tx.waiting.put("x.qmsb", b"bundle")
            redacting.redact(tx, [tx.change(made[0].change)], office.key)
            redacting.keep_beside(tx)
        drafts.keep(office, Key("МТК", "risk", made[1].key.id), {"title": "Жазылып жатат"}, Base(3))
        office.store.set_settings({"language": "ru"})
        office.close()
        (at / "first").rename(at / "office")
    return at


def start(place, role, unit=None):
    return setup.init(place, institution="jasu", role=role, unit=unit, person="Назарова А. К.", position="Башчы")


@pytest.fixture
def office(worked_in, tmp_path):
    """That office, for this test alone."""
    shutil.copytree(worked_in / "keys", tmp_path / "keys")
    shutil.copytree(worked_in / "office", tmp_path / "office")
    with open_workspace(tmp_path / "office") as ws:
        assert ws.notices == []
        yield ws


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
    told = moving.move(ws, place)
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


def test_moving_between_folders(office, tmp_path):
    before = content(office)
    there = moved(office, tmp_path / "there")
    assert content(there) == before
    there.close()


def test_what_stays_behind_says_so_and_is_another_device(office, new_database):
    left, device = office.store.folder, office.key.device
    with moved(office, new_database()) as there:
        assert there.key.device == device
    with open_workspace(left) as behind:
        assert behind.key.device != device
        assert any(str(there.store.place) in notice.text("en") for notice in behind.notices)
        records.save(behind, "risk", [{"unit": "ФИЛ", "title": "Артта калды"}])
        assert upkeep.check_store(behind)["ok"]
    with open_workspace(there.store.place) as again:
        assert again.key.device == device


def test_who_else_has_the_database_open_is_sent_to_open_it_anew(office, new_database, tmp_path, monkeypatch):
    database = moved(office, new_database())
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("QMS_KEYS", str(tmp_path / "other keys"))
        colleague = open_workspace(database.store.place)
        assert colleague.key.device != database.key.device
    moved(database, tmp_path / "there").close()
    with pytest.raises(UserError, match="open it again"):
        records.save(colleague, "risk", [{"unit": "ФИЛ", "title": "Кеч"}])
    colleague.close()


@pytest.mark.parametrize("kind", ["store", "other files", "file", "database", "tables", "itself"])
def test_an_existing_target_is_refused_and_untouched(kind, office, tmp_path, new_database, make_workspace, postgresql):
    target = tmp_path / "target"
    if kind == "store":
        make_workspace(folder="target").close()
    elif kind == "other files":
        target.mkdir()
        (target / "letter.txt").write_text("hello")
    elif kind == "file":
        target.write_text("hello")
    elif kind == "itself":
        target = office.store.folder
    else:
        target = new_database()
        if kind == "database":
            make(target).close()
        else:
            postgresql.run("CREATE TABLE theirs (a integer)", database=target.name)
    before = snapshot(target)
    whole = content(office)
    with pytest.raises(UserError):
        moving.move(office, target)
    assert snapshot(target) == before
    assert content(office) == whole
    assert office.key.device == reopened(office).key.device


def snapshot(place):
    if isinstance(place, Database):
        import psycopg

        with psycopg.connect(place.url.replace("+psycopg", "")) as connection:
            names = [n for (n,) in connection.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname !~ '^(pg|sql)_'")]
            return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchall() for name in sorted(names)}
    files = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {str(path): path.read_bytes() for path in files if not path.name.endswith("-journal")}


def reopened(ws):
    place = ws.store.place
    ws.close()
    again = open_workspace(place)
    again.close()
    return again


@pytest.mark.parametrize("kind", ["folder", "database"])
@pytest.mark.parametrize("at", ["rows", "fold", "files", "end"])
def test_a_fault_in_the_middle_leaves_nothing_half_done(kind, at, office, tmp_path, new_database, monkeypatch):
    target = tmp_path / "new" / "there" if kind == "folder" else new_database()
    whole, device = content(office), office.key.device

    def broken(*_given, **_more):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(*{
            "rows": (carrying, "bulk_insert", broken), "fold": (carrying.refold, "refold", broken),
            "files": (shelves.Shelf, "take_from", broken), "end": (carrying, "put_in_place" if kind == "folder" else "put_settings", broken),
        }[at])  # fmt: skip
        with pytest.raises(UserError, match="disk is full"):
            moving.move(office, target)
    assert not exists(target)
    assert [path for path in tmp_path.rglob("*") if "there" in path.name] == []
    assert content(office) == whole
    there = moved(office, target)
    assert (content(there), there.key.device) == (whole, device)
    there.close()


def test_an_unfinished_folder_of_a_killed_move_makes_room(office, tmp_path):
    unfinished = tmp_path / ".there.part"
    unfinished.mkdir()
    (unfinished / "store.sqlite").write_bytes(b"half")
    moved(office, tmp_path / "there").close()
    assert not unfinished.exists()


def test_every_table_of_a_store_is_carried(office):
    """A new table that `tables` does not name would stay behind."""
    with office.store.connection(writing=False) as connection:
        names = set(inspect(connection).get_table_names())
    ours = {name for name in names if not name.startswith(("r_", "search")) and name != "other"}
    assert ours == set(tables.metadata.tables)


def test_P17_the_same_bundles_give_the_same_on_both(make_workspace, new_database, tmp_path):
    units = [make_workspace(unit) for unit in ("ФИЛ", "МТК", "ПЕД")]
    for number, unit in enumerate(units):
        records.save(unit, "risk", [
            {"title": f"{title} {number}", "likelihood": n % 5 + 1, "consequence": 3, "cause": "100%_\\ себеп", "measures": ["чара"]}
            for n, title in enumerate(("Өрт", "өндүрүш", "Оту", "Ңандай", "нан", "Үй", "уй", "Ёлка", "ель", "яблоко", "Zoom", "азия"))
        ])  # fmt: skip
        exchanging.send(unit, tmp_path / f"{number}.qmsb")
    whole = []
    for place in (tmp_path / "office", new_database()):
        with setup.init(place, institution="jasu", role="office", unit=None, person="А. Б.", position="Башчы") as office:
            done = exchanging.receive(office, [tmp_path / f"{number}.qmsb" for number in range(3)])
            assert {outcome.result.status for outcome in done.outcomes} == {"merged"}
            found = [seen(office, query) for query in QUERIES]
            assert all(found)
            whole.append((upkeep.digest(office)["digest"], found))
            assert upkeep.check_store(office)["ok"]
    assert whole[0] == whole[1]


QUERIES = [
    Query("risk", **asked, order=order)
    for asked in ({}, {"unit": "МТК"}, {"search": "он"}, {"search": "уй"}, {"search": "нандай"}, {"search": "100%_\\"},
                  {"search": "100"}, {"where": (("likelihood", 3),)}, {"search": "себеп", "unit": "ФИЛ"})
    for order in ("title", "-title", "likelihood", "-likelihood", "deadline", "")
]  # fmt: skip


def seen(ws, query):
    """What a list shows, and its pages; ids differ, as two people's computers make them."""
    with ws.store.reading() as tx:
        shown = [record["title"] for record in reading.records(tx, query)]
        paged = [r["title"] for start in range(0, len(shown), 5) for r in reading.records(tx, query, limit=5, offset=start)]
        assert paged == shown
        assert reading.count(tx, query) == len(shown)
    return shown
