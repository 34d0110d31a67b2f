"""Whether an evolution is over, and why."""

from enum import Enum, auto

from quale.evolution.records.criteria import satisfied
from quale.evolution.records.settings import Settings
from quale.evolution.records.state import State

INT32, INT64 = 2**31 - 1, 2**63 - 1
"""The largest numbers that the arrays of a State hold."""

CONNECTIONS = 8
"""More than the mutations of one child can add; all fresh genomes share one for each input and output."""


class Cause(Enum):
    """What ended an evolution, in the order in which it is looked for."""

    WHEN = auto()  # a genome satisfied `stop { when }`
    TESTS = auto()  # a champion passed every test
    FITNESS = auto()
    STAGNATION = auto()
    TIME = auto()
    GENERATIONS = auto()
    NUMBERS = auto()  # a counter would leave what the arrays of a State, and files, can hold


def cause(state: State, settings: Settings, *, stale: bool = False) -> Cause | None:
    """Return what ended the evolution, None while it goes on.

    `stale` says that the state's scores are a changed program's: what is judged by scores has to wait for a generation
    that this program has scored.
    """
    stop = settings.stop
    if not stale:
        if state.winner is not None:
            return Cause.WHEN if _satisfies(state, state.winner, settings) else Cause.TESTS
        if stop.fitness is not None and state.best is not None and state.best.fitness >= stop.fitness:
            return Cause.FITNESS
        if stop.stagnation is not None and state.generation - state.improved >= stop.stagnation:
            return Cause.STAGNATION
    if stop.seconds is not None and state.seconds >= stop.seconds:
        return Cause.TIME
    if state.generation >= settings.generations:
        return Cause.GENERATIONS
    return Cause.NUMBERS if used_up(state, settings) else None


def used_up(state: State, settings: Settings) -> str | None:
    """Return which of the numbers that a run gives out would not last for another generation, None if all would."""
    population = settings.population
    ports = len(state.interface.inputs) * len(state.interface.outputs)
    needed = (
        ("generations", state.generation, 1, INT32),
        ("evaluations", state.evaluations, population, INT64),
        ("numbers of species", state.species.next_id, population, INT32),
        ("numbers of nodes", state.tracker.next_node_id, population, INT32),
        ("numbers of connections", state.tracker.next_innovation, population * CONNECTIONS + ports, INT32),
    )
    return next((what for what, given, more, most in needed if given + more > most), None)


def stop_reason(state: State, settings: Settings, *, stale: bool = False) -> str | None:
    """Return why the evolution is over, in words, or None while it goes on; `stale` as in `cause`."""
    stop, best = settings.stop, state.best
    words = {
        Cause.TESTS: f"the champion of generation {state.generation} passed every test",
        Cause.STAGNATION: f"no better fitness for {stop.stagnation} generations",
        Cause.TIME: f"{stop.seconds or 0:g} seconds are over",
        Cause.GENERATIONS: f"{settings.generations} generations are done",
        Cause.NUMBERS: f"the {used_up(state, settings)} are used up",
    }
    if stop.when is not None:
        condition = f"{settings.metrics[stop.when.metric]} {stop.when.comparison} {stop.when.value:g}"
        words[Cause.WHEN] = f"genome {state.winner} of generation {state.generation} has {condition}"
    if stop.fitness is not None and best is not None:
        words[Cause.FITNESS] = f"fitness {best.fitness:g} in generation {best.generation} reaches {stop.fitness:g}"
    ended = cause(state, settings, stale=stale)
    return None if ended is None else words[ended]


def _satisfies(state: State, genome: int, settings: Settings) -> bool:
    """Return whether a genome satisfies `stop { when }`."""
    when = settings.stop.when
    return when is not None and bool(satisfied(when, state.metrics[genome : genome + 1])[0])
