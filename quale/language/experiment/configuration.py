"""The effective configuration of an experiment as text, for checkpoints to store and compare."""

from dataclasses import fields, is_dataclass

from quale.evolution.records.settings import Condition, Settings
from quale.language.experiment.evolve_block import Plan
from quale.language.syntax.number_text import shown

Pairs = tuple[tuple[str, str], ...]


def configuration(
    references: Pairs, plan: Plan, seed_from: str | None, ticks: int | None, *, scenarios: bool = True
) -> Pairs:
    """Return dotted fields and their values as text, defaults included, in a fixed order.

    `ticks` is there if there are any, and what is said about scenarios where there are some.
    """
    settings = plan.settings
    return (
        *references,
        ("preset", plan.preset or "none"),
        ("population", str(settings.population)),
        ("generations", str(settings.generations)),
        *((("scenarios", str(plan.scenarios)),) if scenarios else ()),
        *((("ticks", str(ticks)),) if ticks is not None else ()),
        ("seed", str(plan.seed)),
        ("seed_from", seed_from or "none"),
        *((("aggregate", plan.aggregate),) if scenarios else ()),
        ("resample", "every_generation" if plan.resample else "never"),
        *evolution_pairs(settings),
        *_pairs("checkpoint", plan.checkpoint),
        *((("time_limit", f"{shown(plan.time_limit)} s"),) if plan.time_limit is not None else ()),
        *_stop(settings),
    )


def evolution_pairs(settings: Settings) -> Pairs:
    """Return what the blocks of an evolve block say about evolution, dotted fields and their values as text."""
    return (
        *_pairs("brain", settings.brain),
        *_pairs("mutation", settings.mutation),
        *_pairs("speciation", settings.speciation),
        *_pairs("reproduction", settings.reproduction),
    )


def _pairs(prefix: str, record: object) -> Pairs:
    if not is_dataclass(record):
        return ((prefix, _text(record)),)
    pairs: list[tuple[str, str]] = []
    for field in fields(record):
        pairs += _pairs(f"{prefix}.{field.name}", getattr(record, field.name))
    return tuple(pairs)


def _text(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return str(value).lower()
        case int() | float():
            return shown(value)
        case (float() as low, float() as high):
            return f"{shown(low)}..{shown(high)}"
        case tuple():
            return f"[{', '.join(_text(item) for item in value)}]"
        case _:
            return str(value)


def _stop(settings: Settings) -> Pairs:
    stop = settings.stop
    return (
        ("stop.fitness", _text(stop.fitness)),
        ("stop.when", _condition(stop.when, settings.metrics)),
        ("stop.stagnation", _text(stop.stagnation)),
        ("stop.time", "none" if stop.seconds is None else f"{shown(stop.seconds)} s"),
    )


def _condition(condition: Condition | None, metrics: tuple[str, ...]) -> str:
    if condition is None:
        return "none"
    return f"{metrics[condition.metric]} {condition.comparison} {shown(condition.value)}"
