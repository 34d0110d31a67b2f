"""Whether an evolution is over, and why."""

from quale.evolution.records.criteria import satisfied
from quale.evolution.records.settings import Settings
from quale.evolution.records.state import State


def stop_reason(state: State, settings: Settings) -> str | None:
    """Return why the evolution is over, in words, or None while it goes on."""
    stop = settings.stop
    if state.winner is not None:
        if stop.when is None or not satisfied(stop.when, state.metrics[state.winner : state.winner + 1])[0]:
            return f"the champion of generation {state.generation} passed every test"
        condition = f"{settings.metrics[stop.when.metric]} {stop.when.comparison} {stop.when.value:g}"
        return f"genome {state.winner} of generation {state.generation} has {condition}"
    if stop.fitness is not None and state.best is not None and state.best.fitness >= stop.fitness:
        return f"fitness {state.best.fitness:g} in generation {state.best.generation} reaches {stop.fitness:g}"
    if stop.stagnation is not None and state.generation - state.improved >= stop.stagnation:
        return f"no better fitness for {stop.stagnation} generations"
    if stop.seconds is not None and state.seconds >= stop.seconds:
        return f"{stop.seconds:g} seconds are over"
    if state.generation >= settings.generations:
        return f"{settings.generations} generations are done"
    return None
