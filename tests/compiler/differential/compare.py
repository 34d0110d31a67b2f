"""One program in both executions: every label of every tick must be bit-equal, and the scores over scenarios too."""

import numpy as np

from quale.compiler.interpret.interpret import interpret
from quale.compiler.trace import Trace, difference, same_bits
from quale.diagnostics import ProgramError
from quale.domains.register import DOMAINS
from quale.genome.genome import Networks
from quale.language.load import load_text
from quale.model.model import Model, ProgramText
from quale.runtime.aggregate import aggregate
from quale.runtime.world import WorldEvaluator
from tests.compiler.differential.picks import Picks
from tests.compiler.differential.random_genomes import random_networks
from tests.compiler.differential.write_program import Author

GENOMES = 3
LANES = (1, 4, 8, 16)


def random_program(picks: Picks) -> ProgramText:
    return Author(picks).program()


def only_model(text: ProgramText) -> Model:
    (model,) = load_text(text, DOMAINS).project.models
    return model


def reference(model: Model, networks: Networks, seed: int, generation: int) -> list[list[Trace]]:
    """Traces of the interpreter, by genome and scenario."""
    return [
        [
            interpret(model, networks, genome, seed=seed, generation=generation, scenario=scenario)
            for scenario in range(model.scenarios)
        ]
        for genome in range(len(networks))
    ]


def mismatch(
    model: Model, networks: Networks, traces: list[list[Trace]], lanes: int, *, seed: int, generation: int
) -> str | None:
    """Where native code with a number of lanes first differs from the interpreter's traces; None if nowhere."""
    with WorldEvaluator(model, seed, workers=1, lanes=lanes) as evaluator:
        for genome, row in enumerate(traces):
            for scenario, wanted in enumerate(row):
                found = difference(wanted, evaluator.trace(networks, genome, generation, scenario))
                if found:
                    return f"lanes {lanes}, genome {genome}, scenario {scenario}: {found}"
        scores = evaluator.evaluate(networks, generation).scores
    with np.errstate(all="ignore"):
        wanted_scores = aggregate(np.array([[trace.results for trace in row] for row in traces]), model.aggregate)
    for genome, (row_wanted, row_got) in enumerate(zip(wanted_scores, scores, strict=True)):
        for column, (a, b) in enumerate(zip(row_wanted, row_got, strict=True)):
            if not same_bits(a, b):
                return f"lanes {lanes}, genome {genome}, result {column}: {a!r} and {b!r}"
    return None


def compare(picks: Picks, lanes: tuple[int, ...]) -> str | None:
    """Write a random program and random genomes and run them in both ways; return what differs."""
    try:
        model = only_model(random_program(picks))
    except ProgramError as error:
        return f"the program is not valid: {error}"
    networks = random_networks(picks, model, GENOMES)
    seed, generation = picks.between(1, 2**40), picks.between(1, 5)
    traces = reference(model, networks, seed, generation)
    for each in lanes:
        found = mismatch(model, networks, traces, each, seed=seed, generation=generation)
        if found:
            return found
    return None
