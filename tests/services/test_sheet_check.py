"""The check code at the foot of a sheet says whether the sheet is genuine and still shows what the records say."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import printing, records, sheet_check
from tests.paper.conftest import Paper
from tests.services.rules.conftest import RISK


@pytest.fixture
def printed(make_workspace, tmp_path):
    """A unit with a risk on a printed passport; the code as the foot of the sheet shows it."""
    ws = make_workspace("МТК")
    risk = records.save(ws, "risk", [RISK]).saved[0].key.id
    sheet = printing.print_form(ws, "Ф-03", tmp_path / "sheet.pdf", language="ky")
    (code,) = sheet.fingerprints
    assert "".join(code.split()) in "".join(Paper(tmp_path / "sheet.pdf", sheet.pages, "ky").text().split())
    return ws, risk, code


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}", "{3}"])
def test_the_code_is_read_however_it_is_typed(printed, typed):
    ws, risk, code = printed
    joined = "".join(code.split())
    cyrillic = code.translate(str.maketrans("ABCE", "АВСЕ"))
    found = sheet_check.check(ws, typed.format(code, joined.lower(), cyrillic, joined[:8]))
    assert (found.status, found.form, found.record) == ("current", "Ф-03", risk)
    assert "Математика" in found.sentence.text("ky") or "МТК" in found.sentence.text("ky")


def test_a_sheet_whose_record_was_changed_shows_an_earlier_version(printed):
    ws, risk, code = printed
    records.save(ws, "risk", [{"id": risk, "cause": "Башка себеп"}])
    found = sheet_check.check(ws, code)
    assert found.status == "changed"
    assert "earlier version" in found.sentence.text("en")


def test_what_was_not_printed_here_is_unknown_and_what_is_no_code_is_refused(printed):
    ws, _risk, code = printed
    other = "".join("0" if letter != "0" else "1" for letter in "".join(code.split()))
    assert sheet_check.check(ws, other).status == "unknown"
    for wrong in ("", "3B52", "барак", "3B52 2AA4 zz"):
        with pytest.raises(UserError):
            sheet_check.check(ws, wrong)
