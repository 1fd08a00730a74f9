"""For whom there is something new since the last return bundle."""

from qms_desktop.services import acts, records, returning
from qms_desktop.services.exchanging import receive
from tests.ui.shells import RISK, bundle_of


def news(office):
    return {each.unit: each.news for each in returning.awaiting(office)}


def test_news_is_what_others_wrote_since_the_last_return(make_workspace, tmp_path):
    one, other, office = make_workspace("ФИЛ"), make_workspace("ХИМ"), make_workspace()
    for ws in (one, other):
        risk = records.save(ws, "risk", [RISK]).saved[0].key.id
        acts.act(ws, "submit", [risk])
        receive(office, [bundle_of(ws, tmp_path / "in", f"{ws.unit} 1.qmsb")])
    first = {each.unit: each for each in returning.awaiting(office)}
    assert set(first) == {"ФИЛ", "ХИМ"}
    assert first["ФИЛ"].returned is None
    returning.return_bundles(office, ["ФИЛ", "ХИМ"], tmp_path / "out")
    assert news(office) == {"ФИЛ": False, "ХИМ": False}
    assert all(each.returned for each in returning.awaiting(office))
    records.save(one, "risk", [{"title": "Экинчи"}])
    receive(office, [bundle_of(one, tmp_path / "in", "ФИЛ 2.qmsb")])
    assert news(office) == {"ФИЛ": False, "ХИМ": False}, "a unit's own work is no news to it"
    with office.store.reading() as tx:
        from qms_desktop.store import reading

        handed = reading.column(tx, reading.Query("risk", (("state", "submitted"),), unit="ХИМ"), "id")
    acts.act(office, "accept", handed)
    assert news(office) == {"ФИЛ": False, "ХИМ": True}
    records.save(office, "document", [{"code": "П-1", "title": "Жобо", "unit": "all"}])
    assert news(office) == {"ФИЛ": True, "ХИМ": True}, "what is published to all is news to all"
