"""P11: a return bundle holds the records of its unit, of the units below it, and what the office published to all."""

import json
from hashlib import sha256

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import conflicts, files, records, returning, units
from qms_desktop.services.exchanging import receive, send
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key

from .office import opened

RISK = {"title": "Өрт чыгуу коркунучу", "likelihood": 3, "consequence": 3}


class University:
    """The QA office, the dean's office ПЕД above ФИЛ, the department МТК; what passes between them."""

    def __init__(self, make_workspace, folder):
        self.folder, self.files = folder, 0
        self.office = make_workspace(person="Осмонова Ж. Т.")
        self.pcs = {code: make_workspace(code) for code in ("ПЕД", "ФИЛ", "МТК")}
        save(self.office, "unit", *({"code": code, "name": name, "type": kind, "parent": parent} for code, name, kind, parent in (
            ("ПЕД", "Педагогика институту", "institute", "ЖАМУ"), ("ФИЛ", "Филология кафедрасы", "department", "ПЕД"),
            ("МТК", "МТК кафедрасы", "department", "ТЕХ"))))  # fmt: skip
        self.risks = {code: save(pc, "risk", RISK)[0] for code, pc in self.pcs.items()}

    def collect(self, *codes):
        for code in codes or self.pcs:
            self.files += 1
            out = self.folder / f"{code}-{self.files}.qmsb"
            send(self.pcs[code], out)
            (outcome,) = receive(self.office, [out]).outcomes
            assert outcome.result.status in ("merged", "already"), outcome.sentence

    def give_back(self, *codes):
        """The files of a return, by unit."""
        self.files += 1
        written = returning.return_bundles(self.office, codes, self.folder / f"return-{self.files}")
        return {one.unit: one.file for one in written}

    def propose(self, code, unit, record, **cells):
        """What a unit writes in a record that is not its own."""
        ws = self.pcs[code]
        with ws.store.writing() as tx:
            ws.write(tx, [Edit(Key(unit, "risk", record), cells, seen={})])


def save(ws, kind, *given):
    return [saved.key.id for saved in records.save(ws, kind, list(given)).saved]


def inside(path, ws):
    """(unit, kind, record, device) of every line of a bundle that its sender reads again, and the bundle."""
    bundle = opened(path, ws.key)
    read = [json.loads(line) for line in bundle.lines]
    assert all("redacts" not in line for line in read)
    return [(line["unit"], line["kind"], line["record"], line["device"]) for line in read], bundle


@pytest.fixture
def university(make_workspace, tmp_path):
    return University(make_workspace, tmp_path)


def test_P11_a_return_bundle_holds_its_unit_and_what_was_published(university):
    office = university.office
    university.collect()
    save(office, "document", {"title": "Сапат боюнча жетектеме", "code": "СБЖ-01"})
    (programme,) = save(office, "audit_programme", {"title": "2026-жылдын аудиттери", "goal": "Шайкештик"})
    save(office, "audit", *({"unit_audited": code, "lead": "Токтогулов А.", "programme": programme} for code in ("МТК", "ФИЛ")))
    found, bundle = inside(university.give_back("МТК")["МТК"], office)
    assert {unit for unit, *_rest in found} == {"МТК", "all"}
    assert {kind for unit, kind, *_rest in found if unit == "МТК"} >= {"risk", "audit", "person"}
    assert {kind for unit, kind, *_rest in found if unit == "all"} == {"audit_programme", "document", "person", "unit"}
    assert set(bundle.manifest.units) == {"МТК", "all"}


def test_P11_hostile_units_reach_no_record_of_others(university):
    """Proposals in others' records, another unit put below oneself, wishes about what is published, references."""
    office, risks = university.office, university.risks
    university.propose("МТК", "ФИЛ", risks["ФИЛ"], title="МТК жазды")
    university.propose("МТК", "all", "anything", title="МТК сунуштады")
    university.propose("ФИЛ", "МТК", risks["МТК"], title="ФИЛ жазды")
    save(university.pcs["МТК"], "unit", {"code": "ФИЛ", "name": "Меники", "type": "department", "parent": "МТК"})
    save(university.pcs["МТК"], "risk", RISK | {"process": risks["ФИЛ"], "cause": risks["ПЕД"]})
    university.collect()
    own = {ws.key.device: code for code, ws in university.pcs.items()} | {office.key.device: "office"}
    files = university.give_back("МТК", "ФИЛ")
    for code in ("МТК", "ФИЛ"):
        found, bundle = inside(files[code], university.office)
        assert {unit for unit, *_rest in found} == {code, "all"}
        assert {own[device] for unit, _kind, _record, device in found if unit == "all"} <= {"office", code}
        assert {known.unit for known in bundle.manifest.devices.values()} == {"МТК", "ФИЛ", "office"}, "each wrote in the other's"
    assert "МТК" in {own[device] for unit, *_rest, device in inside(files["МТК"], university.office)[0] if unit == "all"}, "one's own wish comes back"


