"""Runs as a command line names them → groups of curves; what there is to tell goes to stderr."""

import sys
from collections.abc import Sequence
from pathlib import Path

from quale.checkpoint.directory.groups import runs_of
from quale.report.plot.curves import Curves, collect
from quale.report.plot.of_groups import Group, grouped

CHECKPOINTS = Path("checkpoints")


def gather(names: Sequence[str], checkpoints: Path) -> tuple[Group, ...]:
    """Return the runs that the names mean, grouped; each run once, however often it is named.

    Raises:
        CheckpointError: a name means nothing, or a run has no valid checkpoint.
    """
    groups = [group for name in names for group in runs_of(name, checkpoints)]
    alone = sum(map(len, groups)) > 1
    seen: set[Path] = set()
    found: list[list[Curves]] = []
    for group in groups:
        new = [path for path in group if path.resolve() not in seen]
        seen |= {path.resolve() for path in new}
        runs = []
        for path in new:
            curves, told = collect(path, alone=alone)
            for words in told:
                print(f"warning: {words}", file=sys.stderr)
            runs.append(curves)
        if runs:
            found.append(runs)
    return grouped(found)
