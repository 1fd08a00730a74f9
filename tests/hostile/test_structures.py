"""Hypothesis: manifests, headers and lines of any shape, signed by a device that is believed.

Derandomised, so that a run of the tests is the same each time; `make soak-mutations` takes many more.
"""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qms_desktop.exchange.archive import CHANGES, MANIFEST
from qms_desktop.journal.canonical import canonical
from tests.amounts import PROFILE

from .mutations.ground import Ground
from .mutations.insides import rechained, rezipped
from .mutations.running import Case, receive

EXAMPLES = {"ci": 40, "soak": 1_000}[PROFILE]

amount = settings(
    max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

texts = st.one_of(
    st.sampled_from(["", "office", "all", "КМТ", "МТК", "../x", "0" * 64, "f" * 128, "changes.jsonl", "manifest.json", "deleted"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
scalars = st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), texts)
values = st.recursive(
    scalars, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)), max_leaves=12
)


@st.composite
def edits(draw, value):
    """The value with one to three places in it replaced, removed, repeated or moved."""
    value = copy.deepcopy(value)
    for _edit in range(draw(st.integers(1, 3))):
        holder, key = _place(draw, value)
        how = draw(st.sampled_from(["replace", "replace", "remove", "repeat", "add", "move"]))
        if how == "replace":
            holder[key] = draw(values)
        elif how == "remove" and len(holder) > 1:
            del holder[key]
        elif how == "repeat" and isinstance(holder, list):
            holder.insert(draw(st.integers(0, len(holder))), copy.deepcopy(holder[key]))
        elif how == "add" and isinstance(holder, dict):
            holder[draw(texts)] = draw(values)
        else:
            other, place = _place(draw, value)
            holder[key] = copy.deepcopy(other[place])
    return value


def _place(draw, value):
    containers = [value]
    for each in containers:
        containers += [inside for inside in (each.values() if isinstance(each, dict) else each) if inside and isinstance(inside, dict | list)]
    holder = draw(st.sampled_from(containers))
    return holder, draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    made = Ground(tmp_path_factory.mktemp("ground"))
    yield made
    made.close()


def sound(ground, data):
    """Whatever becomes of it: nothing untrue comes in, nothing falls over, what is refused leaves nothing."""
    case = Case(0, "structure")
    receive(ground, data, case, most_mb=float("inf"))  # other tests have filled the memory of this process
    assert case.faults == []


@amount
@given(data=st.data())
def test_F28_manifests_of_any_shape(ground, data):
    def other(honest):
        return canonical(data.draw(edits(json.loads(honest))))

    sound(ground, ground.forge(rezipped(**{MANIFEST: other})))


@amount
@given(data=st.data())
def test_F28_lines_of_any_shape(ground, data):
    lines = list(ground.lines)
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place] = canonical(data.draw(edits(json.loads(lines[place]))))
    sound(ground, ground.forge(rezipped(**{CHANGES: lambda _honest: b"".join(line + b"\n" for line in lines)})))


@amount
@given(data=st.data())
def test_P13_changes_of_any_shape_under_a_head_of_the_insider(ground, data):
    """The line is another, the chain behind it is put right and signed: nothing that is not the insider's own comes in."""
    place = data.draw(st.integers(0, len(ground.lines) - 1))
    other = data.draw(edits(json.loads(ground.lines[place])))
    sound(ground, rechained(ground, place, other))
