"""Brains used from Python: one row a call and many, against neat-python's `activate` and against a compiled world."""

from collections.abc import Callable
from dataclasses import fields
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.compare.measurement import Effort, Row, interleaved, seconds_text, timed
from benchmarks.compare.network_rows import ours
from benchmarks.compare.peers import Peer, stored
from benchmarks.kernel import INPUTS, OUTPUTS, POPULATION, TICKS, networks
from quale.brain import Brain
from quale.genome.genome import HIDDEN, INPUT, NO_REGION, OUTPUT, Genomes, Networks
from quale.genome.interface import interface
from quale.runtime.lanes import choose_lanes

CONNECTIONS, HIDDEN_NODES = 50, 8
CALLS = 2000
"""Calls of one row, and rows that neat-python is given one by one."""

MANY, AGAIN = 10_000, 20
"""Rows of one call, and how often it is made."""


def rows(effort: Effort, folder: Path, neat: Peer | None, _jax: Peer | None) -> list[Row]:
    """Compare one brain of 50 connections: the first of those that the world runs."""
    population = networks(CONNECTIONS, HIDDEN_NODES)
    names = tuple(f"in{i}" for i in range(INPUTS)), tuple(f"out{i}" for i in range(OUTPUTS))
    brain = Brain(genome_of(population), interface(*names), recurrent=False, steps=1)
    random = np.random.default_rng(1)
    single = [[row] for row in random.normal(size=(CALLS, INPUTS)).tolist()]
    many = random.normal(size=(MANY, INPUTS))
    lanes = choose_lanes(MANY)
    world, _ = ours(population, lanes)
    turns: dict[str, Callable[[], float]] = {
        "one": partial(timed, lambda: [brain.activate(row) for row in single]),
        "arrays": partial(timed, lambda: [(np.array(row), np.empty((1, OUTPUTS))) for row in single]),
        "many": partial(timed, partial(_again, partial(brain.activate, many))),
        "world": world,
    }
    if neat is not None:
        arrays = {field.name: np.asarray(getattr(population, field.name)) for field in fields(population)}
        file = stored(folder, "activated", arrays)
        turns["neat"] = lambda: float(neat.ask("networks", file=file, count=1, samples=CALLS)["seconds"])
    work = {"one": CALLS, "arrays": CALLS, "many": MANY * AGAIN, "world": POPULATION * TICKS * lanes, "neat": CALLS}
    taken = {name: seconds / work[name] for name, seconds in interleaved(turns, effort.rounds).items()}
    what, row = f"{CONNECTIONS} connections", partial(Row, "activate")
    beyond, arrays_text = taken["one"] - taken["arrays"], seconds_text(taken["arrays"])
    texts = seconds_text(taken["one"]), arrays_text
    found = [row(f"{what}, one row", "µs beyond making the arrays", *texts, beyond * 1e6, 5, 2, most=True)]
    in_batch = seconds_text(taken["many"])
    if neat is not None:
        theirs = seconds_text(taken["neat"])
        found.append(row(f"{what}, one row", "neat-python", texts[0], theirs, taken["neat"] / taken["one"], 1, 2))
        ratio = taken["neat"] / taken["many"]
        found.append(row(f"{what}, a row of {MANY:,}", "neat-python", in_batch, theirs, ratio, 100, 300))
    against = f"a compiled world, {lanes} lanes"
    ratio = taken["world"] / taken["many"]
    found.append(row(f"{what}, a row of {MANY:,}", against, in_batch, seconds_text(taken["world"]), ratio, 0.5, 0.8))
    return found


def _again(work: Callable[[], object]) -> None:
    """Do something so often that its time can be measured; no result is kept, so that memory is used again."""
    for _ in range(AGAIN):
        work()


def genome_of(population: Networks) -> Genomes:
    """Return a genome of the first network: its links are connections in the order in which they stand."""
    steps = slice(int(population.step_start[0]), int(population.step_start[1]))
    links = slice(int(population.link_start[steps.start]), int(population.link_start[steps.stop]))
    nodes, count = int(population.slots[0]), links.stop - links.start
    bias, activation = np.zeros(nodes), np.zeros(nodes, dtype=np.uint8)
    bias[population.step_slot[steps]] = population.step_bias[steps]
    activation[population.step_slot[steps]] = population.step_activation[steps]
    entering = np.diff(population.link_start[steps.start : steps.stop + 1])
    hidden = nodes - INPUTS - OUTPUTS
    return Genomes(
        node_start=np.array([0, nodes]),
        node_id=np.arange(nodes, dtype=np.int32),
        node_kind=np.repeat(np.array([INPUT, OUTPUT, HIDDEN], np.uint8), (INPUTS, OUTPUTS, hidden)),
        bias=bias,
        activation=activation,
        region=np.full(nodes, NO_REGION, np.int16),
        connection_start=np.array([0, count]),
        innovation=np.arange(count, dtype=np.int32),
        source=population.link_source[links].copy(),
        target=np.repeat(population.step_slot[steps], entering).astype(np.int32),
        weight=population.link_weight[links].copy(),
        enabled=np.ones(count, dtype=np.bool_),
    )
