"""Running mean and variance are those of all that was seen, put together in genome order."""

import numpy as np
import pytest

from quale.model.domain import NOTHING, TaskState, scaling_of
from quale.runtime.gymnasium.moments import LIMIT, Seen, combined

RANDOM = np.random.default_rng(3)


def seen(samples: list[list[np.ndarray]]) -> np.ndarray:
    """Return what genomes hand on that saw samples [length, I], one an episode."""
    first = np.array([[episode[0] for episode in genome] for genome in samples])
    found = Seen(first)
    episodes = [episode for genome in samples for episode in genome]
    for step in range(1, max(map(len, episodes))):
        rows = np.array([row for row, episode in enumerate(episodes) if len(episode) > step])
        found.add(np.array([episodes[row][step] for row in rows]), rows)
    return found.handed_on()


def drawn(genomes: int, episodes: int) -> list[list[np.ndarray]]:
    return [
        [RANDOM.normal(1e6, [0.5, 2.0, 0.1], size=(RANDOM.integers(1, 40), 3)) for _ in range(episodes)]
        for _ in range(genomes)
    ]


MEASURED = np.array([True, True, False])


def test_mean_and_deviation_are_those_of_all_that_was_seen() -> None:
    state: TaskState = NOTHING
    everything = []
    for _ in range(3):
        samples = drawn(4, 2)
        everything += [episode for genome in samples for episode in genome]
        state = combined(seen(samples), state, MEASURED)
    together = np.concatenate(everything)
    assert state["observations"] == len(together)
    assert np.allclose(state["observed_mean"], together.mean(axis=0), rtol=1e-14)
    assert np.allclose(state["observed_squares"] / len(together), together.var(axis=0), rtol=1e-9)
    scaling = scaling_of(state)
    assert scaling is not None
    scaled = scaling(together)
    assert np.allclose(scaled[:, :2].std(axis=0), 1.0, atol=1e-3)
    assert np.array_equal(scaled[:, 2], np.full(len(together), LIMIT))  # no number: only held within the limit


def test_genomes_are_taken_in_order_whatever_slices_they_came_in() -> None:
    samples = drawn(5, 3)
    whole = combined(seen(samples), NOTHING, MEASURED)
    cut = combined(np.concatenate([seen(samples[:2]), seen(samples[2:])]), NOTHING, MEASURED)
    assert all(np.array_equal(whole[name], cut[name]) for name in whole)


def test_what_is_no_number_is_left_out() -> None:
    handed_on = seen(drawn(3, 1))
    broken = handed_on.copy()
    broken[1, 2] = np.nan
    assert np.array_equal(
        combined(broken, NOTHING, MEASURED)["observed_mean"],
        combined(handed_on[[0, 2]], NOTHING, MEASURED)["observed_mean"],
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"observations": np.zeros(0)},
        {"observed_mean": np.zeros(2)},
        {"observed_squares": np.full(3, -1.0)},
        {"observations": np.array([-5.0])},
    ],
)
def test_a_state_that_does_not_fit_is_begun_anew(wrong: TaskState) -> None:
    handed_on = seen(drawn(3, 1))
    anew = combined(handed_on, NOTHING, MEASURED)
    some = combined(handed_on, {**combined(seen(drawn(2, 2)), NOTHING, MEASURED), **wrong}, MEASURED)
    assert all(np.array_equal(anew[name], some[name]) for name in anew)
    partial = {name: values for name, values in anew.items() if name != next(iter(wrong))}
    assert np.array_equal(combined(handed_on, partial, MEASURED)["observations"], anew["observations"])


def test_nothing_seen_is_no_scaling() -> None:
    assert scaling_of(combined(np.zeros((3, 7)), NOTHING, MEASURED)) is None
