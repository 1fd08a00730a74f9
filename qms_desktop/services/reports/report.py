"""What the makers of reports build with: the parts of a report (they are declared in `core.reports`, for paper too)."""

from qms_desktop.core.reports import (
    DASH,
    Cell,
    Chart,
    Column,
    Figure,
    HeatMap,
    Link,
    Named,
    Part,
    Report,
    Series,
    Table,
    Words,
)

__all__ = [
    "DASH",
    "Cell",
    "Chart",
    "Column",
    "Figure",
    "HeatMap",
    "Link",
    "Named",
    "Part",
    "Report",
    "Series",
    "Table",
    "Words",
]
