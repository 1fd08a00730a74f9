"""Commands on a PostgreSQL database: the same answers, and no password anywhere."""

import json

import pytest

from tests.cli.conftest import answer, refusal


@pytest.fixture
def url(postgresql, new_database):
    """A database of a user with a password, which must never be seen."""
    user, password = postgresql.guarded()
    place = new_database()
    postgresql.run(f"ALTER DATABASE {place.name} OWNER TO {user}", f"ALTER SCHEMA public OWNER TO {user}", database=place.name)
    yield postgresql.url(place.name, user=user, password=password)
    postgresql.run(f"ALTER DATABASE {place.name} OWNER TO owner", "ALTER SCHEMA public OWNER TO owner", database=place.name)
    postgresql.run("DROP OWNED BY guarded", database=place.name)


@pytest.fixture
def at(run, url):
    """Runs a command on the database, and looks that its password is in nothing that is said."""
    password = url.split(":")[2].split("@")[0]

    def call(*arguments, **more):
        done = run("--store", url, *arguments, **more)
        assert password not in done.stdout + done.stderr
        return done

    return call


OFFICE = ("init", "--institution", "jasu", "--role", "office", "--person", "А. Б.", "--position", "Башчы")


def test_a_store_is_made_worked_in_and_checked(at, process, url, tmp_path):
    assert answer(at("kinds", "--json"))
    made = answer(at(*OFFICE, "--json"))
    assert made["store"].startswith("postgresql+psycopg://guarded@/")
    refusal(at(*OFFICE))
    rows = [{"unit": "ФИЛ", "title": title, "likelihood": 3, "consequence": 5} for title in ("Өрт", "Ндар", "Ңар", "Оор")]
    saved = answer(at("save", "risk", "-", "--json", given=json.dumps(rows)))
    assert len(saved) == 4
    listed = answer(at("list", "risk", "--search", "нар", "--json"))
    assert [risk["title"] for risk in listed] == ["Ңар"]
    assert answer(at("show", saved[0]["id"], "--history", "--json"))["history"][0]["change"] == saved[0]["change"]
    assert answer(at("check", "--json"))["ok"] is True
    assert answer(at("rebuild", "--json"))["records"] == 5
    out = tmp_path / "out.pdf"
    assert answer(at("print", "Ф-02", "--out", out, "--json"))["pages"] >= 1
    assert {"first_paint_ms", "data_ms", "rss_mb", "records"} == set(
        answer(process("--store", url, "start-report", "--json"))
    )


def test_backup_restore_and_move(at, run, tmp_path, new_database):
    answer(at(*OFFICE, "--json"))
    answer(at("save", "risk", "-", "--json", given='{"title": "Өрт", "unit": "ФИЛ"}'))
    before = answer(at("digest", "--json"))["digest"]
    out = tmp_path / "backup.sqlite"
    assert answer(at("backup", out, "--json")) == {"file": str(out)}
    answer(at("save", "risk", "-", "--json", given='{"title": "Кийин", "unit": "ФИЛ"}'))
    restored = answer(at("restore", out, "--json"))
    assert restored["file"].startswith("postgresql")
    assert answer(at("digest", "--json"))["digest"] == before
    folder, other = tmp_path / "папка", new_database()
    assert answer(at("move", folder, "--json")) == {"store": str(folder), "digest": before}
    assert answer(run("move", other.url, "--json", store="папка")) == {"store": str(other), "digest": before}
    assert answer(run("--store", other.url, "digest", "--json"))["digest"] == before
    again = run("move", folder, store="папка")  # says besides that the store was moved away
    assert (again.returncode, again.stdout) == (1, "")
    assert at("digest").returncode == 0  # what stayed behind still opens


def test_refusals(at, run, url, tmp_path):
    assert "init" in refusal(at("list", "risk"))
    assert refusal(run("--store", "mysql://server/qms", "digest"))
    assert refusal(run("--store", "postgresql://a:geheim@127.0.0.1:1/qms", "digest")).count("geheim") == 0
    assert run("move", "mysql://server/qms").returncode == 2
