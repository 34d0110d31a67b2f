"""How much memory a population takes, told before it is made, so that no machine is asked for what it does not have."""

import os
from dataclasses import fields, replace

import numpy as np

from quale.diagnostics import UsageError
from quale.evolution.initialize import found
from quale.genome.express import express
from quale.genome.interface import interface
from quale.model.model import Model

SAMPLE = 32
"""Founders that are made to see how large one is."""

POPULATIONS = 6
"""Populations that are held at once: parents, children in arrays with room for twice as many genes, and a checkpoint
as it is written, as it is read back and as it is decoded. Measured: xor takes 1.2 times, forager 0.9 times as much."""

WORTH_TELLING = 1 << 30
"""Bytes from which on a run says beforehand what it will take."""


def memory_needed(model: Model) -> int:
    """Return about how many bytes the first generations of a run take; what evolution adds to brains comes on top.

    The records' own sizes: genomes, their networks, and their scores by scenario.
    """
    settings = model.evolution
    sample = min(settings.population, SAMPLE)
    state = found(replace(settings, population=sample), interface(model.ports.inputs, model.ports.outputs))
    networks = express(state.population, state.interface, settings.brain.recurrent)
    scores = 8 * (1 + len(model.metrics)) * (1 + model.scenarios)
    each = (POPULATIONS * _bytes(state.population) + _bytes(networks)) / sample + scores
    return int(each * settings.population)


def _bytes(record: object) -> int:
    """Return the bytes of a record's arrays."""
    values = (getattr(record, field.name) for field in fields(record))  # type: ignore[arg-type]
    return sum(value.nbytes for value in values if isinstance(value, np.ndarray))


def memory_here() -> int:
    """Return the bytes of memory that this machine has; what else runs on it takes its part of them."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def told_memory(model: Model, here: int) -> str:
    """Return what a run of a model takes in words, "" where that is little; `here` is what the machine has.

    Raises:
        UsageError: it takes more than there is.
    """
    needed = memory_needed(model)
    population = model.evolution.population
    takes = f"a population of {population:,} takes about {_gibibytes(needed)} of memory"
    if needed > here:
        fits = population * here // (2 * needed)
        raise UsageError(
            f"{model.name}: {takes}, and this machine has {_gibibytes(here)}: "
            f"write `population: {fits:_}` or less, or use a larger machine"
        )
    return takes if needed >= WORTH_TELLING else ""


def _gibibytes(size: int) -> str:
    return f"{size / (1 << 30):,.1f} GiB"
