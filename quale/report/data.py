"""Inspection → plain data for JSON: lists, maps, numbers, text; a number that is not finite becomes null."""

from dataclasses import asdict
from math import isfinite
from typing import Any

from quale.evolution.records.state import COLUMNS
from quale.report.graph import INPUT, OUTPUT
from quale.report.inspection import Inspection

SHOWN = ("generation", *(name for name in COLUMNS if name not in {"seconds", "invalid"}))
"""Figures of a generation: a clock has no place in what equal runs print alike."""


def data(inspection: Inspection) -> dict[str, Any]:
    """Return everything an inspection knows, with names in place of node indices."""
    nodes = inspection.graph.nodes
    found: dict[str, Any] = finite(
        {
            "run": inspection.run,
            "generation": inspection.generation,
            "seed": inspection.seed,
            "about": dict(inspection.about),
            "lineage": asdict(inspection.lineage) if inspection.lineage else None,
            "family": [asdict(each) for each in inspection.family],
            "history": [_generation(inspection, row) for row in range(len(inspection.history))],
            **({"tests": [asdict(test) for test in inspection.tests]} if inspection.tests else {}),
            "seconds": inspection.seconds,
            "species": [asdict(row) for row in inspection.species],
            "threshold": inspection.threshold,
            "population": inspection.population,
            "genome": {
                "who": inspection.who,
                "fitness": inspection.fitness,
                "caution": inspection.caution,
                "metrics": dict(inspection.metrics),
                "depth": inspection.graph.depth,
                "nodes": [asdict(node) for node in nodes],
                "connections": [
                    asdict(link) | {"source": nodes[link.source].name, "target": nodes[link.target].name}
                    for link in inspection.graph.links
                ],
            },
            "pathways": [
                {
                    "sensor": nodes[way.source].name,
                    "actuator": nodes[way.target].name,
                    "influence": way.influence,
                    "strongest": [
                        {"strength": path.strength, "nodes": [nodes[node].name for node in path.nodes]}
                        for path in way.strongest
                    ],
                }
                for way in inspection.pathways
            ],
            **({"scaled": [asdict(row) for row in inspection.scaled]} if inspection.scaled else {}),
            "influence": {
                "sensors": dict(inspection.totals(INPUT)),
                "actuators": dict(inspection.totals(OUTPUT)),
            },
            "sensors_that_reach_nothing": list(inspection.silent),
            "actuators_that_nothing_reaches": list(inspection.unmoved),
        }
    )
    return found


def _generation(inspection: Inspection, row: int) -> dict[str, Any]:
    """Return a row of the history; what is about tests and what is held out only where there are some."""
    figures, trials = inspection.history[row], inspection.trials
    found = {name: getattr(figures, name) for name in SHOWN}
    if inspection.held_out:
        found["held_out"] = inspection.held_out[row]
    if trials.names:
        each = zip(trials.names, trials.reached[row].tolist(), trials.passed[row].tolist(), strict=True)
        found["tests"] = {name: {"reached": value, "passed": stood} for name, value, stood in each}
    return found


def finite(value: Any) -> Any:
    """Return plain data with null for numbers that JSON cannot write."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [finite(item) for item in value]
    return value
