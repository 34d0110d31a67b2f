"""Populations in Gymnasium environments, a slice at a time.

All genomes of a slice play all their episodes in step: one native call steps every brain on its rows, then every
environment that still goes on is stepped once. Letters: P genomes, S episodes of each, R = P · S rows, I inputs,
O outputs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from quale.diagnostics import EvaluationError, UsageError
from quale.domains.foreign import Contained
from quale.domains.gymnasium.library import Opening, missing, opening
from quale.domains.gymnasium.spaces import Space, UnusableError, describe, measured
from quale.domains.gymnasium.task import METRICS, Backend, GymnasiumTask
from quale.genome.cut import cut, pick
from quale.genome.genome import Networks
from quale.model.domain import NOTHING, TaskState, scaling_of
from quale.model.model import Model
from quale.runtime.evaluator import Evaluator, Resources
from quale.runtime.gymnasium.batch import Batch
from quale.runtime.gymnasium.moments import Seen, combined
from quale.runtime.gymnasium.plain import PlainBatch
from quale.runtime.gymnasium.pool import PoolBatch
from quale.runtime.gymnasium.vector import VectorBatch
from quale.runtime.slices import Failure, SliceEvaluator, SliceResult, sliced
from quale.step.brains import Brains
from quale.streams import scenario_key

ROWS = 1024
"""Environments of a slice at a time."""


BATCHES: Mapping[Backend, Callable[[Opening, Space, Space], Batch]] = MappingProxyType(
    {"plain": PlainBatch, "vector": VectorBatch, "envpool": PoolBatch}
)
"""Who runs environments, by the name of the backend."""


@dataclass(frozen=True, slots=True)
class Ends:
    """What an environment shows and wants."""

    observation: Space
    action: Space


class GymnasiumEvaluator:
    """Environments of one task, for slices of one run's populations."""

    def __init__(self, model: Model, seed: int) -> None:
        """Open the environment.

        Raises:
            UsageError: the task names a module and nobody says where programs lie.
            EvaluationError: the environment cannot be opened, or is another than when the program was checked.
        """
        if not isinstance(model.task, GymnasiumTask):
            raise TypeError(f"{model.name} is of the domain {model.domain}")
        self._task, self._model, self._seed = model.task, model, seed
        self._updates = model.evolution.brain.steps
        self._opening, self._ends = opened(model, model.task)
        self._measured = np.array(measured(self._ends.observation))
        self._batch = BATCHES[model.task.backend](self._opening, self._ends.observation, self._ends.action)

    def evaluate(self, networks: Networks, generation: int, state: TaskState) -> SliceResult:
        """Play S episodes with each of P networks, with seeds that are the same for all."""
        seeds = [episode_seed(self._seed, generation, scenario) for scenario in range(self._model.scenarios)]
        most = max(1, ROWS // len(seeds))
        parts = [
            self._played(cut(networks, first, min(first + most, len(networks))), seeds, state, first)
            for first in range(0, len(networks), most)
        ]
        return SliceResult(
            np.concatenate([part.results for part in parts]),
            np.concatenate([part.handed_on for part in parts]),
            tuple(failure for part in parts for failure in part.failures),
            tuple(dict.fromkeys(notice for part in parts for notice in part.notices)),
        )

    def _played(self, networks: Networks, seeds: list[int], state: TaskState, first: int) -> SliceResult:
        """Play the episodes of as many networks as there are environments for."""
        genomes, episodes = len(networks), len(seeds)
        scaling = scaling_of(state) if self._task.normalize else None
        batch, brains = self._batch, _Brains(networks, self._updates, episodes)
        begun = batch.begin(seeds * genomes)
        play = _Play(genomes, episodes, begun.observations, self._task.normalize)
        play.look(begun.observations)
        play.failed(begun.failures)
        rows = play.going()
        inputs = begun.observations if scaling is None else scaling(begun.observations)
        outputs = np.empty((genomes * episodes, networks.outputs))
        for _ in range(self._opening.limit):
            if not len(rows):
                break
            brains.act(inputs, outputs)
            stepped = batch.step(outputs, rows)
            play.rewards[rows] += stepped.rewards
            play.lengths[rows] += 1
            seen = stepped.observations
            if play.seen is not None:
                play.seen.add(seen, rows)
            play.look(seen)
            inputs[rows] = seen if scaling is None else scaling(seen)
            if stepped.failures:
                play.failed(stepped.failures)
            if stepped.ended.any():
                for row in rows[stepped.ended].tolist():
                    play.success[row] = self._succeeded(row, float(play.rewards[row]))
                play.over[rows[stepped.ended]] = True
                rows = play.going()
                brains.leave(rows)
            elif stepped.failures:
                rows = play.going()
        for row in rows.tolist():  # cut short by the limit
            play.success[row] = self._succeeded(row, float(play.rewards[row]))
        return play.result(first, self._model.ports.inputs)

    def _succeeded(self, row: int, total: float) -> bool:
        """Return whether an episode succeeded: as the environment says, or else by the return it wants."""
        found = self._batch.success(row)
        if found is not None:
            return found
        return self._opening.threshold is not None and total >= self._opening.threshold

    def begin(self) -> TaskState:
        """Return nothing: observations have to be seen first."""
        return NOTHING

    def combine(self, handed_on: NDArray[np.float64], state: TaskState) -> TaskState:
        """Return the running mean and variance of observations after a generation; nothing without `normalize`."""
        return combined(handed_on, state, self._measured) if self._task.normalize else {}

    def close(self) -> None:
        """Close all environments."""
        self._batch.close()


class _Brains:
    """The brains of a slice: all of them at first, and those alone that still play once they are half or fewer.

    P genomes with E episodes each.
    """

    def __init__(self, networks: Networks, updates: int, episodes: int) -> None:
        self._networks, self._updates, self._episodes = networks, updates, episodes
        self._brains = Brains(networks, updates)
        self._left: NDArray[np.int64] | None = None  # genomes that are stepped, ascending; None for all
        self._apart = episodes * networks.inputs * 8  # bytes from the inputs of one to those of the next

    def act(self, inputs: NDArray[np.float64], outputs: NDArray[np.float64]) -> None:
        """Step the brains on the inputs [P · E, I], and write the outputs [P · E, O] of those that still play."""
        if self._left is None:
            self._brains.run(inputs, self._episodes, outputs, self._apart)
            return
        given = inputs.reshape(-1, self._episodes, self._networks.inputs)[self._left]
        made = np.empty((len(self._left), self._episodes, self._networks.outputs))
        self._brains.run(given, self._episodes, made, self._apart)
        outputs.reshape(-1, self._episodes, self._networks.outputs)[self._left] = made

    def leave(self, rows: NDArray[np.int64]) -> None:
        """Forget brains that have no episode left; `rows` go on, ascending. Those that remember stay together."""
        if self._networks.recurrent or len(self._brains) <= FEW:
            return
        genomes = np.unique(rows // self._episodes)
        if 2 * len(genomes) <= len(self._brains):
            self._left, self._brains = genomes, Brains(pick(self._networks, genomes), self._updates)


FEW = 4
"""Brains that are stepped together as long as any of them plays."""


class _Play:
    """Episodes under way; R rows, genome by genome."""

    def __init__(self, genomes: int, episodes: int, first: NDArray[np.float64], normalize: bool) -> None:
        rows = genomes * episodes
        self._shape = (genomes, episodes)
        self.rewards = np.zeros(rows)
        self.lengths = np.zeros(rows)
        self.success = np.zeros(rows)
        self.over = np.zeros(rows, dtype=np.bool_)
        self.seen = Seen(first.reshape(genomes, episodes, -1)) if normalize else None
        self._failures: dict[int, str] = {}  # by genome
        self._no_numbers: set[int] = set()  # inputs that were NaN

    def going(self) -> NDArray[np.int64]:
        """Return the rows whose episodes go on, ascending."""
        return np.flatnonzero(~self.over)

    def failed(self, failures: dict[int, str]) -> None:
        """End all episodes of the genomes whose environments failed."""
        for row, reason in failures.items():
            genome = row // self._shape[1]
            self._failures.setdefault(genome, reason)
            self.over.reshape(self._shape)[genome] = True

    def look(self, observations: NDArray[np.float64]) -> None:
        """Take note of inputs that are NaN among observations [n, I]: scores need not show it."""
        blank = np.isnan(observations)
        if blank.any():
            self._no_numbers.update(np.flatnonzero(blank.any(axis=0)).tolist())

    def result(self, first: int, names: tuple[str, ...]) -> SliceResult:
        """Return what the genomes scored; those that failed have no score and hand nothing on."""
        results = np.stack([self.rewards, *(getattr(self, name) for name in COLUMNS)], axis=1)
        results = results.reshape(*self._shape, 1 + len(METRICS))
        handed_on = self.seen.handed_on() if self.seen is not None else np.zeros((self._shape[0], 0))
        failed = sorted(self._failures)
        results[failed] = np.nan
        handed_on[failed] = 0.0
        blank = ", ".join(f"`{names[place]}`" for place in sorted(self._no_numbers))
        return SliceResult(
            results,
            handed_on,
            tuple(Failure(first + genome, self._failures[genome]) for genome in failed),
            (f"the environment showed NaN as {blank}",) if blank else (),
        )


COLUMNS = ("rewards", "lengths", "success")
"""Where the numbers of each of METRICS stand; fitness is the return."""


def episode_seed(seed: int, generation: int, scenario: int) -> int:
    """Return the seed of an episode, the same for all genomes: 31 bits of the scenario's key."""
    return scenario_key(seed, generation, scenario)[0] & 0x7FFFFFFF


def opened(model: Model, task: GymnasiumTask) -> tuple[Opening, Ends]:
    """Return how a task's environments are made, and what they show and want, once one has been opened.

    Raises:
        UsageError: the task names a module and nobody says where programs lie.
        EvaluationError: it cannot be opened, or is another than when the program was checked.
    """
    if task.folder is None and task.modules:
        files = " or ".join(PurePath(name).name for name, _ in model.text.written)
        raise UsageError(
            f"{model.name} takes its environment from {task.modules[0]}, and a checkpoint never says what is imported: "
            f"name the program, too, as in `quale evolve {files} --resume …`, or "
            f"`--program {files}` for `score` and `replay`"
        )
    if missing():
        raise EvaluationError("this needs Gymnasium, which is not installed: pip install 'quale-lang[gymnasium]'")
    with Contained() as contained:
        how = opening(task)
        env = how.make()
    if contained.error is not None:
        raise EvaluationError(f"cannot open {task.environment}: {contained.told}")
    try:
        ends = Ends(describe(env.observation_space), describe(env.action_space))
    except UnusableError as error:
        raise EvaluationError(f"{task.environment} has {error}, which a brain has no ends for") from None
    finally:
        with Contained():
            env.close()
    sizes = (ends.observation.size, ends.action.size), (len(model.ports.inputs), len(model.ports.outputs))
    if sizes[0] != sizes[1]:
        raise EvaluationError(
            f"{task.environment} has {sizes[0][0]} numbers to see and {sizes[0][1]} to do; "
            f"the brains of this run have {sizes[1][0]} inputs and {sizes[1][1]} outputs"
        )
    return how, ends


def make(model: Model, seed: int) -> SliceEvaluator:
    """Return the slice evaluator of a run."""
    return GymnasiumEvaluator(model, seed)


def evaluator_of_gymnasium(model: Model, seed: int, resources: Resources) -> Evaluator:
    """Return the evaluator of an experiment in Gymnasium's environments."""
    return sliced(make, model, seed, resources)
