"""A measure without a name is found in whatever list it stands."""

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import checks, records
from qms_desktop.services.checks.answering import LISTS


@pytest.mark.requirement("R093", "R242")
def test_a_measure_that_nobody_answers_for_is_found_in_every_list_of_what_is_to_be_done(make_workspace):
    ws = make_workspace()
    made = {}
    for kind, name in LISTS.items():
        values = {KINDS[kind].title_field: "Кеңеш", name: [{"text": "Журнал ачуу"}, {"text": "Окутуу", "responsible": "Назарова А. К."}]}
        made[kind] = records.save(ws, kind, [{"unit": "МТК", **values}]).saved[0].key.id if kind != "evaluation" else records.save(
            ws, kind, [{"unit": "МТК", "area": "effectiveness", name: [{"text": "Журнал ачуу"}]}]).saved[0].key.id  # fmt: skip
    found = {one.kind: one for one in checks.findings(ws) if one.rule == "measure.of_nobody"}
    assert {kind: one.record for kind, one in found.items()} == made
    assert {kind: one.field for kind, one in found.items()} == LISTS
    assert "1" in found["plan"].sentence.text("en")


def test_every_list_with_somebody_responsible_is_looked_through():
    holding = {kind.name for kind in KINDS.values() for items in kind.item_lists.values()
               if "responsible" in items.item_fields and "due" in items.item_fields}  # fmt: skip
    assert holding - {"risk", "objective", "student_meeting"} == set(LISTS)
