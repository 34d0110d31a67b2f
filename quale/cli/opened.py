"""A checkpoint as commands that run its brains need it: file, experiment and the genome that is meant."""

import sys
from dataclasses import dataclass
from pathlib import Path

from quale.checkpoint.directory.resume import Resumed, find
from quale.model.model import Model
from quale.report.choose import Chosen, choose_genome
from quale.run.plan import stored


@dataclass(frozen=True, slots=True)
class Opened:
    """A checkpoint with the experiment that it holds and one of its genomes."""

    found: Resumed
    model: Model
    chosen: Chosen


def open_checkpoint(checkpoint: str, checkpoints: Path, genome: str) -> Opened:
    """Open a file, a run directory's newest checkpoint or a run by name; what there is to tell goes to stderr.

    Raises:
        CheckpointError: there is none, or none that is valid.
        ProgramError: this version of the language does not accept the program in it.
        UsageError: it has no such genome.
    """
    found = find(checkpoint, checkpoints)
    for words in found.messages:
        print(f"warning: {words}", file=sys.stderr)
    chosen = choose_genome(found.snapshot, genome)
    return Opened(found, stored(found), chosen)
