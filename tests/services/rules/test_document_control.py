"""Control of documents (1, 6.4 and 10.3 of the manual, 9 and 10 of the regulation): register, approval, copies, changes."""

import datetime as dt

import pytest

from qms_desktop.core.founding import agreed_with
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import acts, documents, files, founding, listing, openings, questions, records

from .working import change, kept, move, offers, refused, save

CHANGE = {"clause": "4.2", "change_kind": "change", "text": "Эски → жаңы", "reason": "Аудит", "made_by_name": "Назарова А. К.",
          "made_by_position": "Башчы", "date": "2026-09-01"}  # fmt: skip
MANUAL = "Сапат боюнча жетектеме"


@pytest.fixture
def oshsu(shared):
    return shared(institution="oshsu")


def manual(ws, code, **more):
    document = save(ws, "document", code=code, title=MANUAL, document_kind=MANUAL, edition=1, keeper="Назарова А. К.", **more)
    move(ws, "verify", document)
    move(ws, "submit", document)
    return document


@pytest.mark.requirement("R006")
def test_the_manual_is_approved_after_its_consideration_and_by_the_council_both_dated(oshsu):
    document = manual(oshsu, "СЖ-1")
    change(oshsu, "document", document, approved_by="Окумуштуулар кеңеши, № 3 протокол")
    assert "Considered by" in refused(acts.act, oshsu, "approve", [document])
    change(oshsu, "document", document, considered_by="ОСМКБ")
    assert "Considered on" in refused(acts.act, oshsu, "approve", [document])
    change(oshsu, "document", document, considered_on="2026-08-20")
    assert move(oshsu, "approve", document) == "approved"
    assert records.show(oshsu, document)["approved_on"]
    other = save(oshsu, "document", code="ИН-1", title="Нускама", document_kind="Кызматтык инструкциялар", approved_by="Ректор")
    move(oshsu, "verify", other)
    move(oshsu, "submit", other)
    assert move(oshsu, "approve", other) == "approved", "an instruction goes to no council"


@pytest.mark.requirement("R005")
def test_the_manual_holds_the_agreement_of_those_whom_it_names(oshsu):
    document = manual(oshsu, "СЖ-2", approved_by="Окумуштуулар кеңеши", considered_by="ОСМКБ", considered_on="2026-08-20")
    sheet = openings.open_from(oshsu, records.show(oshsu, document), "agreement").saved[0].key.id
    rows = records.show(oshsu, sheet)["rows"]
    assert [row["position"] for row in rows] == [position.ky for position in agreed_with(oshsu.profile)]
    assert len(rows) == 6
    assert "has not answered" in refused(acts.act, oshsu, "approve", [document])
    answered = [row | {"name": "Асанов А.", "of_unit": "АИБ", "opinion": "agrees", "agreed_on": "2026-08-25"} for row in rows]
    assert change(oshsu, "agreement", sheet, rows=answered)["state"] == "agreed"
    assert move(oshsu, "approve", document) == "approved"


@pytest.mark.requirement("R002")
def test_a_second_check_of_the_manual_in_a_year_is_warned_of_unless_it_is_read_otherwise(oshsu):
    document = manual(oshsu, "СЖ-3")
    texts = {"clause": "–", "text": "Өзгөрүү жок", "reason": "Жылдык текшерүү"}
    documents.review_without_change(oshsu, document, texts, dt.date(2025, 3, 1))
    documents.review_without_change(oshsu, document, texts, dt.date(2026, 2, 1))
    assert documents.read(oshsu, document).caution is None
    documents.review_without_change(oshsu, document, texts, dt.date(2026, 9, 1))
    assert "In 2026 the document was checked 2 times" in documents.read(oshsu, document).caution.text("en")
    questions.answer(oshsu, documents.HOW_OFTEN, "at_least_once")
    assert documents.read(oshsu, document).caution is None
    late = manual(oshsu, "СЖ-4")
    documents.review_without_change(oshsu, late, texts, dt.date(2024, 3, 1))
    assert "at least once a year" in documents.read(oshsu, late).caution.text("en")


