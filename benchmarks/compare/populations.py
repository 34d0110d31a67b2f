"""Populations of a given size for the benchmarks: eight species, each around a genome of its own."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.evolution.initialize import found
from quale.evolution.records.settings import Reproduction, Settings, Speciation
from quale.evolution.records.state import Species, State, Tracker
from quale.genome.gather import take
from quale.genome.genome import HIDDEN, INPUT, NO_REGION, OUTPUT, Genomes
from quale.genome.interface import interface

INPUTS, OUTPUTS, SPECIES = 10, 5, 8
KNOWN = 16
"""Splits that the run knows for each that a genome has."""

CHANGED = 2
"""Splits in which a genome differs from its species."""

FEWEST_GENOMES, FEWEST_CONNECTIONS = SPECIES, INPUTS * OUTPUTS + 2 * CHANGED
"""Populations are at least so large: every species has a member, and a genome the splits in which it differs."""

THRESHOLD = 0.7
"""Compatibility distance: within a species it is about 0.2, between two about 1.3."""


def settings(population: int) -> Settings:
    """Return settings with a fixed threshold, so that the species stay what they are."""
    return Settings(
        population=population,
        speciation=Speciation(threshold=THRESHOLD, target_species=None, stagnation=1_000_000),
        reproduction=Reproduction(survival=0.2),
    )


def population(count: int, connections: int) -> State:
    """Return a generation of `count` genomes with that many connections, half of them on the way of a split."""
    random = np.random.default_rng(count + connections)
    full, ends = INPUTS * OUTPUTS, INPUTS + OUTPUTS
    hidden = (connections - full) // 2
    known = KNOWN * hidden
    origin, goal = np.divmod(np.arange(full), OUTPUTS)
    split = np.arange(known) % full
    made = ends + np.arange(known)
    tracker = Tracker(
        ends + known,
        np.concatenate([origin, np.stack([origin[split], made], axis=1).ravel()]).astype(np.int32),
        np.concatenate([goal + INPUTS, np.stack([made, goal[split] + INPUTS], axis=1).ravel()]).astype(np.int32),
        split.astype(np.int32),
        made.astype(np.int32),
    )
    member = np.sort(np.arange(count) % SPECIES)
    places = random.permutation(known)
    own = places[: SPECIES * hidden].reshape(SPECIES, hidden)[member]
    free = places[SPECIES * hidden :]
    first = random.integers(0, len(free), count)
    second = (first + random.integers(1, len(free), count)) % len(free)  # never the same twice
    own[:, :CHANGED] = free[np.stack([first, second], axis=1)]
    centre = random.normal(size=(SPECIES, full + 2 * known))
    genomes = _genomes(np.sort(own, axis=1), tracker, centre, member, random)
    return _state(genomes, tracker, member.astype(np.int32), random)


def _genomes(
    chosen: NDArray[np.int64],
    tracker: Tracker,
    centre: NDArray[np.float64],
    member: NDArray[np.int64],
    random: np.random.Generator,
) -> Genomes:
    """Return genomes with all direct links and the splits `chosen` [P, H]."""
    count, hidden = chosen.shape
    full, ends = INPUTS * OUTPUTS, INPUTS + OUTPUTS
    nodes, links = ends + hidden, full + 2 * hidden
    further = np.stack([full + 2 * chosen, full + 2 * chosen + 1], axis=2).reshape(count, -1)
    innovation = np.concatenate([np.tile(np.arange(full), (count, 1)), further], axis=1).ravel()
    bias = random.normal(size=(count, nodes)) * 0.1
    bias[:, :INPUTS] = 0
    kinds = np.repeat(np.array([INPUT, OUTPUT, HIDDEN], np.uint8), (INPUTS, OUTPUTS, hidden))
    around = centre[np.repeat(member, links), innovation]
    return Genomes(
        node_start=np.arange(count + 1, dtype=np.int64) * nodes,
        node_id=np.concatenate([np.tile(np.arange(ends), (count, 1)), ends + chosen], axis=1).ravel().astype(np.int32),
        node_kind=np.tile(kinds, count),
        bias=bias.ravel(),
        activation=np.zeros(count * nodes, np.uint8),
        region=np.full(count * nodes, NO_REGION, np.int16),
        connection_start=np.arange(count + 1, dtype=np.int64) * links,
        innovation=innovation.astype(np.int32),
        source=tracker.source[innovation],
        target=tracker.target[innovation],
        weight=np.clip(around + 0.1 * random.normal(size=count * links), -2.0, 2.0),
        enabled=random.random(count * links) < 0.8,
    )


def _state(genomes: Genomes, tracker: Tracker, member: NDArray[np.int32], random: np.random.Generator) -> State:
    names = tuple(f"in{i}" for i in range(INPUTS)), tuple(f"out{i}" for i in range(OUTPUTS))
    state = found(settings(len(genomes)), interface(*names))
    first = np.searchsorted(member, np.arange(SPECIES))
    numbers = np.arange(SPECIES, dtype=np.int32)
    species = Species(
        id=numbers,
        founded=numbers * 0,
        improved=numbers * 0,
        best=np.ones(SPECIES),
        size=np.bincount(member, minlength=SPECIES).astype(np.int32),
        representatives=take(genomes, first),
        next_id=SPECIES,
        threshold=THRESHOLD,
    )
    return replace(
        state,
        generation=1,
        population=genomes,
        fitness=random.random(len(genomes)),
        metrics=np.zeros((len(genomes), 0)),
        membership=member,
        species=species,
        tracker=tracker,
    )


def arrays_of(genomes: Genomes) -> dict[str, Any]:
    """Return the arrays of genomes by name."""
    return {field.name: getattr(genomes, field.name) for field in fields(genomes)}
