"""The page of the profile: a table a part, what differs from the document, and the way back to it."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import sort_key
from qms_desktop.core.messages import LANGUAGES, _, p_
from qms_desktop.core.profile_edits import GROWING, PARTS
from qms_desktop.services import institution
from qms_desktop.services.institution import Entry
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.authoring import Base
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.pages.profile import parts
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import language
from qms_desktop.ui.table.source import ListSource
from qms_desktop.ui.table.view import Sheet

_DAY_OFF = p_("profile", "Day off")


class ProfilePage(Page):
    """Shows the parts of the profile one at a time; a cell that is changed is a change of the office, and can be undone."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing) -> None:
        super().__init__(_("Profile of the institution"),
                         _("It stands as in your document until you change it. Every unit receives your changes with its "
                           "return bundle."))  # fmt: skip
        self._ws, self._runner, self._editing = ws, runner, editing
        self.part = ChoiceBox(PARTS, prefix=_("Part"))
        self.part.set_key("risk_categories")
        self.part.chosen.connect(self.show_part)
        self.count = Label("", "small", "text2")
        self.note = Label("", "body", "text2", wrap=True)
        self.entries: dict[str, Entry] = {}
        self._base: Base | None = None
        self._shown: tuple[str, ...] = ()
        self._table = column()
        self.sheet = self._make_sheet("risk_categories")
        self.add(row(self.part, self.count, None, gap=12))
        self.add(self.note)
        self.add(self._table, 1)
        language.changed.connect(self.refresh)

    def _make_sheet(self, part: str) -> Sheet:
        invite = _("Write a new entry here") if part in GROWING else None
        sheet = Sheet(ListSource([]), parts.columns(part, self._ws.profile, editable=self._ws.is_office), invite)
        sheet.rows.edited.connect(self._edit)
        sheet.rows.refused.connect(lambda refused: self.notices.refuse(refused[0].error))
        sheet.link_followed.connect(self._put_back)
        sheet.set_room(self.room())
        self._table.addWidget(sheet)
        return sheet

    # --- showing -------------------------------------------------------------------------------------------------

    def show_part(self, part: str) -> None:
        """Show another part."""
        self.part.set_key(part)
        old = self.sheet
        self.sheet = self._make_sheet(part)
        self._table.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._shown = ()
        self.refresh()

    def refresh(self, changes: Any = None) -> None:
        if isinstance(changes, str):  # said by a change of language
            changes = None
        if changes is None or changes.many or changes.touches(institution.KIND):
            ws, part = self._ws, self.part.key() or "risk_categories"
            self._runner.run(lambda: (part, *institution.entries(ws, part)), done=self._show, title=_("Reading the profile"))

    def _show(self, found: tuple[str, list[Entry], Base]) -> None:
        part, entries, self._base = found
        if part != self.part.key():
            return
        if part == "terms":
            entries = sorted(entries, key=lambda entry: sort_key(entry.shown("ky")))
        self.entries = {entry.key: entry for entry in entries}
        self.note.say(parts.NOTES.get(part, ""))
        self.note.setVisible(part in parts.NOTES)
        edited = sum(entry.edited for entry in entries)
        self.count.say(_("{n} of {all} differ from the document", n=edited, all=len(entries)) if edited
                       else _("Everything stands as in the document"))  # fmt: skip
        source = ListSource([parts.cells(entry, self._ws.profile, self._ws.language) for entry in entries])
        keys = tuple(self.entries)
        if keys[: len(self._shown)] == self._shown and self._shown:
            self.sheet.rows.replace_source(source)
        else:
            self.sheet.rows.show_source(source)
        self._shown = keys

    def arranged(self) -> None:
        if hasattr(self, "sheet"):
            self.sheet.set_room(self.room())

    # --- editing -------------------------------------------------------------------------------------------------

    def _edit(self, batch: list[tuple[Any, dict[str, Any]]]) -> None:
        ws, part, base = self._ws, self.part.key() or "", self._base
        for key, cells in batch:
            values = {name: str(value) if name == "value" and value is not None else value for name, value in cells.items()}
            if "used" in values:
                values["withdrawn"] = not values.pop("used")
            if key is None:
                self._add(values)
            else:
                self._editing.act(lambda key=key, values=values: institution.change(ws, part, key, values, base=base),
                                  _("Change of the profile"), refused=self._refuse)  # fmt: skip

    def _add(self, values: dict[str, Any]) -> None:
        ws, part = self._ws, self.part.key() or ""
        words = {name: values.get(name) or "" for name in LANGUAGES}
        if part in ("holidays", "working_days") and not any(words.values()):
            words = dict(_DAY_OFF.texts()) if part == "holidays" else {}
        words = words if words.get("ky") or not words else words | {"ky": next(filter(None, words.values()), "")}
        self._editing.act(lambda: institution.add(ws, part, words, value=values.get("value") or "", key=values.get("day") or ""),
                          _("New entry of the profile"), refused=self._refuse)  # fmt: skip

    def _refuse(self, error: UserError) -> None:
        """Say why, and show again what stands."""
        self.notices.refuse(error)
        self.refresh()

    def _put_back(self, key: Any, _column: str) -> None:
        ws, part = self._ws, self.part.key() or ""
        if key in self.entries and parts.may_confirm(self.entries[key]):
            self._editing.act(lambda: institution.confirm(ws, key), _("Date of a feast confirmed"), refused=self._refuse)
        elif key in self.entries and self.entries[key].edited:
            self._editing.act(lambda: institution.restore(ws, part, key), _("As in the document again"), refused=self._refuse)
