"""`quale replay`: one scenario tick by tick."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from quale.cli.failure import failures
from quale.cli.files.episode import Files, play, plays_episodes, refuse_beside_episodes
from quale.cli.files.whole import write_whole
from quale.cli.opened import Opened, open_checkpoint
from quale.cli.score import require_scenarios
from quale.diagnostics import UsageError
from quale.model.model import world_task
from quale.report.data import finite
from quale.report.draw import draw
from quale.report.estimate import Estimate, estimate
from quale.report.replay.disable import disable
from quale.report.replay.film import Film, film
from quale.report.replay.page import page
from quale.report.replay.page_data import page_data
from quale.report.replay.tell import tell
from quale.report.replay.trace_file import comma_separated, json_lines
from quale.report.untangle import untangle
from quale.report.write import number
from quale.run.plan import require_overrides
from quale.run.replay import ablate, replay, require_world, which


def command(
    checkpoint: Annotated[
        str, typer.Argument(metavar="CKPT|DIR|NAME", help="A checkpoint, a run's directory, or an evolve block's name.")
    ],
    scenario: Annotated[int, typer.Option(metavar="K", help="Which scenario, from 0.")] = 0,
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="A fresh scenario of this seed, as `quale score` numbers them.")
    ] = None,
    genome: Annotated[str, typer.Option(metavar="best|winner|ID", help="Which genome.")] = "best",
    trace: Annotated[
        Path | None, typer.Option(metavar="FILE.jsonl|.csv", help="Write every value of every tick.")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page that plays the scenario.")] = None,
    video: Annotated[
        Path | None, typer.Option(metavar="FILE.gif", help="Write what Gymnasium's environment draws.")
    ] = None,
    without: Annotated[
        str | None, typer.Option(metavar="PART", help="Switch off a connection (A->B or its number), node or sensor.")
    ] = None,
    scenarios: Annotated[int, typer.Option(metavar="N", help="Fresh scenarios to compare in, with --without.")] = 100,
    program: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The program, where it brings modules of your own.")
    ] = None,
    checkpoints: Annotated[Path, typer.Option(metavar="DIR", help="Where runs lie by name.")] = Path("checkpoints"),
    as_json: Annotated[bool, typer.Option("--json", help="The trace as JSON lines instead of a summary.")] = False,
) -> None:
    """Run one scenario of a checkpoint and show what happened: in short, as a table, as a page that plays it, as a GIF.

    Example: quale replay Phase1 --html forager.html
    """
    with failures(as_json):
        require_scenarios(scenarios)
        require_overrides(seed, None)
        _require_ending("--trace", trace, ".jsonl", ".csv")
        _require_ending("--video", video, ".gif")
        opened = open_checkpoint(checkpoint, checkpoints, genome, program)
        if plays_episodes(opened.model):
            refuse_beside_episodes({"--trace": trace, "--without": without})
            for line in play(opened, scenario, seed, Files(video, html), as_json=as_json):
                print(line)
            return
        require_world(opened.model)
        if video is not None:
            raise UsageError(
                "--video: a world of the program's own draws nothing; --html FILE writes a page that plays it"
            )
        shown, lost = _follow(opened, scenario, seed, without, scenarios)
        _save(shown, opened, trace, html)
        if as_json:
            for line in (*json_lines(shown), *((json.dumps(finite(lost.data())),) if lost is not None else ())):
                print(line)
            return
        written = ((trace, "every value of every tick"), (html, "a page to be opened in any browser"))
        said = (f"{path}: {what}" for path, what in written if path is not None)
        for line in (*tell(shown), *(lost.lines() if lost is not None else ()), *said):
            print(line)


def _require_ending(option: str, file: Path | None, *endings: str) -> None:
    """Refuse a name that does not say what is to be written.

    Raises:
        UsageError: it has another ending.
    """
    if file is not None and file.suffix.lower() not in endings:
        raise UsageError(f"{option} {file}: give it a name that ends in {' or '.join(endings)}")


def _save(shown: Film, opened: Opened, trace: Path | None, html: Path | None) -> None:
    if trace is not None:
        by_line = trace.suffix.lower() == ".jsonl"
        text = "".join(f"{each}\n" for each in json_lines(shown)) if by_line else comma_separated(shown)
        write_whole(trace, text.encode(), "--trace")
    if html is not None:
        write_whole(html, page(page_data(shown, world_task(opened.model)), draw(shown.graph)).encode(), "--html")


@dataclass(frozen=True, slots=True)
class Lost:
    """What a genome is worth without a part: in the scenario that is replayed, and in fresh ones."""

    part: str  # in words
    here: tuple[float, float]  # score with and without
    whole: Estimate
    without: Estimate
    change: Estimate  # of without - whole, scenario by scenario

    def lines(self) -> Iterator[str]:
        """Yield it for people."""
        yield f"without {self.part}: score {number(self.here[1])} instead of {number(self.here[0])} in this scenario"
        interval = f", 95 % interval {self.change.low:+.6g} to {self.change.high:+.6g}" if self.change.count > 1 else ""
        yield (
            f"in {self.change.count} fresh scenarios: {number(self.without.mean)} instead of {number(self.whole.mean)} "
            f"on average, a change of {self.change.mean:+.6g}{interval}"
        )

    def data(self) -> dict[str, Any]:
        """Return it for a JSON object."""
        return {"event": "without"} | asdict(self)


def _follow(
    opened: Opened, scenario: int, seed: int | None, without: str | None, scenarios: int
) -> tuple[Film, Lost | None]:
    snapshot, model, chosen = opened.found.snapshot, opened.model, opened.chosen
    graph = untangle(chosen.genome, 0, snapshot.state.interface)
    title = f"{snapshot.run}: {chosen.who}; {which(chosen.generation, scenario, seed)}"
    whole = replay(snapshot, model, chosen.genome, chosen.generation, scenario, seed)
    if without is None:
        return film(whole, world_task(model), graph, title), None
    left, part = disable(chosen.genome, graph, without)
    episode = replay(snapshot, model, left, chosen.generation, scenario, seed)
    both = ablate(snapshot, model, (chosen.genome, left), scenarios, model.evolution.seed if seed is None else seed)
    lost = Lost(
        part,
        (float(whole.trace.results[0]), float(episode.trace.results[0])),
        estimate(both.whole.tolist()),
        estimate(both.without.tolist()),
        estimate((both.without - both.whole).tolist()),
    )
    graph = untangle(left, 0, snapshot.state.interface)
    return film(episode, world_task(model), graph, f"{title}, without {part}"), lost
