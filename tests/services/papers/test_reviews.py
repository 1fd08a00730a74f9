"""Ф-14 as poppler reads it: every item in its order, its figures and comment, conclusions, minutes, decisions."""

import datetime as dt

import pytest

from qms_desktop.core.messages import p_
from qms_desktop.services import records, reviews
from tests.services.reading import downwards, in_order
from tests.services.rules.test_reviews import NC, approved, begun, commented, forge


@pytest.fixture
def oshsu(make_workspace):
    return make_workspace(institution="oshsu", person="Осмонова Ж. Т.")


@pytest.mark.requirement("R211")
def test_the_printed_report_has_the_eight_items_in_order_and_says_what_is_not_there(oshsu, paper):
    begun(oshsu)
    sheet = paper(oshsu, "Ф-14", preview=True)
    assert downwards(sheet, "а)", "б)", "в)", "г)", "д)", "е)", "ж)", "з)", "a)", "b)", "c7)", "d)", "e)")
    text = " ".join(sheet.text().split())
    assert "стандарт талап кылган баштапкы маалымат" in text
    assert text.count("маалымат жок") >= 13


@pytest.mark.requirement("R214", "R217", "R194")
def test_conclusions_decisions_distribution_and_approval_stand_on_the_paper(oshsu, paper):
    records.save(oshsu, "nonconformity", [NC])
    review = approved(oshsu)
    records.save(oshsu, "review", [{"id": review, "distribution": [{"recipient": "Процесстердин жетекчилери", "on": "2026-12-20"}],
                                    "informed": [{"audience": "Окуу жайдын кызматкерлери", "on": "2026-12-22"}]}])  # fmt: skip
    reviews.decide(oshsu, review, {"text": "Китепкананы толуктоо", "decision_kind": "resource", "verb": "update", "planned_resource": "Фонд",
                                   "responsible": "Проректор", "due": "2027-06-01", "resources": "200 000 сом"})  # fmt: skip
    text = " ".join(paper(oshsu, "Ф-14").text().split())
    headings = (p_("paper", word).text("ky") for word in ("Decisions", "Distribution list", "Informed of the results"))
    assert in_order(text, "БЕКИТЕМ", "МАКУЛДАШЫЛДЫ", "Ылайыктуу", *headings)
    for said in ("СМС натыйжалуу", "актуалдаштыруу", "01.06.2027", "Процесстердин жетекчилери", "Окуу жайдын кызматкерлери",
                 "Отчет менен бирге сакталган"):  # fmt: skip
        assert said in text
    assert "ДОЛБООР" not in text


def test_the_paper_of_kept_figures_stays_when_registers_change(oshsu, paper):
    review = begun(oshsu)
    records.save(oshsu, "nonconformity", [NC])
    reviews.freeze(oshsu, review)
    commented(oshsu, review)

    def figures():
        text = " ".join(paper(oshsu, "Ф-14", preview=True).text().split())
        return text[text.index("д) аныкталган"):text.index("е) түзөтүү", text.index("д) аныкталган") + 5)]

    before = figures()
    records.save(oshsu, "nonconformity", [NC | {"clause": "8.1"}, NC | {"found_on": dt.date.today().isoformat()}])
    assert figures() == before


def test_the_paper_says_that_kept_figures_were_changed_afterwards(oshsu, paper):
    review = begun(oshsu)
    records.save(oshsu, "nonconformity", [NC])
    reviews.freeze(oshsu, review)

    def text():
        return " ".join(paper(oshsu, "Ф-14", preview=True).text().split())

    code = reviews.read(oshsu, review).taken.fingerprint[:16].upper()
    assert "Отчет менен бирге сакталган" in text()
    forge(oshsu, review)
    assert f"изи {code} аларга туура келбей калды" in text()
    assert "Отчет менен бирге сакталган" not in text()


def test_a_council_that_names_its_minutes_is_not_asked_for_another_number(oshsu, paper):
    review = begun(oshsu)
    told = {"discussed_by": "Окумуштуулар кеңеши, № 11 протокол", "discussed_on": "2026-12-01"}
    records.save(oshsu, "review", [{"id": review, **told}])
    text = " ".join(paper(oshsu, "Ф-14", preview=True).text().split())
    assert "№ 11 протокол" in text
    assert "№ _____ протокол" not in text


def test_no_heading_of_the_report_stands_alone_at_the_foot_of_a_page(oshsu, paper):
    """However long what stands before it is, a title goes to the page of what it is the title of."""
    review = begun(oshsu)
    lines = records.show(oshsu, review)["inputs"]
    for length in range(0, 40, 5):
        lines[-1]["comment"] = "\n".join(["сап"] * length) or None
        records.save(oshsu, "review", [{"id": review, "inputs": lines}])
        sheet = paper(oshsu, "Ф-14", preview=True)
        pages = [{word.text for word in sheet.words(page)} for page in range(1, sheet.pages + 1)]
        assert ["Натыйжалуулукту" in page for page in pages] == ["Корутунду" in page for page in pages]
