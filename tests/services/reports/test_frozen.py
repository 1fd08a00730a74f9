"""The parts of a report come back from JSON as they were."""

import json

import pytest

from qms_desktop.core.reports import Chart, Figure, HeatMap, Table
from qms_desktop.services.reports import frozen, registry
from qms_desktop.services.reports.behind import MOST, Behind


def said(part, language):
    """All that a part shows in a language."""
    if isinstance(part, Table):
        cells = [cell for row in (*part.rows, part.total or ()) for cell in row]
        shown = [getattr(cell, "shown", None) or getattr(cell, "words", None) or cell for cell in cells]
        return [part.title.text(language), *(c.label.text(language) for c in part.columns),
                *(one.text(language) if hasattr(one, "text") else one for one in shown), part.note and part.note.text(language)]  # fmt: skip
    if isinstance(part, Chart):
        return [part.title.text(language), part.kind, [getattr(label, "text", lambda _l, label=label: label)(language) for label in part.labels],
                [(series.values, series.marked) for series in part.series], part.most]  # fmt: skip
    if isinstance(part, HeatMap):
        spots = [{at: figure.shown.text(language) for at, figure in place.items()} for place in (part.before, part.after)]
        return [part.title.text(language), spots, part.moves, dict(part.levels), {k: w.text(language) for k, w in part.words.items()}]
    return [part.text.text(language), part.title and part.title.text(language)]


@pytest.mark.parametrize("number", ["R5", "R7", "R9", "R10", "R11", "R12", "R17"])
def test_frozen_parts_show_the_same_in_every_language(year_of_findings, number):
    year_of_findings.save("risk", {"title": "Өрт", "category": "technical", "likelihood": 3, "consequence": 4, "residual_likelihood": 2, "residual_consequence": 2})
    parts = year_of_findings.report(number).parts
    behind = Behind()
    kept = json.loads(json.dumps([frozen.frozen(part, behind) for part in parts], ensure_ascii=False))
    for language in ("ky", "ru", "en"):
        assert [said(part, language) for part in frozen.parts(kept, Behind(behind.ids))] == [said(part, language) for part in parts]
    assert registry.REPORTS[number]


def test_a_frozen_figure_keeps_what_it_was_counted_from_and_the_records(year_of_findings):
    figure = year_of_findings.report("R9").tables[0].rows[3][1]
    behind = Behind()
    json_ = json.loads(json.dumps(frozen.figure(figure, behind)))
    kept = frozen.figure_of(json_, Behind(behind.ids))
    assert (kept.value, kept.numerator, kept.denominator, kept.shown.text("ky")) == (
        figure.value, figure.numerator, figure.denominator, figure.shown.text("ky"))  # fmt: skip
    assert isinstance(kept, Figure)
    assert kept.behind == 2
    assert kept.records == {kind: tuple(ids) for kind, ids in figure.records.items()}
    del json_["behind"]
    assert frozen.figure_of(json_, Behind()).records == {}, "what was frozen before records were kept still opens"


def test_an_id_is_kept_once_and_of_very_many_the_first():
    behind, ids = Behind(), [str(number) for number in range(MOST + 50)]
    every, few = (Figure(len(own), records={"risk": tuple(own)}) for own in (ids, ids[10:12]))
    kept = [frozen.figure(one, behind) for one in (few, every)]
    assert sorted(behind.ids["risk"], key=int) == ids[:MOST]
    again = [frozen.figure_of(one, Behind(behind.ids)) for one in kept]
    assert [one.records["risk"] for one in again] == [("10", "11"), tuple(ids[:MOST])]
    assert [one.behind for one in again] == [2, MOST + 50], "how many there are is said all the same"


def test_frozen_numbers_can_stand_in_the_journal(year_of_findings):
    """It holds no floats: what is not whole is a text."""
    def floats(value):
        if isinstance(value, dict):
            return any(map(floats, value.values()))
        return any(map(floats, value)) if isinstance(value, list) else isinstance(value, float)

    assert not any(floats(frozen.frozen(part, Behind())) for number in ("R9", "R17") for part in year_of_findings.report(number).parts)
