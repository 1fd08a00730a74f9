"""Risks and opportunities (8.2 of the manual; 7 and annexes 3, 4 and 6 of the regulation)."""

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import (
    acts,
    board,
    institution,
    integrated,
    listing,
    openings,
    records,
    risks,
    views,
)
from qms_desktop.services.findings import findings
from qms_desktop.services.openings_table import OPENINGS

from .working import change, kept, move, offers, part_offers, refused, save

RISK = {
    "title": "Өрт чыгуу коркунучу", "category": "technical", "process": "J3", "cause": "Зымдар эски", "likelihood": 3,
    "consequence": 3, "responsible": ["Башчы"], "deadline": "2027-05-31",
    "measures": [{"text": "Зымдарды алмаштыруу", "due": "2027-02-01", "responsible": "Назарова А. К."}],
}  # fmt: skip


def said(ws, record, field):
    shown = records.show(ws, record)
    return [found.sentence.text("en") for found in findings(KINDS[shown["kind"]], shown, ws.profile) if found.field == field]


@pytest.mark.requirement("R252", "R093")
def test_a_risk_is_not_handed_over_without_reduction_measures(shared):
    unit = shared("МТК")
    risk = save(unit, "risk", **RISK | {"measures": []})
    assert "Mitigation measures" in refused(acts.act, unit, "submit", [risk])
    change(unit, "risk", risk, measures=["Өрт өчүргүч коюу"])
    assert any("nobody responsible" in sentence for sentence in said(unit, risk, "measures"))
    change(unit, "risk", risk, measures=RISK["measures"])
    assert not said(unit, risk, "measures")
    assert move(unit, "submit", risk) == "submitted"


@pytest.mark.requirement("R300")
@pytest.mark.parametrize(("kind", "field", "label"), [("risk", "cause", "Cause of the risk"), ("opportunity", "essence", "Essence")])
def test_a_risk_has_its_cause_and_an_opportunity_its_essence(shared, kind, field, label):
    unit = shared("МТК")
    shown = kept(unit, kind, title="Жазуу", **{field: "Себеби ушул"})
    assert label in KINDS[kind].fields[field].label.text("en")
    change(unit, kind, shown["id"], **{field: None})
    assert field in {missing.name for missing in KINDS[kind].missing(records.show(unit, shown["id"]))}


@pytest.mark.requirement("R278", "R250")
def test_a_passport_of_a_direction_holds_any_number_of_risks(shared):
    unit = shared("ПСП")
    passport = kept(unit, "passport", direction="education", prepared_by="Башчы", prepared_on="2026-10-01")["id"]
    other = save(unit, "passport", direction="research")
    records.save(unit, "risk", [{**RISK, "title": f"{n}-тобокелдик", "passport": passport} for n in range(60)])
    save(unit, "risk", **RISK, passport=other)
    assert len(listing.records(unit, "risk", where=[f"passport={passport}"])) == 60


@pytest.mark.requirement("R250")
def test_a_unit_keeps_one_passport_for_a_direction_and_a_period(office):
    first = save(office, "passport", unit="МТК", direction="Билим берүү процесси", period="2026/27")
    assert records.show(office, first)["direction"] == "education", "a direction of the institution's list, by its word"
    assert "for 2026/27 already" in refused(save, office, "passport", unit="МТК", direction="education", period="2026/27")
    other = save(office, "passport", unit="МТК", direction="research", period="2026/27")
    assert "already" in refused(change, office, "passport", other, direction="education")
    save(office, "passport", unit="ФИЛ", direction="education", period="2026/27")
    save(office, "passport", unit="МТК", direction="education", period="2027/28")
    change(office, "passport", first, summary="Тобокелдиктер көзөмөлдө")
    assert refused(save, office, "passport", unit="МТК", direction="Жок багыт")


