"""What the printed forms say of a year of records: as poppler reads them out of the PDF."""

from __future__ import annotations

import datetime as dt
import io
import itertools
from pathlib import Path

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.paper.forms import FORMS, PAPERS
from qms_desktop.services import acts, papers, records, website
from qms_desktop.services.listing import records as listed
from qms_desktop.services.printing import print_form
from tests.paper.conftest import Paper
from tests.services.paper_records import MEASURE, POLICY, STATEMENT, office_records, unit_records

REGISTER_OFFICE = "Академиялык саясат бөлүмү"


def in_order(text: str, *said: str) -> bool:
    places = [text.find(one) for one in said]
    return -1 not in places and places == sorted(places)


def downwards(sheet: Paper, *words: str) -> bool:
    """Whether the first of each word stands below the first of the word before it."""
    first: dict[str, tuple[int, float]] = {}
    for page in range(1, sheet.pages + 1):
        for word in sheet.words(page):
            first.setdefault(word.text, (page, word.top))
    places = [first.get(word, (0, 0.0)) for word in words]
    return (0, 0.0) not in places and all(above < below for above, below in itertools.pairwise(places))


@pytest.fixture
def paper(tmp_path: Path):
    """Prints a form and reads it: `paper(ws, "Ф-10", blank=True).text()`."""

    def make(ws, code: str, **more) -> Paper:
        path = tmp_path / f"{len(list(tmp_path.glob('*.pdf')))}.pdf"
        printed = print_form(ws, code, path, **more)
        return Paper(path, printed.pages, more.get("language", "ky"))

    return make


@pytest.fixture
def unit(make_workspace):
    ws = make_workspace("МТК")
    unit_records(ws)
    return ws


@pytest.fixture
def office(make_workspace):
    ws = make_workspace()
    office_records(ws)
    return ws


# --- every form --------------------------------------------------------------------------------------------------


def test_every_form_prints_what_is_here_and_keeps_the_print(unit, office):
    for ws, codes in ((unit, {"Ф-06", "Ф-12", "Ф-17", "Ф-18", "Ф-19", "Ф-21", "Ф-22", "Ф-24", "Ф-25", "plan", "process-plan", "minutes",
                              "document", "distribution", "destruction"}),
                      (office, {"Ф-07", "Ф-08", "Ф-10", "Ф-11", "Ф-20", "Ф-23", "Ф-25", "policy", "policy-check", "structure",
                                "responsibility", "auditors-order", "notice"})):  # fmt: skip
        for code in codes:
            printed = print_form(ws, code, io.BytesIO())
            assert printed.records > 0, code
            assert len(printed.fingerprints) >= 1
        states = {paper.code: paper.state for paper in papers.papers(ws)}
        assert {states[code] for code in codes} == {"printed"}


@pytest.mark.parametrize("code", [*FORMS, *PAPERS])
def test_a_blank_has_no_number_no_check_code_and_leaves_no_trace(make_workspace, code):
    ws, out = make_workspace("МТК"), io.BytesIO()
    printed = print_form(ws, code, out, blank=True)
    assert (printed.records, printed.fingerprints) == (0, [])
    assert printed.pages >= 1
    assert listed(ws, "printout") == []


def test_a_blank_says_neither_draft_nor_accepted(make_workspace, paper):
    text = paper(make_workspace("МТК"), "Ф-10", blank=True).text()
    for word in ("ДОЛБООР", "кабыл алына элек", "Текшерүү коду", "ТК-МТК"):
        assert word not in text
    assert "Жазуу № ____" in text


def test_what_is_handed_over_says_whether_the_office_took_it_in(unit, paper):
    (objective, *_more) = listed(unit, "objective")
    before = paper(unit, "Ф-24").text()
    assert "кабыл алына элек" in before
    assert "ДОЛБООР" in before
    (provider,) = listed(unit, "provider")
    assert objective["state"] == "draft"
    acts.act(unit, "submit", [provider["id"]])
    handed = paper(unit, "Ф-24").text()
    assert "ДОЛБООР" not in handed
    assert "кабыл алына элек" in handed
    assert "1-версия" in handed


