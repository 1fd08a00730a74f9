"""The shipped profiles: what every institution's data must hold, and what the founding documents say."""

import re
import subprocess
import sys
from datetime import date

import pytest

from qms_desktop.core import profile_check
from qms_desktop.core.glossary import load_glossary
from qms_desktop.core.messages import Text, speaking
from qms_desktop.core.profile import INSTITUTIONS, in_force, load_profile

UNIT_CODE = re.compile(r"[А-ЯЁӨҮҢ][А-ЯЁӨҮҢа-яёөүң]{1,4}")


def test_every_shipped_profile_passes_the_check(profile):
    data = dict(profile.data)
    assert profile_check.check(data, profile.key) is data


def test_a_profile_is_read_once():
    assert load_profile("jasu") is load_profile("jasu")


def test_who_they_are(jasu, oshsu):
    assert str(jasu.institution) == "Жалал-Абад мамлекеттик университети"
    assert jasu.abbr == Text("ЖАМУ", "ЖАГУ", "JASU")
    assert str(jasu.qa_office.name) == "Академиялык саясат бөлүмү"
    assert oshsu.abbr == Text("ОшМУ", "ОшГУ", "OshSU")
    assert oshsu.qa_office.code == "ОСМКБ"
    assert "ISO 9001:2015" in jasu.standard


def test_qa_office_is_one_of_the_units(profile):
    office = {unit.code: unit for unit in profile.units}[profile.qa_office.code]
    assert office.bank_type == "qa_office"
    assert office.name == profile.qa_office.name


def test_unit_codes_and_parents(profile):
    codes = [unit.code for unit in profile.units]
    assert len(codes) == len(set(codes))
    for unit in profile.units:
        assert UNIT_CODE.fullmatch(unit.code)
        assert unit.type in profile.unit_types
        assert unit.parent is None or unit.parent in codes
    assert [unit.parent for unit in profile.units].count(None) == 1


@pytest.mark.requirement("R282")
@pytest.mark.parametrize(("likelihood", "consequence"), [(p, c) for p in range(1, 6) for c in range(1, 6)])
def test_level_of_every_product(profile, likelihood, consequence):
    score = likelihood * consequence
    expected = "low" if score <= 5 else "medium" if score <= 10 else "high"
    assert profile.level(score) == expected


def test_levels_of_the_whole_grid(profile):
    levels = [profile.level(p * c) for p in range(1, 6) for c in range(1, 6)]
    assert (levels.count("low"), levels.count("medium"), levels.count("high")) == (10, 7, 8)


@pytest.mark.parametrize("score", [0, -1, 26, 100])
def test_no_level_outside_the_scale(jasu, score):
    with pytest.raises(ValueError, match="no risk level"):
        jasu.level(score)


def test_words_of_the_levels(jasu):
    assert [jasu.level_word(level).ky for level in ("low", "medium", "high")] == ["төмөн", "орто", "жогору"]
    assert jasu.level_variants["жогорку"] == "high"
    assert jasu.level_variants["высокий"] == "high"
    assert list(jasu.choices("levels")) == ["low", "medium", "high"]


def test_critical_consequence_is_flagged_though_its_product_may_be_low(jasu):
    assert jasu.critical_consequence == 5
    assert jasu.level(1 * 5) == "low"
    assert jasu.scale("consequence")[5].label.ky == "Критикалык"


@pytest.mark.parametrize("name", ["likelihood", "consequence"])
def test_scales_have_five_steps(profile, name):
    scale = profile.scale(name)
    assert [step.score for step in scale] == [1, 2, 3, 4, 5]
    assert len({step.label.ky for step in scale}) == 5
    assert len({step.meaning.ky for step in scale}) == 5
    with pytest.raises(KeyError):
        scale[0]
    with pytest.raises(KeyError):
        scale[6]


def test_the_second_scale_bears_its_own_title(jasu):
    assert jasu.scale("likelihood").title.ky == "Ыктымалдуулуктун чечмелениши"
    assert jasu.scale("consequence").title.ky == "Натыйжанын чечмелениши"
    with speaking("ru"):
        assert str(jasu.scale("likelihood")[4].label) == "Высокая вероятность"