def test_P11_no_attached_file_of_another_unit_goes_along_nor_its_hash(university, tmp_path):
    scans = {}
    for code, ws in university.pcs.items():
        scan = tmp_path / f"{code}.pdf"
        scan.write_bytes(b"%PDF-1.7 " + code.encode())
        files.attach(ws, university.risks[code], [scan])
        scans[code] = sha256(scan.read_bytes()).hexdigest()
    university.collect()
    _found, bundle = inside(university.give_back("МТК")["МТК"], university.office)
    assert {each.sha256 for each in bundle.manifest.attachments} == {scans["МТК"]}
    assert set(bundle.manifest.held.hashes) == {scans["МТК"]}
    assert not any(name.startswith("blobs/") for name in bundle.manifest.parts), "the unit has said that it holds its own"


def test_P11_a_deans_office_gets_the_units_below_and_a_moved_unit_moves_with_its_records(university):
    university.collect()
    files = university.give_back("ПЕД", "ФИЛ", "МТК")
    assert {unit for unit, *_rest in inside(files["ПЕД"], university.office)[0]} == {"ПЕД", "ФИЛ", "all"}
    assert {unit for unit, *_rest in inside(files["ФИЛ"], university.office)[0]} == {"ФИЛ", "all"}
    known = {r["code"]: r["id"] for r in _records(university.office, "unit")}
    records.save(university.office, "unit", [{"id": known["ФИЛ"], "unit": "all", "parent": "ТЕХ"},
                                             {"id": known["МТК"], "unit": "all", "parent": "ПЕД"}])  # fmt: skip
    files = university.give_back("ПЕД")
    assert {unit for unit, *_rest in inside(files["ПЕД"], university.office)[0]} == {"ПЕД", "МТК", "all"}


def _records(ws, kind):
    with ws.store.reading() as tx:
        return reading.records(tx, reading.Query(kind))


def test_what_the_office_wrote_is_shown_at_the_unit_with_its_author(university):
    office, unit = university.office, university.pcs["МТК"]
    university.collect()
    records.save(office, "risk", [{"id": university.risks["МТК"], "number": "Р-2026-0147", "remarks": "Себебин тактаңыз"}])
    (nonconformity,) = save(office, "audit", {"unit_audited": "МТК", "lead": "Токтогулов А."})
    (outcome,) = receive(unit, [university.give_back("МТК")["МТК"]]).outcomes
    assert outcome.result.status == "merged"
    shown = records.show(unit, university.risks["МТК"])
    assert (shown["number"], shown["remarks"]) == ("Р-2026-0147", "Себебин тактаңыз")
    assert records.show(unit, nonconformity)["unit"] == "МТК"
    by = records.history(unit, university.risks["МТК"])[-1]["by"]
    with unit.store.reading() as tx:
        assert units.people(tx)[by]["name"] == "Осмонова Ж. Т."
        assert units.units(tx, unit.profile)["ФИЛ"].parent == "ПЕД"


def test_an_accepted_wish_about_what_is_published_reaches_everybody_without_the_wish(university):
    office = university.office
    (document,) = save(office, "document", {"title": "Жетектеме", "code": "СБЖ-01"})
    for code in ("МТК", "ФИЛ"):
        receive(university.pcs[code], [university.give_back(code)[code]])
    records.save(university.pcs["МТК"], "document", [{"id": document, "title": "Жетектеме, 2-редакция"}])
    university.collect("МТК")
    (change,) = [h for h in records.history(office, document) if h["as"] == "МТК"]
    conflicts.decide(office, document, "title", take=change["change"])
    path = university.give_back("ФИЛ")["ФИЛ"]
    assert change["device"] not in {device for *_rest, device in inside(path, office)[0]}
    receive(university.pcs["ФИЛ"], [path])
    assert records.show(university.pcs["ФИЛ"], document)["title"] == "Жетектеме, 2-редакция"


def test_only_the_office_returns_and_unknown_units_are_refused_before_anything_is_written(university, tmp_path):
    university.collect()
    for ws, codes in ((university.pcs["МТК"], ["ФИЛ"]), (university.office, ["МТК", "ЖОК"]), (university.office, ["all"])):
        with pytest.raises(UserError):
            returning.return_bundles(ws, codes, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_all_means_every_unit_that_can_read_a_return_bundle(university, tmp_path):
    university.collect("МТК", "ФИЛ")
    written = returning.return_bundles(university.office, ["ПЕД"], tmp_path / "out", everyone=True)
    assert sorted(one.unit for one in written) == ["МТК", "ПЕД", "ФИЛ"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["МТК.qmsb", "ПЕД.qmsb", "ФИЛ.qmsb"]