def test_a_copy_says_so_and_so_does_all_that_a_reader_prints(office, paper):
    assert "КӨЧҮРМӨ" not in paper(office, "Ф-11").text()
    assert "КӨЧҮРМӨ (көзөмөлдөнбөгөн)" in paper(office, "Ф-11", copy=True).text()
    office.role = "reader"
    assert "КӨЧҮРМӨ (көзөмөлдөнбөгөн)" in paper(office, "Ф-11").text()


def test_another_language_than_the_original_s_is_a_translation(office, paper):
    assert "Котормо" not in paper(office, "Ф-23").text()
    assert "Перевод" in paper(office, "Ф-23", language="ru").text()


def test_a_way_of_printing_that_the_form_does_not_know_is_refused(unit):
    with pytest.raises(UserError, match="week"):
        print_form(unit, "Ф-25", io.BytesIO(), variant="week")
    with pytest.raises(UserError, match="person"):
        print_form(unit, "Ф-06", io.BytesIO(), variant="person")


# --- objectives, actions, plans ----------------------------------------------------------------------------------


def test_objectives_are_planned_monitored_and_analysed(unit, paper):
    sheet = paper(unit, "Ф-06")
    text = sheet.text()
    assert in_order(text, "1. План", "2. Мониторинг", "3. Анализ")
    for said in ("82,4", "87,5", "1-се", "78,4 (298", "81,8 (311 / 380)", "коррекциялык", "Силлабустарды"):
        assert said in text
    assert "МК-МТК-2026-27" in text
    assert "БЕКИТЕМ" in text


@pytest.mark.requirement("R104")
def test_the_objectives_of_the_university_are_considered_by_the_council_and_approved_by_its_head(make_workspace, paper):
    ws = make_workspace()
    records.save(ws, "objective", [{"title": "Рейтинг", "indicator": "Орду", "target": "700", "unit": "all"}])
    text = paper(ws, "Ф-06").text()
    for said in ("БЕКИТЕМ", "Ректор", "КАРАЛДЫ"):
        assert said in text
    assert ws.profile.approvers["considered_by"].ky in text


@pytest.mark.requirement("R104", "R132")
def test_a_plan_says_its_kind_and_term_and_who_considered_and_approved_it(unit, paper):
    (plan,) = [one for one in listed(unit, "plan") if one["number"] == "П-1"]
    draft = paper(unit, "plan", ids=[plan["id"]]).text()
    for said in ("Пландын түрү: бөлүмдүн иш планы", "мөөнөтү: жылдык", "КАРАЛДЫ", "БЕКИТЕМ", "ДОЛБООР", "Аткарылуу даражасы: 50 %"):
        assert said in draft
    records.save(unit, "plan", [{"id": plan["id"], "discussed_by": "Окуу-усулдук кеңеш", "discussed_on": "2026-09-05",
                                 "approved_by": "Институттун директору", "approved_on": "2026-09-08"}])  # fmt: skip
    approved = paper(unit, "plan", ids=[plan["id"]]).text()
    for said in ("Окуу-усулдук кеңеш", "05.09.2026", "08.09.2026"):
        assert said in approved
    assert "ДОЛБООР" not in approved


def test_the_process_register_says_how_each_process_works_and_when_it_was_audited(office, paper):
    seed = office.profile.processes[0]
    (card,) = records.save(office, "process", [{"number": seed.number, "name": seed.name.ky, "group": seed.group, "edition": 3,
                                                "approved_on": "2026-09-05", "period": "2026/27"}]).saved
    records.save(office, "indicator", [
        {"process": card.key.id, "target": "100", "period": "2026/27", "title": title, "actual": actual, "weight": weight}
        for title, actual, weight in (("Бир", "80", "1"), ("Эки", "60", "3"))])
    records.save(office, "audit", [{"unit_audited": "АРБ", "processes": [seed.number], "held_from": "2026-11-02", "held_to": "2026-11-03",
                                    "state": "completed", "lead": "Осмонова Ж. Т."}])  # fmt: skip
    text = paper(office, "Ф-02", year="2026/27").text()
    # (1·80 + 3·60) / 4 = 65
    for said in ("3, 05.09.2026", "65", "03.11.2026"):
        assert said in text


