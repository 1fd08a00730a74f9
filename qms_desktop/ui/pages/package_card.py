"""How full the package for the QA office is, form by form, with the button that sends it."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from qms_desktop.core.messages import Counted, Localised, _, n_
from qms_desktop.services.duties import Duties, FormState
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button, send_button
from qms_desktop.ui.components.cards import Card, Meter
from qms_desktop.ui.components.label import IconLabel, Label, rule
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.moments import day_of
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.home_rows import FORM_NAMES
from qms_desktop.ui.theme.fonts import px, sized

_WIDE, _EDGE = 340, 20


class PackageCard(Card):
    """Title, per cent, the send button, the forms, the last bundle."""

    def __init__(self, go: Navigator, ws: Workspace) -> None:
        super().__init__(_("Package for the QA office"))
        self._go = go
        self._begun, self._narrow = True, False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.percent = Label(role="figure")
        self.words = Label(role="body", tone="text2", wrap=True)
        self.meter = Meter()
        self.button: Button = send_button(_("Send to the QA office"))
        self.promise = Label(_("An incomplete package may be sent too: the next one completes it."), "small", "text2", wrap=True)
        head = row(self.percent, self.words, gap=10)
        head.setStretch(1, 1)
        self._forms = column(gap=7)
        self._forms_holder = QWidget()
        self._forms_holder.setLayout(self._forms)
        self.last = Label(role="small", tone="text2", wrap=True)
        self._figures = QWidget()
        self._figures.setLayout(column(head, self.meter, gap=10))
        self.button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._pair = row(self._figures, self.button, gap=10)
        self._pair.setStretch(0, 1)
        self._sending = QWidget()
        self._sending.setLayout(column(self._pair, self.promise, gap=10))
        self._rest = QWidget()
        self._rest.setLayout(column(rule(), self._forms_holder, rule(), self.last, gap=10))
        self.add(self._sending)
        self.add(self._rest)
        self._narrow = False  # not by `set_narrow`: what is shown before it has a place is a window of its own
        self._pair.setDirection(QBoxLayout.Direction.TopToBottom)
        if ws.role == "reader":
            self.button.refuse(_("This store is for reading only."))

    def show_forms(self, found: Duties) -> None:
        """Show how complete each form is."""
        full = sum(1 for form in found.forms if form.is_full)
        self.percent.say(f"{found.percent} %")
        self.words.say(_("ready, {full} of {all} forms are complete", full=Counted(full), all=len(found.forms)))
        self.meter.measure(found.percent, 100)
        self._sending.setVisible(found.begun)
        self._begun = found.begun
        self.setVisible(self._begun or not self._narrow)
        self.title.say(_("Package for the QA office") if found.begun else _("What the QA office awaits"))
        clear(self._forms)
        for form in found.forms:
            self._forms.addLayout(self._row(form))
        if found.sent is None:
            self.last.say(_("Nothing was sent yet."))
        else:
            self.last.say(_("The last package: {when}, {file}", when=day_of(found.sent.at), file=found.sent.file))

    def wanted_width(self) -> int:
        """Beside the rest: wide enough for the words of the button."""
        return max(px(_WIDE), self.button.sizeHint().width() + px(2 * _EDGE))

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the card stands above the rest and is low: the figures beside the button."""
        self._narrow = narrow
        self.setVisible(self._begun or not narrow)
        self._pair.setDirection(QBoxLayout.Direction.LeftToRight if narrow else QBoxLayout.Direction.TopToBottom)
        for part in (self.title, self.promise, self._rest):
            part.setVisible(not narrow)

    def _row(self, form: FormState):
        icon, tone, words = _state(form)
        name = Button(FORM_NAMES[form.kind], "link")
        name.clicked.connect(lambda: self._go.section(self._go.section_of(form.kind) or "exchange"))
        name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        state = row(8, gap=0)
        if 0 < form.filled < form.of:
            meter = Meter(form.filled, form.of)
            sized(meter, "setFixedWidth", 84)
            state.addWidget(meter)
            state.addSpacing(8)
        said = Label(words, "small", "text2", wrap=True)
        state.addWidget(said, 1)
        line = row(IconLabel(icon, tone), column(row(name, None), state, gap=0), gap=4)
        line.setStretch(1, 1)
        return line


def _state(form: FormState) -> tuple[str, str, Localised]:
    left = form.of - form.filled
    if form.returned:
        return "message-circle-warning", "medium", n_("{n} was sent back", "{n} were sent back", form.returned)
    if not form.records:
        return "circle-dashed", "text2", _("not begun")
    if not form.is_full and form.kind == "checklist_item":
        return "circle-dashed", "text2", _("{filled} of {all} questions", filled=Counted(form.filled), all=form.of)
    if not form.is_full:
        return "circle-dashed", "text2", n_("{n} field is left", "{n} fields are left", left)
    if form.accepted == form.records:
        return "circle-check", "low", _("accepted")
    return "circle-check", "low", n_("complete, {n} record", "complete, {n} records", form.records)
