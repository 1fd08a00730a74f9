"""What the QA office lays down for all: periods, questions, responsibility, orders; and why a finding stays."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    ItemsField,
    PersonField,
    ProfileChoiceField,
    ReferenceField,
    StringsField,
    TextField,
    UnitField,
)
from qms_desktop.core.messages import Joined, Localised, Text, _
from qms_desktop.core.profile import Profile
from qms_desktop.models.audits import QUESTION_CLASSES
from qms_desktop.models.defaults import always, today
from qms_desktop.models.kind import Kind

PERIOD_KINDS = {
    "academic_year": _("academic year"),
    "calendar_year": _("calendar year"),
    "semester": _("semester"),
    "quarter": _("quarter"),
    "month": _("month"),
}

PERIOD_STATES = {"planned": _("planned"), "open": _("open"), "closed": _("closed")}

ORDER_KINDS = {
    "opened": _("opened"),
    "renamed": _("renamed"),
    "merged": _("merged"),
    "moved": _("moved under another unit"),
    "closed": _("closed"),
}

ANSWERED_FOR = {
    "process": _("process"),
    "document": _("document"),
    "audit": _("audit"),
    "action": _("action"),
    "satisfaction": _("satisfaction of a group"),
    "other": _("other"),
}


class Period(Kind, name="period", label=_("Reporting period"), plural=_("Reporting periods"), title="code", owner="office",
             published=True):
    """What the office opened: which forms are expected, of which units, until when."""

    code = TextField(_("Period"), required=True, searched=True, sorted=True, help=_("As records carry it: 2026/27 or 2026."))
    period_kind = ChoiceField(_("Kind of period"), PERIOD_KINDS, required=True)
    starts_on = DateField(_("Begins on"), required=True, sorted=True)
    ends_on = DateField(_("Ends on"), required=True)
    expected = ItemsField(_("Forms expected"), {
        "form": TextField(_("Form")),
        "unit_type": ProfileChoiceField(_("Type of unit"), "unit_types"),
        "of_unit": UnitField(_("Unit")),
        "due": DateField(_("Due")),
        "note": TextField(_("Note")),
    }, required=True)
    call_sent_on = DateField(_("Call for data sent on"))
    state = ChoiceField(_("State of the period"), PERIOD_STATES, default=always("planned"), narrows=True)


class BankQuestion(Kind, name="bank_question", label=_("Question of the bank"), plural=_("Question bank"), title="question",
                   forms="Ф-09", owner="office", published=True):
    """A question that the office added to the shipped bank, or its own wording of one there."""

    question_id = TextField(_("Question of the bank"), searched=True, sorted=True)
    bank = TextField(_("Bank and edition"))
    bank_type = TextField(_("Questions for"), searched=True, help=_("Which audit questions are asked of the unit."))
    clause = TextField(_("Clause"), required=True, searched=True, sorted=True)
    question_class = ChoiceField(_("Class of the question"), QUESTION_CLASSES)
    document_clause = TextField(_("Document and its clause"))
    topic = TextField(_("Topic"), required=True, searched=True)
    topic_ru = TextField(_("Topic in Russian"))
    topic_en = TextField(_("Topic in English"))
    question = TextField(_("Question"), required=True, searched=True, lines=2)
    question_ru = TextField(_("Question in Russian"), lines=2)
    question_en = TextField(_("Question in English"), lines=2)
    expected_evidence = TextField(_("Expected evidence"), lines=2)
    evidence_ru = TextField(_("Expected evidence in Russian"), lines=2)
    evidence_en = TextField(_("Expected evidence in English"), lines=2)
    left_out = BooleanField(_("Not asked any more"))


class Responsibility(Kind, name="responsibility", label=_("Responsibility"), plural=_("Table of responsibility"),
                     title="what", owner="office", published=True):
    """Who answers for which process, document, audit or action: positions, since people change."""

    what = TextField(_("What is answered for"), required=True, searched=True, sorted=True, lines=2)
    answered_for = ChoiceField(_("Kind of matter"), ANSWERED_FOR, required=True)
    clause = TextField(_("Clause"), searched=True)
    process = ReferenceField(_("Process card"), "process")
    document = ReferenceField(_("Document"), "document")
    leads = PersonField(_("Answers for it"), required=True, searched=True)
    carries_out = StringsField(_("Carry it out"), searched=True)
    takes_part = StringsField(_("Take part"))
    is_informed = StringsField(_("Are informed"))
    basis = TextField(_("Basis"), help=_("The minutes or order, with number and date."))


class UnitOrder(Kind, name="unit_order", label=_("Order on a unit"), plural=_("Orders on units"), title="number",
                owner="office", published=True):
    """A unit was opened, renamed, merged, moved or closed by an order; records of before keep their unit."""

    number = TextField(_("Order No."), required=True, searched=True, sorted=True)
    date = DateField(_("Date of the order"), required=True, sorted=True)
    order_kind = ChoiceField(_("What the order does"), ORDER_KINDS, required=True)
    of_unit = UnitField(_("Unit"), required=True, searched=True)
    old_name = TextField(_("Name before"), searched=True)
    new_name = TextField(_("Name after"), searched=True)
    into = UnitField(_("Merged into, or moved under"))
    valid_from = DateField(_("Valid from"), required=True)
    note = TextField(_("Note"), lines=2)


class CheckNote(Kind, name="check_note", label=_("Note on a finding"), plural=_("Notes on findings"), title="note"):
    """Why something that the program's checks found stays as it is: said by the unit, seen by the office."""

    rule = TextField(_("Check"), required=True, searched=True)
    of_kind = TextField(_("Kind of record"))
    of_record = TextField(_("Record"), searched=True)
    field = TextField(_("Field"))
    note = TextField(_("Why it stays"), required=True, searched=True, lines=2)
    by = PersonField(_("By whom"))
    on = DateField(_("Date"), default=today)
    until = DateField(_("Look at it again on"))
    answer = TextField(_("Answer of the QA office"), owner="office", lines=2)


class ReadingField(ChoiceField):
    """A reading of a doubtful place of the institution's document, keyed by question and answer."""

    def choices(self, profile: Profile) -> dict[str, Localised]:
        return {
            # With the words in doubt before it: one answer fits many places.
            f"{question.id}:{key}": Joined((Text.of(question.quote), words), ": ")
            for question in profile.office_questions.values()
            for key, words in question.answers.items()
        }

    def accepts(self, value: Any) -> bool:
        return isinstance(value, str)


class DocumentReading(Kind, name="document_reading", label=_("Reading of the document"), plural=_("Readings of the document"),
                      title="question", owner="office", published=True):
    """How the QA office reads a place of the founding document that is doubtful in print."""

    question_id = TextField(_("Doubtful place"), required=True, sorted=True)
    question = TextField(_("Question about the document"), required=True, searched=True, lines=2)
    quote = TextField(_("As printed"), searched=True, lines=2)
    section = TextField(_("Section of the document"), sorted=True)
    reading = ReadingField(_("How it is read"), required=True)
    note = TextField(_("Note"), searched=True, lines=2)
    answered_by = PersonField(_("Answered by"))
    answered_on = DateField(_("Date"), default=today)
