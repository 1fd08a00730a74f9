"""The names in the signature lines: of who holds the duty, in the unit that the form is of."""

from qms_desktop.services import records

HEAD = {"name": "Сыдыкова Н. О.", "position": "Колледждин директору", "unit": "МТК", "duties": [{"duty": "head"}]}
PROTOCOL = {"body": "department_meeting", "number": 1, "date": "2026-10-01", "title": "План", "chair": "Сыдыкова Н. О.", "unit": "МТК"}


def complaint(ws, unit="МТК"):
    records.save(ws, "complaint", [{"voice": "complaint", "text": "Суук", "received_on": "2026-10-05", "unit": unit}])


def test_the_head_of_the_unit_stands_on_what_the_office_prints_for_it(make_workspace, paper):
    office = make_workspace()
    records.save(office, "person", [HEAD])
    complaint(office)
    text = paper(office, "Ф-22").text()
    assert "Сыдыкова Н. О." in text
    assert "Колледждин директору" in text


def test_a_head_who_has_left_or_of_another_unit_does_not(make_workspace, paper):
    office = make_workspace()
    records.save(office, "person", [HEAD | {"left_on": "2026-10-01"}, HEAD | {"unit": "МАТ", "name": "Бекболот уулу Мирлан"},
                                    HEAD | {"name": "Исаков У. Т.", "duties": [{"duty": "head", "until": "2020-01-01"}]}])  # fmt: skip
    complaint(office)
    text = paper(office, "Ф-22").text()
    assert not any(name in text for name in ("Сыдыкова", "Бекболот", "Исаков"))


def test_who_is_named_has_the_position_that_is_known(make_workspace, paper):
    office = make_workspace()
    records.save(office, "person", [HEAD])
    records.save(office, "minutes", [PROTOCOL])
    assert "Колледждин директору" in paper(office, "minutes").text()


def test_the_head_of_the_office_signs_for_the_institution(make_workspace, paper):
    office = make_workspace()
    records.save(office, "person", [{"name": "Жолдошев Т. Э.", "position": "ОСМКБнын башчысы", "duties": [{"duty": "qa_head"}]}])
    records.save(office, "complaint", [{"voice": "thanks", "text": "Ыраазыбыз", "received_on": "2026-10-05", "unit": "all"}])
    assert "Жолдошев Т. Э." in paper(office, "Ф-22").text()
