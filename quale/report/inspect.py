"""Snapshot → Inspection."""

import numpy as np

from quale.checkpoint.format.snapshot import Snapshot, Trials
from quale.diagnostics import UsageError
from quale.evolution.records.state import State
from quale.genome.genome import Genomes
from quale.report.follow import follow
from quale.report.inspection import Generation, Inspection, SpeciesRow, Trial
from quale.report.untangle import untangle


def inspect(snapshot: Snapshot, genome: str = "best", about: tuple[tuple[str, str], ...] = ()) -> Inspection:
    """Look at a snapshot and one genome of it: "best", the best so far, or a number in its population, from 0.

    Raises:
        UsageError: There is no such genome.
    """
    state = snapshot.state
    genomes, index, who, fitness, metrics = _choose(state, genome)
    graph = untangle(genomes, index, state.interface)
    return Inspection(
        run=snapshot.run,
        generation=state.generation,
        seed=state.seed,
        about=about,
        lineage=snapshot.lineage,
        history=_history(snapshot),
        seconds=state.seconds,
        species=_species(state),
        threshold=state.species.threshold,
        population=len(state.population),
        who=who,
        fitness=fitness,
        metrics=tuple(zip(snapshot.metrics, metrics, strict=True)) if metrics else (),
        graph=graph,
        pathways=follow(graph),
        tests=_tests(snapshot.trials),
    )


def _choose(state: State, genome: str) -> tuple[Genomes, int, str, float | None, tuple[float, ...]]:
    if genome == "best":
        best = state.best
        if best is None:
            why = "none has had a valid score" if state.generation else "none has been evaluated yet"
            return state.population, 0, f"genome 0; {why}", None, ()
        since = int(np.flatnonzero(state.history.changed).max(initial=0))  # a row, from 0: generations before it
        anew = f", since the program changed in generation {since}" if since else ""
        who = f"best so far{anew}, from generation {best.generation}"
        return best.genome, 0, who, best.fitness, tuple(float(value) for value in best.metrics)
    index = int(genome) if genome.isascii() and genome.isdecimal() else -1
    if not 0 <= index < len(state.population):
        raise UsageError(f"--genome {genome}: wanted `best` or a number from 0 to {len(state.population) - 1}")
    if not len(state.fitness):
        return state.population, index, f"founder {index}", None, ()
    who = f"number {index} of generation {state.generation}, species {state.membership[index]}"
    metrics = tuple(float(value) for value in state.metrics[index])
    return state.population, index, who, float(state.fitness[index]), metrics


def _tests(trials: Trials) -> tuple[Trial, ...]:
    if not len(trials.reached):
        return ()
    reached = [value if np.isfinite(value) else None for value in trials.reached[-1].tolist()]
    passes = np.count_nonzero(trials.passed, axis=0).tolist()
    return tuple(map(Trial, trials.names, reached, trials.passed[-1].tolist(), passes))


def _history(snapshot: Snapshot) -> tuple[Generation, ...]:
    history, trials = snapshot.state.history, snapshot.trials
    return tuple(
        Generation(
            generation=row + 1,
            best=float(history.best[row]),
            mean=float(history.mean[row]),
            median=float(history.median[row]),
            worst=float(history.worst[row]),
            species=int(history.species[row]),
            complexity=float(history.complexity[row]),
            evaluations=int(history.evaluations[row]),
            changed=bool(history.changed[row]),
            tests=tuple(zip(trials.names, trials.reached[row].tolist(), trials.passed[row].tolist(), strict=True))
            if trials.names
            else (),
        )
        for row in range(len(history))
    )


def _species(state: State) -> tuple[SpeciesRow, ...]:
    species = state.species
    return tuple(
        SpeciesRow(
            id=int(species.id[row]),
            age=state.generation - int(species.founded[row]),
            size=int(species.size[row]),
            best=float(species.best[row]),
            stagnation=state.generation - int(species.improved[row]),
        )
        for row in range(len(species.id))
    )
