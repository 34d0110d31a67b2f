"""The command line of `quale evolve` as it was given, and the commands that go on from it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from quale.checkpoint.directory.repeats import repeat_directory
from quale.checkpoint.directory.run_directory import directory_of
from quale.diagnostics import UsageError
from quale.run.runner import RunPlan
from quale.run.selection import ALL
from quale.trackers.followers import required

CHECKPOINTS = Path("checkpoints")


class Backend(StrEnum):
    """Where brains may be evaluated."""

    THREADS = "threads"
    PROCESSES = "processes"
    RAY = "ray"


@dataclass(frozen=True, slots=True)
class Turn:
    """One of several repeats of a run."""

    number: int  # from 1
    seed: int
    drawn: bool  # whether it is derived from a seed that nobody gave


@dataclass(frozen=True, slots=True)
class Request:
    """The command line as it was given."""

    program: Path | None
    run: str | None
    seed: int | None
    resume: str | None
    go_on: bool
    generations: int | None
    workers: int | None
    checkpoints: Path | None
    overwrite: bool
    quiet: bool
    as_json: bool
    profile: bool
    assignments: tuple[str, ...] = ()
    backend: str | None = None
    repeat: int | None = None
    track: tuple[str, ...] = ()
    turn: "Turn | None" = None  # which of the repeats is meant

    @property
    def several(self) -> bool:
        """Whether more than one run is asked for: what is over is then passed over in silence."""
        return self.is_all or self.repeat is not None

    def place_of(self, run: str) -> Path:
        """Return the directory of a run, or of the repeat that is meant."""
        directory = directory_of(self.root, run)
        return repeat_directory(directory, self.turn.number) if self.turn else directory

    @property
    def first_seed(self) -> int | None:
        """The seed that a run is to start with, None for the program's."""
        return self.turn.seed if self.turn else self.seed

    @property
    def later_seed(self) -> int | None:
        """The seed that a run is to go on with, None for its own: what repeats drew is nobody's wish."""
        return (None if self.turn.drawn else self.turn.seed) if self.turn else self.seed

    def resourced(self, order: RunPlan) -> RunPlan:
        """Return an order with what its evaluations may use."""
        return replace(order, workers=self.workers, backend=self.backend, profile=self.profile, track=self.track)

    @property
    def root(self) -> Path:
        """Return where run directories are made and looked for."""
        return self.checkpoints or CHECKPOINTS

    @property
    def is_all(self) -> bool:
        """Whether all evolve blocks are to be run."""
        return (self.run or "").lower() == ALL

    @property
    def overrides(self) -> list[str]:
        """The arguments that stand in place of something in the program."""
        asked = (("--generations", self.generations), ("--seed", self.seed))
        given = [word for name, value in asked if value is not None for word in (name, str(value))]
        return given + self.set

    @property
    def set(self) -> list[str]:
        """The arguments that set fields."""
        return [word for assignment in self.assignments for word in ("--set", assignment)]

    @property
    def trackers(self) -> list[str]:
        """The arguments that name trackers: no checkpoint keeps them."""
        return [word for name in self.track for word in ("--track", name)]

    @property
    def place(self) -> list[str]:
        """The arguments that say where run directories lie."""
        return ["--checkpoints", str(self.checkpoints)] if self.checkpoints is not None else []

    def again(self, saved: Path | None, new: bool) -> list[str]:
        """Return the command that goes on from a file that is saved, or starts again where there is none.

        Where the file is not `new`, it has nothing of what this command changed: that has to be said again.
        """
        program = [str(self.program)] if self.program is not None else []
        named = ["--run", self.run] if self.run is not None else []
        file = self.resume is not None and Path(self.resume).is_file()
        asked = self.resume if saved is None or file else str(saved.parent)
        if self.resume is None and self.several:
            repeat = ["--repeat", str(self.repeat)] if self.repeat is not None else []
            parts = [*program, *named, *repeat, "--continue", *self.place, *self.overrides]
        elif saved is not None and new:
            parts = ["--resume", str(saved.parent)]
        elif asked is not None:
            parts = [*program, "--resume", asked, *self.overrides, *named]
        else:
            ways = ["--continue"] * self.go_on + ["--overwrite"] * self.overwrite
            parts = [*program, *named, *ways, *self.place, *self.overrides]
        workers = ["--workers", str(self.workers)] if self.workers is not None else []
        backend = ["--backend", self.backend] if self.backend is not None else []
        return ["quale", "evolve", *parts, *workers, *backend, *self.trackers]

    def anew(self, run: str) -> list[str]:
        """Return the command for another run, with another seed; none where there is no program to run."""
        if self.program is None:
            return []
        return [
            "quale",
            "evolve",
            str(self.program),
            "--run",
            run,
            "--seed",
            "0",
            "--overwrite",
            *self.place,
            *self.set,
            *self.trackers,
        ]


def check(request: Request) -> None:
    """Refuse what cannot be meant.

    Raises:
        UsageError: two ways at once, or none; or a tracker that is not to be had.
    """
    required(request.track)
    if request.program is None and request.resume is None:
        raise UsageError("wanted a program (FILE or DIR), or --resume PATH")
    ways = (request.resume is not None, request.go_on, request.overwrite)
    if sum(ways) > 1:
        raise UsageError("--resume, --continue and --overwrite exclude one another")
    if request.quiet and request.as_json:
        raise UsageError("--quiet and --json exclude one another")
    if request.quiet and request.profile:
        raise UsageError("--quiet and --profile exclude one another")
    if request.resume is not None and (request.run or "").lower() == ALL:
        raise UsageError("--resume goes on with one run; for several use --run all --continue")
    if request.resume is not None and request.repeat is not None:
        raise UsageError("--resume goes on with one run; with several repeats go on by --continue")
