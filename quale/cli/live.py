"""The live display on a terminal: a bar with time left, the figures of the last generation, a sparkline of the best."""

from pathlib import Path

from rich.console import Console, Group
from rich.live import Live as Screen
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from quale.cli.progress import Plan, held_out, rate, tested
from quale.report.sparkline import sparkline
from quale.report.write import number
from quale.run.finished import Finished
from quale.run.repeats import Repeats


class Live:
    """Draws at the bottom of the terminal; a line scrolls by whenever the best improves."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._screen: Screen | None = None
        self._bar: Bar | None = None
        self._save = "no save yet"
        self._best: float | None = None
        self._repeats = Repeats()

    def begin(self, plan: Plan) -> None:
        """Put up the display for a run."""
        self.end()
        self._save, self._best = "no save yet", None
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Bar(*columns, TextColumn("left"), console=self._console, auto_refresh=False)
        self._bar.add_task(f"[bold]{plan.run}", total=plan.generations, completed=plan.generation)
        self._screen = Screen(self._bar, console=self._console, refresh_per_second=8)
        self._console.print(Text(f"{plan.run}, seed {plan.seed}, population {plan.population}, {plan.directory}"))
        self._screen.start()

    def generation(self, finished: Finished, seconds: float) -> None:  # noqa: ARG002  # the screen has its own pace
        """Move the bar and show the figures."""
        shown, history = finished.figures, finished.snapshot.state.history
        if self._bar is None or self._screen is None:
            return
        if finished.improved:
            before = f", before {number(self._best)}" if self._best is not None else ""
            self.note(f"generation {shown.generation}: best {number(shown.best)}{before}")
            self._best = shown.best
        for words in self._repeats.new(finished):
            self.warn(words)
        self._bar.update(self._bar.task_ids[0], completed=shown.generation)
        figures = Text.assemble(
            *("best ", (number(shown.best), "bold"), held_out(finished.snapshot, "  ")),
            f"  mean {number(shown.mean)}  species {shown.species}"
            f"  complexity {shown.complexity:.1f}  {rate(finished.snapshot):,.0f} evaluations/s  {self._save}",
        )
        width = max(10, min(self._console.width - 8, 100))
        curve = Text.assemble("best ", (sparkline(history.best.tolist(), width), "green"))
        tests = [Text(f"tests {tested(finished)}")] if finished.tests else []
        self._screen.update(Group(self._bar, figures, *tests, curve))

    def saved(self, generation: int, path: Path) -> None:  # noqa: ARG002  # the last path is printed at the end
        """Show the generation in the figures."""
        self._save = f"saved gen {generation}"

    def note(self, words: str) -> None:
        """Let a line scroll by."""
        self._console.print(Text(words))

    def warn(self, words: str) -> None:
        """Let a warning scroll by."""
        self._console.print(Text.assemble(("warning: ", "yellow"), words))

    def end(self) -> None:
        """Leave the last picture standing, and say how often warnings came again."""
        if self._screen is not None:
            self._screen.stop()
            self._screen = None
        for words in self._repeats.rest():
            self.warn(words)
