"""An older state under a changed program."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.criteria import satisfied
from quale.evolution.records.settings import Settings
from quale.evolution.records.state import State
from quale.evolution.transfer.loops import without_loops
from quale.evolution.transfer.ports import match_ports, move_ports
from quale.evolution.transfer.resize import resize
from quale.genome.genome import ACTIVATIONS, Genomes
from quale.genome.seal import sealed


def adapt(
    state: State,
    inputs: Sequence[str],
    outputs: Sequence[str],
    settings: Settings,
    metrics: Sequence[str] | None = None,
    *,
    tested: bool = False,
    changed: bool = False,
) -> tuple[State, tuple[str, ...]]:
    """Return the state fitted to the inputs, outputs and settings of a program, and in words what that changed.

    Ports are matched by name: a new one starts unconnected, a removed one drops its connections. Where brains may no
    longer be recurrent, connections that close a cycle are dropped, the latest first to go. Metric columns are matched
    by name to `settings.metrics` if `metrics` names the old ones; else they stay, or are NaN where their number
    changed. A winner that does not satisfy the stop condition is none, unless it was `tested` by tests that still hold.
    `changed` says that the program scores otherwise: no winner, and all counts of generations without progress begin
    here (`renewed`).
    Founders that have not been evaluated are trimmed or filled up to the population. Where nothing changed,
    the state comes back as it is.
    """
    ports = match_ports(state.interface, tuple(inputs), tuple(outputs), state.tracker.next_node_id)
    words = list(ports.words)
    if ports.words or (state.interface.inputs, state.interface.outputs) != (tuple(inputs), tuple(outputs)):
        activation = ACTIVATIONS.index(settings.brain.activation)
        state = _each(state, lambda genomes: move_ports(genomes, ports, activation))
        tracker = replace(state.tracker, next_node_id=ports.next_node_id)
        state = replace(state, interface=ports.interface, tracker=tracker)
    if not settings.brain.recurrent:
        before = len(state.population.innovation)
        straight = _each(state, without_loops)
        if len(straight.population.innovation) != before:
            words.append(f"{before - len(straight.population.innovation)} connections closed cycles and are gone")
        state = straight
    state = _match_metrics(state, None if metrics is None else tuple(metrics), settings)
    when = settings.stop.when
    if state.winner is not None and not tested and (when is None or not satisfied(when, state.metrics)[state.winner]):
        state = replace(state, winner=None)
    if changed:
        state = renewed(state)
    if state.generation == 0 and len(state.population) != settings.population:
        population, tracker = resize(state, settings)
        state = replace(state, population=population, tracker=tracker)
        words.append(f"the founders are {settings.population} now")
    return state, tuple(words)


def renewed(state: State) -> State:
    """Return the state without what a changed program's scores cannot be compared with: winner and records.

    The run and its species count as having improved now, and whatever a species reaches next is more than it had. The
    best genome so far is left to the caller, who can evaluate it.
    """
    species, count = state.species, len(state.species.id)
    return replace(
        state,
        winner=None,
        improved=state.generation,
        species=replace(
            species,
            improved=sealed(np.full(count, state.generation, dtype=np.int32)),
            best=sealed(np.full(count, -np.inf)),
        ),
    )


def _each(state: State, change: Callable[[Genomes], Genomes]) -> State:
    """Return the state with every genome in it changed."""
    return replace(
        state,
        population=change(state.population),
        species=replace(state.species, representatives=change(state.species.representatives)),
        best=None if state.best is None else replace(state.best, genome=change(state.best.genome)),
    )


def _match_metrics(state: State, old: tuple[str, ...] | None, settings: Settings) -> State:
    """Return the state with metric columns for `settings.metrics`."""
    new = settings.metrics
    width = state.history.metrics.shape[1]
    if old is None:
        old = new if width == len(new) else ()
    if old != new:
        place = np.array([old.index(name) if name in old else -1 for name in new], dtype=np.int64)

        def columns(values: NDArray[np.float64]) -> NDArray[np.float64]:
            filled = np.full((*values.shape[:-1], len(new)), np.nan)
            filled[..., place >= 0] = values[..., place[place >= 0]]
            return sealed(filled)

        state = replace(
            state,
            metrics=columns(state.metrics),
            history=replace(state.history, metrics=columns(state.history.metrics)),
            best=None if state.best is None else replace(state.best, metrics=columns(state.best.metrics)),
        )
    return state
