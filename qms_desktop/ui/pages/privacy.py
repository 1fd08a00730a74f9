"""Removing a person's data: choose the person, see what goes, confirm by typing the name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import Joined, Localised, Text, _, n_
from qms_desktop.services import listing, redaction
from qms_desktop.services.changes import Changes
from qms_desktop.services.redaction import Find, Found
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.reading import Query
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card, RowCard
from qms_desktop.ui.components.editors import ChoiceEditor, LineEditor
from qms_desktop.ui.components.fields import Field
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.words import home_of

MOST_ROWS = 100


class PrivacyPage(Page):
    """`choose(person)` shows what would be removed; the button works once the name and a reason are typed."""

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__(_("Removing a person's data"), _("The name goes from every record, draft and file, here and, with the "
                                                          "next return bundles, everywhere."))  # fmt: skip
        self._ws, self._runner = ws, runner
        self.found: Found | None = None
        self._asked = 0
        self.people = ChoiceEditor({}, empty=_("Choose"))
        self.people.changed.connect(self._choose)
        self.why = LineEditor(_("For example: at the person's request of 20.11.2026"))
        self.name = LineEditor()
        self.button = Button(_("Remove for good"), "primary", "trash-2")
        self.button.clicked.connect(self.remove)
        self._name_field = Field(self.name, _("Type the name to confirm"), required=True)
        self._why_field = Field(self.why, _("Why it is removed"), required=True, hint=_("The reason stays in place of the data."))
        for editor in (self.why, self.name):
            editor.textChanged.connect(self._judge)
        self._sentence = Label(wrap=True)
        self._rest = Label(role="small", tone="text2", wrap=True)
        self._list = column(gap=0)
        self._confirm = Card(_("There is no way back"))
        for part in (self._why_field, self._name_field, row(self.button, None)):
            self._confirm.add(part)
        self._scroll = Scroll(margins=(0, 0, 12, 8))
        self._scroll.body.addWidget(Field(self.people, _("Person")))
        for part in (self._sentence, self._rest):
            self._scroll.body.addWidget(part)
        self._scroll.body.addLayout(self._list)
        self._scroll.body.addWidget(self._confirm)
        self.add(self._scroll, 1)
        self._show(None)

    def refresh(self, changes: Any = None) -> None:
        if changes is None or changes.touches("person"):
            ws = self._ws
            self._runner.run(lambda: listing.reading_records(ws, Query("person")), done=self._offer)

    def _offer(self, people: list[dict[str, Any]]) -> None:
        named = {p["id"]: Joined((*(Text.of(p[part]) for part in ("name", "position") if p[part]), home_of(self._ws, p["unit"])))
                 for p in people if p["name"]}  # fmt: skip
        chosen = self.people.key()
        self.people.offer(named, empty=_("Choose"))
        self.people.set_key(chosen if chosen in named else None)

    # --- looking -----------------------------------------------------------------------------------------------------

    def choose(self, person: str) -> None:
        """Show what would be removed of a person."""
        self.people.set_key(person)
        self._choose()

    def _choose(self) -> None:
        person, ws = self.people.key(), self._ws
        self._asked += 1
        number = self._asked
        self._show(None)
        if person is not None:
            self._runner.run(lambda: redaction.find(ws, [person]), title=_("Looking where the name stands"),
                             done=lambda found: self._show(found) if number == self._asked else None)  # fmt: skip

    def _show(self, found: Found | None) -> None:
        self.found = found
        clear(self._list)
        self._confirm.setVisible(found is not None)
        self._rest.setVisible(found is not None)
        self.name.set_value(None)
        if found is None:
            self._sentence.say(_("Choose a person: what would be removed is shown first, and nothing is touched."))
        else:
            self._sentence.say(n_("What goes: {n} value in {records} records.", "What goes: {n} values in {records} records.",
                                  len(found.finds), records=found.records))  # fmt: skip
            self._rest.say(_beside(found))
            self._list.addWidget(self._card(found.finds))
        self._judge()

    def _card(self, finds: Sequence[Find]) -> RowCard:
        card = RowCard()
        for find in finds[:MOST_ROWS]:
            what = _("{kind}, {unit}: {field}", kind=find.kind_label, unit=home_of(self._ws, find.key.unit), field=find.field_label)
            card.add_row(IconLabel("file-text", "text2"), self._texts(what, find))
        rest = len(finds) - MOST_ROWS
        if rest > 0:
            card.add_row(IconLabel("file-text", "text2"), Label(n_("And {n} more.", "And {n} more.", rest), "small", "text2"))
        return card

    def _texts(self, what: Localised, find: Find) -> QWidget:
        texts = QWidget()
        after = _("becomes: {value}", value=_plain(find.after)) if find.after not in (None, "", []) else _("becomes empty")
        texts.setLayout(column(Label(what, "small", "text2", wrap=True), Label(_plain(find.before), wrap=True),
                               Label(after, "body", "text2", wrap=True), gap=1))  # fmt: skip
        return texts

    # --- removing ----------------------------------------------------------------------------------------------------

    def _judge(self) -> None:
        found = self.found
        if found is None:
            return
        typed = " ".join(self.name.text().split())
        if typed not in found.names:
            self.button.refuse(_("Type the name exactly: {name}", name=" / ".join(found.names)))
        else:
            self.button.refuse(None if self.why.text().strip() else _("Say why the data is removed"))

    def remove(self) -> None:
        """Take the person's data; the people who hold copies lose it with their next return bundle."""
        person, why, ws = self.people.key(), self.why.text(), self._ws

        def work() -> Changes:
            return redaction.redact(ws, [person], why=why)[1]

        self._runner.run(work, done=self._removed, title=_("Removing a person's data"))

    def _removed(self, _changes: Changes) -> None:
        self.why.set_value(None)
        self.people.set_key(None)
        self._show(None)
        self.notices.say(_("The data was removed. Make return bundles for the units now, so that it goes there too."), "done")


def _plain(value: Any) -> str:
    """A value of the journal as a person reads it."""
    if isinstance(value, dict):
        return ", ".join(filter(None, map(_plain, value.values())))
    if isinstance(value, list):
        return "; ".join(filter(None, map(_plain, value)))
    return "" if value is None else str(value)


def _beside(found: Found) -> Localised:
    files = ", ".join(found.files) or "–"
    return _("Files: {files}. Drafts: {drafts}. Backups made before: {backups}; they are rid of it when one is restored, and "
             "make room for newer ones with time.", files=files, drafts=found.drafts, backups=found.backups)  # fmt: skip
