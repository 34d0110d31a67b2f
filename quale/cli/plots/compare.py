"""`quale compare`: whether one experiment does better than another, over their runs."""

import json
from pathlib import Path
from typing import Annotated

import typer

from quale.cli.failure import failures
from quale.cli.plots.gather import CHECKPOINTS, gather
from quale.cli.plots.picture import check_format, write_chart
from quale.cli.plots.plot import last_figures
from quale.diagnostics import UsageError
from quale.model.limits import LARGEST_SEED
from quale.report.data import finite
from quale.report.plot.of_groups import chart_of_groups
from quale.report.plot.table import judge, quantities, verdict_data, write_verdict


def command(
    runs: Annotated[
        list[str],
        typer.Argument(metavar="RUN…", help="Checkpoints, directories of runs or of repeats, or evolve blocks' names."),
    ],
    by: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="best, generation (of the best), generations, evaluations, complexity, or a metric of the best.",
        ),
    ] = "best",
    seed: Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="Of the intervals' resampling.")] = 1,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw the curves, too: .svg, .html or .png.")] = None,
    checkpoints: Annotated[Path, typer.Option(metavar="DIR", help="Where runs lie by name.")] = CHECKPOINTS,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with everything.")] = False,
) -> None:
    """Compare groups of runs: medians, bootstrap intervals, quartiles, and a Mann-Whitney test of every two.

    A directory of repeats is a group; so are single runs that differ in nothing but their seeds.

    Example: quale compare Phase1 Phase2 --by meals --out phases.svg
    """
    with failures(as_json):
        check_format(out)
        groups = gather(runs, checkpoints)
        known = quantities(groups)
        if by not in known:
            raise UsageError(f"--by {by}: these runs have {', '.join(known)}")
        verdict = judge(groups, by, seed)
        if out is not None:
            write_chart(out, chart_of_groups(groups), last_figures(groups))
        if as_json:
            print(json.dumps(finite(verdict_data(verdict) | {"drawn": str(out) if out is not None else None})))
            return
        for line in write_verdict(verdict):
            print(line)
        if out is not None:
            print(f"drawn in {out}")
