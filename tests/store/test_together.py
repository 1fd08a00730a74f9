"""Several programs at once on one PostgreSQL: nothing is lost, nobody sees half of anything."""

import threading

import pytest
from sqlalchemy import select

from qms_desktop.core.errors import UserError
from qms_desktop.services import drafts, exchanging, records, returning, upkeep
from qms_desktop.services.setup import change_person, init
from qms_desktop.services.workspace import open_workspace
from qms_desktop.store import migrate, reading, refold, tables
from qms_desktop.store.authoring import Author, Base, Edit, write
from qms_desktop.store.store import bring_up_to_date
from qms_desktop.store.transaction import Key

from .stores import CLOCK, UNIT, Device, counts, digest, fill, found, make, reopen, save, typed_rows


@pytest.fixture
def store(database_store):
    return database_store


@pytest.fixture
def second(store, opened):
    """Another program on the same database."""
    opened.append(open_again(store))
    return opened[-1]


def open_again(store):
    again = reopen(store.place)
    bring_up_to_date(again)
    return again


def in_threads(*works):
    """Run them at once; their faults are ours."""
    faults = []

    def guarded(work):
        try:
            work()
        except BaseException as fault:  # noqa: BLE001 - handed on below
            faults.append(fault)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def heads(store, record, cell):
    with store.reading() as tx:
        return [head.value for head in tx.fold(Key(UNIT, "risk", record)).heads[cell]]


def test_who_writes_second_waits_and_sees_the_first(store, second):
    """Nobody's head is lost: READ COMMITTED without the lock loses one."""
    save(store, Device("one"), "1", title="Башында")
    turns = 25

    def writer(mine, name):
        def work():
            for turn in range(turns):
                save(mine, Device(name), "1", title=f"{name} {turn}")

        return work

    in_threads(writer(store, "two"), writer(second, "three"))
    assert counts(store) == (1, 2 * turns + 1)
    assert len(heads(store, "1", "title")) == 1  # each had seen the one before
    assert found(second) == []


def test_two_who_were_shown_the_same_make_a_conflict(store, second):
    save(store, Device("one"), "1", title="Башында")
    with store.reading() as tx:
        shown = Base(tx.position())

    def writer(mine, name):
        def work():
            with mine.writing() as tx:
                edit = Edit(Key(UNIT, "risk", "1"), {"title": name}, base=shown)
                write(tx, [edit], Author("p", UNIT, Device(name)), CLOCK)

        return work

    in_threads(writer(store, "two"), writer(second, "three"))
    assert sorted(heads(store, "1", "title")) == ["three", "two"]
    with store.reading() as tx:
        assert tx.position() == shown.position + 2


def test_positions_only_grow_in_the_order_of_commits(store, second):
    """What a form was shown is one number: nothing may slip in below it afterwards."""
    seen = []

    def looker():
        for _turn in range(60):
            with second.reading() as tx:
                rows = list(tx.connection.execute(select(tables.change.c.row).order_by(tables.change.c.row)).scalars())
            seen.append(rows)

    in_threads(looker, lambda: [save(store, Device("one"), f"{n}", title="А") for n in range(40)])
    for rows in seen:
        assert rows == list(range(1, len(rows) + 1))


def test_a_reader_sees_one_moment_and_writes_nothing(store, second):
    save(store, Device("one"), "1", title="А")
    with store.reading() as tx:
        before = tx.position()
        save(second, Device("two"), "2", title="Б")
        assert tx.position() == before
    with store.reading() as tx:
        assert tx.position() == before + 1
    with pytest.raises(UserError, match="does not let"), store.reading() as tx:
        tx.connection.execute(tables.change.delete())
    assert counts(store) == (2, 2)


def test_a_newer_schema_is_refused_and_untouched(store, postgresql):
    fill(store)
    before = digest(store)
    with store.connection(writing=True) as connection:
        migrate.set_version(connection, migrate.newest_version() + 1)
    with pytest.raises(UserError, match="newer version"):
        reopen(store.place)
    with store.connection(writing=True) as connection:
        assert migrate.version_of(connection) == migrate.newest_version() + 1
        migrate.set_version(connection, migrate.newest_version())
    assert digest(store) == before


def test_tables_that_a_newer_program_folded_are_not_folded_back(store):
    fill(store)
    rows = typed_rows(store)
    store.set_settings({refold.FOLDED_BY: "another", refold.FOLDED_WITH: "99.0.0"})
    again = reopen(store.place)
    with pytest.raises(UserError, match="newer version"):
        bring_up_to_date(again)
    again.close()
    assert typed_rows(store) == rows


def test_who_has_it_open_while_another_folds_it_anew_is_told(store, second):
    fill(store)
    bring_up_to_date(store)
    second.set_settings({refold.FOLDED_BY: "another"})
    with pytest.raises(UserError, match="open it again"):
        save(store, Device("one"), "1", title="А")
    bring_up_to_date(second)
    save(store, Device("one"), "1", title="А")
    assert found(second) == []


