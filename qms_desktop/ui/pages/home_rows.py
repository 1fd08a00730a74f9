"""The rows of Home: what is due, what the office said, what is missing, each with its own step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qms_desktop.core.messages import Localised, Text, _, n_
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.answers import Answer
from qms_desktop.services.awaited import Awaited
from qms_desktop.services.duties import Duty, Gap
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import RowCard
from qms_desktop.ui.components.chips import State, StateChip
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import column
from qms_desktop.ui.moments import Month
from qms_desktop.ui.speech import Said
from qms_desktop.ui.theme.fonts import sized

_MOST_NAMED = 3
_SIDE, _STEP = 74, 112

FORM_NAMES: dict[str, Localised] = {
    "process": _("Process cards"),
    "risk": _("Risk passport"),
    "opportunity": _("Opportunities"),
    "indicator": _("Indicators"),
    "checklist_item": _("Self-check"),
    "document": _("Documents"),
}

_STEPS: dict[str, tuple[Localised, Localised]] = {
    "measure": (_("Measure. Mark it as done, or move its date."), _("Mark")),
    "deadline": (_("The deadline of the risk. Judge what is left of it."), _("Judge")),
    "review": (_("Review of the document. Enter a change, or “reviewed without change”."), _("Review")),
}


def days_left(days: int) -> State:
    """How long still, or how late, in words and in colour."""
    if days < 0:
        return State(n_("{n} day late", "{n} days late", -days), "high")
    if days == 0:
        return State(_("today"), "medium")
    return State(n_("{n} day left", "{n} days left", days), "neutral")


def _side(part: QWidget | QVBoxLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(part, gap=0) if isinstance(part, QWidget) else part)
    sized(holder, "setFixedWidth", _SIDE)
    return holder


def date_block(day: dt.date, late: bool) -> QWidget:
    """The day large, its month below."""
    tone = "high" if late else "text"
    labels = Label(str(day.day), "section", tone), Label(Month(day), "small", "high" if late else "text2")
    for label in labels:
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return _side(column(*labels, gap=0))


def icon_block(name: str, tone: str) -> QWidget:
    sign = IconLabel(name, tone, 20)
    box = column(gap=0)
    box.addWidget(sign, alignment=Qt.AlignmentFlag.AlignHCenter)
    return _side(box)


def _step(words: Said, act: Callable[[], object]) -> Button:
    button = Button(words, "inline")
    button.clicked.connect(act)
    sized(button, "setMinimumWidth", _STEP)
    return button


def _texts(title: Said, *lines: Said) -> QVBoxLayout:
    return column(Label(title, "strong", wrap=True), *(Label(line, "small", "text2", wrap=True) for line in lines if line),
                  gap=1)  # fmt: skip


def add_duty(card: RowCard, duty: Duty, open_record: Callable[[str, str], object]) -> None:
    """A row of something with a date."""
    hint, step = _STEPS[duty.what]
    detail: Said = _("{number} · {hint}", number=duty.number, hint=hint) if duty.number else hint
    card.add_row(
        date_block(duty.due, duty.days < 0), _texts(duty.title, detail), StateChip(days_left(duty.days)),
        _step(step, lambda: open_record(duty.kind, duty.record)),
    )  # fmt: skip


_AWAITED: dict[str, tuple[Localised, str]] = {
    "missing": (_("not begun"), "neutral"),
    "draft": (_("begun, not handed over"), "neutral"),
    "received": (_("handed over"), "info"),
    "returned": (_("sent back"), "medium"),
    "accepted": (_("accepted"), "low"),
    "there": (_("filled in"), "low"),
}


def add_awaited(card: RowCard, one: Awaited, title: Said, open_kind: Callable[[str], object]) -> None:
    """A row of a form that the open period awaits."""
    words, tone = _AWAITED[one.state]
    chip = StateChip(State(words, tone) if one.is_done or one.days is None else days_left(one.days))
    sign = icon_block("circle-check", "low") if one.is_done or one.due is None else date_block(one.due, one.is_late)
    card.add_row(sign, _texts(_("{form} {title}", form=one.form, title=title), "" if one.is_done else words), chip,
                 _step(_("Look") if one.is_done else _("Fill in"), lambda: open_kind(one.kind)))  # fmt: skip


def add_gaps(card: RowCard, kind: str, gaps: list[Gap], open_record: Callable[[str, str], object]) -> None:
    """A row of the required fields of a form that are empty."""
    named = [_("{record} – {field}", record=gap.number or gap.title or "…", field=gap.field) for gap in gaps[:_MOST_NAMED]]
    more = len(gaps) - len(named)
    title = n_("{form}: {n} field is not filled in", "{form}: {n} fields are not filled in", len(gaps), form=FORM_NAMES[kind])
    rest = [n_("and {n} more", "and {n} more", more)] if more else []
    card.add_row(
        icon_block("circle-alert", "medium"), _texts(title, _Listed((*named, *rest))),
        _step(_("Fill in"), lambda: open_record(gaps[0].kind, gaps[0].record)),
    )  # fmt: skip


def add_answer(card: RowCard, answer: Answer, open_record: Callable[[str, str], object]) -> None:
    """A row of what the QA office said of a record."""
    form = FORM_NAMES.get(answer.kind) or KINDS[answer.kind].label
    name: Said = _("{form}, {number}", form=form, number=answer.number) if answer.number else form
    titles = {
        "returned": _("{record}: returned", record=name),
        "opened": _("{record}: your answer is awaited", record=name),
        "accepted": _("{record}: accepted", record=name),
    }
    words = answer.remarks or next((remark.text for remark in answer.on_fields), "")
    quoted = _("“{words}”", words=words) if answer.state == "returned" and words else ""
    card.add_row(
        icon_block(*(("circle-check", "low") if answer.state == "accepted" else ("message-circle-warning", "medium"))),
        _texts(titles[answer.state], answer.title, quoted),
        _step(_("Look") if answer.state == "accepted" else _("Answer"), lambda: open_record(answer.kind, answer.record)),
    )  # fmt: skip


class _Listed(Localised):
    """Texts with semicolons between."""

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[Localised, ...]) -> None:
        self.parts = parts

    def text(self, language: str) -> str:
        return "; ".join(part.text(language) for part in self.parts)


def plain(text: str) -> Localised:
    """What a person wrote: the same in every language."""
    return Text.of(text)