@pytest.mark.requirement("R173")
def test_a_process_has_its_yearly_work_plan(unit, paper):
    text = paper(unit, "process-plan").text()
    for said in ("ПРОЦЕССТИН ЖЫЛДЫК ИШ ПЛАНЫ", "Билим берүү процесси", "Жетишүү – 87,5 %", "Аткарылуу даражасы: 0 %"):
        assert said in text
    assert "Кафедранын 2026/27" not in text


def test_every_dated_task_stands_in_one_list(unit, paper):
    text = paper(unit, "Ф-25").text()
    for form in ("Ф-03", "Ф-06", "Ф-12", "Ф-14", "Ф-21", "Ф-22"):
        assert form in text
    assert "Тапшырмалар бөлүмдөр боюнча" in text
    by_month = paper(unit, "Ф-25", variant="month").text()
    assert in_order(by_month, "10.2026", "12.2026", "03.2027")
    by_person = paper(unit, "Ф-25", variant="person").text()
    assert in_order(by_person, "Кафедра башчысы", "Назарова А. К.")


def test_an_overdue_task_says_by_how_many_days(make_workspace, paper):
    ws = make_workspace("МТК")
    due = dt.date.today() - dt.timedelta(days=143)
    records.save(ws, "action", [{"title": "Кечиккен", "responsible": "Декан", "due": due.isoformat()},
                                {"title": "Аткарылган", "responsible": "Декан", "due": due.isoformat(), "done_on": due.isoformat()}])  # fmt: skip
    words = [word.text for word in paper(ws, "Ф-25").words(1)]
    assert words.count("143") == 1


def test_a_task_of_a_risk_is_due_by_the_risk_and_what_was_stopped_is_no_task(make_workspace, paper):
    ws = make_workspace("МТК")
    risk = {"title": "Тобокелдик", "category": "technical", "deadline": "Жыл сайын", "period": "2024/25"}
    (old,) = records.save(ws, "risk", [risk | {"measures": [{"text": "Калганы"}, {"text": "Бүткөнү", "state": "done"}]}]).saved
    records.save(ws, "risk", [risk | {"period": "2025/26", "previous": old.key.id, "measures": [
        {"text": "Калганы"}, {"text": "Токтогону", "state": "stopped"}]}])  # fmt: skip
    text = paper(ws, "Ф-25").text()
    assert (text.count("Калганы"), text.count("Бүткөнү"), text.count("Токтогону")) == (1, 1, 0)
    assert "Жыл сайын" in text


def test_minutes_have_agenda_heard_and_decided_in_this_order(unit, paper):
    sheet = paper(unit, "minutes")
    assert "кафедранын (бөлүмдүн) отуруму: № 4 протокол" in sheet.text()
    assert downwards(sheet, "протокол", "Катышкандар", "ТАРТИБИ", "УГУЛДУ:", "ТОКТОМ", "бекитилсин.", "Чечимдер")
    assert "1. Тобокелдик паспортун бекитүү (Назарова А. К.)" in sheet.text()


# --- audits ------------------------------------------------------------------------------------------------------


def under(sheet: Paper, page: int, mark: str, heading: str) -> bool:
    """Whether a mark stands in the column of a heading."""
    words = sheet.words(page)
    above = [word for word in words if word.text == heading]
    return any(abs((one.left + one.right) - (word.left + word.right)) < 6 and one.top < word.top
               for word in words if word.text == mark for one in above)  # fmt: skip


@pytest.mark.requirement("R179")
def test_the_programme_shows_every_audit_in_its_month_and_what_is_covered(office, paper):
    sheet = paper(office, "Ф-07")
    assert under(sheet, 1, "•", "11")
    assert under(sheet, 1, "•", "03")
    text = sheet.text()
    assert "РЕКТОР" in text.upper()
    assert "БЕКИТЕМ" in text
    assert under(sheet, sheet.pages, "•", "8.5")
    assert under(sheet, sheet.pages, "•", "10.3"), "a chapter covers its clauses"
    width, height = sheet.page_size()
    assert width > height


def test_an_audit_that_was_carried_out_is_marked_as_done(office, paper):
    (audit, *_more) = listed(office, "audit")
    items = [{"audit": audit["id"], "clause": "4.1", "question": "Чөйрө аныкталганбы?", "verdict": "conforms", "evidence": "№ 3 протокол"}]
    records.save(office, "checklist_item", items)
    acts.act(office, "submit", [audit["id"]])
    acts.act(office, "close", [audit["id"]])
    sheet = paper(office, "Ф-07")
    last = sheet.pages
    assert under(sheet, last, "√", "4.1"), "a clause that was looked at"
    assert under(sheet, last, "√", "8.5")