@pytest.mark.requirement("R250", "R265")
def test_a_package_is_not_whole_while_a_direction_of_the_unit_has_no_passport(office):
    """The board and the report on completeness; the directions of a unit are the office's to say."""
    save(office, "unit", code="ИЖК", name="Илим жана окуу кафедрасы", type="department", directions=["education", "research"])
    risk = save(office, "risk", unit="ИЖК", period="2026/27", **RISK)
    acts.act(office, "submit", [risk])
    acts.act(office, "accept", [risk])

    def cell():
        (row,) = [row for row in board.board(office) if row.unit == "ИЖК"]
        return row.forms["Ф-03"]

    assert (cell().state, cell().whole, cell().records) == ("draft", 1, 3)
    for direction in ("education", "research"):
        assert cell().share < 1
        save(office, "passport", unit="ИЖК", direction=direction, period="2026/27")
    assert (cell().state, cell().share) == ("accepted", 1)


@pytest.mark.requirement("R250")
def test_risks_and_opportunities_are_entered_from_the_passport_of_their_direction(office):
    passport = records.show(office, save(office, "passport", unit="БАГ", direction="staff", period="2026/27"))
    for kind in ("risk", "opportunity"):
        entered = records.show(office, openings.open_from(office, passport, kind).saved[0].key.id)
        assert (entered["passport"], entered["unit"], entered["period"]) == (passport["id"], "БАГ", "2026/27")


@pytest.mark.requirement("R289", "R288")
def test_responsible_positions_are_a_list_and_a_comma_splits_none(shared):
    unit = shared("МТК")
    responsible = ["Факультеттин деканы, институттун директору", "Кафедра башчысы"]
    risk = kept(unit, "risk", **RISK | {"responsible": responsible, "deadline": "Жыл сайын пландалып, жылына бир жолу такталат"})
    assert risk["responsible"] == responsible
    assert listing.records(unit, "risk", search="директору")[0]["responsible"] == responsible


@pytest.mark.requirement("R100", "R253", "R299")
def test_an_opportunity_is_a_record_of_its_own_with_effect_and_actions_and_no_score(shared):
    unit = shared("МТК")
    chance = kept(unit, "opportunity", title="Дуалдык окутуу", process="J3", essence="Ишкана менен келишим", effect="Практика күчөйт",
                  responsible=["Декан"], measures=[{"text": "Келишим түзүү", "due": "2027-01-15"}])  # fmt: skip
    change(unit, "opportunity", chance["id"], effect=None)
    assert "effect" in {field.name for field in KINDS["opportunity"].missing(records.show(unit, chance["id"]))}
    change(unit, "opportunity", chance["id"], effect="Практика күчөйт")
    assert not {"likelihood", "consequence", "score", "level"} & KINDS["opportunity"].fields.keys()
    assert refused(save, unit, "opportunity", title="Башка", likelihood=3)
    assert not listing.records(unit, "risk", search="Дуалдык окутуу")
    (row,) = [row for row in integrated.rows(unit, "МТК", None) if row.id == chance["id"]]
    assert row.cells["likelihood"] == "–"
    assert "Практика күчөйт" in row.cells["consequence_effect"]


@pytest.mark.requirement("R304")
@pytest.mark.parametrize("word", ["жогору", "Төмөн", "16 – жогорку", "высокий"])
def test_a_level_is_no_result_of_an_opportunity(shared, word):
    unit = shared("МТК")
    chance = save(unit, "opportunity", title="Грант")
    assert "level of a risk" in refused(records.save, unit, "opportunity", [{"id": chance, "result": word}])
    assert change(unit, "opportunity", chance, result="Оң натыйжа")["result"] == "Оң натыйжа"
    risk = save(unit, "risk", **RISK)
    assert refused(records.save, unit, "risk", [{"id": risk, "residual_level": "Оң натыйжа"}]), "nor a gain the level of a risk"


@pytest.mark.requirement("R303")
def test_a_row_has_a_completion_mark_and_residual_level_or_gain(shared):
    unit = shared("МТК")
    offers(unit, "opportunity", "state", "in_progress completed planned stopped")
    assert unit.profile.choices("completion_marks")["in_progress"].ky == "Иштеп жатат"
    assert unit.profile.choices("completion_marks")["completed"].ky == "Аякталды"
    risk = kept(unit, "risk", **RISK | {"title": "Калганы бар"}, residual_likelihood=1, residual_consequence=2)
    chance = kept(unit, "opportunity", title="Жыйынтыгы бар", process="J3", state="completed", result="Оң натыйжа")
    rows = {row.id: row.cells["completion_residual"] for row in integrated.rows(unit, "МТК", None)}
    assert "2 – төмөн" in rows[risk["id"]]
    assert "Аякталды" in rows[chance["id"]]
    assert "Оң натыйжа" in rows[chance["id"]]


