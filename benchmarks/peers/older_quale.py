"""Evaluates populations of the examples of this folder with the Quale on the path: JSON in, JSON out, line by line.

    PYTHONPATH=CHECKOUT python benchmarks/peers/older_quale.py

It uses nothing but what Quale has had since it had worlds, so that a checkout of an older commit can be asked, too.
"""

import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.worlds import grown
from quale.domains.register import DOMAINS
from quale.language.load import load
from quale.runtime.world import WorldEvaluator

GENERATIONS, SHORTEST = 10, 0.05
"""Generations that populations evolve before, and seconds that a measurement takes at least."""


def main() -> None:
    """Answer until there are no more lines."""
    known = {}
    for line in sys.stdin:
        asked = json.loads(line)
        if line not in known:
            model = load(Path(asked["file"]), DOMAINS).project.models[0]
            settings = replace(model.evolution, population=asked["population"], seed=1)
            model = replace(model, evolution=settings, scenarios=asked["scenarios"] or model.scenarios)
            evaluator = WorldEvaluator(model, 1, workers=asked["workers"])
            known[line] = evaluator, grown(model, evaluator, GENERATIONS)
        evaluator, networks = known[line]
        times, clock = 0, time.perf_counter if asked["workers"] > 1 or asked["wall"] else time.process_time
        began = clock()
        while not times or clock() - began < SHORTEST:
            scores = evaluator.evaluate(networks, GENERATIONS + 1).scores
            times += 1
        print(json.dumps({"seconds": (clock() - began) / times, "scores": scores.tobytes().hex()}), flush=True)


if __name__ == "__main__":
    main()
