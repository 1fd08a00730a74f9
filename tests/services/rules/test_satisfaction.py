"""Interested parties, feedback and surveys (6.2.3, 6.3, 9.5 and 11.1 of the manual; 2 of the regulation)."""

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import acts, founding, listing, openings, records

from .working import change, kept, move, offers, refused, save

SURVEY = {
    "group": "students", "title": "Окутуунун сапаты", "responsible": "Назарова А. К.", "population": 200,
    "questions": [{"text": "Окутуучу сабакты түшүнүктүү өтөт", "question_kind": "scale"}],
}  # fmt: skip


@pytest.mark.requirement("R035")
def test_a_survey_holds_preparation_group_dates_answers_results_and_analysis(office):
    survey = save(office, "survey", **SURVEY)
    refused(acts.act, office, "close", [survey])
    assert move(office, "approve", survey) == "approved"
    assert move(office, "accept", survey) == "collecting"
    assert move(office, "close", survey) == "closed"
    shown = records.show(office, survey)
    assert shown["begins_on"]
    assert shown["ends_on"]
    assert "Answered" in refused(acts.act, office, "verify", [survey]), "no analysis without the number of answers"
    assert change(office, "survey", survey, answered=150)["rate"] == "75"
    kept(office, "survey_result", survey=survey, question="Окутуучу сабакты түшүнүктүү өтөт", five=100, four=40, two=10)
    assert "Conclusion" in refused(acts.act, office, "verify", [survey])
    change(office, "survey", survey, conclusion="Көпчүлүк канааттанат")
    assert move(office, "verify", survey) == "analysed"
    (result,) = listing.records(office, "survey_result", where=[f"survey={survey}"])
    assert (result["respondents"], result["mean"], result["top_two"]) == (150, "4.5", "93.3")


@pytest.mark.requirement("R036")
def test_the_official_survey_of_students_is_told_from_others(office):
    official = kept(office, "survey", **SURVEY | {"title": "Расмий сурамжылоо"}, official=True)
    save(office, "survey", **SURVEY | {"title": "Ашкана"})
    assert [each["id"] for each in listing.records(office, "survey", where=["official=ооба", "group=students"])] == [official["id"]]


@pytest.mark.requirement("R157", "R037")
def test_every_group_of_interested_parties_is_asked(office):
    offers(office, "survey", "group", "students graduates teachers staff employers other")


@pytest.mark.requirement("R155")
def test_satisfaction_is_collected_period_after_period(office):
    last = None
    for period, satisfied in (("2025/26", 60), ("2026/27", 90)):
        last = kept(office, "survey", **SURVEY | {"title": "Канааттануу"}, period=period, **({"previous": last} if last else {}))["id"]
        save(office, "survey_result", survey=last, question="Канааттанасызбы?", five=satisfied, one=100 - satisfied)
    found = [(survey["period"], listing.records(office, "survey_result", where=[f"survey={survey['id']}"])[0]["top_two"])
             for survey in listing.records(office, "survey", search="Канааттануу")]  # fmt: skip
    assert found == [("2025/26", "60"), ("2026/27", "90")]


@pytest.mark.requirement("R159")
def test_a_survey_names_who_carries_it_out(office):
    kept(office, "survey", **SURVEY, participants="Атайын комиссия, Карьера борбору")


@pytest.mark.requirement("R050", "R020")
def test_interested_parties_have_their_needs_in_five_groups(office):
    offers(office, "interested_party", "group", "state employers learners research_customers staff")
    kept(office, "interested_party", name="Министрлик", group="state", need="Квалификациялуу адис", obligation="obligatory",
         in_qms="Окуу пландар", monitoring="Жылдык отчет", reviewed_on="2026-09-15")  # fmt: skip


@pytest.mark.requirement("R051", "R237")
def test_feedback_has_its_source_and_what_was_done_after_it(office):
    offers(office, "complaint", "feedback_source", "employers survey marketing application service_quality research_request")
    said = kept(office, "complaint", group="Ата-эне", voice="opinion", channel="letter", text="Жатакана муздак", received_on="2026-11-01",
                feedback_source="service_quality", follow_up="Казан алмаштырылды")  # fmt: skip
    assert listing.records(office, "complaint", search="муздак")[0]["id"] == said["id"]


@pytest.mark.requirement("R051")
def test_feedback_is_registered_at_once_and_closed_only_when_its_source_is_said(office):
    said = save(office, "complaint", group="Ата-эне", voice="complaint", channel="letter", text="Асканада кезек", received_on="2026-11-01",
                responsible="Башчы", answer="Экинчи касса ачылды", answered_on="2026-11-05", justified="yes")  # fmt: skip
    assert "Source of the feedback" in refused(acts.act, office, "close", [said])
    change(office, "complaint", said, feedback_source="application")
    assert move(office, "close", said) == "closed"


@pytest.mark.requirement("R160")
def test_feedback_comes_by_survey_or_trust_box(office):
    offers(office, "complaint", "channel", "box survey letter site spoken meeting")
    assert "кутуча" in KINDS["complaint"].fields["channel"].choices(office.profile)["box"].text("ky").casefold()


