"""The store of a whole university that the benchmarks use is a sound one, and says what the declarations allow."""

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.cells import values_of
from qms_desktop.services import upkeep
from qms_desktop.services.reports.registry import REPORTS, make
from qms_desktop.store import reading
from tools import make_university

SMALL = {"records": 900, "count": 8, "years": 2}


@pytest.fixture(scope="module")
def university(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("university")
        patch.setenv("QMS_KEYS", str(folder / "keys"))
        with make_university.make(folder / "store", **SMALL) as ws:
            yield ws


def test_the_store_passes_the_check(university):
    assert upkeep.check_store(university)["ok"]


def test_no_field_refuses_what_is_written(university):
    with university.store.reading() as tx:
        for kind in KINDS.values():
            for record in reading.records(tx, reading.Query(kind.name)):
                shown = tx.fold(reading.key_of(tx, record["id"], kind.name)).shown
                assert values_of(kind, shown)[1] == [], kind.name
                assert {cell for cell in shown if cell.partition("/")[0] not in kind.cells} == set(), kind.name


def test_every_chapter_is_there_and_every_report_can_be_made(university):
    with university.store.reading() as tx:
        there = {kind for kind in KINDS if reading.count(tx, reading.Query(kind))}
    assert {"process", "indicator", "measurement", "objective", "risk", "opportunity", "passport", "document", "acquaintance", "audit",
            "checklist_item", "audit_report", "complaint", "survey", "survey_result", "training", "provider", "minutes", "plan",
            "action", "decision", "auditor", "policy", "register_entry"} <= there  # fmt: skip
    for number in REPORTS:
        assert make(university, number).parts


def test_one_seed_makes_one_university(university, tmp_path, monkeypatch):
    monkeypatch.setenv("QMS_KEYS", str(tmp_path / "keys"))

    def said(ws):
        with ws.store.reading() as tx:
            return [(record["id"], record["title"], record["score"]) for record in reading.records(tx, reading.Query("risk"))]

    with make_university.make(tmp_path / "again", **SMALL) as again, make_university.make(tmp_path / "other", seed=2, **SMALL) as other:
        assert said(again) == said(university) != said(other)
