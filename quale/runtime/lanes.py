"""How many lanes a program's code has."""

USUAL, MANY = 8, 16
"""Lanes, and lanes where a genome's scenarios fill more: lives of any genomes fill them, so few scenarios are no reason
for fewer. With 16, fewer genomes meet in a vector."""


def choose_lanes(scenarios: int) -> int:
    """Return the lanes for S scenarios a genome."""
    return MANY if scenarios >= MANY else USUAL


def passes(scenarios: int, lanes: int) -> int:
    """Return how many blocks of `lanes` scenarios there are."""
    return -(-scenarios // lanes)
