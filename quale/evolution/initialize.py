"""The beginning of an evolution."""

import numpy as np

from quale.evolution.records.generation_zero import beginning
from quale.evolution.records.innovations import table_of, tracker_of
from quale.evolution.records.rates import rates_of
from quale.evolution.records.settings import Settings
from quale.evolution.records.state import State, Tracker
from quale.evolution.reproduction.founders import add_founders, founding
from quale.genome.buffer import buffer
from quale.genome.genome import Interface
from quale.genome.seal import sealed
from quale.streams import child_streams


def found(settings: Settings, interface: Interface) -> State:
    """Return generation 0: `settings.population` founders, not yet evaluated."""
    none = sealed(np.zeros(0, dtype=np.int32))
    ids = np.concatenate([interface.input_ids, interface.output_ids])
    wanted = founding(settings.population, interface, settings.brain, "found")
    rates = rates_of(settings, interface)
    table = table_of(Tracker(int(ids.max(initial=-1)) + 1, none, none, none, none), wanted.pairs, 0)
    founders = buffer(wanted.count, wanted.count * rates.ports, wanted.count * wanted.held)
    add_founders(founders, 0, wanted, rates, table, child_streams(settings.seed, 0))
    return beginning(settings, interface, founders.finished(), tracker_of(table))
