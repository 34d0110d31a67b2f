"""Snapshot → the genome that is meant: the best so far, the winner, or a number of the population."""

from dataclasses import dataclass, field

import numpy as np

from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import UsageError
from quale.evolution.records.state import State
from quale.genome.gather import take
from quale.genome.genome import Genomes
from quale.model.domain import TaskState

BEST, WINNER = "best", "winner"


@dataclass(frozen=True, slots=True)
class Chosen:
    """One genome of a snapshot with what it is called and what it scored."""

    genome: Genomes  # one genome
    who: str  # in words
    fitness: float | None  # None for a founder that was never evaluated
    metrics: tuple[float, ...]  # empty for the same
    generation: int  # in whose scenarios it scored that; 0 for founders
    caution: str = ""  # what has to be known about the fitness
    given: TaskState = field(default_factory=dict)  # what its evaluation was given by the generations before


def choose_genome(snapshot: Snapshot, genome: str = BEST) -> Chosen:
    """Return a genome by "best", the best so far, "winner", the one that ended the run, or its number, from 0.

    Raises:
        UsageError: there is no such genome.
    """
    state = snapshot.state
    if genome == BEST:
        return _best(snapshot)
    if genome == WINNER:
        if state.winner is None:
            raise UsageError("--genome winner: no genome has ended this run (`stop { when: … }`, tests); try `best`")
        return _numbered(snapshot, state.winner, f"winner, number {state.winner}")
    index = int(genome) if genome.isascii() and genome.isdecimal() and len(genome) < 20 else -1
    if not 0 <= index < len(state.population):
        raise UsageError(
            f"--genome {genome}: wanted `best`, `winner` or a number from 0 to {len(state.population) - 1}"
        )
    return _numbered(snapshot, index, f"number {index}")


def _best(snapshot: Snapshot) -> Chosen:
    state = snapshot.state
    best = state.best
    if best is None:
        why = "none has had a valid score" if state.generation else "none has been evaluated yet"
        return Chosen(_one(state, 0), f"genome 0; {why}", None, (), state.generation)
    row = int(np.flatnonzero(state.history.changed).max(initial=0))  # 0: nothing came before it
    anew = f", since the program changed in generation {row + 1}" if row else ""  # the first one of the changed program
    who = f"best so far{anew}, from generation {best.generation}"
    metrics = tuple(float(value) for value in best.metrics)
    return Chosen(best.genome, who, best.fitness, metrics, best.generation, _caution(snapshot), snapshot.best_state)


def _caution(snapshot: Snapshot) -> str:
    """Return why the best fitness says more than the genome is worth (the winner's curse, Thaler 1988)."""
    scenarios = dict(snapshot.configuration).get("scenarios", "")
    scores = f"the best of {snapshot.state.evaluations:,} scores"
    if not scenarios:
        return f"{scores}: where something is drawn, luck is in it"
    return f"{scores} over {scenarios} scenario{'s' * (scenarios != '1')}: where scenarios are drawn, luck is in it"


def _numbered(snapshot: Snapshot, index: int, name: str) -> Chosen:
    state = snapshot.state
    one = _one(state, index)
    if not len(state.fitness):
        return Chosen(one, f"founder {index}", None, (), 0)
    who = f"{name} of generation {state.generation}, species {state.membership[index]}"
    metrics = tuple(float(value) for value in state.metrics[index])
    return Chosen(one, who, float(state.fitness[index]), metrics, state.generation, given=snapshot.scored_state)


def _one(state: State, index: int) -> Genomes:
    return take(state.population, np.array([index]))
