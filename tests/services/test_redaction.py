"""A person's data is removed for good: from records, drafts, search, files, and from what old bundles and backups bring."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import conflicts, drafts, exchanging, files, records, redaction, upkeep
from qms_desktop.services.person_names import Names
from qms_desktop.services.workspace import open_workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import Base
from qms_desktop.store.backup import back_up

NAME = "Жакыпова Б. С."
WHY = "Адамдын өтүнүчү, 2026-11-20"


@pytest.fixture
def people(make_workspace, tmp_path):
    """An office that has received a department's records, of which some name a person."""
    ws, office = make_workspace("МТК"), make_workspace()
    person = records.save(ws, "person", [{"name": NAME, "position": "Кафедра башчысы"}]).saved[0].key
    risk = records.save(ws, "risk", [{
        "title": "Шыптын кулоосу", "cause": "Б.С. Жакыпова айткандай, кадр жетишсиз", "responsible": [NAME, "Деканат"],
        "likelihood": 4, "consequence": 3,
    }]).saved[0].key  # fmt: skip
    other = records.save(ws, "risk", [{"title": "Башкача коркунуч", "responsible": ["Жакыповалар"]}]).saved[0].key
    exchanging.send(ws, tmp_path / "МТК.qmsb")
    exchanging.receive(office, [tmp_path / "МТК.qmsb"])
    return ws, office, person, risk, other


def held_in(ws, *texts):
    """Which of those texts any byte of a store's folder holds, backups left out."""
    data = b"".join(path.read_bytes() for path in ws.store.folder.rglob("*")
                    if path.is_file() and path.parent.name != "backups")  # fmt: skip
    return [text for text in texts if text.encode() in data]


def test_what_would_be_removed_is_shown_first_and_nothing_is_touched(people):
    _ws, office, person, risk, _other = people
    before = upkeep.digest(office)
    found = redaction.find(office, [person.id])
    assert found.names == [NAME]
    shown = {(find.key.id, find.cell): (find.before, find.after) for find in found.finds}
    assert shown == {
        (person.id, "name"): (NAME, None),
        (risk.id, "cause"): ("Б.С. Жакыпова айткандай, кадр жетишсиз", "[…] айткандай, кадр жетишсиз"),
        (risk.id, "responsible"): ([NAME, "Деканат"], ["Деканат"]),
    }
    assert upkeep.digest(office) == before


def test_the_name_is_gone_and_all_else_stays(people):
    _ws, office, person, risk, other = people
    assert held_in(office, NAME, "Б.С. Жакыпова") == [NAME, "Б.С. Жакыпова"]
    redaction.redact(office, [person.id], why=WHY)
    assert held_in(office, NAME, "Б.С. Жакыпова") == []
    shown = records.show(office, risk.id)
    assert (shown["title"], shown["cause"], shown["responsible"]) == (
        "Шыптын кулоосу", "[…] айткандай, кадр жетишсиз", ["Деканат"])  # fmt: skip
    assert (shown["likelihood"], shown["consequence"], shown["score"], shown["code"]) == (4, 3, 12, "Т-МТК-01")
    kept = records.show(office, person.id)
    assert (kept["name"], kept["position"]) == (None, "Кафедра башчысы")
    assert records.show(office, other.id)["responsible"] == ["Жакыповалар"], "another word that begins alike"
    assert records.history(office, risk.id)[-1]["why"] == WHY
    assert upkeep.check_store(office)["ok"]
    with office.store.reading() as tx:
        assert reading.records(tx, reading.Query("person", search="жакыпова")) == []


def test_search_holds_nothing_of_it(people):
    _ws, office, person, _risk, _other = people
    with office.store.reading() as tx:
        assert len(reading.records(tx, reading.Query("person", search="жакыпова"))) == 1
    redaction.redact(office, [person.id], why=WHY)
    with office.store.reading() as tx:
        found = tx.connection.exec_driver_sql("""SELECT rowid FROM search('"кып"')""").all()
    assert len(found) == 1, "the other risk alone"


def test_P16_old_bundles_and_restored_backups_do_not_bring_it_back(people, tmp_path):
    _ws, office, person, risk, _other = people
    backup = back_up(office.store, "daily")
    redaction.redact(office, [person.id], why=WHY)
    (again,) = exchanging.receive(office, [tmp_path / "МТК.qmsb"]).outcomes
    assert again.result.status == "already"
    folder = office.store.folder
    office.close()
    upkeep.restore(folder, backup, 0)
    with open_workspace(folder) as restored:
        assert held_in(restored, NAME, "Б.С. Жакыпова") == []
        exchanging.receive(restored, [tmp_path / "МТК.qmsb"])
        assert held_in(restored, NAME, "Б.С. Жакыпова") == []
        assert records.show(restored, risk.id)["title"] is None, "what was said anew comes back with the next bundle"
        assert upkeep.check_store(restored)["ok"]


