"""Metrics and score of a finished scenario. docs/semantics.md, Records and metrics."""

import math

from quale.compiler.interpret.expression import number
from quale.compiler.interpret.scenario import NOWHERE, Scenario
from quale.model.kinds import Verb
from quale.model.world import OfRecords


def score(scenario: Scenario) -> float:
    """Calculate the metrics, in written order, and return the score."""
    fitness = scenario.task.fitness
    for metric in fitness.metrics:
        if isinstance(of := metric.value, OfRecords):
            column = [record[of.field] for record in scenario.records[of.record]]
            scenario.metrics.append(aggregate(column, of.aggregate))
        else:
            scenario.metrics.append(number(of, scenario, NOWHERE))
    if not all(_passes(gate, scenario) for gate in fitness.gates):
        return 0.0
    factor = 1.0
    for expression in fitness.factors:
        factor = factor * number(expression, scenario, NOWHERE)
    gained, lost = 0.0, 0.0
    for term in fitness.terms:
        weighted = number(term.value, scenario, NOWHERE) * term.weight
        if term.verb is Verb.PENALIZE:
            lost = lost + weighted
        else:
            gained = gained + weighted
    return factor * gained - lost


def _passes(gate: int, scenario: Scenario) -> bool:
    """Return whether a gate holds; finishing counts as being alive, unless the agent was killed in that tick."""
    finished = gate == scenario.task.body.alive and scenario.terminated and not scenario.killed
    return bool(scenario.agent[gate]) or finished


def aggregate(column: list[float], name: str) -> float:
    """Return an aggregate of recorded values; 0 without any."""
    if not column:
        return 0.0
    match name:
        case "count":
            return float(len(column))
        case "last":
            return column[-1]
        case "min" | "max":
            best = column[0]
            for x in column[1:]:
                if (x < best) if name == "min" else (x > best):
                    best = x
            return best
        case "std":
            return _deviation(column)
    total = 0.0
    for x in column:
        total = total + x
    return total if name == "sum" else total / len(column)


def _deviation(column: list[float]) -> float:
    """Return the standard deviation by Welford's recurrence (1962)."""
    mean, m2 = 0.0, 0.0
    for n, x in enumerate(column, 1):
        delta = x - mean
        mean = mean + delta / n
        m2 = m2 + delta * (x - mean)
    variance = m2 / len(column)
    return math.sqrt(variance) if variance >= 0.0 else math.nan