def test_the_plan_is_signed_by_the_lead_auditor_and_known_to_the_unit(office, paper):
    text = paper(office, "Ф-08").text()
    assert in_order(text, "Аудиттин максаты", "Аудиторлор тобу", "Аудиттин иш тартиби", "Алдын ала суралган", "Башкы аудитор", "Тааныштым")
    for said in ("12.11.2026 09:30–11:00", "8.1, 8.5.1", "АПл-2026-01"):
        assert said in text


@pytest.mark.requirement("R153")
def test_the_protocol_has_seven_parts_each_to_be_signed(office, paper):
    sheet = paper(office, "Ф-10")
    text = sheet.text()
    parts = ("1. Идентификация", "2. Туура келбөөчүлүктүн баяны", "3. Коррекция", "4. Себеби", "5. Коррекциялык иш-аракет", "6. Аткарылышы",
             "7. Текшерүү")  # fmt: skip
    assert in_order(text, *parts)
    assert in_order(text, "Аудитор: ___", "Бөлүмдүн өкүлү: ___", "Бөлүмдүн жетекчиси: ___", "План кабыл алынды", "Жабылды: сапат бөлүмү: ___")
    assert all(word in text for word in STATEMENT.split())
    assert "Силлабус жыл сайын кайра каралып" in text
    assert sheet.pages <= 2, "one sheet of paper, both sides"


def test_a_term_that_was_extended_stays_in_sight_beside_the_new_one(office, paper):
    (protocol,) = listed(office, "nonconformity")
    records.save(office, "nonconformity", [{"id": protocol["id"], "unit": protocol["unit"], "extensions": [
        {"reason": "Ремонт", "due": "2027-02-01", "granted_by": "Сапат бөлүмү", "granted_on": "2026-12-14"}]}])  # fmt: skip
    text = paper(office, "Ф-11").text()
    assert "узартылды:" in text
    assert "01.02.2027" in text
    assert "Ремонт" in paper(office, "Ф-10").text()


def test_days_are_late_until_the_action_is_carried_out(office, paper):
    (protocol,) = listed(office, "nonconformity")
    of = {"id": protocol["id"], "unit": protocol["unit"]}
    day = dt.date.today() - dt.timedelta(days=37)
    records.save(office, "nonconformity", [of | {"actions": [{"text": "Тартипти киргизүү", "due": day.isoformat()}]}])
    assert "37" in paper(office, "Ф-11").text().split()
    records.save(office, "nonconformity", [of | {"done_on": day.isoformat()}])
    assert "37" not in paper(office, "Ф-11").text().split()


def test_what_is_of_the_whole_bears_the_institutions_name(office, paper):
    records.save(office, "objective", [{"unit": "all", "title": "Билим сапаты"}])
    text = " ".join(paper(office, "Ф-06").text().split())
    assert "Жалал-Абад мамлекеттик университети Мезгили" in text
    assert "МК-ЖАМУ-" in text


@pytest.mark.parametrize("code", ["Ф-02", "Ф-04", "Ф-05"])
def test_a_view_of_the_office_is_handed_over_to_nobody(office, paper, code):
    assert "кабыл алына элек" not in paper(office, code).text()


@pytest.mark.requirement("R045")
def test_a_unit_prints_a_notice_of_what_is_open(office, paper):
    text = paper(office, "notice").text()
    assert "Жабыла элек туура келбөөчүлүктөр: 1" in text
    assert "ТК-МТК-2026-01" in text
    (protocol,) = listed(office, "nonconformity")
    acts.act(office, "void", [protocol["id"]], why="Ката катталган")
    assert "Жабыла элек туура келбөөчүлүктөр: 0" in paper(office, "notice").text()


def test_the_register_of_auditors_counts_their_audits(office, paper):
    text = paper(office, "Ф-20").text()
    for said in ("Осмонова Ж. Т.", "башкы аудитор", "«Сапат» борбору", "ИА-01"):
        assert said in text
    order = paper(office, "auditors-order").text()
    assert "№ 98, 15.09.2026 буйрукка тиркеме" in order
    assert "Бекова С. А." in order


