"""Changes for tests: everything that does not matter has a value."""

from functools import partial
from unicodedata import normalize

from hypothesis import strategies as st

from qms_desktop.journal.change import write_change

UNIT = "КМТ"

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8).map(
    partial(normalize, "NFC")
)
integers = st.integers(-(2**53) + 1, 2**53 - 1)
values = st.recursive(
    st.none() | st.booleans() | integers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
names = texts.filter(bool)
ids = st.text("0123456789abcdef", min_size=64, max_size=64)


def change(number=1, prev=None, /, **parts):
    """A change of the risk `r` by the unit itself, salted by its number."""
    given = {
        "unit": UNIT, "kind": "risk", "record": "r", "device": "d", "seq": 1, "prev": None, "as_": UNIT,
        "by": "p", "at": "2026-11-20T10:00:00Z", "set": {"title": number}, "seen": {}, "salt": f"{number:032x}",
    }  # fmt: skip
    if prev is not None:
        given |= {"seq": prev.seq + 1, "prev": prev.id}
    return write_change(**given | parts)


@st.composite
def changes(draw):
    """Any valid change at all."""
    seq = draw(st.integers(1, 2**53 - 1))
    return write_change(
        unit=draw(names), kind=draw(names), record=draw(names), device=draw(names), seq=seq,
        prev=None if seq == 1 else draw(ids), as_=draw(names), by=draw(texts), at=draw(texts),
        op=draw(texts), why=draw(texts), salt=draw(texts),
        set=draw(_fields(values)), seen=draw(_fields(st.lists(ids, max_size=3), least=0)),
    )  # fmt: skip


def _fields(held, least=1):
    return st.dictionaries(names, held, min_size=least, max_size=3)
