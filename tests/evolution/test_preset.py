"""The paper's parameters, and that they learn the paper's task."""

import numpy as np

from quale.evolution.records.preset import PRESETS
from quale.genome.express import express
from quale.genome.interface import interface
from tests.evolution.toy import build_genomes
from tests.evolution.xor import respond, run

PAPER = PRESETS["neat2002"]


def test_the_preset_is_the_papers() -> None:
    speciation, reproduction, mutation, brain = PAPER.speciation, PAPER.reproduction, PAPER.mutation, PAPER.brain
    assert PAPER.population == 150
    assert (speciation.excess, speciation.disjoint, speciation.weight, speciation.threshold) == (1.0, 1.0, 0.4, 3.0)
    assert (speciation.normalise, speciation.target_species, speciation.stagnation) == (True, None, 15)
    assert (mutation.weight_shift, mutation.add_node, mutation.add_connection, mutation.replace) == (
        0.8,
        0.03,
        0.05,
        0.1,
    )
    assert (mutation.perturb, mutation.weight_sd, mutation.exclusive) == ("uniform", 2.5, True)
    off = ("bias_shift", "remove_connection", "remove_node", "rewire", "change_activation")
    assert [getattr(mutation, name) for name in off] == [0.0] * 5
    assert (reproduction.crossover, reproduction.interspecies, reproduction.inherit_disabled) == (0.75, 0.001, 0.75)
    assert (reproduction.survival, reproduction.tournament, reproduction.run_stagnation) == (0.2, 1, 20)
    assert (reproduction.elitism, reproduction.elitism_size, reproduction.diversity.every) == (1, 6, 0)
    assert (brain.activation, brain.weights, brain.bias, brain.recurrent) == ("neat_sigmoid", (-8.0, 8.0), False, False)


def test_the_toy_evaluator_computes_networks() -> None:
    genomes = build_genomes([[(0, 0, 3, 2.0, True), (1, 3, 2, 3.0, True), (2, 1, 2, -1.0, True)], []])
    outputs = respond(express(genomes, interface(["a", "b"], ["y"]), False), np.array([[1.0, 0.0], [0.5, 4.0]]))
    assert outputs[:, 0].tolist() == [[6.0, -1.0], [0.0, 0.0]]


def test_xor_is_learnt() -> None:
    outcomes = [run(seed, PAPER) for seed in range(1, 4)]
    assert all(outcome.solved for outcome in outcomes)
    assert all(outcome.hidden >= 1 for outcome in outcomes)
