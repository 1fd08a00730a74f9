"""What the fields of a form that name records and units are given to choose from, read when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from qms_desktop.core.messages import Localised
from qms_desktop.services import references, units
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.records.editors import ProcessEditor
from qms_desktop.ui.records.form import RecordForm
from qms_desktop.ui.records.reference_editor import ReferenceEditor, UnitEditor
from qms_desktop.ui.runner import Runner


class Naming(QObject):
    """Feeds a form: `show_record(record)` names what the record names and offers what one of its unit may name."""

    def __init__(self, ws: Workspace, runner: Runner, form: RecordForm) -> None:
        super().__init__(form)
        self._ws, self._runner = ws, runner
        self._unit = ""
        self._asked = 0
        editors = [box.editor for box in form.boxes()]
        self._references = [editor for editor in editors if isinstance(editor, ReferenceEditor)]
        self._processes = [editor for editor in editors if isinstance(editor, ProcessEditor)]
        for editor in self._references:
            editor.asked.connect(lambda text, editor=editor: self._offer(editor, text))
            if isinstance(editor, UnitEditor):
                offer_units(ws, runner, editor)

    def show_record(self, record: Mapping[str, Any]) -> None:
        """Another record is shown, or one is begun in a unit."""
        if record["unit"] != self._unit:
            self._unit = record["unit"]
            for editor in self._references:
                editor.ask_again()
            self._offer_cards()
        wanted = [editor for editor in self._references if record.get(editor.field.name) and not isinstance(editor, UnitEditor)]
        if wanted:
            self._asked += 1
            number, ws, values = self._asked, self._ws, dict(record)
            self._run(number, lambda: references.names(ws, [values]),
                      lambda words: [editor.name(words) for editor in wanted])  # fmt: skip

    def _run(self, number: int, work: Callable[[], Any], then: Callable[[Any], Any]) -> None:
        self._runner.run(work, done=lambda found: then(found) if number == self._asked else None)

    def _offer(self, editor: ReferenceEditor, text: str) -> None:
        ws, unit = self._ws, self._unit
        if isinstance(editor, UnitEditor):
            return
        self._runner.run(lambda: references.choices(ws, editor.field.refers_to, unit, text),
                         done=lambda pairs: editor.offer(pairs) if unit == self._unit else None)  # fmt: skip

    def _offer_cards(self) -> None:
        ws, unit = self._ws, self._unit
        if self._processes:
            self._runner.run(lambda: references.choices(ws, "process", unit),
                             done=lambda pairs: [editor.offer_cards(dict(pairs)) for editor in self._processes])  # fmt: skip


def offer_units(ws: Workspace, runner: Runner, editor: UnitEditor) -> None:
    """Offer the units when a person comes to choose one, and say what the chosen one is called."""
    editor.asked.connect(lambda _text: runner.run(lambda: known_units(ws), done=lambda known: editor.offer(_called(known))))


def known_units(ws: Workspace) -> dict[str, Localised]:
    """The units by their codes; runs on the worker."""
    with ws.store.reading() as tx:
        return {code: unit.name for code, unit in units.units(tx, ws.profile).items()}


def _called(known: Mapping[str, Localised]) -> list[tuple[str, str]]:
    return [(code, f"{code}, {name}") for code, name in known.items()]
