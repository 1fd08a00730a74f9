"""Slices of paper laid on pages.

Everything a form prints is a run of slices: the opening, a heading, one table row, the signatures. `paginate` takes
them one by one, each measured once, so that its work grows with their number and not faster.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from qms_desktop.paper.pen import Pen


class Slice:
    """A piece as wide as the page that is painted whole.

    `repeat` is painted again above it when it begins a page. A `glued` slice goes on the page of the one before it;
    a `joined` one does as long as what hangs together fits a page and its moving leaves no half page empty.
    """

    __slots__ = ("glued", "height", "joined", "repeat")

    def __init__(
        self, height: float, repeat: Slice | None = None, glued: bool = False, joined: bool = False
    ) -> None:
        self.height = height
        self.repeat = repeat
        self.glued = glued
        self.joined = joined

    def paint(self, pen: Pen, left: float, top: float) -> None:
        """Paint it with its upper left corner at a place."""
        raise NotImplementedError

    def split(self, height: float) -> tuple[Slice, Slice] | None:
        """Two slices in its place, the first no higher than `height`; None when it cannot be parted."""
        return None


class Space(Slice):
    """White space; none at the top of a page."""

    __slots__ = ()

    def paint(self, pen: Pen, left: float, top: float) -> None:
        """Nothing to paint."""


class NewPage(Slice):
    """What follows begins on a new page."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(0.0)

    def paint(self, pen: Pen, left: float, top: float) -> None:
        """Nothing to paint."""


class Paintable(Protocol):
    """Anything measured that can be painted at a place."""

    height: float

    def paint(self, pen: Pen, left: float, top: float) -> None: ...


class SideBySide(Slice):
    """Two measured pieces next to each other, painted as one."""

    __slots__ = ("_left", "_right", "_right_at")

    def __init__(self, left: Paintable, right: Paintable, right_at: float) -> None:
        super().__init__(max(left.height, right.height))
        self._left, self._right, self._right_at = left, right, right_at

    def paint(self, pen: Pen, left: float, top: float) -> None:
        self._left.paint(pen, left, top)
        self._right.paint(pen, left + self._right_at, top)


class Kept(Slice):
    """Slices that are painted as one."""

    __slots__ = ("_pieces",)

    def __init__(self, pieces: Sequence[Slice], glued: bool = False) -> None:
        super().__init__(sum(piece.height for piece in pieces), None, glued)
        self._pieces = pieces

    def paint(self, pen: Pen, left: float, top: float) -> None:
        for piece in self._pieces:
            piece.paint(pen, left, top)
            top += piece.height


class Placed(NamedTuple):
    """A slice and its distance from the top of the body."""

    slice: Slice
    top: float


def paginate(slices: Iterable[Slice], height: float) -> list[list[Placed]]:
    """The pages of a body of some height; slices stay whole unless one is higher than a page."""
    pages = _Pages(height)
    for group in _groups(slices, loosely=True):
        pages.add(group)
    return pages.done


_MOST_LEFT_EMPTY = 0.5


class _Pages:
    def __init__(self, height: float) -> None:
        self.height = height
        self.done: list[list[Placed]] = [[]]
        self.used = 0.0

    def add(self, group: list[Slice]) -> None:
        """Put slices that belong together on one page if a page can hold them, else one after another."""
        if isinstance(group[0], NewPage):
            if self.done[-1]:
                self._turn()
            return
        needed = sum(piece.height for piece in group)
        if needed > self._room():
            wasteful = self._room() > self.height * _MOST_LEFT_EMPTY
            too_high = _with_repeat(group) > self.height
            if (wasteful or too_high) and any(piece.joined for piece in group[1:]):
                for part in _groups(group, loosely=False):
                    self.add(part)
                return
            if self.done[-1] and _with_repeat(group) <= self.height:
                self._turn()
        for piece in group:
            self._put(piece)

    def _put(self, piece: Slice) -> None:
        while piece.height > self._room_for(piece):
            parts = None
            if piece.height + _repeated(piece) > self.height:
                parts = piece.split(self._room_for(piece))
            if parts:
                self._set(parts[0])
                piece = parts[1]
            elif not self.done[-1]:
                break  # nothing can be done for it: it is painted over the edge rather than lost
            self._turn()
        self._set(piece)

    def _set(self, piece: Slice) -> None:
        page = self.done[-1]
        if not page:
            if isinstance(piece, Space):
                return
            if piece.repeat is not None:
                page.append(Placed(piece.repeat, 0.0))
                self.used = piece.repeat.height
        page.append(Placed(piece, self.used))
        self.used += piece.height

    def _turn(self) -> None:
        self.done.append([])
        self.used = 0.0

    def _room(self) -> float:
        return self.height - self.used + 0.01

    def _room_for(self, piece: Slice) -> float:
        return self._room() - (0 if self.done[-1] else _repeated(piece))


def _groups(slices: Iterable[Slice], loosely: bool) -> Iterator[list[Slice]]:
    """What hangs together: what is glued, and if `loosely` what is joined too."""
    group: list[Slice] = []
    for piece in slices:
        if group and not piece.glued and not (loosely and piece.joined):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _repeated(piece: Slice) -> float:
    return piece.repeat.height if piece.repeat is not None else 0.0


def _with_repeat(group: list[Slice]) -> float:
    return sum(piece.height for piece in group) + _repeated(group[0])
