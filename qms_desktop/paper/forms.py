"""The catalogue of printed forms, by code: `FORMS["Ф-03"]`; the papers that carry no form number: `PAPERS["policy"]`."""

from __future__ import annotations

from qms_desktop.paper.form import Form
from qms_desktop.paper.layouts import (
    auditors_order,
    awareness,
    box_act,
    destruction,
    distribution,
    document,
    f01,
    f02,
    f03,
    f04,
    f05,
    f06,
    f07,
    f08,
    f09,
    f10,
    f11,
    f12,
    f13,
    f14,
    f15,
    f16,
    f17,
    f18,
    f19,
    f20,
    f21,
    f22,
    f23,
    f24,
    f25,
    f26,
    minutes,
    notice,
    plan,
    policy,
    process_map,
    responsibility,
    structure,
    summary,
    training_card,
)

_LAYOUTS = (
    f01, f02, f03, f04, f05, f06, f07, f08, f09, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23, f24, f25, f26,
)  # fmt: skip

_PLAIN = (
    policy.FORM, policy.CHECK, structure.FORM, responsibility.FORM, process_map.FORM, plan.FORM, plan.OF_PROCESS,
    document.FORM, distribution.FORM, destruction.FORM, auditors_order.FORM, notice.FORM, minutes.FORM,
    awareness.FORM, training_card.FORM, box_act.FORM, summary.FORM,
)  # fmt: skip

FORMS: dict[str, Form] = {layout.FORM.code: layout.FORM for layout in _LAYOUTS}
PAPERS: dict[str, Form] = {form.code: form for form in _PLAIN}
