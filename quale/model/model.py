"""The Model: what the text asks for, resolved, typed and complete. The checker makes it, all else reads it.

One Model is one experiment (one evolve block with the blocks it names): what every experiment has, and the task that
its domain makes of the rest. A Model holds no syntax and no spans.
"""

from dataclasses import dataclass

from quale.evolution.records.settings import Settings
from quale.model.domain import Ports, Task
from quale.model.statement import Picture
from quale.model.trackers import NO_TRACKERS, TrackPlan
from quale.model.world import WorldTask


@dataclass(frozen=True, slots=True)
class CheckpointPlan:
    """`checkpoint { }`: how often, how many, and whether the best one is kept."""

    every: int = 100
    keep: int = 3
    keep_best: bool = False


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that the program reads, as bytes, under the name the program gives it."""

    name: str
    data: bytes


SET = "--set"
"""Name, among the files of a program, of the fields that were given beside it: one `FIELD=VALUE` a line."""


@dataclass(frozen=True, slots=True)
class ProgramText:
    """The program as it was read: its files in merge order and the data files it imports.

    Names are relative to the project's directory and use "/", so that equal projects hash equally anywhere.
    """

    files: tuple[tuple[str, str], ...]  # (name, text); SET is the last one, if there is one
    data: tuple[DataFile, ...]

    @property
    def written(self) -> tuple[tuple[str, str], ...]:
        """The files that somebody wrote."""
        return tuple(file for file in self.files if file[0] != SET)

    @property
    def set(self) -> str:
        """The fields that were given beside the files, "" without any."""
        return next((text for name, text in self.files if name == SET), "")


@dataclass(frozen=True, slots=True)
class Model:
    """One experiment."""

    name: str  # of the evolve block
    text: ProgramText
    domain: str  # what evaluates brains: the name of a declaration in the register of domains
    task: Task  # what they have to do, for the domain's evaluator alone
    ports: Ports
    metrics: tuple[str, ...]  # names of what an evaluation tells beside the fitness
    scenarios: int  # S
    aggregate: str  # over scenarios: mean, min or median
    resample: bool  # whether scenarios are redrawn every generation
    seed: int  # as written; 0 = to be drawn from the system
    seed_from: str | None
    seed_from_path: bool  # whether seed_from is a path rather than the name of a block
    checkpoint: CheckpointPlan
    evolution: Settings  # its seed is `seed`, or the one drawn for it
    configuration: tuple[tuple[str, str], ...]  # (dotted field, value as text) of the evolve block, defaults included
    tests: tuple["ChampionTest", ...] = ()  # in written order
    picture: Picture | None = None  # how a scenario is shown: no part of a run
    time_limit: float | None = None  # seconds for all scenarios of one genome, for domains that run other people's code
    track: TrackPlan = NO_TRACKERS  # who is told how the run goes; nothing that it comes to depends on it


@dataclass(frozen=True, slots=True)
class ChampionTest:
    """`test NAME { }`: a variant of the experiment that every generation's champion has to stand.

    It is passed if the champion's metrics satisfy `model.evolution.stop.when`. When one champion passes all tests of
    an experiment, the run is over; tests are not counted as evaluations.
    """

    name: str
    model: Model


@dataclass(frozen=True, slots=True)
class Project:
    """A checked project: its experiments in written order and how many blocks of each kind it has."""

    models: tuple[Model, ...]
    counts: tuple[tuple[str, int], ...]  # ("body", 1), ("world", 1), …


def world_task(model: Model) -> WorldTask:
    """Return the task of an experiment in a world of the program's own.

    Raises:
        TypeError: the experiment's domain is another.
    """
    if not isinstance(model.task, WorldTask):
        raise TypeError(f"{model.name} is of the domain {model.domain}, which has no world to compile")
    return model.task
