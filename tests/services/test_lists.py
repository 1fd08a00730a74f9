"""Long lists: what a query finds is the same whichever way it is found, in the Kyrgyz order, page by page."""

import itertools

import pytest

from qms_desktop.core.languages import search_fold, sort_key
from qms_desktop.services import records, tables
from qms_desktop.store import query as ways
from qms_desktop.store import reading
from qms_desktop.store.reading import Query

TITLES = ("Окуу процесси үзүлөт", "Онор жетишсиз", "өнөр жай кеңеши", "Тураларды куруу, рак", "Турак жай №17", "ңар", "нар", "Сервер иштебейт")
SEARCHES = ("", "о", "ң", "ө", "фы", "ону", "онор", "турак", "окуу процесси", "СЕРВЕР", "эч жерде жок нерсе")


@pytest.fixture
def ws(make_workspace):
    ws = make_workspace("МТК")
    given = []
    for number in range(120):
        risk = {"title": f"{TITLES[number % len(TITLES)]} {number}", "likelihood": number % 5 + 1,
                "consequence": number % 3 + 1, "deadline": f"2026-{number % 12 + 1:02d}-15" if number % 4 else "Жыл сайын",
                "measures": [{"text": "чара", "state": "done" if number % 3 else "planned"}] if number % 5 else []}
        given.append({k: v for k, v in risk.items() if v})
    records.save(ws, "risk", given)
    return ws


def everything(ws):
    with ws.store.reading() as tx:
        return reading.records(tx, Query("risk"))


def text_of(risk):
    return search_fold(" ".join([risk["title"], *(m["text"] for m in risk["measures"])]))


ORDERS = {
    "title": lambda r: sort_key(r["title"]), "score": lambda r: r["score"], "code": lambda r: sort_key(r["code"]),
    "deadline": lambda r: r["deadline"],
}  # fmt: skip


@pytest.mark.parametrize(("few", "looked"), [(3_000, 1_500), (2, 1), (0, 30)])
def test_every_way_finds_the_same(ws, monkeypatch, few, looked):
    monkeypatch.setattr(ways, "FEW", few)
    monkeypatch.setattr(ways, "LOOKED_THROUGH", looked)
    monkeypatch.setattr(ways, "PAGE", 7)
    known = everything(ws)
    filters = [(), (("level", "high"),), (("period", known[0]["period"]), ("level", "low"))]
    for words, where, (order, key) in itertools.product(SEARCHES, filters, ORDERS.items()):
        wanted = [r for r in known if all(r[name] == value for name, value in where)
                  and (not words or search_fold(words) in text_of(r) or search_fold(words) in search_fold(r["code"]))]
        for reverse in (False, True):
            query = Query("risk", where, words, "МТК", f"-{order}" if reverse else order)
            found = [r["id"] for at in range(0, 140, 7) for r in tables.page(ws, query, at, 7).rows]
            assert len(found) == len(set(found))
            assert set(found) == {r["id"] for r in wanted}, (words, where, order)
            keys = [key(next(r for r in known if r["id"] == i)) for i in found]
            assert keys == sorted(keys, reverse=reverse)
            assert tables.count(ws, query) == len(wanted)


def test_kyrgyz_letters_are_found_from_a_russian_keyboard_and_stand_after_their_own(ws):
    found = tables.page(ws, Query("risk", search="нар", order="title")).rows
    titles = [r["title"] for r in found]
    assert {t.split()[0] for t in titles} == {"нар", "ңар"}
    assert [t.split()[0] for t in titles] == ["нар"] * 15 + ["ңар"] * 15
    assert tables.page(ws, Query("risk", search="онор жай")).rows[0]["title"].startswith("өнөр жай")


def test_what_is_overdue_had_to_be_done_and_is_not(ws):
    late = tables.page(ws, Query("risk", overdue="2026-06-01", order="deadline")).rows
    expected = [r for r in everything(ws) if r["deadline"][:1] == "2" and r["deadline"] < "2026-06-01"
                and not (r["measures"] and all(m["state"] == "done" for m in r["measures"]))]
    assert {r["id"] for r in late} == {r["id"] for r in expected}
    assert expected
    assert any(r["deadline"][:1] == "2" and r["deadline"] < "2026-06-01" for r in everything(ws) if r not in expected)
