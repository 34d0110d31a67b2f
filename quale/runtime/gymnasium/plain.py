"""Environments in Python, stepped one after the other.

Letters: R rows, I inputs, O outputs.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.domains.foreign import Contained
from quale.domains.gymnasium.library import Opening
from quale.domains.gymnasium.spaces import Space
from quale.runtime.gymnasium.batch import Stepped, said
from quale.runtime.gymnasium.observe import choose, gather


class PlainBatch:
    """An environment a row. Those whose `reset` forgets all are used again, others are made anew for each episode."""

    def __init__(self, opening: Opening, observation: Space, action: Space) -> None:
        self._opening = opening
        self._gather, self._choose = gather(observation), choose(action)
        self._inputs = observation.size
        self._environments: list[Any] = []  # None where one failed
        self._steps: list[Any] = []  # the `step` of each, looked up once
        self._infos: dict[int, Any] = {}  # of episodes that ended

    def begin(self, seeds: list[int]) -> Stepped:
        """Begin an episode with each seed."""
        self._infos.clear()
        if not self._opening.reuse:
            self.close()
        self._environments += [None] * (len(seeds) - len(self._environments))
        seen: list[Any] = [None] * len(seeds)
        failures: dict[int, str] = {}
        for row, seed in enumerate(seeds):
            with Contained() as contained:
                if self._environments[row] is None:
                    self._environments[row] = self._opening.make()
                seen[row] = self._environments[row].reset(seed=seed)[0]
            if contained.error is not None:
                failures[row] = contained.told
                self._drop(row)
        self._steps = [getattr(env, "step", None) for env in self._environments]
        return self._told(seen, np.zeros(len(seeds)), np.zeros(len(seeds), dtype=np.bool_), range(len(seeds)), failures)

    def step(self, outputs: NDArray[np.float64], rows: NDArray[np.int64]) -> Stepped:
        """Step the environments of n rows.

        What steps return is taken apart at once: tuples and dictionaries that are kept are looked at by Python's
        collector of garbage again and again.
        """
        order: list[int] = rows.tolist()
        actions = self._choose(outputs if len(order) == len(outputs) else outputs[rows])
        steps = self._steps
        seen: list[Any] = []
        rewards: list[Any] = []
        over: list[int] = []  # places of episodes that ended
        failures: dict[int, str] = {}
        while len(rewards) < len(order):
            at = len(rewards)
            with Contained() as contained:
                for row, action in zip(order[at:], actions[at:], strict=True):
                    observation, reward, terminated, truncated, info = steps[row](action)
                    if terminated or truncated:
                        self._infos[row] = info
                        over.append(len(seen))
                    seen.append(observation)
                    rewards.append(reward)
            if contained.error is not None:
                place = len(rewards)
                self._fail(order[place], contained.told, failures)
                seen[place:], rewards[place:] = [None], [0.0]
                over[bisect_left(over, place) :] = [place]
        ended = np.zeros(len(order), dtype=np.bool_)
        ended[over] = True
        return self._told(seen, self._earned(rewards, order, ended, failures), ended, order, failures)

    def _earned(
        self, rewards: list[Any], order: list[int], ended: NDArray[np.bool_], failures: dict[int, str]
    ) -> NDArray[np.float64]:
        """Return rewards as numbers [n]; a row whose reward is none fails, and its episode is over."""
        with Contained() as contained:
            earned = np.array(rewards, dtype=np.float64)
        if contained.error is None and earned.shape == ended.shape:
            return earned
        earned = np.zeros(len(order))
        for place, reward in enumerate(rewards):
            with Contained() as contained:
                earned[place] = float(reward)
            if contained.error is not None:
                self._fail(order[place], f"its reward is no number: {contained.reason}", failures)
                ended[place] = True
        return earned

    def _fail(self, row: int, why: str, failures: dict[int, str]) -> None:
        failures[row] = why
        self._drop(row)

    def _told(
        self,
        seen: list[Any],
        rewards: NDArray[np.float64],
        ended: NDArray[np.bool_],
        rows: Sequence[int],
        failures: dict[int, str],
    ) -> Stepped:
        """Return what was seen as numbers; an observation that does not fit its space is a failure of its row."""
        if not failures:
            with Contained() as contained:
                return Stepped(self._gather(seen), rewards, ended, failures)
        observations = np.zeros((len(seen), self._inputs))
        for place, row in enumerate(rows):
            if row in failures:
                continue
            with Contained() as contained:
                observations[place] = self._gather(seen[place : place + 1])[0]
            if contained.error is not None:
                failures[row] = f"its observation does not fit its space: {contained.reason}"
                self._drop(row)
        return Stepped(observations, rewards, ended, failures)

    def success(self, row: int) -> bool | None:
        """Return whether the episode that just ended in a row succeeded."""
        return said(self._infos.get(row))

    def _drop(self, row: int) -> None:
        """Close an environment that failed; another will take its place."""
        environment, self._environments[row] = self._environments[row], None
        if environment is not None:
            with Contained():
                environment.close()

    def close(self) -> None:
        """Close all environments."""
        for row in range(len(self._environments)):
            self._drop(row)
        self._environments.clear()
