"""A tab of the risk passport: the table of the risks or the opportunities with their levels and totals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import QTimer

from qms_desktop.services import risks
from qms_desktop.store.reading import Query
from qms_desktop.ui.pages.risks.columns import ORDERS
from qms_desktop.ui.pages.risks.totals import LEVELS
from qms_desktop.ui.records.listing import RecordsTab
from qms_desktop.ui.table.extras import TotalsLine

TellTotals = Callable[[TotalsLine, risks.Totals], None]
_TOTALS_AFTER = 300


class PassportTab(RecordsTab):
    """Risks or opportunities: narrowed by level or to what is late, with their totals below."""

    orders = ORDERS
    opening: ClassVar = {"level_chip": "likelihood", "residual_chip": "residual_likelihood", "number": ""}

    def __init__(self, *given: Any, tell: TellTotals, **rest: Any) -> None:
        self._tell = tell
        self.totals = risks.Totals()
        super().__init__(*given, **rest)
        self._rest = QTimer(self, singleShot=True, interval=_TOTALS_AFTER)
        self._rest.timeout.connect(self._read_totals)

    def query(self) -> Query:
        query, key = super().query(), self.filters.chosen()
        if key == "overdue":
            return replace(query, overdue=dt.date.today().isoformat())
        return replace(query, where=(*query.where, ("level", key))) if key in LEVELS else query

    def is_narrowed(self) -> bool:
        return super().is_narrowed() or self.filters.chosen() != self.filters.toggles[0].key

    def renew_figures(self) -> None:
        self._rest.start()

    def tell_figures(self) -> None:
        self._tell(self.line, self.totals)

    def _read_totals(self) -> None:
        query, shown = self.base_query(), replace(self.query(), order="")
        today = dt.date.today()

        def work() -> tuple[risks.Totals, risks.Totals]:
            every = risks.totals(self._ws, query, today)
            return every, every if shown == query else risks.totals(self._ws, shown, today)

        def done(found: tuple[risks.Totals, risks.Totals]) -> None:
            every, self.totals = found
            levels = {level: every.levels.get(level, 0) for level in LEVELS}
            self.filters.set_counts({"all": every.count, "overdue": every.overdue, **levels})
            self.tell_figures()

        self._runner.run(work, done=done)