# --- documents ---------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R004", "R224", "R228")
def test_the_change_sheet_is_the_last_page_of_a_document_with_rows_for_a_hand(unit, paper):
    title = "ӨЗГӨРҮҮЛӨРДҮ ЖАНА ТОЛУКТООЛОРДУ КАТТОО БАРАГЫ"
    for variant in unit.profile.change_sheets:
        sheet = paper(unit, "document", variant=variant)
        assert title in sheet.text(sheet.pages), variant
        assert in_order(sheet.text(1), "Макулдашуу барагы", "Таанышуу барагы")
    sheet = paper(unit, "document", variant="oshsu")
    words = sheet.words(sheet.pages)
    clause = next(word for word in words if word.text == "4.2")
    number = next(word for word in words if word.text == "1" and abs(word.top - clause.top) < 4)
    assert number.right < clause.left
    signed = next(word for word in words if word.text == "кызматы")
    assert signed.top - clause.bottom > 10 * 8 * 72 / 25.4, "ten rows to write in"


def test_the_agreement_sheet_shows_comments_with_their_answers(unit, paper):
    text = paper(unit, "Ф-17").text()
    for said in ("МТК-Ж-01-МБ", "сын-пикири", "4.2-пунктта жооптуу", "Кошулду", "14.08.2026"):
        assert said in text


@pytest.mark.requirement("R076")
def test_the_acquaintance_sheet_names_the_staff_and_leaves_rows_for_newcomers(unit, paper):
    sheet = paper(unit, "Ф-18")
    assert in_order(sheet.text(), "Осмонова Ж. Т.", "Асанов Б. М.", "иш сапарда")
    assert "МТК-Ж-01-МТК-ТА" in sheet.text()
    head = [next(word for word in sheet.words(1) if word.text.startswith(start)) for start in ("Аты-жөнү", "Кызматы", "Тааныш", "Датасы", "Эскертүү")]
    assert [word.left for word in head] == sorted(word.left for word in head)


@pytest.mark.requirement("R064", "R069")
def test_the_distribution_list_shows_copies_and_what_came_back(unit, paper):
    text = paper(unit, "distribution").text()
    for said in ("Садыкова Г. А.", "16.09.2026", "01.10.2026", "Берилген экземплярлар: 2; кайтарыла элеги: 1", "Сапат бөлүмү, 214-каана"):
        assert said in text


@pytest.mark.requirement("R264")
def test_the_destruction_list_is_signed_by_the_commission(unit, paper):
    text = paper(unit, "destruction").text()
    assert in_order(text, "Таанышуу барактары", "31.12.2023", "Комиссиянын төрагасы", "Назарова А. К.", "Комиссиянын мүчөсү", "Бекова С.")
    assert "БЕКИТЕМ" in text


@pytest.mark.requirement("R243", "R291")
def test_the_policy_is_one_page_in_three_languages_with_the_approval(office, paper):
    sheet = paper(office, "policy")
    assert sheet.pages == 1
    text = sheet.text()
    for said in ("Университет Кыргыз", "Университет стремится", "The university strives", "БЕКИТЕМ", "Ректор", "ДОЛБООР"):
        assert said in text
    heads = [next(word.left for word in sheet.words(1) if word.text == language) for language in ("Кыргызча", "Русский", "English")]
    assert heads == sorted(heads)
    (policy,) = listed(office, "policy")
    records.save(office, "policy", [{"id": policy["id"], "unit": policy["unit"], "approved_by": "Ректор", "approved_on": "2026-09-01"}])
    assert "01.09.2026" in paper(office, "policy").text()


@pytest.mark.requirement("R090")
def test_a_policy_with_its_eleven_points_stays_on_one_page(make_workspace, paper):
    ws = make_workspace(institution="oshsu")
    point = ("окутуучулардын, кызматкерлердин жана студенттердин квалификациясын, компетенттүүлүгүн, кесипкөйлүгүн, мотивациясын тынымсыз "
             "жогорулатуу, чыгармачыл демилгесин колдоо")  # fmt: skip
    records.save(ws, "policy", [{**POLICY, "points": [{"text": f"Б{n}Б {point}"} for n in range(1, 12)]}])
    sheet = paper(ws, "policy")
    assert sheet.pages == 1
    assert in_order(sheet.text(), *(f"Б{n}Б" for n in range(1, 12)))


