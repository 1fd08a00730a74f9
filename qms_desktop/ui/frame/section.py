"""What the shell is told about a page before the page is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from qms_desktop.ui.speech import Said

if TYPE_CHECKING:
    from qms_desktop.ui.frame.page import Page


class Badge(Struct, frozen=True):
    """What waits for this person: how many, and whether it is late (red) or to do (blue)."""

    count: int
    late: bool = False


class Section(Struct, frozen=True):
    """`Section("risks", _("Plan"), _("Risks"), "shield-alert", lambda: RisksPage(risks, runner), badge)`.

    `group` None stands the row above all groups. The page is made when it is first opened. `badge()` is asked
    when the pages are refreshed. One that is not `listed` has no row in the sidebar (the results of a search).
    Where there are many sections, the groups of those that are wanted `daily` are open at first.
    """

    key: str
    group: Said | None
    label: Said
    icon: str
    page_factory: Callable[[], Page]
    badge: Callable[[], Badge | None] | None = None
    listed: bool = True
    daily: bool = False
