"""The process map: needs come in at the left, satisfaction goes out at the right, the groups of processes lie between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm

from qms_desktop.core.messages import p_
from qms_desktop.paper import fonts, signers
from qms_desktop.paper.blocks import SMALL, Laid, Set, lay
from qms_desktop.paper.data import PrintJob, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.fonts import Style
from qms_desktop.paper.form import Form
from qms_desktop.paper.pen import Pen

_SIDE = 27 * mm
_ARROW = 7 * mm
_GAP = 2 * mm
_PAD = 1.2 * mm
_ACROSS = (2, 3)
"""So many processes at most beside each other: whatever makes a group the lowest."""
_ROOM = 186 * mm
"""What header, approval and footer leave of a page."""
_CENTRED = Style(fonts.BOLD, 10, "center")


class _Boxes:
    """A group of processes: its name and a box for each process, so many beside each other."""

    def __init__(self, name: Words, processes: Sequence[str], width: float, most: int) -> None:
        self._name = lay(Set(name, _CENTRED), _CENTRED, width - 2 * _PAD)
        across = -(-len(processes) // -(-len(processes) // most))
        self._each = (width - (across + 1) * _PAD) / across
        laid = [lay(process, SMALL, self._each - 2 * _PAD) for process in processes]
        self._rows = [laid[first : first + across] for first in range(0, len(laid), across)]
        self._heights = [max(box.height for box in row) + 2 * _PAD for row in self._rows]
        self.width = width
        self.height = self._name.height + 2 * _PAD + sum(height + _PAD for height in self._heights)

    def paint(self, pen: Pen, left: float, top: float) -> None:
        pen.tint(left, top, self.width, self.height)
        pen.box(left, top, self.width, self.height)
        self._name.paint(pen, left + _PAD, top + _PAD)
        y = top + self._name.height + 2 * _PAD
        for row, height in zip(self._rows, self._heights, strict=True):
            for place, box in enumerate(row):
                x = left + _PAD + place * (self._each + _PAD)
                pen.tint(x, y, self._each, height, 1.0)
                pen.box(x, y, self._each, height)
                box.paint(pen, x + _PAD, y + (height - box.height) / 2)
            y += height + _PAD


class _Map(Slice):
    """The whole picture, painted as one."""

    __slots__ = ("_groups", "_left", "_right", "_width")

    def __init__(self, groups: Sequence[_Boxes], left: Laid, right: Laid, width: float) -> None:
        highest = sum(group.height for group in groups) + _GAP * max(0, len(groups) - 1)
        super().__init__(max(highest, left.height + 2 * _PAD, right.height + 2 * _PAD))
        self._groups, self._left, self._right, self._width = groups, left, right, width

    def paint(self, pen: Pen, left: float, top: float) -> None:
        end = left + self._width
        for box, x in ((self._left, left), (self._right, end - _SIDE)):
            pen.box(x, top, _SIDE, self.height)
            box.paint(pen, x + _PAD, top + (self.height - box.height) / 2)
        middle = top + self.height / 2
        for x in (left + _SIDE, end - _SIDE - _ARROW):
            _arrow(pen, x + 1 * mm, x + _ARROW - 1 * mm, middle)
        y = top
        for group in self._groups:
            group.paint(pen, left + _SIDE + _ARROW, y)
            y += group.height + _GAP


def _arrow(pen: Pen, start: float, end: float, y: float) -> None:
    head = 2 * mm
    pen.rules([(start, y, end, y), (end - head, y - head, end, y), (end - head, y + head, end, y)], 1.2)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    body, profile = job.body, job.profile
    inner = width - 2 * (_SIDE + _ARROW)
    named = {key: [_named(one) for one in body.list("processes") if one["group"] == key] for key in profile.process_groups}
    groups = [
        min((_Boxes(name, named[key], inner, most) for most in _ACROSS), key=lambda boxes: boxes.height)
        for key, name in profile.process_groups.items() if named[key]
    ]  # fmt: skip
    parties = [one["name"] for one in body.list("parties")]
    side = [Set(" ", SMALL), *(Set(party, SMALL) for party in dict.fromkeys(parties))]
    left = lay([Set(p_("paper", "Requirements of the interested parties"), _CENTRED), *side], SMALL, _SIDE - 2 * _PAD)
    right = lay([Set(p_("paper", "Satisfaction of the interested parties"), _CENTRED), *side], SMALL, _SIDE - 2 * _PAD)
    for part in _parts(groups):
        yield _Map(part, left, right, width)


def _parts(groups: Sequence[_Boxes]) -> Iterator[list[_Boxes]]:
    """All groups where a page can hold them, else as many as it can on each."""
    part: list[_Boxes] = []
    for group in groups:
        if part and sum(one.height + _GAP for one in (*part, group)) > _ROOM:
            yield part
            part = []
        part.append(group)
    yield part


def _named(process: dict[str, str]) -> str:
    return f"{process['number']} {process['name']}".strip()


FORM = Form(
    code="process-map",
    title=p_("paper", "Process map"),
    kinds=("process",),
    landscape=False,
    needs_approval=True,
    approved_by="rector",
    build=_build,
    signatories=signers.nobody,
)