def test_the_check_of_the_policy_says_what_is_missing(office, paper):
    text = paper(office, "policy-check").text()
    assert in_order(text, "Стратегиялык максаттар көрсөтүлгөн", "ооба", "Тынымсыз жакшыртуу милдети алынган", "жок")
    assert "кызматкерлердин жыйналышы" in text


@pytest.mark.requirement("R125")
def test_the_staff_sign_that_they_know_policy_objectives_their_part_and_what_follows(unit, paper):
    records.save(unit, "person", [{"name": "Осмонова Ж. Т.", "position": "доцент"}, {"name": "Кеткен К.", "position": "лаборант", "left_on": "2026-01-10"}])
    sheet = paper(unit, "awareness")
    text = sheet.text()
    assert in_order(text, "сапат саясаты", "Студенттердин жетишүүсүн жогорулатуу", "кошкон өз салымым", "кесепеттер")
    assert downwards(sheet, "Назарова", "Осмонова")
    assert "Кеткен" not in text


@pytest.mark.requirement("R083")
def test_results_and_plans_are_told_to_the_public(unit, paper):
    sheet = paper(unit, "summary")
    assert downwards(sheet, "жыйынтыктар", "81,8", "Өнүгүү", "Кафедранын")


@pytest.mark.requirement("R123")
def test_policy_and_objectives_go_to_the_website_as_a_page(make_workspace, tmp_path):
    ws = make_workspace()
    records.save(ws, "policy", [{**POLICY, "text": POLICY["text"] + "\n<b>Экинчи</b> абзац & дагы", "state": "in_force",
                                             "approved_by": "Ректор", "approved_on": "2026-09-01", "valid_from": "2026-09-01"}])  # fmt: skip
    records.save(ws, "objective", [{"unit": "all", "title": "Рейтингде орун", "indicator": "Орду", "target": "700", "numerator": "1", "denominator": "2"}])
    out = tmp_path / "сайт.html"
    assert website.export(ws, out)["objectives"] == 1
    page = out.read_text(encoding="utf-8")
    assert in_order(page, '<meta charset="utf-8">', '<section lang="ky">', '<section lang="ru">', '<section lang="en">', "<td>Рейтингде орун</td>")
    assert "&lt;b&gt;Экинчи&lt;/b&gt; абзац &amp; дагы" in page
    assert "<li>Билим берүүнүн мамлекеттик" in page


# --- people, structure -------------------------------------------------------------------------------------------


def test_training_has_a_plan_a_journal_and_a_matrix(unit, paper):
    sheet = paper(unit, "Ф-19")
    plan, journal, matrix = (sheet.text(page) for page in (1, 2, 3))
    assert "Окутуунун планы" in plan
    assert "Онлайн окутуунун" in plan
    assert "Окутуунун журналы" in journal
    assert "Онлайн" not in journal, "what was not held is not in the journal"
    for said in ("№ 114, 09.10.2026", "натыйжалуу", "Асанов Б. М."):
        assert said in journal
    assert in_order(matrix, "Компетенттүүлүк матрицасы", "1) Илимдин кандидаты", "36 саат жетишпейт")


def test_a_survey_s_summary_has_the_number_of_answers_beside_each_mean(unit, paper):
    text = paper(unit, "Ф-21").text()
    assert in_order(text, "380", "214", "56,3", "Жыйынтыктар", "Сабактардын", "4,1", "79,4", "Корутунду")


def test_a_questionnaire_asks_nothing_of_who_answers(unit, paper):
    text = paper(unit, "Ф-21", blank=True).text()
    assert in_order(text, "Сурамжылоо анонимдүү", "Сабактардын мазмуну түшүнүктүүбү?", "Эмнени өзгөртүүнү сунуштайсыз?")
    for word in ("Аты-жөнү", "колу", "Назарова А. К. ___"):
        assert word not in text.split()


def test_everybody_has_a_card_of_his_trainings_and_of_what_is_asked(unit, paper):
    records.save(unit, "person", [{"name": "Осмонова Ж.Т.", "position": "доцент"}])
    sheet = paper(unit, "training-card")
    page = next(text for text in map(sheet.text, range(1, sheet.pages + 1)) if "Осмонова" in text)
    for said in ("ISO 9001:2015 боюнча", "№ 114, 09.10.2026", "натыйжалуу", "Илимдин кандидаты", "36 саат"):
        assert said in page
    assert "Асанов" not in page


