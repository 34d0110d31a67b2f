"""Whole worlds: operator.quale against the same in scalar C, cart_pole.quale against NumPy."""

import ctypes
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.compare.measurement import Effort, Row, interleaved, timed
from benchmarks.compare.numpy_cart_pole import live
from benchmarks.compare.peers import Peer, native, pointer
from benchmarks.worlds import EXAMPLES, grown, ticks_lived
from quale.compiler.lower.lower import lower
from quale.domains.register import DOMAINS
from quale.genome.genome import Networks
from quale.language.load import load
from quale.model.model import Model, world_task
from quale.runtime.lanes import choose_lanes
from quale.runtime.scenarios import Scenarios
from quale.runtime.thread_pool import ThreadPool
from quale.runtime.world import WorldEvaluator

SEED, GENERATIONS = 1, 10


def rows(effort: Effort, _folder: Path, _neat: Peer | None, _jax: Peer | None) -> list[Row]:
    """Compare both worlds."""
    population = 128 if effort.quick else 256
    return [*_operator(population, effort), *_cart_pole(population, effort)]


def model_of(name: str, population: int, *, only_tanh: bool = False) -> Model:
    """Return an example's Model with another population; `only_tanh` for peers that know no other activation."""
    project = load(EXAMPLES / f"{name}.quale", DOMAINS).project
    if project is None:
        raise ValueError(f"{name} has errors")
    model = project.models[0]
    settings = replace(model.evolution, population=population, seed=SEED)
    if only_tanh:
        brain = replace(settings.brain, activation="tanh", activations=("tanh",))
        settings = replace(settings, brain=brain)
    return replace(model, evolution=settings)


def _grown(model: Model) -> tuple[Networks, float]:
    """Return networks after some generations, and the scenario ticks that they live together."""
    with WorldEvaluator(model, SEED, workers=1) as evaluator:
        networks = grown(model, evaluator, GENERATIONS)
        return networks, ticks_lived(model, evaluator, networks, GENERATIONS + 1) * len(networks) * model.scenarios


def _evaluation(model: Model, networks: Networks, pool: ThreadPool) -> Callable[[], NDArray[np.float64]]:
    """Return what evaluates the networks: results [P, S, 1 + M]."""
    lanes = choose_lanes(model.scenarios)
    return partial(Scenarios(lower(model), SEED, model.scenarios, lanes, pool).results, networks, GENERATIONS + 1)


def _row(what: str, against: str, speeds: tuple[float, float], bounds: tuple[float | None, float | None]) -> Row:
    mine, other = speeds
    return Row("worlds", what, against, f"{mine:.3g} ticks/s", f"{other:.3g} ticks/s", mine / other, *bounds)


def _operator(population: int, effort: Effort) -> list[Row]:
    model = model_of("operator", population, only_tanh=True)
    networks, ticks = _grown(model)
    with ThreadPool(1) as pool:
        mine = _evaluation(model, networks, pool)
        turns: dict[str, Callable[[], float]] = {"quale": partial(timed, mine)}
        for name, defines in (("C", ()), ("C, noise once", ("NOISE_ONCE",))):
            library = native("operator.c", *defines)
            if library is None:
                return []
            theirs, results = _by_hand(library, model, networks)
            theirs()
            if np.ascontiguousarray(mine()).tobytes() != results.tobytes():
                raise RuntimeError("C and native code differ")
            turns[name] = partial(timed, theirs)
        medians = interleaved(turns, effort.rounds)
    speed = {name: ticks / seconds for name, seconds in medians.items()}
    once = "scalar C that draws a scenario's noise once for all genomes"
    return [
        _row("operator.quale", "the same in scalar C", (speed["quale"], speed["C"]), (1, 3)),
        _row("operator.quale", once, (speed["quale"], speed["C, noise once"]), (None, None)),
    ]


def _by_hand(library: object, model: Model, networks: Networks) -> tuple[Callable[[], None], NDArray[np.float64]]:
    """Return what runs benchmarks/native/operator.c, and its results [P, S, 9]."""
    results = np.zeros((len(networks), model.scenarios, 9))
    names = ("step_start", "step_slot", "step_bias", "link_start", "link_source", "link_weight")
    arrays = [pointer(getattr(networks, name)) for name in names]
    sizes = (
        ctypes.c_int64(len(networks)),
        ctypes.c_int64(model.scenarios),
        ctypes.c_uint64(SEED),
        ctypes.c_uint32(GENERATIONS + 1),
        ctypes.c_int64(int(networks.slots.max())),
    )
    run = getattr(library, "run")  # noqa: B009 - a C library has no attributes that types know
    return lambda: run(*sizes, *arrays, pointer(results)), results


def _cart_pole(population: int, effort: Effort) -> list[Row]:
    model = model_of("cart_pole", population)
    networks, ticks = _grown(model)
    with ThreadPool(1) as pool:
        mine = _evaluation(model, networks, pool)
        theirs = partial(live, networks, model.scenarios, SEED, GENERATIONS + 1, world_task(model).ticks)
        if not np.array_equal(theirs(), mine()[:, :, 0]):
            raise RuntimeError("NumPy and native code differ")
        medians = interleaved(
            {"quale": partial(timed, mine), "NumPy": partial(timed, theirs)}, min(effort.rounds, 3 - effort.quick)
        )
    speed = {name: ticks / seconds for name, seconds in medians.items()}
    against = "NumPy, all genomes and scenarios side by side"
    return [_row("cart_pole.quale", against, (speed["quale"], speed["NumPy"]), (None, None))]