@pytest.mark.requirement("R266")
def test_a_change_of_the_regulation_needs_the_number_and_date_of_the_councils_decision(office):
    document = save(office, "document", code="ЖБ-1", title="СМС жөнүндө жобо", document_kind="СМС жоболору", state="in_force")
    entry = save(office, "change_entry", document=document, **CHANGE)
    assert "decision" in refused(acts.act, office, "approve", [entry])
    change(office, "change_entry", entry, basis="Кеңештин чечими")
    assert "decision" in refused(acts.act, office, "approve", [entry]), "neither number nor date"
    change(office, "change_entry", entry, basis="№ 3 протокол, 2026-08-30")
    assert move(office, "approve", entry) == "approved"
    assert records.show(office, entry)["approved_on"] == office.today.isoformat(), "the term to enter it runs from here"


@pytest.mark.requirement("R146", "R266")
def test_a_change_names_the_minutes_in_which_it_was_discussed(office):
    minutes = save(office, "minutes", body="academic_council", number=3, title="Кеңеш", date="2026-08-30")
    document = save(office, "document", code="ЖБ-2", title="Жобо", document_kind="СМС жоболору", state="in_force")
    entry = kept(office, "change_entry", document=document, minutes=minutes, **CHANGE)
    assert move(office, "approve", entry["id"]) == "approved"


@pytest.mark.requirement("R225", "R226", "R227", "R264")
@pytest.mark.parametrize("name", ["made_by_name", "clause", "date", "change_kind"])
def test_a_change_says_who_what_clause_when_and_whether_it_is_an_addition(office, name):
    document = save(office, "document", code=f"ИН-{name}", title="Нускама", state="in_force")
    entry = save(office, "change_entry", document=document, **{**CHANGE, name: None})
    assert KINDS["change_entry"].fields[name].label.text("en") in refused(acts.act, office, "approve", [entry])
    shown = change(office, "change_entry", entry, **{name: {"change_kind": "addition"}.get(name, CHANGE[name])})
    assert shown["made_by_position"] == "Башчы"
    assert move(office, "approve", entry) == "approved"


@pytest.mark.requirement("R145")
def test_a_change_holds_its_analysis_who_made_it_and_all_actions(office):
    document = save(office, "document", code="ИН-145", title="Нускама")
    kept(office, "change_entry", document=document, **CHANGE, analysis="Бардык кафедраларга тиешелүү", actions="Окутуу, жаңы форма")
    (entry,) = listing.records(office, "change_entry", where=[f"document={document}"])
    assert (entry["made_by_name"], entry["made_by_position"]) == (CHANGE["made_by_name"], CHANGE["made_by_position"])
    nameless = save(office, "change_entry", document=document, **CHANGE | {"made_by_name": None})
    assert "Made by" in refused(acts.act, office, "approve", [nameless]), "no change is approved without the official who made it"


@pytest.mark.requirement("R140")
def test_a_change_holds_which_units_were_informed_by_whom_and_when(office):
    document = save(office, "document", code="ИН-140", title="Нускама")
    entry = save(office, "change_entry", document=document, **CHANGE, approved_by="Ректор")
    assert records.show(office, entry)["state"] == "approved"
    shown = change(office, "change_entry", entry, informed=[{"of_unit": "МТК", "by": "Назарова А. К.", "on": "2026-09-05"}])
    assert shown["state"] == "communicated"
    assert (shown["informed"][0]["of_unit"], shown["informed"][0]["on"]) == ("МТК", "2026-09-05")


@pytest.mark.requirement("R064", "R068", "R069", "R264")
def test_the_control_copy_has_its_place_and_keeper_and_every_copy_its_number_recipient_and_date(office):
    document = kept(office, "document", code="ИН-64", title="Нускама", edition=2, control_copy="Сапат бөлүмү, 3-папка",
                    keeper="Назарова А. К.")["id"]  # fmt: skip
    for recipient in ("Декан", "Кафедра башчысы"):
        kept(office, "document_copy", document=document, recipient=recipient, of_unit="МТК", issued_on="2026-09-10", edition=2)
    found = listing.records(office, "document_copy", where=[f"document={document}"])
    assert [(copy["number"], copy["recipient"]) for copy in found] == [(1, "Декан"), (2, "Кафедра башчысы")]


