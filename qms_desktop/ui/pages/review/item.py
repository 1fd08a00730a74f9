"""One item of the review: its figures, the charts and tables below them, and what the head says of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, Text, _, n_
from qms_desktop.core.reports import Chart, HeatMap, Report, Table, Words
from qms_desktop.core.reports import Figure as ReportFigure
from qms_desktop.services.reviews import Item, Taken
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card, Figure
from qms_desktop.ui.components.editors import TextEditor
from qms_desktop.ui.components.fields import Field
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.pages.review.drawn import ChartRows, WholeReport

MOST_FIGURES = 4
MOST_LETTERS = 160
_COUNTS = " ("


class ItemView(QWidget):
    """`show_item(item, sign, taken)`; `commented` fires when the comment was edited, `next_asked` for the next item.

    `figure_asked` carries a figure, whose records are to be shown, and what it stands for.
    """

    commented = Signal()
    next_asked = Signal()
    figure_asked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.title = Label(role="section", wrap=True)
        self.source = Label(role="small", tone="text2", wrap=True)
        self._sign = IconLabel("circle-alert", "high", 15)
        self.lack = Label(role="body", tone="high", wrap=True)
        self._lacking = QWidget()
        line = row(self._sign, self.lack, gap=6)
        line.setStretch(1, 1)
        self._lacking.setLayout(line)
        self._figures = column(gap=10)
        self.records: list[Button] = []
        self._across = MOST_FIGURES
        self._card, self._drawings, self._tables = Card(), Card(), Card()
        self._card.add(self._figures)
        self.charts, self.parts = ChartRows(), WholeReport()
        self.parts.figure_asked.connect(lambda figure, name: self.figure_asked.emit(figure, name))
        self._drawings.add(self.charts)
        self._tables.add(self.parts)
        self.scroll = Scroll(margins=(0, 0, 8, 4))
        for part in (self._card, self._drawings, self._tables):
            self.scroll.body.addWidget(part)
        self.scroll.body.addStretch(1)
        self.comment = Field(TextEditor(lines=2, most=5), _("Comment of the head of the QA office"), required=True)
        self.comment.changed.connect(self.commented)
        self.taken = Label(role="small", tone="text2", wrap=True)
        self.next = Button(_("Go on to the next"), "secondary", "arrow-right")
        self.next.clicked.connect(self.next_asked)
        foot = row(self.taken, self.next, gap=12)
        foot.setStretch(0, 1)
        box = column(self.title, self.source, self._lacking, self.scroll, self.comment, foot, gap=8)
        box.setStretch(3, 1)
        self.setLayout(box)
        self.item: Item | None = None

    def show_item(self, item: Item, sign: str, taken: Taken | None, period: str, *, typed: str | None = None, editable: bool) -> None:
        """Show another item; `typed` is a comment on it that is not saved yet."""
        again = self.item is not None and (self.item.parts, self.item.figures) == (item.parts, item.figures)
        self.item = item
        self.title.say(_("{sign} {title}", sign=sign, title=item.title))
        added = _("{source}; not in the institution’s list", source=item.source)
        self.source.say(added if item.added else item.source)
        self._lacking.setVisible(item.lack is not None)
        self.lack.say(Shortened(item.lack) if item.lack else "")
        if not again:
            self._show_figures(item)
            said = tuple(part for part in item.parts if isinstance(part, Table | Words))
            drawn = tuple(part for part in item.parts if isinstance(part, Chart | HeatMap))
            self._drawings.setVisible(bool(drawn))
            self.charts.show_charts(drawn)
            self._tables.setVisible(bool(said))
            self.parts.show_report(Report("", Text.of(""), dt.date.today(), period, None, (), (), said))
            self.scroll.verticalScrollBar().setValue(0)
        shown = (typed if typed is not None else item.comment) or None
        if self.comment.value() != shown:  # what is being typed keeps its cursor
            self.comment.set_value(shown)
        self.comment.set_read_only(not editable)
        self.taken.say(said_of(taken))

    def set_narrow(self, narrow: bool) -> None:
        """Two figures a row and one chart where there is little room."""
        across = 2 if narrow else MOST_FIGURES
        if across != self._across:
            self._across = across
            self.charts.set_across(1 if narrow else 2)
            if self.item is not None:
                self._show_figures(self.item)

    def _show_figures(self, item: Item) -> None:
        clear(self._figures)
        self.records = []
        shown = item.figures[:MOST_FIGURES]
        for start in range(0, len(shown), self._across):
            line = row(gap=14)
            for label, figure in shown[start : start + self._across]:
                value, counts = _parted(figure.shown)
                beneath = self._way_to_records(figure, label) if figure.behind else None
                line.addWidget(Figure(value, label, counts, beneath=beneath), 1, Qt.AlignmentFlag.AlignTop)
            self._figures.addLayout(line)
        self._card.setVisible(bool(shown))

    def _way_to_records(self, figure: ReportFigure, label: Localised) -> Button:
        """What lists the records that a figure was counted from."""
        button = Button(n_("{n} record", "{n} records", figure.behind), "link", "list-checks")
        button.clicked.connect(lambda _on=False: self.figure_asked.emit(figure, label))
        self.records.append(button)
        return button


@dataclass(frozen=True, slots=True)
class Shortened(Localised):
    """A sentence that lists many units, as long as the page has room for; the paper has all of it."""

    whole: Localised

    def text(self, language: str) -> str:
        said = self.whole.text(language)
        return said if len(said) <= MOST_LETTERS else said[:MOST_LETTERS].rpartition(",")[0] + " …"

    __str__ = Localised.__str__


def _parted(shown: Localised) -> tuple[str, str]:
    """A figure without what it was counted from, and that: “79,4 %” and “27/34”."""
    value, _mark, counts = str(shown).partition(_COUNTS)
    return value, counts.removesuffix(")").replace("/", " / ")


def said_of(taken: Taken | None) -> Localised:
    """Of when the figures are, and of how many units."""
    if taken is None:
        return _("The figures are being counted…")
    of = len(taken.included) + len(taken.missing)
    if not taken.is_whole:
        return _("The kept figures were changed after they were counted: they no longer match check code {code}.",
                 code=taken.fingerprint[:8].upper() or "–")  # fmt: skip
    if taken.is_frozen:
        return _("Figures kept as of {date}; {n} of {of} units are in them. Check code {code}.", date=format_date(taken.on),
                 n=len(taken.included), of=of, code=taken.fingerprint[:8].upper())  # fmt: skip
    return _("Figures of today, {date}; {n} of {of} units are in them.", date=format_date(taken.on), n=len(taken.included), of=of)
