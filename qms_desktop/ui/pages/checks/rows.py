"""One finding: what it is about, the way to its record, and a box to say why it stays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.services.checks import RULES, Finding
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.editors import LineEditor
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row

Act = Callable[[Finding], object]
Noted = Callable[[Finding, str], object]


class FindingRow(QWidget):
    """`open_` leads to the record, `mend` sets it right at once where the rule can, `noted` keeps why it stays."""

    def __init__(self, finding: Finding, unit: Localised | None, open_: Act | None, mend: Act | None, noted: Noted | None) -> None:
        super().__init__()
        self.finding, self._noted = finding, noted
        name = " ".join(filter(None, (finding.number, finding.title))) or "…"
        texts = column(Label(Text.of(name), "strong", wrap=True), gap=1)
        if finding.detail != finding.heading:
            texts.addWidget(Label(finding.detail, "small", "text2", wrap=True))
        if unit is not None:
            texts.addWidget(Label(unit, "small", "text2", wrap=True))
        if finding.note is not None:
            texts.addWidget(Label(_note(finding), "small", "text2", wrap=True))
            if finding.note.answer:
                texts.addWidget(Label(_("The QA office: {answer}", answer=finding.note.answer), "small", "text2", wrap=True))
        line = row(texts, gap=10)
        line.setStretch(0, 1)
        self.mend = self.open = None
        rule = RULES[finding.rule].mend
        if rule is not None and mend is not None:
            self.mend = Button(rule.words, "inline")
            self.mend.clicked.connect(lambda: mend(finding))
            line.addWidget(self.mend)
        if open_ is not None:
            self.open = Button(_("Open") if finding.record else _("Go there"), "inline")
            self.open.clicked.connect(lambda: open_(finding))
            line.addWidget(self.open)
        self.say_why = Button(_("Say why it stays"), "link")
        self.say_why.setVisible(finding.note is None and noted is not None)
        line.addWidget(self.say_why)
        self._lines = column(line, gap=6)
        self.setLayout(self._lines)
        self.say_why.clicked.connect(self._ask)

    def _ask(self) -> None:
        """Make the box to write in: one of many rows needs it."""
        self.why = LineEditor(_("Why it stays as it is"))
        self.keep = Button(_("Keep the note"), "inline")
        self.keep.setEnabled(False)
        answer = row(self.why, self.keep, gap=8)
        answer.setStretch(0, 1)
        self._lines.addLayout(answer)
        self.why.changed.connect(lambda: self.keep.setEnabled(self.why.value() is not None))
        self.why.returnPressed.connect(self.keep.click)
        self.keep.clicked.connect(lambda: self._noted and self._noted(self.finding, self.why.value() or ""))
        self.say_why.hide()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)


def _note(finding: Finding) -> Localised:
    note = finding.note
    assert note is not None
    if not note.until:
        return _("Noted: {note} ({who})", note=note.text, who=note.by or "…")
    return _("Noted until {date}: {note} ({who})", date=format_date(note.until), note=note.text, who=note.by or "…")
