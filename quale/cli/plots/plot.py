"""`quale plot`: curves of one run, or of several with median and quartiles."""

import json
from pathlib import Path
from typing import Annotated

import typer

from quale.cli.failure import failures
from quale.cli.plots.gather import CHECKPOINTS, gather
from quale.cli.plots.picture import check_format, write_chart
from quale.report.plot.chart import Chart
from quale.report.plot.curves import Curves
from quale.report.plot.of_groups import Group, chart_of_groups
from quale.report.plot.of_run import chart_of_run
from quale.report.write import number


def command(
    runs: Annotated[
        list[str],
        typer.Argument(metavar="RUN…", help="Checkpoints, directories of runs or of repeats, or evolve blocks' names."),
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to: a name in .svg, .html or .png.  [default: the run's name, .svg]"),
    ] = None,
    checkpoints: Annotated[Path, typer.Option(metavar="DIR", help="Where runs lie by name.")] = CHECKPOINTS,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object that says what was drawn.")] = False,
) -> None:
    """Draw fitness, species, complexity and metrics over the generations.

    Several runs of one experiment become a median and a band between quartiles, other experiments curves beside it.

    Example: quale plot Phase1 --out phase1.html
    """
    with failures(as_json):
        check_format(out)
        groups = gather(runs, checkpoints)
        alone = len(groups) == 1 and len(groups[0].runs) == 1
        chart = chart_of_run(groups[0].runs[0]) if alone else chart_of_groups(groups)
        path = out or Path(f"{groups[0].runs[0].run.lower() if len(groups) == 1 else 'plot'}.svg")
        write_chart(path, chart, last_figures(groups))
        if as_json:
            print(json.dumps(_drawn(path, groups)))
            return
        for words in _told(chart):
            print(words)
        print(f"drawn in {path}")


def last_figures(groups: tuple[Group, ...]) -> list[list[str]]:
    """Return a table of the runs as they stand: a heading, then a row for each."""
    rows = [["run", "seed", "generations", "best so far", "from generation", "mean", "species", "complexity"]]
    rows += [_row(group, run) for group in groups for run in group.runs]
    return rows


def _row(group: Group, run: Curves) -> list[str]:
    last = [number(float(run.columns[name][-1])) if len(run) else "-" for name in ("mean", "species", "complexity")]
    name = run.place if len(group.runs) > 1 else group.name
    return [name, str(run.seed), str(len(run)), number(run.best), str(run.best_generation), *last]


def _told(chart: Chart) -> list[str]:
    return [chart.title, *(f"  {words}" for words in chart.notes)]


def _drawn(path: Path, groups: tuple[Group, ...]) -> dict[str, object]:
    return {
        "drawn": str(path),
        "groups": [{"name": group.name, "runs": [run.place for run in group.runs]} for group in groups],
    }