def test_eight_risk_categories(profile):
    assert list(profile.risk_categories) == [
        "academic",
        "managerial",
        "financial",
        "technical",
        "staffing",
        "research",
        "employers",
        "public_image",
    ]
    assert len({words.ky for words in profile.risk_categories.values()}) == 8


def test_process_groups(profile):
    assert list(profile.process_groups) == ["management", "core", "support", "improvement"]
    assert {process.group for process in profile.processes} <= set(profile.process_groups)
    ids = [process.id for process in profile.processes]
    assert len(ids) == len(set(ids))


@pytest.mark.requirement("R246")
def test_jasu_has_the_eight_processes_of_6_1(jasu):
    assert len(jasu.processes) == 8
    assert jasu.processes[2].name.ky == "Билим берүү процесси"


@pytest.mark.requirement("R220", "R246")
def test_oshsu_has_the_25_processes_as_printed(oshsu):
    assert len(oshsu.processes) == 25
    assert [p.number for p in oshsu.processes].count("1.3") == 2
    sizes = [sum(p.group == group for p in oshsu.processes) for group in oshsu.process_groups]
    assert sizes == [4, 10, 8, 3]
    managers = {p.id: p.managers for p in oshsu.processes}
    assert len(managers["2.8"]) == 2
    assert sum(map(len, managers.values())) == 26
    assert (
        oshsu.process_groups["core"].ky == "ОшМУнун билим берүү, тарбиялоо ишмердигинин негизги процесстери"
    )


@pytest.mark.requirement("R058", "R059")
def test_document_levels_and_kinds(profile, oshsu):
    assert list(profile.choices("document_levels")) == ["1", "2", "3", "4", "base"]
    assert {kind.level for kind in profile.document_kinds} <= set(profile.choices("document_levels"))
    assert len(oshsu.document_kinds) == 9
    assert [kind.number for kind in oshsu.document_kinds] == ["1", "2", "", "3", "4", "5", "6", "7", "8"]
    assert all(kind.users for kind in oshsu.document_kinds)
    assert [d["number"] for d in oshsu.data["document_list"]] == [
        "1.1",
        "1.2",
        *(f"2.{n}" for n in range(1, 19)),
        "3.1",
        "3.2",
    ]
    assert len(oshsu.data["external_documents"]) == 10 + 1


def test_document_states_and_change_kinds(profile):
    assert list(profile.choices("document_states"))[:7] == [
        "draft",
        "checked",
        "in_agreement",
        "approved",
        "registered",
        "in_force",
        "under_revision",
    ]
    assert set(profile.choices("change_kinds")) == {
        "change",
        "addition",
        "cancellation",
        "new_page",
        "review",
    }


def test_change_sheets(profile):
    sheets = profile.change_sheets
    assert set(sheets) == {"oshsu", "extended", "gost"}
    assert profile.change_sheet is sheets["extended"]
    assert [column.label.ky for column in sheets["oshsu"].columns] == [
        "КК NN",
        "Өзгөрүү кийирген кызматкер (аты-жөнү, кызматы)",
        "Өзгөрүү кийирүүчү пункт",
        "Өзгөрүү же толуктоо кийирилген дата",
    ]
    assert len(sheets["gost"].columns) == 10
    assert sheets["extended"].title.ky == "Өзгөрүүлөрдү жана толуктоолорду каттоо барагы"
    for sheet in sheets.values():
        keys = [column.key for column in sheet.columns]
        assert len(keys) == len(set(keys))


def test_printed_columns_follow_the_annexes(jasu):
    assert [column.key for column in jasu.columns("passport")] == [
        "number",
        "title",
        "likelihood",
        "consequence",
        "level",
        "responsible",
        "measures",
    ]
    assert len(jasu.columns("register")) == 10
    assert len(jasu.columns("integrated")) == 9
    assert [row.key for row in jasu.process_card_rows] == [
        "name",
        "purpose",
        "inputs",
        "outputs",
        "owners",
        "resources",
        "indicators",
    ]


