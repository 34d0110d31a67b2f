"""Whether an evolution is over, and why."""

from enum import Enum, auto

from quale.evolution.records.criteria import satisfied
from quale.evolution.records.settings import Settings
from quale.evolution.records.state import State


class Cause(Enum):
    """What ended an evolution, in the order in which it is looked for."""

    WHEN = auto()  # a genome satisfied `stop { when }`
    TESTS = auto()  # a champion passed every test
    FITNESS = auto()
    STAGNATION = auto()
    TIME = auto()
    GENERATIONS = auto()


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
    return Cause.GENERATIONS if state.generation >= settings.generations else None


def stop_reason(state: State, settings: Settings, *, stale: bool = False) -> str | None:
    """Return why the evolution is over, in words, or None while it goes on; `stale` as in `cause`."""
    stop, best = settings.stop, state.best
    words = {
        Cause.TESTS: f"the champion of generation {state.generation} passed every test",
        Cause.STAGNATION: f"no better fitness for {stop.stagnation} generations",
        Cause.TIME: f"{stop.seconds or 0:g} seconds are over",
        Cause.GENERATIONS: f"{settings.generations} generations are done",
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
