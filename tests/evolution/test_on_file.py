"""The bits of short toy evolutions under many settings are on file: not one of them changes unless it is meant to.
QUALE_GOLDEN=1 records them anew.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quale.evolution.ask import ask
from quale.evolution.records.settings import (
    BrainSettings,
    Condition,
    Diversity,
    Mutation,
    Reproduction,
    Settings,
    Speciation,
    Stop,
)
from quale.evolution.tell import tell
from quale.evolution.transfer.adapt import adapt
from quale.evolution.transfer.seed_population import seed_population
from tests.evolution.toy import BUSY, advance, begin, toy_scores

GOLDEN = Path(__file__).parents[1] / "golden/evolution/bits.json"
PLAIN = Settings(population=24, seed=11, mutation=BUSY, speciation=Speciation(threshold=1.0))

ALL = Mutation(
    weight_shift=1.0,
    bias_shift=1.0,
    add_connection=1.0,
    remove_connection=1.0,
    add_node=1.0,
    remove_node=1.0,
    rewire=1.0,
    change_activation=1.0,
)

SETTINGS = {
    "plain": PLAIN,
    "the defaults": Settings(population=40, seed=2**63 + 5),
    "recurrent": replace(PLAIN, brain=BrainSettings(recurrent=True, initial=0.5, weights=(-0.75, 1.5))),
    "no biases, one activation": replace(PLAIN, brain=BrainSettings(bias=False, activations=("relu",), initial=0.0)),
    "uniform steps": replace(PLAIN, mutation=replace(BUSY, perturb="uniform", replace=0.5, weight_sd=2.0)),
    "one structural change": replace(PLAIN, mutation=replace(BUSY, exclusive=True)),
    "all always": replace(PLAIN, mutation=ALL),
    "many species": replace(PLAIN, speciation=Speciation(threshold=0.3, target_species=6, normalise=False)),
    "few species": replace(PLAIN, speciation=Speciation(threshold=0.2, target_species=2, excess=2.0, weight=1.5)),
    "stagnation": replace(PLAIN, speciation=Speciation(threshold=0.5, target_species=None, stagnation=1)),
    "a run that halts": replace(PLAIN, reproduction=Reproduction(run_stagnation=1)),
    "couples of all species": replace(PLAIN, speciation=Speciation(threshold=0.4), reproduction=Reproduction(
        crossover=1.0, interspecies=0.5, tournament=1, survival=0.5, inherit_disabled=0.25)),
    "many elites": replace(PLAIN, reproduction=Reproduction(elitism=3, elitism_size=1, survival=0.2)),
    "fresh genomes": replace(PLAIN, reproduction=Reproduction(diversity=Diversity(every=2, rate=0.3))),
    "metrics and a winner": replace(PLAIN, metrics=("a", "b"), stop=Stop(when=Condition(1, ">=", 3.0))),
}  # fmt: skip


def pieces(value: Any, name: str = "") -> Iterator[bytes]:
    """Yield all that a record holds, name by name."""
    if is_dataclass(value):
        for field in fields(value):
            yield from pieces(getattr(value, field.name), f"{name}.{field.name}")
    elif isinstance(value, np.ndarray):
        yield f"{name} {value.dtype} {value.shape}\n".encode() + value.tobytes()
    elif not name.endswith("seconds"):
        yield f"{name} {float(value) if isinstance(value, float) else value!r}\n".encode()


def digest(*records: Any) -> str:
    return hashlib.sha256(b"".join(piece for record in records for piece in pieces(record))).hexdigest()[:16]


def evolved(name: str) -> dict[str, str]:
    """Return digests of a run's states and of what becomes of the last one elsewhere."""
    settings = SETTINGS[name]
    state = begin(settings, 3, 2)
    found = {"founders": digest(state)}
    for generation in range(1, 9):
        offspring = ask(state, settings)
        scores = toy_scores(offspring.genomes, state.generation, len(settings.metrics))
        if generation == 5:
            scores[::3, 0] = np.nan
        state = tell(state, offspring, scores, settings)
        found[f"generation {generation}"] = digest(offspring, state)
    inputs, outputs = ("i2", "new", "i0"), ("o1", "o0", "other")
    other = replace(
        settings, population=30, brain=replace(settings.brain, recurrent=False), metrics=("b",), stop=Stop()
    )
    adapted, words = adapt(state, inputs, outputs, other, settings.metrics, changed=True)
    found["adapted"] = digest(adapted, advance(adapted, other, 2)) + str(len(words))
    for population in (10, len(state.population), len(state.population) + 1, 60):
        of_size = replace(settings, population=population)
        found[f"seeds of {population}"] = digest(seed_population(of_size, state, ("i0", "i1", "x"), ("o1",)))
    return found


@pytest.mark.parametrize("name", SETTINGS)
def test_the_bits_of_a_toy_evolution_are_those_on_file(name: str) -> None:
    found = evolved(name)
    known = json.loads(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.exists() else {}
    if os.environ.get("QUALE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(json.dumps(known | {name: found}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    else:
        assert found == known[name]
