"""What the program kept of prints and figures is seen in words and typed in by nobody; an audit is called by its unit."""

import io

from PySide6.QtTest import QTest

from qms_desktop.services import listing, printing, records, references, reviews


def opened(window, key, kind):
    page = window.page(key)
    page.tabs.choose(kind)
    for _turn in range(2):
        window.settle()
        while page._later.isActive():
            QTest.qWait(5)
    window.settle()
    return page


def shown_in(page, record_id, column):
    rows = page.list_in_sight().sheet.rows
    return rows.row(rows.find(record_id))[column]


def test_a_printout_is_called_by_its_form_and_only_its_signing_is_written(shell, make_workspace):
    ws = make_workspace()
    policy = records.save(ws, "policy", [{"title": "Сапат саясаты", "text": "Сапат – биздин иш"}]).saved[0].key.id
    printing.print_form(ws, "policy", io.BytesIO(), ids=[policy])
    (sheet,) = listing.records(ws, "printout")
    page = opened(shell(ws), "archive", "printout")
    said = page.panel.title.text()
    assert said
    assert said != "policy"
    assert said == shown_in(page, sheet["id"], "form")
    assert page.panel.number.text() == sheet["code"]
    assert sheet["fingerprint"].upper().startswith(sheet["code"].replace(" ", ""))
    form = page.panel.form
    shown = {box_name for part in page.panel.parts for box_name in part.fields}
    assert not shown & {"form", "records", "versions", "fingerprint"}, "keys and hashes are for the program"
    assert {name for name in shown if form.may_edit(page.panel.kind.fields[name])} == {"signed_on", "signed_by", "original_at"}
    assert form.box("language").editor.currentText() == "кыргызча"
    assert [(link.kind, link.id) for link in references.links(ws, sheet)] == [("policy", policy)]


def test_kept_figures_take_comments_and_nothing_else(shell, make_workspace):
    ws = make_workspace()
    review = reviews.begin(ws).saved[0].key.id
    reviews.freeze(ws, review)
    page = opened(shell(ws), "archive", "report_package")
    fields = [page.panel.kind.fields[name] for part in page.panel.parts for name in part.fields]
    assert [field.name for field in fields if page.panel.form.may_edit(field)] == ["comments"]
    assert not [column.key for column in page.list_in_sight().sheet.rows.columns if column.editable]


def test_an_audit_is_called_by_the_name_of_its_unit(shell, make_workspace):
    ws = make_workspace()
    records.save(ws, "unit", [{"code": "МТК", "name": "Маалыматтык технологиялар кафедрасы", "type": "department"}])
    audit = records.save(ws, "audit", [{"unit_audited": "МТК", "lead": "Асанова А."}]).saved[0].key.id
    page = opened(shell(ws), "programme", "audit")
    called = "Маалыматтык технологиялар кафедрасы"
    assert page.panel.title.text() == called
    assert shown_in(page, audit, "unit_audited") == called
    (choice,) = references.choices(ws, "audit", "МТК")
    assert called in choice[1]
