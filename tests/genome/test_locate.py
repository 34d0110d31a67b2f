"""From node ids to places, by either way of looking: a table where ids are dense, a search where they are not."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from quale.genome import locate as module
from quale.genome.genome import Genomes
from quale.genome.locate import locate

Build = Callable[..., Genomes]
GENES = [[(0, 0, 2, 1.0, True)], [(0, 0, 2, 2.0, True), (3, 1, 900, 3.0, False), (4, 900, 2, 4.0, True)], []]
OWNERS = np.array([0, 1, 1, 1, 2, 0, 1])
IDS = np.array([2, 900, 1, 901, 0, 900, 2], dtype=np.int32)


@pytest.mark.parametrize("sparsest", [0, 16, 1 << 40])
@pytest.mark.parametrize("late_port", [False, True])
def test_nodes_are_found_where_they_stand(
    build: Build, sparsest: int, late_port: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A port that was added later has a higher id than the hidden nodes behind it."""
    monkeypatch.setattr(module, "SPARSEST", sparsest)
    genomes = build(GENES)
    ids = genomes.node_id.copy()
    if late_port:
        ids[ids == 1] = 2000
        genomes = replace(genomes, node_id=ids)
    wanted_ids = np.where(late_port & (IDS == 1), 2000, IDS)
    places = locate(genomes, OWNERS, wanted_ids)
    for owner, node, place in zip(OWNERS.tolist(), wanted_ids.tolist(), places.tolist(), strict=True):
        start, end = genomes.node_start[owner], genomes.node_start[owner + 1]
        held = genomes.node_id[start:end].tolist()
        assert place == (start + held.index(node) if node in held else -1)