@pytest.mark.requirement("R071", "R078", "R264")
def test_the_changed_version_is_kept_beside_all_earlier_ones(office, tmp_path):
    document = save(office, "document", code="ИН-71", title="Нускама", edition=1)
    for edition in (1, 2):
        (tmp_path / f"{edition}.pdf").write_bytes(b"%PDF " + str(edition).encode())
        change(office, "document", document, edition=edition)
        files.attach(office, document, [tmp_path / f"{edition}.pdf"])
    assert [file.name for file in files.of_record(office, document)] == ["1.pdf", "2.pdf"]
    editions = [each["set"]["edition"] for each in records.history(office, document) if "edition" in each["set"]]
    assert editions == [1, 2]
    external = save(office, "external_document", title="ISO 9001:2015", issuer="ISO")
    files.attach(office, external, [tmp_path / "2.pdf"])
    assert change(office, "external_document", external, state="changed", control_copy="Сапат бөлүмү")["state"] == "changed"
    assert listing.records(office, "external_document", where=["state=changed"])[0]["id"] == external
    assert [file.name for file in files.of_record(office, external)] == ["2.pdf"]


@pytest.mark.requirement("R075", "R077", "R010")
def test_external_documents_are_registered_apart_with_number_date_issuer_and_their_amendments(office):
    amendment = {"text": "Климаттын өзгөрүшү", "number": "Amd 1:2024", "registered_on": "2024-03-01", "valid_from": "2024-02-23"}
    kept(office, "external_document", title="ISO 9001 Талаптар", issuer="ISO", in_number="12", in_date="2024-03-01", year="2015",
         amendments=[amendment])  # fmt: skip
    assert not listing.records(office, "document", search="ISO 9001 Талаптар")
    assert {"issuer", "in_number", "in_date"} <= {name for name, field in KINDS["external_document"].fields.items() if field.required}


@pytest.mark.requirement("R010")
def test_the_ten_references_of_the_manual_and_the_state_regulation_that_it_names_are_laid_out_once(oshsu):
    assert founding.waiting(oshsu, "external_document") == 10 + 1
    founding.lay_out(oshsu, "external_document")
    laid = listing.records(oshsu, "external_document")
    assert len(laid) == 10 + 1
    assert any("аралык аттестациялоо жөнүндө" in each["title"] for each in laid)
    assert {each["year"] for each in laid if "9001" in each["title"]} == {"2015"}
    records.delete(oshsu, [laid[0]["id"]])
    assert founding.waiting(oshsu, "external_document") == 0
    assert founding.lay_out(oshsu, "external_document").saved == []


@pytest.mark.requirement("R264")
def test_a_document_is_identified_by_a_code_that_no_other_has_and_is_protected_from_the_units(desks):
    """7.5.2 and 7.5.3: one code, edition, level and keeper; a unit reads it and may only propose."""
    document = save(desks.office, "document", code="ЖБ-75", title="Жобо", level="2", edition=1, state="in_force", keeper="Назарова А. К.",
                    unit="all")  # fmt: skip
    assert "ЖБ-75" in refused(save, desks.office, "document", code="ЖБ-75", title="Башка жобо", state="in_force", unit="all")
    desks.down()
    shown = records.show(desks.unit, document)
    assert (shown["code"], shown["edition"], shown["keeper"], shown["state"]) == ("ЖБ-75", 1, "Назарова А. К.", "in_force")
    change(desks.unit, "document", document, title="Кафедра өзгөрттү")
    desks.up()
    for ws in (desks.unit, desks.office):
        assert records.show(ws, document)["title"] == "Жобо", "what a unit writes there is a proposal"


@pytest.mark.requirement("R229", "R254")
def test_the_bases_of_the_regulation_and_its_rules_on_risks_stand_in_the_register(office):
    founding.lay_out(office, "external_document", "document")
    assert {each["title"].split()[0] for each in listing.records(office, "external_document", search="")} >= {"ГОСТ", "Кыргыз"}
    (rules,) = [each for each in listing.records(office, "document") if "тобокелдиктери" in each["title"]]
    assert set(rules["clauses"]) & set(office.profile.forms["Ф-03"].clauses), "found by the clause of the passport"


def test_a_unit_lays_nothing_out(shared):
    unit = shared("МТК")
    assert founding.waiting(unit, "external_document") == 0
    assert "QA office" in refused(founding.lay_out, unit)


@pytest.mark.requirement("R109")
def test_the_approving_orders_number_is_free_text_with_its_date(office):
    kept(office, "document", code="ИН-109", title="Жобо", approval="№1118-ФХД, 2024-03-11", approved_on="2024-03-11")


