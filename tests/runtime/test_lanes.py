import pytest

from quale.compiler.emit.ir_text import WIDTHS
from quale.runtime.lanes import choose_lanes, passes


@pytest.mark.parametrize(("scenarios", "lanes"), [(1, 8), (5, 8), (8, 8), (15, 8), (16, 16), (20, 16), (64, 16)])
def test_lanes_fit_the_scenarios(scenarios: int, lanes: int) -> None:
    assert choose_lanes(scenarios) == lanes


def test_every_scenario_has_a_lane() -> None:
    for scenarios in range(1, 200):
        for lanes in WIDTHS:
            assert passes(scenarios, lanes) * lanes >= scenarios > (passes(scenarios, lanes) - 1) * lanes