def test_two_programs_bring_an_old_store_up_at_once(new_database, opened, postgresql):
    place = new_database()
    opened.append(make(place))
    fill(opened[0])
    before = digest(opened[0])
    with opened[0].connection(writing=True) as connection:  # as the program of version 6 left it
        connection.exec_driver_sql("DROP INDEX record_profile")
        connection.exec_driver_sql("DROP TABLE file")
        connection.exec_driver_sql("ALTER TABLE draft DROP COLUMN device")
        migrate.set_version(connection, 6)
        refold.forget_mark(connection)
    in_threads(*[lambda: opened.append(open_again(opened[0])) for _program in range(3)])
    for store in opened[1:]:
        assert digest(store) == before
        assert found(store) == []


def test_an_interrupted_migration_is_rolled_back(new_database, monkeypatch):
    place = new_database()
    make(place).close()
    scripts = dict(migrate.scripts())
    scripts[max(scripts) + 1] = "CREATE TABLE half (row {key}); CREATE TABLE broken (;"
    with monkeypatch.context() as patched:
        patched.setattr(migrate, "scripts", lambda: scripts)
        with pytest.raises(Exception, match="syntax error"):
            reopen(place)
    store = reopen(place)
    with store.connection(writing=False) as connection:
        assert connection.exec_driver_sql("SELECT to_regclass('half')").scalar_one() is None
    store.close()


def test_F35_two_imports_at_once_into_one_database(make_workspace, new_database, tmp_path, monkeypatch):
    """One after the other, bundle by bundle, from two computers: both whole, nothing twice."""
    place = new_database()
    init(place, institution="jasu", role="office", unit=None, person="А. Б.", position="Башчы").close()
    files = []
    for unit in ("ФИЛ", "МТК", "ПЕД", "ТАР"):
        department = make_workspace(unit)
        records.save(department, "risk", [{"title": f"Тобокелдик {n}"} for n in range(15)])
        files.append(tmp_path / f"{unit}.qmsb")
        exchanging.send(department, files[-1])
    offices = []
    for number in range(2):
        with monkeypatch.context() as at:
            at.setenv("QMS_KEYS", str(tmp_path / f"keys {number}"))
            offices.append(open_workspace(place))
    said = []

    def importer(office, order):
        return lambda: said.append([o.result.status for o in exchanging.receive(office, order).outcomes])

    in_threads(importer(offices[0], files), importer(offices[1], files[::-1]))
    told = sorted(status for statuses in said for status in statuses)
    assert told == ["already"] * 4 + ["merged"] * 4
    checked = upkeep.check_store(offices[0])
    assert (checked["ok"], checked["problems"]) == (True, [])
    with offices[0].store.reading() as tx:
        assert len(reading.ids(tx, "risk")) == 60
    for office in offices:
        office.close()


def test_each_computer_sends_what_all_wrote(new_database, make_workspace, tmp_path, monkeypatch):
    """Both are devices of the office, each with its own person: the bundle of one vouches for what the other wrote."""
    place = new_database()
    first = init(place, institution="jasu", role="office", unit=None, person="А. Б.", position="Башчы")
    with monkeypatch.context() as at:
        at.setenv("QMS_KEYS", str(tmp_path / "other keys"))
        second = open_workspace(place)
        assert second.key.device != first.key.device
        change_person(second, "В. Г.", "Адис")
    (mine,) = records.save(first, "policy", [{"unit": "all", "title": "Сапат саясаты"}]).saved
    (theirs,) = records.save(second, "policy", [{"unit": "all", "title": "Экинчи саясат"}]).saved
    department = make_workspace("ФИЛ")
    exchanging.send(department, tmp_path / "d.qmsb")
    assert exchanging.receive(first, [tmp_path / "d.qmsb"]).outcomes[0].result.status == "merged"
    (returned,) = returning.return_bundles(first, ["ФИЛ"], tmp_path / "out")
    (got,) = exchanging.receive(department, [returned.file]).outcomes
    assert got.result.status == "merged"
    written = {records.show(department, saved.key.id)["title"]: records.history(department, saved.key.id)[0]
               for saved in (mine, theirs)}  # fmt: skip
    assert {title: each["device"] for title, each in written.items()} == {
        "Сапат саясаты": first.key.device, "Экинчи саясат": second.key.device,
    }  # fmt: skip
    assert written["Сапат саясаты"]["by"] != written["Экинчи саясат"]["by"]
    for office in (first, second):
        office.close()


def test_what_one_is_typing_is_not_saved_by_another(new_database, tmp_path, monkeypatch):
    """Drafts that a sudden end left behind become changes when their own computer opens the store again."""
    place = new_database()
    first = init(place, institution="jasu", role="office", unit=None, person="А. Б.", position="Башчы")
    (risk,) = records.save(first, "risk", [{"title": "Башында"}]).saved
    drafts.keep(first, risk.key, {"title": "Жазылып жатат"}, Base(3))
    with monkeypatch.context() as at:
        at.setenv("QMS_KEYS", str(tmp_path / "other keys"))
        with open_workspace(place) as second:
            drafts.keep(second, risk.key, {"title": "Меники"}, Base(3))
            drafts.drop(second, risk.key)
            assert drafts.settle(second).saved == []
            assert drafts.kept(second) == {}
    assert [values for values, _base in drafts.kept(first).values()] == [{"title": "Жазылып жатат"}]
    assert len(drafts.settle(first).saved) == 1
    assert records.show(first, risk.key.id)["title"] == "Жазылып жатат"
    first.close()