def test_the_trust_box_is_opened_with_an_act_of_what_was_found(unit, paper):
    records.save(unit, "complaint", [{"received_on": "2026-10-13", "channel": "site", "group": "ата-эне", "voice": "complaint", "text": "Сайттан келген",
                                      "responsible": "Декан", "due": "2026-10-27"}])  # fmt: skip
    sheet = paper(unit, "box-act")
    text = sheet.text()
    signed = next(word.top for word in sheet.words(1) if word.text == "төрагасы")
    assert not any(word.text == "Назарова" and abs(word.top - signed) < 12 for word in sheet.words(1)), "who prints is not the chair"
    counted = next(word for word in sheet.words(1) if word.text == "кайрылуулар:")
    assert any(word.text == "1." and abs(word.top - counted.top) < 1 for word in sheet.words(1))
    assert "304-аудиторияда" in text
    assert "Сайттан" not in text


@pytest.mark.requirement("R026")
def test_the_table_of_responsibility_is_printed_by_kind_of_matter(office, paper):
    text = paper(office, "responsibility").text()
    assert in_order(text, "аудит", "Ички аудиттерди пландаштыруу", "процесс", "Тобокелдик паспортун түзүү")
    for said in ("Ички аудиторлор", "Бөлүмдөрдүн", "Ректор", "9.2"):
        assert said in text


@pytest.mark.requirement("R028")
def test_the_structure_goes_from_the_council_to_the_units_with_named_persons(office, paper):
    sheet = paper(office, "structure")
    assert downwards(sheet, "Окумуштуулар", "Токтосунов", "Адам", "Ректорат")
    rows = {word.text: word.top for word in sheet.words(1)}
    assert rows["Токтосунов"] == rows["Э."]
    lefts = {word.text: word.left for word in reversed(sheet.words(1))}
    assert lefts["Окумуштуулар"] > lefts["ЖАМУнун"] < lefts["Ректорат"], "a unit is set in under the one it belongs to"


@pytest.mark.requirement("R054")
def test_the_process_map_has_requirements_coming_in_and_satisfaction_going_out(office, paper):
    sheet = paper(office, "process-map")
    words = {word.text: word for word in reversed(sheet.words(1))}
    assert words["талаптары"].right < words["Негизги"].left < words["канааттануусу"].left
    text = sheet.text()
    assert in_order(text, "Башкаруу процесстери", "Негизги процесстер", "Көмөкчү процесстер")
    for process in office.profile.processes:
        assert all(part in text for part in process.name.ky.replace("-", " ").split()[:1])
    assert "Иш берүүчүлөр" in text


def test_providers_context_and_complaints_have_their_columns(unit, office, paper):
    provider = paper(unit, "Ф-24")
    assert downwards(provider, "«Келечек", "сапат", "4,5", "улантуу", "25.06.2027")
    context = paper(office, "Ф-23")
    assert downwards(context, "Уюмдун", "климат", "Талаптары,", "Практикалык")
    complaint = paper(unit, "Ф-22").text()
    for said in ("304-аудиторияда", "Жылытуу оңдолду", "20.10.2026"):
        assert said in complaint


def test_the_measure_of_a_preventive_action_comes_from_its_risk(unit, paper):
    text = paper(unit, "Ф-12").text()
    for said in ("Т-МТК-01", "стажировкага", "01.03.2027", "Проректор", MEASURE["responsible"]):
        assert said in text


# --- forms that stood before -------------------------------------------------------------------------------------


def test_documents_from_outside_have_a_register_of_their_own(unit, paper):
    assert "Тышкы документтердин реестри" not in paper(unit, "Ф-15").text()
    records.save(unit, "external_document", [{"title": "«Билим берүү жөнүндө» мыйзам", "issuer": "Жогорку Кеңеш", "in_number": "№ 92",
                                              "in_date": "2026-01-15", "keeper": "Юрист"}])  # fmt: skip
    sheet = paper(unit, "Ф-15")
    assert "Ички документтердин реестри" in sheet.text(1)
    last = sheet.text(sheet.pages)
    for said in ("Тышкы документтердин реестри", "Жогорку Кеңеш", "№ 92", "15.01.2026", "Юрист"):
        assert said in last


