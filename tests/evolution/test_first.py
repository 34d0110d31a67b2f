"""Found, ask, tell hang together."""

import numpy as np

from quale.evolution.ask import ask
from quale.evolution.found import found
from quale.evolution.settings import Mutation, Settings
from quale.evolution.tell import tell
from quale.evolution.verdict import verdict
from quale.genome.express import express
from quale.genome.interface import interface
from quale.genome.invariants import violations


def test_a_run_of_thirty_generations_keeps_every_rule() -> None:
    busy = Mutation(add_connection=0.3, add_node=0.3, remove_node=0.1, rewire=0.1, change_activation=0.1)
    settings = Settings(population=60, generations=30, seed=3, mutation=busy)
    state = found(settings, interface(["a", "b"], ["x", "y"]))
    chance = np.random.default_rng(1)
    while verdict(state, settings) is None:
        offspring = ask(state, settings)
        assert violations(offspring.genomes, state.interface, recurrent=False) == ()
        assert len(express(offspring.genomes, state.interface, recurrent=False)) == 60
        state, census = tell(state, offspring, chance.integers(0, 5, (60, 1)).astype(np.float64), settings)
        assert census.generation == state.generation
    assert verdict(state, settings) == "30 generations are done"
