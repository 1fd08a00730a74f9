"""The targets of `make fuzz` over their seeds and some hundreds of seeded changes of them each."""

import random

import pytest

from .fuzz import NAMES
from .fuzz.targets import targets
from .mutations.ground import Ground

TRIES = 150


@pytest.fixture(scope="module")
def all_targets(tmp_path_factory):
    ground = Ground(tmp_path_factory.mktemp("ground"))
    yield targets(ground)
    ground.close()


def test_every_target_is_run(all_targets):
    assert tuple(all_targets) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_target_only_refuses(name, all_targets):
    target, chance = all_targets[name], random.Random(name)

    def change(data):
        changed = bytearray(data)
        for _byte in range(chance.choice((1, 1, 4))):
            changed[chance.randrange(len(changed))] = chance.choice((0, 34, 92, 91, 255, chance.randrange(256)))
        return bytes(changed)

    for seed in target.seeds:
        target.run(seed)
        for _try in range(TRIES // len(target.seeds)):
            target.run(target.mutate(seed, change) if target.mutate else change(seed))
