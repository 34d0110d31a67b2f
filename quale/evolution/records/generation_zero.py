"""Generation 0 around genomes that are still to be evaluated."""

import numpy as np

from quale.evolution.records.settings import Settings
from quale.evolution.records.state import History, Species, State, Tracker
from quale.genome.gather import take
from quale.genome.genome import Genomes, Interface
from quale.genome.seal import sealed


def beginning(settings: Settings, interface: Interface, genomes: Genomes, tracker: Tracker) -> State:
    """Return the State of generation 0: no species, no scores, no history."""
    metrics = len(settings.metrics)
    return State(
        generation=0,
        seed=settings.seed,
        interface=interface,
        population=genomes,
        fitness=sealed(np.zeros(0)),
        metrics=sealed(np.zeros((0, metrics))),
        membership=sealed(np.zeros(0, dtype=np.int32)),
        species=Species(
            id=sealed(np.zeros(0, dtype=np.int32)),
            founded=sealed(np.zeros(0, dtype=np.int32)),
            improved=sealed(np.zeros(0, dtype=np.int32)),
            best=sealed(np.zeros(0)),
            size=sealed(np.zeros(0, dtype=np.int32)),
            representatives=take(genomes, np.zeros(0, dtype=np.int64)),
            next_id=0,
            threshold=settings.speciation.threshold,
        ),
        tracker=tracker,
        best=None,
        winner=None,
        improved=0,
        evaluations=0,
        seconds=0.0,
        history=History(
            best=sealed(np.zeros(0)),
            mean=sealed(np.zeros(0)),
            median=sealed(np.zeros(0)),
            worst=sealed(np.zeros(0)),
            species=sealed(np.zeros(0, dtype=np.int32)),
            complexity=sealed(np.zeros(0)),
            evaluations=sealed(np.zeros(0, dtype=np.int64)),
            seconds=sealed(np.zeros(0)),
            invalid=sealed(np.zeros(0, dtype=np.int32)),
            changed=sealed(np.zeros(0, dtype=np.bool_)),
            metrics=sealed(np.zeros((0, metrics))),
        ),
    )
