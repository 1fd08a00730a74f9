"""The reminders as text, to be copied into mails."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from qms_desktop.core.messages import _, n_
from qms_desktop.services.reminders import Reminder
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.editors import TextEditor
from qms_desktop.ui.components.fields import Field
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.panel import SidePanel
from qms_desktop.ui.components.tabs import Tab

_MOST = 30  # texts shown one by one; more are copied together


class ReminderPanel(SidePanel):
    """One text a unit, each with a button that copies it, and one that copies all."""

    def __init__(self) -> None:
        super().__init__([Tab("texts", _("Texts"))])
        self.reminders: list[Reminder] = []
        self.copied: list[Button] = []
        for part in (self.expand, self.previous, self.next):
            part.hide()

    def show_reminders(self, reminders: list[Reminder]) -> None:
        """Show the texts."""
        self.reminders = reminders
        self.show_record("", n_("Reminder to {n} unit", "Reminders to {n} units", len(reminders)))
        self.tabs.set_count("texts", len(reminders))
        body = self.tab("texts").body
        clear(body)
        self.copied = []
        if len(reminders) > 1:
            every = Button(_("Copy all texts"), "secondary", "copy")
            every.clicked.connect(lambda: self._copy(self.reminders, every))
            body.addLayout(row(every, None))
        for reminder in reminders[:_MOST]:
            body.addLayout(self._text(reminder))
        if len(reminders) > _MOST:
            body.addWidget(Label(_("The first {n} are shown; all are copied.", n=_MOST), "small", "text2", wrap=True))

    def _text(self, reminder: Reminder):
        subject, text = Field(TextEditor(lines=1, most=3), _("Subject")), Field(TextEditor(lines=8, most=18), reminder.unit)
        subject.set_value(reminder.subject)
        text.set_value(reminder.text)
        for field in (subject, text):
            field.set_read_only(True)
        copy = Button(_("Copy the text"), "inline", "copy")
        copy.clicked.connect(lambda: self._copy([reminder], copy))
        self.copied.append(copy)
        return column(subject, text, row(copy, None), 8, gap=6)

    @staticmethod
    def _copy(reminders: list[Reminder], button: Button) -> None:
        texts = [f"{reminder.subject}\n\n{reminder.text}" for reminder in reminders]
        QGuiApplication.clipboard().setText("\n\n\n".join(texts))
        button.say(_("Copied: paste it into a mail"))
