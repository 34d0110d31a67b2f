"""A new evolution from the genomes of an older one."""

from collections.abc import Sequence
from dataclasses import replace

from quale.evolution.adopt import adopt
from quale.evolution.beginning import beginning
from quale.evolution.resize import resize
from quale.evolution.settings import Settings
from quale.evolution.state import State


def seed(settings: Settings, source: State, inputs: Sequence[str], outputs: Sequence[str]) -> State:
    """Return generation 0 of a new run with the genomes of `source`, its best first.

    Genomes are taken unchanged but for inputs and outputs, which are matched by name (see `adopt`); the innovation
    numbers go on; generation, history, species and seed are new.
    """
    fitted, _ = adopt(replace(source, winner=None), inputs, outputs, settings)
    genomes, tracker = resize(fitted, settings)
    return beginning(settings, fitted.interface, genomes, tracker)
