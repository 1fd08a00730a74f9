"""Units, people, duties and councils (2, 6.1, 6.2, 7 of the manual; 1.4 and 4 of the regulation)."""

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import board, listing, records, units
from qms_desktop.store import reading

from .working import change, kept, offers, part_offers, refused, save


def known(ws):
    with ws.store.reading() as tx:
        return units.units(tx, ws.profile)


@pytest.fixture
def oshsu(shared):
    return shared(institution="oshsu")


@pytest.mark.requirement("R021")
def test_every_printed_type_of_unit_is_there_and_one_that_is_none_of_them(oshsu):
    printed = {row["type"] for row in oshsu.profile.data["unit_counts"]}
    assert {"institute", "faculty", "higher_school", "college", "department", "commission", "research_institute", "academy", "school",
            "centre", "clinic", "dormitory"} <= printed  # fmt: skip
    assert printed <= set(oshsu.profile.unit_types)
    for place, type_ in enumerate((*sorted(printed), "other")):
        save(oshsu, "unit", code=f"Ү{place:02}", name=type_, type=type_)
    assert {unit.type for unit in known(oshsu).values()} >= printed


@pytest.mark.requirement("R022")
def test_units_form_a_tree(oshsu):
    save(oshsu, "unit", code="КОЛ", name="Колледж", type="college")
    save(oshsu, "unit", code="ПЦК1", name="Предметтик-циклдык комиссия", type="commission", parent="КОЛ")
    found = known(oshsu)
    assert found["ПЦК1"].parent == "КОЛ"
    assert all(unit.parent is None or unit.parent in found for unit in found.values())


@pytest.mark.requirement("R008")
def test_an_employee_belongs_to_a_unit(office):
    for code, type_ in (("ИНС", "institute"), ("ФАК", "faculty"), ("КЛЖ", "college"), ("БӨЛ", "office")):
        save(office, "unit", code=code, name=code, type=type_)
    assert {"institute", "faculty", "college", "office"} <= {unit.type for unit in known(office).values()}
    save(office, "person", name="Асанов А.", position="Окутуучу", unit="ФАК")
    assert [each["name"] for each in listing.records(office, "person", unit="ФАК")] == ["Асанов А."]


@pytest.mark.requirement("R009", "R232")
def test_no_unit_is_left_out_of_the_board_without_a_reason_on_record(office):
    unit = save(office, "unit", code="СПО", name="Спорт комплекси", type="other")
    assert "СПО" in {row.unit for row in board.board(office)}
    assert "Why it is outside" in refused(records.save, office, "unit", [{"id": unit, "out_of_scope": True}])
    assert "СПО" in {row.unit for row in board.board(office)}
    change(office, "unit", unit, out_of_scope=True, scope_reason="Сапат системасына кирбейт, № 4 буйрук")
    assert "СПО" not in {row.unit for row in board.board(office)}
    assert known(office)["СПО"].outside == "Сапат системасына кирбейт, № 4 буйрук"
    assert refused(records.save, office, "unit", [{"id": unit, "scope_reason": None}]), "the reason stays while it is outside"


@pytest.mark.requirement("R028", "R029", "R223")
def test_a_duty_has_its_order_and_its_time_and_a_person_may_hold_several(office):
    part_offers(office, "person", "duties", "duty",
                "head qms_responsible council_chair process_owner representative rector vice_rector qa_head auditor member")  # fmt: skip
    duties = [
        {"position": "Кафедра башчысы", "duty": "head", "of_unit": "ФАК", "appointment": "№ 12, 2024-09-01", "since": "2024-09-01"},
        {"position": "Окуу-усулдук кеңештин төрагасы", "duty": "council_chair", "of_unit": "ФАК", "appointment": "№ 15, 2025-01-10",
         "since": "2025-01-10", "until": "2027-01-10"},
        {"position": "Процесстин ээси", "duty": "process_owner"},
    ]  # fmt: skip
    kept(office, "person", name="Токтогулова Ч.", position="Кафедра башчысы", duties=duties)
    for number in ("2.1", "2.8"):
        save(office, "process", name=f"{number}-процесс", owners=[{"position": "Башчы", "name": "Токтогулова Ч."}])
    assert len(listing.records(office, "process", search="Токтогулова")) == 2


@pytest.mark.requirement("R222")
@pytest.mark.parametrize("name", ["Чынгыз Мамажакып уулу", "Асилбек кызы Жыпар", "Ли Мин-Хо"])
def test_a_full_name_is_one_free_text(office, name):
    kept(office, "person", name=name, position="Окутуучу")
    kept(office, "process", name=f"{name} жетектеген процесс", owners=[{"position": "Башчы", "name": name}])
    assert listing.records(office, "process", search=name.split()[0])


@pytest.mark.requirement("R087", "R026")
def test_who_answers_for_which_process_document_audit_and_action_is_recorded(office):
    offers(office, "responsibility", "answered_for", "process document audit action satisfaction other")
    kept(office, "responsibility", what="Жаңы билим берүү программалардын окуу пландары", answered_for="other",
         leads="Факультеттин деканы", carries_out=["Кафедра башчысы"], takes_part=["Программа жетекчиси"], is_informed=["Студенттер"])  # fmt: skip


@pytest.mark.requirement("R084")
def test_meetings_of_every_council_have_agenda_number_and_decisions(office):
    offers(office, "minutes", "body",
           "academic_council administrative_council rectorate methodical_council faculty_council pedagogical_council")  # fmt: skip
    kept(office, "minutes", body="academic_council", number=3, title="СМСтин жылдык анализи", date="2026-10-01",
         agenda=[{"question": "Ички аудит", "heard": "Отчет", "decided": "Бекитилсин"}],
         decisions=[{"text": "План түзүлсүн", "responsible": "Назарова А.", "due": "2026-11-01"}])  # fmt: skip


@pytest.mark.requirement("R262")
def test_minutes_are_a_kind_of_document_of_the_system(office):
    assert office.profile.document_kind("Жолугушуунун протоколдору").level == "4"
    minutes = save(office, "minutes", body="department_meeting", number=7, title="Кафедранын отуруму", date="2026-10-02")
    with office.store.reading() as tx:
        assert reading.key_of(tx, minutes).kind == "minutes"


@pytest.mark.requirement("R242", "R093")
def test_every_task_measure_and_action_names_one_person(office):
    for kind, values in (("action", {"title": "Журнал толтуруу", "source": "order", "due": "2026-12-01"}),
                         ("decision", {"text": "Каражат бөлүү"}),
                         ("corrective_action", {"title": "Буйрук чыгаруу"}), ("preventive_action", {"action": "Текшерүү"}),
                         ("objective", {"title": "Жетишүү"}), ("planned_change", {"title": "Жаңы түзүм"})):  # fmt: skip
        record = save(office, kind, **values)
        missing = {field.name for field in KINDS[kind].missing(records.show(office, record))}
        assert "responsible" in missing, kind
        change(office, kind, record, responsible="Назарова А. К.")
        assert "responsible" not in {field.name for field in KINDS[kind].missing(records.show(office, record))}, kind
