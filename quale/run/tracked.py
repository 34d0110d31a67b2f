"""What trackers are told of a run."""

from collections.abc import Callable
from pathlib import Path

from quale.checkpoint.format.snapshot import Snapshot
from quale.model.model import Model
from quale.trackers.followers import Followers
from quale.trackers.tracker import RunStart
from quale.trackers.values import Past


def past_of(snapshot: Snapshot) -> Past:
    """Return what a run came to, up to a snapshot."""
    return Past(snapshot.state.history, snapshot.trials, snapshot.metrics)


def followers_of(
    model: Model, track: tuple[str, ...], directory: Path, run_id: str, snapshot: Snapshot, warn: Callable[[str], None]
) -> Followers:
    """Return who tells the trackers of the program, and those of `track`, of a run that starts or goes on.

    Raises:
        UsageError: one of them is not to be had.
    """
    start = RunStart(
        name=snapshot.run,
        run_id=run_id,
        directory=directory.absolute(),
        generation=snapshot.state.generation,
        told=0,
        configuration=dict(snapshot.configuration),
        project=model.track.project,
    )
    return Followers((*model.track.trackers, *track), start, past_of(snapshot), warn)
