"""The list of process cards, the register of processes, and the choice of a process to begin a card of."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Message, _, n_
from qms_desktop.core.profile import ProcessSeed, Profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.chips import Level, State
from qms_desktop.ui.components.filters import FilterRow, Toggle
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.components.tabs import Tab, Tabs
from qms_desktop.ui.pages.opening import OpeningSheet
from qms_desktop.ui.table.columns import Column, Mark
from qms_desktop.ui.table.extras import TotalsLine
from qms_desktop.ui.table.record_list import ListColumn, ListRow
from qms_desktop.ui.words import record_state

KIND = KINDS["process"]
OWN = "own"
_REQUIRED = len(KIND.required_fields)


class CardsList(QWidget):
    """The cards, and for the office the register in a second tab."""

    opened = Signal(object)
    begin_asked = Signal()

    def __init__(self, profile: Profile, *, office: bool) -> None:
        super().__init__()
        self._profile, self._office = profile, office
        self._cards: list[dict[str, Any]] = []
        self._gaps: dict[str, int] = {}
        self._rows: dict[str, dict[str, Any]] = {}
        self._folded: dict[str, str] = {}
        self.tabs = Tabs([Tab("cards", _("Cards")), Tab("register", _("Process register, Ф-02"))])
        self.tabs.setVisible(office)
        self.tabs.chosen.connect(self._show_tab)
        self.filters = FilterRow(
            _("Filter"),
            [Toggle("all", _("All")), Toggle("unfinished", _("To be filled in")), Toggle("returned", _("Returned"))],
        )
        self.filters.filtered.connect(lambda _text, _key: self._show())
        self.sheet = OpeningSheet(self._columns(), _("Process cards"))
        self.sheet.opened.connect(self.opened)
        self.totals = TotalsLine()
        self.register = OpeningSheet(self._register_columns(), _("Process register, Ф-02"))
        self.register.opened.connect(self._open_of_register)
        self.empty = EmptyState(
            "workflow", _("The process cards of the unit stand here: purpose, inputs, outputs, owner, indicators."),
            _("For example: “{name}”. The card is begun from the university's list of processes.",
              name=profile.processes[min(2, len(profile.processes) - 1)].name),
            _("Begin a card"),
        )  # fmt: skip
        self.empty.acted.connect(self.begin_asked)
        table = QWidget()
        table.setLayout(column(self.filters, self.sheet, self.totals))
        table.layout().setStretch(1, 1)
        self.stack = QStackedWidget()
        for part in (table, self.register, self.empty):
            self.stack.addWidget(part)
        self.setLayout(column(self.tabs, self.stack, gap=10))
        self.layout().setStretch(1, 1)

    def _columns(self) -> list[Column]:
        fields = KIND.fields
        groups = self._profile.process_groups
        columns = [
            Column("number", _("No."), 56, room="narrow"),
            Column("name", fields["name"].label, 220, kind="link", wrap=True, stretch=True, room="narrow"),
            Column("group", fields["group"].label, 130, kind="choice", choices=groups, wrap=True, room="panel"),
            Column("owners", fields["owners"].label, 200, wrap=True, room="wide"),
            Column("filled", _("Filled in"), 110, kind="progress", room="panel"),
            Column("shown_state", _("State"), 120, kind="state", room="narrow"),
        ]
        if self._office:
            columns.insert(2, Column("unit_words", _("Unit"), 170, wrap=True, room="narrow"))
        return columns

    def _register_columns(self) -> list[Column]:
        groups = self._profile.process_groups
        return [
            Column("number", _("No."), 56, room="narrow"),
            Column("name", KIND.fields["name"].label, 230, wrap=True, stretch=True, room="narrow"),
            Column("group", KIND.fields["group"].label, 130, kind="choice", choices=groups, wrap=True, room="panel"),
            Column("owners", KIND.fields["owners"].label, 210, wrap=True, room="wide"),
            Column("cards_words", _("Cards"), 110, kind="link", wrap=True, missing=_("no card"), room="narrow"),
            Column("risk", _("Highest risk"), 118, kind="level", room="narrow"),
        ]

    # --- showing -------------------------------------------------------------------------------------------------

    def show_cards(self, cards: list[dict[str, Any]], register: list[dict[str, Any]]) -> None:
        self._cards = cards
        self._gaps = {card["id"]: len(KIND.missing(card)) for card in cards}
        self._rows, self._folded = {}, {}  # of each card once: not again with each letter that is typed
        self.tabs.set_count("cards", len(cards))
        self.tabs.set_count("register", len(register))
        self.register.show_rows([self._register_row(at, entry) for at, entry in enumerate(register)])
        self._show()
        self._show_tab(self.tabs.current())

    def is_empty(self) -> bool:
        return self.stack.currentWidget() is self.empty

    def order(self) -> list[str]:
        """The ids in the order in which they are shown."""
        return [row["id"] for row in self.sheet.source.rows]

    def _show_tab(self, key: str) -> None:
        if key == "register" and self._office:
            self.stack.setCurrentIndex(1)
        else:
            self.stack.setCurrentIndex(0 if self._cards else 2)

    def _show(self) -> None:
        wanted, key = search_fold(self.filters.text()), self.filters.chosen()
        unfinished = [card for card in self._cards if self._gaps[card["id"]]]
        returned = [card for card in self._cards if card["state"] == "returned"]
        self.filters.set_counts({"all": len(self._cards), "unfinished": len(unfinished), "returned": len(returned)})
        found = {"all": self._cards, "unfinished": unfinished, "returned": returned}[key]
        if wanted:
            found = [card for card in found if wanted in self._searched(card)]
        self.sheet.show_rows([self._row(card) for card in found])
        count = n_("{n} process card", "{n} process cards", len(found))
        whole: Message | str = ""
        if unfinished:
            whole = n_("{n} is still to be filled in", "{n} are still to be filled in", len(unfinished))
        self.totals.say(count, whole)

    def _searched(self, card: dict[str, Any]) -> str:
        if card["id"] not in self._folded:
            self._folded[card["id"]] = f"{KIND.search_text(card, self._profile)}\n{search_fold(str(card['unit_name']))}"
        return self._folded[card["id"]]

    def _row(self, card: dict[str, Any]) -> dict[str, Any]:
        if card["id"] not in self._rows:
            self._rows[card["id"]] = self._made(card)
        return self._rows[card["id"]]

    def _made(self, card: dict[str, Any]) -> dict[str, Any]:
        owners = KIND.fields["owners"].show(card["owners"], self._profile, "ky")
        return {
            "id": card["id"], "number": card["number"], "name": card["name"] or str(_("Unnamed process")),
            "group": card["group"], "owners": owners, "filled": (_REQUIRED - self._gaps[card["id"]], _REQUIRED),
            "shown_state": record_state(card["state"], card["changed"]), "unit_words": str(card["unit_name"]),
        }  # fmt: skip

    def _register_row(self, at: int, entry: dict[str, Any]) -> dict[str, Any]:
        score = entry["highest_risk"]
        level = self._profile.level(score) if score else None
        cards = n_("{n} card", "{n} cards", len(entry["cards"])) if entry["cards"] else ""
        return {
            "id": at, "number": entry["number"], "name": entry["name"], "group": entry["group"],
            "owners": KIND.fields["owners"].show(entry["owners"], self._profile, "ky"), "cards_words": cards,
            "cards": entry["cards"], "risk": Level(score, self._profile.level_word(level), level) if level else None,
            "_marks": {"cards_words": Mark(second=", ".join(entry["units"]))} if entry["units"] else {},
        }  # fmt: skip

    def _open_of_register(self, at: int) -> None:
        cards = self.register.source.rows[at]["cards"]
        if cards:
            self.opened.emit(cards[0])


class StartCard(QWidget):
    """Which process is a card begun of: one of the register, or one of the unit's own."""

    begun = Signal(object)  # ProcessSeed, or None for one of the unit's own
    given_up = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile
        self.seeds = {seed.id: seed for seed in profile.processes}
        self.column = ListColumn(_("Processes of the university"), _("Find the process"), width=620)
        self.column.list.opened.connect(self._begin)
        hint = Label(
            _("Choose the process that your unit carries out: its number, name and group are filled in by themselves."),
            "body", "text2", wrap=True,
        )  # fmt: skip
        back = Button(_("Back to the list"), "link", "arrow-left")
        back.clicked.connect(self.given_up)
        self.setLayout(column(row(back, None), hint, row(self.column, None)))
        self.layout().setStretch(2, 1)

    def show_used(self, cards: list[dict[str, Any]]) -> None:
        """Offer the processes; those that a card is there of say so."""
        names = {search_fold(card["name"]) for card in cards if card["name"]}
        groups = self._profile.process_groups
        rows = [
            ListRow(seed.id, seed.name, groups.get(seed.group, ""), seed.number,
                    chip=State(_("has a card"), "info") if self._has(seed, names) else None)
            for seed in self.seeds.values()
        ]  # fmt: skip
        own = ListRow(OWN, _("Another process, of our own"), _("You write its name and group yourself"), "+")
        self.column.show_rows([*rows, own], current=rows[0].id if rows else OWN)

    def _has(self, seed: ProcessSeed, names: set[str]) -> bool:
        return any(search_fold(name) in names for name in seed.name.texts().values())

    def begin_current(self) -> None:
        """Begin with the process that is marked."""
        if self.column.list.current_id() is not None:
            self._begin(self.column.list.current_id())

    def _begin(self, key: str) -> None:
        self.begun.emit(self.seeds.get(key))
