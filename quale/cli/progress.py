"""What is said while a run evolves: as plain lines, as JSON, or hardly anything. The live display is in `live.py`."""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from quale.checkpoint.format.snapshot import Snapshot
from quale.report.data import finite
from quale.report.write import number
from quale.run.finished import Finished
from quale.run.repeats import Repeats

WINDOW = 10
"""Evaluations per second are averaged over so many generations."""

UNTOLD = {"seconds", "changed", "metrics"}
"""Figures that no `generation` object has: a clock has no place in what equal runs print alike; logs have all."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run sets out to do; `generation` is where it stands already."""

    run: str
    seed: int
    generation: int
    generations: int
    population: int
    directory: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended; `why` in words, `checkpoint` the file of its last generation."""

    snapshot: Snapshot
    why: str
    checkpoint: Path


class Progress(Protocol):
    """Told about a run by the command that drives it."""

    def begin(self, plan: Plan) -> None:
        """A run starts or goes on."""

    def generation(self, finished: Finished, seconds: float) -> None:
        """One generation is done; `seconds` is a clock that only goes forward."""

    def saved(self, generation: int, path: Path) -> None:
        """A checkpoint has been written and verified."""

    def note(self, words: str) -> None:
        """Something worth knowing happened."""

    def warn(self, words: str) -> None:
        """Something went wrong that the run survives."""

    def end(self) -> None:
        """No more will come of this run: leave the screen as it should stay."""


def rate(snapshot: Snapshot) -> float:
    """Genomes evaluated per second of the last generations."""
    history = snapshot.state.history
    rows = min(WINDOW, len(history))
    seconds = float(history.seconds[-rows:].sum())
    before = int(history.evaluations[-rows - 1]) if len(history) > rows else 0
    return (int(history.evaluations[-1]) - before) / seconds if rows and seconds > 0 else 0.0


def held_out(snapshot: Snapshot, before: str = ", ") -> str:
    """Return in words what the generation's best genome reached on what evolution does not see, where there is such."""
    return f"{before}held out {number(snapshot.held_out[-1])}" if snapshot.held_out else ""


def tested(finished: Finished) -> str:
    """Return in words what the generation's champion reached in the experiment's tests."""
    return "; ".join(str(test) for test in finished.tests)


class Plain:
    """Lines to stderr: at most one a second, plus improvements, saves and warnings. No colour."""

    def __init__(self) -> None:
        self._plan: Plan | None = None
        self._said = float("-inf")
        self._repeats = Repeats()

    def begin(self, plan: Plan) -> None:
        """Say what starts."""
        self._plan = plan
        self._said = float("-inf")
        where = f"goes on after generation {plan.generation} of" if plan.generation else "starts:"
        self.note(f"{plan.run} {where} {plan.generations} generations of {plan.population}, seed {plan.seed}")

    def generation(self, finished: Finished, seconds: float) -> None:
        """Say how it went, if the last line is a second old or the best improved."""
        plan, figures = self._plan, finished.figures
        if plan is None:
            return
        if finished.improved or seconds - self._said >= 1 or figures.generation == plan.generations:
            self._said = seconds
            mark = f"{' (improved)' if finished.improved else ''}{held_out(finished.snapshot)}"
            self.note(
                f"{plan.run} {figures.generation}/{plan.generations}: best {number(figures.best)}{mark}, "
                f"mean {number(figures.mean)}, species {figures.species}, "
                f"complexity {figures.complexity:.1f}, {rate(finished.snapshot):.0f} evaluations/s"
            )
            if finished.tests:
                self.note(f"{plan.run} {figures.generation}/{plan.generations}: tests: {tested(finished)}")
        for words in self._repeats.new(finished):
            self.warn(words)

    def saved(self, generation: int, path: Path) -> None:
        """Say where."""
        self.note(f"saved generation {generation}: {path}")

    def note(self, words: str) -> None:
        """Print the words."""
        print(words, file=sys.stderr, flush=True)

    def warn(self, words: str) -> None:
        """Print the words as a warning."""
        print(f"warning: {words}", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Say how often warnings came again."""
        for words in self._repeats.rest():
            self.warn(words)


class Silent(Plain):
    """Warnings alone."""

    def note(self, words: str) -> None:
        """Say nothing."""


class Json:
    """One JSON object a line to stdout, for every event."""

    def __init__(self) -> None:
        self._repeats = Repeats()

    def begin(self, plan: Plan) -> None:
        """Write a `start` object."""
        tell(
            "start",
            run=plan.run,
            seed=plan.seed,
            generation=plan.generation,
            generations=plan.generations,
            population=plan.population,
            directory=str(plan.directory),
        )

    def generation(self, finished: Finished, seconds: float) -> None:  # noqa: ARG002  # every generation is told
        """Write a `generation` object."""
        shown = {name: value for name, value in asdict(finished.figures).items() if name not in UNTOLD}
        tests, held = [asdict(test) for test in finished.tests], finished.snapshot.held_out
        beside = {"held_out": held[-1]} if held else {}
        tell("generation", run=finished.snapshot.run, **shown, improved=finished.improved, tests=tests, **beside)
        for words in self._repeats.new(finished):
            self.warn(words)

    def saved(self, generation: int, path: Path) -> None:
        """Write a `saved` object."""
        tell("saved", generation=generation, path=str(path))

    def note(self, words: str) -> None:
        """Write a `note` object."""
        tell("note", message=words)

    def warn(self, words: str) -> None:
        """Write a `warning` object."""
        tell("warning", message=words)

    def end(self) -> None:
        """Say how often warnings came again."""
        for words in self._repeats.rest():
            self.warn(words)


def tell(event: str, **fields: Any) -> None:
    """Write one JSON object to stdout, at once."""
    print(json.dumps(finite({"event": event, **fields})), flush=True)
