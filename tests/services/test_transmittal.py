"""Ф-26: each sheet with the check code that stands on it, what is missing, what came back."""

import io
import subprocess

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import format_date
from qms_desktop.services import acts, records
from qms_desktop.services.exchanging import receive, send
from qms_desktop.services.printing import print_form
from tests.services.test_records import RISK


@pytest.fixture
def both(make_workspace, tmp_path):
    """A unit that has sent two risks, one of them submitted, and the office that received them."""
    unit, office = make_workspace("ФИЛ"), make_workspace()
    first, _second = [saved.key.id for saved in records.save(unit, "risk", [RISK, RISK | {"title": "Экинчи"}]).saved]
    acts.act(unit, "submit", [first])
    send(unit, tmp_path / "a.qmsb")
    receive(office, [tmp_path / "a.qmsb"])
    return unit, office, first


def text_of(ws, path, **how):
    printed = print_form(ws, "Ф-26", path, **how)
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout, printed


def test_the_sheet_names_each_form_with_the_code_on_its_paper(both, tmp_path):
    unit, office, _first = both
    (code,) = print_form(unit, "Ф-03", io.BytesIO(), preview=True).fingerprints
    text, printed = text_of(unit, tmp_path / "26.pdf")
    assert code in text
    assert printed.records == 2
    assert printed.fingerprints[0] in text
    assert "Ф-09" in text, "what is expected and not there is named"
    at_office, _printed = text_of(office, tmp_path / "office.pdf", unit="ФИЛ")
    assert code in at_office, "the office prints the same codes of the same records"


def test_another_version_has_another_code(both, tmp_path):
    unit, _office, first = both
    before, _printed = text_of(unit, tmp_path / "1.pdf")
    (code,) = print_form(unit, "Ф-03", io.BytesIO(), preview=True).fingerprints
    measures = [measure | {"state": "done"} for measure in records.show(unit, first)["measures"]]
    records.save(unit, "risk", [{"id": first, "measures": measures}])
    after, _printed = text_of(unit, tmp_path / "2.pdf")
    assert code in before
    assert code not in after


def test_what_came_back_stands_with_its_reason(both, tmp_path):
    _unit, office, first = both
    acts.act(office, "return", [first], why="Оңдоңуз", remarks={"cause": "Тактаңыз"})
    text, _printed = text_of(office, tmp_path / "26.pdf", unit="ФИЛ")
    assert "Оңдоңуз" in text
    assert "Тактаңыз" in text


def test_the_number_is_the_units_days_and_turns(both, tmp_path):
    unit, _office, _first = both
    send(unit, tmp_path / "b.qmsb")
    text, _printed = text_of(unit, tmp_path / "26.pdf")
    with unit.store.reading() as tx:
        day = tx.connection.exec_driver_sql("SELECT max(at) FROM bundle WHERE direction = 'out'").scalar_one()[:10]
    assert f"П-ФИЛ-{format_date(day)}-2" in "".join(text.split())
    assert "кабыл алына элек" not in text


def test_the_office_without_any_bundle_has_nothing_to_print(make_workspace):
    with pytest.raises(UserError):
        print_form(make_workspace(), "Ф-26", io.BytesIO())
