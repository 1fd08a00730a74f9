"""The side panel of a risk or an opportunity: what the product of its two scales comes to, before and after."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame

from qms_desktop.core.fields import ReferenceField
from qms_desktop.core.messages import Message, _
from qms_desktop.models.kind import Kind
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.chips import Level, LevelChip
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.components.panel import Fold
from qms_desktop.ui.pages.risks.columns import level
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.records.measures import MeasuresEditor
from qms_desktop.ui.records.panel import Part, RecordPanel, Shown
from qms_desktop.ui.records.reference_editor import ReferenceEditor
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import Said
from qms_desktop.ui.words import Lines

RISK_PARTS = (
    Part("content", _("Content"), ("title", "category", "process", "cause"), open=False),
    Part("rating", _("Assessment"), ("likelihood", "consequence")),
    Part("measures", _("Mitigation measures"), ("measures",)),
    Part("residual", _("Residual risk"), ("residual_likelihood", "residual_consequence", "residual_comment")),
    Part("who", _("Responsible and deadline"), ("responsible", "deadline", "triggered", "assessed_on")),
    Part("named", _("Belongs to"), ("passport", "objective", "nonconformity"), open=False),
)

OPPORTUNITY_PARTS = (
    Part("content", _("Content"), ("title", "process", "essence", "effect")),
    Part("measures", _("Measures"), ("measures",)),
    Part("who", _("Responsible and deadline"), ("responsible", "deadline", "state", "result")),
    Part("named", _("Belongs to"), ("passport",), open=False),
)

_PRODUCTS = {"rating": _("Initial level"), "residual": _("Residual level")}
"""The sections below whose two scales their product stands."""


class Product(QFrame):
    """`Initial level    4 × 4 = 16 high`."""

    def __init__(self, title: Message) -> None:
        super().__init__()
        self.setProperty("frame", "subtle")
        self.sum = Label(role="body", tone="text2")
        self.chip = LevelChip(Level(1, "", "low"))
        self.setLayout(row(Label(title, "strong"), None, self.sum, self.chip, margins=(12, 7, 12, 7)))

    def show_product(self, first: int | None, second: int | None, shown: Level | None) -> None:
        factors = f"{first} × {second} =" if first and second else "– × –" if shown is None else ""
        self.sum.say(factors)
        self.chip.setVisible(shown is not None)
        if shown is not None:
            self.chip.show_level(shown)


class PassportPanel(RecordPanel):
    """The panel of a risk or an opportunity."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, kind: Kind, parts: tuple[Part, ...]) -> None:
        self.products: dict[str, Product] = {}
        references = {name: ReferenceEditor for part in parts for name in part.fields if isinstance(kind.fields[name], ReferenceField)}
        super().__init__(ws, runner, editing, kind, parts, {"measures": MeasuresEditor, **references})

    def add_part(self, part: Part) -> Fold:
        fold = super().add_part(part)
        if part.key in _PRODUCTS:
            self.products[part.key] = Product(_PRODUCTS[part.key])
            second = next(at for at, name in enumerate(part.fields) if name.endswith("consequence"))
            fold.body.insertWidget(second + 1, self.products[part.key])
        return fold

    def offer_processes(self, cards: dict[str, str]) -> None:
        """The process cards that can be chosen, beside the processes of the register."""
        self.form.box("process").editor.offer_cards(cards)

    def judge(self) -> None:
        values, profile = self.form.values(), self._ws.profile
        for key, product in self.products.items():
            prefix = "residual_" if key == "residual" else ""
            product.show_product(values.get(f"{prefix}likelihood"), values.get(f"{prefix}consequence"),
                                 level(values, profile, residual=key == "residual"))  # fmt: skip
        if "rating" in self.folds:
            day = self.kind.fields["assessed_on"].show(values.get("assessed_on"), profile, "ky")
            self.folds["rating"].note.say(_("assessed on {day}", day=day) if day else "")
        super().judge()

    def summary(self, part: Part, values: dict[str, Any]) -> Said:
        if part.key in _PRODUCTS:
            shown = level(values, self._ws.profile, residual=part.key == "residual")
            return _("{number} {word}", number=shown.number, word=shown.word) if shown else _("not assessed yet")
        names = {"content": ("category", "process"), "who": ("responsible", "deadline")}.get(part.key, ())
        if not names:
            return super().summary(part, values)
        return Lines(tuple(Shown(self.kind, name, values[name], self._ws.profile) for name in names
                           if name in self.kind.fields and values.get(name)), " · ")  # fmt: skip
