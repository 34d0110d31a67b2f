"""Spaces are ends of a brain: how many, what they are called, and what numbers mean."""

from typing import Any

import numpy as np
import pytest
from gymnasium import spaces

from quale.domains.gymnasium.spaces import UnusableError, describe, measured, names, ports, unbounded
from quale.runtime.gymnasium.observe import choose, gather

NESTED = spaces.Dict(
    {
        "position": spaces.Box(-1, 1, (2,)),
        "speed": spaces.Box(0, 1, ()),
        "gear": spaces.Discrete(3, start=1),
        "lights": spaces.MultiBinary((2, 2)),
        "hands": spaces.Tuple((spaces.MultiDiscrete([2, 3]), spaces.Dict({"grip force": spaces.Box(0, 1, (1,))}))),
    }
)
KINDS: list[tuple[spaces.Space[Any], str]] = [
    (spaces.Box(-1, 1, (3,)), "obs_0 obs_1 obs_2"),
    (spaces.Box(-1, 1, (2, 2)), "obs_0 obs_1 obs_2 obs_3"),
    (spaces.Box(-1, 1, ()), "obs_0"),
    (spaces.Discrete(2), "obs_0 obs_1"),
    (spaces.MultiBinary(2), "obs_0 obs_1"),
    (spaces.MultiDiscrete([2, 2], start=[1, 0]), "obs_0 obs_1 obs_2 obs_3"),
    (spaces.Tuple((spaces.Box(0, 1, (2,)), spaces.Box(0, 1, (1,)))), "obs_0_0 obs_0_1 obs_1"),
    (spaces.Dict({"a b": spaces.Box(0, 1, (1,)), "a-b": spaces.Box(0, 1, (1,))}), "a_b a_b_2"),
    (spaces.Dict({"0": spaces.Box(0, 1, (1,))}), "obs_0"),
    (
        NESTED,
        """gear_0 gear_1 gear_2 hands_0_0 hands_0_1 hands_0_2 hands_0_3 hands_0_4 hands_1_grip_force
        lights_0 lights_1 lights_2 lights_3 position_0 position_1 speed""",
    ),
]


@pytest.mark.parametrize(("space", "wanted"), KINDS)
def test_every_number_of_an_observation_has_a_name(space: spaces.Space[Any], wanted: str) -> None:
    found = names(describe(space), "obs")
    assert sorted(found) == sorted(wanted.split())
    assert len(found) == describe(space).size == len(measured(describe(space)))


@pytest.mark.parametrize("space", [space for space, _ in KINDS])
def test_observations_become_the_numbers_that_gymnasium_flattens_them_to(space: spaces.Space[Any]) -> None:
    space.seed(4)
    seen = [space.sample() for _ in range(20)]
    found = gather(describe(space))(seen)
    wanted: list[Any] = [spaces.flatten(space, each) for each in seen]
    assert np.array_equal(found, wanted)


@pytest.mark.parametrize("space", [space for space, _ in KINDS])
def test_outputs_become_actions_that_the_space_contains(space: spaces.Space[Any]) -> None:
    kind = describe(space)
    outputs = np.random.default_rng(2).normal(size=(50, kind.size))
    actions = choose(kind)(outputs)
    assert len(actions) == 50
    assert all(space.contains(action) for action in actions)


def test_a_choice_is_the_largest_output_the_first_of_equals() -> None:
    outputs = np.array([[0.1, 0.9, 0.9], [0.5, 0.5, 0.5], [-3.0, -2.0, -1.0]])
    assert list(choose(describe(spaces.Discrete(3, start=5)))(outputs)) == [6, 5, 7]


def test_numbers_are_scaled_to_the_bounds() -> None:
    space = describe(spaces.Box(np.array([-2.0, 0.0]), np.array([2.0, 10.0]), dtype=np.float64))
    actions = choose(space)(np.array([[-1.0, -1.0], [0.0, 0.0], [1.0, 1.0], [7.0, -7.0]]))
    assert [action.tolist() for action in actions] == [[-2.0, 0.0], [0.0, 5.0], [2.0, 10.0], [2.0, 0.0]]


def test_flags_are_outputs_above_nothing() -> None:
    (action,) = choose(describe(spaces.MultiBinary(3)))(np.array([[0.0, 0.1, -0.1]]))
    assert action.tolist() == [0, 1, 0]


def test_only_numbers_are_normalised() -> None:
    space = describe(spaces.Tuple((spaces.Box(0, 1, (2,)), spaces.Discrete(2))))
    assert measured(space) == (True, True, False, False)


def test_inputs_and_outputs_have_different_names() -> None:
    one = describe(spaces.Dict({"speed": spaces.Box(0, 1, (1,))}))
    assert ports(one, one).outputs == ("act_speed",)


def test_bounds_are_looked_for_in_every_part() -> None:
    endless = spaces.Box(0, np.inf, (1,))
    assert unbounded(describe(spaces.Tuple((spaces.Discrete(2), spaces.Dict({"x": endless})))))
    assert not unbounded(describe(NESTED))


@pytest.mark.parametrize(
    "space",
    [
        spaces.Text(4),
        spaces.Sequence(spaces.Discrete(2)),
        spaces.Dict({"inside": spaces.Text(4)}),
        spaces.Tuple(()),
        spaces.Box(0, 1, (0,)),
    ],
)
def test_a_space_without_a_fixed_number_of_numbers_is_refused(space: spaces.Space[Any]) -> None:
    with pytest.raises(UnusableError, match=r"Text|Sequence|empty"):
        describe(space)