def test_a_unit_has_a_passport_for_each_direction_of_its_activity(make_workspace, paper):
    ws = make_workspace("МТК")
    made = records.save(ws, "passport", [{"direction": "Билим берүү процесси"}, {"direction": "research"}]).saved
    first, second = (one.key.id for one in made)
    records.save(ws, "risk", [{"title": "Биринчи", "passport": first}, {"title": "Экинчи", "passport": second}, {"title": "Үчүнчү"}])
    sheet = paper(ws, "Ф-03")
    by_word = {word: page for page in range(1, sheet.pages + 1) for word in ("Биринчи", "Экинчи", "Үчүнчү") if word in sheet.text(page)}
    assert len(set(by_word.values())) == 3
    assert "Багыты: Билим берүү процесси" in sheet.text(by_word["Биринчи"])
    assert "Багыты: Илимий-изилдөө ишмердүүлүгү" in sheet.text(by_word["Экинчи"])
    assert "Направление: Образовательный процесс" in " ".join(paper(ws, "Ф-03", language="ru").text().split())
    named = paper(ws, "Ф-03", ids=[second]).text()
    assert "Экинчи" in named
    assert "Биринчи" not in named


def test_a_unit_with_one_passport_has_all_its_risks_on_it(make_workspace, paper):
    ws = make_workspace("МТК")
    records.save(ws, "passport", [{"direction": "education"}])
    records.save(ws, "risk", [{"title": "Өрт"}])
    sheet = paper(ws, "Ф-03")
    assert "Билим берүү процесси" in sheet.text(1)
    assert "Өрт" in sheet.text(1)


def test_the_number_of_a_checklist_names_its_audit_once(office, paper):
    (audit, *_more) = listed(office, "audit")
    records.save(office, "checklist_item", [{"audit": audit["id"], "clause": "4.1", "question": "Эмне?"}])
    assert "ТБ-АПл-2026-01 " in paper(office, "Ф-09").text()


def test_an_accepted_card_bears_its_registration_number(unit, make_workspace, paper):
    card = records.save(unit, "process", [{"name": "Окутуу", "number": "3"}]).saved[0].key.id
    assert "кабыл алына элек" in paper(unit, "Ф-01", ids=[card]).text()
    office = make_workspace()
    made = records.save(office, "process", [{"name": "Окутуу", "unit": "АРБ", "register_number": "Р-2026-0147"}]).saved[0].key.id
    assert "Каттоо № Р-2026-0147" in paper(office, "Ф-01", ids=[made]).text()


def test_a_change_sheet_has_its_ten_lines_on_one_page(unit, paper):
    """It belongs to its document, and so has neither a number nor a period of its own."""
    (document,) = records.save(unit, "document", [{"code": "МТК-01", "title": "Жобо", "level": "3", "edition": 1}]).saved
    sheet = paper(unit, "Ф-16", ids=[document.key.id])
    assert sheet.pages == 1
    assert "Жазуу №" not in sheet.text()


def test_a_list_of_copies_is_of_documents_that_somebody_has(office, paper):
    ids = [saved.key.id for saved in records.save(office, "document", [
        {"code": f"Д-{n}", "title": f"Документ {n}", "level": "2", "edition": 1} for n in (71, 72)]).saved]  # fmt: skip
    records.save(office, "document_copy", [{"document": ids[0], "edition": 1, "of_unit": "МТК", "recipient": "Асанов А.", "issued_on": "2026-10-01"}])
    text = paper(office, "distribution").text()
    assert "Документ 71" in text
    assert "Документ 72" not in text
    assert "Документ 72" in paper(office, "distribution", ids=[ids[1]]).text()


def test_what_considered_names_its_minutes_once(office, paper):
    (plan,) = records.save(office, "plan", [{"title": "План", "plan_kind": "unit", "term": "year", "unit": "МТК",
                                             "discussed_by": "бөлүмдүн жыйыны, № 4 протокол", "discussed_on": "2026-09-20"}]).saved  # fmt: skip
    text = paper(office, "plan", ids=[plan.key.id]).text()
    assert "№ 4 протокол" in text
    assert "№ _" not in text