@pytest.mark.requirement("R303")
def test_the_list_of_completion_marks_is_extended_by_the_office(make_workspace):
    office = make_workspace()
    institution.add(office, "completion_marks", {"ky": "Кийинкиге калды", "ru": "Отложено", "en": "Postponed"})
    assert kept(office, "opportunity", title="Грант", state="postponed")["state"] == "postponed"


@pytest.mark.requirement("R284", "R285")
def test_the_residual_risk_is_stored_shown_in_words_and_doubted_where_it_is_not_lower(shared):
    unit = shared("МТК")
    risk = save(unit, "risk", **RISK)
    shown = change(unit, "risk", risk, residual_likelihood=2, residual_consequence=2)
    assert (shown["residual_score"], shown["residual_level"]) == (4, "low")
    assert any("is lower" in sentence for sentence in said(unit, risk, "residual_score"))
    change(unit, "risk", risk, residual_likelihood=3, residual_consequence=3)
    assert any("not lower" in sentence for sentence in said(unit, risk, "residual_score"))
    change(unit, "risk", risk, residual_likelihood=4, residual_consequence=4)
    assert any("higher" in sentence for sentence in said(unit, risk, "residual_comment"))


@pytest.mark.requirement("R296", "R169")
def test_a_completed_measure_is_judged_and_then_the_residual_risk(shared):
    unit = shared("МТК")
    done = RISK["measures"][0] | {"state": "done", "done_on": "2027-01-20"}
    risk = save(unit, "risk", **RISK | {"measures": [done]})
    assert any("judge what it brought" in sentence for sentence in said(unit, risk, "measures"))
    assert any("residual" in sentence for sentence in said(unit, risk, "residual_likelihood"))
    shown = change(unit, "risk", risk, measures=[done | {"effect": "partly"}], residual_likelihood=1, residual_consequence=3)
    assert shown["measures"][0]["effect"] == "partly"
    assert not said(unit, risk, "measures")
    assert not said(unit, risk, "residual_likelihood")
    judged = {"text": "Келишим түзүү", "state": "done", "effect": "effective"}
    chance = kept(unit, "opportunity", title="Дуалдык окутуу", measures=[judged])
    change(unit, "opportunity", chance["id"], measures=[judged | {"effect": None}])
    assert any("judge what it brought" in sentence for sentence in said(unit, chance["id"], "measures"))


@pytest.mark.requirement("R301", "R302", "R305", "R292", "R295")
def test_one_table_holds_objective_results_indicators_risks_opportunities_measures_and_who_is_responsible(shared):
    """Nothing of it is typed again: it stands in the card, the indicators, the passport."""
    unit = shared("ИНТ")
    card = save(unit, "process", name="Окутуу", purpose="Адис даярдоо", inputs=["Абитуриент"], outputs=["Бүтүрүүчү"],
                owners=[{"position": "Проректор", "name": "Асанов А."}])  # fmt: skip
    for title, measured_in, actual in (("Жетишүү", "%", "82.5"), ("Бүтүрүүчүлөр", "киши", "140")):
        save(unit, "indicator", title=title, process=card, measured_in=measured_in, target="90", actual=actual, measured_on="2027-01-15")
    measure = {"text": "Кураторлорду колдоо", "due": "2027-02-01", "responsible": "Декан", "state": "done"}
    risk = save(unit, "risk", **RISK | {"process": card, "measures": [measure], "responsible": []})
    save(unit, "opportunity", title="Грант", process=card, essence="Долбоор", effect="Каражат", responsible=["Илим бөлүмү"])
    rows = integrated.rows(unit, "ИНТ", None)
    by_id = {row.id: row.cells for row in rows}
    first = by_id[risk]
    for cell, words in (("subject", ("Окутуу", "Тобокелдик: Өрт")), ("goal_cause_essence", ("Адис даярдоо", "Зымдар эски")),
                        ("inputs_outputs", ("Абитуриент", "Бүтүрүүчү")), ("indicators", ("82,5", "140", "киши")),
                        ("measures", ("Кураторлорду колдоо", "01.02.2027", "аткарылды")), ("responsible_owner", ("Проректор",)),
                        ("likelihood", ("3",))):  # fmt: skip
        assert all(word in first[cell] for word in words), (cell, first[cell])
    assert any("Мүмкүнчүлүк: Грант" in row.cells["subject"] and "Илим бөлүмү" in row.cells["responsible_owner"] for row in rows)
    change(unit, "process", card, purpose="Адис жана изилдөөчү даярдоо")
    assert any("изилдөөчү" in row.cells["goal_cause_essence"] for row in integrated.rows(unit, "ИНТ", None))


