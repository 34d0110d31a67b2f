"""A new evolution from the genomes of an older one."""

from collections.abc import Sequence
from dataclasses import replace

from quale.evolution.records.generation_zero import beginning
from quale.evolution.records.settings import Settings
from quale.evolution.records.state import State
from quale.evolution.transfer.adapt import adapt
from quale.evolution.transfer.resize import resize


def seed_population(settings: Settings, source: State, inputs: Sequence[str], outputs: Sequence[str]) -> State:
    """Return generation 0 of a new run with the genomes of `source`, its best first.

    Genomes are taken unchanged but for inputs and outputs, which are matched by name (see `adapt`); the innovation
    numbers go on; generation, history, species and seed are new.
    """
    fitted, _ = adapt(replace(source, winner=None), inputs, outputs, settings)
    genomes, tracker = resize(fitted, settings)
    return beginning(settings, fitted.interface, genomes, tracker)
