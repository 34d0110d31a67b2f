"""The command line of `quale evolve` as it was given, and the commands that go on from it."""

from dataclasses import dataclass
from pathlib import Path

from quale.run.selection import ALL

CHECKPOINTS = Path("checkpoints")


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
        if self.resume is None and self.is_all:
            parts = [*program, *named, "--continue", *self.place, *self.overrides]
        elif saved is not None and new:
            parts = ["--resume", str(saved.parent)]
        elif asked is not None:
            parts = [*program, "--resume", asked, *self.overrides, *named]
        else:
            ways = ["--continue"] * self.go_on + ["--overwrite"] * self.overwrite
            parts = [*program, *named, *ways, *self.place, *self.overrides]
        workers = ["--workers", str(self.workers)] if self.workers is not None else []
        backend = ["--backend", self.backend] if self.backend is not None else []
        return ["quale", "evolve", *parts, *workers, *backend]

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
        ]