@pytest.mark.requirement("R101")
def test_a_measure_removes_or_reduces_the_undesired_effect(shared):
    unit = shared("МТК")
    part_offers(unit, "risk", "measures", "aim", "remove reduce")
    risk = kept(unit, "risk", **RISK | {"measures": [RISK["measures"][0] | {"aim": "remove"}]})
    assert risk["measures"][0]["aim"] == "remove"


@pytest.mark.requirement("R251")
def test_there_is_one_register_of_the_university_considered_and_approved(desks):
    entry = save(desks.office, "register_entry", title="Өрт", category="technical", likelihood=3, consequence=4, responsible=["Проректор"],
                 measures=[{"text": "Текшерүү", "responsible": "Назарова А."}], deadline="2027-05-31")  # fmt: skip
    assert records.show(desks.office, entry)["number"] == 1
    shown = change(desks.office, "register_entry", entry, discussed_by="Окумуштуулар кеңеши, № 3", discussed_on="2026-10-01")
    assert (shown["state"], shown["unit"]) == ("considered", "all")
    assert move(desks.office, "approve", entry) == "approved"
    desks.down()
    assert records.show(desks.unit, entry)["state"] == "approved", "every unit reads the one register"


@pytest.mark.requirement("R099")
def test_risks_and_opportunities_are_seen_for_processes_resources_and_interested_parties(office):
    opens = {(way.source, way.target) for way in OPENINGS}
    assert {("process", "risk"), ("process", "opportunity"), ("context", "risk"), ("objective", "risk")} <= opens
    factor = save(office, "context", factor="Каражат кыскарды", side="external", area="economic", influence="negative",
                  conclusion="Жабдык жаңырбайт")  # fmt: skip
    made = openings.open_from(office, records.show(office, factor), "risk").saved[0].key.id
    assert (records.show(office, made)["title"], records.show(office, made)["cause"]) == ("Каражат кыскарды", "Жабдык жаңырбайт")
    assert records.show(office, factor)["risk"] == made
    for kind, values, called in (
        ("interested_party", {"name": "Иш берүүчүлөр", "need": "Даяр адис"}, "Даяр адис"), ("provider", {"name": "«Лифт» ЖЧК"}, "«Лифт» ЖЧК"),
        ("measuring_resource", {"name": "Тест базасы"}, "Тест базасы"),
    ):  # fmt: skip
        source = records.show(office, save(office, kind, **values))
        risk = openings.open_from(office, source, "risk").saved[0].key.id
        assert (records.show(office, risk)["title"], records.show(office, risk)["kind"]) == (called, "risk")
    for kind, values, title in (("interested_party", {"name": "Бүтүрүүчүлөр", "need": "Практика"}, "Практика"),
                                ("context", {"factor": "Жаңы ишкана", "conclusion": "Практика базасы"}, "Жаңы ишкана")):  # fmt: skip
        chance = openings.open_from(office, records.show(office, save(office, kind, **values)), "opportunity").saved[0].key.id
        assert records.show(office, chance)["title"] == title


