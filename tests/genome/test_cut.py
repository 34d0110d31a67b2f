"""A slice of a population computes what the population computes."""

import numpy as np
import pytest

from quale.genome.cut import cut
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
