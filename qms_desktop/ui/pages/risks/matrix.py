"""The matrix: where the risks stand before and after the measures, and what did not move."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from qms_desktop.core.messages import Message, _, n_, p_
from qms_desktop.services import tables
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.chips import Level, LevelChip
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.heatmap import Dot, HeatMap
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.pages.opening import OpeningSheet
from qms_desktop.ui.pages.risks.columns import RISK, level, number_of
from qms_desktop.ui.pages.risks.legend import Legend
from qms_desktop.ui.records.rows import RECORD
from qms_desktop.ui.records.scope import Scope
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.table.columns import Column
from qms_desktop.ui.theme.fonts import px, sized
from qms_desktop.ui.words import Lines

MOST = 500
"""More risks than this are a matter of the register; the highest of them are shown."""


class _Fitted(Scroll):
    """Scrolls what is narrow and long; else what is in it is as high as the room, not as high as it would like."""

    _fitted = True

    def fit(self, fitted: bool) -> None:
        self._fitted = fitted
        self.widget().setMaximumHeight(max(self.viewport().height(), 1) if fitted else 16777215)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit(self._fitted)
        super().resizeEvent(event)


class MatrixTab(QWidget):
    """Two heat maps, the risk that is chosen, and the same in words beside; `opened(id)` asks for its form."""

    opened = Signal(object)

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__()
        self._ws, self._runner = ws, runner
        self._scope = Scope(ws.unit, None)
        self._asked = 0
        self._risks: list[dict[str, Any]] = []
        self._cell: tuple[str, int, int] | None = None
        profile = ws.profile
        self.category = ChoiceBox(profile.risk_categories, _("all"), prefix=_("Category"))
        self.process = ChoiceBox({seed.id: seed.name for seed in profile.processes}, _("all"), prefix=_("Process"))
        for box in (self.category, self.process):
            sized(box, "setMaximumWidth", 230)
            box.chosen.connect(lambda _key: self.read())
        self.before = HeatMap(profile.level, _("Likelihood"), _("Consequence"), critical=profile.critical_consequence)
        self.after = HeatMap(profile.level, _("Likelihood"), _("Consequence"), critical=profile.critical_consequence)
        self._before_words, self._after_words = (Label(role="small", tone="text2", wrap=True) for _half in range(2))
        self.sheet = OpeningSheet([
            Column("number", _("No."), 40, align="right", room="narrow"),
            Column("title", RISK.fields["title"].label, 150, wrap=True, stretch=True, room="narrow"),
            Column("before", p_("risks", "Before"), 64, kind="number", room="narrow"),
            Column("after", p_("risks", "After"), 96, kind="level", room="narrow", missing=_("rate")),
        ], _("How the risks moved"))  # fmt: skip
        self._lay_out()
        self.before.picked.connect(self.choose)
        self.after.picked.connect(self.choose)
        self.before.filtered.connect(lambda up, side: self._filter("before", up, side))
        self.after.filtered.connect(lambda up, side: self._filter("after", up, side))
        self.sheet.row_chosen.connect(lambda row_id: row_id is not None and self._show_chosen(row_id))
        self.sheet.opened.connect(self.opened)
        self.open_button.clicked.connect(lambda: self._chosen and self.opened.emit(self._chosen))
        self.clear_cell.clicked.connect(lambda: self._filter(None))
        self._chosen: str | None = None

    def _lay_out(self) -> None:
        self._choices = row(self.category, self.process, None)
        self._legend = Legend(self._ws.profile)
        self._filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        sized(self._filters, "setSpacing", 8)
        self._filters.addLayout(self._choices, 1)
        self._filters.addWidget(self._legend)
        maps = row(self._titled(_("Before the measures"), self._before_words, self.before),
                   self._titled(_("After the measures"), self._after_words, self.after), gap=24)  # fmt: skip
        for place in (0, 1):
            maps.setStretch(place, 1)
        self.card = Card()
        sized(self.card.body, "setSpacing", 6)
        sized(self.card.body, "setContentsMargins", 16, 10, 16, 10)
        self.code, self.name = Label(role="label", tone="text2"), Label(role="strong", wrap=True)
        self.was, self.now = LevelChip(Level(1, "", "low")), LevelChip(Level(1, "", "low"))
        self.arrow = IconLabel("arrow-right")
        self.measures = Label(role="small", tone="text2", wrap=True)
        self.open_button = Button(_("Open the form"), "inline")
        foot = row(self.was, self.arrow, self.now, self.measures, self.open_button, gap=12)
        foot.setStretch(3, 1)
        for part in (row(self.code, None, Label(_("The chosen risk"), "small", "text2")), self.name, foot):
            self.card.add(part)
        left = column(maps, self.card, gap=12)
        left.setStretch(0, 1)
        left.addStretch(0)
        self.beside = Label(_("The furthest moved come first"), "small", "text2", wrap=True)
        self.clear_cell = Button(_("Show all"), "link", "x")
        self.clear_cell.hide()
        said = row(self.beside, self.clear_cell)
        said.setStretch(0, 1)
        right = column(Label(_("How the risks moved"), "section"), said, self.sheet, gap=4)
        right.setStretch(2, 1)
        self._right = QWidget()
        self._right.setLayout(right)
        sized(self._right, "setMinimumWidth", 300)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setContentsMargins(0, 0, 0, 0)
        sized(self._halves, "setSpacing", 24)
        self._halves.addLayout(left, 5)
        self._halves.addWidget(self._right, 3)
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        holder.setLayout(self._halves)
        holder.setProperty("ground", "none")
        self.scroll = _Fitted(margins=(0, 0, 0, 0))
        self.scroll.setWidget(holder)
        self.empty = EmptyState("shield-alert", _("There is no assessed risk to show here yet."),
                                _("Rate likelihood and consequence in the passport; the risks then stand on the matrix."))  # fmt: skip
        self.setLayout(column(self._filters, self.scroll, self.empty, gap=10))
        self.layout().setStretch(1, 1)
        self.layout().setStretch(2, 1)

    @staticmethod
    def _titled(title: Message, words: Label, heat_map: HeatMap) -> QWidget:
        holder = QFrame()
        sized(heat_map, "setMaximumHeight", 335)
        box = column(row(Label(title, "section"), margins=(36, 0, 0, 0)), row(words, margins=(36, 0, 0, 0)), heat_map, gap=2)
        box.setStretch(2, 1)
        holder.setLayout(box)
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Side by side where there is room, one below the other and scrolling where there is not."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        narrow = self.width() < px(900)
        self._halves.setDirection(down if narrow else across)
        boxes = sum(min(box.sizeHint().width(), box.maximumWidth()) for box in (self.category, self.process))
        beside = boxes + self._legend.sizeHint().width()
        self._filters.setDirection(across if beside + px(40) < self.width() else down)
        self.before.setMinimumHeight(px(290) if narrow else 0)
        self.sheet.setMinimumHeight(px(260) if narrow else px(80))
        self.scroll.fit(not narrow)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), px(200))

    # --- reading -------------------------------------------------------------------------------------------------

    def show_scope(self, scope: Scope) -> None:
        self._scope, self._cell = scope, None
        self.read()

    def read(self) -> None:
        """Read the risks and show them."""
        self._asked += 1
        number = self._asked
        where = [(name, key) for name, key in (("category", self.category.key()), ("process", self.process.key())) if key]
        query = self._scope.query("risk", where=tuple(where), order="-score")

        def done(page: tables.Page) -> None:
            if number == self._asked:
                self._risks = sorted((r for r in page.rows if r["likelihood"] and r["consequence"]), key=lambda r: r["code"] or "")
                self._show()

        self._runner.run(lambda: tables.page(self._ws, query, 0, MOST), done=done)

    def _show(self) -> None:
        self.scroll.setVisible(bool(self._risks))
        self.empty.setVisible(not self._risks)
        self._fit()
        self._say_counts()
        ids = {risk["id"] for risk in self._risks}
        if self._chosen not in ids:
            moved = sorted(self._risks, key=_moved_first)
            self._chosen = moved[0]["id"] if moved else None
        numbers = {risk["id"]: number_of(risk) or str(place) for place, risk in enumerate(self._risks, 1)}
        before = [Dot(r["id"], numbers[r["id"]], (r["likelihood"], r["consequence"])) for r in self._risks]
        after = [
            Dot(r["id"], numbers[r["id"]], (r["residual_likelihood"], r["residual_consequence"]), (r["likelihood"], r["consequence"]))
            for r in self._risks if r["residual_likelihood"] and r["residual_consequence"]
        ]  # fmt: skip
        self.before.show_dots(before, self._chosen)
        self.after.show_dots(after, self._chosen)
        self._show_rows()

    def _say_counts(self) -> None:
        def said(key: str) -> Lines:
            counts = Counter(risk[key] for risk in self._risks if risk[key])
            return Lines(tuple(_("{word} {n}", word=self._ws.profile.level_word(name), n=counts[name])
                               for name in ("high", "medium", "low") if counts[name]), ", ")  # fmt: skip

        rated = sum(1 for risk in self._risks if risk["residual_score"])
        self._before_words.say(n_("{n} risk: {levels}", "{n} risks: {levels}", len(self._risks), levels=said("level")))
        words = [n_("{n} assessed: {levels}", "{n} assessed: {levels}", rated, levels=said("residual_level"))]
        alone = rated - sum(1 for risk in self._risks if risk["residual_likelihood"] and risk["residual_consequence"])
        if alone > 0:
            words.append(n_("{n} by score alone, not on the grid", "{n} by score alone, not on the grid", alone))
        self._after_words.say(Lines(tuple(words), "; "))

    def _show_rows(self) -> None:
        profile = self._ws.profile
        shown = [risk for risk in self._risks if self._is_in_cell(risk)]
        self.sheet.show_rows([
            {"id": r["id"], "number": number_of(r), "title": r["title"], "before": r["score"],
             "after": level(r, profile, residual=True), RECORD: r}
            for r in sorted(shown, key=_moved_first)
        ])  # fmt: skip
        self.clear_cell.setVisible(self._cell is not None)
        if self._cell is None:
            self.beside.say(_("The furthest moved come first"))
        else:
            which, up, side = self._cell
            words = _("Before the measures") if which == "before" else _("After the measures")
            self.beside.say(n_("{when}, {up} × {side} = {product}: {n} risk", "{when}, {up} × {side} = {product}: {n} risks",
                               len(shown), when=words, up=up, side=side, product=up * side))  # fmt: skip
        if self._chosen is not None:
            at = self.sheet.rows.find(self._chosen)
            if at is not None:
                self.sheet.choose_row(at)
            self._show_chosen(self._chosen)

    def _is_in_cell(self, risk: dict[str, Any]) -> bool:
        if self._cell is None:
            return True
        which, up, side = self._cell
        prefix = "" if which == "before" else "residual_"
        return (risk[f"{prefix}likelihood"], risk[f"{prefix}consequence"]) == (up, side)

    # --- choosing ------------------------------------------------------------------------------------------------

    def choose(self, risk_id: str) -> None:
        """Choose a risk that was clicked on a map."""
        if self._cell is not None and self.sheet.rows.find(risk_id) is None:
            self._cell = None
            self._chosen = risk_id
            self._show_rows()
            return
        at = self.sheet.rows.find(risk_id)
        if at is not None:
            self.sheet.choose_row(at)
            self.sheet.scrollTo(self.sheet.currentIndex())
        self._show_chosen(risk_id)

    def _filter(self, which: str | None, up: int = 0, side: int = 0) -> None:
        """Show beside the risks of one cell; the same cell again, or an empty one, shows all."""
        cell = (which, up, side) if which is not None else None
        self._cell = None if cell == self._cell else cell
        if self._cell is not None and not any(self._is_in_cell(risk) for risk in self._risks):
            self._cell = None
        self._show_rows()

    def _show_chosen(self, risk_id: str) -> None:
        risk = next((risk for risk in self._risks if risk["id"] == risk_id), None)
        if risk is None:
            return
        self._chosen = risk_id
        self.before.choose(risk_id)
        self.after.choose(risk_id)
        profile = self._ws.profile
        was, now = level(risk, profile), level(risk, profile, residual=True)
        self.code.say(risk["code"] or "")
        self.name.say(risk["title"] or "")
        self.was.setVisible(was is not None)
        if was is not None:
            self.was.show_level(was)
        self.now.setVisible(now is not None)
        if now is not None:
            self.now.show_level(now)
        done = sum(measure["state"] == "done" for measure in risk["measures"])
        said = [n_("{n} measure, {done} done", "{n} measures, {done} done", len(risk["measures"]), done=done)]
        if risk["consequence"] == profile.critical_consequence:
            said.append(p_("risks", "critical consequence"))
        if now is None:
            said.insert(0, _("the residual risk is not assessed yet"))
        self.measures.say(Lines(tuple(said), " · "))

    def retranslate(self) -> None:
        self._show()


def _moved_first(risk: dict[str, Any]) -> tuple[int, str]:
    """The furthest moved first; what was not assessed again comes last."""
    after = risk["residual_score"]
    return (after - risk["score"] if after else 100, risk["code"] or "")
