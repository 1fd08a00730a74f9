"""Who answers for what is to be done, in every list of measures: clause 5.3. Risks and objectives have rules of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qms_desktop.core.messages import _
from qms_desktop.services.checks.rule import FIELD, KIND, Rule, said
from qms_desktop.services.look import Look
from qms_desktop.store.picking import Row

LISTS = {
    "opportunity": "measures", "register_entry": "measures", "plan": "measures", "survey": "measures", "inspection": "measures",
    "analysis": "measures", "evaluation": "measures", "external_evaluation": "findings", "nonconformity": "actions",
    "corrective_action": "measures", "improvement": "measures", "minutes": "decisions",
}  # fmt: skip
"""The lists of what is to be done, by the kinds that hold them."""


def _of_nobody(look: Look) -> Iterator[Row]:
    for kind, name in LISTS.items():
        count = Counter(row["id"] for row in look.items(kind, name, (), (), items={"empty": ("responsible",)}))
        for row in look.records(kind) if count else ():
            if row["id"] in count:
                yield said(row | {KIND: kind, FIELD: name}, n=count[row["id"]])


RULES = (
    Rule("measure.of_nobody", "observation", "", "5.3", _("A measure that nobody answers for"),
         _("Name who carries the measure out."), _of_nobody, "", _("Measures without a name: {n}.")),
)  # fmt: skip