def test_the_department_loses_it_too_with_the_next_answer(people, tmp_path):
    from qms_desktop.exchange import writer

    ws, office, person, risk, _other = people
    drafts.keep(ws, risk, {"cause": f"{NAME} деди"}, Base(0))
    redaction.redact(office, [person.id], why=WHY)
    writer.send(office.store, office.key, exchanging.identity(office), tmp_path / "r.qmsb", recipient="МТК",
                units=["МТК", "all"])  # fmt: skip
    (outcome,) = exchanging.receive(ws, [tmp_path / "r.qmsb"]).outcomes
    assert outcome.result.status == "merged", outcome.sentence
    assert held_in(ws, NAME, "Б.С. Жакыпова") == []
    assert drafts.kept(ws) == {}
    assert records.show(ws, risk.id)["responsible"] == ["Деканат"]
    assert records.show(ws, risk.id) == records.show(office, risk.id)


def test_files_of_the_person_go_when_nothing_else_speaks_of_them(people, tmp_path):
    _ws, office, person, _risk, other = people
    diploma, act = tmp_path / f"{NAME} диплом.pdf", tmp_path / "акт.pdf"
    diploma.write_bytes(b"diploma")
    act.write_bytes(b"act")
    files.attach(office, person.id, [diploma, act])
    files.attach(office, other.id, [act])
    kept = {f.name: f.sha256 for f in files.of_record(office, person.id)}
    found = redaction.find(office, [person.id])
    assert found.files == [diploma.name]
    redaction.redact(office, [person.id], why=WHY)
    assert not (office.store.folder / "files" / kept[diploma.name]).exists()
    assert (office.store.folder / "files" / kept["акт.pdf"]).read_bytes() == b"act"
    assert files.of_record(office, person.id) == []
    assert [f.state for f in files.of_record(office, other.id)] == ["here"]
    assert files.awaited(office) == []
    assert held_in(office, "диплом") == []


def test_P16_a_file_does_not_come_back_with_an_old_bundle(people, tmp_path):
    ws, office, person, _risk, _other = people
    (tmp_path / "диплом.pdf").write_bytes(b"diploma")
    files.attach(ws, person.id, [tmp_path / "диплом.pdf"])
    exchanging.send(ws, tmp_path / "a.qmsb")
    exchanging.send(ws, tmp_path / "b.qmsb")
    exchanging.receive(office, [tmp_path / "a.qmsb"])
    assert len(list((office.store.folder / "files").iterdir())) == 1
    redaction.redact(office, [person.id], why=WHY)
    assert list((office.store.folder / "files").iterdir()) == []
    exchanging.receive(office, [tmp_path / "b.qmsb"])
    assert list((office.store.folder / "files").iterdir()) == []
    assert files.awaited(office) == []


def test_drafts_that_hold_the_name_are_dropped(people):
    _ws, office, person, _risk, other = people
    drafts.keep(office, other, {"cause": "жакыпова б.с. билет", "title": "Башкача коркунуч"}, Base(0))
    assert redaction.find(office, [person.id]).drafts == 1
    redaction.redact(office, [person.id], why=WHY)
    assert [values for values, _base in drafts.kept(office).values()] == [{"title": "Башкача коркунуч"}]


def test_a_backup_made_afterwards_holds_what_was_said_anew(people):
    _ws, office, person, risk, _other = people
    redaction.redact(office, [person.id], why=WHY)
    (backup,) = office.store.backups.glob("redaction-*.sqlite")
    assert NAME.encode() not in backup.read_bytes()
    folder = office.store.folder
    office.close()
    upkeep.restore(folder, backup, 0)
    with open_workspace(folder) as restored:
        assert records.show(restored, risk.id)["responsible"] == ["Деканат"]


def test_an_open_conflict_stays_one_without_the_name(people, tmp_path):
    ws, office, person, risk, _other = people
    records.save(office, "risk", [{"id": risk.id, "cause": "Деканат билет"}])
    records.save(ws, "risk", [{"id": risk.id, "cause": f"{NAME} билет"}])
    exchanging.send(ws, tmp_path / "b.qmsb")
    exchanging.receive(office, [tmp_path / "b.qmsb"])
    redaction.redact(office, [person.id], why=WHY)
    (conflict,) = conflicts.conflicts(office)
    assert {head["value"] for head in conflict.as_json()["heads"]} == {"Деканат билет", "[…] билет"}


def test_a_deleted_record_stays_deleted(people):
    _ws, office, person, risk, _other = people
    records.delete(office, [risk.id])
    redaction.redact(office, [person.id], why=WHY)
    assert records.show(office, risk.id)["deleted"] is True
    assert held_in(office, NAME) == []


