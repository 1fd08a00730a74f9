"""What Home says of what comes: what the year asks for, what an auditor would find, and a year that can be begun."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtWidgets import QVBoxLayout

from qms_desktop.core.messages import Localised, Text, _, n_
from qms_desktop.services.outlook import Outlook
from qms_desktop.services.year import Owed
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import RowCard
from qms_desktop.ui.components.chips import StateChip
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import clear, column
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.home_rows import date_block, days_left, icon_block
from qms_desktop.ui.theme.fonts import px, sized

MOST = 4
"""So many days stand here; the calendar shows the rest."""

Known = Collection[tuple[str, str]]


def show_outlook(box: QVBoxLayout, found: Outlook, go: Navigator, known: Known = ()) -> None:
    """Fill a layout with what comes; what Home says already (`known`: kind and record) is not said twice."""
    clear(box)
    coming = [one for one in found.owed if one.rule != "handing_over" and (one.kind, one.record) not in known]
    if coming:
        box.addSpacing(px(6))
        box.addWidget(Label(_("What the year asks for"), "section"))
        card = RowCard()
        for one in coming[:MOST]:
            _add_owed(card, one, found, go)
        rest = len(coming) - MOST
        if rest > 0:
            _add(card, "calendar-clock", n_("And {n} more in the calendar", "And {n} more in the calendar", rest),
                 _("Late, or due within two months."), _("Calendar"), lambda: go.section("calendar"))  # fmt: skip
        box.addWidget(card)
    if found.found or found.carried:
        box.addSpacing(px(6))
        box.addWidget(Label(_("Before an auditor comes"), "section"))
        card = RowCard()
        if found.carried:
            _add(card, "calendar-check", n_("{n} record of last year can be carried over", "{n} records of last year can be carried over", found.carried),
                 _("Cards, risks and objectives go on in the new year by one button."), _("Carry over"), lambda: go.section("new_year"))  # fmt: skip
        if found.found:
            counts = _("Nonconformities: {nonconformity}, remarks: {observation}, advice: {hint}.", **found.weights)
            _add(card, "message-circle-warning", n_("An auditor would find {n} thing", "An auditor would find {n} things", found.found),
                 counts, _("Look through"), lambda: go.section("checks"))  # fmt: skip
        box.addWidget(card)


def _add_owed(card: RowCard, one: Owed, found: Outlook, go: Navigator) -> None:
    days = (one.due - found.today).days
    named = " ".join(filter(None, (one.number, one.title)))
    texts = column(Label(Text.of(named) if named else one.what, "strong", wrap=True), gap=1)
    if named:
        texts.addWidget(Label(one.what, "small", "text2", wrap=True))
    line = card.add_row(date_block(one.due, days < 0), texts, StateChip(days_left(days)))
    key = go.section_of(one.kind)
    if key is not None:
        line.addWidget(_step(_("Open") if one.record else _("Go there"), lambda: go.record(one.kind, one.record) if one.record else go.section(key)))


def _add(card: RowCard, icon: str, title: Localised, text: Localised, words: Localised, act: Callable[[], object]) -> None:
    texts = column(Label(title, "strong", wrap=True), Label(text, "small", "text2", wrap=True), gap=1)
    card.add_row(icon_block(icon, "accent"), texts, _step(words, act))


def _step(words: Localised, act: Callable[[], object]) -> Button:
    button = Button(words, "inline")
    button.clicked.connect(lambda: act())
    sized(button, "setMinimumWidth", 112)
    return button
