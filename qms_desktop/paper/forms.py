"""The catalogue of printed forms, by code: `FORMS["Ф-03"]`."""

from __future__ import annotations

from qms_desktop.paper.form import Form
from qms_desktop.paper.layouts import f01, f02, f03, f04, f05, f09, f15, f16, f22, f26

FORMS: dict[str, Form] = {
    layout.FORM.code: layout.FORM for layout in (f01, f02, f03, f04, f05, f09, f15, f16, f22, f26)
}
