"""The beginning of an evolution."""

import numpy as np

from quale.evolution.beginning import beginning
from quale.evolution.founders import founders
from quale.evolution.numbering import Numbering
from quale.evolution.settings import Settings
from quale.evolution.state import State, Tracker
from quale.genome.draft import copied
from quale.genome.genome import Interface
from quale.genome.seal import sealed
from quale.streams import stream


def found(settings: Settings, interface: Interface) -> State:
    """Return generation 0: `settings.population` founders, not yet evaluated."""
    none = sealed(np.zeros(0, dtype=np.int32))
    ids = np.concatenate([interface.input_ids, interface.output_ids])
    numbering = Numbering(Tracker(int(ids.max(initial=-1)) + 1, none, none, none, none))
    chance = stream(settings.seed, 0, "found")
    genomes = founders(np.arange(settings.population), interface, settings.brain, numbering, chance)
    exchange, tracker = numbering.settle()
    return beginning(settings, interface, exchange.apply(copied(genomes)), tracker)