def test_forms(profile):
    assert list(profile.forms) == [f"Ф-{number:02}" for number in range(1, 27)]
    for form in profile.forms.values():
        assert form.edition >= 1
        assert form.retention in profile.retention
        assert form.approved_by is None or form.approved_by in profile.positions
        assert form.number.startswith(form.prefix)
        assert all(re.fullmatch(r"\d+(\.\d+)*", clause) for clause in form.clauses)
    assert profile.forms["Ф-03"].number == "ТП-{unit}-{year}"
    assert profile.forms["Ф-03"].landscape
    assert profile.forms["Ф-16"].title.ky == "Өзгөрүүлөрдү жана толуктоолорду каттоо барагы"


def test_prefixes_tell_forms_apart(profile):
    prefixes = [form.prefix for form in profile.forms.values() if form.prefix]
    assert len(prefixes) == len(set(prefixes))


def test_margins_and_periods(jasu):
    assert (jasu.margins.left, jasu.margins.right, jasu.margins.top, jasu.margins.bottom) == (30, 10, 20, 20)
    assert jasu.period_kind == "academic_year"
    assert jasu.period_of(date(2026, 11, 20)) == (date(2026, 9, 1), date(2027, 8, 31))
    assert jasu.period_of(date(2026, 8, 31)) == (date(2025, 9, 1), date(2026, 8, 31))
    assert load_profile("generic").period_of(date(2028, 2, 29)) == (date(2028, 1, 1), date(2028, 12, 31))


def test_deadlines_and_retention(profile):
    assert profile.deadlines["corrective_major"].days == 30
    assert profile.deadlines["corrective_minor"].days == 60
    assert {deadline.count for deadline in profile.deadlines.values()} == {"working", "calendar", "months"}
    assert profile.retention["permanent"].years is None
    assert profile.retention["closed_5y"].years == 5


def test_positions_are_words_for_offices(profile):
    assert {"rector", "qa_head", "director", "department_head"} <= set(profile.positions)
    assert {"policy", "objectives", "register", "unit", "considered_by"} <= set(profile.approvers)


def test_each_institution_has_its_own_words(jasu, oshsu):
    assert jasu.terms["process_owner"].label.ky == "процесстин ээси"
    assert oshsu.terms["process_owner"].label.ky == "процесстин жетекчиси"
    assert "процесстин ээси" in oshsu.terms["process_owner"].variants
    assert set(jasu.terms) == set(oshsu.terms)
    for profile in (jasu, oshsu):
        for term in profile.terms.values():
            assert term.label.ky not in term.variants


@pytest.mark.requirement("R011", "R268")
def test_abbreviations_as_printed(jasu, oshsu):
    assert len(jasu.abbreviations) == 10
    assert len(oshsu.abbreviations) == 18
    assert jasu.abbreviations["ПЦК"].ky == "предметтик-циклдык комиссия"
    assert all(all(words.texts().values()) for profile in (jasu, oshsu) for words in profile.abbreviations.values())
    assert oshsu.abbreviations["ОСМКБ"].ky == "окутуунун сапаты жана методикалык камсыздоо бөлүмү"


@pytest.mark.requirement("R012")
def test_glossary_of_the_manual():
    glossary = load_glossary("oshsu")
    assert [entry.number for entry in glossary] == list(range(1, 57))
    assert glossary[52].term.ky == "Туура келбөөчүлүк"
    assert all(all(entry.term.texts().values()) for entry in glossary)
    assert [entry.number for entry in glossary if entry.cut_in_print] == [46]
    assert load_glossary("generic") == ()


def test_an_unknown_table_is_a_bug(jasu):
    with pytest.raises(KeyError):
        jasu.choices("colours")


def test_the_edition_in_force_judges(jasu):
    later = type(jasu)({**jasu.data, "valid_from": "2028-09-01"})
    assert in_force([later, jasu], date(2027, 1, 1)) is jasu
    assert in_force([later, jasu], date(2028, 9, 1)) is later
    assert in_force([later, jasu], date(2020, 1, 1)) is jasu


def test_loading_a_profile_needs_nothing_heavy():
    code = (
        "import sys; from qms_desktop.core.profile import load_profile; load_profile('jasu').forms;"
        "print(sorted({'babel', 'sqlalchemy', 'PySide6', 'reportlab'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_all_institutions_are_known():
    assert {load_profile(key).key for key in INSTITUTIONS} == set(INSTITUTIONS)
