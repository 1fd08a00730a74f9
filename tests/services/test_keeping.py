"""How long records are kept, as the product tells it, and the destruction list of those whose time is over."""

import datetime as dt

import pytest

from qms_desktop.services import checks, keeping, listing, records
from qms_desktop.store.authoring import Edit, new_record_id
from qms_desktop.store.transaction import Key

TODAY = dt.date(2026, 11, 20)
NC = {"statement": "Журнал жок", "found_on": "2019-03-01", "period": "2018/19"}


def save(ws, kind, **values):
    """A record of earlier years, as it came by merging: no step of its life is gone through again."""
    key = Key("МТК", kind, new_record_id())
    with ws.store.writing() as tx:
        ws.write(tx, [Edit(key, values)])
    return key.id


def over(ws):
    return [one for one in checks.findings(ws, today=TODAY) if one.rule == "keeping.over"]


@pytest.mark.requirement("R264")
def test_a_record_says_how_long_it_is_kept_and_that_the_archive_has_the_last_word(make_workspace):
    ws = make_workspace(institution="jasu", person="Осмонова Ж. Т.")

    def said(record):
        return keeping.term_of(ws.profile, records.show(ws, record)).text("ky")

    closed = said(save(ws, "nonconformity", **NC, closed_on="2024-02-29"))
    assert "5 жыл" in closed
    assert "28.02.2029" in closed
    assert "Архив менен макулдашыңыз" in closed
    assert ".20" not in said(save(ws, "nonconformity", **NC)), "no day before it is closed"
    assert "31.08.2030" in said(save(ws, "indicator", title="Жетүү", period="2026/27")), "of what has no such day, after its period"
    assert "дайыма" in said(save(ws, "minutes", title="Кафедра"))
    document = save(ws, "document", title="Жобо", retention="closed_5y", superseded_on="2026-10-01", state="superseded")
    assert "01.10.2031" in said(document), "a document's own class wins"


@pytest.mark.requirement("R264")
def test_what_has_outlived_its_time_is_proposed_for_the_destruction_list(make_workspace):
    ws = make_workspace(institution="jasu", person="Осмонова Ж. Т.")
    for closed in ("2019-06-01", "2019-07-01", "2023-01-01", None):
        save(ws, "nonconformity", **NC, closed_on=closed)
    save(ws, "indicator", title="Жетүү", period="2019/20")
    save(ws, "minutes", title="Кафедра", date="2001-01-01", period="2000/01")
    save(ws, "document", title="Жобо", retention="replaced_3y", superseded_on="2020-05-05", state="superseded")
    (found,) = over(ws)
    assert found.sentence.text("en").startswith("Records whose time of keeping is over: Past their time: 4 (")
    checks.mend(ws, found)
    (drawn,) = listing.records(ws, "destruction_list")
    lines = {(line["text"], line["years"], line["amount"], line["kept_until"]) for line in records.show(ws, drawn["id"])["items"]}
    assert lines == {("Документтер", "2020", "1", "2023-05-05"), ("Көрсөткүчтөр", "2019/20", "1", "2023-08-31"),
                     ("Туура келбөөчүлүктөр", "2019", "2", "2024-07-01")}  # fmt: skip


@pytest.mark.requirement("R264")
def test_what_stands_on_a_list_is_not_proposed_again(make_workspace):
    ws = make_workspace(institution="jasu", person="Осмонова Ж. Т.")
    save(ws, "nonconformity", **NC, closed_on="2019-06-01")
    keeping.draw_up(ws, "МТК", TODAY)
    assert over(ws) == []
    save(ws, "nonconformity", **NC, closed_on="2021-11-25")
    assert over(ws) == []
    later = checks.findings(ws, today=dt.date(2026, 12, 1))
    assert "Past their time: 1 " in next(one for one in later if one.rule == "keeping.over").sentence.text("en")