@pytest.mark.requirement("R151")
@pytest.mark.parametrize("voice", ["complaint", "suggestion", "opinion"])
def test_complaints_suggestions_and_opinions_are_registered_and_raise_a_nonconformity(office, voice):
    said = kept(office, "complaint", group="Студент", voice=voice, channel="box", text=f"Китеп жетишпейт: {voice}",
                received_on="2026-11-01", unit="МТК")  # fmt: skip
    assert said["number"]
    made = openings.open_from(office, records.show(office, said["id"]), "nonconformity").saved[0].key.id
    found = records.show(office, made)
    assert (found["complaint"], found["source"], found["situation"], found["unit"]) == (said["id"], "feedback", "complaints", "МТК")
    assert records.show(office, said["id"])["nonconformity"] == made


@pytest.mark.requirement("R089")
def test_a_suggestion_of_an_employer_becomes_a_proposal_with_measures(office):
    said = save(office, "complaint", group="Иш берүүчү", voice="suggestion", channel="meeting", feedback_source="employers",
                text="Практика узартылсын", received_on="2026-11-01")  # fmt: skip
    proposal = openings.open_from(office, records.show(office, said), "improvement").saved[0].key.id
    shown = change(office, "improvement", proposal, measures=[{"text": "Окуу планды өзгөртүү", "due": "2027-03-01"}])
    assert (shown["title"], shown["source"]) == ("Практика узартылсын", "complaint")
    assert records.show(office, said)["improvement"] == proposal


@pytest.mark.requirement("R158")
def test_a_meeting_with_students_is_recorded_with_questions_and_answers(office):
    kept(office, "student_meeting", subject="Ректор менен жолугушуу", date="2026-11-05", leader="Ректор", group="3-курс", present=120,
         questions=[{"text": "Китепкана кечке иштесин", "answer": "21:00гө чейин", "responsible": "Директор", "due": "2026-12-01"}])  # fmt: skip


def test_the_term_of_the_profile_is_proposed_where_nobody_wrote_a_day(office):
    complaint = records.show(office, save(office, "complaint", text="Суук", received_on="2026-11-02"))
    assert complaint["due"] == "2026-11-20", "fourteen working days"
    provider = records.show(office, save(office, "provider", name="ЖЧК", evaluated_on="2026-09-15"))
    assert provider["next_due"] == "2027-09-15"
    document = records.show(office, save(office, "external_document", title="Мыйзам", in_date="2026-09-15"))
    assert document["review_due"] == "2027-09-15"
    assert records.show(office, save(office, "complaint", text="Суук", received_on="2026-11-02", due="2026-11-05"))["due"] == "2026-11-05"


@pytest.fixture
def answering(shared):
    """The table of responsibility of the manual, as it is laid out: who answers, by what."""
    oshsu = shared(institution="oshsu")
    founding.lay_out(oshsu, "responsibility")
    return {each["what"]: each for each in listing.records(oshsu, "responsibility")}


@pytest.mark.requirement("R162")
def test_the_printed_roles_answer_for_the_satisfaction_of_the_five_groups_of_consumers(answering):
    found = [each for each in answering.values() if each["answered_for"] == "satisfaction"]
    assert len(found) == 5
    (research,) = [each for each in found if "буйрутмачы" in each["what"]]
    assert (research["leads"], research["carries_out"]) == ("Илимий иштер боюнча проректор", None)
    (students,) = [each for each in found if "Студент" in each["what"]]
    assert students["leads"] == "Окуу иштери боюнча проректор"
    assert len(students["carries_out"]) == 6
    assert {each["leads"] for each in found} == {"Окуу иштери боюнча проректор", "Илимий иштер боюнча проректор"}


@pytest.mark.requirement("R087", "R122", "R138", "R174", "R192", "R202", "R206")
@pytest.mark.parametrize(("what", "leads", "carries_out"), [
    ("Коррекциялык", "Окуу иштери боюнча проректор", "СМС үчүн жооптуулар"),
    ("Алдын ала эскертүүчү иш-аракеттерди жетектөө", "Окуу иштери боюнча проректор", None),
    ("Сапат саясатын", "Ректор", "ОСМКБнын башчысы"),
    ("Иштеп жаткан жана жаңы программалардын", "Декандар", "Колледждердин директорлору"),
    ("Билим берүү программаларынын", "Декандар", "Кафедра башчылары"),
    ("Өнүмгө мониторинг", "Окуу иштери боюнча проректор", "Декандар"),
    ("Тынымсыз жакшыртуу", "ОСМКБ", "Бардык кызматкерлер"),
])  # fmt: skip
def test_the_printed_roles_lead_actions_policy_programmes_monitoring_and_improvement(answering, what, leads, carries_out):
    (found,) = [each for name, each in answering.items() if name.startswith(what)]
    assert found["leads"] == leads
    assert carries_out is None or carries_out in found["carries_out"]


@pytest.mark.requirement("R267")
def test_compliance_with_the_regulation_is_controlled_by_the_academic_policy_department(office):
    founding.lay_out(office, "responsibility")
    (found,) = [each for each in listing.records(office, "responsibility") if "аткарылышын көзөмөлдөө" in each["what"]
                and each["answered_for"] == "document"]  # fmt: skip
    assert found["leads"] == office.profile.qa_office.name.text("ky") == "Академиялык саясат бөлүмү"
