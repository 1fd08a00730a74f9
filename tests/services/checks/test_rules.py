"""Every check finds what it is there for, and nothing any more once that is set right."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from qms_desktop.core.clauses import load_clauses
from qms_desktop.journal.identity import ruled_id
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.cells import changed_cells
from qms_desktop.services import checks, records
from qms_desktop.services.setup import init
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key

from .cases import CASES, OWN, Case

TODAY = dt.date(2026, 11, 20)
ALONE = ("policy.none", "policy.unknown", "audit.no_programme", "audit.programme_draft", "audit.outside_programme",
         "context.no_climate", "context.no_conclusion", "review.old", "review.inputs", "audit.untrained", "audit.dependent",
         "audit.unit_left_out", "audit.clauses_left_out", "audit.load")  # fmt: skip
"""What these find hangs on the records of the whole institution: each has a round of its own."""


class Round:
    """Cases in one office's store, each in a unit of its own, as records that came by merging."""

    def __init__(self, folder, names):
        self.ws = init(folder, institution="jasu", role="office", unit=None, person="Осмонова Ж. Т.", position="Башчы")
        self.units = {name: f"К{place:03d}" for place, name in enumerate(names)}
        self._write([self._unit(code) for code in self.units.values()])
        self._write([self._edit(name, *record) for name in names for record in CASES[name].records])
        self.before = self._found()
        self._write([self._edit(name, *record) for name in names for record in CASES[name].mended])
        self.after = self._found()
        self.ws.close()

    def _found(self):
        found = {}
        for finding in checks.findings(self.ws, today=TODAY):
            found.setdefault((finding.rule, finding.unit), []).append(finding)
        return found

    def _write(self, edits):
        with self.ws.store.writing() as tx:
            self.ws.write(tx, [edit(tx) for edit in edits])

    def _unit(self, code):
        key = Key(code, "unit", ruled_id("test", "unit", code))
        return lambda _tx: Edit(key, {"code": code, "name": code, "type": "department"}, seen={})

    def id_of(self, name, key):
        return ruled_id("test", name, key)

    def home(self, name):
        return "office" if CASES[name].of_unit == "office" else self.units[name]

    def _edit(self, name, kind, key, values):
        values = {field: self.id_of(name, value[1]) if isinstance(value, tuple) else value for field, value in values.items()}
        for lines in values.values():
            for line in lines if isinstance(lines, list) else ():
                if isinstance(line, dict):
                    line |= {part: self.id_of(name, value[1]) for part, value in line.items() if isinstance(value, tuple)}
        values |= {field: self.units[name] for field in ("code", "unit_audited") if values.get(field) == OWN}
        if values.get("inputs") == "all":
            values["inputs"] = [{"input": one.key, "comment": "Бар"} for one in load_clauses().review_inputs]
        full = Key(self.home(name), kind, self.id_of(name, key))

        def edit(tx):
            folded = tx.fold(full)
            ids = (ruled_id("test", name, key, str(place)) for place in itertools.count())
            return Edit(full, changed_cells(KINDS[kind], folded.shown if folded else {}, values, ids))

        return edit

    def where(self, name):
        return self.home(name)


@pytest.fixture(scope="module")
def rounds(tmp_path_factory):
    """All cases played: those that go together in one store, the others each in its own."""
    folder = tmp_path_factory.mktemp("checks")
    with pytest.MonkeyPatch.context() as own:
        own.setenv("QMS_KEYS", str(folder / "keys"))
        together = [name for name in CASES if name not in ALONE]
        made = dict.fromkeys(together, Round(folder / "all", together))
        return made | {name: Round(folder / name, [name]) for name in ALONE}


def test_every_rule_has_a_case():
    assert list(CASES) == list(checks.RULES)


def cases():
    for name, case in CASES.items():
        yield pytest.param(name, case, id=name, marks=[pytest.mark.requirement(*case.requires)] if case.requires else [])


@pytest.mark.parametrize(("name", "case"), list(cases()))
def test_the_check_finds_it_until_it_is_set_right(rounds, name: str, case: Case):
    played = rounds[name]
    found = played.before.get((name, played.where(name)), [])
    if case.of_unit:
        assert [one.record for one in found if not one.record], f"{name} found nothing: {found}"
    else:
        it = played.id_of(name, case.records[0][1])
        assert it in [one.record for one in found], f"{name} did not find its record: {found}"
    for one in found:
        for language in ("ky", "ru", "en"):
            sentence = one.sentence.text(language)
            assert sentence
            assert "{" not in sentence
    if case.mended:
        assert (name, played.where(name)) not in played.after, played.after[name, played.where(name)]


@pytest.mark.requirement("R256")
@pytest.mark.parametrize(("frequency", "day", "in_time"), [
    ("month", "2026-11-20", "2026-10-15"), ("quarter", "2027-01-20", "2026-10-15"), ("semester", "2027-03-01", "2026-12-15"),
    ("year", "2027-08-20", "2026-09-15"),
])  # fmt: skip
def test_a_value_is_asked_for_by_the_period_of_the_indicator(make_workspace, frequency, day, in_time):
    ws = make_workspace()
    indicator = records.save(ws, "indicator", [{"title": "Үлүш", "frequency": frequency, "period": "2026/27", "unit": "МТК"}]).saved[0].key.id

    def asked():
        return [one for one in checks.findings(ws, today=dt.date.fromisoformat(day)) if one.rule == "indicator.not_measured"]

    (found,) = asked()
    assert (found.record, found.unit) == (indicator, "МТК")
    records.save(ws, "measurement", [{"title": "Үлүш", "indicator": indicator, "measured_on": "2026-08-31", "entered": "1"}])
    assert asked(), "a value of the period before is none"
    records.save(ws, "measurement", [{"title": "Үлүш", "indicator": indicator, "measured_on": in_time, "entered": "1"}])
    assert not asked()


@pytest.mark.requirement("R265")
def test_a_unit_with_a_passport_is_not_named_and_the_university_itself_needs_none(rounds):
    played = rounds["passport.missing"]
    named = {unit for rule, unit in played.before if rule == "passport.missing"}
    assert played.where("passport.empty") not in named
    assert "ЖАМУ" not in named
    assert "АРБ" in named


@pytest.mark.requirement("R219")
def test_a_number_that_the_register_prints_twice_is_told_to_the_office(tmp_path):
    with init(tmp_path / "oshsu", institution="oshsu", role="office", unit=None, person="А", position="Б") as ws:
        told = [one.title for one in checks.findings(ws, today=TODAY) if one.rule == "process.same_number"]
    assert len(told) == 2
    assert all(title.startswith("1.3 ") for title in told)


def test_a_provider_that_was_evaluated_again_is_not_late(tmp_path):
    from qms_desktop.services import records

    with init(tmp_path / "jasu", institution="jasu", role="department", unit="МТК", person="А", position="Б") as ws:
        records.save(ws, "provider", [{"name": "Ак-Суу ЖЧК", "next_due": "2026-10-01"}])
        assert [one.rule for one in checks.findings(ws, today=TODAY) if one.kind == "provider"] == ["provider.late"]
        records.save(ws, "provider", [{"name": "Ак-суу  ЖЧК", "next_due": "2027-10-01"}])
        assert [one.rule for one in checks.findings(ws, today=TODAY) if one.kind == "provider"] == []
