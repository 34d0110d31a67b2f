"""How many lanes a number of scenarios takes."""

from quale.compiler.emit.ir_text import WIDTHS

_PASS_COST = 4
"""What a pass costs beside its lanes, in lanes: the part of the work that is not done in vectors."""


def choose_lanes(scenarios: int) -> int:
    """Return the lanes for S scenarios; with more than 16 they run in several passes."""
    return min(WIDTHS, key=lambda lanes: (passes(scenarios, lanes) * (lanes + _PASS_COST), lanes))


def passes(scenarios: int, lanes: int) -> int:
    """Return how often `lanes` lanes must run for all scenarios."""
    return -(-scenarios // lanes)