@pytest.mark.requirement("R176")
def test_the_printed_evidence_of_product_monitoring_is_laid_out_in_its_category(oshsu):
    founding.lay_out(oshsu, "document")
    found = listing.records(oshsu, "document", where=["category=evidence", "level=4"])
    assert len(found) == 12
    assert {"Договор/келишим", "Сынак ведомосттору"} <= {each["title"] for each in found}


@pytest.mark.requirement("R109")
def test_the_regulations_that_the_manual_names_are_laid_out_with_their_orders(oshsu):
    founding.lay_out(oshsu, "document")
    found = {each["title"]: each for each in listing.records(oshsu, "document", where=["category=local_acts"])}
    assert len(found) == 9
    (paid,) = [each for title, each in found.items() if "акы төлөмө" in title]
    assert (paid["approval"], paid["approved_on"], paid["approved_by"]) == ("№1118-ФХД, 11.03.2024", "2024-03-11", "ОшМУнун ректору")
    assert {title: each["state"] for title, each in found.items() if each["approval"]} == dict.fromkeys(
        (paid["title"], "Ички эмгек тартип эрежелери", "«Ош мамлекеттик университетинде коммерциялык ишмердүүлүктү жүргүзүү боюнча» жобо"),
        "approved")  # fmt: skip
    assert found["Положение о научной школе"]["state"] == "draft", "the manual does not say by what it was approved"


@pytest.mark.requirement("R066", "R148")
def test_documents_have_the_printed_categories(office):
    offers(office, "document", "category", "standards programmes timetables examination local_acts orders evidence records")


@pytest.mark.requirement("R065")
def test_the_register_lists_every_document_in_force(office):
    made = [save(office, "document", code=f"ЖБ-65-{n}", title="Жобо", state="in_force", unit=unit) for n, unit in enumerate(("МТК", "ФИЛ", None))]
    draft = save(office, "document", code="ЖБ-65-9", title="Жобо", state="draft")
    found = {each["id"] for each in listing.records(office, "document", where=["state=in_force"])}
    assert set(made) <= found
    assert draft not in found


@pytest.mark.requirement("R060")
def test_records_are_documents_of_the_fourth_level(oshsu):
    assert oshsu.profile.document_kind("Quality records (registration data)").level == "4"
    kept(oshsu, "document", code="Ж-1", title="Аудиттердин журналы", level="4", category="records")
    assert [each["code"] for each in listing.records(oshsu, "document", where=["level=4", "category=records"])] == ["Ж-1"]


@pytest.mark.requirement("R019")
def test_a_quality_plan_is_a_kind_of_document(office):
    objective = save(office, "objective", title="Аккредитация")
    kept(office, "plan", title="Аккредитациянын сапат планы", plan_kind="quality", term="year", objective=objective,
         resources=[{"text": "Эксперт", "resource_kind": "human"}])  # fmt: skip


@pytest.mark.requirement("R076")
def test_an_acquaintance_sheet_holds_name_position_and_date_of_everybody(office):
    document = save(office, "document", code="ИН-76", title="Нускама")
    people = [{"name": "Асанов А.", "position": "Окутуучу", "date": "2026-09-02"}, {"name": "Бекова Б.", "position": "Лаборант"}]
    sheet = kept(office, "acquaintance", document=document, subject="ИН-76", people=people, unit="МТК")
    assert (sheet["acquainted"], sheet["state"]) == ("50", "partly")


@pytest.mark.requirement("R070", "R228")
def test_the_changes_of_a_document_are_numbered_one_after_the_other(office):
    document = save(office, "document", code="ИН-70", title="Нускама")
    for text in ("Биринчи", "Экинчи"):
        documents.add_change(office, document, {"clause": "1", "text": text, "reason": "Аудит"})
    entries = documents.read(office, document).entries
    assert [(entry["number"], entry["made_by_name"]) for entry in entries] == [(1, "Осмонова Ж. Т."), (2, "Осмонова Ж. Т.")]


@pytest.mark.requirement("R001")
@pytest.mark.parametrize("kind", ["process", "document", "external_document", "audit", "measuring_resource"])
def test_records_name_clauses_of_the_standard(office, kind):
    record = kept(office, kind, clauses=["7.5", "8.5.1"], **{KINDS[kind].title_field: f"Пункту бар {kind}"})
    assert record["clauses"] == ["7.5", "8.5.1"]