@pytest.mark.requirement("R249")
def test_a_risk_is_opened_from_process_objective_audit_and_nonconformity(office):
    assert {"process", "objective", "audit", "nonconformity"} <= {way.source for way in OPENINGS if way.target == "risk"}
    for source, values in (("process", {"name": "Окутуу"}), ("audit", {"unit_audited": "МТК"}), ("nonconformity", {"statement": "Журнал жок"})):
        found = records.show(office, save(office, source, **values, unit="МТК"))
        assert records.show(office, openings.open_from(office, found, "risk").saved[0].key.id)["unit"] == "МТК", source
    objective = save(office, "objective", title="Грант алуу", unit="МТК", process="J5")
    risk = records.show(office, openings.open_from(office, records.show(office, objective), "risk").saved[0].key.id)
    assert (risk["objective"], risk["process"], risk["unit"]) == (objective, "J5", "МТК")


@pytest.mark.requirement("R177")
def test_a_plan_at_risk_of_not_being_done_gets_preventive_measures(shared):
    unit = shared("ИЛМ")
    plan = save(unit, "plan", title="Илимий иштердин планы", plan_kind="area", term="year", process="J5")
    action = records.show(unit, openings.open_from(unit, records.show(unit, plan), "preventive_action").saved[0].key.id)
    assert (action["potential"], action["process"]) == ("Илимий иштердин планы", "J5")


@pytest.mark.requirement("R293")
def test_an_action_plan_is_a_record_that_the_integrated_table_draws_on(shared):
    unit = shared("ПЛН")
    card = save(unit, "process", name="Окутуу", purpose="Адис даярдоо")
    risk = save(unit, "risk", title="Мотивация төмөн", process=card, measures=[])
    kept(unit, "plan", title="Чаралар планы", plan_kind="actions", term="year", process=card, measures=[
        {"text": "Кураторлорду окутуу", "due": "2027-02-01", "responsible": "Декан", "state": "done", "result": "12 куратор окуду"}])  # fmt: skip
    (row,) = [row for row in integrated.rows(unit, "ПЛН", None) if row.id == risk]
    for said_ in ("Кураторлорду окутуу", "01.02.2027", "Декан", "12 куратор окуду"):
        assert said_ in row.cells["measures"]


@pytest.mark.requirement("R307")
def test_the_integrated_table_is_narrowed_to_an_institute_a_department_and_a_level_of_management(office):
    for code, type_, parent in (("ПЕД2", "institute", None), ("МАТ2", "department", "ПЕД2"), ("ФИЗ2", "department", "ПЕД2"),
                                ("КОЛ2", "college", None)):  # fmt: skip
        save(office, "unit", code=code, name=code, type=type_, parent=parent)
        save(office, "risk", title=f"{code} тобокелдиги", process="Окутуу", unit=code)

    def titles(unit, level=None):
        found = [row.cells["subject"] for row in integrated.rows(office, unit, None, level)]
        return {code for code in ("ПЕД2", "МАТ2", "ФИЗ2", "КОЛ2") if any(code in words for words in found)}

    assert titles("ПЕД2") == {"ПЕД2", "МАТ2", "ФИЗ2"}, "an institute with its departments"
    assert titles("МАТ2") == {"МАТ2"}
    assert titles("ПЕД2", "department") == {"МАТ2", "ФИЗ2"}
    assert titles(None, "college") == {"КОЛ2"}
    printed = {records.show(office, each)["title"] for each in risks.ids_on_form(office, "Ф-05", "ПЕД2", None)}
    assert printed == {"ПЕД2 тобокелдиги", "МАТ2 тобокелдиги", "ФИЗ2 тобокелдиги"}, "the paper has what the screen has"
    assert titles(None) == {"ПЕД2", "МАТ2", "ФИЗ2", "КОЛ2"}


@pytest.mark.requirement("R315", "R306")
def test_the_register_of_processes_shows_the_highest_risk_of_each(shared):
    unit = shared("КАД")
    card = save(unit, "process", name="Кадрларды тандоо")
    save(unit, "risk", **RISK | {"process": card, "likelihood": 4, "consequence": 4})
    with unit.store.reading() as tx:
        (row,) = [row for row in views.process_register(tx, unit.profile, views.Selection(unit="КАД"), "ky") if card in row["cards"]]
    assert row["highest_risk"] == 16
