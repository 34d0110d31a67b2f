"""A slice of a population computes what the population computes."""

import numpy as np
import pytest

from quale.genome.cut import cut, pick
from quale.step.brains import Brains
from tests.compiler.random_networks import random_networks


@pytest.mark.parametrize(("begin", "end"), [(0, 7), (0, 3), (3, 7), (2, 5), (4, 4)])
@pytest.mark.parametrize("recurrent", [False, True])
def test_a_slice_computes_what_its_genomes_compute_in_the_whole(begin: int, end: int, recurrent: bool) -> None:
    networks = random_networks(5, 7, (3, 2), recurrent=recurrent)
    shown = np.random.default_rng(3).normal(size=(7, 4, 3))
    whole = Brains(networks).activate(shown)
    part = cut(networks, begin, end)
    assert len(part) == end - begin
    if len(part):
        assert np.array_equal(Brains(part).activate(shown[begin:end]), whole[begin:end])
    assert np.array_equal(part.complexity, networks.complexity[begin:end])


@pytest.mark.parametrize(("begin", "end"), [(-1, 2), (3, 2), (0, 8)])
def test_there_is_no_slice_beyond_the_population(begin: int, end: int) -> None:
    with pytest.raises(ValueError, match="no slice"):
        cut(random_networks(5, 7, (3, 2)), begin, end)


def test_picked_networks_are_those_that_are_cut_out() -> None:
    networks = random_networks(5, 12, (3, 2))
    chosen = np.array([7, 0, 11, 7])
    picked = pick(networks, chosen)
    assert len(picked) == 4
    for place, genome in enumerate(chosen.tolist()):
        mine, theirs = cut(picked, place, place + 1), cut(networks, genome, genome + 1)
        for name in networks.__dataclass_fields__:
            assert np.array_equal(getattr(mine, name), getattr(theirs, name)), name
    assert len(pick(networks, np.zeros(0, dtype=np.int64))) == 0
