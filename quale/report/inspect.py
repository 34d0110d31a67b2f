"""Snapshot → Inspection."""

import numpy as np

from quale.checkpoint.directory.family import Kin
from quale.checkpoint.format.snapshot import Snapshot, Trials
from quale.evolution.records.state import State
from quale.model.domain import TaskState, scaling_of
from quale.report.choose import choose_genome
from quale.report.follow import follow
from quale.report.inspection import Inspection, Scaled, SpeciesRow, Trial
from quale.report.untangle import untangle


def inspect(
    snapshot: Snapshot, genome: str = "best", about: tuple[tuple[str, str], ...] = (), family: tuple[Kin, ...] = ()
) -> Inspection:
    """Look at a snapshot and one genome of it, chosen as in `choose_genome`, with its family as far as it is known.

    Raises:
        UsageError: There is no such genome.
    """
    state = snapshot.state
    chosen = choose_genome(snapshot, genome)
    graph = untangle(chosen.genome, 0, state.interface)
    return Inspection(
        run=snapshot.run,
        generation=state.generation,
        seed=state.seed,
        about=about,
        lineage=snapshot.lineage,
        history=tuple(state.history.figures(row) for row in range(len(state.history))),
        trials=snapshot.trials,
        held_out=snapshot.held_out,
        seconds=state.seconds,
        species=_species(state),
        threshold=state.species.threshold,
        population=len(state.population),
        who=chosen.who,
        fitness=chosen.fitness,
        metrics=tuple(zip(snapshot.metrics, chosen.metrics, strict=True)) if chosen.metrics else (),
        graph=graph,
        pathways=follow(graph),
        tests=_tests(snapshot.trials),
        scaled=_scaled(state.interface.inputs, chosen.given),
        caution=chosen.caution,
        family=family,
    )


def _scaled(sensors: tuple[str, ...], given: TaskState) -> tuple[Scaled, ...]:
    """Return what is done to each sensor's values before the brain is shown them."""
    scaling = scaling_of(given)
    if scaling is None:
        return ()
    rows = zip(sensors, scaling.mean.tolist(), scaling.deviation.tolist(), strict=True)
    return tuple(Scaled(sensor, mean, deviation) for sensor, mean, deviation in rows)


def _tests(trials: Trials) -> tuple[Trial, ...]:
    if not len(trials.reached):
        return ()
    reached = [value if np.isfinite(value) else None for value in trials.reached[-1].tolist()]
    passes = np.count_nonzero(trials.passed, axis=0).tolist()
    return tuple(map(Trial, trials.names, reached, trials.passed[-1].tolist(), passes))


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
