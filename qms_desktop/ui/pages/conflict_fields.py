"""The disputed fields of one record: what it was, the values that stand against each other, room for another."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from qms_desktop.core.errors import FieldProblem
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import Profile
from qms_desktop.services.conflicts import Choice
from qms_desktop.services.disputes import DisputedField, Side, Worded
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.chips import Level, LevelChip
from qms_desktop.ui.components.fields import Field as FieldBox
from qms_desktop.ui.components.label import IconLabel, Label, rule
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.option_card import OptionCard
from qms_desktop.ui.moments import day_of
from qms_desktop.ui.records.editors import editor_for
from qms_desktop.ui.speech import Said
from qms_desktop.ui.theme.fonts import sized


def level_of(value: Worded | None, profile: Profile) -> Level | None:
    if value is None or value.score is None or value.level is None:
        return None
    return Level(value.score, profile.level_word(value.level), value.level)


class DisputedRow(QWidget):
    """One field; `choice()` is how the person settled it, None while it is open."""

    chosen = Signal()

    def __init__(self, field: DisputedField, profile: Profile) -> None:
        super().__init__()
        self.field, self._profile = field, profile
        self._boxes: dict[str, FieldBox] = {}
        self._state = row(gap=5)
        self.other = Button(_("Write another value"), "link", "pencil")
        self.other.clicked.connect(self.write_other)
        self.other.setVisible(bool(field.editors))
        name = column(Label(field.label, "strong", wrap=True), self._state, None, gap=2)
        self._options = QWidget()
        self._grid = row(gap=12)
        self._options.setLayout(self._grid)
        self.cards: list[tuple[OptionCard, Side]] = []
        for side in field.sides:
            card = OptionCard(side.value.words or _("(empty)"), _why(field, side), _who(side), level_of(side.value, profile))
            card.toggled.connect(self._tell)
            self.cards.append((card, side))
            self._grid.addWidget(card, 1)
        self.third: OptionCard | None = None
        self._third_box = column(gap=6)
        names, before, sides = QWidget(), self._before(), column(self._options, self._third_box, row(None, self.other), gap=4)
        names.setLayout(name)
        for part, wide in ((names, 150), (before, 128)):
            sized(part, "setFixedWidth", wide)
        line = row(names, before, sides, gap=12, margins=(0, 8, 0, 8))
        line.setStretch(2, 1)
        self.setLayout(line)
        self._say_state()

    def _before(self) -> QWidget:
        holder = QWidget()
        value, level = self.field.before, level_of(self.field.before, self._profile)
        words = (value.words if value else "") or (_("(empty)") if self.field.editors else "")
        parts = [Label(words, "body", "text2" if value is None else "text", wrap=level is None)]
        holder.setLayout(column(*parts, gap=4))
        if level is not None:
            holder.layout().addWidget(LevelChip(level), 0, Qt.AlignmentFlag.AlignLeft)
        holder.layout().addStretch(1)
        return holder

    def write_other(self) -> None:
        """Open the field for a value that neither side has written."""
        if self.third is not None or not self.field.editors:
            return
        self.third = OptionCard(_("Another value"))
        self.third.setParent(self._options)
        self.third.toggled.connect(self._tell)
        self._third_box.addWidget(self.third)
        editors = row(gap=12)
        for part in self.field.editors:
            box = FieldBox(editor_for(part, self._profile), part.label)
            box.set_value(self.field.current.get(part.part or part.name, self.field.current.get(part.name)))
            box.changed.connect(self._typed)
            self._boxes[part.part or part.name] = box
            editors.addWidget(box, 1)
        self._third_box.addLayout(editors)
        for card, _side in self.cards:
            card.setAutoExclusive(False)
            card.setChecked(False)
            card.setAutoExclusive(True)
            card.toggled.connect(lambda on: on and self.third is not None and self._let_go())
        self.third.setChecked(True)
        self.other.hide()
        next(iter(self._boxes.values())).editor.setFocus()

    def _let_go(self) -> None:
        """A side was chosen after all: the third value stands in another box and has to be let go by hand."""
        if self.third is not None:
            self.third.setAutoExclusive(False)
            self.third.setChecked(False)
            self.third.setAutoExclusive(True)

    def _typed(self) -> None:
        if self.third is not None and not self.third.isChecked():
            for card, _side in self.cards:
                card.setAutoExclusive(False)
                card.setChecked(False)
                card.setAutoExclusive(True)
            self.third.setChecked(True)
        self._tell()

    def choice(self) -> Choice | None:
        """How the field is settled; None while it is open, or while what is typed cannot be."""
        for card, side in self.cards:
            if card.isChecked():
                return choice_of(self.field, side)
        if self.third is None or not self.third.isChecked():
            return None
        values: dict[str, Any] = {}
        for part in self.field.editors:
            box = self._boxes[part.part or part.name]
            try:
                values[part.part or part.name] = part.check(box.value(), self._profile)
            except FieldProblem as problem:
                box.show_problem(problem.message)
                return None
            box.show_problem(None)
        if len(values) == 1 and len(self.field.editors) == 1 and self.field.editors[0].part is None:
            return Choice(self.field.name, value=next(iter(values.values())))
        return Choice(self.field.name, value=values)

    def _tell(self) -> None:
        self._say_state()
        self.chosen.emit()

    def _say_state(self) -> None:
        clear(self._state)
        settled = self.choice() is not None
        self._state.addWidget(IconLabel(*(("check", "low") if settled else ("circle-alert", "high")), 15))
        words = _("chosen") if settled else _("a proposal") if self.field.is_proposal else _("not decided yet")
        self._state.addWidget(Label(words, "small", "low" if settled else "high", wrap=True), 1)


    def choose(self, mine: bool) -> None:
        """Choose the value of this side, or of the other; where a field has no such one value it stays open."""
        side = side_of(self.field, mine)
        for card, shown in self.cards:
            if shown is side:
                card.setChecked(True)


def side_of(field: DisputedField, mine: bool) -> Side | None:
    """The one value of this side, or of the others; of a proposal: to refuse it, or to accept it. None if there are more."""
    found = [side for side in field.sides if (side.proposed != mine if field.is_proposal else side.mine == mine)]
    return found[0] if len(found) == 1 else None


def side_of_file(field: DisputedField, bundle: str, taken: bool) -> Side | None:
    """The one value that a file brought, or the one against it. None if it brought none, or there are more."""
    brought = [side for side in field.sides if side.came is not None and side.came.bundle == bundle]
    found = brought if taken else [side for side in field.sides if side not in brought]
    return found[0] if brought and len(found) == 1 else None


def side_above(field: DisputedField) -> Side | None:
    """The one value that the institution's leadership decided. None if it decided nothing here, or in more ways than one."""
    found = [side for side in field.sides if side.above]
    return found[0] if len(found) == 1 else None


