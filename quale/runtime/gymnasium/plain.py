"""Environments in Python, stepped one after the other.

Letters: R rows, I inputs, O outputs.
"""

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
        return self._told(seen, np.zeros(len(seeds)), np.zeros(len(seeds), dtype=np.bool_), range(len(seeds)), failures)

    def step(self, outputs: NDArray[np.float64], rows: NDArray[np.int64]) -> Stepped:
        """Step the environments of n rows."""
        order: list[int] = rows.tolist()
        actions = self._choose(outputs if len(order) == len(outputs) else outputs[rows])
        environments = self._environments
        seen: list[Any] = []
        rewards: list[Any] = []
        ended: list[bool] = []
        failures: dict[int, str] = {}
        while len(seen) < len(order):
            at = len(seen)
            with Contained() as contained:
                for row, action in zip(order[at:], actions[at:], strict=True):
                    observation, reward, terminated, truncated, info = environments[row].step(action)
                    if terminated or truncated:
                        self._infos[row] = info
                        ended.append(True)
                    else:
                        ended.append(False)
                    rewards.append(float(reward))
                    seen.append(observation)
            if contained.error is not None:
                row = order[len(seen)]
                failures[row] = contained.told
                self._drop(row)
                del ended[len(seen) :], rewards[len(seen) :]
                seen.append(None)
                rewards.append(0.0)
                ended.append(True)
        return self._told(seen, np.array(rewards), np.array(ended), order, failures)

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
