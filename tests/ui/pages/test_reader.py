"""What an outside auditor sees: every page of what is there, and nothing on any of them that can be typed into."""

import pytest

from qms_desktop.services import checklists, enrolment, exchanging, joining, returning
from qms_desktop.services.listing import records as listed
from qms_desktop.services.records import save
from qms_desktop.ui.components.editors import LineEditor, TextEditor
from qms_desktop.ui.pages.checks.rows import FindingRow
from qms_desktop.ui.records.form import RecordForm
from qms_desktop.ui.table.view import Sheet
from tests.services.rules.conftest import RISK

KINDS = {"risks": "risk", "processes": "process", "documents": "document"}
ASKED_EVERYWHERE = {"search", "help", "home"}


@pytest.mark.parametrize("role", ["reader", "auditor"])
def test_nothing_is_offered_that_would_be_refused(shell, make_workspace, tmp_path, role):
    """Neither begins, deletes or explains away records of the units; an auditor writes those of an audit."""
    unit, office = make_workspace("МТК"), make_workspace()
    save(unit, "risk", [RISK])
    save(unit, "process", [{"name": "Билим берүү", "number": "3"}])
    save(unit, "document", [{"code": "ЖБ-01", "title": "Жобо"}])
    exchanging.send(unit, tmp_path / "unit.qmsb")
    exchanging.receive(office, [tmp_path / "unit.qmsb"])
    (invitation,) = enrolment.invite(office, ["МТК"], tmp_path / "invitations", role=role)
    (bundle,) = returning.return_bundles(office, ["МТК"], tmp_path / "out")
    with joining.join(tmp_path / "guest", invitation.file, person="Эксперт Э. Э.", position="Аудитор") as guest:
        exchanging.receive(guest, [bundle.file])
        at = shell(guest)
        risks = at.page("risks")
        risks.open_record("risk", listed(guest, "risk")[0]["id"])
        at.settle()
        assert risks.add_button.isHidden()
        assert risks.panel.delete_button.isHidden()
        documents = at.page("documents")
        at.settle()
        assert documents.new.isHidden()
        assert documents.changes.begin.isHidden()
        assert at.page("processes").act.isHidden()
        checks = at.page("checks")
        at.settle()
        found = checks.findChildren(FindingRow)
        assert found
        assert all(each.say_why.isHidden() and each.mend is None for each in found)


def test_nothing_can_be_typed_into_on_any_page(shell, make_workspace, tmp_path):
    unit, office = make_workspace("МТК"), make_workspace()
    save(unit, "risk", [RISK])
    save(unit, "process", [{"name": "Билим берүү", "number": "3"}])
    save(unit, "document", [{"code": "ЖБ-01", "title": "Жобо"}])
    checklists.begin(unit)
    exchanging.send(unit, tmp_path / "unit.qmsb")
    exchanging.receive(office, [tmp_path / "unit.qmsb"])
    (invitation,) = enrolment.invite(office, ["МТК"], tmp_path / "invitations", role="reader")
    (bundle,) = returning.return_bundles(office, ["МТК"], tmp_path / "out")
    with joining.join(tmp_path / "reader", invitation.file, person="Эксперт Э. Э.", position="Аудитор") as reader:
        exchanging.receive(reader, [bundle.file])
        at = shell(reader)
        seen = 0
        for key in at.window.sections:
            if key in ASKED_EVERYWHERE:
                continue
            page = at.page(key)
            if key in KINDS:
                page.open_record(KINDS[key], listed(reader, KINDS[key])[0]["id"])
            at.settle()
            for sheet in page.findChildren(Sheet):
                rows = sheet.rows
                if not sheet.isVisible() or sheet.editTriggers() == Sheet.EditTrigger.NoEditTriggers:
                    continue
                assert rows.invite is None, key
                for row in range(rows.record_count()):
                    seen += 1
                    writable = [c.key for place, c in enumerate(rows.columns) if c.key != "tick" and rows.can_edit(row, place)]
                    assert not writable, (key, writable)
            for form in page.findChildren(RecordForm):
                open_ones = [box for kind in (LineEditor, TextEditor) for box in form.findChildren(kind)
                             if box.isVisible() and not box.isReadOnly()]  # fmt: skip
                assert not open_ones, key
        assert seen, "there was something to see"
