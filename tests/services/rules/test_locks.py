"""What was handed over is locked until it is returned; what is reported on stays open; merging is never locked."""

import io
import subprocess

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import acts, handing, printing, records


def refused(ws, kind="risk", **cells):
    with pytest.raises(UserError) as problem:
        records.save(ws, kind, [cells])
    return problem.value


@pytest.mark.parametrize("verdict", [None, "accept"])
def test_a_submitted_or_accepted_assessment_is_locked_for_the_unit(desks, verdict):
    risk = desks.handed()
    if verdict:
        acts.act(desks.office, verdict, [risk])
        desks.down()
    before = records.show(desks.unit, risk)
    for cells in ({"cause": "Башка себеп"}, {"likelihood": 5}, {"measures": ["Башка чара"]}, {"deadline": "2027-06-30"}):
        assert refused(desks.unit, id=risk, **cells).hint is not None
    with pytest.raises(UserError):
        records.delete(desks.unit, [risk])
    assert records.show(desks.unit, risk) == before, "nothing half done"


@pytest.mark.requirement("R311")
def test_progress_and_residual_rating_stay_open_and_change_no_version(desks):
    risk = desks.handed()
    acts.act(desks.office, "accept", [risk])
    desks.down()
    (measure,) = records.show(desks.unit, risk)["measures"]
    done = measure | {"state": "done", "done_on": "2027-01-20", "evidence": "Акт № 3", "effect": "effective"}
    records.save(desks.unit, "risk", [{"id": risk, "measures": [done], "residual_likelihood": 2, "residual_consequence": 3}])
    shown = records.show(desks.unit, risk)
    assert shown["measures"] == [done]
    assert (shown["residual_score"], shown["state"], shown["changed"]) == (6, "accepted", False)
    assert refused(desks.unit, id=risk, measures=[done | {"due": "2027-09-01"}])


def test_actual_values_of_objective_and_indicator_stay_open(desks):
    objective = {
        "title": "Жумушка орношууну көтөрүү", "policy_point": "3", "process": "J3", "indicator": "Үлүшү", "measured_in": "%",
        "baseline": 60, "target": 80, "frequency": "year", "source": "Отчёт", "responsible": "Назарова А. К.",
        "due": "2027-06-01", "measures": ["Жарманке өткөрүү"],
    }  # fmt: skip
    found = desks.handed("objective", objective)
    records.save(desks.unit, "objective", [{"id": found, "numerator": 41, "denominator": 50, "measured_on": "2027-06-01"}])
    assert records.show(desks.unit, found)["actual"] == "82"
    assert refused(desks.unit, "objective", id=found, target=70).hint is not None, "a target is not lowered in retrospect"
    card = {"process": None, "title": "Үлүшү", "measured_in": "%", "target": 80, "frequency": "year"}
    (process,) = records.save(desks.unit, "process", [{"name": "Билим берүү"}]).saved
    indicator = desks.handed("indicator", card | {"process": process.key.id})
    records.save(desks.unit, "indicator", [{"id": indicator, "actual": 81, "measured_on": "2027-06-01"}])
    assert records.show(desks.unit, indicator)["changed"] is False


def test_a_return_opens_it_again(desks):
    risk = desks.handed()
    acts.act(desks.office, "return", [risk], why="Себебин тактаңыз")
    desks.down()
    records.save(desks.unit, "risk", [{"id": risk, "cause": "Зымдар 1978-жылкы"}])
    acts.act(desks.unit, "submit", [risk])
    assert records.show(desks.unit, risk)["state"] == "submitted"
    assert refused(desks.unit, id=risk, cause="Дагы")


def test_undo_is_bound_too_and_a_submission_is_taken_back_until_the_verdict(desks):
    (saved,) = records.save(desks.unit, "risk", [{"title": "Суу каптоо"} | {}]).saved
    risk = desks.handed()
    edited = records.save(desks.unit, "risk", [{"id": saved.key.id, "cause": "Жамгыр"}]).change_ids
    records.undo(desks.unit, edited)
    (submitting,) = [c["change"] for c in records.history(desks.unit, risk) if "submission" in c["set"]]
    acts.act(desks.office, "accept", [risk])
    desks.down()
    with pytest.raises(UserError):
        records.undo(desks.unit, [submitting])
    with pytest.raises(UserError):
        records.undo(desks.unit, [records.history(desks.unit, risk)[0]["change"]])


def test_merging_is_never_locked_and_a_later_change_shows(desks):
    """The office edits what was handed over, and the change comes to the unit: both see that it is another version."""
    risk = desks.handed()
    acts.act(desks.office, "accept", [risk])
    assert records.show(desks.office, risk)["changed"] is False
    records.save(desks.office, "risk", [{"id": risk, "cause": "Каражат жетишсиз"}])
    desks.down()
    for ws in (desks.unit, desks.office):
        shown = records.show(ws, risk)
        assert (shown["cause"], shown["state"], shown["changed"]) == ("Каражат жетишсиз", "accepted", True)
    (form,) = [form for form in handing.forms(desks.unit) if form.kind == "risk"]
    assert (form.ready, form.handed) == ((risk,), 0)


def test_a_sheet_of_a_version_that_was_not_handed_over_is_marked_a_draft(desks):
    def words():
        out = io.BytesIO()
        printing.print_form(desks.unit, "Ф-03", out, preview=True)
        return subprocess.run(["pdftotext", "-", "-"], input=out.getvalue(), capture_output=True, check=True).stdout.decode()

    risk = desks.handed()
    assert "ДОЛБООР" not in words()
    records.save(desks.office, "risk", [{"id": risk, "cause": "Каражат жетишсиз"}])
    desks.down()
    assert "ДОЛБООР" in words()


def test_a_listed_record_can_be_saved_back_as_it_was_listed(desks):
    risk = desks.handed()
    records.save(desks.office, "risk", [{"id": risk, "cause": "Каражат жетишсиз"}])
    listed = records.show(desks.office, risk)
    given = {name: listed[name] for name in ("id", "state", "changed", "score", "title")}
    assert records.save(desks.office, "risk", [given]).change_ids == []