def choice_of(field: DisputedField, side: Side) -> Choice:
    """The decision that takes a side."""
    return Choice(field.name, keep=True) if side.stays else Choice(field.name, take=side.change)


def _why(field: DisputedField, side: Side) -> Said:
    if side.why:
        return _("“{words}”", words=side.why)
    if not field.is_proposal:
        return ""
    return _("The proposal is accepted") if side.proposed else _("The proposal is refused: it stays so")


def _who(side: Side) -> Said:
    if not side.at:
        return ""
    when = day_of(side.at)
    name = _("{who}, {when}", who=side.who, when=when) if side.who else when
    return _("{who} · a proposal", who=name) if side.proposed else name


class DisputedFields(QWidget):
    """All disputed fields of a record under their heads."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[DisputedRow] = []
        self._box = column(gap=0)
        self.setLayout(self._box)

    def show_fields(self, fields: tuple[DisputedField, ...], profile: Profile, ours: Localised, theirs: Localised) -> None:
        """Show the fields of another record."""
        clear(self._box)
        self.rows = [DisputedRow(field, profile) for field in fields]
        heads = Heads(ours, theirs, whole=len(fields) > 1)
        heads.taken.connect(self.choose_all)
        self._box.addWidget(heads)
        for line in self.rows:
            self._box.addWidget(rule())
            self._box.addWidget(line)
            line.chosen.connect(self.chosen)

    def choices(self) -> list[Choice]:
        return [choice for line in self.rows if (choice := line.choice()) is not None]

    def choose_all(self, mine: bool) -> None:
        """Choose one side in every field."""
        for line in self.rows:
            line.choose(mine)


class Heads(QWidget):
    """The heads over the columns: the field, what it was, the two sides, each with a link that takes it whole."""

    taken = Signal(bool)  # whether it is this side

    def __init__(self, ours: Localised, theirs: Localised, *, whole: bool) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 8)
        for place, (said, wide) in enumerate(((_("Field"), 150), (_("Before"), 128), (ours, 0), (theirs, 0))):
            label = Label(said, "strong", wrap=True)
            if wide:
                sized(label, "setFixedWidth", wide)
            grid.addWidget(label, 0, place)
            grid.setColumnStretch(place, 0 if wide else 1)
            if whole and not wide:
                link = Button(_("Take this whole column"), "link")
                link.clicked.connect(lambda _on=False, mine=place == 2: self.taken.emit(mine))
                grid.addWidget(link, 1, place, Qt.AlignmentFlag.AlignLeft)
        sized(grid, "setHorizontalSpacing", 12)
        sized(grid, "setVerticalSpacing", 0)
        self.setLayout(grid)