def test_all_of_another_record_or_of_one_change_can_be_taken(people):
    _ws, office, _person, risk, other = people
    change = records.history(office, risk.id)[0]["change"]
    redaction.redact(office, [change, other.id], why=WHY)
    assert records.show(office, risk.id)["title"] is None
    assert records.show(office, other.id)["title"] is None
    assert held_in(office, "Шыптын кулоосу", "Башкача коркунуч") == []


def test_it_is_refused_without_a_reason_with_the_name_in_it_and_outside_the_office(people):
    ws, office, person, _risk, _other = people
    before = upkeep.digest(office)
    for store, why in ((office, ""), (office, f"{NAME} сурады"), (ws, WHY)):
        with pytest.raises(UserError):
            redaction.redact(store, [person.id], why=why)
    with pytest.raises(UserError):
        redaction.redact(office, ["жок"], why=WHY)
    assert upkeep.digest(office) == before


def test_F20_killed_between_the_file_beside_and_the_commit_it_is_carried_out_on_opening(people, monkeypatch):
    from qms_desktop.exchange import redacting

    _ws, office, person, _risk, _other = people
    kept = redacting.keep_beside

    def cut(tx):
        kept(tx)
        raise KeyboardInterrupt

    monkeypatch.setattr(redacting, "keep_beside", cut)
    with pytest.raises(KeyboardInterrupt):
        redaction.redact(office, [person.id], why=WHY)
    monkeypatch.undo()
    assert held_in(office, NAME) == [NAME]
    folder = office.store.folder
    office.close()
    with open_workspace(folder) as again:
        assert held_in(again, NAME, "Б.С. Жакыпова") == []
        assert upkeep.check_store(again)["ok"]


@pytest.mark.parametrize(
    "text",
    ["Жакыпова Б. С.", "Жакыпова Б.С.", "Жакыпова Б С", "жакыпова б.с.", "ЖАКЫПОВА Б.С.", "Б. С. Жакыпова", "Б.С.Жакыпова",
     "Жакыпова\u00a0Б.\u00a0С.", "Жакыпова, Б.С.", "(Жакыпова Б. С.нын иши)",
     "Б. С. Жакыпованын иши"],
)  # fmt: skip
def test_a_name_is_found_as_people_write_it(text):
    assert Names([NAME]).are_in(["а", {"б": text}])


@pytest.mark.parametrize("text", ["Жакыповалар", "Жакыпова А. С.", "Жакыпова", "А. С. Жакыпованын", "Б. С.", ""])
def test_somebody_else_is_not(text):
    assert not Names([NAME]).are_in(text)


def test_a_full_name_is_found_by_its_initials_too():
    names = Names(["Асанов Бакыт Токтогулович"])
    assert names.are_in("Асанов Б. Т.")
    assert names.are_in("Бакыт Токтогулович Асанов")
    assert not names.are_in("Асанов Бекболот Токтогулович")


def test_what_goes_wrong_in_the_database_is_told_without_the_values(people):
    from sqlalchemy.exc import OperationalError

    _ws, office, _person, _risk, _other = people
    with office.store.reading() as tx, pytest.raises(OperationalError) as told:
        tx.connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", (NAME,))
    assert NAME not in str(told.value)


def test_nothing_stays_readable_in_the_unused_parts_of_the_file(make_workspace, monkeypatch):
    """Where SQLite only marks what is deleted (some systems' builds wipe it at once) the file is written anew."""
    office = make_workspace()
    with office.store.connection(writing=False) as connection:
        connection.exec_driver_sql("PRAGMA secure_delete=OFF")
    person = records.save(office, "person", [{"name": NAME, "position": "Лаборант"}]).saved[0].key
    records.save(office, "risk", [{"title": f"Р{n}", "cause": f"{NAME} билдирди: " + "сөз " * 300, "unit": "МТК"} for n in range(80)])
    with monkeypatch.context() as without:
        without.setattr(type(office.store), "compact", lambda _store: None)
        redaction.redact(office, [person.id], why=WHY)
        assert held_in(office, NAME) == [NAME], "else this test would show nothing"
    office.store.compact()
    assert held_in(office, NAME) == []


def test_what_was_deleted_from_a_list_does_not_come_back(people):
    _ws, office, person, risk, _other = people
    records.save(office, "risk", [{"id": risk.id, "measures": [{"text": "Окутуу", "responsible": NAME}, {"text": "Сыйлоо"}]}])
    first, second = records.show(office, risk.id)["measures"]
    records.save(office, "risk", [{"id": risk.id, "measures": [second]}])
    redaction.redact(office, [person.id], why=WHY)
    assert [measure["text"] for measure in records.show(office, risk.id)["measures"]] == ["Сыйлоо"]
    assert first["text"] == "Окутуу"
